//! Sends requests: the one place where a call meets its server.
//!
//! Responsible for completing a request (headers, credentials, URL), for the attempts and their limits of time, and for what a failure means.
//! Nothing here is generic: operations only encode before and decode after.

use std::time::Duration;

use bytes::Bytes;

use super::client::Core;
use super::error::{Context, Error, ErrorKind, KEPT_BODY};
use super::idempotency::IdempotencyKey;
use super::operation::{NoFailure, OperationMeta};
use super::outcome::Outcome;
use super::request::{Fault, RawRequest, RequestError};
use super::response::{Facts, RawResponse, Response, request_id};
use super::security::Requirements;
use super::server::Origin;
use super::timeout::{Stopwatch, TimeoutPhase};
use super::transport::{Limits, Transport, TransportError, TransportErrorKind};

/// Which credentials a request bears.
#[derive(Clone, Copy, Debug)]
pub enum Authentication {
    /// Those of the first alternative that can be met.
    Required(Requirements),
    /// All that the client has.
    All,
}

/// A complete answer, and what is known about the call so far.
pub struct Exchange {
    response: RawResponse,
    meta: &'static OperationMeta,
    key: Option<IdempotencyKey>,
    repeatable: bool,
    attempts: u32,
    /// Of the attempts before the one that was answered.
    earlier: Outcome,
    elapsed: Duration,
}

impl Exchange {
    /// The answer.
    #[must_use]
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// The call's success.
    #[must_use]
    pub fn into_response<T>(self, value: T) -> Response<T> {
        Response::new(value, self.into_facts())
    }

    /// The answer as it came, whatever its status.
    #[must_use]
    pub fn into_raw_response(self) -> Response<RawResponse> {
        let response = self.response.clone();
        self.into_response(response)
    }

    fn into_facts(self) -> Box<Facts> {
        let (status, headers, body) = self.response.into_parts();
        Box::new(Facts {
            status,
            request_id: request_id(self.meta, status, &headers, &body),
            headers,
            replay: self.meta.is_replay(status.as_u16()),
            key: self.key,
            attempts: self.attempts,
            elapsed: self.elapsed,
        })
    }

    /// The call's failure.
    #[must_use]
    pub fn into_error<E>(self, kind: ErrorKind<E>) -> Error<E> {
        let context = self.into_context();
        Error::new(kind, context)
    }

    fn into_context(self) -> Context {
        let (status, headers, body) = self.response.into_parts();
        Context {
            operation: self.meta.name(),
            status: Some(status),
            request_id: request_id(self.meta, status, &headers, &body),
            headers: Some(headers),
            body: body[..body.len().min(KEPT_BODY)].into(),
            key: self.key,
            attempts: self.attempts,
            outcome: self.earlier.join(Outcome::of_status(status)),
            elapsed: self.elapsed,
            retryable: self.repeatable && self.meta.is_retryable_status(status.as_u16()),
            source: None,
        }
    }
}

/// An error of a call that was not sent.
#[must_use]
pub fn not_sent(meta: &OperationMeta, key: Option<IdempotencyKey>, fault: Fault) -> Error<NoFailure> {
    let kind = match fault {
        Fault::Invalid(invalid) => ErrorKind::InvalidRequest(invalid),
        Fault::Request(error) => ErrorKind::Request(error),
    };
    Error::new(kind, Context { key, ..Context::not_sent(meta.name()) })
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

/// The request for the transport. Its URL is built as text, read once, and must be of the client's own origin.
fn to_http(core: &Core, request: &RawRequest) -> Result<http::Request<Bytes>, RequestError> {
    let uri = core.base.join(&request.path, request.query_text(false).as_deref()).ok_or(RequestError::Url)?;
    let origin = Origin::of(&uri).filter(|origin| origin == core.base.origin()).ok_or(RequestError::Url)?;
    if !origin.is_https() && !origin.is_loopback() && !core.plain_http {
        return Err(RequestError::PlainHttp);
    }
    let mut message = http::Request::new(request.body.clone().unwrap_or_default());
    *message.method_mut() = request.method.clone();
    *message.uri_mut() = uri;
    *message.headers_mut() = request.headers.clone();
    Ok(message)
}

/// Sends a request until it is answered, or it has failed for good.
///
/// # Errors
///
/// When the request cannot be sent, or no complete answer came.
pub async fn execute(
    core: &Core,
    transport: &dyn Transport,
    mut request: RawRequest,
    authentication: Authentication,
    total: Option<Duration>,
) -> Result<Exchange, Error<NoFailure>> {
    let refused = |request: &RawRequest, error| not_sent(request.meta, request.key.clone(), Fault::Request(error));
    complete(core, &mut request, authentication).map_err(|error| refused(&request, error))?;
    let message = to_http(core, &request).map_err(|error| refused(&request, error))?;
    let started = Stopwatch::start();
    let mut call = Progress {
        core,
        request: &request,
        total: total.unwrap_or(core.timeouts.total),
        attempts: 0,
        earlier: Outcome::NotSent,
    };
    loop {
        let (limits, last_of_time) = call.limits(started.elapsed());
        if limits.attempt.is_zero() {
            let error = TransportError::new(TransportErrorKind::AttemptTimeout).not_sent();
            return Err(call.error(error, true, started.elapsed()));
        }
        call.attempts += 1;
        let result = transport.send(message.clone(), &limits).await;
        if !call.goes_on(&result) {
            return match result {
                Ok(response) => Ok(call.exchange(response, started.elapsed())),
                Err(error) => Err(call.error(error, last_of_time, started.elapsed())),
            };
        }
    }
}

/// A call between its attempts.
struct Progress<'a> {
    core: &'a Core,
    request: &'a RawRequest,
    total: Duration,
    attempts: u32,
    earlier: Outcome,
}

