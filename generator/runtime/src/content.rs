//! What requests hold: bytes in memory, or something that is opened again for each attempt.
//!
//! Responsible for how long it is and for reading it piece by piece. Knows neither transports nor what the bytes mean.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};
use std::sync::Arc;
use std::task::{Context, Poll};

pub use bytes::Bytes;

use super::incoming::Body;
use super::rules::{Checker, Rules, Validate};
use super::transport::{TransportError, TransportErrorKind};

/// How many bytes are read at once.
const PIECE: usize = 64 * 1024;

/// Bytes to send: in memory, or read while they are sent, so that a large file is never held as a whole.
///
/// A call may be tried several times; what is not in memory is opened anew for each attempt. Cloning is cheap. `Debug` shows the length
/// only.
#[derive(Clone, Default)]
pub struct Content {
    pieces: Vec<Piece>,
    media_type: Option<String>,
}

#[derive(Clone)]
enum Piece {
    Held(Bytes),
    Opened(Arc<Opener>),
}

struct Opener {
    length: Option<u64>,
    open: Box<dyn Fn() -> io::Result<Box<dyn Body>> + Send + Sync>,
}

impl Content {
    /// Bytes in memory.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(Piece::Held(bytes.into()))
    }

    /// What a reader gives that is opened for each attempt. It is read while it is sent, on the thread that sends: a source that may let
    /// wait for long is better given by [`stream`](Self::stream).
    ///
    /// The length, where it is known, must be the true one; without it, the body is sent in chunks.
    pub fn reader<R: Read + Send + 'static>(
        length: Option<u64>,
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        Self::stream(length, move || Ok(Box::new(Reading(open()?))))
    }

    /// What comes piece by piece, and is begun anew for each attempt.
    ///
    /// The length, where it is known, must be the true one; without it, the body is sent in chunks.
    pub fn stream(length: Option<u64>, open: impl Fn() -> io::Result<Box<dyn Body>> + Send + Sync + 'static) -> Self {
        Self::of(Piece::Opened(Arc::new(Opener { length, open: Box::new(open) })))
    }

    /// A file by its path. It must not change its length from here on.
    ///
    /// # Errors
    ///
    /// When nothing is known of such a file, or it is a folder.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub fn from_path(path: impl Into<std::path::PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let facts = std::fs::metadata(&path)?;
        if facts.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder has no content"));
        }
        let length = facts.is_file().then_some(facts.len());
        Ok(Self::reader(length, move || std::fs::File::open(&path)))
    }

    /// One content after the other.
    pub(super) fn chain(contents: impl IntoIterator<Item = Self>) -> Self {
        Self { pieces: contents.into_iter().flat_map(|content| content.pieces).collect(), media_type: None }
    }

    fn of(piece: Piece) -> Self {
        Self { pieces: vec![piece], media_type: None }
    }

    /// Says of which media type it is, where the document leaves that open.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Of which media type it is, if that was said.
    #[must_use]
    pub fn said_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// How many bytes there are, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.pieces.iter().try_fold(0_u64, |sum, piece| match piece {
            Piece::Held(bytes) => Some(sum + bytes.len() as u64),
            Piece::Opened(opener) => sum.checked_add(opener.length?),
        })
    }

    /// All bytes, if they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<Bytes> {
        match self.pieces.as_slice() {
            [] => Some(Bytes::new()),
            [Piece::Held(bytes)] => Some(bytes.clone()),
            pieces => {
                let mut all = Vec::new();
                for piece in pieces {
                    let Piece::Held(bytes) = piece else { return None };
                    all.extend_from_slice(bytes);
                }
                Some(all.into())
            }
        }
    }

    /// Whether a text stands somewhere in the bytes that are in memory.
    pub(super) fn holds(&self, text: &str) -> bool {
        let found = |bytes: &Bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        self.pieces.iter().any(|piece| matches!(piece, Piece::Held(bytes) if found(bytes)))
    }

    /// Begins to read. All that has to be opened is opened here, so that nothing is sent of what cannot be.
    ///
    /// # Errors
    ///
    /// When something cannot be opened.
    pub fn open(&self) -> Result<Opened, TransportError> {
        let open = |piece: &Piece| match piece {
            Piece::Held(bytes) => Ok(Open::Held(bytes.clone())),
            Piece::Opened(opener) => (opener.open)().map(|body| Open::Body { body, left: opener.length }),
        };
        let pieces = self.pieces.iter().map(open).collect::<io::Result<_>>();
        let refused = |error| TransportError::new(TransportErrorKind::Unsupported).with_source(error);
        pieces.map(|pieces| Opened { pieces }).map_err(refused)
    }
}

