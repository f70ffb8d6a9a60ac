//! The tokenizer's errors in this crate's words.
//!
//! It knows `jiter`'s errors. It must not know who reads.

use jiter::{JiterError, JiterErrorType, JsonErrorType};

use super::decode_error::{DecodeError, Problem};
use super::pointer::Source;

/// The error for a text that is not JSON; the tokenizer started at byte `base`.
#[cold]
#[inline(never)]
#[must_use]
pub fn syntax(source: Source<'_>, base: usize, error: &JiterError) -> DecodeError {
    let problem = match &error.error_type {
        JiterErrorType::JsonError(kind) => match kind {
            JsonErrorType::EofWhileParsingList
            | JsonErrorType::EofWhileParsingObject
            | JsonErrorType::EofWhileParsingString
            | JsonErrorType::EofWhileParsingValue => Problem::Truncated,
            JsonErrorType::ExpectedColon => Problem::Syntax("expected `:`"),
            JsonErrorType::ExpectedListCommaOrEnd => Problem::Syntax("expected `,` or `]`"),
            JsonErrorType::ExpectedObjectCommaOrEnd => Problem::Syntax("expected `,` or `}`"),
            JsonErrorType::InvalidEscape | JsonErrorType::UnexpectedEndOfHexEscape => Problem::Syntax("invalid escape"),
            JsonErrorType::LoneLeadingSurrogateInHexEscape => Problem::Syntax("a lone surrogate"),
            JsonErrorType::InvalidNumber => Problem::Syntax("invalid number"),
            JsonErrorType::NumberOutOfRange => Problem::OutOfRange("this client"),
            JsonErrorType::ControlCharacterWhileParsingString => Problem::Syntax("a control character in a string"),
            JsonErrorType::KeyMustBeAString => Problem::Syntax("expected a member's name"),
            JsonErrorType::TrailingComma => Problem::Syntax("a trailing comma"),
            JsonErrorType::TrailingCharacters => Problem::Syntax("more text after the value"),
            JsonErrorType::InvalidUnicodeCodePoint => Problem::Syntax("invalid UTF-8"),
            JsonErrorType::RecursionLimitExceeded => Problem::TooDeep,
            _ => Problem::Syntax("expected a value"),
        },
        JiterErrorType::WrongType { .. } => Problem::Syntax("expected a value"),
    };
    let at = base.saturating_add(error.index).min(source.text.len());
    source.error(at, problem)
}
