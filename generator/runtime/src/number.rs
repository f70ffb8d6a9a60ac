//! A JSON number that keeps the text it was written with: exact value, exact scale.
//!
//! It knows conversions and order. It must not know rules, nor how whole texts are read.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::decimal::{self, Exact};
use super::decode_error::DecodeError;
use super::json::Json;
use super::reader::Reader;
use super::text::ShortText;
use super::writer::Writer;

/// A JSON number of any size, kept as it is written: `10.10` stays `10.10`.
///
/// Equality and order are those of the values: `1`, `1.0` and `1e0` are equal, and `-0` equals `0`.
#[derive(Clone)]
pub struct Number(ShortText);

/// A text that is not a JSON number, or a float that is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidNumber;

impl Number {
    /// A number from a text already known to be one; unchecked.
    #[must_use]
    pub fn from_checked(text: &str) -> Self {
        Self(text.into())
    }

    /// The text it is written with.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Its value, if it is an integer of this type.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        decimal::to_i64(self.as_str()).ok()
    }

    /// Its value, if it is an integer of this type.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        decimal::to_u64(self.as_str()).ok()
    }

    /// Its value, if it is an integer of this type.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        decimal::to_i128(self.as_str()).ok()
    }

    /// Its value, if it is an integer of this type.
    #[must_use]
    pub fn as_u128(&self) -> Option<u128> {
        decimal::to_u128(self.as_str()).ok()
    }

    /// The nearest `f64`; infinite where the number is beyond the type.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.as_str().parse().unwrap_or(f64::NAN)
    }

    /// Whether its value is an integer, of any size and spelling.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.decimal().is_integer()
    }

    /// Whether its value is a whole multiple of another's, exactly. Nothing but zero is a multiple of zero.
    #[must_use]
    pub fn is_multiple_of(&self, divisor: &Self) -> bool {
        self.decimal().is_multiple_of(&divisor.decimal())
    }

    /// Its value, to compare and calculate with.
    #[must_use]
    pub fn decimal(&self) -> Exact<'_> {
        Exact::new(self.as_str())
    }
}

impl Json for Number {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.number().map(Self::from_checked)
    }

    fn write(&self, writer: &mut Writer) {
        writer.number(self.as_str());
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let valid = decimal::is_number(text.as_bytes()) && decimal::exponent_fits(text);
        if valid { Ok(Self::from_checked(text)) } else { Err(InvalidNumber) }
    }
}

impl TryFrom<&str> for Number {
    type Error = InvalidNumber;

    fn try_from(text: &str) -> Result<Self, InvalidNumber> {
        text.parse()
    }
}

impl TryFrom<String> for Number {
    type Error = InvalidNumber;

    fn try_from(text: String) -> Result<Self, InvalidNumber> {
        text.parse()
    }
}

/// The shortest text that stands for this very `f64`.
impl TryFrom<f64> for Number {
    type Error = InvalidNumber;

    fn try_from(value: f64) -> Result<Self, InvalidNumber> {
        if value.is_finite() { Ok(Self::from_checked(&float_text(value))) } else { Err(InvalidNumber) }
    }
}

/// The shortest JSON text of a finite float.
#[must_use]
pub fn float_text(value: impl fmt::LowerExp + fmt::Display + Into<f64> + Copy) -> String {
    let size = value.into().abs();
    if size == 0.0 || (1e-5..1e16).contains(&size) { format!("{value}") } else { format!("{value:e}") }
}

macro_rules! from_integers {
    ($($integer:ident)*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self::from_checked(&value.to_string())
            }
        }
    )*};
}

from_integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() || self.decimal() == other.decimal()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.decimal().cmp(&other.decimal())
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.decimal().canonical().hash(state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for InvalidNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a JSON number with an exponent of at most 18 digits")
    }
}

impl std::error::Error for InvalidNumber {}

/// The same number with the same scale.
#[cfg(feature = "rust_decimal")]
impl From<::rust_decimal::Decimal> for Number {
    fn from(decimal: ::rust_decimal::Decimal) -> Self {
        Self::from_checked(&decimal.to_string())
    }
}

/// The same number with the same scale, an exponent written out; one of more than 96 bits or 28 decimal places is
/// refused, not rounded.
#[cfg(feature = "rust_decimal")]
impl TryFrom<&Number> for ::rust_decimal::Decimal {
    type Error = super::text::InvalidText;

    fn try_from(number: &Number) -> Result<Self, Self::Error> {
        let rule = super::rules::Rule::Other("must have at most 96 bits and 28 decimal places to be converted");
        rust_decimal_of(number.as_str()).ok_or(super::text::InvalidText::new("Number", rule))
    }
}

#[cfg(feature = "rust_decimal")]
fn rust_decimal_of(text: &str) -> Option<::rust_decimal::Decimal> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut size = 0i128;
    for digit in whole.bytes().chain(fraction.bytes()) {
        size = size.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
    }
    let mut scale = i64::try_from(fraction.len()).ok()?.checked_sub(exponent.parse().ok()?)?;
    while scale < 0 && size > 0 {
        size = size.checked_mul(10)?;
        scale += 1;
    }
    let mut decimal =
        ::rust_decimal::Decimal::try_from_i128_with_scale(size, u32::try_from(scale.max(0)).ok()?).ok()?;
    decimal.set_sign_negative(negative);
    Some(decimal)
}
