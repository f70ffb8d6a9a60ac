//! Durations: what is accepted, their parts, and what can be converted.

use std::time::Duration as StdDuration;

use crate::formats::table;
use crate::runtime::duration::{Duration, DurationParts};
use crate::runtime::json;
use crate::runtime::rules::{Format, validate};

#[test]
fn accepted_is_what_rfc_3339_says() {
    table(
        Format::Duration,
        &[
            "P4DT12H30M5S",
            "P4Y",
            "P1Y2M3D",
            "P1Y2M",
            "P2M3D",
            "P1Y2M3DT4H5M6S",
            "P10Y10M10DT10H10M10S",
            "PT0S",
            "P0D",
            "P1M",
            "PT1M",
            "PT36H",
            "PT1H2M",
            "PT2M3S",
            "P1DT12H",
            "P1YT1S",
            "P2W",
            "P0W",
            "P0001Y",
            "P1Y0M2D",
            "PT99999999999999999999999S",
        ],
        &[
            "",
            "P",
            "PT",
            "P1YT",
            "P1",
            "PT1",
            "PY",
            "PTS",
            "PW",
            "1D",
            "4DT12H30M5S",
            "PT1D",
            "P2D1Y",
            "P1D2H",
            "P2S",
            "P1Y2W",
            "P2WT1H",
            "PT1W",
            "P1Y2D",
            "PT1H2S",
            "P1Y1Y",
            "PT1M1M",
            "P1DT1HT1M",
            "PT0.5S",
            "PT0,5S",
            "P1.5D",
            "-P1D",
            "+P1D",
            "P-1D",
            "p1d",
            "P1d",
            "Pt1H",
            " P1D",
            "P1D ",
            "P 1D",
            "P\u{09e8}Y",
            "P1Y\u{e9}",
            "P0003-06-04T12:30:05",
            "P1Y/2026-01-01",
        ],
    );
}

fn parts(numbers: [u64; 7]) -> DurationParts {
    let [years, months, weeks, days, hours, minutes, seconds] = numbers;
    DurationParts { years, months, weeks, days, hours, minutes, seconds }
}

#[test]
fn parts_and_back() {
    for (text, numbers, written) in [
        ("P1Y2M3DT4H5M6S", [1, 2, 0, 3, 4, 5, 6], "P1Y2M3DT4H5M6S"),
        ("P0001Y0M2D", [1, 0, 0, 2, 0, 0, 0], "P1Y0M2D"),
        ("PT1H0M2S", [0, 0, 0, 0, 1, 0, 2], "PT1H0M2S"),
        ("P2W", [0, 0, 2, 0, 0, 0, 0], "P2W"),
        ("P0W", [0; 7], "PT0S"),
        ("P3M", [0, 3, 0, 0, 0, 0, 0], "P3M"),
        ("PT3M", [0, 0, 0, 0, 0, 3, 0], "PT3M"),
        ("P1YT1S", [1, 0, 0, 0, 0, 0, 1], "P1YT1S"),
        ("PT18446744073709551615S", [0, 0, 0, 0, 0, 0, u64::MAX], "PT18446744073709551615S"),
    ] {
        let duration: Duration = text.parse().unwrap();
        assert_eq!(duration.parts(), Some(parts(numbers)), "{text}");
        let back = Duration::from_parts(parts(numbers)).unwrap();
        assert_eq!(back, *written);
        assert!(Format::Duration.holds(back.as_str()), "{back}");
    }
    assert_eq!("PT18446744073709551616S".parse::<Duration>().unwrap().parts(), None);
    let mixed = Duration::from_parts(parts([0, 0, 1, 1, 0, 0, 0])).unwrap_err();
    assert_eq!(mixed.to_string(), "Duration: must have either weeks or other units");
    let kept: Duration = json::from_str("\"PT0.5S\"").unwrap();
    assert_eq!((kept.as_str(), kept.parts()), ("PT0.5S", None));
    assert_eq!(validate(&kept).unwrap_err().violations()[0].rule().to_string(), "must be of the format duration");
}

