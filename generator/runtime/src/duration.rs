//! The format `duration`: kept as it is written, checked when built.
//!
//! It knows units of time and what the crates `jiff`, `chrono` and `time` hold of them, each behind the feature of its
//! name. It must not know clocks or calendars: a month has no length here, and a day no hours. Every conversion is exact
//! or an error.

use super as runtime;
use super::format::Format;
use super::grammar;
use super::rules::{Rule, Rules};
use super::text::{InvalidText, ShortText, StringType};

/// A duration of RFC 3339, Appendix A as it is written: `P1Y2M3D`, `PT36H`, `P2W`. Whole numbers without a sign; no unit
/// is left out between two others; weeks stand alone. One read from a response may be any text.
///
/// Equality and order are those of the texts, not of the lengths.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(ShortText);

impl Duration {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Duration {
    const NAME: &'static str = "Duration";
    const RULES: Rules = Rules::new().format(Format::Duration);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Duration);

/// How many of each unit a duration is long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DurationParts {
    /// Years of the calendar.
    pub years: u64,
    /// Months of the calendar.
    pub months: u64,
    /// Weeks; where there are any, all else is zero.
    pub weeks: u64,
    /// Days of the calendar.
    pub days: u64,
    /// Hours.
    pub hours: u64,
    /// Minutes.
    pub minutes: u64,
    /// Seconds.
    pub seconds: u64,
}

fn refuse(reason: &'static str) -> InvalidText {
    InvalidText::new(Duration::NAME, Rule::Other(reason))
}

impl Duration {
    /// Its parts, if it is a duration and each of them fits 64 bits.
    #[must_use]
    pub fn parts(&self) -> Option<DurationParts> {
        let found = grammar::duration(self.as_str())?;
        let mut numbers = [0; 7];
        for (number, digits) in numbers.iter_mut().zip(found) {
            *number = digits.map_or(Ok(0), str::parse).ok()?;
        }
        let [years, months, days, hours, minutes, seconds, weeks] = numbers;
        Some(DurationParts { years, months, weeks, days, hours, minutes, seconds })
    }

    /// The duration of these parts, without the units that are zero where that can be written; `PT0S` for none.
    ///
    /// # Errors
    /// When there are weeks and other units, which the format cannot say together.
    pub fn from_parts(parts: DurationParts) -> Result<Self, InvalidText> {
        let DurationParts { years, months, weeks, days, hours, minutes, seconds } = parts;
        let (date, time) = ([years, months, days], [hours, minutes, seconds]);
        let others = date.iter().chain(&time).any(|number| *number > 0);
        if weeks > 0 {
            let alone = (!others).then(|| Self::from_text(&format!("P{weeks}W")));
            return alone.ok_or_else(|| refuse("must have either weeks or other units"));
        }
        let mut text = String::from("P");
        push_units(&mut text, date, ['Y', 'M', 'D']);
        if time.iter().any(|number| *number > 0) || !others {
            text.push('T');
            push_units(&mut text, time, ['H', 'M', 'S']);
        }
        if !others {
            text.push_str("0S");
        }
        Ok(Self::from_text(&text))
    }

    /// The seconds, where hours, minutes and seconds say it all.
    fn whole_seconds(&self) -> Result<u64, InvalidText> {
        let parts = self.parts().ok_or(InvalidText::new(Self::NAME, Rule::Format(Format::Duration.name())))?;
        if parts.years > 0 || parts.months > 0 || parts.weeks > 0 || parts.days > 0 {
            return Err(refuse("must have no unit longer than hours to be converted"));
        }
        let minutes = parts.hours.checked_mul(60).and_then(|minutes| minutes.checked_add(parts.minutes));
        let seconds = minutes.and_then(|minutes| minutes.checked_mul(60)?.checked_add(parts.seconds));
        seconds.ok_or_else(|| refuse("must be within the range of the other type"))
    }

    /// The duration of so many seconds, in hours, minutes and seconds.
    fn of_seconds(seconds: u64) -> Result<Self, InvalidText> {
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Self::from_parts(DurationParts { hours, minutes, seconds, ..DurationParts::default() })
    }
}

/// Writes the units from the first to the last that is not zero.
fn push_units(text: &mut String, numbers: [u64; 3], designators: [char; 3]) {
    let first = numbers.iter().position(|number| *number > 0).unwrap_or(numbers.len());
    let last = numbers.iter().rposition(|number| *number > 0).unwrap_or_default();
    for (index, (number, designator)) in numbers.into_iter().zip(designators).enumerate() {
        if (first..=last).contains(&index) {
            text.push_str(&number.to_string());
            text.push(designator);
        }
    }
}

const FINER: &str = "must be whole seconds";

/// The same length; only where no unit is longer than hours.
impl TryFrom<&Duration> for std::time::Duration {
    type Error = InvalidText;

    fn try_from(duration: &Duration) -> Result<Self, InvalidText> {
        duration.whole_seconds().map(Self::from_secs)
    }
}

impl TryFrom<std::time::Duration> for Duration {
    type Error = InvalidText;

