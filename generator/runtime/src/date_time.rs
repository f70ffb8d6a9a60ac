//! The format `date-time`: kept as it is written, offset and fraction included, checked when built.
//!
//! It knows the grammar of RFC 3339. It must not know clocks or time zones.
//!
//! Accepted is what section 5.6 of RFC 3339 says: `T` and `Z` in either case and no blank for them, seconds, an offset with a colon,
//! a fraction of any length, days and hours that exist. Second 60 only where a leap second can be: at 23:59 UTC of
//! 30 June or 31 December (section 5.7).

use super as runtime;
use super::date::{self, Day, two_digits};
use super::format::Format;
use super::rules::Rules;
use super::text::{ShortText, StringType};

/// A date-time as it is written: `2026-11-21T07:30:00.10-05:00`. One read from a response may be any text.
///
/// Equality and order are those of the texts, not of the instants.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(ShortText);

impl DateTime {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for DateTime {
    const NAME: &'static str = "DateTime";
    const RULES: Rules = Rules::new().format(Format::DateTime);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(DateTime);

/// A date-time taken apart, in its own offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'t> {
    /// The day.
    pub day: Day,
    /// 0 to 23
    pub hour: u8,
    /// 0 to 59
    pub minute: u8,
    /// 0 to 60
    pub second: u8,
    /// The digits after the point, none or any number.
    pub fraction: &'t str,
    /// The offset from UTC in minutes.
    pub offset: i16,
}

impl Parts<'_> {
    /// The nanoseconds, if the fraction is no finer.
    #[must_use]
    pub fn nanosecond(&self) -> Option<u32> {
        nanosecond(self.fraction)
    }
}

fn nanosecond(fraction: &str) -> Option<u32> {
    let digits = fraction.trim_end_matches('0');
    if digits.len() > 9 {
        return None;
    }
    let value = digits.bytes().fold(0, |value: u32, digit| value * 10 + u32::from(digit - b'0'));
    Some(value * 10u32.pow(u32::try_from(9 - digits.len()).unwrap_or_default()))
}

impl DateTime {
    /// Its parts, if it is a date-time.
    #[must_use]
    pub fn parts(&self) -> Option<Parts<'_>> {
        parts(self.as_str())
    }
}

/// The parts of a date-time of RFC 3339.
#[must_use]
pub fn parts(text: &str) -> Option<Parts<'_>> {
    let (day, rest) = text.as_bytes().split_at_checked(10)?;
    let day = date::parts(day)?;
    let [b'T' | b't', ..] = rest else { return None };
    let time = time_parts(text.get(11..)?)?;
    let possible = match time.utc_day() {
        _ if time.second < 60 => true,
        0 => is_leap_day(Some(day)),
        step => is_leap_day(day.step(step > 0)),
    };
    let TimeParts { hour, minute, second, fraction, offset } = time;
    possible.then_some(Parts { day, hour, minute, second, fraction, offset })
}

/// A time of day taken apart, in its own offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeParts<'t> {
    /// 0 to 23
    pub hour: u8,
    /// 0 to 59
    pub minute: u8,
    /// 0 to 60
    pub second: u8,
    /// The digits after the point, none or any number.
    pub fraction: &'t str,
    /// The offset from UTC in minutes.
    pub offset: i16,
}

impl TimeParts<'_> {
    /// The nanoseconds, if the fraction is no finer.
    #[must_use]
    pub fn nanosecond(&self) -> Option<u32> {
        nanosecond(self.fraction)
    }

    /// The minute of the UTC day, which may lie in the day before or after.
    fn utc_minute(&self) -> i16 {
        i16::from(self.hour) * 60 + i16::from(self.minute) - self.offset
    }

    /// How far the UTC day is from the one written: -1, 0 or 1.
    fn utc_day(&self) -> i16 {
        self.utc_minute().div_euclid(24 * 60)
    }
}

/// The parts of a full time of RFC 3339. Second 60 only where a leap second can be on some day: at 23:59 UTC.
#[must_use]
pub fn time_parts(text: &str) -> Option<TimeParts<'_>> {
    let [h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = text.as_bytes() else {
        return None;
    };
    let (hour, minute, second) = (two_digits(*h1, *h2)?, two_digits(*m1, *m2)?, two_digits(*s1, *s2)?);
    let mut digits = 0;
    let mut zone = rest;
    if let [b'.', after @ ..] = rest {
        digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        zone = after.get(digits..)?;
        if digits == 0 {
            return None;
        }
    }
    let fraction = if digits == 0 { "" } else { text.get(9..9 + digits)? };
    let offset = match zone {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two_digits(*h1, *h2)?, two_digits(*m1, *m2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let size = i16::from(hours) * 60 + i16::from(minutes);
            if *sign == b'-' { -size } else { size }
        }
        _ => return None,
    };
    let time = TimeParts { hour, minute, second, fraction, offset };
    let last_minute = time.utc_minute().rem_euclid(24 * 60) == 24 * 60 - 1;
    (hour <= 23 && minute <= 59 && (second <= 59 || (second == 60 && last_minute))).then_some(time)
}

/// Whether leap seconds are put at the end of this day.
fn is_leap_day(day: Option<Day>) -> bool {
    matches!(day, Some(Day { month: 6, day: 30, .. } | Day { month: 12, day: 31, .. }))
}
