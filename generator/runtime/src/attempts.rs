//! A call from its first attempt to its last.
//!
//! Responsible for what an attempt may cost, for whether another one follows and when, and for what all of them mean together. Sends nothing.

use std::time::Duration;

use http::HeaderMap;

use super::client::Core;
use super::error::{Context, Error, ErrorKind, retry_after};
use super::exchange::Exchange;
use super::operation::NoFailure;
use super::outcome::Outcome;
use super::request::{RawRequest, RequestError};
use super::response::{RawResponse, request_id};
use super::retry::{FIRST_SUCCESS, RETRY_COST, RetryPolicy};
use super::timeout::TimeoutPhase;
use super::token::TokenError;
use super::transport::{Limits, TransportError, TransportErrorKind};

/// A call between its attempts.
pub struct Attempts<'a> {
    core: &'a Core,
    request: &'a RawRequest,
    policy: RetryPolicy,
    total: Duration,
    begin: Duration,
    /// How many requests were sent, or tried to.
    count: u32,
    /// How many of them the policy does not count.
    free: u32,
    /// Whether the last attempt took tokens.
    paid: bool,
    /// Whether tokens were taken for an attempt that has not begun.
    reserved: bool,
    /// Of the attempts before the last one.
    earlier: Outcome,
    /// Whether the whole call's time ends with the attempt that is under way.
    last_of_time: bool,
}

impl<'a> Attempts<'a> {
    /// Begins a call.
    #[must_use]
    pub fn new(core: &'a Core, request: &'a RawRequest, policy: RetryPolicy, total: Duration) -> Self {
        let begin = core.clock.elapsed();
        Self {
            core,
            request,
            policy,
            total,
            begin,
            count: 0,
            free: 0,
            paid: false,
            reserved: false,
            earlier: Outcome::NotSent,
            last_of_time: false,
        }
    }

    /// The time since the call's begin.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.core.clock.elapsed().saturating_sub(self.begin)
    }

    /// How many requests were sent, or tried to.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Begins an attempt.
    pub fn begin(&mut self) {
        self.count += 1;
        self.reserved = false;
    }

    /// What a request may cost that is sent now.
    ///
    /// # Errors
    ///
    /// When no time is left.
    pub fn limits(&mut self) -> Result<Limits, TransportError> {
        let left = self.total.saturating_sub(self.elapsed());
        let timeouts = &self.core.timeouts;
        self.last_of_time = left <= timeouts.attempt;
        if left.min(timeouts.attempt).is_zero() {
            return Err(TransportError::new(TransportErrorKind::AttemptTimeout).not_sent());
        }
        Ok(Limits::new(timeouts.connect.min(left), timeouts.attempt.min(left), self.core.max_response_bytes))
    }

    /// Ends an attempt: the pause before the next one, if there is one. Its tokens are taken.
    pub fn next(&mut self, result: &Result<RawResponse, TransportError>) -> Option<Duration> {
        let (again, headers) = match result {
            Ok(response) => {
                let status = response.status();
                if status.is_success() {
                    self.core.bucket.give(if self.paid { RETRY_COST } else { FIRST_SUCCESS });
                }
                let again = self.request.is_repeatable() && self.request.meta.is_retryable_status(status.as_u16());
                (again, Some(response.headers()))
            }
            Err(error) => (is_retryable(error, self.request), error.headers()),
        };
        let pause = if again { self.pause(headers) } else { None };
        self.paid = pause.is_some();
        if self.paid {
            self.reserved = true;
            self.join(result);
        }
        pause
    }

    /// The pause before the next attempt, if the policy, the time left and the bucket allow one.
    fn pause(&self, headers: Option<&HeaderMap>) -> Option<Duration> {
        let clock = &self.core.clock;
        let count = self.count - self.free;
        if count >= self.policy.max_attempts {
            return None;
        }
        let asked = headers.and_then(|headers| retry_after(headers, || clock.time_of_day()));
        let pause = self.policy.pause(count, clock.random(), asked);
        let ends = self.elapsed().saturating_add(pause);
        (ends < self.total && self.core.bucket.take()).then_some(pause)
    }

    /// Ends an attempt that is followed by one without a pause that the policy does not count.
    pub fn next_is_free(&mut self, result: &Result<RawResponse, TransportError>) {
        self.free += 1;
        self.paid = false;
        self.join(result);
    }

    /// Counts an attempt among the earlier ones.
    fn join(&mut self, result: &Result<RawResponse, TransportError>) {
        let outcome = match result {
            Ok(response) => Outcome::of_status(response.status()),
            Err(error) => outcome_of(error),
        };
        self.earlier = self.earlier.join(outcome);
    }

    /// The call's answer.
    #[must_use]
    pub fn exchange(&self, response: RawResponse) -> Exchange {
        Exchange {
            response,
            meta: self.request.meta,
            key: self.request.key.clone(),
            repeatable: self.request.is_repeatable(),
            attempts: self.count,
            earlier: self.earlier,
            elapsed: self.elapsed(),
        }
    }

    /// The call's failure, when its last attempt has no complete answer.
    #[must_use]
    pub fn error(&self, mut error: TransportError) -> Error<NoFailure> {
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
            TransportErrorKind::Credential => ErrorKind::Credential,
            TransportErrorKind::Connect => ErrorKind::Connect,
            TransportErrorKind::ConnectTimeout => ErrorKind::Timeout(TimeoutPhase::Connect),
            TransportErrorKind::AttemptTimeout if self.last_of_time => ErrorKind::Timeout(TimeoutPhase::Total),
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
            attempts: self.count,
            outcome,
            elapsed: self.elapsed(),
            retryable,
            source,
        };
        Error::new(kind, context)
    }
}

impl Drop for Attempts<'_> {
    /// A call can be given up in a pause: what was not sent costs nothing.
    fn drop(&mut self) {
        if self.reserved {
            self.core.bucket.give(RETRY_COST);
        }
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
        TransportErrorKind::Credential => {
            let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<TokenError>());
            cause.is_some_and(TokenError::is_transient)
        }
        _ => !error.may_have_been_sent() || request.is_repeatable(),
    }
}
