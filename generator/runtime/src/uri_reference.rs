//! The format `uri-reference`: kept byte for byte, checked when built.
//!
//! It knows that every URI is one. It must not resolve anything.

use super as runtime;
use super::format::Format;
use super::rules::Rules;
use super::text::{StringType, Text};
use super::uri::Uri;

/// A URI or a relative reference of RFC 3986 as it is written: `../cards?page=2`. One read from a response may be any
/// text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UriReference(Text);

impl UriReference {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for UriReference {
    const NAME: &'static str = "UriReference";
    const RULES: Rules = Rules::new().format(Format::UriReference);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(UriReference);

/// The same text.
impl From<Uri> for UriReference {
    fn from(uri: Uri) -> Self {
        Self::from_text(uri.as_str())
    }
}

/// The same text, if it is a URI with a scheme.
impl TryFrom<&UriReference> for Uri {
    type Error = super::text::InvalidText;

    fn try_from(reference: &UriReference) -> Result<Self, Self::Error> {
        super::text::parse(reference.as_str())
    }
}

/// The URL as the `url` crate prints it, if that is a URI of RFC 3986 too.
#[cfg(feature = "url")]
impl TryFrom<&::url::Url> for UriReference {
    type Error = super::text::InvalidText;

    fn try_from(url: &::url::Url) -> Result<Self, Self::Error> {
        super::text::parse(url.as_str())
    }
}