/// Content that is being read.
pub struct Opened {
    pieces: VecDeque<Open>,
}

enum Open {
    Held(Bytes),
    Body { body: Box<dyn Body>, left: Option<u64> },
}

impl Opened {
    /// Whether nothing is left for certain.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Open::Held(bytes) => bytes.is_empty(),
            Open::Body { left, .. } => *left == Some(0),
        })
    }

    /// How many bytes are left, where that is known.
    #[must_use]
    pub fn left(&self) -> Option<u64> {
        self.pieces.iter().try_fold(0_u64, |sum, piece| match piece {
            Open::Held(bytes) => Some(sum + bytes.len() as u64),
            Open::Body { left, .. } => sum.checked_add((*left)?),
        })
    }

    /// All that is left.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not as long as was said.
    pub async fn collect(mut self) -> Result<Bytes, TransportError> {
        let mut all = Vec::new();
        while let Some(piece) = poll_fn(|context| self.poll_piece(context)).await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.into())
    }
}

impl Body for Opened {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let another =
            || TransportError::new(TransportErrorKind::Io).with_source("the content is not as long as it said");
        loop {
            let Some(first) = self.pieces.front_mut() else { return Poll::Ready(None) };
            let (body, left) = match first {
                Open::Held(bytes) if bytes.is_empty() => {
                    self.pieces.pop_front();
                    continue;
                }
                // In pieces, too: an HTTP library sends what it has been handed even when the call has been given up.
                Open::Held(bytes) => {
                    let piece = bytes.split_to(bytes.len().min(PIECE));
                    if bytes.is_empty() {
                        self.pieces.pop_front();
                    }
                    return Poll::Ready(Some(Ok(piece)));
                }
                Open::Body { body, left } => (body, left),
            };
            match std::task::ready!(body.poll_piece(context)) {
                None if left.is_some_and(|left| left > 0) => return Poll::Ready(Some(Err(another()))),
                None => {
                    self.pieces.pop_front();
                }
                Some(Ok(piece)) => {
                    if let Some(left) = left {
                        let Some(less) = left.checked_sub(piece.len() as u64) else {
                            return Poll::Ready(Some(Err(another())));
                        };
                        *left = less;
                    }
                    return Poll::Ready(Some(Ok(piece)));
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

/// A reader as a body.
struct Reading<R>(R);

impl<R: Read + Send> Body for Reading<R> {
    fn poll_piece(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let mut piece = vec![0; PIECE];
        loop {
            return Poll::Ready(match self.0.read(&mut piece) {
                Ok(0) => None,
                Ok(count) => {
                    piece.truncate(count);
                    Some(Ok(piece.into()))
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Some(Err(TransportError::new(TransportErrorKind::Io).with_source(error))),
            });
        }
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<&[u8]> for Content {
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes.to_vec())
    }
}

impl<const LENGTH: usize> From<&[u8; LENGTH]> for Content {
    fn from(bytes: &[u8; LENGTH]) -> Self {
        Self::new(bytes.to_vec())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

/// The same bytes in memory, or the same source.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        let same = |pair: (&Piece, &Piece)| match pair {
            (Piece::Held(a), Piece::Held(b)) => a == b,
            (Piece::Opened(a), Piece::Opened(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        self.media_type == other.media_type
            && self.pieces.len() == other.pieces.len()
            && self.pieces.iter().zip(&other.pieces).all(same)
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Content").field("length", &self.length()).finish_non_exhaustive()
    }
}

impl Validate for Content {
    fn check(&self, _: &Rules, _: &mut Checker) {}
}

/// Whether a media type is this one, or in this range. Parameters are not compared.
#[must_use]
pub fn fits(media_type: &str, range: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (media_type, range) = (essence(media_type), essence(range));
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(begin) => media_type.starts_with(begin),
        None => media_type == range,
    }
}