#[test]
fn the_standard_library_and_back() {
    for (text, seconds, back) in
        [("PT36H", 129_600, "PT36H"), ("PT90S", 90, "PT1M30S"), ("P0DT1H", 3600, "PT1H"), ("PT0S", 0, "PT0S")]
    {
        let length = StdDuration::try_from(&text.parse::<Duration>().unwrap()).unwrap();
        assert_eq!(length, StdDuration::from_secs(seconds));
        assert_eq!(Duration::try_from(length).unwrap(), *back);
    }
    for text in ["P1D", "P1W", "P1M", "P1Y", "PT18446744073709551615M", "PT99999999999999999999S"] {
        assert!(StdDuration::try_from(&text.parse::<Duration>().unwrap()).is_err(), "{text}");
    }
    assert!(Duration::try_from(StdDuration::from_millis(1500)).is_err());
    assert_eq!(Duration::try_from(StdDuration::from_secs(u64::MAX)).unwrap(), "PT5124095576030431H0M15S");
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_and_back() {
    use jiff::{SignedDuration, Span};
    for text in ["P1Y2M3DT4H5M6S", "P2W", "P1Y0M2D", "PT36H", "PT0S"] {
        let duration: Duration = text.parse().unwrap();
        let span = Span::try_from(&duration).unwrap();
        assert_eq!(Duration::try_from(span).unwrap(), duration);
    }
    let span = Span::try_from(&"P1Y2M3DT4H5M6S".parse::<Duration>().unwrap()).unwrap();
    assert_eq!(span.fieldwise(), Span::new().years(1).months(2).days(3).hours(4).minutes(5).seconds(6).fieldwise());
    assert!(Span::try_from(&"P999999Y".parse::<Duration>().unwrap()).is_err());
    let wrong: Duration = json::from_str("\"1 day\"").unwrap();
    assert!(Span::try_from(&wrong).is_err() && SignedDuration::try_from(&wrong).is_err());
    for refused in
        [Span::new().days(-1), Span::new().milliseconds(1), Span::new().nanoseconds(1), Span::new().weeks(1).days(1)]
    {
        assert!(Duration::try_from(refused).is_err(), "{refused}");
    }
    let negative = Duration::try_from(Span::new().days(-1)).unwrap_err();
    assert_eq!(negative.to_string(), "Duration: must not be negative");
    let length = SignedDuration::try_from(&"PT1H30M".parse::<Duration>().unwrap()).unwrap();
    assert_eq!(length, SignedDuration::from_mins(90));
    assert_eq!(Duration::try_from(length).unwrap(), "PT1H30M");
    assert!(SignedDuration::try_from(&"P1D".parse::<Duration>().unwrap()).is_err());
    assert!(Duration::try_from(SignedDuration::from_secs(-1)).is_err());
    assert!(Duration::try_from(SignedDuration::from_millis(1)).is_err());
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_and_back() {
    use chrono::TimeDelta;
    let length = TimeDelta::try_from(&"PT1H30M".parse::<Duration>().unwrap()).unwrap();
    assert_eq!(length, TimeDelta::minutes(90));
    assert_eq!(Duration::try_from(length).unwrap(), "PT1H30M");
    for text in ["P1D", "PT18446744073709551615S", "PT9223372036854775807S"] {
        assert!(TimeDelta::try_from(&text.parse::<Duration>().unwrap()).is_err(), "{text}");
    }
    for refused in [TimeDelta::seconds(-1), TimeDelta::milliseconds(1500), TimeDelta::milliseconds(-500)] {
        assert!(Duration::try_from(refused).is_err(), "{refused}");
    }
}

#[cfg(feature = "time")]
#[test]
fn time_and_back() {
    let length = time::Duration::try_from(&"PT1H30M".parse::<Duration>().unwrap()).unwrap();
    assert_eq!(length, time::Duration::minutes(90));
    assert_eq!(Duration::try_from(length).unwrap(), "PT1H30M");
    for text in ["P1D", "PT18446744073709551615S"] {
        assert!(time::Duration::try_from(&text.parse::<Duration>().unwrap()).is_err(), "{text}");
    }
    for refused in [time::Duration::seconds(-1), time::Duration::milliseconds(1500), time::Duration::milliseconds(-500)]
    {
        assert!(Duration::try_from(refused).is_err(), "{refused}");
    }
}
