//! Answers, with what is known about their calls; and errors of calls that got none.
//!
//! Responsible for handing on what is known: to a response, or to an error. Does not know how a call is made.

use std::time::Duration;

use super::error::{Context, Error, ErrorKind, KEPT_BODY};
use super::idempotency::IdempotencyKey;
use super::operation::{NoFailure, OperationMeta};
use super::outcome::Outcome;
use super::request::Fault;
use super::response::{Facts, RawResponse, Response, request_id};
use super::transport::BoxError;

/// A complete answer, and what is known about the call so far.
#[derive(Clone)]
pub struct Exchange {
    pub(super) response: RawResponse,
    pub(super) meta: &'static OperationMeta,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) repeatable: bool,
    pub(super) attempts: u32,
    /// Of the attempts before the one that was answered.
    pub(super) earlier: Outcome,
    pub(super) elapsed: Duration,
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
            outcome: self.earlier.join(Outcome::of_status(status)),
            elapsed: self.elapsed,
        })
    }

    /// The call's failure.
    #[must_use]
    pub fn into_error<E>(self, kind: ErrorKind<E>) -> Error<E> {
        let context = self.into_context();
        Error::new(kind, context)
    }

    /// The same, with its cause.
    #[must_use]
    pub fn into_error_because<E>(self, kind: ErrorKind<E>, source: Option<BoxError>) -> Error<E> {
        Error::new(kind, Context { source, ..self.into_context() })
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
