//! Reads JSON: one pass over the text, strict about JSON itself, for readers that the models bring.
//!
//! It knows JSON's grammar (through `jiter`), depth and duplicate members. It must not know any model, rule or HTTP.
//!
//! Refused besides what RFC 8259 refuses: duplicate members, lone surrogates, a byte order mark, more than [`MAX_DEPTH`]
//! nested arrays and objects, numbers with more than 4,300 digits before the point or more than 18 in the exponent.

use std::fmt;

use jiter::{Jiter, JiterError, Peek};

use super::choices::Choices;
use super::decimal::{self, Unfit};
pub use super::decode_error::{DecodeError, Problem};
use super::json::Json;
pub use super::kind::Kind;
pub use super::object_reader::{ObjectReader, UNKNOWN};
use super::pointer::Source;
use super::scan::plain_length;
use super::syntax::syntax;
use super::value::Value;

/// How many arrays and objects may be open at once, in a text read or written.
pub const MAX_DEPTH: usize = 100;

/// Reads one JSON text from front to back.
pub struct Reader<'j> {
    pub(super) source: Source<'j>,
    /// The tokenizer of the text from `base` on.
    pub(super) jiter: Jiter<'j>,
    pub(super) base: usize,
    pub(super) depth: usize,
    /// What trials found out; shared with the forks.
    pub(super) choices: Option<Choices>,
    nulls: Nulls,
    /// Why an object could not be read, until that is asked.
    pub(super) failure: Option<DecodeError>,
}

/// What `null` is for an optional member that knows no null.
#[derive(Clone, Copy, Debug)]
enum Nulls {
    /// A value, and so one of the wrong kind.
    Values,
    /// The same as no member.
    Absent,
}

/// An array being read.
#[derive(Debug)]
pub struct ArrayReader {
    started: bool,
}

/// Shows where it is, and nothing of the text.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reader").field("source", &self.source).field("offset", &self.offset()).finish()
    }
}

impl<'j> Reader<'j> {
    /// A reader at the start of a JSON text.
    ///
    /// # Errors
    /// When the text is not UTF-8 or starts with a byte order mark.
    pub fn new(data: &'j [u8]) -> Result<Self, DecodeError> {
        let text = match std::str::from_utf8(data) {
            Ok(text) => text,
            Err(error) => return Err(whole(error.valid_up_to(), "invalid UTF-8")),
        };
        if text.starts_with('\u{FEFF}') {
            return Err(whole(0, "a byte order mark"));
        }
        Ok(Self {
            source: Source { text, located: true },
            jiter: Jiter::new(data),
            base: 0,
            depth: 0,
            choices: None,
            nulls: Nulls::Values,
            failure: None,
        })
    }

    /// Reads `null` as absent where a member is optional and knows no null: for the answers of servers that write absent
    /// members so. Everywhere else `null` stays what it is.
    #[must_use]
    pub fn null_as_absent(mut self) -> Self {
        self.nulls = Nulls::Absent;
        self
    }

    /// Whether a `null` that stands for an absent member was here, and was read.
    ///
    /// # Errors
    /// When the text is not JSON here.
    #[inline(never)]
    pub fn absent(&mut self) -> Result<bool, DecodeError> {
        match self.nulls {
            Nulls::Values => Ok(false),
            Nulls::Absent => self.null(),
        }
    }

    /// Whether the next value is a `null` that may stand for an absent member. It stays unread.
    pub(super) fn is_absent(&mut self) -> Result<bool, DecodeError> {
        match self.nulls {
            Nulls::Values => Ok(false),
            Nulls::Absent => Ok(self.peek()? == Peek::Null),
        }
    }

    /// Reads one value of the type the caller wants.
    ///
    /// # Errors
    /// As the type's own reader.
    pub fn value<T: Json>(&mut self) -> Result<T, DecodeError> {
        T::read(self)
    }

