//! Conversions to other crates' types: exact, or an error.

#![allow(unused_imports, dead_code)]

use crate::runtime::date::Date;
use crate::runtime::date_time::DateTime;
use crate::runtime::json;
use crate::runtime::time::Time;
use crate::runtime::uri::Uri;
use crate::runtime::uri_reference::UriReference;
use crate::runtime::uuid::Uuid;

/// Date-times that every crate holds, and how they come back.
const MOMENTS: [(&str, &str); 6] = [
    ("2026-11-21T07:30:00.10-05:00", "2026-11-21T07:30:00.1-05:00"),
    ("2026-11-21t07:30:00z", "2026-11-21T07:30:00Z"),
    ("1969-12-31T23:59:59.999999999+05:45", "1969-12-31T23:59:59.999999999+05:45"),
    ("2024-02-29T00:00:00.000-00:00", "2024-02-29T00:00:00Z"),
    ("0001-01-01T12:00:00-11:30", "0001-01-01T12:00:00-11:30"),
    ("2026-11-21T07:30:00.1234567890000Z", "2026-11-21T07:30:00.123456789Z"),
];

/// Date-times that no crate here holds exactly.
const REFUSED: [&str; 4] =
    ["2026-11-21T07:30:00.1234567891Z", "1990-12-31T23:59:60Z", "2015-07-01T05:29:60+05:30", "yesterday"];

/// Times that every crate holds, and how they come back.
const TIMES: [(&str, &str); 4] = [
    ("07:30:00.10-05:00", "07:30:00.1-05:00"),
    ("00:00:00z", "00:00:00Z"),
    ("23:59:59.999999999+05:45", "23:59:59.999999999+05:45"),
    ("12:00:00-00:00", "12:00:00Z"),
];

/// Times that no crate here holds exactly.
const REFUSED_TIMES: [&str; 3] = ["07:30:00.1234567891Z", "23:59:60Z", "07:30:00"];

fn clock(text: &str) -> Time {
    json::from_str(&format!("\"{text}\"")).unwrap()
}

fn moment(text: &str) -> DateTime {
    json::from_str(&format!("\"{text}\"")).unwrap()
}

fn day(text: &str) -> Date {
    json::from_str(&format!("\"{text}\"")).unwrap()
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_and_back() {
    use jiff::{Timestamp, Zoned, civil};
    for (text, back) in MOMENTS {
        let zoned = Zoned::try_from(&moment(text)).unwrap();
        assert_eq!(DateTime::try_from(&zoned).unwrap(), *back);
        let instant = Timestamp::try_from(&moment(text)).unwrap();
        assert_eq!(instant, zoned.timestamp());
        let utc = DateTime::try_from(instant).unwrap();
        assert_eq!(Timestamp::try_from(&utc).unwrap(), instant);
        assert!(utc.as_str().ends_with('Z'));
    }
    for text in REFUSED {
        assert!(Zoned::try_from(&moment(text)).is_err() && Timestamp::try_from(&moment(text)).is_err(), "{text}");
    }
    assert_eq!(civil::Date::try_from(&day("2024-02-29")).unwrap(), civil::date(2024, 2, 29));
    assert_eq!(Date::try_from(civil::date(2024, 2, 29)).unwrap(), "2024-02-29");
    assert!(civil::Date::try_from(&day("2023-02-29")).is_err());
    assert!(Date::try_from(civil::date(-1, 2, 28)).is_err());
    assert!(DateTime::try_from(Timestamp::MIN).is_err());
    let odd = civil::date(2026, 1, 1)
        .at(0, 0, 0, 0)
        .to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::Offset::from_seconds(61).unwrap()))
        .unwrap();
    assert!(DateTime::try_from(&odd).is_err());
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_and_back() {
    use chrono::{FixedOffset, NaiveDate, TimeZone, Utc};
    for (text, back) in MOMENTS {
        let local = chrono::DateTime::<FixedOffset>::try_from(&moment(text)).unwrap();
        assert_eq!(DateTime::try_from(&local).unwrap(), *back);
        let utc = chrono::DateTime::<Utc>::try_from(&moment(text)).unwrap();
        assert_eq!(utc, local);
        assert_eq!(chrono::DateTime::<Utc>::try_from(&DateTime::try_from(utc).unwrap()).unwrap(), utc);
    }
    for text in REFUSED {
        assert!(chrono::DateTime::<FixedOffset>::try_from(&moment(text)).is_err(), "{text}");
        assert!(chrono::DateTime::<Utc>::try_from(&moment(text)).is_err(), "{text}");
    }
    let date = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    assert_eq!(NaiveDate::try_from(&day("2024-02-29")).unwrap(), date);
    assert_eq!(Date::try_from(date).unwrap(), "2024-02-29");
    assert!(NaiveDate::try_from(&day("2023-02-29")).is_err());
    assert!(Date::try_from(NaiveDate::MIN).is_err() && Date::try_from(NaiveDate::MAX).is_err());
    assert!(DateTime::try_from(chrono::DateTime::<Utc>::MAX_UTC).is_err());
    let leap = date.and_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap().and_utc();
    assert!(DateTime::try_from(leap).is_err());
    let odd = FixedOffset::east_opt(61).unwrap().timestamp_opt(0, 0).unwrap();
    assert!(DateTime::try_from(&odd).is_err());
}