impl Progress<'_> {
    /// The limits of the next attempt, and whether the call's whole time ends with it.
    fn limits(&self, elapsed: Duration) -> (Limits, bool) {
        let left = self.total.saturating_sub(elapsed);
        let timeouts = &self.core.timeouts;
        let limits = Limits::new(timeouts.connect.min(left), timeouts.attempt.min(left), self.core.max_response_bytes);
        (limits, left <= timeouts.attempt)
    }

    /// Whether another attempt follows: the place for the policy of retries. Then the attempt joins the earlier ones.
    fn goes_on(&mut self, result: &Result<RawResponse, TransportError>) -> bool {
        const MAX_ATTEMPTS: u32 = 1;
        if self.attempts >= MAX_ATTEMPTS {
            return false;
        }
        let (again, outcome) = match result {
            Ok(response) => {
                let status = response.status();
                (
                    self.request.is_repeatable() && self.request.meta.is_retryable_status(status.as_u16()),
                    Outcome::of_status(status),
                )
            }
            Err(error) => (is_retryable(error, self.request), outcome_of(error)),
        };
        if again {
            self.earlier = self.earlier.join(outcome);
        }
        again
    }

    fn exchange(&self, response: RawResponse, elapsed: Duration) -> Exchange {
        Exchange {
            response,
            meta: self.request.meta,
            key: self.request.key.clone(),
            repeatable: self.request.is_repeatable(),
            attempts: self.attempts,
            earlier: self.earlier,
            elapsed,
        }
    }

    fn error(&self, mut error: TransportError, last_of_time: bool, elapsed: Duration) -> Error<NoFailure> {
        let outcome = self.earlier.join(outcome_of(&error));
        let retryable = is_retryable(&error, self.request);
        let (status, headers) = match error.take_response() {
            Some((status, headers)) => (Some(status), Some(headers)),
            None => (None, None),
        };
        let request_id = status
            .zip(headers.as_ref())
            .and_then(|(status, headers)| request_id(self.request.meta, status, headers, b""));
        let failed = error.kind();
        let mut source = error.into_source();
        let kind = match failed {
            TransportErrorKind::Unsupported => {
                let reason = source.take().unwrap_or_else(|| "it does not say why".into());
                ErrorKind::Request(RequestError::Unsupported(reason))
            }
            TransportErrorKind::Connect => ErrorKind::Connect,
            TransportErrorKind::ConnectTimeout => ErrorKind::Timeout(TimeoutPhase::Connect),
            TransportErrorKind::AttemptTimeout if last_of_time => ErrorKind::Timeout(TimeoutPhase::Total),
            TransportErrorKind::AttemptTimeout => ErrorKind::Timeout(TimeoutPhase::Attempt),
            TransportErrorKind::BodyTooLarge => ErrorKind::BodyTooLarge,
            TransportErrorKind::Io => ErrorKind::Transport,
        };
        let context = Context {
            operation: self.request.meta.name(),
            status,
            headers,
            body: Box::default(),
            request_id,
            key: self.request.key.clone(),
            attempts: self.attempts,
            outcome,
            elapsed,
            retryable,
            source,
        };
        Error::new(kind, context)
    }
}

/// What one failed attempt means: if a status had arrived, what that says.
fn outcome_of(error: &TransportError) -> Outcome {
    match error.status() {
        Some(status) => Outcome::of_status(status),
        None if error.may_have_been_sent() => Outcome::Unknown,
        None => Outcome::NotSent,
    }
}

/// Whether an attempt without a complete answer may be followed by another.
fn is_retryable(error: &TransportError, request: &RawRequest) -> bool {
    match error.kind() {
        TransportErrorKind::Unsupported | TransportErrorKind::BodyTooLarge => false,
        _ => !error.may_have_been_sent() || request.is_repeatable(),
    }
}
