//! The format `decimal` of strings: a number in quotes, kept as it is written, scale included, checked when built.
//!
//! It knows fixed-point decimals and their exact value. It must not know currencies, nor round anything.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super as runtime;
use super::decimal::Exact;
use super::format::Format;
use super::grammar;
use super::number::Number;
use super::rules::{Rule, Rules};
use super::text::{InvalidText, ShortText, StringType};

/// A decimal number that travels as a string: `"10.10"`, of any size, kept as it is written.
///
/// Accepted is what JSON takes for a number, without an exponent: an optional `-`, digits without leading zeros, and
/// optionally a point with digits on both sides. One read from a response may be any text.
///
/// Equality and order are those of the values: `10.1` and `10.10` are equal. Texts that are no decimals come after all
/// those that are, ordered as texts.
#[derive(Clone)]
pub struct Decimal(ShortText);

impl Decimal {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Decimal {
    const NAME: &'static str = "Decimal";
    const RULES: Rules = Rules::new().format(Format::Decimal);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Decimal, equality of its own);

impl Decimal {
    /// The same number, to calculate with, if the text is a decimal.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        grammar::is_decimal(self.as_str()).then(|| Number::from_checked(self.as_str()))
    }

    /// How many digits stand after the point, if the text is a decimal: 2 for `10.10`.
    #[must_use]
    pub fn scale(&self) -> Option<usize> {
        let text = self.as_str();
        grammar::is_decimal(text).then(|| text.split_once('.').map_or(0, |(_, fraction)| fraction.len()))
    }

    /// The value, if the text is a decimal.
    fn exact(&self) -> Option<Exact<'_>> {
        grammar::is_decimal(self.as_str()).then(|| Exact::new(self.as_str()))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.exact(), other.exact()) {
            (Some(value), Some(other)) => value.cmp(&other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.as_str().cmp(other.as_str()),
        }
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.exact() {
            Some(value) => value.canonical().hash(state),
            None => self.as_str().hash(state),
        }
    }
}

macro_rules! from_integers {
    ($($integer:ident)*) => {$(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Self::from_text(&value.to_string())
            }
        }
    )*};
}

from_integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

/// The same text, if it has no exponent.
impl TryFrom<&Number> for Decimal {
    type Error = InvalidText;

    fn try_from(number: &Number) -> Result<Self, InvalidText> {
        super::text::parse(number.as_str())
    }
}

/// The same text, if it is a decimal.
impl TryFrom<&Decimal> for Number {
    type Error = InvalidText;

    fn try_from(decimal: &Decimal) -> Result<Self, InvalidText> {
        decimal.number().ok_or(InvalidText::new(Decimal::NAME, Rule::Format(Format::Decimal.name())))
    }
}

/// The same number with the same scale.
#[cfg(feature = "rust_decimal")]
impl From<::rust_decimal::Decimal> for Decimal {
    fn from(decimal: ::rust_decimal::Decimal) -> Self {
        Self::from_text(&decimal.to_string())
    }
}

/// The same number with the same scale; one of more than 96 bits or 28 decimal places is refused, not rounded.
#[cfg(feature = "rust_decimal")]
impl TryFrom<&Decimal> for ::rust_decimal::Decimal {
    type Error = InvalidText;

    fn try_from(decimal: &Decimal) -> Result<Self, InvalidText> {
        let number = Number::try_from(decimal)?;
        Self::try_from(&number).map_err(|error| InvalidText::new(Decimal::NAME, error.rule()))
    }
}
