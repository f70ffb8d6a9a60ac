//! Calls against a server on loopback: what arrives there, and what its answers become.

mod http_support;

use client_runtime as runtime;
use http_support::api::{self, AddNote, Card, CreateCard, CreateCardError, GetCard, client, new_card};
use http_support::{Server, json, reply};
use runtime::error::ErrorKind;
use runtime::outcome::Outcome;
use runtime::value::{Map, Value};

const CARD: &str = r#"{"id":"crd_1","amount":5,"more":{"x":1.10}}"#;

#[tokio::test]
async fn the_request_arrives_as_the_operation_says() {
    let server = Server::start(vec![json(201, CARD)]).await;
    let client = client(&format!("{}/base/", server.url()));
    let mut operation = CreateCard::new(new_card());
    operation.ledger = "a b/ü".into();
    operation.page_size = Some(10);
    operation.tags = Some(vec!["x,y".into(), "z&".into()]);
    operation.performed_at = Some(Map::from([("from", "2026-01-01".to_owned()), ("until", "2026+02".to_owned())]));
    operation.trace = Some("one two".into());
    operation.pin = Some("12 34".into());
    operation.session = Some("s;1".into());
    let call = client.call(operation);
    let key = call.key().unwrap().clone();
    let response = call.send().await.unwrap();
    let request = server.one();
    assert_eq!(request.method, "POST");
    assert_eq!(request.path(), "/base/v1/ledger/a%20b%2F%C3%BC/cards");
    assert_eq!(
        request.query().unwrap(),
        "page_size=10&tags=x%2Cy,z%26&performed_at%5Bfrom%5D=2026-01-01&performed_at%5Buntil%5D=2026%2B02&pin=12%2034"
    );
    assert_eq!(request.header("x-trace"), ["one two"]);
    assert_eq!(request.header("cookie"), ["session=s%3B1"]);
    assert_eq!(request.header("accept"), ["application/json"]);
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("authorization"), [format!("Bearer {}", api::TOKEN)]);
    assert_eq!(request.header("x-idempotency-key"), [key.as_str()]);
    assert_eq!(request.header("user-agent").len(), 1);
    assert_eq!(request.text(), r#"{"account_id":"acc_1","amount":1250,"document_number":"SECRET_document_99"}"#);
    assert_eq!(response.id, "crd_1");
    assert_eq!(response.additional_properties.get("more").unwrap().to_string(), r#"{"x":1.10}"#);
    assert_eq!((response.status().as_u16(), response.is_replay(), response.attempts()), (201, false, 1));
    assert_eq!(response.idempotency_key(), Some(&key));
    assert!(response.request_id().is_none(), "a success's own id is no request id");
    let card: Card = response.into_inner();
    assert_eq!(card.amount, Some(5));
}

#[tokio::test]
async fn a_get_has_no_body_and_no_credentials_unless_asked_for() {
    let server = Server::start(vec![reply(204, &[("X-Request-Id", "req-7")], "")]).await;
    let response = client(&server.url()).call(GetCard::new("c")).send().await.unwrap();
    let request = server.one();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/v1/cards/c/close"));
    assert!(request.header("authorization").is_empty() && request.header("x-idempotency-key").is_empty());
    assert!(request.header("content-length").is_empty() && request.header("content-type").is_empty());
    assert_eq!(response.request_id(), Some("req-7"));
    assert!(response.idempotency_key().is_none());
}

#[tokio::test]
async fn a_fresh_key_for_each_call_and_the_same_for_its_clones() {
    let server = Server::start(vec![json(200, CARD)]).await;
    let client = client(&server.url());
    let call = client.call(CreateCard::new(new_card()));
    assert!(call.clone().send().await.unwrap().is_replay());
    call.send().await.unwrap();
    client.call(CreateCard::new(new_card())).send().await.unwrap();
    let own = "a:key/of-my_own".parse().unwrap();
    client.call(CreateCard::new(new_card())).with_idempotency_key(own).send().await.unwrap();
    let received = server.received();
    let keys: Vec<_> = received.iter().map(|request| request.header("x-idempotency-key")[0]).collect();
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[0], keys[2]);
    assert_eq!(keys[3], "a:key/of-my_own");
    let uuid: Vec<usize> = keys[0].split('-').map(str::len).collect();
    assert_eq!((uuid, &keys[0][14..15]), (vec![8, 4, 4, 4, 12], "4"));
}

/// One answer to `create_card`: kind, outcome, whether it is worth another try.
async fn failure(answer: http_support::Reply) -> (String, Outcome, bool) {
    let server = Server::start(vec![answer]).await;
    let error = client(&server.url()).call(CreateCard::new(new_card())).send().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(error.idempotency_key().is_some());
    assert_eq!(error.operation(), "create_card");
    (format!("{:?}", error.kind()).split('(').next().unwrap().to_owned(), error.outcome(), error.is_retryable())
}

