//! What a type has to do to be read from and written to JSON, and the functions that do it for a whole text.
//!
//! It knows the trait and its implementations for Rust's own types. It must not know any model, nor HTTP.

use super::decode_error::DecodeError;
use super::reader::Reader;
use super::value::Value;
use super::writer::{EncodeError, Writer};

/// A type with one JSON form, read and written by concrete code.
pub trait Json: Sized {
    /// Whether `null` is one of its values.
    const KNOWS_NULL: bool = false;

    /// Reads one value.
    ///
    /// # Errors
    /// When the text is not JSON or not of this type's shape.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Writes one value. What cannot be written (a float that is not finite) is reported by [`Writer::finish`].
    fn write(&self, writer: &mut Writer);

    /// Whether this value means that its member is left out of the object.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads a JSON text that holds one value and nothing else.
///
/// # Errors
/// When the text is not JSON or not of the type's shape.
pub fn from_slice<T: Json>(data: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(data)?;
    let value = T::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// The same for the answer of a server: there `null` may stand for an absent member.
///
/// # Errors
/// As [`from_slice`].
pub fn from_answer<T: Json>(data: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(data)?.null_as_absent();
    let value = T::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Reads a JSON text that holds one value and nothing else.
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<T: Json>(text: &str) -> Result<T, DecodeError> {
    from_slice(text.as_bytes())
}

/// Writes one value as compact JSON.
///
/// # Errors
/// When the value holds a float that is not finite, or is nested too deep.
pub fn to_vec<T: Json>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    value.write(&mut writer);
    writer.finish()
}

/// Writes one value as compact JSON.
///
/// # Errors
/// As [`to_vec`].
pub fn to_string<T: Json>(value: &T) -> Result<String, EncodeError> {
    let mut writer = Writer::new();
    value.write(&mut writer);
    writer.finish_string()
}

/// The value's JSON as a tree.
///
/// # Errors
/// As [`to_vec`].
pub fn to_value<T: Json>(value: &T) -> Result<Value, EncodeError> {
    tree(to_vec(value)?)
}

/// Reads a value from a JSON tree.
///
/// # Errors
/// When the tree is not of the type's shape.
pub fn from_value<T: Json>(value: &Value) -> Result<T, DecodeError> {
    from_slice(&value.to_bytes().map_err(|error| DecodeError::other(error.problem()))?)
}

/// Each item's JSON as a tree; `null` for one that JSON cannot hold.
#[must_use]
pub fn to_items<T: Json>(mut items: &[T]) -> Vec<Value> {
    let mut values = Vec::new();
    while let [item, rest @ ..] = items {
        let mut writer = Writer::new();
        item.write(&mut writer);
        values.push(writer.finish().and_then(tree).unwrap_or_default());
        items = rest;
    }
    values
}

/// The tree of a text that was written by [`Writer`].
pub(super) fn tree(text: Vec<u8>) -> Result<Value, EncodeError> {
    from_slice(&text).map_err(|error| EncodeError::from_decode(&error))
}

macro_rules! integers_within_i64 {
    ($($integer:ident)*) => {$(
        impl Json for $integer {
            fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let value = reader.i64_within(i64::from($integer::MIN), i64::from($integer::MAX), stringify!($integer))?;
                Ok(Self::try_from(value).unwrap_or_default())
            }

            fn write(&self, writer: &mut Writer) {
                writer.i64(i64::from(*self));
            }
        }
    )*};
}

integers_within_i64!(i8 i16 i32 i64 u8 u16 u32);

impl Json for u64 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.u64()
    }

    fn write(&self, writer: &mut Writer) {
        writer.u64(*self);
    }
}

impl Json for i128 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.i128()
    }

    fn write(&self, writer: &mut Writer) {
        writer.i128(*self);
    }
}

impl Json for u128 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.u128()
    }

    fn write(&self, writer: &mut Writer) {
        writer.u128(*self);
    }
}

impl Json for f64 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.f64()
    }

    fn write(&self, writer: &mut Writer) {
        writer.f64(*self);
    }
}

impl Json for f32 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.f32()
    }

    fn write(&self, writer: &mut Writer) {
        writer.f32(*self);
    }
}

impl Json for bool {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.bool()
    }

    fn write(&self, writer: &mut Writer) {
        writer.bool(*self);
    }
}

impl Json for String {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.str().map(Self::from)
    }

    fn write(&self, writer: &mut Writer) {
        writer.str(self);
    }
}

/// `null`, and nothing else.
impl Json for () {
    const KNOWS_NULL: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.unit()
    }

    fn write(&self, writer: &mut Writer) {
        writer.null();
    }
}

/// Where `?` is used and where `match` decides what is compiled anew for every type of items.
fn read_items<T: Json>(reader: &mut Reader<'_>, items: &mut Vec<T>) -> Result<(), DecodeError> {
    let mut array = reader.begin_array()?;
    while reader.next_element(&mut array)? {
        match T::read(reader) {
            Ok(item) => items.push(item),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl<T: Json> Json for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut items = Self::new();
        match read_items(reader, &mut items) {
            Ok(()) => Ok(items),
            Err(error) => Err(error),
        }
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_array();
        // By patterns: an iterator's methods would be compiled anew for every type of items.
        let mut items = self.as_slice();
        while let [item, rest @ ..] = items {
            item.write(writer);
            items = rest;
        }
        writer.end_array();
    }
}

impl<T: Json> Json for Box<T> {
    const KNOWS_NULL: bool = T::KNOWS_NULL;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        T::read(reader).map(Self::new)
    }

    fn write(&self, writer: &mut Writer) {
        T::write(self, writer);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

/// A member that may be left out; `null` is not its value.
impl<T: Json> Json for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if !T::KNOWS_NULL && reader.absent()? { Ok(None) } else { T::read(reader).map(Some) }
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}
