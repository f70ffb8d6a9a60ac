//! Hostnames and addresses: what is accepted, and the standard library's types.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::formats::table;
use crate::runtime::hostname::Hostname;
use crate::runtime::ip::{Ipv4, Ipv6};
use crate::runtime::json;
use crate::runtime::rules::{Format, validate};
use crate::runtime::uri::Uri;
use crate::runtime::uri_reference::UriReference;

#[test]
fn hostnames() {
    let label = "a".repeat(63);
    let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
    let too_long = format!("{longest}a");
    let long_label = format!("{label}a.com");
    assert_eq!(longest.len(), 253);
    table(
        Format::Hostname,
        &[
            "www.example.com",
            "xn--4gbwdl.xn--wgbh1c",
            "hostname",
            "host-name",
            "h0stn4me",
            "1host",
            "hostnam3",
            "3com.com",
            "EXAMPLE.com",
            "a",
            "1.2.3.4",
            "ab--cd",
            &label,
            &longest,
        ],
        &[
            "",
            ".",
            ".example",
            "example.",
            "a..b",
            "-hostname",
            "hostname-",
            "a.-b",
            "a-.b",
            "_hostname",
            "host_name",
            "hostname_",
            "example．com",
            "例え.jp",
            "실례.테스트",
            "ex ample",
            "example.com ",
            "example.com:80",
            "https://example.com",
            "[::1]",
            "a\n",
            &too_long,
            &long_label,
        ],
    );
    let kept: Hostname = json::from_str("\"host_name\"").unwrap();
    assert_eq!(kept, "host_name");
    assert!(validate(&kept).is_err());
    assert_eq!("A.example".parse::<Hostname>().unwrap(), "A.example");
}

#[test]
fn addresses_of_version_4() {
    table(
        Format::Ipv4,
        &["192.168.0.1", "0.0.0.0", "255.255.255.255", "87.10.0.1"],
        &[
            "",
            "127.0.0.0.1",
            "256.256.256.256",
            "127.0",
            "0x7f000001",
            "2130706433",
            "087.10.0.1",
            "192.168.01.1",
            "00.0.0.0",
            "1২7.0.0.1",
            "192.168.1.0/24",
            " 1.2.3.4",
            "1.2.3.4 ",
            "1.2.3.4\n",
            "1.2.3.",
            "+1.2.3.4",
            "1..3.4",
            "::1",
        ],
    );
    let address: Ipv4 = "192.0.2.1".parse().unwrap();
    assert_eq!(Ipv4Addr::try_from(&address), Ok(Ipv4Addr::new(192, 0, 2, 1)));
    assert_eq!(Ipv4::from(Ipv4Addr::LOCALHOST), "127.0.0.1");
    let kept: Ipv4 = json::from_str("\"087.10.0.1\"").unwrap();
    assert!(kept == "087.10.0.1" && validate(&kept).is_err());
    assert_eq!(Ipv4Addr::try_from(&kept).unwrap_err().to_string(), "Ipv4: must be of the format ipv4");
}

#[test]
fn addresses_of_version_6() {
    table(
        Format::Ipv6,
        &[
            "::1",
            "::",
            "::abef",
            "::42:ff:1",
            "d6::",
            "1:d6::42",
            "1::d6:192.168.0.1",
            "1:2::192.168.0.1",
            "::ffff:192.168.0.1",
            "1:2:3:4:5:6:7:8",
            "1000:1000:1000:1000:1000:1000:255.255.255.255",
            "2001:DB8::1",
            "0:0:0:0:0:0:0:0",
            "1:2:3:4:5:6:7::",
        ],
        &[
            "",
            "12345::",
            "1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1",
            "::laptop",
            ":2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7:",
            ":2:3:4::8",
            "1::d6::42",
            "1::2:192.168.256.1",
            "1::2:192.168.ff.1",
            "::ffff:192.168.0.01",
            "1:2:3:4:5:::8",
            "1:2:3:4:5:6:7",
            "1",
            "127.0.0.1",
            "1:2:3:4:1.2.3",
            "  ::1",
            "::1  ",
            "fe80::/64",
            "fe80::a%eth1",
            "1000:1000:1000:1000:1000:1000:1000:255.255.255.255",
            "100:100:100:100:100:100:255.255.255.255.255",
            "1:2:3:4:5:6:7::8",
            "0:0:0:0:0:0:0:0::",
            "1:2:3:4:5:6:7:\u{09ea}",
            "1:2::192.16\u{09ea}.0.1",
            "[::1]",
        ],
    );
    let address: Ipv6 = "2001:0DB8::1".parse().unwrap();
    assert_eq!(address, "2001:0DB8::1");
    assert_eq!(Ipv6::from(Ipv6Addr::try_from(&address).unwrap()), "2001:db8::1");
    let kept: Ipv6 = json::from_str("\"fe80::a%eth1\"").unwrap();
    assert!(validate(&kept).is_err() && Ipv6Addr::try_from(&kept).is_err());
}

#[test]
fn every_uri_is_a_reference_and_not_the_other_way_round() {
    let uri: Uri = "https://example.com/a?b#c".parse().unwrap();
    let reference = UriReference::from(uri.clone());
    assert_eq!(Uri::try_from(&reference), Ok(uri));
    let relative: UriReference = "../a?b".parse().unwrap();
    assert_eq!(Uri::try_from(&relative).unwrap_err().to_string(), "Uri: must be of the format uri");
    let kept: UriReference = json::from_str("\"\\\\\\\\server\\\\share\"").unwrap();
    assert_eq!(kept, "\\\\server\\share");
    assert!(validate(&kept).is_err());
}
