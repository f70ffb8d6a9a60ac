//! Serde for every model, through the one codec: a model becomes JSON, JSON becomes what serde asks for, and back.
//!
//! It knows serde and JSON values. It must not know any model. All of it is behind the feature `serde`.
//!
//! Numbers: integers within `i128` and `u128` pass exactly. Another number passes as the `f64` whose shortest text has
//! the very same value, so `10.10` comes out as `10.1`; where there is none, serialising is an error, not a rounding.
//! Numbers that `serde_json` gives as text (its feature `arbitrary_precision`) are taken exactly.

/// Gives a model `serde::Serialize` and `serde::Deserialize`.
#[cfg(feature = "serde")]
#[allow(unused_macros)]
macro_rules! serde_bridge {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                runtime::serde_bridge::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                runtime::serde_bridge::deserialize(deserializer)
            }
        }
    };
}

/// Gives a model `serde::Serialize` and `serde::Deserialize` where the feature `serde` is on.
#[cfg(not(feature = "serde"))]
#[allow(unused_macros)]
macro_rules! serde_bridge {
    ($name:ident) => {};
}

#[allow(unused_imports)] // a client may have no use for it
pub(crate) use serde_bridge;

#[cfg(feature = "serde")]
pub use with_serde::{deserialize, serialize};

#[cfg(feature = "serde")]
mod with_serde {
    use std::fmt;

    use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor};
    use serde::ser::{Error as _, SerializeMap, SerializeSeq};
    use serde::{Deserialize, Serialize, Serializer};

    use super::super::json::{self, Json};
    use super::super::number::Number;
    use super::super::reader::MAX_DEPTH;
    use super::super::value::{Map, Value};

    /// Serialises a model through its JSON.
    ///
    /// # Errors
    /// When the model holds what JSON or the serialiser cannot.
    pub fn serialize<T: Json, S: Serializer>(model: &T, serializer: S) -> Result<S::Ok, S::Error> {
        json::to_value(model).map_err(S::Error::custom)?.serialize(serializer)
    }

    /// Deserialises a model through JSON.
    ///
    /// # Errors
    /// When the data is not of the model's shape.
    pub fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        json::from_value(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }

    impl Serialize for Value {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Null => serializer.serialize_unit(),
                Self::Bool(value) => serializer.serialize_bool(*value),
                Self::Number(number) => number.serialize(serializer),
                Self::String(text) => serializer.serialize_str(text),
                Self::Array(items) => {
                    let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                    for item in items {
                        sequence.serialize_element(item)?;
                    }
                    sequence.end()
                }
                Self::Object(members) => {
                    let mut map = serializer.serialize_map(Some(members.len()))?;
                    for (name, value) in members {
                        map.serialize_entry(name, value)?;
                    }
                    map.end()
                }
            }
        }
    }

    impl Serialize for Number {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let text = self.as_str();
            if !text.contains(['.', 'e', 'E']) && text != "-0" {
                if let Some(value) = self.as_i64() {
                    return serializer.serialize_i64(value);
                }
                if let Some(value) = self.as_u64() {
                    return serializer.serialize_u64(value);
                }
                if let Some(value) = self.as_i128() {
                    return serializer.serialize_i128(value);
                }
                if let Ok(value) = text.parse::<u128>() {
                    return serializer.serialize_u128(value);
                }
            }
            let nearest = self.as_f64();
            match Self::try_from(nearest) {
                Ok(same) if same == *self => serializer.serialize_f64(nearest),
                _ => Err(S::Error::custom("a number that neither an integer nor f64 holds exactly")),
            }
        }
    }

    impl<T: Json> Serialize for Map<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self::serialize(self, serializer)
        }
    }

    impl<'de, T: Json> Deserialize<'de> for Map<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            self::deserialize(deserializer)
        }
    }

    impl<'de> Deserialize<'de> for Value {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Tree { depth: 0 }.deserialize(deserializer)
        }
    }

    impl<'de> Deserialize<'de> for Number {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            match Value::deserialize(deserializer)? {
                Value::Number(number) => Ok(number),
                other => Err(D::Error::custom(format_args!("expected a number, found {}", other.kind().name()))),
            }
        }
    }

    /// The member under which `serde_json` hands out a number as text.
    const NUMBER_TOKEN: &str = "$serde_json::private::Number";

    /// A value at a depth.
    #[derive(Clone, Copy)]
    struct Tree {
        depth: usize,
    }

    impl Tree {
        fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
            if self.depth < MAX_DEPTH {
                Ok(Self { depth: self.depth + 1 })
            } else {
                Err(E::custom("arrays and objects are nested too deep"))
            }
        }
    }

    impl<'de> DeserializeSeed<'de> for Tree {
        type Value = Value;

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
            deserializer.deserialize_any(self)
        }
    }

    impl<'de> Visitor<'de> for Tree {
        type Value = Value;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a JSON value")
        }

        fn visit_unit<E>(self) -> Result<Value, E> {
            Ok(Value::Null)
        }

        fn visit_none<E>(self) -> Result<Value, E> {
            Ok(Value::Null)
        }

        fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
            self.deserialize(deserializer)
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
            self.deeper()?.deserialize(deserializer)
        }

        fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
            Ok(Value::Bool(value))
        }

        fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
            Ok(value.into())
        }

        fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
            Ok(value.into())
        }

        fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
            Ok(value.into())
        }

        fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
            Ok(Value::Number(Number::from_checked(&value.to_string())))
        }

        fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
            match Number::try_from(value) {
                Ok(number) => Ok(Value::Number(number)),
                Err(_) => Err(E::invalid_value(Unexpected::Other("a number that is not finite"), &self)),
            }
        }

        fn visit_f32<E: serde::de::Error>(self, value: f32) -> Result<Value, E> {
            // Through the text, so that 0.1 stays 0.1.
            if value.is_finite() {
                Ok(Value::Number(Number::from_checked(&super::super::number::float_text(value))))
            } else {
                self.visit_f64(value.into())
            }
        }

        fn visit_str<E>(self, text: &str) -> Result<Value, E> {
            Ok(text.into())
        }

        fn visit_string<E>(self, text: String) -> Result<Value, E> {
            Ok(Value::String(text))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
            let inner = self.deeper()?;
            let mut items = Vec::new();
            while let Some(item) = access.next_element_seed(inner)? {
                items.push(item);
            }
            Ok(Value::Array(items))
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
            let inner = self.deeper()?;
            let mut members = Map::new();
            while let Some(name) = access.next_key::<String>()? {
                if name == NUMBER_TOKEN && members.is_empty() {
                    return number(&access.next_value::<String>()?).map(Value::Number);
                }
                if members.insert(name, access.next_value_seed(inner)?).is_some() {
                    return Err(A::Error::custom("a member occurs twice"));
                }
            }
            Ok(Value::Object(members))
        }
    }

    fn number<E: serde::de::Error>(text: &str) -> Result<Number, E> {
        text.parse().map_err(E::custom)
    }
}
