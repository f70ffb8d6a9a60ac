//! Bodies that are read as they come, without being held.
//!
//! Responsible for the limits of such a body and for what its failures are to a caller. Knows no transport.

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::call::Call;
use super::client::{Async, Core};
use super::clock::Clock;
use super::decode_error::DecodeError;
use super::error::{Error, ErrorKind};
use super::exchange::Exchange;
use super::execute;
use super::incoming::Body;
use super::operation::{Decoded, NoFailure, Operation};
use super::response::Response;
use super::timeout::TimeoutPhase;
use super::transport::{BoxFuture, TransportError, TransportErrorKind};

/// The body of a success, piece by piece. It may have any size: limit it by [`max_bytes`](Self::max_bytes) if that matters.
///
/// When no piece comes for the client's `idle` time, when the connection is lost, or when the body is too large, the last thing it gives is
/// an error, whose outcome says that the call itself was done. It is not asked for again by itself.
pub struct ByteStream {
    body: Option<Box<dyn Body>>,
    exchange: Box<Exchange>,
    clock: Arc<dyn Clock>,
    begin: Duration,
    idle: Duration,
    /// Runs while a piece is waited for.
    patience: Option<BoxFuture<'static, ()>>,
    read: u64,
    max: u64,
}

impl ByteStream {
    fn new(core: &Core, exchange: Exchange, body: Box<dyn Body>) -> Self {
        Self {
            body: Some(body),
            exchange: Box::new(exchange),
            clock: Arc::clone(&core.clock),
            begin: core.clock.elapsed(),
            idle: core.timeouts.idle,
            patience: None,
            read: 0,
            max: u64::MAX,
        }
    }

    /// Sets the most bytes that come: more are an error.
    #[must_use]
    pub fn max_bytes(mut self, limit: u64) -> Self {
        self.max = limit;
        self
    }

    /// Sets how long the next piece may take.
    #[must_use]
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle = limit;
        self
    }

    /// How many bytes have come.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// The next piece, which is never empty, or why there is none; `None` after the last one. It may be cancelled: nothing is lost.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<NoFailure>>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    /// As [`next`](Self::next).
    pub fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error<NoFailure>>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        loop {
            match body.poll_piece(context) {
                Poll::Ready(Some(Ok(piece))) if piece.is_empty() => {}
                Poll::Ready(Some(Ok(piece))) => {
                    self.patience = None;
                    self.read = self.read.saturating_add(piece.len() as u64);
                    if self.read > self.max {
                        return Poll::Ready(Some(Err(self.fail(ErrorKind::BodyTooLarge, None))));
                    }
                    return Poll::Ready(Some(Ok(piece)));
                }
                Poll::Ready(Some(Err(error))) => {
                    let kind = kind_of(&error);
                    return Poll::Ready(Some(Err(self.fail(kind, Some(error)))));
                }
                Poll::Ready(None) => {
                    self.close();
                    return Poll::Ready(None);
                }
                Poll::Pending => break,
            }
        }
        let (clock, idle) = (&self.clock, self.idle);
        let patience = self.patience.get_or_insert_with(|| patience(Arc::clone(clock), idle));
        match patience.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Some(Err(self.fail(ErrorKind::Timeout(TimeoutPhase::Idle), None)))),
            Poll::Pending => Poll::Pending,
        }
    }

    /// The error that ends the stream.
    pub(super) fn fail(&mut self, kind: ErrorKind<NoFailure>, cause: Option<TransportError>) -> Error<NoFailure> {
        self.close();
        self.error(kind, cause)
    }

    /// An error of this call, whose stream goes on.
    pub(super) fn error(&self, kind: ErrorKind<NoFailure>, cause: Option<TransportError>) -> Error<NoFailure> {
        let mut exchange = (*self.exchange).clone();
        exchange.elapsed = exchange.elapsed.saturating_add(self.clock.elapsed().saturating_sub(self.begin));
        exchange.into_error_because(kind, cause.and_then(TransportError::into_source))
    }

    /// Lets go of the connection.
    fn close(&mut self) {
        (self.body, self.patience) = (None, None);
    }
}

/// Ends after a time; never where there is no clock.
fn patience(clock: Arc<dyn Clock>, limit: Duration) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        match clock.sleep(limit) {
            Some(sleep) => sleep.await,
            None => std::future::pending().await,
        }
    })
}

fn kind_of(error: &TransportError) -> ErrorKind<NoFailure> {
    match error.kind() {
        TransportErrorKind::BodyTooLarge => ErrorKind::BodyTooLarge,
        TransportErrorKind::AttemptTimeout | TransportErrorKind::ConnectTimeout => {
            ErrorKind::Timeout(TimeoutPhase::Idle)
        }
        TransportErrorKind::Unsupported
        | TransportErrorKind::Credential
        | TransportErrorKind::Connect
        | TransportErrorKind::Io => ErrorKind::Transport,
    }
}

#[cfg(feature = "stream")]
impl futures_core::Stream for ByteStream {
    type Item = Result<Bytes, Error<NoFailure>>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_piece(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ByteStream").field("bytes_read", &self.read).finish_non_exhaustive()
    }
}

impl<O: Operation> Call<'_, Async, O> {
    /// Sends the call, and gives the body of a success as it comes, whatever it holds.
    ///
    /// The client's limits of time hold until the body begins, and its `idle` time from there on.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and when the body is compressed.
    pub async fn send_bytes(self) -> Result<Response<ByteStream>, Error<O::Failure>> {
        let (client, request, sending) = self.into_parts();
        let request = request.map_err(Error::widen)?;
        let opened = execute::open(client.core(), client.mode().transport(), request, sending).await;
        let (exchange, body) = opened.map_err(Error::widen)?;
        begin::<O>(client.core(), exchange, body)
    }
}

/// The stream of a success; the error of anything else.
pub(super) fn begin<O: Operation>(
    core: &Core,
    exchange: Exchange,
    body: Option<Box<dyn Body>>,
) -> Result<Response<ByteStream>, Error<O::Failure>> {
    let Some(body) = body else {
        let kind = match Decoded::<O>::read(exchange.response()) {
            Decoded::Failure(failure) => ErrorKind::Api(failure),
            Decoded::Unreadable(error) => ErrorKind::Decode(error),
            Decoded::Success(_) | Decoded::Undocumented => ErrorKind::UnexpectedStatus,
        };
        return Err(exchange.into_error(kind));
    };
    if let Err(error) = exchange.response().check_encoding() {
        return Err(exchange.into_error(ErrorKind::Decode(error)));
    }
    let stream = ByteStream::new(core, exchange.clone(), body);
    Ok(exchange.into_response(stream))
}

/// Checks that a stream is of one of these media types, or does not say what it is.
#[allow(dead_code)] // a client may have no typed streams
pub(super) fn check_media_type(response: &Response<ByteStream>, media_types: &[&str]) -> Result<(), Error<NoFailure>> {
    let said = response.headers().get(http::header::CONTENT_TYPE);
    let said = said.map(|value| value.to_str().unwrap_or("?").split(';').next().unwrap_or_default().trim());
    if said.is_none_or(|said| media_types.iter().any(|known| known.eq_ignore_ascii_case(said))) {
        return Ok(());
    }
    Err(response.error(ErrorKind::Decode(DecodeError::other("the content type is another one than documented")), None))
}
