//! The formats of texts that are checked, and which texts each accepts.
//!
//! It knows formats by name. Their grammars are with their types, or here where no type needs them.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{date, date_time, uri, uuid};

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
    /// A UUID with hyphens (RFC 9562), in either case.
    Uuid,
    /// A URI of RFC 3986, with its scheme.
    Uri,
    /// A URI or a relative reference of RFC 3986.
    UriReference,
    /// Four decimal numbers (RFC 2673).
    Ipv4,
    /// An address of RFC 4291, without a zone.
    Ipv6,
}

impl Format {
    /// The name in OpenAPI.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Time => "time",
            Self::Uuid => "uuid",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
        }
    }

    /// Whether a text is of this format.
    #[must_use]
    pub fn holds(self, text: &str) -> bool {
        match self {
            Self::Date => date::parts(text.as_bytes()).is_some(),
            Self::DateTime => date_time::parts(text).is_some(),
            Self::Time => date_time::is_time(text),
            Self::Uuid => uuid::is_uuid(text),
            Self::Uri => uri::is_uri(text),
            Self::UriReference => uri::is_reference(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        }
    }
}
