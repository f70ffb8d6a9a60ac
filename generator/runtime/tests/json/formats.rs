//! Which texts the formats accept, case by case as the RFCs say.

use crate::runtime::date::{self, Date};
use crate::runtime::date_time::DateTime;
use crate::runtime::json;
use crate::runtime::rules::{Format, validate};
use crate::runtime::time::Time;
use crate::runtime::uri::Uri;
use crate::runtime::uuid::Uuid;

#[track_caller]
pub(crate) fn table(format: Format, accepted: &[&str], refused: &[&str]) {
    for text in accepted {
        assert!(format.holds(text), "{} {text:?}", format.name());
    }
    for text in refused {
        assert!(!format.holds(text), "{} {text:?}", format.name());
    }
}

#[test]
fn dates() {
    table(
        Format::Date,
        &[
            "2026-11-21",
            "0000-01-01",
            "9999-12-31",
            "2024-02-29",
            "2000-02-29",
            "1963-06-30",
            "2020-01-31",
            "2020-04-30",
        ],
        &[
            "",
            "2026-11-2",
            "2026-1-21",
            "26-11-21",
            "2026-00-10",
            "2026-13-10",
            "2026-10-00",
            "2026-10-32",
            "2023-02-29",
            "1900-02-29",
            "2100-02-29",
            "2020-04-31",
            "2020-06-31",
            "2020-09-31",
            "2020-11-31",
            "2020/11/21",
            "20261121",
            "2026-11-21Z",
            " 2026-11-21",
            "2026-11-21 ",
            "+026-11-21",
            "-026-11-21",
            "2026-11-21T00:00:00Z",
            "2026-W47-6",
            "2026-325",
            "२०२६-११-२१",
            "1963-06-1\u{09ea}",
            "12026-11-21",
            "2026-11-2\u{e9}",
        ],
    );
    let next = |text: &str, forward: bool| date::parts(text.as_bytes()).unwrap().step(forward).map(date::text);
    assert_eq!(next("2024-02-28", true).as_deref(), Some("2024-02-29"));
    assert_eq!(next("2023-03-01", false).as_deref(), Some("2023-02-28"));
    assert_eq!(next("2023-12-31", true).as_deref(), Some("2024-01-01"));
    assert_eq!(next("2023-01-01", false).as_deref(), Some("2022-12-31"));
    assert_eq!((next("0000-01-01", false), next("9999-12-31", true)), (None, None));
}

#[test]
fn date_times() {
    table(
        Format::DateTime,
        &[
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "1937-01-01T12:00:27.87+00:20",
            "1998-12-31T23:59:60.123Z",
            "2015-06-30T23:59:60Z",
            "2015-07-01T05:29:60+05:30",
            "1991-01-01T09:59:60+10:00",
            "1963-06-19t08:30:06.283185z",
            "2026-11-21T00:00:00-00:00",
            "2026-11-21T23:59:59.123456789012345678901234567890Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59+23:59",
            "0000-01-01T00:00:00+23:59",
            "2026-11-21T00:00:00.0Z",
        ],
        &[
            "",
            "2026-11-21",
            "2026-11-21T",
            "2026-11-21 10:00:00Z",
            "2026-11-21T10:00Z",
            "2026-11-21T10:00:00",
            "2026-11-21T10:00:00+0000",
            "2026-11-21T10:00:00+00",
            "2026-11-21T10:00:00,5Z",
            "2026-11-21T10:00:00.Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T23:60:00Z",
            "2026-11-21T23:59:61Z",
            "2026-11-21T23:59:60Z",
            "1998-12-31T23:58:60Z",
            "1998-12-31T22:59:60Z",
            "1990-12-31T15:59:60-07:00",
            "1990-12-31T23:59:60+01:00",
            "9999-12-31T23:59:60-00:01",
            "2026-11-21T10:00:00+24:00",
            "2026-11-21T10:00:00+25:00",
            "2026-11-21T10:00:00+10:60",
            "2026-11-21T10:00:00\u{2212}08:00",
            "2026-02-30T10:00:00Z",
            "2026-11-21T10:00:00Z ",
            " 2026-11-21T10:00:00Z",
            "2026-11-21T10:00:00ZZ",
            "2026-11-21T10:00:00+00:00Z",
            "2026-11-21T1:00:00Z",
            "2026-11-21T10:00:00 +00:00",
            "06/19/1963 08:30:06 PST",
            "2013-350T01:01:01",
            "1963-06-1\u{09ea}T00:00:00Z",
            "1963-06-11T0\u{09ea}:00:00Z",
            "20261121T100000Z",
            "2026-11-21T10:00:00[UTC]",
            "2026-11-21T10:00:00Z[UTC]",
            "12345678é",
            "123456789é00:00:00Z",
            "2026-11-21T10:00:00.1é",
        ],
    );
    let parts = |text: &'static str| DateTime::try_from(text).unwrap();
    let moment = parts("2026-11-21T10:00:00.120-05:30");
    let found = moment.parts().unwrap();
    assert_eq!((found.offset, found.fraction, found.nanosecond()), (-330, "120", Some(120_000_000)));
    assert_eq!(parts("2026-11-21T10:00:00.1234567890Z").parts().unwrap().nanosecond(), Some(123_456_789));
    assert_eq!(parts("2026-11-21T10:00:00.1234567891Z").parts().unwrap().nanosecond(), None);
    assert_eq!(parts("2026-11-21T10:00:00Z").parts().unwrap().nanosecond(), Some(0));
}

