//! Responses whose body still comes.
//!
//! Responsible for the seam by which a transport hands on a body piece by piece, and for beginning to read such a response. Knows neither
//! calls nor what is in a body.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};

use super::clock::Clock;
use super::content::Content;
use super::response::RawResponse;
use super::transport::{Limits, Transport, TransportError, TransportErrorKind};

/// A body that comes piece by piece.
pub trait Body: Send {
    /// The next piece; `None` after the last one.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// A response whose body still comes.
pub struct Incoming {
    status: StatusCode,
    headers: HeaderMap,
    body: Box<dyn Body>,
}

impl Incoming {
    /// A response of these parts.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Box<dyn Body>) -> Self {
        Self { status, headers, body }
    }

    /// A response whose body is there.
    #[must_use]
    pub fn complete(response: RawResponse) -> Self {
        let (status, headers, body) = response.into_parts();
        Self::new(status, headers, Box::new(Whole(Some(body))))
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Incoming").field("status", &self.status.as_u16()).finish_non_exhaustive()
    }
}

/// A body in one piece.
struct Whole(Option<Bytes>);

impl Body for Whole {
    fn poll_piece(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

/// Sends a request. The body of a success is put into `body`, and the response has none; every other response is read whole.
///
/// # Errors
///
/// When there is no response within the attempt's time, or one that is read whole breaks a limit.
pub async fn begin(
    clock: &dyn Clock,
    transport: &dyn Transport,
    request: http::Request<Content>,
    limits: &Limits,
    body: &mut Option<Box<dyn Body>>,
) -> Result<RawResponse, TransportError> {
    let read = async {
        let mut response = transport.open(request, limits).await?;
        if response.status.is_success() {
            *body = Some(response.body);
            return Ok(RawResponse::new(response.status, response.headers, Bytes::new()));
        }
        let mut whole = BytesMut::new();
        loop {
            match poll_fn(|context| response.body.poll_piece(context)).await {
                None => return Ok(RawResponse::new(response.status, response.headers, whole.freeze())),
                Some(Ok(piece)) if whole.len() + piece.len() > limits.max_response_bytes => {
                    let error = TransportError::new(TransportErrorKind::BodyTooLarge);
                    return Err(error.with_response(response.status, response.headers));
                }
                Some(Ok(piece)) => whole.extend_from_slice(&piece),
                Some(Err(error)) => return Err(error.with_response(response.status, response.headers)),
            }
        }
    };
    let (mut read, mut limit) = (pin!(read), clock.sleep(limits.attempt));
    poll_fn(|context| {
        if let Poll::Ready(result) = read.as_mut().poll(context) {
            return Poll::Ready(result);
        }
        match limit.as_mut().map(|limit| limit.as_mut().poll(context)) {
            Some(Poll::Ready(())) => Poll::Ready(Err(TransportError::new(TransportErrorKind::AttemptTimeout))),
            Some(Poll::Pending) | None => Poll::Pending,
        }
    })
    .await
}
