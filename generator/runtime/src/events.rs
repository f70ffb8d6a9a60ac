//! Server-sent events (WHATWG HTML, 9.2.6: interpreting an event stream).
//!
//! Responsible for the grammar of `text/event-stream`, for bytes in pieces of any size, and for events as their operation types them.
//! Connects only once: who wants to go on after a lost connection calls again with [`Events::last_id`].

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll};
use std::time::Duration;

#[cfg(feature = "blocking")]
use super::blocking::Blocking;
#[cfg(feature = "blocking")]
use super::blocking_stream::{BlockingStream, Pieces};
use super::byte_stream::{ByteStream, check_media_type};
use super::call::Call;
use super::client::Async;
use super::decode_error::DecodeError;
use super::error::{Error, ErrorKind};
use super::operation::{NoFailure, Operation};
use super::response::Response;

/// An operation whose answer can be a stream of events.
pub trait EventStream: Operation {
    /// What the data of an event is.
    type Data;

    /// Reads the data of an event.
    ///
    /// # Errors
    ///
    /// When it is not as documented.
    fn read(data: &str) -> Result<Self::Data, DecodeError>;
}

/// An event. Its `Debug` does not show the data.
pub struct Event<O> {
    kind: String,
    data: String,
    id: String,
    operation: PhantomData<fn() -> O>,
}

impl<O: EventStream> Event<O> {
    /// The data, as the document types it.
    ///
    /// # Errors
    ///
    /// When it is not as documented; the stream goes on. Some servers end their streams by data of another kind.
    pub fn read(&self) -> Result<O::Data, DecodeError> {
        O::read(&self.data)
    }
}

impl<O> Event<O> {
    /// The event's type: `message`, unless the server says another.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The data as it came, its lines joined by line feeds.
    #[must_use]
    pub fn data(&self) -> &str {
        &self.data
    }

    /// The last ID that the server has given, by this event or by an earlier one; empty if there is none.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl<O> Clone for Event<O> {
    fn clone(&self) -> Self {
        Self { kind: self.kind.clone(), data: self.data.clone(), id: self.id.clone(), operation: PhantomData }
    }
}

impl<O> fmt::Debug for Event<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Event")
            .field("kind", &self.kind)
            .field("data_bytes", &self.data.len())
            .finish_non_exhaustive()
    }
}

/// The events of an answer, as they come. An event that is not ended by an empty line is none.
pub struct Events<O> {
    bytes: ByteStream,
    parser: EventParser,
    ready: VecDeque<Parsed>,
    /// Behind what is ready comes more than is allowed.
    too_large: bool,
    operation: PhantomData<fn() -> O>,
}

impl<O> Events<O> {
    /// The last ID that the server has given, for the header `Last-Event-ID` of another call; empty if there is none.
    #[must_use]
    pub fn last_id(&self) -> &str {
        &self.parser.last_id
    }