#[test]
fn times() {
    table(
        Format::Time,
        &[
            "08:30:06Z",
            "08:30:06.283185Z",
            "23:59:60Z",
            "15:59:60-08:00",
            "00:29:60+00:30",
            "08:30:06z",
            "01:01:01+23:59",
            "23:59:60+00:00",
        ],
        &[
            "08:30:06",
            "8:30:06Z",
            "24:00:00Z",
            "22:59:60Z",
            "23:59:60+01:00",
            "08:30:06 PST",
            "01:01:01,1111",
            "08:30:06-8:00",
            "08:30:06Z+00:20",
            "00:60:00Z",
            "00:00:60Z",
            "12:00:00.Z",
            "",
            "08:30:06.5",
            "08:30Z",
            "T08:30:06Z",
            "08:30:06,5Z",
            "08:30:06+0800",
            "08:30:06+24:00",
            "08:30:06+01:60",
            "23:59:61Z",
            "0\u{09ea}:30:06Z",
            "08:30:06Z ",
        ],
    );
    let time: Time = "08:30:06.250-05:30".parse().unwrap();
    let found = time.parts().unwrap();
    assert_eq!((found.hour, found.minute, found.second, found.offset), (8, 30, 6, -330));
    assert_eq!((found.fraction, found.nanosecond()), ("250", Some(250_000_000)));
    let leap: Time = "23:59:60.5Z".parse().unwrap();
    assert_eq!(leap.parts().map(|parts| (parts.second, parts.fraction)), Some((60, "5")));
}

#[test]
fn uuids() {
    table(
        Format::Uuid,
        &[
            "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "98d80576-482e-f27f-8434-7f86890ab222",
        ],
        &[
            "",
            "2eb8aa08aa9811eab4aa73b441d16380",
            "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
            "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
            "2eb8aa08-aa98-11ea-b4aa-73b441d163800",
            "2eb8aa08-aa98-11ea-b4aa73b441d16380-",
            "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638\u{e9}",
            "2eb8aa08-aa98-11ea-b4aa-73b441d163 0",
        ],
    );
    let upper = "2EB8AA08-AA98-11EA-B4AA-73B441D16380";
    assert_eq!(upper.parse::<Uuid>().unwrap(), *upper);
}

