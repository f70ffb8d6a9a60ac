//! The visitor that builds a tree from what `serde_yaml` or `serde_json` say, one node after the other.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::ProblemKind;
use super::number::yaml_to_json;
use super::read::{Raw, Remark, Rounded, Syntax};
use super::tree::{Key, Text, Tree, Value};

/// No tree has more nodes than this.
pub(super) const MAX_NODES: u32 = 20_000_000;
/// What aliases add may not exceed this many times the text.
const MAX_EXPANSION: usize = 16;

/// A tree in the making.
pub(super) struct Builder {
    pub(super) raw: Raw,
    max_nodes: u32,
    max_text: usize,
    /// Whether a limit was passed.
    pub(super) limit: bool,
}

impl Builder {
    pub(super) fn new(syntax: Syntax, text: &str) -> Self {
        let raw = Raw { syntax, tree: Tree::default(), remarks: Vec::new(), rounded: Vec::new(), needs_merge: false };
        let max_nodes =
            u32::try_from(text.len().saturating_mul(MAX_EXPANSION)).unwrap_or(u32::MAX).clamp(1 << 16, MAX_NODES);
        let max_text = text.len().saturating_mul(MAX_EXPANSION).clamp(1 << 20, 1 << 30);
        Self { raw, max_nodes, max_text, limit: false }
    }

    pub(super) fn finish(mut self) -> Raw {
        self.raw.tree.shrink();
        self.raw
    }

    fn push<E: Error>(&mut self, parent: u32, key: Key, value: Value) -> Result<u32, E> {
        if self.raw.tree.len() >= self.max_nodes || self.raw.tree.text_len() > self.max_text {
            self.limit = true;
            return Err(E::custom("too large"));
        }
        Ok(self.raw.tree.push(parent, key, value))
    }

    fn remark(&mut self, kind: ProblemKind, node: u32) {
        self.raw.remarks.push(Remark { kind, node, tag: String::new() });
    }

    fn close_object(&mut self, node: u32) {
        self.raw.tree.close(node);
        self.raw.tree.index(node);
        if !self.raw.needs_merge && self.raw.tree.has_equal_keys(node) {
            self.raw.needs_merge = true;
        }
    }
}

/// Reads one value, with all that is in it, into the tree.
pub(super) struct NodeSeed<'b> {
    pub(super) builder: &'b mut Builder,
    pub(super) parent: u32,
    pub(super) key: Key,
}

