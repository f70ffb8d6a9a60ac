//! Exact arithmetic on the text of JSON numbers: integers, order, multiples. Nothing passes through `f64`.
//!
//! It knows the grammar of numbers and their value. It must not know who asks, nor how texts are read.
//!
//! Every text given here is a JSON number whose exponent has at most [`LONGEST_EXPONENT`] digits; all loops are
//! bounded by the lengths of the texts, never by an exponent's value.

use std::cmp::Ordering;

/// The most digits an exponent may have, leading zeros aside.
pub const LONGEST_EXPONENT: usize = 18;

/// Why a number is not of an integer type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is not an integer.
    Fraction,
    /// It is an integer beyond the type.
    OutOfRange,
}

/// A number taken apart: `0.d₁d₂…dₙ × 10^point`, where the first and the last digit are not zero.
#[derive(Clone, Copy, Debug)]
pub struct Exact<'t> {
    negative: bool,
    /// The digits before the point of the text, and those after it, both trimmed.
    head: &'t [u8],
    tail: &'t [u8],
    point: i64,
}

/// Whether the text is a JSON number.
#[must_use]
pub const fn is_number(text: &[u8]) -> bool {
    let mut index = 0;
    if index < text.len() && text[index] == b'-' {
        index += 1;
    }
    let start = index;
    index = digits_end(text, start);
    if index == start || (text[start] == b'0' && index > start + 1) {
        return false;
    }
    if index < text.len() && text[index] == b'.' {
        let start = index + 1;
        index = digits_end(text, start);
        if index == start {
            return false;
        }
    }
    if index < text.len() && (text[index] == b'e' || text[index] == b'E') {
        index += 1;
        if index < text.len() && (text[index] == b'+' || text[index] == b'-') {
            index += 1;
        }
        let start = index;
        index = digits_end(text, start);
        if index == start {
            return false;
        }
    }
    index == text.len()
}

const fn digits_end(text: &[u8], mut index: usize) -> usize {
    while index < text.len() && text[index].is_ascii_digit() {
        index += 1;
    }
    index
}

/// Whether the exponent of a JSON number is short enough for this module.
#[must_use]
pub fn exponent_fits(text: &str) -> bool {
    match text.bytes().position(|byte| byte | 0x20 == b'e') {
        None => true,
        Some(mark) => {
            let exponent = text.get(mark + 1..).unwrap_or_default().trim_start_matches(['+', '-']);
            exponent.trim_start_matches('0').len() <= LONGEST_EXPONENT
        }
    }
}

impl<'t> Exact<'t> {
    /// Takes a number apart.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i64>().unwrap_or_default()),
            None => (text, 0),
        };
        let (head, tail) = digits.split_once('.').unwrap_or((digits, ""));
        let mut head = head.as_bytes();
        let mut tail = tail.as_bytes();
        while let [b'0', rest @ ..] = head {
            head = rest;
        }
        let mut point = exponent.saturating_add(length(head));
        while let [rest @ .., b'0'] = tail {
            tail = rest;
        }
        if head.is_empty() {
            while let [b'0', rest @ ..] = tail {
                tail = rest;
                point = point.saturating_sub(1);
            }
        }
        if tail.is_empty() {
            while let [rest @ .., b'0'] = head {
                head = rest;
            }
        }
        if head.is_empty() && tail.is_empty() {
            return Self { negative: false, head, tail, point: 0 };
        }
        Self { negative, head, tail, point }
    }

    /// Whether it is zero.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.head.is_empty() && self.tail.is_empty()
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.scale() >= 0
    }

    /// The power of ten of the last digit.
    fn scale(&self) -> i64 {
        self.point.saturating_sub(length(self.head)).saturating_sub(length(self.tail))
    }

    fn digits(&self) -> impl Iterator<Item = u8> + use<'t> {
        self.head.iter().chain(self.tail).map(|digit| digit - b'0')
    }

    /// The size of an integer, without its sign.
    fn magnitude(&self) -> Result<u128, Unfit> {
        if !self.is_integer() {
            return Err(Unfit::Fraction);
        }
        if self.point > 39 {
            return Err(Unfit::OutOfRange);
        }
        let zeros = std::iter::repeat_n(0, usize::try_from(self.scale()).unwrap_or_default());
        let mut value = 0u128;
        for digit in self.digits().chain(zeros) {
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(u128::from(digit)))
                .ok_or(Unfit::OutOfRange)?;
        }
        Ok(value)
    }

    /// Whether it is a whole multiple of another number; nothing but zero is a multiple of zero.
    #[must_use]
    pub fn is_multiple_of(&self, divisor: &Self) -> bool {
        if self.is_zero() || divisor.is_zero() {
            return self.is_zero();
        }
        let shift = self.scale().saturating_sub(divisor.scale());
        let Ok(shift) = usize::try_from(shift) else {
            // The last digit is not zero, so the digits cannot make up for a power of ten.
            return false;
        };
        let length = divisor.head.len() + divisor.tail.len();
        // A divisor below 10^length has fewer than 4 × length factors of 2 and of 5: more zeros change nothing.
        let zeros = std::iter::repeat_n(0, shift.min(4 * length));
        if length <= 36 {
            let by = divisor.digits().fold(0u128, |value, digit| value * 10 + u128::from(digit));
            let rest = self.digits().chain(zeros).fold(0u128, |rest, digit| (rest * 10 + u128::from(digit)) % by);
            return rest == 0;
        }
        long_remainder_is_zero(self.digits().chain(zeros), &divisor.digits().collect::<Vec<u8>>())
    }

    /// A text that is the same for equal numbers and differs for others.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::with_capacity(self.head.len() + self.tail.len() + 8);
        if self.negative {
            text.push('-');
        }
        text.extend(self.digits().map(|digit| char::from(b'0' + digit)));
        text.push('e');
        text.push_str(&self.scale().to_string());
        text
    }
}

