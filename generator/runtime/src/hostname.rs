//! The format `hostname`: kept as it is written, checked when built.
//!
//! It knows that hostnames are texts. It must not look any up.

use super as runtime;
use super::format::Format;
use super::rules::Rules;
use super::text::{StringType, Text};

/// A hostname of RFC 1123 as it is written, in either case, without a dot at the end. One read from a response may be
/// any text.
///
/// Equality and order are those of the texts: case counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hostname(Text);

impl Hostname {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Hostname {
    const NAME: &'static str = "Hostname";
    const RULES: Rules = Rules::new().format(Format::Hostname);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Hostname);