impl NodeSeed<'_> {
    fn scalar<E: Error>(self, value: Value) -> Result<(), E> {
        self.builder.push(self.parent, self.key, value).map(drop)
    }

    fn number<E: Error>(self, text: &str) -> Result<(), E> {
        let text = self.builder.raw.tree.push_text(text);
        self.scalar(Value::Number(text))
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.scalar(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.scalar(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.number(&value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.number(&value.to_string())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        self.number(&value.to_string())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.number(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let node = self.builder.raw.tree.len();
        self.builder.raw.rounded.push(Rounded::Value(node));
        if value.is_finite() {
            return self.number(&value.to_string());
        }
        self.builder.remark(ProblemKind::NoNumber, node);
        let text = self.builder.raw.tree.push_text(&value.to_string());
        self.scalar(Value::String(text))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        if self.builder.raw.syntax == Syntax::Yaml && overflows(value) {
            self.builder.raw.rounded.push(Rounded::Value(self.builder.raw.tree.len()));
        }
        let text = self.builder.raw.tree.push_text(value);
        self.scalar(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let node = self.builder.push(self.parent, self.key, Value::Array)?;
        let mut index = 0;
        while elements
            .next_element_seed(NodeSeed { builder: self.builder, parent: node, key: Key::Index(index) })?
            .is_some()
        {
            index += 1;
        }
        self.builder.raw.tree.close(node);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut next = members.next_key_seed(KeySeed { builder: self.builder })?;
        if matches!(next, Some(MemberKey::Number)) {
            let text = members.next_value_seed(NumberSeed { builder: self.builder })?;
            return match text {
                NumberText::Number(text) => {
                    // serde_json writes every exponent as `e+3` or `e-3`.
                    if self.builder.raw.tree.text(text).contains('e') {
                        let node = self.builder.raw.tree.len();
                        self.builder.raw.rounded.push(Rounded::Value(node));
                    }
                    self.scalar(Value::Number(text))
                }
                NumberText::String(text) => self.reserved_key(text, members),
            };
        }
        let node = self.builder.push(self.parent, self.key, Value::Object)?;
        while let Some(key) = next {
            self.builder.member(node, key, &mut members)?;
            next = members.next_key_seed(KeySeed { builder: self.builder })?;
        }
        self.builder.close_object(node);
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (tag, content) = data.variant::<String>()?;
        let node = self.builder.raw.tree.len();
        self.builder.raw.remarks.push(Remark { kind: ProblemKind::Tag, node, tag });
        content.newtype_variant_seed(self)
    }
}

impl NodeSeed<'_> {
    /// An object whose first key happens to be serde_json's own name for numbers.
    fn reserved_key<'de, A: MapAccess<'de>>(self, text: Text, mut members: A) -> Result<(), A::Error> {
        let node = self.builder.push(self.parent, self.key, Value::Object)?;
        let key = self.builder.raw.tree.push_text(NUMBER_KEY);
        self.builder.push(node, Key::Member(key), Value::String(text))?;
        while let Some(key) = members.next_key_seed(KeySeed { builder: self.builder })? {
            self.builder.member(node, key, &mut members)?;
        }
        self.builder.close_object(node);
        Ok(())
    }
}

impl Builder {
    fn member<'de, A: MapAccess<'de>>(&mut self, object: u32, key: MemberKey, members: &mut A) -> Result<(), A::Error> {
        let node = self.raw.tree.len();
        let key = match key {
            MemberKey::Plain(text) => text,
            MemberKey::Number => self.raw.tree.push_text(NUMBER_KEY),
            MemberKey::Odd(text) => {
                self.remark(ProblemKind::OddKey, node);
                text
            }
            MemberKey::Rounded(text) => {
                self.remark(ProblemKind::OddKey, node);
                self.raw.rounded.push(Rounded::Key(node));
                text
            }
        };
        if self.raw.syntax == Syntax::Yaml && self.raw.tree.text(key) == "<<" {
            self.raw.needs_merge = true;
        }
        members.next_value_seed(NodeSeed { builder: self, parent: object, key: Key::Member(key) })
    }
}

/// Whether a plain text is a number of YAML that no `f64` can hold, which serde_yaml gives as a string.
fn overflows(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
        && text.parse::<f64>().is_ok_and(f64::is_infinite)
        && yaml_to_json(text).is_some()
}

/// With its feature `arbitrary_precision`, serde_json gives a number as an object with this one key.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// The key of a member.
#[derive(Debug, Clone, Copy)]
enum MemberKey {
    Plain(Text),
    /// [`NUMBER_KEY`].
    Number,
    /// No string and no integer.
    Odd(Text),
    /// A float, whose text is not known yet.
    Rounded(Text),
}

struct KeySeed<'b> {
    builder: &'b mut Builder,
}

impl KeySeed<'_> {
    fn plain<E>(self, text: &str) -> Result<MemberKey, E> {
        Ok(MemberKey::Plain(self.builder.raw.tree.push_text(text)))
    }

    fn odd<E>(self, text: &str) -> Result<MemberKey, E> {
        Ok(MemberKey::Odd(self.builder.raw.tree.push_text(text)))
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = MemberKey;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<MemberKey, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = MemberKey;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<MemberKey, E> {
        if self.builder.raw.syntax == Syntax::Json && text == NUMBER_KEY {
            return Ok(MemberKey::Number);
        }
        self.plain(text)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<MemberKey, E> {
        self.plain(&value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<MemberKey, E> {
        self.plain(&value.to_string())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<MemberKey, E> {
        self.plain(&value.to_string())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<MemberKey, E> {
        self.plain(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<MemberKey, E> {
        Ok(MemberKey::Rounded(self.builder.raw.tree.push_text(&value.to_string())))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<MemberKey, E> {
        self.odd(if value { "true" } else { "false" })
    }

    fn visit_unit<E: Error>(self) -> Result<MemberKey, E> {
        self.odd("null")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<MemberKey, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        self.odd("[…]")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<MemberKey, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.odd("{…}")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<MemberKey, A::Error> {
        let (IgnoredAny, content) = data.variant()?;
        Ok(match content.newtype_variant_seed(KeySeed { builder: self.builder })? {
            MemberKey::Plain(text) => MemberKey::Odd(text),
            other => other,
        })
    }
}

/// What stands under [`NUMBER_KEY`].
enum NumberText {
    /// serde_json hands over its own text as an owned string.
    Number(Text),
    /// The document itself has that key; its strings are never owned ones.
    String(Text),
}

struct NumberSeed<'b> {
    builder: &'b mut Builder,
}

impl<'de> DeserializeSeed<'de> for NumberSeed<'_> {
    type Value = NumberText;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<NumberText, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for NumberSeed<'_> {
    type Value = NumberText;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string under a key that is reserved")
    }

    fn visit_string<E: Error>(self, text: String) -> Result<NumberText, E> {
        Ok(NumberText::Number(self.builder.raw.tree.push_text(&text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NumberText, E> {
        Ok(NumberText::String(self.builder.raw.tree.push_text(text)))
    }
}
