//! Conversions of dates and date-times to and from the crates `jiff`, `chrono` and `time`, each behind the feature of
//! its name.
//!
//! It knows these crates. Nothing else in the runtime does. Every conversion is exact or an error: a fraction finer than
//! nanoseconds, a leap second, an offset with seconds or a year beyond 0 to 9999 is refused, never rounded.

#![cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]

use super::date::{self, Date, Day};
use super::date_time::DateTime;
use super::rules::Rule;
use super::text::{InvalidText, StringType};

/// A date-time in numbers, as all three crates give and take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// The day.
    pub day: Day,
    /// 0 to 23
    pub hour: u8,
    /// 0 to 59
    pub minute: u8,
    /// 0 to 59
    pub second: u8,
    /// 0 to 999,999,999
    pub nanosecond: u32,
    /// The offset from UTC in seconds.
    pub offset: i32,
}

#[cold]
fn refuse_date(reason: &'static str) -> InvalidText {
    InvalidText::new(Date::NAME, Rule::Other(reason))
}

#[cold]
fn refuse(reason: &'static str) -> InvalidText {
    InvalidText::new(DateTime::NAME, Rule::Other(reason))
}

/// The error for what the other crate cannot hold.
#[cold]
fn out_of_range<E>(_: E) -> InvalidText {
    refuse("must be within the range of the other type")
}

/// The day of a date.
///
/// # Errors
/// When the text is no date.
pub fn day(date: &Date) -> Result<Day, InvalidText> {
    date.parts().ok_or_else(|| InvalidText::new(Date::NAME, Rule::Format("date")))
}

/// The day of these numbers.
///
/// # Errors
/// When the year is not between 0 and 9999.
pub fn day_of(year: i32, month: u8, day: u8) -> Result<Day, InvalidText> {
    match u16::try_from(year) {
        Ok(year) if year <= 9999 => Ok(Day { year, month, day }),
        _ => Err(refuse_date("must have a year between 0 and 9999")),
    }
}

/// The numbers of a date-time.
///
/// # Errors
/// When the text is no date-time, or finer than the other crates can hold.
pub fn civil(date_time: &DateTime) -> Result<Civil, InvalidText> {
    let Some(parts) = date_time.parts() else {
        return Err(InvalidText::new(DateTime::NAME, Rule::Format("date-time")));
    };
    if parts.second > 59 {
        return Err(refuse("must not be a leap second to be converted"));
    }
    let Some(nanosecond) = parts.nanosecond() else {
        return Err(refuse("must not be finer than nanoseconds to be converted"));
    };
    Ok(Civil {
        day: parts.day,
        hour: parts.hour,
        minute: parts.minute,
        second: parts.second,
        nanosecond,
        offset: i32::from(parts.offset) * 60,
    })
}

/// The date-time of these numbers, with `Z` for the offset 0.
///
/// # Errors
/// When RFC 3339 cannot write them.
pub fn date_time(civil: Civil) -> Result<DateTime, InvalidText> {
    let Civil { day, hour, minute, second, nanosecond, offset } = civil;
    let mut text = date::text(day);
    text.push('T');
    push_time(&mut text, [hour, minute, second], nanosecond, offset).map_err(refuse)?;
    super::text::parse(&text)
}

/// Writes a full time of RFC 3339, with `Z` for the offset 0.
///
/// # Errors
/// When RFC 3339 cannot write the offset, which is in seconds: why.
pub fn push_time(text: &mut String, clock: [u8; 3], nanosecond: u32, offset: i32) -> Result<(), &'static str> {
    if offset % 60 != 0 || offset.abs() >= 24 * 60 * 60 {
        return Err("must have an offset of whole minutes below a day");
    }
    let [hour, minute, second] = clock;
    text.push_str(&format!("{hour:02}:{minute:02}:{second:02}"));
    if nanosecond > 0 {
        let fraction = format!(".{nanosecond:09}");
        text.push_str(fraction.trim_end_matches('0'));
    }
    if offset == 0 {
        text.push('Z');
    } else {
        let minutes = offset.abs() / 60;
        let sign = if offset < 0 { '-' } else { '+' };
        text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
    }
    Ok(())
}

#[cfg(feature = "jiff")]
mod with_jiff {
    use jiff::tz::{Offset, TimeZone};
    use jiff::{Timestamp, Zoned, civil};

