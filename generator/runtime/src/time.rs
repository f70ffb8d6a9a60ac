//! The format `time`: kept as it is written, offset and fraction included, checked when built.
//!
//! It knows times of day with an offset, and how the crates `jiff`, `chrono` and `time` hold one: as two values. It must
//! not know days or instants.

use super as runtime;
use super::date_time::{self, TimeParts};
use super::format::Format;
use super::rules::Rules;
use super::text::{ShortText, StringType};

/// A full time of RFC 3339 as it is written, with its offset: `07:30:00.10-05:00`. Second 60 only at 23:59 UTC. One read
/// from a response may be any text.
///
/// Equality and order are those of the texts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(ShortText);

impl Time {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Time {
    const NAME: &'static str = "Time";
    const RULES: Rules = Rules::new().format(Format::Time);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Time);

impl Time {
    /// Its parts, if it is a time with an offset.
    #[must_use]
    pub fn parts(&self) -> Option<TimeParts<'_>> {
        date_time::time_parts(self.as_str())
    }
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod conversions {
    use super::super::rules::Rule;
    use super::super::text::{self, InvalidText};
    use super::super::time_conversions::push_time;
    use super::{Format, StringType, Time};

    fn refuse(reason: &'static str) -> InvalidText {
        InvalidText::new(Time::NAME, Rule::Other(reason))
    }

    fn out_of_range<E>(_: E) -> InvalidText {
        refuse("must be within the range of the other type")
    }

    /// A time in numbers: hour, minute and second, nanosecond, offset in seconds.
    type Clock = ([u8; 3], u32, i32);

    fn clock(time: &Time) -> Result<Clock, InvalidText> {
        let parts = time.parts().ok_or(InvalidText::new(Time::NAME, Rule::Format(Format::Time.name())))?;
        if parts.second > 59 {
            return Err(refuse("must not be a leap second to be converted"));
        }
        let finer = || refuse("must not be finer than nanoseconds to be converted");
        let nanosecond = parts.nanosecond().ok_or_else(finer)?;
        Ok(([parts.hour, parts.minute, parts.second], nanosecond, i32::from(parts.offset) * 60))
    }

    fn time((clock, nanosecond, offset): Clock) -> Result<Time, InvalidText> {
        let mut text = String::new();
        push_time(&mut text, clock, nanosecond, offset).map_err(refuse)?;
        text::parse(&text)
    }

    #[cfg(feature = "jiff")]
    mod with_jiff {
        use jiff::civil;
        use jiff::tz::Offset;

        use super::{InvalidText, Time, clock, out_of_range, time};

        /// The time on the clock, and its offset.
        impl TryFrom<&Time> for (civil::Time, Offset) {
            type Error = InvalidText;

            fn try_from(from: &Time) -> Result<Self, InvalidText> {
                let (parts, nanosecond, offset) = clock(from)?;
                let [hour, minute, second] = parts.map(|part| i8::try_from(part).unwrap_or(i8::MAX));
                let nanosecond = i32::try_from(nanosecond).map_err(out_of_range)?;
                let local = civil::Time::new(hour, minute, second, nanosecond).map_err(out_of_range)?;
                Ok((local, Offset::from_seconds(offset).map_err(out_of_range)?))
            }
        }

        impl TryFrom<(civil::Time, Offset)> for Time {
            type Error = InvalidText;

            fn try_from((local, offset): (civil::Time, Offset)) -> Result<Self, InvalidText> {
                let parts = [local.hour(), local.minute(), local.second()];
                let nanosecond = u32::try_from(local.subsec_nanosecond()).map_err(out_of_range)?;
                time((parts.map(|part| u8::try_from(part).unwrap_or(u8::MAX)), nanosecond, offset.seconds()))
            }
        }
    }

    #[cfg(feature = "chrono")]
    mod with_chrono {
        use chrono::{FixedOffset, NaiveTime, Timelike};

        use super::{InvalidText, Time, clock, out_of_range, refuse, time};

        /// The time on the clock, and its offset.
        impl TryFrom<&Time> for (NaiveTime, FixedOffset) {
            type Error = InvalidText;

            fn try_from(from: &Time) -> Result<Self, InvalidText> {
                let ([hour, minute, second], nanosecond, offset) = clock(from)?;
                NaiveTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
                    .zip(FixedOffset::east_opt(offset))
                    .ok_or_else(|| out_of_range(()))
            }
        }

        impl TryFrom<(NaiveTime, FixedOffset)> for Time {
            type Error = InvalidText;

            fn try_from((local, offset): (NaiveTime, FixedOffset)) -> Result<Self, InvalidText> {
                if local.nanosecond() > 999_999_999 {
                    return Err(refuse("must not be a leap second to be converted"));
                }
                let parts = [local.hour(), local.minute(), local.second()];
                let parts = parts.map(|part| u8::try_from(part).unwrap_or(u8::MAX));
                time((parts, local.nanosecond(), offset.local_minus_utc()))
            }
        }
    }

    #[cfg(feature = "time")]
    mod with_time {
        use time::UtcOffset;

        use super::{InvalidText, Time, clock, out_of_range};

        /// The time on the clock, and its offset.
        impl TryFrom<&Time> for (time::Time, UtcOffset) {
            type Error = InvalidText;

            fn try_from(from: &Time) -> Result<Self, InvalidText> {
                let ([hour, minute, second], nanosecond, offset) = clock(from)?;
                let local = time::Time::from_hms_nano(hour, minute, second, nanosecond).map_err(out_of_range)?;
                Ok((local, UtcOffset::from_whole_seconds(offset).map_err(out_of_range)?))
            }
        }

        impl TryFrom<(time::Time, UtcOffset)> for Time {
            type Error = InvalidText;

            fn try_from((local, offset): (time::Time, UtcOffset)) -> Result<Self, InvalidText> {
                let parts = [local.hour(), local.minute(), local.second()];
                super::time((parts, local.nanosecond(), offset.whole_seconds()))
            }
        }
    }
}
