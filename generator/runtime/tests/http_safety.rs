//! What must never happen: another path, another header, another server. Secrets have a file of their own, `http_secrecy.rs`.

mod http_support;

use std::error::Error as StdError;
use std::sync::Arc;

use client_runtime as runtime;
use http_support::api::{self, BEARER, CreateCard, GetCard, builder, client, new_card};
use http_support::scripted::Scripted;
use http_support::{Server, json, reply};
use runtime::client::{BuildError, Client};
use runtime::error::{Error, ErrorKind};
use runtime::operation::{NoFailure, Operation, OperationMeta};
use runtime::outcome::Outcome;
use runtime::reader::DecodeError;
use runtime::response::RawResponse;
use runtime::security::{Credential, Requirements};
use runtime::server::Server as Base;
use runtime::transport::TransportErrorKind;

/// Decodes `%XX` once, as a server does.
fn decoded(segment: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), segment.as_bytes());
    while let [first, more @ ..] = rest {
        if *first == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&more[..2]).unwrap(), 16).unwrap());
            rest = &more[2..];
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_path_value_is_refused_or_arrives_as_the_same_text_in_the_same_segment() {
    let server = Server::start(vec![reply(204, &[], "")]).await;
    let client = client(&server.url());
    let refused = ["", ".", "..", "\0", "a\nb", "a\r\nHost: evil", "\t", "\u{7f}", "\u{85}", "\u{1b}[0m"];
    for value in refused {
        let error = client.call(GetCard::new(value)).send().await.unwrap_err();
        let ErrorKind::InvalidRequest(invalid) = error.kind() else { panic!("{value:?}: {error:?}") };
        assert_eq!(invalid.violations()[0].pointer(), "/path/card");
        assert_eq!(error.outcome(), Outcome::NotSent);
        // The guard is no rule of the document: it cannot be skipped.
        let error = client.call(GetCard::new(value)).skip_validation().send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::InvalidRequest(_)));
    }
    assert!(server.received().is_empty());
    let kept = [
        "%2e%2e",
        "%2E",
        "a/b",
        "../x",
        "..\\..",
        "a\\b",
        "?",
        "a?b=c",
        "#",
        "a#b",
        "%",
        "%zz",
        "%00",
        "é",
        "💳",
        " ",
        "a b",
        "+",
        "a;b=c",
        "..;",
        "a:b",
        "@evil.invalid",
        "//evil.invalid/",
        "{card}",
        "'\"<>`|^[]",
        "...",
        ".a",
        "~",
        "a&b",
        "\u{202e}",
    ];
    for value in kept {
        client.call(GetCard::new(value)).send().await.unwrap();
        let request = server.received().pop().unwrap();
        let segments: Vec<&str> = request.target.split('/').collect();
        assert!(matches!(segments[..], ["", "v1", "cards", _, "close"]), "{value:?}: {}", request.target);
        assert_eq!(decoded(segments[3]), value);
        assert!(!request.target.contains(['?', '#', '\\']), "{value:?}: {}", request.target);
        assert_eq!(request.header("host"), [server.address.to_string()]);
    }
    assert_eq!(server.received().len(), kept.len());
}