#[tokio::test]
async fn each_status_has_its_kind_and_outcome() {
    let problem = r#"{"id":"log_1","message":"no"}"#;
    for (status, kind, outcome, retryable) in [
        (400, "Api", Outcome::Rejected, false),
        (401, "Api", Outcome::Rejected, false),
        (404, "UnexpectedStatus", Outcome::Rejected, false),
        (408, "UnexpectedStatus", Outcome::Unknown, true),
        (409, "Api", Outcome::Unknown, false),
        (418, "UnexpectedStatus", Outcome::Rejected, false),
        (422, "UnexpectedStatus", Outcome::Rejected, false),
        (429, "UnexpectedStatus", Outcome::Rejected, true),
        (499, "UnexpectedStatus", Outcome::Unknown, false),
        (500, "Api", Outcome::Unknown, true),
        (501, "UnexpectedStatus", Outcome::Unknown, false),
        (503, "UnexpectedStatus", Outcome::Unknown, true),
        (599, "UnexpectedStatus", Outcome::Unknown, false),
        (304, "UnexpectedStatus", Outcome::Unknown, false),
        (600, "UnexpectedStatus", Outcome::Unknown, false),
    ] {
        assert_eq!(failure(json(status, problem)).await, (kind.to_owned(), outcome, retryable), "{status}");
    }
}

