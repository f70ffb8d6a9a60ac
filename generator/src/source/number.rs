//! Decimal numbers as they are written.

use std::cmp::Ordering;
use std::fmt;

/// A JSON number with its exact text. Equality is of the text; [`Number::compare`] compares the values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    text: String,
}

/// What a text is worth: the digits times ten to the exponent. No digits mean zero; neither the first nor the last digit is zero.
struct Decimal<'a> {
    negative: bool,
    digits: std::borrow::Cow<'a, str>,
    exponent: i64,
}

impl Number {
    /// Reads a number in JSON's grammar (RFC 8259, 6).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_json_number(text).then(|| Self { text: text.to_owned() })
    }

    /// The text, in JSON's grammar.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the value is integral: `1`, `1.0` and `1e3` are, `1.5` and `1e-3` are not.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.decimal().exponent >= 0
    }

    /// Whether the value is below zero; `-0` is not.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        let decimal = self.decimal();
        decimal.negative && !decimal.digits.is_empty()
    }

    /// Whether the value is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.decimal().digits.is_empty()
    }

    /// The value, if it is integral and fits: `1e3` is 1000.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        let decimal = self.decimal();
        if decimal.digits.is_empty() {
            return Some(0);
        }
        let power = 10i128.checked_pow(u32::try_from(decimal.exponent).ok()?)?;
        let sign = if decimal.negative { "-" } else { "" };
        // The sign goes in first, so that the least value, whose amount is one more than the greatest, fits too.
        format!("{sign}{}", decimal.digits).parse::<i128>().ok()?.checked_mul(power)
    }

    /// The value, if it is integral and fits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.to_i128().and_then(|value| u64::try_from(value).ok())
    }

    /// Compares the values exactly, whatever their length.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        let (left, right) = (self.decimal(), other.decimal());
        left.sign().cmp(&right.sign()).then_with(|| {
            let amounts = left.compare_amount(&right);
            if left.negative { amounts.reverse() } else { amounts }
        })
    }

    fn decimal(&self) -> Decimal<'_> {
        let (negative, amount) = match self.text.strip_prefix('-') {
            Some(amount) => (true, amount),
            None => (false, self.text.as_str()),
        };
        let (mantissa, exponent) = amount.split_once(['e', 'E']).unwrap_or((amount, "0"));
        // An exponent beyond 64 bits has no meaning but "huge" or "tiny".
        let huge = if exponent.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
        let exponent = exponent.parse::<i64>().map_or(huge, |exponent| exponent.clamp(i64::MIN / 2, i64::MAX / 2));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = if fraction.is_empty() {
            std::borrow::Cow::Borrowed(whole.trim_start_matches('0'))
        } else {
            std::borrow::Cow::Owned(format!("{whole}{fraction}").trim_start_matches('0').to_owned())
        };
        let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 4);
        let mut decimal = Decimal { negative, exponent: exponent - length(fraction), digits };
        let zeros = length(&decimal.digits) - length(decimal.digits.trim_end_matches('0'));
        if zeros > 0 {
            decimal.digits = decimal.digits.trim_end_matches('0').to_owned().into();
            decimal.exponent += zeros;
        }
        if decimal.digits.is_empty() {
            decimal.exponent = 0;
        }
        decimal
    }
}

impl Decimal<'_> {
    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn compare_amount(&self, other: &Self) -> Ordering {
        let places = |decimal: &Self| decimal.exponent + i64::try_from(decimal.digits.len()).unwrap_or(i64::MAX / 4);
        places(self).cmp(&places(other)).then_with(|| self.digits.as_ref().cmp(other.digits.as_ref()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Whether a text is a number in JSON's grammar.
fn is_json_number(text: &str) -> bool {
    let amount = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match amount.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (amount, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|exponent| is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A decimal number of YAML 1.2's core schema, written as JSON does: `+.5` becomes `0.5`, `1.` becomes `1`. The digits stay.
pub(super) fn yaml_to_json(text: &str) -> Option<String> {
    let (sign, amount) = match text.strip_prefix('-') {
        Some(amount) => ("-", amount),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let end = amount.find(['e', 'E']).unwrap_or(amount.len());
    let (mantissa, exponent) = amount.split_at(end);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = if whole.is_empty() && !fraction.is_empty() { "0" } else { whole };
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() && !whole.is_empty() { "0" } else { trimmed };
    let dot = if fraction.is_empty() { "" } else { "." };
    let number = format!("{sign}{whole}{dot}{fraction}{exponent}");
    is_json_number(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn the_grammar_is_that_of_json() {
        for text in ["0", "-0", "10.10", "1e3", "1E+3", "1.0e-3", "123456789012345678901234567890"] {
            assert_eq!(number(text).as_str(), text);
        }
        for text in ["", "-", "+1", "01", ".5", "1.", "1e", "1e+", "0x1", "1_0", "NaN", ".inf", " 1", "1 ", "--1", "٣"]
        {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn integral_values_are_seen_whatever_their_spelling() {
        for (text, value) in [
            ("0", 0),
            ("-0.0", 0),
            ("1e3", 1000),
            ("1.0", 1),
            ("10.50e1", 105),
            ("-100e-2", -1),
            ("0e9999999999999999999", 0),
        ] {
            assert!(number(text).is_integer(), "{text}");
            assert_eq!(number(text).to_i128(), Some(value), "{text}");
        }
        for text in ["1.5", "1e-3", "10.10", "1e-99999999999999999999"] {
            assert!(!number(text).is_integer(), "{text}");
            assert_eq!(number(text).to_i128(), None, "{text}");
        }
        assert!(number("1e99999999999999999999").is_integer());
        assert_eq!(number("1e99999999999999999999").to_i128(), None);
        assert_eq!(number("18446744073709551615").to_u64(), Some(u64::MAX));
        assert_eq!(number("18446744073709551616").to_u64(), None);
        assert_eq!(number("-1").to_u64(), None);
        let least = i128::MIN.to_string();
        assert_eq!(number(&least).to_i128(), Some(i128::MIN));
        assert!(number("-1").is_negative() && !number("-0").is_negative() && number("-0").is_zero());
    }

    #[test]
    fn values_are_compared_exactly() {
        let ascending = [
            "-1e99999999999999999999",
            "-18446744073709551617",
            "-18446744073709551616",
            "-1.5",
            "-1",
            "-1e-9",
            "0",
            "1e-400",
            "0.1",
            "0.10000000000000000000001",
            "1",
            "9007199254740992",
            "9007199254740993",
            "1e20",
            "1e400",
        ];
        for (position, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(number(left).compare(&number(right)), position.cmp(&other), "{left} {right}");
            }
        }
        for (left, right) in [("1", "1.00"), ("1e3", "1000"), ("0", "-0.0"), ("0.1e1", "1"), ("100e-2", "1")] {
            assert_eq!(number(left).compare(&number(right)), Ordering::Equal, "{left} {right}");
        }
    }

    #[test]
    fn numbers_of_yaml_are_written_as_json_does() {
        for (yaml, json) in [
            ("10.10", "10.10"),
            ("+1.5", "1.5"),
            ("-.5", "-0.5"),
            ("1.", "1"),
            ("1.e3", "1e3"),
            ("1e3", "1e3"),
            ("007.0", "7.0"),
            ("00.5", "0.5"),
        ] {
            assert_eq!(yaml_to_json(yaml).as_deref(), Some(json), "{yaml}");
        }
        for yaml in [".", "", "e3", ".inf", "abc", "1e"] {
            assert_eq!(yaml_to_json(yaml), None, "{yaml}");
        }
    }
}