#[tokio::test]
async fn header_values_cannot_inject() {
    let server = Server::start(vec![json(200, r#"{"id":"crd"}"#)]).await;
    let client = client(&server.url());
    for value in ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0", "é", "\u{7f}", " a", "a ", "a\tb"] {
        let mut operation = CreateCard::new(new_card());
        operation.trace = Some(value.into());
        let error = client.call(operation.clone()).skip_validation().send().await.unwrap_err();
        let ErrorKind::InvalidRequest(invalid) = error.kind() else { panic!("{value:?}: {error:?}") };
        assert_eq!(invalid.violations()[0].pointer(), "/header/X-Trace");
        assert!(client.call(CreateCard::new(new_card())).header("x-a", value).send().await.is_err());
        assert!(client.call(CreateCard::new(new_card())).header(&format!("x{value}"), "a").send().await.is_err());
        assert!(matches!(builder(&server.url()).default_header("x-a", value).build(), Err(BuildError::Header(_))));
        let token = Credential::Bearer(value.into());
        assert!(matches!(
            builder(&server.url()).credential("bearer", token).build(),
            Err(BuildError::Credential { .. })
        ));
        assert!(value.parse::<runtime::idempotency::IdempotencyKey>().is_err());
        assert!(client.raw("GET", "/x").body(value, "a").send().await.is_err());
    }
    assert!(server.received().is_empty());
}

#[test]
fn credentials_that_cannot_be_sent() {
    let refused = |credential: Credential| {
        let error = Client::builder("https://h").credential("s", credential).build().unwrap_err();
        assert!(matches!(error, BuildError::Credential { .. }), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("SEC"));
    };
    for value in ["", "SEC\n", "SEC RET", "SÉC"] {
        refused(Credential::Bearer(value.into()));
    }
    for name in ["", "a b", "a:", "Host", "content-length", "Transfer-Encoding", "é"] {
        refused(Credential::Header { name: name.into(), value: "SEC".into() });
    }
    for value in ["", "SEC\r\nx: y", " SEC", "SÉC"] {
        refused(Credential::Header { name: "x".into(), value: value.into() });
    }
    for value in ["", "SEC;a=b", "SEC,", "SEC\"", "SEC\\", "SEC RET"] {
        refused(Credential::Cookie { name: "c".into(), value: value.into() });
    }
    refused(Credential::Cookie { name: "c=".into(), value: "SEC".into() });
    refused(Credential::Query { name: "q".into(), value: "".into() });
    refused(Credential::Basic { username: "a:b".into(), password: "SEC".into() });
}

#[test]
fn servers_that_cannot_be_used() {
    for url in [
        "",
        "api.invalid",
        "ftp://h",
        "https://",
        "https:///x",
        "https://u:SECRET@h",
        "https://u@h/",
        "https://h?SECRET",
        "https://h/#f",
        "https://h/../x",
        "https://h/a/%2e%2E",
        "https://h/.",
        "https://h\\x",
        "https://h/a b",
        "https://h/\n",
        "https://h:99999",
        "https://h:x",
        "https://h:-1",
        "https://[::1",
        "https://ü.invalid",
        "https://h/ü",
        "https://h/%",
        "https:/h",
        "https://h h",
        "https://[SECRET]",
    ] {
        let built = Client::builder(url);
        assert!(!format!("{built:?}").contains("SECRET"), "{url}");
        let error = built.build().unwrap_err();
        assert!(matches!(error, BuildError::Server(_)), "{url}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("SECRET"));
    }
}

#[test]
fn plain_http_goes_to_this_machine_only() {
    let scripted = || Arc::new(Scripted::default());
    for url in [
        "http://localhost",
        "http://LOCALHOST:80/x",
        "http://127.0.0.1:8080",
        "http://127.9.9.9",
        "http://[::1]:1",
        "https://h",
    ] {
        assert!(Client::builder(url).transport(scripted()).build().is_ok(), "{url}");
    }
    for url in [
        "http://h",
        "http://10.0.0.1",
        "http://localhost.evil.invalid",
        "http://0.0.0.0",
        "http://127.1",
        "http://0x7f.1",
        "http://[::]",
    ] {
        let builder = Client::builder(url).transport(scripted());
        assert!(matches!(builder.clone().build(), Err(BuildError::PlainHttp)), "{url}");
        assert!(builder.allow_plain_http().build().is_ok());
    }
}

#[test]
fn a_url_is_joined_as_text_and_stays_on_its_origin() {
    let joined = |base: &str, path: &str, query| {
        Base::from(base).base_url().unwrap().join(path, query).map(|uri| uri.to_string())
    };
    assert_eq!(joined("https://h", "/a", None).as_deref(), Some("https://h/a"));
    assert_eq!(joined("https://H:443/v1/", "/a", Some("b=c")).as_deref(), Some("https://h/v1/a?b=c"));
    assert_eq!(joined("http://[::1]:8080/v1", "/", None).as_deref(), Some("http://[::1]:8080/v1/"));
    for path in
        ["a", "", "@evil/", ":1/", "/..", "/a/./b", "/%2E./", "/a?b", "/a#b", "/a b", "/\\evil", "/\u{e9}", "/%g0"]
    {
        assert_eq!(joined("https://h/v1", path, None), None, "{path}");
    }
    for query in ["a#b", "a b", "\u{e9}", "a%", "a\"b", "a\\b"] {
        assert_eq!(joined("https://h", "/", Some(query)), None, "{query}");
    }
    assert_eq!(joined("https://h", "//evil.invalid/", None).as_deref(), Some("https://h//evil.invalid/"));
}

/// An operation that asks for credentials as a test wants it.
#[derive(Clone)]
struct Asks<const WHICH: usize>;

const ASKED: [Requirements; 5] =
    [&[], BEARER, &[&["key", "basic"], &["bearer"]], &[&[], &["bearer"]], &[&["query"], &["cookie"]]];

impl<const WHICH: usize> Operation for Asks<WHICH> {
    type Success = ();
    type Failure = NoFailure;
    const META: OperationMeta = OperationMeta::new("asks", "GET", "/asks").security(ASKED[WHICH]);

    fn encode(&self, _: &mut runtime::request::RequestEncoder) {}

    fn decode(response: &RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        Some(response.empty())
    }
}

/// Authorization, API key, cookie and query of the request.
async fn sent<O: Operation<Failure = NoFailure>>(
    operation: O,
    credentials: &[(&str, Credential)],
) -> Result<[String; 4], String> {
    let transport = Arc::new(Scripted::default());
    let mut builder = Client::builder("https://h.invalid").transport(transport.clone());
    for (scheme, credential) in credentials {
        builder = builder.credential(*scheme, credential.clone());
    }
    builder.build().unwrap().call(operation).send().await.map_err(|error| error.to_string())?;
    let request = transport.requests.lock().unwrap().pop().unwrap();
    let header = |name: &str| {
        let value = request.headers().get(name);
        assert!(value.is_none_or(http::HeaderValue::is_sensitive));
        value.map_or("", |value| value.to_str().unwrap()).to_owned()
    };
    let query = request.uri().query().unwrap_or_default().to_owned();
    Ok([header("authorization"), header("x-key"), header("cookie"), query])
}

#[tokio::test]
async fn a_credential_that_the_call_has_already_is_not_sent_twice() {
    let transport = Arc::new(Scripted::default());
    let client = |scheme: &str, credential: Credential| {
        let builder = Client::builder("https://h.invalid").transport(transport.clone());
        builder.credential(scheme, credential).build().unwrap()
    };
    let by_query = client("query", Credential::Query { name: "api key".into(), value: "all".into() });
    by_query.call(Asks::<4>).query("api key", "own").send().await.unwrap();
    let by_cookie = client("cookie", Credential::Cookie { name: "sid".into(), value: "all".into() });
    by_cookie.call(Asks::<4>).header("cookie", "a=1; sid=own").send().await.unwrap();
    by_cookie.call(Asks::<4>).header("cookie", "asid=1").send().await.unwrap();
    let requests = transport.requests.lock().unwrap();
    assert_eq!(requests[0].uri().query(), Some("api%20key=own"));
    assert_eq!(requests[1].headers()["cookie"], "a=1; sid=own");
    assert_eq!(requests[2].headers()["cookie"], "asid=1; sid=all");
}

#[tokio::test]
async fn credentials_go_where_the_operation_asks_for_them() {
    let bearer = ("bearer", Credential::Bearer("t".into()));
    let basic = ("basic", Credential::Basic { username: "Aladdin".into(), password: "open sesame".into() });
    let key = ("key", Credential::Header { name: "X-Key".into(), value: "k".into() });
    let query = ("query", Credential::Query { name: "api key".into(), value: "a&b".into() });
    let cookie = ("cookie", Credential::Cookie { name: "sid".into(), value: "c".into() });
    let all = [bearer.clone(), basic.clone(), key.clone(), query.clone(), cookie.clone()];
    let texts = |texts: [&str; 4]| Ok(texts.map(str::to_owned));
    assert_eq!(sent(Asks::<0>, &all).await, texts(["", "", "", ""]));
    assert_eq!(sent(Asks::<1>, &all).await, texts(["Bearer t", "", "", ""]));
    assert_eq!(sent(Asks::<2>, &all).await, texts(["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "k", "", ""]));
    assert_eq!(
        sent(Asks::<2>, &[basic, bearer.clone()]).await,
        texts(["Bearer t", "", "", ""]),
        "the first that can be met"
    );
    assert_eq!(sent(Asks::<3>, &all).await, texts(["Bearer t", "", "", ""]));
    assert_eq!(sent(Asks::<3>, &[]).await, texts(["", "", "", ""]));
    assert_eq!(sent(Asks::<4>, &all).await, texts(["", "", "", "api%20key=a%26b"]));
    assert_eq!(sent(Asks::<4>, &[cookie]).await, texts(["", "", "sid=c", ""]));
    let missing = sent(Asks::<2>, &[key]).await.unwrap_err();
    assert_eq!(missing, "asks: the request cannot be sent: no credential for key and basic, or for bearer");
    let error = sent(Asks::<1>, &[]).await.unwrap_err();
    assert!(error.contains("no credential for bearer"));
    // By hand, or by the transport.
    let transport = Arc::new(Scripted::default());
    let plain = Client::builder("https://h.invalid").transport(transport.clone());
    plain.clone().build().unwrap().call(Asks::<1>).header("authorization", "Own x").send().await.unwrap();
    plain.allow_missing_credentials().build().unwrap().call(Asks::<1>).send().await.unwrap();
    builder("https://h.invalid")
        .transport(transport.clone())
        .build()
        .unwrap()
        .call(Asks::<1>)
        .header("Authorization", "Own y")
        .send()
        .await
        .unwrap();
    let sent: Vec<_> = transport
        .requests
        .lock()
        .unwrap()
        .iter()
        .map(|request| request.headers().get("authorization").cloned())
        .collect();
    assert_eq!(sent, [Some("Own x".parse().unwrap()), None, Some("Own y".parse().unwrap())]);
}

#[tokio::test]
async fn what_a_transport_says_becomes_kind_and_outcome() {
    for (fails, kind, outcome, retryable) in [
        (TransportErrorKind::Unsupported, "Request(Unsupported(\"because\"))", Outcome::NotSent, false),
        (TransportErrorKind::Connect, "Connect", Outcome::NotSent, true),
        (TransportErrorKind::ConnectTimeout, "Timeout(Connect)", Outcome::NotSent, true),
        (TransportErrorKind::AttemptTimeout, "Timeout(Attempt)", Outcome::Unknown, true),
        (TransportErrorKind::Io, "Transport", Outcome::Unknown, true),
        (TransportErrorKind::BodyTooLarge, "BodyTooLarge", Outcome::Unknown, false),
    ] {
        let transport = Arc::new(Scripted { fails: Some(fails), ..Scripted::default() });
        let client = builder("https://h.invalid").transport(transport.clone()).build().unwrap();
        let error = client.call(CreateCard::new(new_card())).send().await.unwrap_err();
        assert_eq!(format!("{:?}", error.kind()), kind);
        assert_eq!((error.outcome(), error.is_retryable(), error.attempts()), (outcome, retryable, 1));
        assert!(error.source().is_some());
    }
}

#[test]
fn clients_calls_and_errors_can_cross_threads() {
    fn crosses<T: Send + Sync>(_: &T) {}
    fn is_send<T: Send>(_: &T) {}
    let client = api::builder("https://h.invalid").transport(Arc::new(Scripted::default())).build().unwrap();
    crosses(&client);
    let call = client.call(CreateCard::new(new_card()));
    crosses(&call);
    is_send(&call.send());
    is_send(&client.raw("GET", "/").send());
    let error: Option<Error<api::CreateCardError>> = None;
    crosses(&error);
    assert_eq!(size_of::<Error<api::CreateCardError>>(), size_of::<usize>());
}

#[tokio::test]
async fn more_headers_than_any_map_holds() {
    let client = builder("https://h.invalid").transport(Arc::new(Scripted::default())).build().unwrap();
    let mut call = client.call(GetCard::new("c"));
    let mut default = builder("https://h.invalid");
    for index in 0..40_000 {
        call = call.header(&format!("x-{index}"), "y");
        default = default.default_header(format!("x-{index}"), "y");
    }
    assert!(matches!(call.send().await.unwrap_err().kind(), ErrorKind::Request(_)));
    assert!(default.build().is_err());
}
