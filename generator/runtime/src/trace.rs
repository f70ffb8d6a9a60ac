//! What a program can see of its calls with `tracing`.
//!
//! Responsible for the spans of a call and of its attempts, and for what is in them: names, counts and statuses, no values. Without the
//! feature `tracing` there is nothing in here.

use std::future::Future;

use super::error::Error;
use super::exchange::Exchange;
use super::operation::NoFailure;
use super::request::RawRequest;
use super::response::RawResponse;
use super::transport::TransportError;
#[cfg(feature = "tracing")]
use super::{operation::OperationMeta, outcome::Outcome, response::request_id};

/// The span of a call, or of one of its attempts.
///
/// A call is `call`, of level info, with `operation`, `method`, `route` (the path template), and in the end `attempts`, `status`,
/// `request_id`, and `outcome` if it is no success. An attempt is `attempt`, of level debug, with `attempt` (the first one is 1), and in the end `status`,
/// `request_id`, `failure`.
#[derive(Clone, Debug)]
pub struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    /// The span of a call.
    #[must_use]
    pub fn of_call(request: &RawRequest) -> Self {
        let meta = request.meta;
        let span = tracing::info_span!(
            "call",
            operation = meta.name(),
            method = request.method.as_str(),
            route = meta.path(),
            attempts = tracing::field::Empty,
            status = tracing::field::Empty,
            request_id = tracing::field::Empty,
            outcome = tracing::field::Empty,
        );
        Self { span }
    }

    /// The span of an attempt of this call.
    #[must_use]
    pub fn of_attempt(&self, number: u32) -> Self {
        let span = tracing::debug_span!(
            parent: &self.span,
            "attempt",
            attempt = number,
            status = tracing::field::Empty,
            request_id = tracing::field::Empty,
            failure = tracing::field::Empty,
        );
        Self { span }
    }

    /// The future inside of the span.
    pub fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// Notes the end of a call.
    pub fn end_call(&self, result: &Result<Exchange, Error<NoFailure>>) {
        if self.span.is_disabled() {
            return;
        }
        match result {
            Ok(exchange) => {
                self.note(exchange.meta, &exchange.response);
                self.span.record("attempts", exchange.attempts);
                let status = exchange.response.status();
                if !status.is_success() {
                    let outcome = exchange.earlier.join(Outcome::of_status(status));
                    self.span.record("outcome", tracing::field::debug(outcome));
                }
            }
            Err(error) => {
                if let Some(status) = error.status() {
                    self.span.record("status", status.as_u16());
                }
                if let Some(id) = error.request_id() {
                    self.span.record("request_id", id);
                }
                self.span.record("attempts", error.attempts());
                self.span.record("outcome", tracing::field::debug(error.outcome()));
            }
        }
    }

    /// Notes the end of an attempt.
    pub fn end_attempt(&self, request: &RawRequest, result: &Result<RawResponse, TransportError>) {
        if self.span.is_disabled() {
            return;
        }
        match result {
            Ok(response) => self.note(request.meta, response),
            Err(error) => {
                if let Some(status) = error.status() {
                    self.span.record("status", status.as_u16());
                }
                self.span.record("failure", tracing::field::debug(error.kind()));
            }
        }
    }

    fn note(&self, meta: &OperationMeta, response: &RawResponse) {
        let status = response.status();
        self.span.record("status", status.as_u16());
        if let Some(id) = request_id(meta, status, response.headers(), response.body()) {
            self.span.record("request_id", id.as_str());
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    /// Nothing.
    #[must_use]
    pub fn of_call(_: &RawRequest) -> Self {
        Self {}
    }

    /// Nothing.
    #[must_use]
    pub fn of_attempt(&self, _: u32) -> Self {
        Self {}
    }

    /// The future alone.
    pub fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        future
    }

    /// Notes nothing.
    pub fn end_call(&self, _: &Result<Exchange, Error<NoFailure>>) {}

    /// Notes nothing.
    pub fn end_attempt(&self, _: &RawRequest, _: &Result<RawResponse, TransportError>) {}
}
