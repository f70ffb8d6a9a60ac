//! Credentials: where they go, which alternative is taken, and access tokens that are asked for and renewed.

mod http_support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use client_runtime as runtime;
use http_support::api::{self, AddNote, GetCard};
use http_support::{Reply, Server, json, reply};
use runtime::client::{BuildError, Client, ClientBuilder};
use runtime::clock::Clock;
use runtime::error::ErrorKind;
use runtime::memory::InMemory;
use runtime::outcome::Outcome;
use runtime::parameter::Parameter;
use runtime::response::RawResponse;
use runtime::retry::RetryPolicy;
use runtime::security::{Credential, Requirements};
use runtime::test_clock::TestClock;
use runtime::timeout::Timeouts;
use runtime::token::{ClientCredentials, TokenError};
use runtime::transport::{BoxFuture, Limits, Transport, TransportError};

const SECRET: &str = "SECRET of the client+";

fn oauth(server: &Server) -> ClientCredentials {
    ClientCredentials::new(format!("{}/token?tenant=1", server.url()), "the id", SECRET)
}

fn client(server: &Server, credentials: ClientCredentials) -> Client {
    builder(server, credentials).build().unwrap()
}

fn builder(server: &Server, credentials: ClientCredentials) -> ClientBuilder {
    api::builder(&server.url()).credential("bearer", Credential::ClientCredentials(credentials))
}

