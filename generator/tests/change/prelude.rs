//! What the programs have at hand: a client whose requests go nowhere and whose answers are given.
#![allow(unused_imports, dead_code)]

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

pub use client::runtime::{self, Call, Operation, RawResponse, Response};
pub use client::{Client, Environment, Error, Map, Nullable, Patch, models, operations, webhooks};

struct Script {
    sent: Mutex<Option<String>>,
    answer: Mutex<(u16, String)>,
}

impl runtime::Transport for Script {
    fn send<'a>(
        &'a self,
        request: http::Request<runtime::Content>,
        _: &'a runtime::transport::Limits,
    ) -> runtime::transport::BoxFuture<'a, Result<RawResponse, runtime::transport::TransportError>> {
        let mut headers: Vec<String> = request
            .headers()
            .iter()
            .filter(|(name, _)| !["user-agent", "accept"].contains(&name.as_str()))
            .map(|(name, value)| format!("{name}: {}", if name.as_str().contains("key") { "…" } else { value.to_str().unwrap() }))
            .collect();
        headers.sort();
        let body = request.body().bytes().map_or("streamed".to_owned(), |body| String::from_utf8(body.to_vec()).unwrap());
        *self.sent.lock().unwrap() = Some(format!("{} {} {headers:?} {body}", request.method(), request.uri()));
        let (status, body) = self.answer.lock().unwrap().clone();
        let mut headers = http::HeaderMap::new();
        headers.insert("content-type", "application/json".parse().unwrap());
        let response = RawResponse::new(http::StatusCode::from_u16(status).unwrap(), headers, body.into());
        Box::pin(async { Ok(response) })
    }
}

static SCRIPT: Mutex<Option<Arc<Script>>> = Mutex::new(None);

fn script() -> Arc<Script> {
    let mut script = SCRIPT.lock().unwrap();
    script
        .get_or_insert_with(|| Arc::new(Script { sent: Mutex::default(), answer: Mutex::new((204, String::new())) }))
        .clone()
}

/// A client with what the program configures.
pub fn client_of(server: Environment, with: impl FnOnce(client::ClientBuilder) -> client::ClientBuilder) -> &'static Client {
    Box::leak(Box::new(with(Client::builder(server)).transport(script()).build().unwrap()))
}

/// A client without credentials.
pub fn client() -> &'static Client {
    client_of(Environment::Always, |builder| builder)
}

/// What a call sent, or that it was refused before sending.
pub fn sent<O: Operation>(call: Call<'static, runtime::client::Async, O>) -> String {
    let script = script();
    *script.sent.lock().unwrap() = None;
    *script.answer.lock().unwrap() = (204, String::new());
    let _ = now(call.send());
    script.sent.lock().unwrap().take().unwrap_or_else(|| "refused".to_owned())
}

/// What a call gives for an answer.
pub fn answered<O: Operation>(
    call: Call<'static, runtime::client::Async, O>,
    status: u16,
    body: &str,
) -> Result<Response<O::Success>, Error<O::Failure>> {
    *script().answer.lock().unwrap() = (status, body.to_owned());
    now(call.send())
}

/// What is read from a successful answer.
pub fn read<O: Operation>(call: Call<'static, runtime::client::Async, O>, body: &str) -> O::Success {
    match answered(call, 200, body) {
        Ok(response) => response.into_inner(),
        Err(_) => panic!("the answer cannot be read"),
    }
}

/// Nothing here ever waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

/// The headers of a request of the server, which say what its body is.
pub fn saying(media_type: &str) -> http::HeaderMap {
    let mut headers = http::HeaderMap::new();
    headers.insert("content-type", media_type.parse().unwrap());
    headers
}