    fn try_from(duration: std::time::Duration) -> Result<Self, InvalidText> {
        if duration.subsec_nanos() > 0 { Err(refuse(FINER)) } else { Self::of_seconds(duration.as_secs()) }
    }
}

#[cfg(feature = "jiff")]
mod with_jiff {
    use jiff::{SignedDuration, Span};

    use super::{Duration, DurationParts, FINER, Format, InvalidText, Rule, StringType, refuse};

    fn out_of_range<E>(_: E) -> InvalidText {
        refuse("must be within the range of the other type")
    }

    /// The same number of each unit.
    impl TryFrom<&Duration> for Span {
        type Error = InvalidText;

        fn try_from(duration: &Duration) -> Result<Self, InvalidText> {
            let invalid = InvalidText::new(Duration::NAME, Rule::Format(Format::Duration.name()));
            let parts = duration.parts().ok_or(invalid)?;
            let number = |part: u64| i64::try_from(part).map_err(out_of_range);
            let span = Self::new().try_years(number(parts.years)?).map_err(out_of_range)?;
            let span = span.try_months(number(parts.months)?).map_err(out_of_range)?;
            let span = span.try_weeks(number(parts.weeks)?).map_err(out_of_range)?;
            let span = span.try_days(number(parts.days)?).map_err(out_of_range)?;
            let span = span.try_hours(number(parts.hours)?).map_err(out_of_range)?;
            let span = span.try_minutes(number(parts.minutes)?).map_err(out_of_range)?;
            span.try_seconds(number(parts.seconds)?).map_err(out_of_range)
        }
    }

    /// The same number of each unit; one that is negative or has units below seconds is refused.
    impl TryFrom<Span> for Duration {
        type Error = InvalidText;

        fn try_from(span: Span) -> Result<Self, InvalidText> {
            if span.is_negative() {
                return Err(refuse("must not be negative"));
            }
            if span.get_milliseconds() != 0 || span.get_microseconds() != 0 || span.get_nanoseconds() != 0 {
                return Err(refuse(FINER));
            }
            let number = |part: i64| u64::try_from(part).map_err(out_of_range);
            Self::from_parts(DurationParts {
                years: number(span.get_years().into())?,
                months: number(span.get_months().into())?,
                weeks: number(span.get_weeks().into())?,
                days: number(span.get_days().into())?,
                hours: number(span.get_hours().into())?,
                minutes: number(span.get_minutes())?,
                seconds: number(span.get_seconds())?,
            })
        }
    }

    /// The same length; only where no unit is longer than hours.
    impl TryFrom<&Duration> for SignedDuration {
        type Error = InvalidText;

        fn try_from(duration: &Duration) -> Result<Self, InvalidText> {
            i64::try_from(duration.whole_seconds()?).map(Self::from_secs).map_err(out_of_range)
        }
    }

    impl TryFrom<SignedDuration> for Duration {
        type Error = InvalidText;

        fn try_from(duration: SignedDuration) -> Result<Self, InvalidText> {
            std::time::Duration::try_from(duration).map_err(|_| refuse("must not be negative"))?.try_into()
        }
    }
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use chrono::TimeDelta;

    use super::{Duration, FINER, InvalidText, refuse};

    /// The same length; only where no unit is longer than hours.
    impl TryFrom<&Duration> for TimeDelta {
        type Error = InvalidText;

        fn try_from(duration: &Duration) -> Result<Self, InvalidText> {
            let seconds = i64::try_from(duration.whole_seconds()?).ok().and_then(Self::try_seconds);
            seconds.ok_or_else(|| refuse("must be within the range of the other type"))
        }
    }

    impl TryFrom<TimeDelta> for Duration {
        type Error = InvalidText;

        fn try_from(duration: TimeDelta) -> Result<Self, InvalidText> {
            match u64::try_from(duration.num_seconds()) {
                _ if duration.subsec_nanos() != 0 => Err(refuse(FINER)),
                Ok(seconds) => Self::of_seconds(seconds),
                Err(_) => Err(refuse("must not be negative")),
            }
        }
    }
}

#[cfg(feature = "time")]
mod with_time {
    use super::{Duration, FINER, InvalidText, refuse};

    /// The same length; only where no unit is longer than hours.
    impl TryFrom<&Duration> for time::Duration {
        type Error = InvalidText;

        fn try_from(duration: &Duration) -> Result<Self, InvalidText> {
            let seconds = i64::try_from(duration.whole_seconds()?).map(Self::seconds);
            seconds.map_err(|_| refuse("must be within the range of the other type"))
        }
    }

    impl TryFrom<time::Duration> for Duration {
        type Error = InvalidText;

        fn try_from(duration: time::Duration) -> Result<Self, InvalidText> {
            match u64::try_from(duration.whole_seconds()) {
                _ if duration.subsec_nanoseconds() != 0 => Err(refuse(FINER)),
                Ok(seconds) => Self::of_seconds(seconds),
                Err(_) => Err(refuse("must not be negative")),
            }
        }
    }
}