#[cfg(feature = "time")]
#[test]
fn time_and_back() {
    use time::{Month, OffsetDateTime, UtcOffset};
    for (text, back) in MOMENTS {
        let local = OffsetDateTime::try_from(&moment(text)).unwrap();
        assert_eq!(DateTime::try_from(local).unwrap(), *back);
    }
    for text in REFUSED {
        assert!(OffsetDateTime::try_from(&moment(text)).is_err(), "{text}");
    }
    let date = time::Date::from_calendar_date(2024, Month::February, 29).unwrap();
    assert_eq!(time::Date::try_from(&day("2024-02-29")).unwrap(), date);
    assert_eq!(Date::try_from(date).unwrap(), "2024-02-29");
    assert!(time::Date::try_from(&day("2023-02-29")).is_err());
    assert!(Date::try_from(time::Date::MIN).is_err());
    let odd = OffsetDateTime::UNIX_EPOCH.to_offset(UtcOffset::from_whole_seconds(61).unwrap());
    assert!(DateTime::try_from(odd).is_err());
}

#[cfg(feature = "uuid")]
#[test]
fn uuid_and_back() {
    let upper = "2EB8AA08-AA98-11EA-B4AA-73B441D16380";
    let id = uuid::Uuid::try_from(&upper.parse::<Uuid>().unwrap()).unwrap();
    assert_eq!(Uuid::from(id), *upper.to_lowercase());
    let kept: Uuid = json::from_str("\"{2eb8aa08-aa98-11ea-b4aa-73b441d16380}\"").unwrap();
    assert!(uuid::Uuid::try_from(&kept).is_err());
    assert_eq!(Uuid::from(uuid::Uuid::nil()).as_str(), "00000000-0000-0000-0000-000000000000");
}

#[cfg(feature = "url")]
#[test]
fn url_and_back() {
    let text = "https://example.com/a%20b?x=1#y";
    let url = url::Url::try_from(&text.parse::<Uri>().unwrap()).unwrap();
    assert_eq!(Uri::try_from(&url).unwrap(), *text);
    for rewritten in
        ["HTTPS://example.com/", "https://example.com", "https://example.com:443/", "https://example.com/a/../b"]
    {
        assert!(url::Url::try_from(&rewritten.parse::<Uri>().unwrap()).is_err(), "{rewritten}");
    }
    let kept: Uri = json::from_str("\"/relative\"").unwrap();
    assert!(url::Url::try_from(&kept).is_err());
    assert_eq!(UriReference::try_from(&url).unwrap(), *text);
}

#[cfg(feature = "jiff")]
#[test]
fn times_of_jiff_and_back() {
    use jiff::civil;
    use jiff::tz::Offset;
    for (text, back) in TIMES {
        let pair: (civil::Time, Offset) = (&clock(text)).try_into().unwrap();
        assert_eq!(Time::try_from(pair).unwrap(), *back);
    }
    for text in REFUSED_TIMES {
        assert!(<(civil::Time, Offset)>::try_from(&clock(text)).is_err(), "{text}");
    }
    let leap = <(civil::Time, Offset)>::try_from(&clock("23:59:60Z")).unwrap_err();
    assert_eq!(leap.to_string(), "Time: must not be a leap second to be converted");
    assert!(Time::try_from((civil::time(1, 2, 3, 0), Offset::from_seconds(61).unwrap())).is_err());
}

#[cfg(feature = "chrono")]
#[test]
fn times_of_chrono_and_back() {
    use chrono::{FixedOffset, NaiveTime};
    for (text, back) in TIMES {
        let pair: (NaiveTime, FixedOffset) = (&clock(text)).try_into().unwrap();
        assert_eq!(Time::try_from(pair).unwrap(), *back);
    }
    for text in REFUSED_TIMES {
        assert!(<(NaiveTime, FixedOffset)>::try_from(&clock(text)).is_err(), "{text}");
    }
    let leap = <(NaiveTime, FixedOffset)>::try_from(&clock("23:59:60Z")).unwrap_err();
    assert_eq!(leap.to_string(), "Time: must not be a leap second to be converted");
    assert!(Time::try_from((NaiveTime::MIN, FixedOffset::east_opt(61).unwrap())).is_err());
}

#[cfg(feature = "time")]
#[test]
fn times_of_time_and_back() {
    use time::UtcOffset;
    for (text, back) in TIMES {
        let pair: (time::Time, UtcOffset) = (&clock(text)).try_into().unwrap();
        assert_eq!(Time::try_from(pair).unwrap(), *back);
    }
    for text in REFUSED_TIMES {
        assert!(<(time::Time, UtcOffset)>::try_from(&clock(text)).is_err(), "{text}");
    }
    let leap = <(time::Time, UtcOffset)>::try_from(&clock("23:59:60Z")).unwrap_err();
    assert_eq!(leap.to_string(), "Time: must not be a leap second to be converted");
    assert!(Time::try_from((time::Time::MIDNIGHT, UtcOffset::from_whole_seconds(61).unwrap())).is_err());
}
