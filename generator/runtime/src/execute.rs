//! Sends requests: the one place where a call meets its server.
//!
//! Responsible for completing a request (headers, credentials, URL) and for carrying it to the transport as often as it needs.
//! Nothing here is generic: operations only encode before and decode after.

use std::time::Duration;

use http::StatusCode;
use http::header::{AUTHORIZATION, CONTENT_TYPE};

use super::attempts::Attempts;
use super::client::Core;
use super::content::Content;
use super::error::Error;
use super::exchange::{Exchange, not_sent};
use super::incoming::{self, Body};
use super::operation::NoFailure;
use super::request::{Fault, RawRequest, RequestError};
use super::response::RawResponse;
use super::retry::RetryPolicy;
use super::security::{Requirements, header_value};
use super::token::ClientCredentials;
use super::trace::Span;
use super::transport::{Transport, TransportError, TransportErrorKind};

/// Which credentials a request bears.
#[derive(Clone, Copy, Debug)]
pub enum Authentication {
    /// Those of the first alternative that can be met.
    Required(Requirements),
    /// All that the client has.
    All,
}

/// How one call is sent, where that differs from the client's other calls.
#[derive(Clone, Copy, Debug)]
pub struct Sending {
    /// Which credentials it bears.
    pub authentication: Authentication,
    /// The time for the whole call.
    pub total: Option<Duration>,
    /// How often it is tried.
    pub retry: Option<RetryPolicy>,
}

impl Sending {
    /// As the client's other calls.
    #[must_use]
    pub const fn new(authentication: Authentication) -> Self {
        Self { authentication, total: None, retry: None }
    }
}

/// Adds to a request what comes from the client: default headers and credentials.
pub fn complete(core: &Core, request: &mut RawRequest, authentication: Authentication) -> Result<(), RequestError> {
    match authentication {
        Authentication::Required(requirements) => {
            core.credentials.apply(requirements, core.missing_credentials, request)?
        }
        Authentication::All => core.credentials.apply_all(request)?,
    }
    for (name, value) in &core.headers {
        if !request.headers.contains_key(name) {
            request.headers.insert(name.clone(), value.clone());
        }
    }
    Ok(())
}

/// The request for the transport. Its URL is built as text, read once, and must be of the origin of the client's server, or of one that the
/// user trusts with this operation: that is where every attempt goes, with whatever token.
fn to_http(core: &Core, request: &RawRequest) -> Result<http::Request<Content>, RequestError> {
    let base = core.others.choose(&core.base, request.meta.own_servers())?;
    let uri = base.join(&request.path, request.query_text(false).as_deref()).ok_or(RequestError::Url)?;
    // Of no other origin is what `join` gives.
    let origin = base.origin();
    if !origin.is_https() && !origin.is_loopback() && !core.plain_http {
        return Err(RequestError::PlainHttp);
    }
    let (content, boundary) = match &request.body {
        Some(body) => body.content(&mut || core.clock.random()),
        None => (Content::default(), None),
    };
    let mut message = http::Request::new(content);
    *message.method_mut() = request.method.clone();
    *message.uri_mut() = uri;
    *message.headers_mut() = request.headers.clone();
    if let Some(boundary) = boundary {
        let said = request.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = format!("{}; boundary={boundary}", said.unwrap_or("multipart/form-data"));
        let value = header_value(&media_type).ok_or(RequestError::Header)?;
        message.headers_mut().insert(CONTENT_TYPE, value);
    }
    message.extensions_mut().insert(request.meta);
    Ok(message)
}

/// Sends a request until it is answered, or it has failed for good. Every attempt sends the same bytes.
///
/// # Errors
///
/// When the request cannot be sent, or no complete answer came.
pub async fn execute(
    core: &Core,
    transport: &dyn Transport,
    request: RawRequest,
    sending: Sending,
) -> Result<Exchange, Error<NoFailure>> {
    exchange(core, transport, request, sending, None).await
}

/// An answer, and the body of a success that is still to be read.
pub type Opened = (Exchange, Option<Box<dyn Body>>);

