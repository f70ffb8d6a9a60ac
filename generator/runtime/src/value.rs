//! A JSON value of any shape, its numbers kept exactly.
//!
//! It knows the six kinds of values. It must not know any model or rule.

use std::fmt;

use super::decode_error::DecodeError;
use super::json::Json;
pub use super::map::Map;
use super::number::Number;
use super::pointer;
use super::reader::{Kind, Reader};
use super::writer::{EncodeError, Writer};

/// A JSON value. Equality is that of JSON: `1` and `1.0` are equal, the order of members does not matter.
///
/// `Debug` shows no value inside an object, only names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is written.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Map<Value>),
}

impl Value {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Bool,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The number, if it is one.
    #[must_use]
    pub const fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// The integer, if it is one of this type.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// The text, if it is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The items, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The members, if it is an object.
    #[must_use]
    pub const fn as_object(&self) -> Option<&Map<Value>> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// The value of a member, if it is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    /// The value at a JSON pointer (RFC 6901), e.g. `/data/0/id`; the empty pointer is the value itself.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut value = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            value = match value {
                Self::Object(members) => members.get(&pointer::unescape(token))?,
                Self::Array(items) => items.get(index(token)?)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// The value as compact JSON.
    ///
    /// # Errors
    /// When it is nested deeper than can be read back.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EncodeError> {
        super::json::to_vec(self)
    }

    /// A text that is the same for equal values and differs for others. It is no JSON.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        self.write_canonical(&mut text);
        text
    }

    fn write_canonical(&self, text: &mut String) {
        match self {
            Self::Null => text.push('n'),
            Self::Bool(value) => text.push(if *value { 't' } else { 'f' }),
            Self::Number(number) => {
                text.push_str(&number.decimal().canonical());
                text.push(';');
            }
            Self::String(string) => write_counted(text, '"', string),
            Self::Array(items) => {
                text.push('[');
                for item in items {
                    item.write_canonical(text);
                }
                text.push(']');
            }
            Self::Object(members) => {
                let mut members: Vec<(&str, &Value)> = members.iter().collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                text.push('{');
                for (name, value) in members {
                    write_counted(text, '.', name);
                    value.write_canonical(text);
                }
                text.push('}');
            }
        }
    }
}

/// The length in front says where the text ends, so nothing needs an escape.
fn write_counted(text: &mut String, mark: char, string: &str) {
    text.push(mark);
    text.push_str(&string.len().to_string());
    text.push(':');
    text.push_str(string);
}

/// An array index as RFC 6901 writes it: digits without leading zeros.
fn index(token: &str) -> Option<usize> {
    let canonical = token == "0" || (!token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit()));
    if canonical { token.parse().ok() } else { None }
}

impl Json for Value {
    const KNOWS_NULL: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match reader.kind()? {
            Kind::Null => reader.unit().map(|()| Self::Null)?,
            Kind::Bool => Self::Bool(reader.bool()?),
            Kind::Number => Self::Number(Number::read(reader)?),
            Kind::String => Self::String(String::read(reader)?),
            Kind::Array => Self::Array(Vec::read(reader)?),
            Kind::Object => Self::Object(Map::read(reader)?),
        })
    }

    fn write(&self, writer: &mut Writer) {
        if writer.has_failed() {
            return;
        }
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.bool(*value),
            Self::Number(number) => writer.number(number.as_str()),
            Self::String(text) => writer.str(text),
            Self::Array(items) => items.write(writer),
            Self::Object(members) => members.write(writer),
        }
    }
}

/// The value as compact JSON, all of it.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&super::json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

macro_rules! from_integers {
    ($($integer:ident)*) => {$(
        impl From<$integer> for Value {
            fn from(value: $integer) -> Self {
                Self::Number(value.into())
            }
        }
    )*};
}

from_integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::Array(items)
    }
}

impl From<Map<Value>> for Value {
    fn from(members: Map<Value>) -> Self {
        Self::Object(members)
    }
}
