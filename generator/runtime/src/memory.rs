//! A transport without a network, for the tests of programs that use the client.
//!
//! Responsible for giving the answers that a test has written down, by operation, and for keeping the requests. Knows no server.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method, StatusCode, Uri};

use super::content::{Bytes, Content};
use super::decode_error::DecodeError;
use super::json::{self, Json};
use super::operation::{Operation, OperationMeta};
use super::response::RawResponse;
use super::transport::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};

type Answer = Result<RawResponse, TransportError>;

/// Answers requests from memory and keeps them.
///
/// Answers are given in the order in which they were written down: those of the request's operation first, then those for any request.
/// A request without an answer fails, and nothing of it is said to have been sent.
#[derive(Default)]
pub struct InMemory(Mutex<State>);

#[derive(Default)]
struct State {
    answers: Vec<(&'static str, VecDeque<Answer>)>,
    others: VecDeque<Answer>,
    requests: Vec<Recorded>,
}

impl InMemory {
    /// A transport that has no answers yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next answer to an operation: a success with this value.
    pub fn succeed<O: Operation>(&self, status: u16, value: &O::Success)
    where
        O::Success: Json,
    {
        self.answer_json::<O>(status, value);
    }

    /// The next answer to an operation: a status with a JSON body, for example a documented error.
    pub fn answer_json<O: Operation>(&self, status: u16, body: &impl Json) {
        let body = json::to_vec(body).map_err(|error| unsupported(error.to_string()));
        let answer = status_code(status).and_then(|status| {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
            Ok(RawResponse::new(status, headers, body?.into()))
        });
        self.push(O::META.name(), answer);
    }

    /// The next answer to an operation: a status with a body of any media type.
    pub fn answer_content<O: Operation>(&self, status: u16, media_type: &'static str, body: impl Into<Bytes>) {
        let body = body.into();
        let answer = status_code(status).map(|status| {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))]);
            RawResponse::new(status, headers, body)
        });
        self.push(O::META.name(), answer);
    }

    /// The next answer to an operation: a status without a body.
    pub fn answer_empty<O: Operation>(&self, status: u16) {
        let answer = status_code(status).map(|status| RawResponse::new(status, HeaderMap::new(), Bytes::new()));
        self.push(O::META.name(), answer);
    }

    /// The next answer to an operation: any response.
    pub fn answer<O: Operation>(&self, response: RawResponse) {
        self.push(O::META.name(), Ok(response));
    }

    /// The next answer to an operation: none.
    pub fn fail<O: Operation>(&self, error: TransportError) {
        self.push(O::META.name(), Err(error));
    }

    /// The next answer to a request that has no answer of its own operation.
    pub fn answer_any(&self, answer: Result<RawResponse, TransportError>) {
        self.state().others.push_back(answer);
    }

    /// The requests that came, in their order.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// The requests of one operation, in their order.
    #[must_use]
    pub fn requests_of<O: Operation>(&self) -> Vec<Recorded> {
        let name = O::META.name();
        self.state().requests.iter().filter(|request| request.operation == Some(name)).cloned().collect()
    }

    fn push(&self, operation: &'static str, answer: Answer) {
        let mut state = self.state();
        match state.answers.iter_mut().find(|(name, _)| *name == operation) {
            Some((_, answers)) => answers.push_back(answer),
            None => state.answers.push((operation, VecDeque::from([answer]))),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn exchange(&self, request: http::Request<Content>) -> Answer {
        let operation = request.extensions().get::<&'static OperationMeta>().map(|meta| meta.name());
        let (parts, body) = request.into_parts();
        let body = body.open()?.collect().await?;
        let mut state = self.state();
        state.requests.push(Recorded { operation, method: parts.method, uri: parts.uri, headers: parts.headers, body });
        let own = state.answers.iter_mut().find(|(name, _)| Some(*name) == operation);
        let own = own.and_then(|(_, answers)| answers.pop_front());
        own.or_else(|| state.others.pop_front()).unwrap_or_else(|| {
            Err(unsupported(format!("the test has no answer to {}", operation.unwrap_or("this request"))))
        })
    }
}

impl Transport for InMemory {
    fn send<'a>(&'a self, request: http::Request<Content>, _: &'a Limits) -> BoxFuture<'a, Answer> {
        Box::pin(self.exchange(request))
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("InMemory").field("requests", &self.state().requests.len()).finish_non_exhaustive()
    }
}

fn status_code(status: u16) -> Result<StatusCode, TransportError> {
    StatusCode::from_u16(status).map_err(|_| unsupported(format!("{status} is no status")))
}

fn unsupported(reason: String) -> TransportError {
    TransportError::new(TransportErrorKind::Unsupported).with_source(reason)
}

/// A request that came. Its `Debug` shows the operation and the method.
#[derive(Clone)]
pub struct Recorded {
    operation: Option<&'static str>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    /// The operation's name; `raw` for requests by method and path, none for those that are no calls (for an access token).
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URL.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The headers, credentials among them.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it was sent.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    ///
    /// When it is no JSON, or of another shape.
    pub fn json<T: Json>(&self) -> Result<T, DecodeError> {
        json::from_slice(&self.body)
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Recorded")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}
