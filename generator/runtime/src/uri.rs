//! The format `uri`: kept byte for byte, checked when built.
//!
//! It knows the grammar of RFC 3986. It must not resolve, normalise or fetch anything.

use std::net::Ipv6Addr;

use super as runtime;
use super::format::Format;
use super::rules::Rules;
use super::text::{StringType, Text};

/// A URI as it is written, with its scheme. One read from a response may be any text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(Text);

impl Uri {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Uri {
    const NAME: &'static str = "Uri";
    const RULES: Rules = Rules::new().format(Format::Uri);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Uri);

/// Whether a text is a URI of RFC 3986: a scheme, and what may follow it.
#[must_use]
pub fn is_uri(text: &str) -> bool {
    match text.split_once(':') {
        Some((scheme, rest)) => is_scheme(scheme) && is_relative(rest),
        None => false,
    }
}

/// Whether a text is a URI or a relative reference of RFC 3986.
#[must_use]
pub fn is_reference(text: &str) -> bool {
    // A colon in the first segment would make what is before it a scheme.
    let first_segment = text.split(['/', '?', '#']).next().unwrap_or_default();
    is_uri(text) || (!first_segment.contains(':') && is_relative(text))
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// What follows a scheme: authority and path, query, fragment.
fn is_relative(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let path = match text.strip_prefix("//") {
        None => text,
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            if !is_authority(authority) {
                return false;
            }
            path
        }
    };
    consists_of(path, b":@/") && consists_of(query, b":@/?") && consists_of(fragment, b":@/?")
}

fn is_authority(text: &str) -> bool {
    let (user, text) = text.rsplit_once('@').unwrap_or(("", text));
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let Some((address, rest)) = rest.split_once(']') else {
                return false;
            };
            if !is_ip_literal(address) {
                return false;
            }
            match rest.strip_prefix(':') {
                Some(port) => ("", port),
                None if rest.is_empty() => ("", ""),
                None => return false,
            }
        }
        None => text.split_once(':').unwrap_or((text, "")),
    };
    consists_of(user, b":") && consists_of(host, b"") && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// What may stand in brackets: an IPv6 address, or one of a later version.
fn is_ip_literal(address: &str) -> bool {
    match address.strip_prefix(['v', 'V']).and_then(|rest| rest.split_once('.')) {
        Some((version, rest)) => {
            !version.is_empty()
                && version.bytes().all(|byte| byte.is_ascii_hexdigit())
                && !rest.is_empty()
                && !rest.contains('%')
                && consists_of(rest, b":")
        }
        None => address.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Whether a text holds nothing but unreserved characters, sub-delimiters, percent-encoded bytes and these.
fn consists_of(text: &str, more: &[u8]) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => {
                let mut is_hex = || bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit());
                is_hex() && is_hex()
            }
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&byte) || more.contains(&byte),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// The URL as the `url` crate prints it, if that is a URI of RFC 3986 too.
#[cfg(feature = "url")]
impl TryFrom<&::url::Url> for Uri {
    type Error = super::text::InvalidText;

    fn try_from(url: &::url::Url) -> Result<Self, Self::Error> {
        super::text::parse(url.as_str())
    }
}

/// The same URI, if the `url` crate keeps it byte for byte; it rewrites some, such as `HTTP://example.com`.
#[cfg(feature = "url")]
impl TryFrom<&Uri> for ::url::Url {
    type Error = super::text::InvalidText;

    fn try_from(uri: &Uri) -> Result<Self, Self::Error> {
        let other = "must be a URI that the url crate keeps byte for byte";
        let invalid = super::text::InvalidText::new(Uri::NAME, super::rules::Rule::Other(other));
        match Self::parse(uri.as_str()) {
            Ok(url) if url.as_str() == uri.as_str() => Ok(url),
            _ => Err(invalid),
        }
    }
}
