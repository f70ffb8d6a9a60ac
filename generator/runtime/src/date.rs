//! The format `date`: kept as it is written, checked when built.
//!
//! It knows the full date of RFC 3339 and the calendar. It must not know times.

use super as runtime;
use super::format::Format;
use super::rules::Rules;
use super::text::{ShortText, StringType};

/// A date as it is written: `2026-11-21`. One read from a response may be any text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(ShortText);

impl Date {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Date {
    const NAME: &'static str = "Date";
    const RULES: Rules = Rules::new().format(Format::Date);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Date);

/// Year, month and day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// 0 to 9999
    pub year: u16,
    /// 1 to 12
    pub month: u8,
    /// 1 to 31
    pub day: u8,
}

impl Day {
    /// The day before or after; `None` outside the years 0 to 9999.
    #[must_use]
    pub fn step(self, forward: bool) -> Option<Self> {
        let Self { year, month, day } = self;
        match (forward, month, day) {
            (true, 12, 31) => (year < 9999).then(|| Self { year: year + 1, month: 1, day: 1 }),
            (true, ..) if day >= days(year, month) => Some(Self { year, month: month + 1, day: 1 }),
            (true, ..) => Some(Self { year, month, day: day + 1 }),
            (false, 1, 1) => Some(Self { year: year.checked_sub(1)?, month: 12, day: 31 }),
            (false, _, 1) => Some(Self { year, month: month - 1, day: days(year, month - 1) }),
            (false, ..) => Some(Self { year, month, day: day - 1 }),
        }
    }
}

impl Date {
    /// Its parts, if it is a date.
    #[must_use]
    pub fn parts(&self) -> Option<Day> {
        parts(self.as_str().as_bytes())
    }

    /// The date of these parts.
    #[must_use]
    pub fn from_day(day: Day) -> Self {
        Self::from_text(&text(day))
    }
}

/// A day as RFC 3339 writes it.
#[must_use]
pub fn text(Day { year, month, day }: Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// The parts of a full date of RFC 3339; every day has to exist.
#[must_use]
pub fn parts(text: &[u8]) -> Option<Day> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let century = u16::from(two_digits(*y1, *y2)?);
    let year = century * 100 + u16::from(two_digits(*y3, *y4)?);
    let month = two_digits(*m1, *m2)?;
    let day = two_digits(*d1, *d2)?;
    ((1..=12).contains(&month) && (1..=days(year, month)).contains(&day)).then_some(Day { year, month, day })
}

/// The number that two digits make.
#[must_use]
pub fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

/// How many days a month has.
#[must_use]
pub const fn days(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