fn token(token: &str, life: u32) -> Reply {
    json(200, &format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":{life}}}"#))
}

fn done() -> Reply {
    reply(204, &[], "")
}

/// The paths that came, with what they bore.
fn trail(server: &Server) -> Vec<String> {
    let line = |request: &http_support::Received| {
        format!("{} {}", request.path(), request.header("authorization").first().copied().unwrap_or("-"))
    };
    server.received().iter().map(line).collect()
}

#[tokio::test]
async fn a_token_is_asked_for_once_and_used_until_it_ends() {
    let server = Server::start(vec![token("one", 100), done(), done(), token("two", 100), done()]).await;
    let clock = Arc::new(TestClock::new());
    let builder = builder(&server, oauth(&server).scope("read write")).clock(Arc::clone(&clock) as Arc<dyn Clock>);
    let client = builder.build().unwrap();
    for advance in [0, 74, 1] {
        clock.advance(Duration::from_secs(advance));
        client.call(AddNote::new()).send().await.unwrap();
    }
    assert_eq!(
        trail(&server),
        [
            "/token Basic dGhlJTIwaWQ6U0VDUkVUJTIwb2YlMjB0aGUlMjBjbGllbnQlMkI=",
            "/v1/notes Bearer one",
            "/v1/notes Bearer one",
            "/token Basic dGhlJTIwaWQ6U0VDUkVUJTIwb2YlMjB0aGUlMjBjbGllbnQlMkI=",
            "/v1/notes Bearer two"
        ]
    );
    let asked = &server.received()[0];
    assert_eq!((asked.method.as_str(), asked.target.as_str()), ("POST", "/token?tenant=1"));
    assert_eq!(asked.text(), "grant_type=client_credentials&scope=read%20write");
    assert_eq!(asked.header("content-type"), ["application/x-www-form-urlencoded"]);
    // An operation without requirements bears nothing, and asks for no token.
    let server = Server::start(vec![done()]).await;
    self::client(&server, oauth(&server)).call(GetCard::new("c")).send().await.unwrap();
    assert_eq!(trail(&server), ["/v1/cards/c/close -"]);
}

#[tokio::test]
async fn credentials_can_go_into_the_body() {
    let server = Server::start(vec![json(200, r#"{"access_token":"t"}"#), done(), done()]).await;
    let client = client(&server, oauth(&server).in_body());
    client.call(AddNote::new()).send().await.unwrap();
    client.call(AddNote::new()).send().await.unwrap();
    assert_eq!(trail(&server), ["/token -", "/v1/notes Bearer t", "/v1/notes Bearer t"]);
    let body = "grant_type=client_credentials&client_id=the%20id&client_secret=SECRET%20of%20the%20client%2B";
    assert_eq!(server.received()[0].text(), body);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_even_for_a_post_without_a_key() {
    let server = Server::start(vec![token("old", 3600), reply(401, &[], ""), token("new", 3600), done()]).await;
    let client = client(&server, oauth(&server));
    let response = client.call(AddNote::new()).no_retry().send().await.unwrap();
    assert_eq!(response.attempts(), 2);
    let bodies: Vec<_> = server.received().iter().map(|request| request.body.clone()).collect();
    assert_eq!(bodies[1], bodies[3]);
    let paths: Vec<_> = trail(&server).into_iter().filter(|line| !line.starts_with("/token")).collect();
    assert_eq!(paths, ["/v1/notes Bearer old", "/v1/notes Bearer new"]);

    // The new one is refused too: that is the answer.
    let refusal = reply(401, &[], "");
    let server = Server::start(vec![token("a", 9), refusal.clone(), token("b", 9), refusal, done()]).await;
    let error = self::client(&server, oauth(&server)).call(AddNote::new()).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts(), error.outcome()), (401, 2, Outcome::Rejected));
    assert_eq!(server.received().len(), 4);

    // A 401 that is not complete is an answer lost.
    let cut = Reply::BytesThenClose(b"HTTP/1.1 401 X\r\ncontent-length: 9\r\n\r\n{".to_vec());
    let server = Server::start(vec![token("a", 9), cut, token("b", 9), done()]).await;
    let error = self::client(&server, oauth(&server)).call(AddNote::new()).send().await.unwrap_err();
    assert_eq!((error.attempts(), server.received().len()), (1, 2));

    // 403 says that another token would not help; and a token of the caller's own cannot be renewed.
    let server = Server::start(vec![token("a", 9), reply(403, &[], ""), done()]).await;
    assert_eq!(self::client(&server, oauth(&server)).call(AddNote::new()).send().await.unwrap_err().attempts(), 1);
    let server = Server::start(vec![reply(401, &[], ""), done()]).await;
    assert_eq!(api::client(&server.url()).call(AddNote::new()).send().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn a_lost_answer_stays_lost_though_the_token_was_refused_then() {
    let policy = RetryPolicy::new().base(Duration::ZERO);
    let server =
        Server::start(vec![token("a", 90), Reply::Close, reply(401, &[], ""), token("b", 90), reply(422, &[], "")])
            .await;
    let client = builder(&server, oauth(&server)).retry(policy).build().unwrap();
    let call = client.call(api::CreateCard::new(api::new_card()));
    let error = call.send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts(), error.outcome()), (422, 3, Outcome::Unknown));
    let keys: Vec<String> = server.received().iter().map(|one| one.header("x-idempotency-key").concat()).collect();
    assert_eq!((&keys[1], &keys[1]), (&keys[2], &keys[4]));
}

/// Counts tokens; refuses all but the newest, and takes its time.
#[derive(Default)]
struct Issuer {
    issued: AtomicU32,
    least: AtomicU32,
    failing: AtomicU32,
}

impl Transport for Issuer {
    fn send<'a>(
        &'a self,
        request: http::Request<runtime::Content>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<RawResponse, TransportError>> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let answer = |status: u16, body: String| {
                Ok(RawResponse::new(status.try_into().unwrap(), http::HeaderMap::new(), body.into()))
            };
            if request.uri().path() == "/token" {
                let number = self.issued.fetch_add(1, Ordering::SeqCst) + 1;
                if self.failing.load(Ordering::SeqCst) > 0 {
                    return answer(400, r#"{"error":"invalid_client","error_description":"SECRET"}"#.into());
                }
                return answer(
                    200,
                    format!(r#"{{"access_token":"{number}","token_type":"bearer","expires_in":"3600"}}"#),
                );
            }
            let bearer = request.headers()["authorization"].to_str().unwrap().replace("Bearer ", "");
            let good = bearer.parse::<u32>().unwrap() >= self.least.load(Ordering::SeqCst);
            answer(if good { 204 } else { 401 }, String::new())
        })
    }
}

fn issued() -> (Arc<Issuer>, Client) {
    let issuer = Arc::new(Issuer::default());
    let credentials = ClientCredentials::new("/token", "id", SECRET);
    let builder =
        api::builder("https://api.invalid/v2").credential("bearer", Credential::ClientCredentials(credentials));
    let client = builder.transport(Arc::clone(&issuer) as Arc<dyn Transport>).build().unwrap();
    (issuer, client)
}

async fn calls(client: &Client, count: usize) -> Vec<Result<u32, runtime::Error<runtime::NoFailure>>> {
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.call(AddNote::new()).send().await.map(|response| response.attempts()) })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_question_is_under_way_for_all_calls() {
    let (issuer, client) = issued();
    assert!(calls(&client, 50).await.into_iter().all(|result| result.unwrap() == 1));
    assert_eq!(issuer.issued.load(Ordering::SeqCst), 1);
    issuer.least.store(2, Ordering::SeqCst);
    assert!(calls(&client, 50).await.into_iter().all(|result| result.unwrap() == 2));
    assert_eq!(issuer.issued.load(Ordering::SeqCst), 2, "fifty refusals, one new token");
    // A failure is for all who wait, too.
    issuer.failing.store(1, Ordering::SeqCst);
    issuer.least.store(9, Ordering::SeqCst);
    for result in calls(&client, 20).await {
        let error = result.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Credential), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Rejected, "the first attempt was refused");
        let cause = std::error::Error::source(&error).unwrap().downcast_ref::<TokenError>().unwrap();
        assert_eq!((cause.code(), cause.status().unwrap().as_u16()), (Some("invalid_client"), 400));
        let shown = format!("{error} {error:?} {client:?}");
        assert!(shown.contains("invalid_client") && !shown.contains("SECRET"), "{shown}");
    }
    assert!(issuer.issued.load(Ordering::SeqCst) < 2 + 20, "waiting calls do not ask again");
}