/// Schoolbook division, for divisors that no machine integer holds.
fn long_remainder_is_zero(digits: impl Iterator<Item = u8>, by: &[u8]) -> bool {
    // The rest has one place more than the divisor, the highest digit first.
    let mut rest = vec![0u8; by.len() + 1];
    for digit in digits {
        rest.rotate_left(1);
        if let Some(last) = rest.last_mut() {
            *last = digit;
        }
        while rest[0] != 0 || rest[1..] >= *by {
            let mut borrow = 0;
            for index in (0..by.len()).rev() {
                let take = by[index] + borrow;
                let place = &mut rest[index + 1];
                borrow = u8::from(*place < take);
                *place = *place + 10 * borrow - take;
            }
            rest[0] -= borrow;
        }
    }
    rest.iter().all(|digit| *digit == 0)
}

impl Ord for Exact<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.is_zero(), number.negative) {
            (true, _) => 0i8,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = || self.point.cmp(&other.point).then_with(|| self.digits().cmp(other.digits()));
        match sign(self).cmp(&sign(other)) {
            Ordering::Equal if self.is_zero() => Ordering::Equal,
            Ordering::Equal if self.negative => size().reverse(),
            Ordering::Equal => size(),
            unequal => unequal,
        }
    }
}

impl PartialOrd for Exact<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact<'_> {}

fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

/// The number as an `i64`.
///
/// # Errors
/// When it is not an integer, or beyond the type.
pub fn to_i64(text: &str) -> Result<i64, Unfit> {
    // Up to 18 digits and nothing else: what almost every integer is.
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if digits.len() <= 18 {
        let mut value = 0i64;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return slow_i64(text);
            }
            value = value * 10 + i64::from(digit - b'0');
        }
        return Ok(if negative { -value } else { value });
    }
    slow_i64(text)
}

#[cold]
#[inline(never)]
fn slow_i64(text: &str) -> Result<i64, Unfit> {
    to_i128(text).and_then(|value| i64::try_from(value).map_err(|_| Unfit::OutOfRange))
}

/// The number as a `u64`.
///
/// # Errors
/// When it is not an integer, or beyond the type.
pub fn to_u64(text: &str) -> Result<u64, Unfit> {
    to_i128(text).and_then(|value| u64::try_from(value).map_err(|_| Unfit::OutOfRange))
}

/// The number as an `i128`.
///
/// # Errors
/// When it is not an integer, or beyond the type.
pub fn to_i128(text: &str) -> Result<i128, Unfit> {
    let decimal = Exact::new(text);
    let magnitude = decimal.magnitude()?;
    let value = if decimal.negative { 0i128.checked_sub_unsigned(magnitude) } else { i128::try_from(magnitude).ok() };
    value.ok_or(Unfit::OutOfRange)
}

/// The number as a `u128`.
///
/// # Errors
/// When it is not an integer, or beyond the type.
pub fn to_u128(text: &str) -> Result<u128, Unfit> {
    let decimal = Exact::new(text);
    let magnitude = decimal.magnitude()?;
    if decimal.negative { Err(Unfit::OutOfRange) } else { Ok(magnitude) }
}