/// Sends a request until it is answered, or it has failed for good. The body of a success is still to be read: it stands apart, and the
/// exchange has none.
///
/// # Errors
///
/// As [`execute`].
pub async fn open(
    core: &Core,
    transport: &dyn Transport,
    request: RawRequest,
    sending: Sending,
) -> Result<Opened, Error<NoFailure>> {
    let mut body = None;
    let exchange = exchange(core, transport, request, sending, Some(&mut body)).await?;
    Ok((exchange, body))
}

/// Where the body of a success goes that is not read with its response.
type Apart<'a> = Option<&'a mut Option<Box<dyn Body>>>;

async fn exchange(
    core: &Core,
    transport: &dyn Transport,
    mut request: RawRequest,
    sending: Sending,
    apart: Apart<'_>,
) -> Result<Exchange, Error<NoFailure>> {
    let refused = |request: &RawRequest, error| not_sent(request.meta, request.key.clone(), Fault::Request(error));
    complete(core, &mut request, sending.authentication).map_err(|error| refused(&request, error))?;
    let message = to_http(core, &request).map_err(|error| refused(&request, error))?;
    let span = Span::of_call(&request);
    let carrier = Carrier { core, transport, message };
    let result = span.around(send(carrier, &request, sending, apart, &span)).await;
    span.end_call(&result);
    result
}

/// A request, and what carries it.
struct Carrier<'a> {
    core: &'a Core,
    transport: &'a dyn Transport,
    message: http::Request<Content>,
}

async fn send(
    carrier: Carrier<'_>,
    request: &RawRequest,
    sending: Sending,
    mut apart: Apart<'_>,
    span: &Span,
) -> Result<Exchange, Error<NoFailure>> {
    let core = carrier.core;
    let policy = sending.retry.unwrap_or(core.retry);
    let mut attempts = Attempts::new(core, request, policy, sending.total.unwrap_or(core.timeouts.total));
    let mut tokens = Tokens { source: request.token.as_ref(), last: None, refused: None };
    loop {
        let span = span.of_attempt(attempts.count() + 1);
        let result = span.around(attempt(&carrier, apart.as_deref_mut(), &mut attempts, &mut tokens)).await;
        span.end_attempt(request, &result);
        if tokens.is_refused(&result) {
            attempts.next_is_free(&result);
            continue;
        }
        let sleep = attempts.next(&result).and_then(|pause| core.clock.sleep(pause));
        match (sleep, result) {
            (Some(sleep), _) => sleep.await,
            (None, Ok(response)) => return Ok(attempts.exchange(response)),
            (None, Err(error)) => return Err(attempts.error(error)),
        }
    }
}

async fn attempt(
    carrier: &Carrier<'_>,
    apart: Apart<'_>,
    attempts: &mut Attempts<'_>,
    tokens: &mut Tokens<'_>,
) -> Result<RawResponse, TransportError> {
    let mut limits = attempts.limits()?;
    attempts.begin();
    let Carrier { core, transport, ref message } = *carrier;
    let mut message = message.clone();
    if let Some(source) = tokens.source {
        let token = source.token(core, transport, &limits, tokens.refused).await;
        let token = token.map_err(|error| TransportError::new(TransportErrorKind::Credential).with_source(error))?;
        message.headers_mut().entry(AUTHORIZATION).or_insert(token.header);
        tokens.last = Some(token.generation);
        limits = attempts.limits()?; // asking took time
    }
    match apart {
        None => transport.send(message, &limits).await,
        Some(body) => incoming::begin(&*core.clock, transport, message, &limits, body).await,
    }
}

/// The access tokens of one call.
struct Tokens<'a> {
    source: Option<&'a ClientCredentials>,
    /// The one that the last attempt bore.
    last: Option<u64>,
    /// The one that the server has refused.
    refused: Option<u64>,
}

impl Tokens<'_> {
    /// Whether the server has refused the token, for the first time in this call: then another token may help. A complete 401 says that
    /// nothing was done, so every request may be sent again after it.
    fn is_refused(&mut self, result: &Result<RawResponse, TransportError>) -> bool {
        let refused = matches!(result, Ok(response) if response.status() == StatusCode::UNAUTHORIZED);
        if !refused || self.refused.is_some() {
            return false;
        }
        self.refused = self.last;
        self.refused.is_some()
    }
}
