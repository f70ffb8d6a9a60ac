//! Small pieces of the HTTP half, each by itself.

use std::time::{Duration, UNIX_EPOCH};

use client_runtime as runtime;
use http::{HeaderMap, StatusCode};
use runtime::error::retry_after;
use runtime::idempotency::IdempotencyKey;
use runtime::outcome::Outcome;

#[test]
fn outcomes_join_over_all_attempts() {
    use Outcome::{Applied, NotSent, Rejected, Unknown};
    let all = [NotSent, Rejected, Unknown, Applied];
    for one in all {
        assert_eq!(one.join(one), one);
        assert_eq!(NotSent.join(one), one);
        assert_eq!(one.join(NotSent), one);
        for other in all {
            assert_eq!(one.join(other), other.join(one));
            for third in all {
                assert_eq!(one.join(other).join(third), one.join(other.join(third)));
            }
        }
    }
    // An answer was lost; what the next attempt is told does not undo that.
    assert_eq!(Unknown.join(Rejected), Unknown);
    assert_eq!(Unknown.join(Applied), Applied);
    assert_eq!(Rejected.join(Applied), Applied);
}

#[test]
fn outcomes_of_statuses() {
    let of = |status| Outcome::of_status(StatusCode::from_u16(status).unwrap());
    for status in 100..=999 {
        let expected = match status {
            200..=299 => Outcome::Applied,
            408 | 409 | 444 | 460 | 499 => Outcome::Unknown,
            400..=499 => Outcome::Rejected,
            _ => Outcome::Unknown,
        };
        assert_eq!(of(status), expected, "{status}");
    }
}

#[test]
fn idempotency_keys() {
    let longest = "k".repeat(255);
    for text in ["a", "!~", "'\"", longest.as_str()] {
        assert_eq!(IdempotencyKey::try_from(text).unwrap().as_str(), text);
    }
    let too_long = "k".repeat(256);
    for text in ["", " ", "a b", "a\n", "é", "\u{7f}", too_long.as_str()] {
        assert!(text.parse::<IdempotencyKey>().is_err(), "{text:?}");
    }
    let keys: std::collections::HashSet<_> = (0..1000).map(|_| IdempotencyKey::new_v4().unwrap()).collect();
    assert_eq!(keys.len(), 1000);
    for key in keys {
        let text = key.as_str().as_bytes();
        assert_eq!((text.len(), text[14]), (36, b'4'));
        assert!(b"89ab".contains(&text[19]), "{key}");
    }
}

#[test]
fn retry_after_in_seconds_or_as_a_date() {
    // 1994-11-06T08:49:37Z
    const THEN: u64 = 784_111_777;
    let read = |value: &str, date: Option<&str>| {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", http::HeaderValue::from_bytes(value.as_bytes()).unwrap());
        if let Some(date) = date {
            headers.insert("date", date.parse().unwrap());
        }
        retry_after(&headers, || Some(UNIX_EPOCH + Duration::from_secs(THEN - 100))).map(|wait| wait.as_secs())
    };
    let then = "Sun, 06 Nov 1994 08:49:37 GMT";
    assert_eq!(read("0", None), Some(0));
    assert_eq!(read(" 120 ", None), Some(120));
    assert_eq!(read("99999999999999999999999999", None), Some(u64::MAX));
    assert_eq!(read(then, None), Some(100));
    assert_eq!(read(then, Some("Sun, 06 Nov 1994 08:49:07 GMT")), Some(30), "the server's clock");
    assert_eq!(read(then, Some("Sun, 06 Nov 1994 09:49:37 GMT")), Some(0), "in the past");
    assert_eq!(read("Thu, 29 Feb 1996 00:00:00 GMT", Some("Wed, 28 Feb 1996 00:00:00 GMT")), Some(86400));
    for odd in [
        "",
        "-1",
        "1.5",
        "soon",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Xyz 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "é",
        "ééé, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sun,  Nov 1994 08:49:37 GMT",
        "Sun, 0 Nov 1994 08:49 GMT",
    ] {
        assert_eq!(read(odd, None), None, "{odd:?}");
    }
    assert_eq!(retry_after(&HeaderMap::new(), || Some(UNIX_EPOCH)), None);
}
