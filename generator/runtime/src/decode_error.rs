//! Why a JSON text could not be read: the place, what was expected there, and never the text of a value.
//!
//! It knows the kinds of problems and how they are worded. It must not know how texts are read.

use std::fmt;

/// A JSON text that could not be read as the type asked for.
///
/// It holds a JSON pointer and what was expected, never a value's text. Member names do show in the pointer.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Details>);

#[derive(Clone, PartialEq, Eq)]
struct Details {
    pointer: String,
    offset: usize,
    problem: Problem,
}

/// What is wrong with a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The text is not JSON; what was met or missed.
    Syntax(&'static str),
    /// The text ends too early.
    Truncated,
    /// A value of another kind.
    Kind {
        /// What was expected, e.g. `a string`.
        expected: &'static str,
        /// What was there, e.g. `null`.
        found: &'static str,
    },
    /// A number that is not an integer.
    NotInteger,
    /// A number beyond the type named here.
    OutOfRange(&'static str),
    /// A required member that is missing.
    Missing(&'static str),
    /// The same member twice in one object.
    Duplicate,
    /// More nested arrays and objects than [`MAX_DEPTH`](super::reader::MAX_DEPTH).
    TooDeep,
    /// Something else, in words.
    Other(&'static str),
}

impl DecodeError {
    /// An error at a place.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn new(pointer: String, offset: usize, problem: Problem) -> Self {
        Self(Box::new(Details { pointer, offset, problem }))
    }

    /// An error about the whole text, in words that hold nothing of it.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn other(what: &'static str) -> Self {
        Self::new(String::new(), 0, Problem::Other(what))
    }

    /// The JSON pointer of the place; empty for the whole text. Long names are cut.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// The offset of the place in bytes.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> Problem {
        self.0.problem
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(what) => write!(formatter, "not JSON: {what}"),
            Self::Truncated => formatter.write_str("not JSON: the text ends too early"),
            Self::Kind { expected, found } => {
                write!(formatter, "expected {expected}, found {found}")
            }
            Self::NotInteger => formatter.write_str("expected an integer, found a number with a fraction"),
            Self::OutOfRange(of) => write!(formatter, "the number is out of the range of {of}"),
            Self::Missing(name) => write!(formatter, "the required member `{name}` is missing"),
            Self::Duplicate => formatter.write_str("the member occurs twice"),
            Self::TooDeep => formatter.write_str("arrays and objects are nested too deep"),
            Self::Other(what) => formatter.write_str(what),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.pointer.is_empty() {
            write!(formatter, "at {}: ", self.0.pointer.escape_debug())?;
        }
        write!(formatter, "{} (byte {})", self.0.problem, self.0.offset)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DecodeError")
            .field("pointer", &self.0.pointer)
            .field("offset", &self.0.offset)
            .field("problem", &self.0.problem)
            .finish()
    }
}

impl std::error::Error for DecodeError {}
