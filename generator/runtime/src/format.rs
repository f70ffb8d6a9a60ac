//! The formats of texts that are checked, and which texts each accepts.
//!
//! It knows formats by name. Their grammars are in files of their own.
//!
//! | format | accepted | not accepted |
//! |---|---|---|
//! | `date` | `full-date` of RFC 3339, days that exist | `2023-02-29`, `20260101`, week dates |
//! | `date-time` | `date-time` of RFC 3339, `T` and `Z` in either case, second 60 where a leap second can be | a blank for `T`, no seconds, no offset, `+0500` |
//! | `time` | `full-time` of RFC 3339, with its offset, second 60 at 23:59 UTC | no offset, no seconds |
//! | `duration` | RFC 3339, Appendix A, in capitals: `P1Y2M3DT4H5M6S`, `P2W` | signs, fractions, `P1Y2D` (a unit left out), weeks with others |
//! | `uuid` | RFC 9562 with hyphens, in either case, any version | braces, `urn:uuid:`, no hyphens |
//! | `uri` | RFC 3986, with a scheme | relative references, characters that are not ASCII |
//! | `uri-reference` | RFC 3986, with or without a scheme | blanks, `\`, characters that are not ASCII |
//! | `hostname` | RFC 1123, section 2.1, up to 253 characters; `xn--` is not decoded | `_`, a dot at the end, ports, characters that are not ASCII |
//! | `ipv4` | RFC 2673, section 3.2 | leading zeros, fewer than four numbers, prefix lengths |
//! | `ipv6` | RFC 4291, section 2.2, with dots in the last 32 bits if wanted | zones, brackets, prefix lengths |
//! | `byte` | base64 of RFC 4648, section 4, padded | line breaks, `-` and `_`, no padding, bits after the last byte |
//! | `base64url` | RFC 4648, section 5, with or without padding | line breaks, `+` and `/`, bits after the last byte |
//! | `decimal` | a number of JSON without an exponent | `+1`, `.5`, `1.`, `01`, `1e3` |

use std::net::{Ipv4Addr, Ipv6Addr};

use super::base64::{self, Alphabet};
use super::{date, date_time, grammar, uri, uuid};

/// A format of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A full date of RFC 3339.
    Date,
    /// A date-time of RFC 3339.
    DateTime,
    /// A full time of RFC 3339, with its offset.
    Time,
    /// A duration of RFC 3339, Appendix A.
    Duration,
    /// A UUID with hyphens (RFC 9562), in either case.
    Uuid,
    /// A URI of RFC 3986, with its scheme.
    Uri,
    /// A URI or a relative reference of RFC 3986.
    UriReference,
    /// A hostname of RFC 1123.
    Hostname,
    /// Four decimal numbers (RFC 2673).
    Ipv4,
    /// An address of RFC 4291, without a zone.
    Ipv6,
    /// Base64 of RFC 4648, section 4, padded.
    Base64,
    /// Base64url of RFC 4648, section 5, with or without padding.
    Base64Url,
    /// A number of JSON without an exponent, as a string.
    Decimal,
}

impl Format {
    /// The name in OpenAPI.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Uuid => "uuid",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::Hostname => "hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Base64 => "byte",
            Self::Base64Url => "base64url",
            Self::Decimal => "decimal",
        }
    }

    /// Whether a text is of this format.
    #[must_use]
    pub fn holds(self, text: &str) -> bool {
        match self {
            Self::Date => date::parts(text.as_bytes()).is_some(),
            Self::DateTime => date_time::parts(text).is_some(),
            Self::Time => date_time::time_parts(text).is_some(),
            Self::Duration => grammar::duration(text).is_some(),
            Self::Uuid => uuid::is_uuid(text),
            Self::Uri => uri::is_uri(text),
            Self::UriReference => uri::is_reference(text),
            Self::Hostname => grammar::is_hostname(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Base64 => base64::is_base64(text, Alphabet::Standard),
            Self::Base64Url => base64::is_base64(text, Alphabet::Url),
            Self::Decimal => grammar::is_decimal(text),
        }
    }
}
