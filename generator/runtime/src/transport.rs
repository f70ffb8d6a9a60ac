//! The seam between a client and whatever carries its requests.
//!
//! Responsible for the trait, for the limits that a transport has to keep, and for what it says when it fails. Knows no HTTP library.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::content::Content;
use super::incoming::Incoming;
use super::response::RawResponse;

/// Any error, as a cause.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// A future on the heap, as a [`Transport`] returns it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries one request to the server and brings back one response.
///
/// A transport keeps the [`Limits`], follows no redirects, repeats nothing by itself, and says of each failure whether the server may have
/// seen the request. Requests hold credentials: a transport that logs them must leave out the query and the headers that are marked as
/// sensitive.
///
/// The body of a request may be large and not in memory: a transport opens it when it sends, and takes it piece by piece.
///
/// A request of a call holds what is constant about its operation in its extensions, as `&'static OperationMeta`.
pub trait Transport: Send + Sync {
    /// Sends a request and reads the whole response.
    fn send<'a>(
        &'a self,
        request: http::Request<Content>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<RawResponse, TransportError>>;

    /// Sends a request and reads the response up to its body. Of the limits, those of the body's size and of the attempt's time are the
    /// caller's business here.
    ///
    /// Unless a transport does better, the whole response is read first, as by [`send`](Self::send).
    fn open<'a>(
        &'a self,
        request: http::Request<Content>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<Incoming, TransportError>> {
        let response = self.send(request, limits);
        Box::pin(async { response.await.map(Incoming::complete) })
    }
}

/// What one attempt may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// For the connection to stand. A transport that sets this once for all requests may leave it alone.
    pub connect: Duration,
    /// For the attempt, from its begin to the last byte of the response.
    pub attempt: Duration,
    /// The most bytes of a response's body.
    pub max_response_bytes: usize,
}

impl Limits {
    /// Limits for one attempt.
    #[must_use]
    pub const fn new(connect: Duration, attempt: Duration, max_response_bytes: usize) -> Self {
        Self { connect, attempt, max_response_bytes }
    }
}

/// Why a request has no complete response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    may_have_been_sent: bool,
    response: Option<Box<(StatusCode, HeaderMap)>>,
    source: Option<BoxError>,
}

/// The kinds of failures of a transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport cannot send such a request at all, for example `https` without TLS.
    Unsupported,
    /// The request needs an access token, and there is none.
    Credential,
    /// No connection came to stand: name resolution, TCP or TLS.
    Connect,
    /// No connection came to stand in time.
    ConnectTimeout,
    /// The attempt took too long.
    AttemptTimeout,
    /// The connection was lost, or what came over it was not HTTP.
    Io,
    /// The response's body is larger than allowed.
    BodyTooLarge,
}

impl TransportError {
    /// A failure of a kind. Whether the server may have seen the request: not for failures to connect, else yes, until it is
    /// [said](Self::not_sent) otherwise.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        let before = matches!(
            kind,
            TransportErrorKind::Unsupported
                | TransportErrorKind::Credential
                | TransportErrorKind::Connect
                | TransportErrorKind::ConnectTimeout
        );
        Self { kind, may_have_been_sent: !before, response: None, source: None }
    }

    /// The same, with its cause. The cause must not hold the URL's query nor headers of the request.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The same, with the status line and the headers that had arrived before the body failed.
    #[must_use]
    pub fn with_response(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.response = Some(Box::new((status, headers)));
        self.may_have_been_sent = true;
        self
    }

    /// The same, with the certainty that not one byte of the request has left.
    #[must_use]
    pub fn not_sent(mut self) -> Self {
        self.may_have_been_sent = false;
        self
    }

    /// The kind of failure.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the server may have seen the request, or a piece of it.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.may_have_been_sent
    }

    /// The status, if it had arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response.as_ref().map(|response| response.0)
    }

    /// The headers of the response, if they had arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response.as_ref().map(|response| &response.1)
    }

    /// The status and the headers, if they had arrived.
    #[must_use]
    pub fn take_response(&mut self) -> Option<(StatusCode, HeaderMap)> {
        self.response.take().map(|response| *response)
    }

    /// The cause alone.
    #[must_use]
    pub fn into_source(self) -> Option<BoxError> {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Unsupported => "the transport cannot send such a request",
            TransportErrorKind::Credential => "no access token",
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::ConnectTimeout => "no connection to the server in time",
            TransportErrorKind::AttemptTimeout => "no complete answer in time",
            TransportErrorKind::Io => "the connection failed before the answer was complete",
            TransportErrorKind::BodyTooLarge => "the response's body is larger than allowed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
