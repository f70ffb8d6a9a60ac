//! The format `uuid`: kept as it is written, checked when built.
//!
//! It knows the text form of RFC 9562. It must not know what a UUID identifies.

use super as runtime;
use super::format::Format;
use super::rules::Rules;
use super::text::{StringType, Text};

/// A UUID as it is written: 36 characters with hyphens, in either case. One read from a response may be any text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(Text);

impl Uuid {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl StringType for Uuid {
    const NAME: &'static str = "Uuid";
    const RULES: Rules = Rules::new().format(Format::Uuid);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

super::text::string_type!(Uuid);

/// Whether a text is a UUID with hyphens, of any version.
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(feature = "uuid")]
impl From<::uuid::Uuid> for Uuid {
    fn from(uuid: ::uuid::Uuid) -> Self {
        Self::from_text(uuid.hyphenated().encode_lower(&mut [0; 36]))
    }
}

/// The same UUID; the case of its letters is not kept.
#[cfg(feature = "uuid")]
impl TryFrom<&Uuid> for ::uuid::Uuid {
    type Error = super::text::InvalidText;

    fn try_from(uuid: &Uuid) -> Result<Self, Self::Error> {
        let checked: Uuid = super::text::parse(uuid.as_str())?;
        let invalid = super::text::InvalidText::new(Uuid::NAME, super::rules::Rule::Format(Format::Uuid.name()));
        Self::try_parse(checked.as_str()).map_err(|_| invalid)
    }
}
