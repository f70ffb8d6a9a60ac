//! What must never happen: a secret where it can be read.

mod http_support;

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use client_runtime as runtime;
use http_support::api::{CreateCard, GetCard, TOKEN, builder, new_card};
use http_support::scripted::Scripted;
use http_support::{Reply, Server, json, reply};
use runtime::client::Client;
use runtime::error::Error;
use runtime::operation::{NoFailure, Operation, OperationMeta};
use runtime::reader::DecodeError;
use runtime::response::RawResponse;
use runtime::security::Credential;

/// What must not be read anywhere.
const SECRETS: [&str; 11] =
    ["SECRET", TOKEN, "1f2e3d", "open sesame", "b3BlbiBzZXNhbWU", "kSEC", "qSEC", "cSEC", "hSEC", "acc_1", "1250"];

fn clean(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

fn clean_error<E>(error: &Error<E>) {
    clean(&format!("{error} {error:?} {error:#?}"));
    assert_eq!(error.to_string().lines().count(), 1);
    let mut source = error.source();
    while let Some(cause) = source {
        clean(&format!("{cause} {cause:?}"));
        source = cause.source();
    }
}

fn secretive(url: &str) -> runtime::client::ClientBuilder {
    builder(url)
        .credential("basic", Credential::Basic { username: "u".into(), password: "open sesame".into() })
        .credential("key", Credential::Header { name: "x-key".into(), value: "kSEC".into() })
        .credential("query", Credential::Query { name: "q".into(), value: "qSEC".into() })
        .credential("cookie", Credential::Cookie { name: "c".into(), value: "cSEC".into() })
        .default_header("x-default", "hSEC")
        .timeouts(runtime::timeout::Timeouts::new().attempt(Duration::from_millis(300)))
}

fn secretive_call(client: &Client) -> runtime::call::Call<'_, runtime::client::Async, CreateCard> {
    let mut operation = CreateCard::new(new_card());
    operation.pin = Some("SECRET_pin".into());
    operation.session = Some("SECRET_session".into());
    client
        .call(operation)
        .header("x-extra", "SECRET_header")
        .query("extra", "SECRET_query")
        .body_member("extra", "SECRET_member")
}

