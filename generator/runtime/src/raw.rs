//! Requests by method and path, for what the document does not know.
//!
//! Responsible for such a request's parts; all that keeps other calls safe keeps these safe too.

use std::fmt;
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderMap, HeaderName};
use http::{HeaderValue, Method};

use super::client::{Async, Client};
use super::content::Content;
use super::curl;
use super::error::Error;
use super::exchange::{self, Exchange};
use super::execute::{self, Authentication, Sending};
use super::extras::Extras;
use super::idempotency::IdempotencyKey;
use super::operation::{NoFailure, OperationMeta};
use super::request::{Fault, Pair, RawRequest, RequestError};
use super::request_body::RequestBody;
use super::response::{RawResponse, Response};
use super::retry::RetryPolicy;
use super::security::{Requirements, header_value};
use super::value::Value;

static META: OperationMeta = OperationMeta::new("raw", "", "");

/// A request by method and path, not yet sent.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct RawCall<'c, C> {
    client: &'c Client<C>,
    method: String,
    path: String,
    body: Option<(String, Content)>,
    json: Option<Value>,
    key: Option<(String, IdempotencyKey)>,
    extras: Extras,
    sending: Sending,
}

impl<'c, C> RawCall<'c, C> {
    /// A request with all credentials of the client.
    pub fn new(client: &'c Client<C>, method: &str, path: &str) -> Self {
        Self {
            client,
            method: method.into(),
            path: path.into(),
            body: None,
            json: None,
            key: None,
            extras: Extras::default(),
            sending: Sending::new(Authentication::All),
        }
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.extras.header(name, value);
        self
    }

    /// Adds a member of the query; name and value are encoded here.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.extras.query(name, value);
        self
    }

    /// Sets a JSON body.
    pub fn json(mut self, body: impl Into<Value>) -> Self {
        self.json = Some(body.into());
        self
    }

    /// Sets a body.
    pub fn body(mut self, content_type: &str, body: impl Into<Content>) -> Self {
        self.body = Some((content_type.into(), body.into()));
        self
    }

    /// Sets an idempotency key and the header that it travels in.
    pub fn idempotency_key(mut self, header: &str, key: IdempotencyKey) -> Self {
        self.key = Some((header.into(), key));
        self
    }

    /// Sets which credentials are sent, as alternatives of schemes: `&[]` for none.
    pub fn security(mut self, requirements: Requirements) -> Self {
        self.sending.authentication = Authentication::Required(requirements);
        self
    }

    /// Sets the time for the whole call.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.sending.total = Some(total);
        self
    }

    /// Sets how often the request is tried, and how long the pauses are.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.sending.retry = Some(policy);
        self
    }

    /// Tries the request once.
    pub fn no_retry(self) -> Self {
        self.retry(RetryPolicy::never())
    }

    /// The request as a line for a shell, with credentials and the values of the body masked. A comment, if it cannot be sent.
    #[must_use]
    pub fn to_curl(&self) -> String {
        curl::render(self.client.core(), self.prepare(), self.sending.authentication)
    }

    /// The client, the request, and how it is sent.
    pub(super) fn into_parts(self) -> (&'c Client<C>, Result<RawRequest, Error<NoFailure>>, Sending) {
        (self.client, self.prepare(), self.sending)
    }

    fn prepare(&self) -> Result<RawRequest, Error<NoFailure>> {
        let key = self.key.as_ref().map(|(_, key)| key.clone());
        self.request().map_err(|error| exchange::not_sent(&META, key, Fault::Request(error)))
    }

    fn request(&self) -> Result<RawRequest, RequestError> {
        let (path, query) =
            self.path.split_once('?').map_or((self.path.as_str(), None), |(path, query)| (path, Some(query)));
        let mut request = RawRequest {
            meta: &META,
            method: Method::from_bytes(self.method.as_bytes()).map_err(|_| RequestError::Method)?,
            path: path.into(),
            shown_path: None,
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            key: None,
            token: None,
            met: Vec::new(),
        };
        for pair in query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            request.query.push(Pair { name: name.into(), value: value.into(), sensitive: true });
        }
        if let Some((content_type, body)) = &self.body {
            request.headers.insert(CONTENT_TYPE, header_value(content_type).ok_or(RequestError::Header)?);
            request.body = Some(RequestBody::Whole(body.clone()));
        }
        if let Some(value) = &self.json {
            request.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            request.set_json(value)?;
        }
        self.extras.apply(&mut request)?;
        if let Some((header, key)) = &self.key {
            HeaderName::from_bytes(header.as_bytes()).map_err(|_| RequestError::Header)?;
            request.set_key(header, key.clone())?;
        }
        Ok(request)
    }
}

impl<C> RawCall<'_, C> {
    /// The key that is sent.
    #[must_use]
    pub fn key(&self) -> Option<&IdempotencyKey> {
        self.key.as_ref().map(|(_, key)| key)
    }
}

impl RawCall<'_, Async> {
    /// Sends the request, and returns the answer as it is, whatever its status: [`outcome`](Response::outcome) says what was done.
    ///
    /// # Errors
    ///
    /// When the request cannot be sent or is not answered.
    pub async fn send(self) -> Result<Response<RawResponse>, Error<NoFailure>> {
        let (client, request, sending) = self.into_parts();
        let exchange = execute::execute(client.core(), client.mode().transport(), request?, sending).await?;
        Ok(Exchange::into_raw_response(exchange))
    }
}

impl<C> fmt::Debug for RawCall<'_, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RawCall").field("key", &self.key()).finish_non_exhaustive()
    }
}
