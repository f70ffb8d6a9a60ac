//! Bodies that are read as they come, where calls block.
//!
//! Responsible for waiting for the next piece, event or line on the client's own thread, as an iterator.
#![cfg(feature = "blocking")]

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::blocking::{self, Blocking};
use super::byte_stream::{self, ByteStream};
use super::call::Call;
use super::error::Error;
use super::operation::{NoFailure, Operation};
use super::response::Response;

/// What comes piece by piece.
pub trait Pieces: Send + 'static {
    /// A piece.
    type Piece: Send + 'static;

    /// The next piece; `None` after the last one.
    fn poll_next_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Self::Piece>>;
}

impl Pieces for ByteStream {
    type Piece = Result<Bytes, Error<NoFailure>>;

    fn poll_next_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Self::Piece>> {
        self.poll_piece(context)
    }
}

/// A stream as an iterator, each of whose steps waits.
pub struct BlockingStream<S> {
    /// Nothing after a panic of a transport of the caller's own.
    stream: Option<S>,
    mode: Blocking,
}

impl<S> BlockingStream<S> {
    pub(super) fn new(stream: S, mode: &Blocking) -> Self {
        Self { stream: Some(stream), mode: mode.clone() }
    }

    /// The stream itself, for what is known about it besides what comes.
    #[must_use]
    pub fn get_ref(&self) -> Option<&S> {
        self.stream.as_ref()
    }

    /// The same with a changed stream, to set its limits.
    #[must_use]
    pub fn with(self, change: impl FnOnce(S) -> S) -> Self {
        Self { stream: self.stream.map(change), mode: self.mode }
    }
}

impl<S: Pieces> Iterator for BlockingStream<S> {
    type Item = S::Piece;

    fn next(&mut self) -> Option<S::Piece> {
        let mut stream = self.stream.take()?;
        let (stream, piece) = self.mode.run(async move {
            let piece = poll_fn(|context| stream.poll_next_piece(context)).await;
            (stream, piece)
        })?;
        self.stream = Some(stream);
        piece
    }
}

impl<S: fmt::Debug> fmt::Debug for BlockingStream<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BlockingStream").field("stream", &self.stream).finish_non_exhaustive()
    }
}

impl<O: Operation> Call<'_, Blocking, O> {
    /// Sends the call, waits for the begin of its answer, and gives the body of a success as it comes, whatever it holds.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and when the body is compressed.
    pub fn send_bytes(self) -> Result<Response<BlockingStream<ByteStream>>, Error<O::Failure>> {
        let mode = self.client().mode();
        Ok(self.begin()?.map(|stream| BlockingStream::new(stream, mode)))
    }

    pub(super) fn begin(self) -> Result<Response<ByteStream>, Error<O::Failure>> {
        let (client, request, sending) = self.into_parts();
        let (exchange, body) = blocking::open(client, request, sending).map_err(Error::widen)?;
        byte_stream::begin::<O>(client.core(), exchange, body)
    }
}