    use super::{Civil, Date, DateTime, Day, InvalidText, out_of_range};

    fn part(value: u8) -> i8 {
        i8::try_from(value).unwrap_or(i8::MAX)
    }

    fn small(value: i8) -> u8 {
        u8::try_from(value).unwrap_or(u8::MAX)
    }

    fn date_of(day: Day) -> Result<civil::Date, InvalidText> {
        let year = i16::try_from(day.year).map_err(out_of_range)?;
        civil::Date::new(year, part(day.month), part(day.day)).map_err(out_of_range)
    }

    fn day_of(date: civil::Date) -> Result<Day, InvalidText> {
        super::day_of(date.year().into(), small(date.month()), small(date.day()))
    }

    fn local(text: &DateTime) -> Result<(civil::DateTime, Offset), InvalidText> {
        let from = super::civil(text)?;
        let nanosecond = i32::try_from(from.nanosecond).map_err(out_of_range)?;
        let (hour, minute, second) = (part(from.hour), part(from.minute), part(from.second));
        let time = civil::Time::new(hour, minute, second, nanosecond).map_err(out_of_range)?;
        let offset = Offset::from_seconds(from.offset).map_err(out_of_range)?;
        Ok((date_of(from.day)?.to_datetime(time), offset))
    }

    fn text(local: civil::DateTime, offset: Offset) -> Result<DateTime, InvalidText> {
        super::date_time(Civil {
            day: day_of(local.date())?,
            hour: small(local.hour()),
            minute: small(local.minute()),
            second: small(local.second()),
            nanosecond: u32::try_from(local.subsec_nanosecond()).map_err(out_of_range)?,
            offset: offset.seconds(),
        })
    }

    impl TryFrom<&Date> for civil::Date {
        type Error = InvalidText;

        fn try_from(date: &Date) -> Result<Self, InvalidText> {
            date_of(super::day(date)?)
        }
    }

    impl TryFrom<civil::Date> for Date {
        type Error = InvalidText;

        fn try_from(date: civil::Date) -> Result<Self, InvalidText> {
            day_of(date).map(Self::from_day)
        }
    }

    /// The instant; the offset is not kept.
    impl TryFrom<&DateTime> for Timestamp {
        type Error = InvalidText;

        fn try_from(date_time: &DateTime) -> Result<Self, InvalidText> {
            let (local, offset) = local(date_time)?;
            offset.to_timestamp(local).map_err(out_of_range)
        }
    }

    impl TryFrom<Timestamp> for DateTime {
        type Error = InvalidText;

        fn try_from(timestamp: Timestamp) -> Result<Self, InvalidText> {
            text(Offset::UTC.to_datetime(timestamp), Offset::UTC)
        }
    }

    /// The instant with its fixed offset.
    impl TryFrom<&DateTime> for Zoned {
        type Error = InvalidText;

        fn try_from(date_time: &DateTime) -> Result<Self, InvalidText> {
            let (local, offset) = local(date_time)?;
            local.to_zoned(TimeZone::fixed(offset)).map_err(out_of_range)
        }
    }

    /// The instant with the zone's offset at that time; the zone's name is not kept.
    impl TryFrom<&Zoned> for DateTime {
        type Error = InvalidText;

        fn try_from(zoned: &Zoned) -> Result<Self, InvalidText> {
            text(zoned.datetime(), zoned.offset())
        }
    }
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use chrono::{Datelike, FixedOffset, NaiveDate, TimeZone, Timelike, Utc};

    use super::{Civil, Date, DateTime, Day, InvalidText, out_of_range, refuse};

