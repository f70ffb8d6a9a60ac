//! Bodies of one JSON value a line: `application/x-ndjson`, `application/jsonl`.
//!
//! Responsible for finding the lines in pieces of any size, and for reading each as its operation types it.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll};

use bytes::{Buf, BytesMut};

#[cfg(feature = "blocking")]
use super::blocking::Blocking;
#[cfg(feature = "blocking")]
use super::blocking_stream::{BlockingStream, Pieces};
use super::byte_stream::{ByteStream, check_media_type};
use super::call::Call;
use super::client::Async;
use super::error::{Error, ErrorKind};
use super::json::{self, Json};
use super::operation::{NoFailure, Operation};
use super::response::Response;

/// The media types by which servers say that each line is JSON.
const MEDIA_TYPES: [&str; 6] = [
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/jsonlines",
];

/// An operation whose answer can be lines of JSON.
pub trait LineStream: Operation {
    /// What a line holds.
    type Line: Json;
    /// The media type that the document names.
    const MEDIA_TYPE: &'static str;
}

/// The lines of an answer, as they come. Empty ones are passed over.
pub struct JsonLines<O> {
    bytes: ByteStream,
    held: BytesMut,
    /// How many of the held bytes are known to hold no end of a line.
    searched: usize,
    first: bool,
    max: usize,
    operation: PhantomData<fn() -> O>,
}

impl<O: LineStream> JsonLines<O> {
    /// The next line, or why there is none; `None` after the last one. A line that is not as documented is an error after which the stream
    /// goes on. It may be cancelled: nothing is lost.
    pub async fn next(&mut self) -> Option<Result<O::Line, Error<NoFailure>>> {
        poll_fn(|context| self.poll_line(context)).await
    }

    /// As [`next`](Self::next).
    pub fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Line, Error<NoFailure>>>> {
        loop {
            while let Some(line) = self.take_line() {
                if line.len() > self.max {
                    return Poll::Ready(Some(Err(self.too_large())));
                }
                if let Some(line) = self.read(&line) {
                    return Poll::Ready(Some(line));
                }
            }
            if self.held.len() > self.max {
                return Poll::Ready(Some(Err(self.too_large())));
            }
            match self.bytes.poll_piece(context) {
                Poll::Ready(Some(Ok(piece))) => self.held.extend_from_slice(&piece),
                Poll::Ready(Some(Err(error))) => {
                    self.take_rest(); // half a line is none
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(None) => {
                    let last = self.take_rest();
                    return Poll::Ready(self.read(&last));
                }
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// The error of a line that is too large, and the end of the stream.
    fn too_large(&mut self) -> Error<NoFailure> {
        self.take_rest();
        self.bytes.fail(ErrorKind::BodyTooLarge, None)
    }

    /// The next line that has ended.
    fn take_line(&mut self) -> Option<BytesMut> {
        let Some(end) = self.held[self.searched..].iter().position(|byte| *byte == b'\n') else {
            self.searched = self.held.len();
            return None;
        };
        let line = self.held.split_to(self.searched + end);
        self.held.advance(1);
        self.searched = 0;
        Some(line)
    }

    /// The line that has not ended.
    fn take_rest(&mut self) -> BytesMut {
        self.searched = 0;
        self.held.split()
    }

    /// What a line holds; nothing, if it is empty.
    fn read(&mut self, line: &[u8]) -> Option<Result<O::Line, Error<NoFailure>>> {
        let first = std::mem::replace(&mut self.first, false);
        let line = if first { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        let line = line.trim_ascii();
        if line.is_empty() {
            return None;
        }
        Some(json::from_answer(line).map_err(|error| self.bytes.error(ErrorKind::Decode(error), None)))
    }
}

#[cfg(feature = "stream")]
impl<O: LineStream> futures_core::Stream for JsonLines<O> {
    type Item = Result<O::Line, Error<NoFailure>>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_line(context)
    }
}

impl<O> fmt::Debug for JsonLines<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("JsonLines").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl<O: LineStream> Call<'_, Async, O> {
    /// Sends the call, asking for lines of JSON, and gives them as they come. One line is at most as large as the client lets a whole
    /// response be.
    ///
    /// # Errors
    ///
    /// As [`send_bytes`](Self::send_bytes), and when the answer is of another media type.
    pub async fn send_lines(self) -> Result<Response<JsonLines<O>>, Error<O::Failure>> {
        let max = self.client().core().max_response_bytes;
        lines(self.accepting(O::MEDIA_TYPE).send_bytes().await?, max).map_err(Error::widen)
    }
}

#[cfg(feature = "blocking")]
impl<O: LineStream<Line: Send> + 'static> Pieces for JsonLines<O> {
    type Piece = Result<O::Line, Error<NoFailure>>;

    fn poll_next_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Self::Piece>> {
        self.poll_line(context)
    }
}

#[cfg(feature = "blocking")]
impl<O: LineStream> Call<'_, Blocking, O> {
    /// Sends the call, asking for lines of JSON, and gives them as they come.
    ///
    /// # Errors
    ///
    /// As [`send_bytes`](Self::send_bytes), and when the answer is of another media type.
    pub fn send_lines(self) -> Result<Response<BlockingStream<JsonLines<O>>>, Error<O::Failure>> {
        let (mode, max) = (self.client().mode(), self.client().core().max_response_bytes);
        let lines = lines(self.accepting(O::MEDIA_TYPE).begin()?, max).map_err(Error::widen)?;
        Ok(lines.map(|lines| BlockingStream::new(lines, mode)))
    }
}

/// The lines of a body.
pub(super) fn lines<O: LineStream>(
    response: Response<ByteStream>,
    max: usize,
) -> Result<Response<JsonLines<O>>, Error<NoFailure>> {
    check_media_type(&response, &[&MEDIA_TYPES[..], &[O::MEDIA_TYPE]].concat())?;
    Ok(response.map(|bytes| JsonLines {
        bytes,
        held: BytesMut::new(),
        searched: 0,
        first: true,
        max,
        operation: PhantomData,
    }))
}
