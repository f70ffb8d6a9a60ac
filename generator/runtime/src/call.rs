//! Calls: an operation, a client, and what is said about this one call.
//!
//! Responsible for the idempotency key of a call, for the escape hatches, and for joining encoding, sending and decoding.

use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, HeaderValue};

use super::client::{Async, Client};
use super::curl;
use super::error::{Error, ErrorKind};
use super::exchange::{self, Exchange};
use super::execute::{self, Authentication, Sending};
use super::extras::Extras;
use super::idempotency::{IdempotencyKey, NoRandomness};
use super::operation::{Decoded, NoFailure, Operation, OperationMeta};
use super::request::{Fault, RawRequest, RequestEncoder, RequestError};
use super::response::{RawResponse, Response};
use super::retry::RetryPolicy;
use super::rules::{Checker, Invalid, NO_RULES, Validate};
use super::value::Value;

/// A call, not yet sent. Cloning keeps the idempotency key.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'c, C, O> {
    client: &'c Client<C>,
    operation: O,
    options: Options,
}

/// What is said about one call.
#[derive(Clone)]
struct Options {
    key: Option<Result<IdempotencyKey, NoRandomness>>,
    extras: Extras,
    skip_validation: bool,
    /// The media type that is asked for, where it is not what the operation usually asks for.
    accept: Option<&'static str>,
    sending: Sending,
}

impl<'c, C, O: Operation> Call<'c, C, O> {
    /// A call of an operation. If the document declares an idempotency key, a fresh one is made here.
    pub fn new(client: &'c Client<C>, operation: O) -> Self {
        let key = O::META.key_header().map(|_| IdempotencyKey::new_v4());
        let sending = Sending::new(Authentication::Required(O::META.requirements()));
        Self {
            client,
            operation,
            options: Options { key, extras: Extras::default(), skip_validation: false, accept: None, sending },
        }
    }

    /// The operation.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// The operation, to be changed. The idempotency key stays as it is: once it was sent, the changed operation needs another one, or the
    /// server may take it for the call that it knows.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }

    /// Sets the idempotency key. Without effect where the document declares none.
    pub fn with_idempotency_key(mut self, key: IdempotencyKey) -> Self {
        if self.options.key.is_some() {
            self.options.key = Some(Ok(key));
        }
        self
    }

    /// The idempotency key, where the document declares one.
    #[must_use]
    pub fn key(&self) -> Option<&IdempotencyKey> {
        self.options.key.as_ref()?.as_ref().ok()
    }

    /// Sets the time for the whole call.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.options.sending.total = Some(total);
        self
    }

    /// Sets how often this call is tried, and how long the pauses are.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.sending.retry = Some(policy);
        self
    }

    /// Tries this call once.
    pub fn no_retry(self) -> Self {
        self.retry(RetryPolicy::never())
    }

    /// Sets a header that the document does not know; it takes the place of one of the same name. Its value is shown nowhere.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.extras.header(name, value);
        self
    }

    /// Adds a member of the query that the document does not know.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.options.extras.query(name, value);
        self
    }

    /// Adds a member of the body that the document does not know; it takes the place of one of the same name.
    pub fn body_member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.options.extras.body_member(name, value.into());
        self
    }

    /// Does not check the document's rules for this call.
    pub fn skip_validation(mut self) -> Self {
        self.options.skip_validation = true;
        self
    }

    /// Checks everything that the document demands of this request.
    ///
    /// # Errors
    ///
    /// The rules that are broken, and where.
    pub fn validate(&self) -> Result<(), Invalid> {
        self.operation.validate()
    }

    /// The call as a line for a shell, with credentials and the values of the body masked. A comment, if it cannot be sent.
    #[must_use]
    pub fn to_curl(&self) -> String {
        let request = self.prepare();
        curl::render(self.client.core(), request, self.options.sending.authentication)
    }

    /// The client.
    #[must_use]
    pub fn client(&self) -> &'c Client<C> {
        self.client
    }

    /// Asks for this media type only.
    #[allow(dead_code)] // a client may have no typed streams
    pub(super) fn accepting(mut self, media_type: &'static str) -> Self {
        self.options.accept = Some(media_type);
        self
    }

    /// Makes another idempotency key, if there is one: what is sent from now on is another request.
    #[allow(dead_code)] // a client may have no lists
    pub(super) fn renew_key(&mut self) {
        self.options.key = self.options.key.take().map(|_| IdempotencyKey::new_v4());
    }

    /// The client, the request, and how it is sent.
    pub(super) fn parts(&self) -> (&'c Client<C>, Result<RawRequest, Error<NoFailure>>, Sending) {
        (self.client, self.prepare(), self.options.sending)
    }

    /// The client, the request, and how it is sent.
    pub(super) fn into_parts(self) -> (&'c Client<C>, Result<RawRequest, Error<NoFailure>>, Sending) {
        self.parts()
    }

    fn prepare(&self) -> Result<RawRequest, Error<NoFailure>> {
        let mut encoder = RequestEncoder::new(const { &O::META });
        if self.options.skip_validation {
            encoder.skip_validation();
        }
        self.operation.encode(&mut encoder);
        self.options.finish(const { &O::META }, encoder)
    }
}