#[tokio::test]
async fn no_secret_in_any_debug_display_or_curl() {
    let body = format!("{{\"id\":\"SECRET {TOKEN}\",\"message\":\"SECRET\"}}");
    let headers = [("set-cookie", "SECRET=1"), ("x-key", "kSEC"), ("content-type", "application/json")];
    let answers = [
        Reply::Close,
        Reply::Hang,
        json(500, "SECRET"),
        reply(302, &[("location", "https://SECRET.invalid")], "SECRET"),
        reply(200, &[("content-type", "text/SECRET")], "SECRET"),
        reply(400, &headers[..2], &body[..12]),
        reply(409, &headers, r#"{"message":"SECRET acc_1"}"#),
        json(200, r#"{"id":{"SECRET":1}}"#),
        Reply::BytesThenClose(b"HTTP/1.1 200 SECRET\r\nSECRET\r\n\r\n".to_vec()),
    ];
    for answer in answers {
        let server = Server::start(vec![answer]).await;
        let client = secretive(&server.url()).build().unwrap();
        let error = secretive_call(&client).send().await.unwrap_err();
        clean_error(&error);
        if let Err(error) = client.raw("POST", "/x?token=SECRET").body("text/plain", "SECRET").send().await {
            clean_error(&error);
        }
        server.received();
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = secretive(&format!("http://{free}")).build().unwrap();
    clean_error(&secretive_call(&client).send().await.unwrap_err());
    clean_error(&client.raw("POST", "/x?token=SECRET").send().await.unwrap_err());
    clean_error(&client.raw("POST", "/SECRET SECRET").send().await.unwrap_err());
    clean_error(&secretive_call(&client).header("x", "SECRET\n").send().await.unwrap_err());
    let mut operation = CreateCard::new(new_card());
    operation.trace = Some("SECRET\n".into());
    operation.ledger = "..".into();
    operation.body.account_id = "SECR".into();
    clean_error(&client.call(operation).send().await.unwrap_err());

    clean(&format!("{client:?} {:?} {:?} {:?}", client.core(), client.mode(), secretive("https://h")));
    let call = secretive_call(&client);
    clean(&format!("{call:?} {:?}", client.raw("GET", "/x?SECRET=SECRET")));
    for (_, credential) in [
        ("bearer", Credential::Bearer(TOKEN.into())),
        ("q", Credential::Query { name: "q".into(), value: "qSEC".into() }),
    ] {
        clean(&format!("{credential:?}"));
    }
    let server = Server::start(vec![json(200, r#"{"id":"crd"}"#)]).await;
    let client = secretive(&server.url()).build().unwrap();
    let raw = secretive_call(&client).send_raw().await.unwrap();
    clean(&format!("{raw:?}"));
}

#[test]
fn curl_shows_the_shape_of_a_call() {
    let client = secretive("https://h.invalid/v1").transport(Arc::new(Scripted::default())).build().unwrap();
    let call = secretive_call(&client).with_idempotency_key("k-1".parse().unwrap());
    let line = call.to_curl();
    clean(&line);
    assert!(
        line.starts_with(
            "curl -X 'POST' 'https://h.invalid/v1/v1/ledger/main/cards?pin=[redacted]&extra=[redacted]' -H "
        ),
        "{line}"
    );
    for piece in [
        " -H 'accept: application/json'",
        " -H 'authorization: [redacted]'",
        " -H 'cookie: [redacted]'",
        " -H 'x-idempotency-key: k-1'",
        " -H 'x-extra: [redacted]'",
        " --data-raw '{\"account_id\":\"[redacted]\",\"amount\":\"[redacted]\",\"document_number\":\"[redacted]\",\"extra\":\"[redacted]\"}'",
    ] {
        assert!(line.contains(piece), "{piece} in {line}");
    }
    let quoted = client.call(GetCard::new("it's")).to_curl();
    assert!(quoted.contains("'https://h.invalid/v1/v1/cards/it%27s/close'"), "{quoted}");
    assert_eq!(client.call(GetCard::new("..")).to_curl().lines().count(), 1);
    assert!(client.call(GetCard::new("..")).to_curl().starts_with("# "));
    clean(&client.raw("POST", "/x?token=SECRET").json("SECRET").to_curl());
    clean(&client.raw("POST", "/x").body("text/plain", "SECRET").to_curl());
}

/// A path parameter that is sensitive.
#[derive(Clone)]
struct Hidden(String);

impl Operation for Hidden {
    type Success = ();
    type Failure = NoFailure;
    const META: OperationMeta = OperationMeta::new("hidden", "GET", "/a/{secret}/b");

    fn encode(&self, request: &mut runtime::request::RequestEncoder) {
        use runtime::parameter::Parameter;
        request.parameter(&Parameter::path("secret").sensitive(), &self.0);
        request.parameter(&Parameter::header("x-hidden").sensitive(), &self.0);
    }

    fn decode(response: &RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        Some(response.empty())
    }
}

#[tokio::test]
async fn sensitive_parameters_are_sent_and_not_shown() {
    let transport = Arc::new(Scripted::default());
    let client = Client::builder("https://h.invalid").transport(transport.clone()).build().unwrap();
    let call = client.call(Hidden("SECRET".into()));
    clean(&format!("{call:?} {}", call.to_curl()));
    assert!(call.to_curl().contains("/a/[redacted]/b"));
    call.send().await.unwrap();
    let request = transport.requests.lock().unwrap().pop().unwrap();
    assert_eq!(request.uri().path(), "/a/SECRET/b");
    assert_eq!(request.headers()["x-hidden"], "SECRET");
    clean(&format!("{:?}", request.headers()));
}