#[tokio::test]
async fn without_a_key_a_post_is_not_worth_another_try() {
    let server = Server::start(vec![json(503, "{}")]).await;
    let error = client(&server.url()).call(AddNote::new()).send().await.unwrap_err();
    assert_eq!((error.outcome(), error.is_retryable()), (Outcome::Unknown, false));
    let server = Server::start(vec![json(503, "{}")]).await;
    let error = client(&server.url()).call(GetCard::new("c")).send().await.unwrap_err();
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_documented_error_is_typed_and_keeps_what_is_known() {
    let headers = [
        ("content-type", "application/problem+json; charset=utf-8"),
        ("retry-after", "7"),
        ("x-request-id", "by-header"),
    ];
    let server = Server::start(vec![reply(400, &headers, r#"{"id":"log_1","message":"no"}"#)]).await;
    let error = client(&server.url()).call(CreateCard::new(new_card())).send().await.unwrap_err();
    let Some(CreateCardError::BadRequest(problem)) = error.api() else { panic!("{error:?}") };
    assert_eq!(problem.message, "no");
    assert_eq!(error.request_id(), Some("log_1"), "the document names the place in the body");
    assert_eq!(error.status().unwrap().as_u16(), 400);
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
    assert_eq!(error.body(), br#"{"id":"log_1","message":"no"}"#);
    assert_eq!(error.headers().unwrap()["x-request-id"], "by-header");
    assert_eq!(error.to_string(), "create_card: the server answered with an error, status 400, request ID log_1");
    assert!(matches!(error.into_api(), Ok(CreateCardError::BadRequest(_))));
}

#[tokio::test]
async fn the_request_id_is_found_in_the_header_that_the_document_names() {
    let server = Server::start(vec![reply(500, &[("x-log", "named"), ("x-request-id", "common")], "")]).await;
    let error = client(&server.url()).call(AddNote::new()).send().await.unwrap_err();
    assert_eq!(error.request_id(), Some("named"));
    let server = Server::start(vec![reply(500, &[("X-Correlation-ID", "common")], "")]).await;
    let error = client(&server.url()).call(AddNote::new()).send().await.unwrap_err();
    assert_eq!(error.request_id(), Some("common"));
}

#[tokio::test]
async fn answers_that_cannot_be_read() {
    let kind = |answer| failure(answer);
    let decode = |outcome| ("Decode".to_owned(), outcome, false);
    let html = reply(200, &[("content-type", "text/html")], "<html>SECRET_body</html>");
    assert_eq!(kind(html).await, decode(Outcome::Applied));
    assert_eq!(kind(reply(201, &[("content-type", "application/json")], "")).await, decode(Outcome::Applied));
    assert_eq!(kind(json(200, "{\"id\":")).await, decode(Outcome::Applied));
    assert_eq!(kind(json(200, r#"["crd_1"]"#)).await, decode(Outcome::Applied));
    assert_eq!(kind(json(200, r#"{"id":"a","id":"b"}"#)).await, decode(Outcome::Applied));
    assert_eq!(
        kind(reply(200, &[("content-type", "application/json")], b"{\"id\":\"\xe9\"}")).await,
        decode(Outcome::Applied)
    );
    let encoded = [("content-type", "application/json"), ("content-encoding", "br")];
    assert_eq!(kind(reply(200, &encoded, CARD)).await, decode(Outcome::Applied));
    assert_eq!(kind(json(202, "{}")).await, decode(Outcome::Applied), "an undocumented success of another shape");
    assert_eq!(kind(json(400, "no json")).await, decode(Outcome::Rejected), "a documented error that cannot be read");
    assert_eq!(kind(json(409, "[]")).await, decode(Outcome::Unknown));
    assert_eq!(kind(json(500, "")).await, ("Decode".to_owned(), Outcome::Unknown, true));
}

#[tokio::test]
async fn an_error_that_cannot_be_read_keeps_a_piece_of_its_body() {
    let long = "y".repeat(20_000);
    let server =
        Server::start(vec![reply(400, &[("content-type", "application/json"), ("request-id", "r1")], &long)]).await;
    let error = client(&server.url()).call(CreateCard::new(new_card())).send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)));
    assert_eq!(error.body(), &long.as_bytes()[..runtime::error::KEPT_BODY]);
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (400, Some("r1")));
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn answers_that_are_read_though_they_are_odd() {
    for (headers, body) in [
        (vec![], CARD.to_owned()),
        (vec![("content-type", "application/vnd.api+json")], CARD.to_owned()),
        (vec![("content-type", "Application/JSON; charset=iso-8859-1")], CARD.to_owned()),
        (vec![("content-type", "application/json")], format!("\u{feff}{CARD}")),
        (vec![("content-type", "application/json"), ("content-encoding", "identity")], format!(" {CARD}\n")),
    ] {
        let server = Server::start(vec![reply(200, &headers, body)]).await;
        let response = client(&server.url()).call(CreateCard::new(new_card())).send().await.unwrap();
        assert_eq!(response.id, "crd_1", "{headers:?}");
    }
    let server = Server::start(vec![json(202, CARD)]).await;
    let response = client(&server.url()).call(CreateCard::new(new_card())).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.id.as_str()), (202, "crd_1"));
}

#[tokio::test]
async fn a_request_that_breaks_rules_is_not_sent() {
    let server = Server::start(vec![json(200, CARD)]).await;
    let client = client(&server.url());
    let mut operation = CreateCard::new(new_card());
    operation.page_size = Some(9);
    operation.body.account_id = "SECR".into();
    operation.body.amount = 0;
    let call = client.call(operation.clone());
    let error = call.clone().send().await.unwrap_err();
    let ErrorKind::InvalidRequest(invalid) = error.kind() else { panic!("{error:?}") };
    let pointers: Vec<_> = invalid.violations().iter().map(runtime::rules::Violation::pointer).collect();
    assert_eq!(pointers, ["/query/page_size", "/body/account_id", "/body/amount"]);
    assert_eq!((error.outcome(), error.attempts(), error.is_retryable()), (Outcome::NotSent, 0, false));
    assert_eq!(error.idempotency_key(), call.key());
    assert_eq!(error.to_string(), "invalid request: create_card: /query/page_size: must be at least 10 (and 2 more)");
    assert_eq!(call.validate().unwrap_err().count(), 3);
    assert!(server.received().is_empty());
    call.skip_validation().send().await.unwrap();
    let request = server.one();
    assert!(request.query() == Some("page_size=9") && request.text().contains("SECR"));
}

#[tokio::test]
async fn what_the_document_does_not_know_can_be_added() {
    let server = Server::start(vec![json(200, CARD)]).await;
    let client = client(&server.url());
    let call = client.call(CreateCard::new(new_card()));
    call.header("X-New", "n")
        .header("x-trace", "mine")
        .query("new one", "a&b")
        .body_member("flag", true)
        .body_member("amount", Value::from("12"))
        .send()
        .await
        .unwrap();
    let request = server.one();
    assert_eq!((request.header("x-new"), request.header("x-trace")), (vec!["n"], vec!["mine"]));
    assert_eq!(request.query(), Some("new%20one=a%26b"));
    assert_eq!(
        request.text(),
        r#"{"account_id":"acc_1","amount":"12","document_number":"SECRET_document_99","flag":true}"#
    );
    for (name, value) in
        [("x-idempotency-key", "other"), ("Content-Length", "1"), ("host", "evil"), ("x y", "z"), ("x", "a\r\nb: c")]
    {
        let error = client.call(CreateCard::new(new_card())).header(name, value).send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Request(_)), "{name}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_raw_answer_of_any_status() {
    let server = Server::start(vec![reply(418, &[("content-type", "text/plain"), ("x-request-id", "r")], "tea")]).await;
    let client = client(&server.url());
    let response = client.call(CreateCard::new(new_card())).send_raw().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.body()[..], response.request_id()),
        (418, &b"tea"[..], Some("r"))
    );
    assert_eq!(response.text().unwrap(), "tea");
    assert!(response.json::<Value>().is_err());
}

#[tokio::test]
async fn a_raw_request() {
    let server = Server::start(vec![json(200, r#"{"ok":[1.0]}"#)]).await;
    let client = client(&format!("{}/api", server.url()));
    let key: runtime::idempotency::IdempotencyKey = "k1".parse().unwrap();
    let response = client
        .raw("PATCH", "/v2/new%2Fone?page=2")
        .query("q", "a b")
        .header("x-a", "b")
        .json(Value::from(Map::from([("n", Value::from("ü"))])))
        .idempotency_key("idempotency-key", key.clone())
        .send()
        .await
        .unwrap();
    let request = server.one();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("PATCH", "/api/v2/new%2Fone?page=2&q=a%20b"));
    assert_eq!(request.text(), r#"{"n":"ü"}"#);
    assert_eq!((request.header("x-a"), request.header("idempotency-key")), (vec!["b"], vec!["k1"]));
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("authorization").len(), 1);
    assert_eq!(response.json::<Value>().unwrap().to_string(), r#"{"ok":[1.0]}"#);
    assert_eq!(response.idempotency_key(), Some(&key));
    client.raw("DELETE", "/x").security(&[]).send().await.unwrap();
    assert!(server.received()[1].header("authorization").is_empty());
    for path in
        ["x", "//evil/x/..", "/a/../b", "/a/%2E%2e/b", "/a\\b", "/a b", "/a#b", "/%", "@evil/", "/a?b c", "", "/ü"]
    {
        let error = client.raw("GET", path).send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Request(_)), "{path}: {error:?}");
    }
    assert!(client.raw("G T", "/").send().await.is_err());
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn strict_responses() {
    let short = r#"{"id":"c"}"#;
    let server = Server::start(vec![json(200, short)]).await;
    assert_eq!(client(&server.url()).call(CreateCard::new(new_card())).send().await.unwrap().id, "c");
    let strict = api::builder(&server.url()).strict_responses().build().unwrap();
    let error = strict.call(CreateCard::new(new_card())).send().await.unwrap_err();
    let ErrorKind::InvalidResponse(invalid) = error.kind() else { panic!("{error:?}") };
    assert_eq!(invalid.violations()[0].pointer(), "/id");
    assert_eq!((error.outcome(), error.body()), (Outcome::Applied, short.as_bytes()));
}

#[tokio::test]
async fn the_content_type_and_the_length_are_looked_at_before_the_body() {
    let html = [("content-type", "text/html; charset=utf-8")];
    let encoded = [("content-type", "application/json"), ("content-encoding", "br")];
    for (answer, says) in [
        // A body that would do: it is not looked at.
        (reply(200, &html, CARD), "the content type is not JSON"),
        (reply(200, &[("content-type", "application/jsonp")], CARD), "the content type is not JSON"),
        (reply(200, &[("content-type", "\u{e9}")], CARD), "the content type is not JSON"),
        (reply(200, &encoded, CARD), "the body is compressed"),
        (json(200, ""), "the body is empty"),
        (json(200, " \r\n"), "the body is empty"),
        (json(200, "\u{feff}"), "the body is empty"),
    ] {
        let server = Server::start(vec![answer]).await;
        let error = client(&server.url()).call(CreateCard::new(new_card())).send().await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[tokio::test]
async fn default_headers_are_sent_unless_the_request_has_its_own() {
    let server = Server::start(vec![json(200, CARD)]).await;
    let client = api::builder(&server.url())
        .default_header("X-Trace", "default")
        .default_header("x-other", "other")
        .default_header("accept", "text/plain")
        .user_agent("mine/1.0")
        .build()
        .unwrap();
    client.call(CreateCard::new(new_card())).send().await.unwrap();
    let mut operation = CreateCard::new(new_card());
    operation.trace = Some("own".into());
    client.call(operation).header("x-other", "by hand").send().await.unwrap();
    let [first, second] = &server.received()[..] else { panic!() };
    assert_eq!((first.header("x-trace"), first.header("x-other")), (vec!["default"], vec!["other"]));
    assert_eq!((second.header("x-trace"), second.header("x-other")), (vec!["own"], vec!["by hand"]));
    assert_eq!((first.header("accept"), first.header("user-agent")), (vec!["application/json"], vec!["mine/1.0"]));
}