impl Options {
    fn finish(&self, meta: &'static OperationMeta, encoder: RequestEncoder) -> Result<RawRequest, Error<NoFailure>> {
        let key = match &self.key {
            Some(Err(error)) => {
                return Err(exchange::not_sent(meta, None, Fault::Request(RequestError::NoRandomness(error.clone()))));
            }
            Some(Ok(key)) => Some(key.clone()),
            None => None,
        };
        let request = encoder.finish().and_then(|mut request| {
            if let Some((header, key)) = meta.key_header().zip(key.clone()) {
                request.set_key(header, key).map_err(Fault::Request)?;
            }
            if let Some(accept) = self.accept {
                request.headers.insert(ACCEPT, HeaderValue::from_static(accept));
            }
            self.extras.apply(&mut request).map_err(Fault::Request)?;
            Ok(request)
        });
        request.map_err(|fault| exchange::not_sent(meta, key, fault))
    }
}

impl<O: Operation> Call<'_, Async, O> {
    /// Sends the call.
    ///
    /// # Errors
    ///
    /// When the request breaks rules, cannot be sent or is not answered, and when the answer is no success that can be read.
    pub async fn send(self) -> Result<Response<O::Success>, Error<O::Failure>> {
        let (client, request, sending) = self.into_parts();
        let exchange = exchange(client, request, sending).await;
        finish::<O>(exchange.map_err(Error::widen)?, client.core().strict)
    }

    /// Sends the call, and returns the answer as it is, whatever its status: [`outcome`](Response::outcome) says what was done.
    ///
    /// # Errors
    ///
    /// When the request breaks rules, cannot be sent or is not answered.
    pub async fn send_raw(self) -> Result<Response<RawResponse>, Error<O::Failure>> {
        let (client, request, sending) = self.into_parts();
        let exchange = exchange(client, request, sending).await;
        exchange.map(Exchange::into_raw_response).map_err(Error::widen)
    }
}

/// The part of sending that is the same for all operations.
async fn exchange(
    client: &Client<Async>,
    request: Result<RawRequest, Error<NoFailure>>,
    sending: Sending,
) -> Result<Exchange, Error<NoFailure>> {
    execute::execute(client.core(), client.mode().transport(), request?, sending).await
}

/// Reads the answer of an operation.
pub(super) fn finish<O: Operation>(
    exchange: Exchange,
    strict: bool,
) -> Result<Response<O::Success>, Error<O::Failure>> {
    let response = exchange.response();
    let success = match Decoded::<O>::read(response) {
        Decoded::Success(success) => Ok(success),
        Decoded::Failure(failure) => Err(ErrorKind::Api(failure)),
        Decoded::Unreadable(error) => Err(ErrorKind::Decode(error)),
        Decoded::Undocumented => Err(ErrorKind::UnexpectedStatus),
    };
    let kind = match success {
        Ok(success) if !strict => return Ok(exchange.into_response(success)),
        Ok(success) => match validate(&success, O::META.name()) {
            Ok(()) => return Ok(exchange.into_response(success)),
            Err(invalid) => ErrorKind::InvalidResponse(invalid),
        },
        Err(kind) => kind,
    };
    Err(exchange.into_error(kind))
}

fn validate<T: Validate>(value: &T, name: &'static str) -> Result<(), Invalid> {
    let mut checker = Checker::new();
    value.check(&NO_RULES, &mut checker);
    checker.finish(name)
}

impl<C, O: Clone> Clone for Call<'_, C, O> {
    fn clone(&self) -> Self {
        Self { client: self.client, operation: self.operation.clone(), options: self.options.clone() }
    }
}

impl<C, O: Operation> fmt::Debug for Call<'_, C, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &O::META.name())
            .field("key", &self.key())
            .finish_non_exhaustive()
    }
}
