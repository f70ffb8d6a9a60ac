//! Reads the cases, makes the request of each by the client, and prints what would be sent, a line each.
//!
//! This is a part of the program that `program.rs` completes for a document by `calls.rs`; it is no part of a client.

#![allow(deprecated, reason = "every operation and every parameter is used")]

mod calls;

use std::error::Error;
use std::io::BufRead;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use requests_client::runtime::content::Content;
use requests_client::runtime::json::{self, Json};
use requests_client::runtime::memory::InMemory;
use requests_client::runtime::operation::Operation;
use requests_client::runtime::security::base64;
use requests_client::{ClientBuilder, Map, Value};

/// The server that requests go to; `document.py` says the same.
pub(crate) const BASE: &str = "https://judge.invalid/base";

/// One request to be made.
pub(crate) struct Case(Value);

/// A request that was made, or why there is none.
pub(crate) type Made = Result<Map<Value>, String>;

fn main() {
    for line in std::io::stdin().lock().lines() {
        let case = Case(json::from_str(&line.expect("a line of text")).expect("a case is JSON"));
        let made = if case.0.get("none").is_some() { Ok(Map::new()) } else { calls::call(&case) };
        let made = made.unwrap_or_else(|problem| Map::from([("problem", Value::from(problem))]));
        println!("{}", json::to_string(&Value::from(made)).expect("a line is JSON"));
    }
}

/// Reads an argument as the type that it has in the client.
pub(crate) fn read<T: Json>(value: &Value) -> Result<T, String> {
    json::from_value(value).map_err(|error| format!("undecodable: {error}"))
}

/// The text of an argument that is a string for the client.
pub(crate) fn text(value: &Value) -> Result<String, String> {
    read(value)
}

/// A text, or that of anything else.
pub(crate) fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The items of a list.
pub(crate) fn items(value: &Value) -> Result<&[Value], String> {
    value.as_array().ok_or_else(|| "undecodable: no list".to_owned())
}

/// Bytes to send: those of a text, or the JSON of anything else.
pub(crate) fn content(value: &Value) -> Content {
    match value {
        Value::String(text) => Content::new(text.clone().into_bytes()),
        other => Content::new(other.to_string().into_bytes()),
    }
}

impl Case {
    pub(crate) fn operation(&self) -> &str {
        self.0.get("operation").and_then(Value::as_str).unwrap_or_default()
    }

    /// An argument, by its place and name.
    pub(crate) fn argument(&self, name: &str) -> Option<&Value> {
        self.0.get("arguments")?.get(name)
    }

    /// The same where the client does not work without it.
    pub(crate) fn required(&self, name: &str) -> Result<&Value, String> {
        self.argument(name).ok_or_else(|| format!("the client requires `{name}`"))
    }

    /// The body.
    pub(crate) fn body(&self) -> Option<&Value> {
        self.0.get("body")?.get("value")
    }

    /// The same where the client does not work without it.
    pub(crate) fn required_body(&self) -> Result<&Value, String> {
        self.body().ok_or_else(|| "the client requires a body".to_owned())
    }

    /// The media type or range that the document has the body under.
    pub(crate) fn key(&self) -> &str {
        self.said("key")
    }

    /// The media type that the body is to be of, where the document leaves that open.
    pub(crate) fn media_type(&self) -> Option<&str> {
        self.key().contains('*').then(|| self.said("media_type"))
    }

    fn said(&self, what: &str) -> &str {
        self.0.get("body").and_then(|body| body.get(what)).and_then(Value::as_str).unwrap_or_default()
    }

    /// Makes the request of an operation. `known` are the parameters that the client has.
    pub(crate) fn send<O: Operation>(&self, operation: O, known: &[&str]) -> Made {
        let memory = Arc::new(InMemory::new());
        memory.answer_empty::<O>(204);
        let client = calls::configure(ClientBuilder::new(BASE.into()).transport(memory.clone()));
        let client = client.build().map_err(|error| format!("no client: {error}"))?;
        // Nothing is waited for: the answer is there.
        let mut context = Context::from_waker(Waker::noop());
        if let std::task::Poll::Ready(Err(error)) = pin!(client.call(operation).send_raw()).poll(&mut context) {
            let mut words = error.to_string();
            let mut source = error.source();
            while let Some(cause) = source {
                words.push_str(&format!(": {cause}"));
                source = cause.source();
            }
            return Err(format!("refused: {words}"));
        }
        let requests = memory.requests();
        let [request] = requests.as_slice() else { return Err("refused: not one request".to_owned()) };
        let headers = request.headers().iter().map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            Value::from(vec![Value::from(name.as_str()), Value::from(text)])
        });
        let arguments = self.0.get("arguments").and_then(Value::as_object).into_iter().flatten();
        let unknown = arguments.map(|(name, _)| name).filter(|name| !known.contains(name)).map(Value::from);
        Ok(Map::from([
            ("method", Value::from(request.method().as_str())),
            ("url", Value::from(request.uri().to_string())),
            ("headers", Value::from(headers.collect::<Vec<_>>())),
            ("body", Value::from(base64(request.body()))),
            ("unknown", Value::from(unknown.collect::<Vec<_>>())),
        ]))
    }
}
