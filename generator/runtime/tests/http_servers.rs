//! Servers: URLs with variables and relative ones, and operations with a server of their own.

mod http_support;

use std::sync::Arc;

use client_runtime as runtime;
use http_support::{Reply, api, json, reply};
use runtime::client::{BuildError, Client};
use runtime::error::ErrorKind;
use runtime::operation::{NoFailure, Operation, OperationMeta};
use runtime::outcome::Outcome;
use runtime::reader::DecodeError;
use runtime::request::RequestError;
use runtime::response::RawResponse;
use runtime::security::Credential;
use runtime::server::Server;
use runtime::token::ClientCredentials;
use runtime::transport::Transport;

fn url(server: &Server) -> Result<String, String> {
    server.base_url().map(|base| base.to_string()).map_err(|error| error.to_string())
}

fn filled(template: &str, values: &[(&'static str, &str)]) -> Result<String, String> {
    url(&Server::from_template(template, values))
}

#[test]
fn variables_take_their_values() {
    let all = [("region", "eu"), ("port", "8443"), ("base path", "v2/api")];
    assert_eq!(
        filled("https://{region}.example.com:{port}/{base path}/", &all).unwrap(),
        "https://eu.example.com:8443/v2/api"
    );
    assert_eq!(filled("{scheme}://{host}", &[("scheme", "https"), ("host", "[::1]:81")]).unwrap(), "https://[::1]:81");
    assert_eq!(filled("{base}/v1", &[("base", "https://a.example/b")]).unwrap(), "https://a.example/b/v1");
    assert_eq!(filled("https://a.example/{x}{x}", &[("x", "y")]).unwrap(), "https://a.example/yy");
    assert_eq!(filled("https://a.example{path}", &[("path", "")]).unwrap(), "https://a.example");
}

/// Wherever a variable stands, its value cannot change another part of the URL.
#[test]
fn no_value_gets_out_of_its_part() {
    let hostile = [
        "evil.example/",
        "evil.example#",
        "evil.example?",
        "evil.example\\",
        "a@evil.example",
        "a:b@evil.example",
        "a:80",
        "a b",
        "é",
        "a%2Fb",
        "{port}",
        "a\nb",
        "\0",
        "a/../b",
    ];
    for value in hostile {
        let refused = filled("https://{region}.example.com/v1", &[("region", value)]);
        assert!(refused.as_ref().is_err_and(|error| error.contains("variable `region`")), "{value:?}: {refused:?}");
        let refused = filled("https://api.example.com:{port}/v1", &[("port", value)]);
        assert!(refused.is_err(), "{value:?}: {refused:?}");
        let refused = filled("{scheme}://api.example.com/v1", &[("scheme", value)]);
        assert!(refused.is_err(), "{value:?}: {refused:?}");
    }
    for value in ["evil.example/x", "a@evil.example", "evil.example?x", "evil.example#x", "evil.example\\x", ""] {
        assert!(filled("https://{host}/v1", &[("host", value)]).is_err(), "{value:?}");
    }
    for value in ["https://evil.example/", "javascript", ""] {
        assert!(filled("{scheme}://api.example.com", &[("scheme", value)]).is_err(), "{value:?}");
    }
    for value in ["..", "a/../b", ".", "%2e%2E", "a?b", "a#b", "a b", "a\\b", "%"] {
        assert!(filled("https://api.example.com/{path}/v1", &[("path", value)]).is_err(), "{value:?}");
    }
    // In pieces that only together are `..`.
    assert!(filled("https://api.example.com/{a}{a}/v1", &[("a", ".")]).is_err());
    assert!(filled("https://api.example.com/{a}", &[]).is_err());
    // Relative ones are resolved after that, and only their own `..` are.
    let relative = |template, value| {
        let server = Server::from_template(template, &[("a", value)]);
        url(&server.relative_to("https://api.example.com/docs/openapi.json"))
    };
    for (template, value) in [
        ("/api/{a}/v1", ".."),
        ("/api/{a}{a}/v1", "."),
        ("/api/{a}", "x/../../y"),
        ("../{a}", ".."),
        ("/api/.{a}./v1", ""),
    ] {
        assert!(relative(template, value).is_err(), "{template} {value}");
    }
    assert_eq!(relative("../{a}", "v1").unwrap(), "https://api.example.com/v1");
    let shown = format!("{:?}", Server::from_template("https://{host}", &[("host", "user:SECRET@x")]));
    assert!(!shown.contains("SECRET"), "{shown}");
}

#[test]
fn relative_urls_need_a_base() {
    let relative = |url_text: &str, base: &str| url(&Server::from(url_text).relative_to(base));
    for (text, base, expected) in [
        ("/v1", "https://a.example", "https://a.example/v1"),
        ("/v1", "https://a.example/docs/openapi.json?x#y", "https://a.example/v1"),
        ("v1", "https://a.example/docs/openapi.json", "https://a.example/docs/v1"),
        ("./v1", "https://a.example/docs/", "https://a.example/docs/v1"),
        ("../v1/", "https://a.example/docs/openapi.json", "https://a.example/v1"),
        ("../../../v1", "https://a.example/docs/openapi.json", "https://a.example/v1"),
        ("https://b.example/v1", "https://a.example", "https://b.example/v1"),
        ("/", "https://a.example/x", "https://a.example"),
    ] {
        assert_eq!(relative(text, base).unwrap(), expected, "{text} {base}");
    }
    assert!(relative("/v1", "/docs").unwrap_err().contains("no absolute URL"));
    assert!(relative("//evil.example/v1", "https://a.example").unwrap_err().contains("another host"));
    assert!(relative("/v1", "https://user@a.example").is_err());
    for text in ["/v1", "./v1", "../v1"] {
        let Err(BuildError::Server(error)) = Client::builder(text).build() else { panic!("{text}") };
        assert!(error.to_string().contains("it is relative, and the whole URL is needed"), "{error}");
    }
}

macro_rules! operation {
    ($name:ident, $servers:expr) => {
        #[derive(Clone, Debug)]
        struct $name;

        impl Operation for $name {
            type Success = ();
            type Failure = NoFailure;
            const META: OperationMeta =
                OperationMeta::new(stringify!($name), "POST", "/files").security(api::BEARER).servers($servers);

            fn encode(&self, _: &mut runtime::request::RequestEncoder) {}

            fn decode(response: &RawResponse) -> Option<Result<Self::Success, DecodeError>> {
                Some(response.empty())
            }
        }
    };
}

operation!(Upload, &["https://uploads.example.com/v2", "https://eu.example.com"]);
operation!(Sibling, &["/v2"]);
operation!(Nested, &["v2"]);
operation!(SameHost, &["https://api.example.com/v2"]);
operation!(Session, &["https://{upload-server}/api/2.0"]);
operation!(Anywhere, &["https://"]);
operation!(OtherScheme, &["http://api.example.com/v2"]);
operation!(OtherPort, &["https://api.example.com:444/v2"]);

/// Where a call goes, and whether it bears the token.
async fn target<O: Operation>(
    builder: runtime::ClientBuilder,
    operation: O,
) -> Result<String, runtime::Error<O::Failure>> {
    let memory = Arc::new(runtime::InMemory::new());
    memory.answer_empty::<O>(204);
    let client = builder.transport(Arc::clone(&memory) as Arc<dyn Transport>).build().unwrap();
    let sent = client.call(operation).send().await;
    let requests = memory.requests();
    assert_eq!(requests.len(), usize::from(sent.is_ok()), "a refused call sends nothing");
    sent.map(|_| {
        assert_eq!(requests[0].headers()["authorization"], format!("Bearer {}", api::TOKEN));
        requests[0].uri().to_string()
    })
}

fn at(base: &str) -> runtime::ClientBuilder {
    api::builder(base)
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server_only_where_that_is_allowed() {
    let base = "https://api.example.com/v1";
    assert_eq!(target(at(base), SameHost).await.unwrap(), "https://api.example.com/v2/files");
    assert_eq!(target(at(base), Sibling).await.unwrap(), "https://api.example.com/v2/files");
    assert_eq!(target(at(base), Nested).await.unwrap(), "https://api.example.com/v1/v2/files");

    let error = target(at(base), Upload).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Request(RequestError::UntrustedServer(servers)) if servers.len() == 2));
    assert_eq!((error.outcome(), error.attempts(), error.is_retryable()), (Outcome::NotSent, 0, false));
    assert_eq!(
        error.to_string(),
        "Upload: the request cannot be sent: it goes to a server of its own, https://uploads.example.com/v2 or https://eu.example.com: allow that by `trust` of the \
         client's builder, or send it elsewhere by `replace_server`"
    );
    for denied in [target(at(base), OtherPort).await, target(at(base).allow_plain_http(), OtherScheme).await] {
        assert!(matches!(denied.unwrap_err().kind(), ErrorKind::Request(RequestError::UntrustedServer(_))));
    }
    // Neither a longer nor a shorter name, nor another scheme or port, is the trusted one.
    for other in [
        "https://example.com",
        "https://x.uploads.example.com",
        "https://uploads.example.com.evil.example",
        "https://uploads.example.com:8443",
    ] {
        assert!(target(at(base).trust(other), Upload).await.is_err(), "{other}");
    }
    let trusting = at(base).trust("https://UPLOADS.example.com:443/ignored");
    assert_eq!(target(trusting, Upload).await.unwrap(), "https://uploads.example.com/v2/files");
    let second = at(base).trust("https://eu.example.com");
    assert_eq!(target(second, Upload).await.unwrap(), "https://eu.example.com/files");
    // Other operations stay where they were.
    assert_eq!(
        target(at(base).trust("https://eu.example.com"), Sibling).await.unwrap(),
        "https://api.example.com/v2/files"
    );
}

#[tokio::test]
async fn a_server_can_be_replaced_by_another() {
    let local = "http://127.0.0.1:8080";
    // A client of a test's server does not reach the real one by chance.
    assert!(target(at(local), Upload).await.is_err());
    let moved = || at(local).replace_server("https://uploads.example.com", "http://127.0.0.1:9090/up");
    assert_eq!(target(moved(), Upload).await.unwrap(), "http://127.0.0.1:9090/up/v2/files");
    let moved = moved().trust("https://uploads.example.com");
    assert_eq!(target(moved, Upload).await.unwrap(), "http://127.0.0.1:9090/up/v2/files");
    let other = at(local).replace_server("https://eu.example.com/x", local);
    assert_eq!(target(other, Upload).await.unwrap(), "http://127.0.0.1:8080/files");
    assert_eq!(target(at(local), Sibling).await.unwrap(), "http://127.0.0.1:8080/v2/files");
    let template = "https://{upload-server}/api/2.0";
    assert!(target(at(local).trust("https://x.example"), Session).await.is_err());
    assert!(target(at(local).replace_server("https://{other}/api/2.0", "https://x.example"), Session).await.is_err());
    let session = at(local).replace_server(template, "https://x.example/api/2.0");
    assert_eq!(target(session, Session).await.unwrap(), "https://x.example/api/2.0/files");
    // A document says so of what it cannot know: the place comes in another answer.
    assert!(target(at(local).trust("https://x.example"), Anywhere).await.is_err());
    let anywhere = at(local).replace_server("https://", "https://x.example/signed");
    assert_eq!(target(anywhere, Anywhere).await.unwrap(), "https://x.example/signed/files");
    let itself = at("https://api.example.com").replace_server("https://api.example.com", "https://gateway.example");
    assert_eq!(target(itself, SameHost).await.unwrap(), "https://gateway.example/v2/files");
}

#[test]
fn what_is_trusted_is_looked_at_while_building() {
    let base = || at("https://api.example.com");
    assert!(matches!(base().trust("https://").build(), Err(BuildError::Server(_))));
    for bad in ["uploads.example.com", "https://user:SECRET@x", "https://x/?y", ""] {
        for builder in
            [base().trust(bad), base().replace_server(bad, "https://x"), base().replace_server("https://x", bad)]
        {
            let Err(BuildError::Server(error)) = builder.build() else { panic!("{bad}") };
            assert!(!error.to_string().contains("SECRET"));
        }
    }
    assert!(matches!(base().trust("http://x.example").build(), Err(BuildError::PlainHttp)));
    let plain = base().replace_server("https://x.example", "http://y.example").build();
    assert!(matches!(plain, Err(BuildError::PlainHttp)));
}

#[test]
fn the_line_for_a_shell_shows_where_a_call_goes() {
    let client = at("https://api.example.com").trust("https://eu.example.com").build().unwrap();
    assert!(client.call(Upload).to_curl().contains("'https://eu.example.com/files'"));
    let line = at("https://api.example.com").build().unwrap().call(Upload).to_curl();
    assert!(line.starts_with("# Upload: it goes to a server of its own"), "{line}");
}

operation!(Loopback, &["http://127.0.0.1:1/own"]);

fn token(token: &str) -> Reply {
    json(200, &format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":3600}}"#))
}

/// A token that was renewed goes where the first one went, and nowhere else.
#[tokio::test]
async fn a_renewed_token_goes_to_trusted_servers_only() {
    use http_support::Server as Listener;
    let tokens = Listener::start(vec![token("old"), token("new")]).await;
    let own = Listener::start(vec![reply(401, &[], ""), reply(204, &[], "")]).await;
    let usual = Listener::start(vec![reply(204, &[], "")]).await;
    let credentials = ClientCredentials::new(format!("{}/token", tokens.url()), "id", "secret");
    let builder = || {
        Client::builder(usual.url().as_str())
            .credential("bearer", Credential::ClientCredentials(credentials.clone()))
            .retry(runtime::RetryPolicy::never())
    };
    let error = builder().build().unwrap().call(Loopback).send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Request(RequestError::UntrustedServer(_))));
    let received = [&tokens, &own, &usual].map(|server| server.received().len());
    assert_eq!(received, [0, 0, 0], "not even a token is asked for");

    let client = builder().replace_server("http://127.0.0.1:1", own.url().as_str()).build().unwrap();
    assert_eq!(client.call(Loopback).send().await.unwrap().attempts(), 2);
    let trail: Vec<_> =
        own.received().iter().map(|one| (one.path().to_owned(), one.header("authorization").concat())).collect();
    assert_eq!(trail, [("/own/files".into(), "Bearer old".into()), ("/own/files".into(), "Bearer new".to_owned())]);
    let received = [&tokens, &own, &usual].map(|server| server.received().len());
    assert_eq!(received, [2, 2, 0]);
}