#[tokio::test]
async fn a_call_that_is_given_up_leaves_the_question_to_the_next() {
    let (issuer, client) = issued();
    let call = client.call(AddNote::new());
    let given_up = tokio::time::timeout(Duration::from_millis(5), call.clone().send()).await;
    assert!(given_up.is_err());
    assert_eq!(call.send().await.unwrap().attempts(), 1);
    assert_eq!(issuer.issued.load(Ordering::SeqCst), 1, "the first question never came to its answer");
}

#[tokio::test]
async fn who_waits_for_a_token_waits_no_longer_than_its_own_time() {
    let server = Server::start(vec![Reply::Hang]).await;
    let client =
        builder(&server, oauth(&server)).timeouts(Timeouts::new().attempt(Duration::from_secs(5))).build().unwrap();
    let patient = client.clone();
    let asking = tokio::spawn(async move { patient.call(AddNote::new()).send().await.map(drop) });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let error = client.call(AddNote::new()).timeout(Duration::from_millis(100)).send().await.unwrap_err();
    assert_eq!((error.outcome(), error.is_retryable()), (Outcome::NotSent, true));
    assert!(error.elapsed() < Duration::from_secs(2), "{:?}", error.elapsed());
    assert_eq!(error.to_string(), "add_note: no access token: no access token in time");
    asking.abort();
}

