//! The formats `byte` and `base64url`: bytes as base64 text, kept as it is written, checked when built.
//!
//! It knows which spelling of base64 each format is. It must not know what the bytes are.

use super as runtime;
use super::base64::{self, Alphabet};
use super::format::Format;
use super::rules::{Rule, Rules};
use super::text::{InvalidText, StringType, Text};

/// Bytes as the base64 of RFC 4648, section 4: `+` and `/`, padded with `=`, no line breaks. One read from a response may
/// be any text.
///
/// Equality and order are those of the texts, not of the bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(Text);

/// Bytes as the base64url of RFC 4648, section 5: `-` and `_`, with or without padding, no line breaks. One read from a
/// response may be any text.
///
/// Equality and order are those of the texts, not of the bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64Url(Text);

impl Base64 {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Base64 {
    const NAME: &'static str = "Base64";
    const RULES: Rules = Rules::new().format(Format::Base64);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Base64);

impl Base64Url {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Base64Url {
    const NAME: &'static str = "Base64Url";
    const RULES: Rules = Rules::new().format(Format::Base64Url);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Base64Url);

impl Base64 {
    /// The text of these bytes, padded.
    #[must_use]
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self::from_text(&base64::encode(bytes.as_ref(), Alphabet::Standard))
    }

    /// The bytes. What a response holds is taken in either alphabet, with or without padding, with line breaks.
    ///
    /// # Errors
    /// When the text is none of these, or has a bit set after the last byte.
    pub fn decode(&self) -> Result<Vec<u8>, InvalidText> {
        base64::decode(self.as_str()).ok_or(InvalidText::new(Self::NAME, Rule::Format(Format::Base64.name())))
    }
}

impl Base64Url {
    /// The text of these bytes, without padding.
    #[must_use]
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self::from_text(&base64::encode(bytes.as_ref(), Alphabet::Url))
    }

    /// The bytes. What a response holds is taken in either alphabet, with or without padding, with line breaks.
    ///
    /// # Errors
    /// When the text is none of these, or has a bit set after the last byte.
    pub fn decode(&self) -> Result<Vec<u8>, InvalidText> {
        base64::decode(self.as_str()).ok_or(InvalidText::new(Self::NAME, Rule::Format(Format::Base64Url.name())))
    }
}