#[test]
fn uris() {
    table(
        Format::Uri,
        &[
            "ftp://ftp.is.co.za/rfc/rfc1808.txt",
            "http://www.ietf.org/rfc/rfc2396.txt",
            "ldap://[2001:db8::7]/c=GB?objectClass?one",
            "mailto:John.Doe@example.com",
            "news:comp.infosystems.www.servers.unix",
            "tel:+1-816-555-1212",
            "telnet://192.0.2.16:80/",
            "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
            "HTTP://EXAMPLE.com",
            "http://example.com:",
            "http://example.com:8080?q#f",
            "file:///etc/hosts",
            "x:",
            "a+b-c.1:/",
            "http://user:pass@h/p;x=1?a=b/c?d#e/f?g",
            "http://a/%7Eb%c3%A9",
            "http://[v7.fe80::a+en1]:1/",
            "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com",
            "http:///x",
            "http://223.255.255.254",
            "http:a/b",
            "http://a//b",
            "about:blank?x",
            "http://a?b??",
            "http://[::ffff:1.2.3.4]/",
        ],
        &[
            "",
            "//example.com/a",
            "/a",
            "a",
            "#f",
            "1http://a",
            ":x",
            "http",
            "ht tp://a",
            "http://a b",
            "http://a/ b",
            "http://a/\\b",
            "http://a/<b>",
            "http://a/{b}",
            "http://a/^",
            "http://a/|",
            "http://a/`",
            "http://a/\"",
            "http://a/%",
            "http://a/%4",
            "http://a/%zz",
            "http://a/é",
            "http://é/",
            "http://a:b/",
            "http://a:8 0",
            "http://[::1",
            "http://::1/",
            "http://[1.2.3.4]/",
            "http://[::1]x/",
            "http://[::1]:x",
            "http://[fe80::1%25eth0]/",
            "http://[v7]/",
            "http://[v.x]/",
            "http://[vg.x]/",
            "http://[]/",
            "http://a#b#c",
            "http://a/[b]",
            "http://u@v@h/",
            "http://a\n",
            "\u{0}x:",
            "x:\u{7f}",
            "http://[v7.%41]/",
        ],
    );
    table(
        Format::UriReference,
        &["", "a", "/a?b#c", "//h/p", "../x", "#f", "?q", "http://a", "./a:b", "a/b:c", "?a:b", "a;b=c"],
        &["1:a", ":a", "a b", "#a#b", "\\\\WINDOWS\\share", "%", "1a:b/c"],
    );
}

#[test]
fn any_text_is_kept_when_read_and_reported_when_checked() {
    for text in ["", "yesterday", "2026-11-21 10:00:00Z", "not a date \u{1F4B3} and longer than thirty bytes"] {
        let quoted = json::to_string(&text.to_owned()).unwrap();
        let moment: DateTime = json::from_str(&quoted).unwrap();
        let day: Date = json::from_str(&quoted).unwrap();
        let id: Uuid = json::from_str(&quoted).unwrap();
        let link: Uri = json::from_str(&quoted).unwrap();
        assert_eq!((moment.as_str(), day.as_str(), id.as_str(), link.as_str()), (text, text, text, text));
        assert!(
            validate(&moment).is_err() && validate(&day).is_err() && validate(&id).is_err() && validate(&link).is_err()
        );
        assert_eq!((moment.parts(), day.parts()), (None, None));
    }
    assert_eq!("x".parse::<DateTime>().unwrap_err().to_string(), "DateTime: must be of the format date-time");
}

/// The tables of the JSON Schema Test Suite, where the folder of oracles is at hand.
#[test]
fn agrees_with_the_test_suite_where_it_is_there() {
    let formats = [
        Format::Date,
        Format::DateTime,
        Format::Time,
        Format::Duration,
        Format::Uuid,
        Format::Uri,
        Format::UriReference,
        Format::Hostname,
        Format::Ipv4,
        Format::Ipv6,
    ];
    let Some(folder) = std::env::var_os("OPENAPI_ORACLES") else {
        return skipped("OPENAPI_ORACLES is not set");
    };
    let mut rows = 0;
    for format in formats {
        let name = format!("json-schema-suite/optional.format-{}.tests.jsonl", format.name());
        let Ok(table) = std::fs::read_to_string(std::path::Path::new(&folder).join(name)) else {
            continue;
        };
        for line in table.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            if let (Some(text), Some(valid)) = (row["instance"].as_str(), row["valid"].as_bool()) {
                assert_eq!(format.holds(text), valid, "{line}");
                rows += 1;
            }
        }
    }
    if rows == 0 {
        skipped("the folder of oracles has no tables of formats");
    }
}

#[allow(clippy::print_stderr)]
fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
}