#[tokio::test]
async fn without_a_token_the_call_is_not_sent() {
    for (answer, words, attempts) in [
        (json(400, r#"{"error":"invalid_scope"}"#), "the token endpoint refused, status 400, invalid_scope", 1),
        (json(401, r#"{"error":"SECRET"}"#), "the token endpoint refused, status 401", 1),
        (json(503, "{}"), "the token endpoint refused, status 503", 3),
        (Reply::Close, "the token endpoint gave no complete answer", 3),
        (json(200, "{}"), "the token endpoint's answer holds no bearer token, status 200", 1),
        (json(200, r#"{"access_token":"a b"}"#), "the token endpoint's answer holds no bearer token, status 200", 1),
        (
            json(200, r#"{"access_token":"t","token_type":"mac"}"#),
            "the token endpoint's answer holds no bearer token, status 200",
            1,
        ),
        (reply(302, &[("location", "http://elsewhere.invalid")], ""), "the token endpoint refused, status 302", 1),
    ] {
        let server = Server::start(vec![answer]).await;
        let policy = RetryPolicy::new().base(Duration::ZERO);
        let client = builder(&server, oauth(&server)).retry(policy).build().unwrap();
        let error = client.call(AddNote::new()).send().await.unwrap_err();
        assert_eq!(error.to_string(), format!("add_note: no access token: {words}"));
        assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, attempts), "{words}");
        assert!(server.received().iter().all(|request| request.path() == "/token"));
    }
}

#[test]
fn a_token_endpoint_that_cannot_be_used_is_refused_while_building() {
    let memory: Arc<dyn Transport> = Arc::new(InMemory::new());
    for (url, good) in [
        ("https://login.invalid/token", true),
        ("http://127.0.0.1:1/token", true),
        ("/oauth/token", true),
        ("http://login.invalid/token", false),
        ("ftp://login.invalid/token", false),
        ("https://user:pass@login.invalid/token", false),
        ("oauth/token", false),
        ("https://login.invalid/../token", false),
        ("", false),
    ] {
        let credentials = ClientCredentials::new(url, "id", SECRET);
        let builder = Client::builder("https://api.invalid").transport(Arc::clone(&memory));
        let built = builder.credential("s", Credential::ClientCredentials(credentials)).build();
        assert_eq!(built.is_ok(), good, "{url}");
        assert!(good || matches!(built, Err(BuildError::Credential { .. })));
    }
}

#[tokio::test]
async fn alternatives_and_combinations() {
    const BOTH: Requirements = &[&["a", "b"], &["c"]];
    const MAYBE: Requirements = &[&[], &["a"]];
    let one = |name: &str| Credential::Header { name: format!("x-{name}"), value: "v".into() };
    for (schemes, requirements, expected) in [
        (&["a", "b", "c"][..], BOTH, Some("x-a x-b")),
        (&["a", "c"], BOTH, Some("x-c")),
        (&["c"], BOTH, Some("x-c")),
        (&["a"], BOTH, None),
        (&[], BOTH, None),
        (&["a"], MAYBE, Some("x-a")),
        (&["b"], MAYBE, Some("")),
        (&["a", "b", "c"], &[], Some("")),
        (&["b"], &[&["b"], &["a"]], Some("x-b")),
    ] {
        let memory = Arc::new(InMemory::new());
        memory.answer_any(Ok(RawResponse::new(http::StatusCode::OK, http::HeaderMap::new(), bytes::Bytes::new())));
        let builder = Client::builder("https://api.invalid").transport(Arc::clone(&memory) as Arc<dyn Transport>);
        let builder = schemes.iter().fold(builder, |builder, scheme| builder.credential(*scheme, one(scheme)));
        let result = builder.build().unwrap().raw("GET", "/x").security(requirements).send().await;
        let requests = memory.requests();
        let names = requests.first().map(|request| {
            let names = request.headers().keys().map(http::HeaderName::as_str);
            names.filter(|name| name.starts_with("x-")).collect::<Vec<_>>().join(" ")
        });
        assert_eq!((names.as_deref(), result.is_ok()), (expected, expected.is_some()), "{schemes:?} {requirements:?}");
    }
}

/// A list whose key is described as parameters, too.
#[derive(Default)]
struct ListNotes {
    header: Option<String>,
    query: Option<String>,
    cookie: Option<String>,
}

impl runtime::operation::Operation for ListNotes {
    type Success = ();
    type Failure = runtime::NoFailure;

    const META: runtime::operation::OperationMeta =
        runtime::operation::OperationMeta::new("list_notes", "GET", "/notes")
            .security(&[&["in header"], &["in query", "in cookie"]]);

    fn encode(&self, request: &mut runtime::request::RequestEncoder) {
        const PARAMETERS: &[Parameter] = &[
            Parameter::header("X-Key").credential_of(&["in header", "another"]),
            Parameter::query("key").credential_of(&["in query"]),
            Parameter::cookie("key").credential_of(&["in cookie"]),
        ];
        request.parameters(PARAMETERS, &[&self.header, &self.query, &self.cookie]);
    }

    fn decode(response: &RawResponse) -> Option<Result<(), runtime::reader::DecodeError>> {
        Some(response.empty())
    }
}

#[tokio::test]
async fn a_parameter_that_carries_a_credential_meets_its_scheme() {
    let call = |header: &str, query: &str, cookie: &str| {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        ListNotes { header: given(header), query: given(query), cookie: given(cookie) }
    };
    let key = Credential::Cookie { name: "key".into(), value: "builder".into() };
    for (schemes, operation, expected) in [
        (&[][..], call("", "", ""), None),
        (&[], call("one", "", ""), Some("one - -")),
        (&[], call("", "two", ""), None),
        (&[], call("", "", "three"), None),
        (&[], call("", "two", "three"), Some("- key=two key=three")),
        (&["in cookie"], call("", "two", ""), Some("- key=two key=builder")),
        // What the call says itself stays.
        (&["in cookie"], call("", "two", "three"), Some("- key=two key=three")),
        (&["in cookie"], call("", "", ""), None),
    ] {
        let memory = Arc::new(InMemory::new());
        memory.answer_any(Ok(RawResponse::new(http::StatusCode::OK, http::HeaderMap::new(), bytes::Bytes::new())));
        let builder = Client::builder("https://api.invalid").transport(Arc::clone(&memory) as Arc<dyn Transport>);
        let builder = schemes.iter().fold(builder, |builder, scheme| builder.credential(*scheme, key.clone()));
        let result = builder.build().unwrap().call(operation).send().await;
        let sent = memory.requests().first().map(|request| {
            let header =
                |name: &str| request.headers().get(name).map_or("-", |value| value.to_str().unwrap()).to_owned();
            format!("{} {} {}", header("x-key"), request.uri().query().unwrap_or("-"), header("cookie"))
        });
        assert_eq!((sent.as_deref(), result.is_ok()), (expected, expected.is_some()));
    }
}

#[test]
fn a_line_for_the_shell_shows_no_token() {
    let credentials = ClientCredentials::new("https://login.invalid/token", "id", SECRET);
    let builder = Client::builder("https://api.invalid").transport(Arc::new(InMemory::new()));
    let client = builder.credential("bearer", Credential::ClientCredentials(credentials)).build().unwrap();
    let line = client.call(AddNote::new()).to_curl();
    assert!(line.contains("-H 'authorization: [redacted]'") && !line.contains("SECRET"), "{line}");
}
