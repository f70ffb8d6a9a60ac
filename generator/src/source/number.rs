//! Decimal numbers as they are written.

use std::cmp::Ordering;
use std::fmt;

/// A JSON number with its exact text. Equality is of the text; [`Number::compare`] compares the values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    text: String,
}

impl Number {
    /// Reads a number in JSON's grammar (RFC 8259, 6).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let _ = text;
        None
    }

    /// The text, in JSON's grammar.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the value is integral: `1`, `1.0` and `1e3` are, `1.5` and `1e-3` are not.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        false
    }

    /// Whether the value is below zero; `-0` is not.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        false
    }

    /// Whether the value is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        false
    }

    /// The value, if it is integral and fits: `1e3` is 1000.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        None
    }

    /// The value, if it is integral and fits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        None
    }

    /// Compares the values exactly, whatever their length.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}