    /// How long the server asks to wait before another call, if it does.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry
    }

    /// The next event, or why there is none; `None` after the last one. It may be cancelled: nothing is lost.
    pub async fn next(&mut self) -> Option<Result<Event<O>, Error<NoFailure>>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    /// As [`next`](Self::next).
    pub fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<O>, Error<NoFailure>>>> {
        loop {
            if let Some(Parsed { kind, data, id }) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(Event { kind, data, id, operation: PhantomData })));
            }
            if std::mem::take(&mut self.too_large) {
                return Poll::Ready(Some(Err(self.bytes.fail(ErrorKind::BodyTooLarge, None))));
            }
            match self.bytes.poll_piece(context) {
                Poll::Ready(Some(Ok(piece))) => {
                    self.too_large = self.parser.read(&piece, &mut self.ready).is_err();
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

#[cfg(feature = "stream")]
impl<O> futures_core::Stream for Events<O> {
    type Item = Result<Event<O>, Error<NoFailure>>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

impl<O> fmt::Debug for Events<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Events").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl<O: EventStream> Call<'_, Async, O> {
    /// Sends the call, asking for server-sent events, and gives them as they come. One event is at most as large as the client lets a whole
    /// response be.
    ///
    /// # Errors
    ///
    /// As [`send_bytes`](Self::send_bytes), and when the answer is no stream of events.
    pub async fn send_events(self) -> Result<Response<Events<O>>, Error<O::Failure>> {
        let max = self.client().core().max_response_bytes;
        events(self.accepting("text/event-stream").send_bytes().await?, max).map_err(Error::widen)
    }
}

#[cfg(feature = "blocking")]
impl<O: EventStream + 'static> Pieces for Events<O> {
    type Piece = Result<Event<O>, Error<NoFailure>>;

    fn poll_next_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Self::Piece>> {
        self.poll_event(context)
    }
}

#[cfg(feature = "blocking")]
impl<O: EventStream> Call<'_, Blocking, O> {
    /// Sends the call, asking for server-sent events, and gives them as they come.
    ///
    /// # Errors
    ///
    /// As [`send_bytes`](Self::send_bytes), and when the answer is no stream of events.
    pub fn send_events(self) -> Result<Response<BlockingStream<Events<O>>>, Error<O::Failure>> {
        let (mode, max) = (self.client().mode(), self.client().core().max_response_bytes);
        let events = events(self.accepting("text/event-stream").begin()?, max).map_err(Error::widen)?;
        Ok(events.map(|events| BlockingStream::new(events, mode)))
    }
}

/// The events of a body.
pub(super) fn events<O>(response: Response<ByteStream>, max: usize) -> Result<Response<Events<O>>, Error<NoFailure>> {
    check_media_type(&response, &["text/event-stream"])?;
    let parser = EventParser::new(max);
    Ok(response.map(|bytes| Events { bytes, parser, ready: VecDeque::new(), too_large: false, operation: PhantomData }))
}

/// An event as it came.
struct Parsed {
    kind: String,
    data: String,
    id: String,
}

/// More is to be kept than allowed.
struct TooLarge;

/// Reads bytes into events.
struct EventParser {
    /// The bytes of the line that has not ended yet.
    line: Vec<u8>,
    /// A carriage return was last, so a line feed ends nothing.
    after_return: bool,
    /// No line has ended yet, so a byte order mark may stand at its begin.
    first: bool,
    kind: String,
    data: String,
    id: String,
    last_id: String,
    retry: Option<Duration>,
    max: usize,
}

impl EventParser {
    fn new(max: usize) -> Self {
        Self {
            line: Vec::new(),
            after_return: false,
            first: true,
            kind: String::new(),
            data: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
            max,
        }
    }

