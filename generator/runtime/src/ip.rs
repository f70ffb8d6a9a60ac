//! The formats `ipv4` and `ipv6`: kept as they are written, checked when built.
//!
//! It knows that they are addresses of the standard library. It must not know ports, zones or networks.

use std::net::{Ipv4Addr, Ipv6Addr};

use super as runtime;
use super::format::Format;
use super::rules::{Rule, Rules};
use super::text::{InvalidText, ShortText, StringType, Text};

/// Four decimal numbers without leading zeros (RFC 2673, section 3.2): `192.0.2.1`. One read from a response may be any
/// text.
///
/// Equality and order are those of the texts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv4(ShortText);

/// An address of RFC 4291, section 2.2, in any of its spellings, without a zone or a prefix length: `2001:db8::1`. One
/// read from a response may be any text.
///
/// Equality and order are those of the texts: `::1` is not `0::1`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv6(Text);

impl Ipv4 {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Ipv4 {
    const NAME: &'static str = "Ipv4";
    const RULES: Rules = Rules::new().format(Format::Ipv4);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Ipv4);

impl Ipv6 {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Ipv6 {
    const NAME: &'static str = "Ipv6";
    const RULES: Rules = Rules::new().format(Format::Ipv6);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Ipv6);

macro_rules! addresses {
    ($($name:ident $address:ident)*) => {$(
        impl From<$address> for $name {
            fn from(address: $address) -> Self {
                Self::from_text(&address.to_string())
            }
        }

        /// The same address; how it was spelt is not kept.
        impl TryFrom<&$name> for $address {
            type Error = InvalidText;

            fn try_from(address: &$name) -> Result<Self, InvalidText> {
                let invalid = InvalidText::new($name::NAME, Rule::Format(Format::$name.name()));
                address.as_str().parse().map_err(|_| invalid)
            }
        }
    )*};
}

addresses!(Ipv4 Ipv4Addr Ipv6 Ipv6Addr);