    /// A second reader at the same place, to look ahead or to try a shape. Its errors have no pointer, so that trying
    /// many times costs no more than what is read: for the error to report, read again with the first reader.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            source: Source { located: false, ..self.source },
            jiter: self.jiter.clone(),
            base: self.base,
            depth: self.depth,
            choices: self.choices.clone(),
            nulls: self.nulls,
            failure: None,
        }
    }

    /// Whether this reader is a fork, or a fork of one.
    #[must_use]
    pub fn is_fork(&self) -> bool {
        !self.source.located
    }

    /// Goes on where a fork of this reader is.
    pub fn join(&mut self, fork: Self) {
        self.jiter = fork.jiter;
        self.base = fork.base;
        self.depth = fork.depth;
    }

    /// Goes past one value, and looks only at what is needed to find its end: who reads it later looks closer.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn pass(&mut self) -> Result<(), DecodeError> {
        let peek = self.peek()?;
        self.jiter.known_skip(peek).map_err(|error| self.syntax(&error))
    }

    /// The offset of the next byte to read.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.base + self.jiter.current_index()
    }

    /// The kind of the next value, which stays unread.
    ///
    /// # Errors
    /// When no value starts here.
    pub fn kind(&mut self) -> Result<Kind, DecodeError> {
        let peek = self.peek()?;
        match Kind::of(peek.into_inner()) {
            Some(kind) => Ok(kind),
            None => Err(self.error(Problem::Syntax("expected a value"))),
        }
    }

    /// Reads and drops one value of any kind.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        Value::read(self).map(drop)
    }

    /// Begins an array.
    ///
    /// # Errors
    /// When something else starts here, or arrays are nested too deep.
    #[inline(never)]
    pub fn begin_array(&mut self) -> Result<ArrayReader, DecodeError> {
        if self.peek()? != Peek::Array {
            return Err(self.unexpected(Kind::Array.name()));
        }
        self.descend()?;
        Ok(ArrayReader { started: false })
    }

    /// Goes to the next element; `false` at the array's end.
    ///
    /// # Errors
    /// When the text is not JSON here.
    #[inline(never)]
    pub fn next_element(&mut self, array: &mut ArrayReader) -> Result<bool, DecodeError> {
        let step = if array.started { self.jiter.array_step() } else { self.jiter.known_array() };
        array.started = true;
        match step {
            Ok(Some(_)) => Ok(true),
            Ok(None) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            Err(error) => Err(self.syntax(&error)),
        }
    }

    /// Reads `null` if it is next; says whether it was.
    ///
    /// # Errors
    /// When no value starts here.
    #[inline(never)]
    pub fn null(&mut self) -> Result<bool, DecodeError> {
        if self.peek()? != Peek::Null {
            return Ok(false);
        }
        self.jiter.known_null().map(|()| true).map_err(|error| self.syntax(&error))
    }

    /// Reads `null`.
    ///
    /// # Errors
    /// When something else is there.
    pub fn unit(&mut self) -> Result<(), DecodeError> {
        if self.null()? { Ok(()) } else { Err(self.unexpected(Kind::Null.name())) }
    }

    /// Reads a boolean.
    ///
    /// # Errors
    /// When something else is there.
    #[inline(never)]
    pub fn bool(&mut self) -> Result<bool, DecodeError> {
        let peek = self.peek()?;
        if peek != Peek::True && peek != Peek::False {
            return Err(self.unexpected(Kind::Bool.name()));
        }
        self.jiter.known_bool(peek).map_err(|error| self.syntax(&error))
    }

    /// Reads a string. It lives until the reader is used again.
    ///
    /// # Errors
    /// When something else is there, or the string holds a lone surrogate.
    #[inline(never)]
    pub fn str(&mut self) -> Result<&str, DecodeError> {
        if self.peek()? != Peek::String {
            return Err(self.unexpected(Kind::String.name()));
        }
        let start = self.offset() + 1;
        if let Some((text, after)) = plain(self.source.text, start) {
            self.seek(after);
            return Ok(text);
        }
        let (source, base) = (self.source, self.base);
        self.jiter.known_str().map_err(|error| syntax(source, base, &error))
    }

    /// Reads a number as it is written.
    ///
    /// # Errors
    /// When something else is there, or the number is too long.
    #[inline(never)]
    pub fn number(&mut self) -> Result<&'j str, DecodeError> {
        self.digits("a number")
    }

    /// Reads an integer between two bounds; `name` is the type's, for the error.
    ///
    /// # Errors
    /// When something else is there, a number with a fraction, or one out of bounds.
    #[inline(never)]
    pub fn i64_within(&mut self, least: i64, most: i64, name: &'static str) -> Result<i64, DecodeError> {
        let text = self.digits("an integer")?;
        match decimal::to_i64(text) {
            Ok(value) if value >= least && value <= most => Ok(value),
            Ok(_) => Err(self.unfit(text, Unfit::OutOfRange, name)),
            Err(unfit) => Err(self.unfit(text, unfit, name)),
        }
    }

    /// Reads an integer.
    ///
    /// # Errors
    /// As [`i64_within`](Self::i64_within).
    #[inline(never)]
    pub fn u64(&mut self) -> Result<u64, DecodeError> {
        let text = self.digits("an integer")?;
        decimal::to_u64(text).map_err(|unfit| self.unfit(text, unfit, "u64"))
    }

    /// Reads an integer.
    ///
    /// # Errors
    /// As [`i64_within`](Self::i64_within).
    pub fn i128(&mut self) -> Result<i128, DecodeError> {
        let text = self.digits("an integer")?;
        decimal::to_i128(text).map_err(|unfit| self.unfit(text, unfit, "i128"))
    }

    /// Reads an integer.
    ///
    /// # Errors
    /// As [`i64_within`](Self::i64_within).
    pub fn u128(&mut self) -> Result<u128, DecodeError> {
        let text = self.digits("an integer")?;
        decimal::to_u128(text).map_err(|unfit| self.unfit(text, unfit, "u128"))
    }

    /// Reads a floating-point number: the nearest one to what is written.
    ///
    /// # Errors
    /// When something else is there, or the number is beyond the type's range.
    #[inline(never)]
    pub fn f64(&mut self) -> Result<f64, DecodeError> {
        let text = self.digits("a number")?;
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(self.unfit(text, Unfit::OutOfRange, "f64")),
        }
    }

    /// Reads a floating-point number: the nearest one to what is written.
    ///
    /// # Errors
    /// As [`f64`](Self::f64).
    #[inline(never)]
    pub fn f32(&mut self) -> Result<f32, DecodeError> {
        let text = self.digits("a number")?;
        match text.parse::<f32>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(self.unfit(text, Unfit::OutOfRange, "f32")),
        }
    }

    /// Ends the text.
    ///
    /// # Errors
    /// When anything but white space follows.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        self.jiter.finish().map_err(|error| {
            let problem = self.syntax(&error).problem();
            DecodeError::new(String::new(), self.offset(), problem)
        })
    }

    /// An error at the next byte.
    #[cold]
    #[inline(never)]
    pub fn error(&self, problem: Problem) -> DecodeError {
        self.error_at(self.offset(), problem)
    }

    /// An error at a byte already read, as [`offset`](Self::offset) told it.
    #[cold]
    #[inline(never)]
    pub fn error_at(&self, at: usize, problem: Problem) -> DecodeError {
        self.source.error(at, problem)
    }

    /// The error for a next value that is not what it should be.
    #[cold]
    #[inline(never)]
    pub fn unexpected(&mut self, expected: &'static str) -> DecodeError {
        match self.kind() {
            Ok(found) => self.error(Problem::Kind { expected, found: found.name() }),
            Err(error) => error,
        }
    }

    pub(super) fn peek(&mut self) -> Result<Peek, DecodeError> {
        self.jiter.peek().map_err(|error| self.syntax(&error))
    }

    /// The error for what the tokenizer does not take.
    #[cold]
    #[inline(never)]
    fn syntax(&self, error: &JiterError) -> DecodeError {
        syntax(self.source, self.base, error)
    }

    /// Goes on at another place of the text.
    pub(super) fn seek(&mut self, at: usize) {
        let rest = self.source.text.as_bytes().get(at..).unwrap_or_default();
        let tape = std::mem::replace(&mut self.jiter, Jiter::new(b"")).into_tape();
        self.jiter = Jiter::with_tape(rest, tape);
        self.base = at;
    }

    pub(super) fn descend(&mut self) -> Result<(), DecodeError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.error(Problem::TooDeep)) } else { Ok(()) }
    }

    fn digits(&mut self, expected: &'static str) -> Result<&'j str, DecodeError> {
        let peek = self.peek()?;
        if !matches!(peek.into_inner(), b'0'..=b'9' | b'-') {
            return Err(self.unexpected(expected));
        }
        let start = self.offset();
        if let Err(error) = self.jiter.known_number_bytes(peek) {
            return Err(self.syntax(&error));
        }
        let text = self.source.text.get(start..self.offset()).unwrap_or_default();
        if decimal::exponent_fits(text) { Ok(text) } else { Err(self.unfit(text, Unfit::OutOfRange, "this client")) }
    }

    /// The error for the number just read.
    #[cold]
    #[inline(never)]
    fn unfit(&self, text: &str, unfit: Unfit, name: &'static str) -> DecodeError {
        let start = self.offset().saturating_sub(text.len());
        self.error_at(
            start,
            match unfit {
                Unfit::OutOfRange => Problem::OutOfRange(name),
                Unfit::Fraction => Problem::NotInteger,
            },
        )
    }
}

/// The string whose first character is at `start`, if it needs no decoding, and the place after its quote.
pub(super) fn plain(text: &str, start: usize) -> Option<(&str, usize)> {
    let rest = text.get(start..)?;
    let length = plain_length(rest.as_bytes())?;
    let string = rest.get(..length)?;
    (rest.as_bytes().get(length) == Some(&b'"')).then_some((string, start + length + 1))
}

#[cold]
fn whole(at: usize, what: &'static str) -> DecodeError {
    DecodeError::new(String::new(), at, Problem::Syntax(what))
}