    fn read(&mut self, mut bytes: &[u8], events: &mut VecDeque<Parsed>) -> Result<(), TooLarge> {
        if self.after_return && !bytes.is_empty() {
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
            self.after_return = false;
        }
        while let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            self.keep(&bytes[..end])?;
            let returned = bytes[end] == b'\r';
            bytes = &bytes[end + 1..];
            if returned {
                self.after_return = bytes.is_empty();
                bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
            }
            self.end_line(events);
        }
        self.keep(bytes)
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<(), TooLarge> {
        if self.line.len() + self.data.len() + bytes.len() > self.max {
            return Err(TooLarge);
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn end_line(&mut self, events: &mut VecDeque<Parsed>) {
        let bytes = std::mem::take(&mut self.line);
        let first = std::mem::replace(&mut self.first, false);
        let bytes = if first { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        if bytes.is_empty() {
            return self.end_event(events);
        }
        let text = String::from_utf8_lossy(bytes);
        let (name, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.kind),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = Some(Duration::from_millis(value.parse().unwrap_or(u64::MAX)));
            }
            _ => {} // comments have an empty name
        }
    }

    fn end_event(&mut self, events: &mut VecDeque<Parsed>) {
        self.last_id.clone_from(&self.id);
        let (kind, mut data) = (std::mem::take(&mut self.kind), std::mem::take(&mut self.data));
        if data.pop().is_none() {
            return; // without data it is no event
        }
        let kind = if kind.is_empty() { "message".to_owned() } else { kind };
        events.push_back(Parsed { kind, data, id: self.id.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::{EventParser, Parsed};
    use std::collections::VecDeque;
    use std::time::Duration;

    /// What comes, and the events in it: type, data, ID.
    type Case = (&'static [u8], &'static [(&'static str, &'static str, &'static str)]);

    fn parsed(bytes: &[u8], size: usize) -> (Vec<(String, String, String)>, EventParser) {
        let (mut parser, mut events) = (EventParser::new(1000), VecDeque::new());
        for piece in bytes.chunks(size) {
            assert!(parser.read(piece, &mut events).is_ok());
        }
        (events.into_iter().map(|Parsed { kind, data, id }| (kind, data, id)).collect(), parser)
    }

    #[test]
    fn the_grammar_is_that_of_the_standard_whatever_the_pieces() {
        let cases: [Case; 14] = [
            (b"data: YHOO\ndata: +2\ndata: 10\n\n", &[("message", "YHOO\n+2\n10", "")]),
            (
                b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                &[("message", "first event", "1"), ("message", "second event", ""), ("message", " third event", "")],
            ),
            (b"data\n\ndata\ndata\n\ndata:", &[("message", "", ""), ("message", "\n", "")]),
            (b"data:test\n\ndata: test\n\n", &[("message", "test", ""), ("message", "test", "")]),
            (b"event: add\ndata: 1\n\ndata: 2\n\n", &[("add", "1", ""), ("message", "2", "")]),
            (b"event: add\n\ndata: 2\n\n", &[("message", "2", "")]),
            (
                b"data: a\r\n\r\ndata: b\r\rdata: c\n\n",
                &[("message", "a", ""), ("message", "b", ""), ("message", "c", "")],
            ),
            (b"data: a\rdata: b\r\ndata: c\n\r", &[("message", "a\nb\nc", "")]),
            ("\u{feff}data: a\n\n".as_bytes(), &[("message", "a", "")]),
            ("\u{feff}\u{feff}data: a\n\n".as_bytes(), &[]),
            (b"id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", &[("message", "a", "1"), ("message", "b", "1")]),
            (b"Data: a\n data: b\nother: c\n\n", &[]),
            (b"data: a:b: c\n\n", &[("message", "a:b: c", "")]),
            ("data: a\u{2028}\u{e9}\n\ndata: \u{1F980}".as_bytes(), &[("message", "a\u{2028}\u{e9}", "")]),
        ];
        for (bytes, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(k, d, i)| ((*k).into(), (*d).into(), (*i).into())).collect();
            for size in [1, 2, 3, 7, 1000] {
                assert_eq!(parsed(bytes, size).0, expected, "{:?} by {size}", String::from_utf8_lossy(bytes));
            }
        }
    }

    #[test]
    fn the_last_id_and_the_pause_are_known() {
        let (events, parser) = parsed(b"id: 7\nretry: 1500\nretry: 2s\n\ndata: a\nid: 8\n", 4);
        assert_eq!((events.len(), parser.last_id.as_str()), (0, "7"), "an event that has not ended sets no ID");
        assert_eq!(parser.retry, Some(Duration::from_millis(1500)));
    }

    #[test]
    fn an_event_has_a_size() {
        let mut events = VecDeque::new();
        assert!(EventParser::new(10).read(b"data: 123456789", &mut events).is_err());
        let mut parser = EventParser::new(20);
        assert!(parser.read(b"data: 123456789\n", &mut events).is_ok());
        assert!(parser.read(b"data: 123456789\n", &mut events).is_err(), "its lines together");
        let mut parser = EventParser::new(20);
        for _ in 0..100 {
            assert!(parser.read(b"data: 123456789\n\n", &mut events).is_ok(), "but not all events together");
        }
        assert_eq!(events.len(), 100);
    }
}