    fn date_of(Day { year, month, day }: Day) -> Result<NaiveDate, InvalidText> {
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).ok_or_else(|| out_of_range(()))
    }

    fn small(value: u32) -> u8 {
        u8::try_from(value).unwrap_or(u8::MAX)
    }

    fn day_of(date: &impl Datelike) -> Result<Day, InvalidText> {
        super::day_of(date.year(), small(date.month()), small(date.day()))
    }

    impl TryFrom<&Date> for NaiveDate {
        type Error = InvalidText;

        fn try_from(date: &Date) -> Result<Self, InvalidText> {
            date_of(super::day(date)?)
        }
    }

    impl TryFrom<NaiveDate> for Date {
        type Error = InvalidText;

        fn try_from(date: NaiveDate) -> Result<Self, InvalidText> {
            day_of(&date).map(Self::from_day)
        }
    }

    /// The instant with its offset.
    impl TryFrom<&DateTime> for chrono::DateTime<FixedOffset> {
        type Error = InvalidText;

        fn try_from(date_time: &DateTime) -> Result<Self, InvalidText> {
            let from = super::civil(date_time)?;
            let (hour, minute, second) = (from.hour.into(), from.minute.into(), from.second.into());
            date_of(from.day)?
                .and_hms_nano_opt(hour, minute, second, from.nanosecond)
                .zip(FixedOffset::east_opt(from.offset))
                .and_then(|(local, offset)| offset.from_local_datetime(&local).single())
                .ok_or_else(|| out_of_range(()))
        }
    }

    impl TryFrom<&chrono::DateTime<FixedOffset>> for DateTime {
        type Error = InvalidText;

        fn try_from(date_time: &chrono::DateTime<FixedOffset>) -> Result<Self, InvalidText> {
            let nanosecond = date_time.nanosecond();
            if nanosecond > 999_999_999 {
                return Err(refuse("must not be a leap second to be converted"));
            }
            super::date_time(Civil {
                day: day_of(date_time)?,
                hour: small(date_time.hour()),
                minute: small(date_time.minute()),
                second: small(date_time.second()),
                nanosecond,
                offset: date_time.offset().local_minus_utc(),
            })
        }
    }

    /// The instant; the offset is not kept.
    impl TryFrom<&DateTime> for chrono::DateTime<Utc> {
        type Error = InvalidText;

        fn try_from(date_time: &DateTime) -> Result<Self, InvalidText> {
            chrono::DateTime::<FixedOffset>::try_from(date_time).map(|local| local.with_timezone(&Utc))
        }
    }

    impl TryFrom<chrono::DateTime<Utc>> for DateTime {
        type Error = InvalidText;

        fn try_from(date_time: chrono::DateTime<Utc>) -> Result<Self, InvalidText> {
            Self::try_from(&date_time.fixed_offset())
        }
    }
}

#[cfg(feature = "time")]
mod with_time {
    use time::{Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

    use super::{Civil, Date, DateTime, Day, InvalidText, out_of_range};

    fn date_of(Day { year, month, day }: Day) -> Result<time::Date, InvalidText> {
        let month = Month::try_from(month).map_err(out_of_range)?;
        time::Date::from_calendar_date(year.into(), month, day).map_err(out_of_range)
    }

    fn day_of(date: time::Date) -> Result<Day, InvalidText> {
        super::day_of(date.year(), date.month().into(), date.day())
    }

    impl TryFrom<&Date> for time::Date {
        type Error = InvalidText;

        fn try_from(date: &Date) -> Result<Self, InvalidText> {
            date_of(super::day(date)?)
        }
    }

    impl TryFrom<time::Date> for Date {
        type Error = InvalidText;

        fn try_from(date: time::Date) -> Result<Self, InvalidText> {
            day_of(date).map(Self::from_day)
        }
    }

    /// The instant with its offset.
    impl TryFrom<&DateTime> for OffsetDateTime {
        type Error = InvalidText;

        fn try_from(date_time: &DateTime) -> Result<Self, InvalidText> {
            let from = super::civil(date_time)?;
            let time = Time::from_hms_nano(from.hour, from.minute, from.second, from.nanosecond);
            let offset = UtcOffset::from_whole_seconds(from.offset).map_err(out_of_range)?;
            let local = PrimitiveDateTime::new(date_of(from.day)?, time.map_err(out_of_range)?);
            Ok(local.assume_offset(offset))
        }
    }

    impl TryFrom<OffsetDateTime> for DateTime {
        type Error = InvalidText;

        fn try_from(date_time: OffsetDateTime) -> Result<Self, InvalidText> {
            super::date_time(Civil {
                day: day_of(date_time.date())?,
                hour: date_time.hour(),
                minute: date_time.minute(),
                second: date_time.second(),
                nanosecond: date_time.nanosecond(),
                offset: date_time.offset().whole_seconds(),
            })
        }
    }
}
