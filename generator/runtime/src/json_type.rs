//! The types of JSON Schema: those of JSON, and `integer`.
//!
//! It knows their names and which kinds of values they hold. It must not know any model or rule.

use super::kind::Kind;

/// A type of JSON Schema 2020-12 (Validation, 6.1.1 "type").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`: a number without a fraction, however it is written; `1.0` is one.
    Integer,
    /// `number`: any number.
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl JsonType {
    /// The type in words, with its article.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => Kind::Null.name(),
            Self::Boolean => Kind::Bool.name(),
            Self::Integer => "an integer",
            Self::Number => Kind::Number.name(),
            Self::String => Kind::String.name(),
            Self::Array => Kind::Array.name(),
            Self::Object => Kind::Object.name(),
        }
    }

    /// Whether values of a kind are of this type; `integer` is whether the value is a number without a fraction.
    #[must_use]
    pub const fn holds(self, kind: Kind, integer: bool) -> bool {
        match self {
            Self::Null => matches!(kind, Kind::Null),
            Self::Boolean => matches!(kind, Kind::Bool),
            Self::Integer => matches!(kind, Kind::Number) && integer,
            Self::Number => matches!(kind, Kind::Number),
            Self::String => matches!(kind, Kind::String),
            Self::Array => matches!(kind, Kind::Array),
            Self::Object => matches!(kind, Kind::Object),
        }
    }
}
