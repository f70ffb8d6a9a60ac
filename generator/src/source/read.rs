//! Texts into trees: `serde_yaml` reads YAML, `serde_json` reads JSON, and one visitor takes what either says.
//!
//! The tree that comes out is raw: merge keys and equal keys still stand in it, as they stand in the text.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use saphyr_parser::Event;

use super::ProblemKind;
use super::tree::{Key, Text, Tree, Value};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

/// What came out of a text.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) syntax: Syntax,
    pub(super) tree: Tree,
    /// What the tree cannot keep.
    pub(super) remarks: Vec<Remark>,
    /// Scalars whose text has to be taken from the source, because the parser gives a rounded value.
    pub(super) rounded: Vec<Rounded>,
    /// Whether there are merge keys or equal keys.
    pub(super) needs_merge: bool,
}

/// Something odd at a node.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub(super) kind: ProblemKind,
    pub(super) node: u32,
    /// The tag, if it is about one.
    pub(super) tag: String,
}

/// A place where the parser gives a rounded number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rounded {
    Key(u32),
    Value(u32),
}

/// Why there is no tree.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) kind: ProblemKind,
    pub(super) message: String,
    /// Where, if known.
    pub(super) position: Option<LineColumn>,
    /// What was being read, and where it starts.
    pub(super) context: Option<(String, LineColumn)>,
}

/// Line and column from 1, as a parser says it: YAML counts columns in characters, JSON in bytes.
pub(super) type LineColumn = (usize, usize);

/// Texts above this size are refused.
const MAX_TEXT: usize = 256 << 20;
/// No tree has more nodes than this.
const MAX_NODES: u32 = 20_000_000;
/// What aliases add may not exceed this many times the text.
const MAX_EXPANSION: usize = 16;

/// Reads a text. The name of its file says how it is written; if it does not, the first byte does.
pub(super) fn read(path: &str, text: &str) -> Result<Raw, Failure> {
    if text.len() > MAX_TEXT {
        let message = format!(
            "the file has {} MiB, and {} are the most",
            text.len() >> 20,
            MAX_TEXT >> 20
        );
        return Err(Failure {
            kind: ProblemKind::Limit,
            message,
            position: None,
            context: None,
        });
    }
    if text.trim().is_empty() {
        return Err(empty());
    }
    let braced = text.trim_start().starts_with(['{', '[']);
    match extension(path).as_deref() {
        Some("json") => read_json(text),
        // JSON is YAML, but for surrogate pairs; and it is read faster as what it is.
        Some("yaml" | "yml") if braced => read_json(text).or_else(|_| read_yaml(text)),
        Some("yaml" | "yml") => read_yaml(text),
        _ if braced => read_json(text),
        _ => read_yaml(text),
    }
}

fn extension(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    name.rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
}

fn empty() -> Failure {
    Failure {
        kind: ProblemKind::Empty,
        message: "the file is empty".to_owned(),
        position: None,
        context: None,
    }
}

fn read_json(text: &str) -> Result<Raw, Failure> {
    let mut builder = Builder::new(Syntax::Json, text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = NodeSeed {
        builder: &mut builder,
        parent: 0,
        key: Key::Root,
    }
    .deserialize(&mut deserializer)
    .and_then(|()| deserializer.end());
    match result {
        Ok(()) => Ok(builder.finish()),
        Err(error) => {
            let message = error.to_string();
            let position = Some((error.line(), error.column())).filter(|&(line, _)| line > 0);
            Err(builder.failure(&message, position))
        }
    }
}

fn read_yaml(text: &str) -> Result<Raw, Failure> {
    if let Some(position) = hostile_nesting(text) {
        let message = TOO_DEEP.to_owned();
        return Err(Failure {
            kind: ProblemKind::Limit,
            message,
            position: Some(position),
            context: None,
        });
    }
    let mut builder = Builder::new(Syntax::Yaml, text);
    let seed = NodeSeed {
        builder: &mut builder,
        parent: 0,
        key: Key::Root,
    };
    match seed.deserialize(serde_yaml::Deserializer::from_str(text)) {
        // Comments alone, and `---`, are read as null.
        Ok(()) if matches!(builder.raw.tree.record(0).value, Value::Null) => Err(empty()),
        Ok(()) => Ok(builder.finish()),
        Err(error) => {
            let position = error
                .location()
                .map(|location| (location.line(), location.column()));
            Err(builder.failure(&error.to_string(), position))
        }
    }
}

/// Both parsers give up at this depth.
const TOO_DEEP: &str = "values are nested more than 127 deep";

/// Where a text opens so many brackets that libyaml, whose time grows with their square, would take minutes.
///
/// Brackets in plain text count too at first, since that is checked fast; only when there are very many is it looked at closely.
fn hostile_nesting(text: &str) -> Option<LineColumn> {
    const SUSPICIOUS: usize = 1_000;
    let mut depth = 0_usize;
    let suspicious = text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > SUSPICIOUS
    });
    if !suspicious {
        return None;
    }
    let mut parser = saphyr_parser::Parser::new_from_str(text);
    let mut depth = 0_usize;
    loop {
        match parser.next_event()? {
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), marks)) => {
                depth += 1;
                if depth > SUSPICIOUS {
                    return Some((marks.start.line(), marks.start.col() + 1));
                }
            }
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            // It has a limit of its own for brackets, and looks ahead; every other error is left to libyaml to find.
            Err(error) if open_brackets(text, error.marker().index()) > 100 => {
                return Some((error.marker().line(), error.marker().col() + 1));
            }
            Err(_) => return None,
        }
    }
}

/// How many brackets are open after so many characters.
fn open_brackets(text: &str, characters: usize) -> usize {
    text.chars()
        .take(characters)
        .fold(0_usize, |depth, character| match character {
            '[' | '{' => depth + 1,
            ']' | '}' => depth.saturating_sub(1),
            _ => depth,
        })
}

/// Takes what libyaml says apart: `path: problem at line 1 column 2, while reading at line 3 column 4`.
fn split_message(message: &str) -> (String, Option<(String, LineColumn)>) {
    let (problem, context) = match message.split_once(", while ") {
        Some((problem, context)) => (problem, parse_location(context)),
        None => (message, None),
    };
    let problem = problem.split(" at line ").next().unwrap_or_default();
    // The path in front is `a.b[0]: `, and no message of the parser has a colon after its first word.
    let problem = match problem.split_once(": ") {
        Some((path, rest)) if !path.contains(' ') => rest,
        _ => problem,
    };
    (
        problem.to_owned(),
        context.map(|(what, position)| (format!("while {what}"), position)),
    )
}

fn parse_location(text: &str) -> Option<(&str, LineColumn)> {
    let (what, location) = text.split_once(" at line ")?;
    let (line, column) = location.split_once(" column ")?;
    Some((what, (line.parse().ok()?, column.parse().ok()?)))
}

/// A tree in the making.
struct Builder {
    raw: Raw,
    max_nodes: u32,
    max_text: usize,
    limit: bool,
}

impl Builder {
    fn new(syntax: Syntax, text: &str) -> Self {
        let raw = Raw {
            syntax,
            tree: Tree::default(),
            remarks: Vec::new(),
            rounded: Vec::new(),
            needs_merge: false,
        };
        let max_nodes = u32::try_from(text.len().saturating_mul(MAX_EXPANSION))
            .unwrap_or(u32::MAX)
            .clamp(1 << 16, MAX_NODES);
        let max_text = text
            .len()
            .saturating_mul(MAX_EXPANSION)
            .clamp(1 << 20, 1 << 30);
        Self {
            raw,
            max_nodes,
            max_text,
            limit: false,
        }
    }

    fn finish(mut self) -> Raw {
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
        self.raw.remarks.push(Remark {
            kind,
            node,
            tag: String::new(),
        });
    }

    fn close_object(&mut self, node: u32) {
        self.raw.tree.close(node);
        self.raw.tree.index(node);
        if !self.raw.needs_merge && self.raw.tree.has_equal_keys(node) {
            self.raw.needs_merge = true;
        }
    }

    /// What an error of the parser means.
    fn failure(&self, message: &str, position: Option<LineColumn>) -> Failure {
        let failure = |kind, message: &str| Failure {
            kind,
            message: message.to_owned(),
            position,
            context: None,
        };
        if self.limit && self.raw.tree.len() >= MAX_NODES {
            failure(
                ProblemKind::Limit,
                "the file has more than 20 million values",
            )
        } else if self.limit || message.contains("repetition limit exceeded") {
            failure(
                ProblemKind::Limit,
                "aliases make the file many times larger than its text",
            )
        } else if message.contains("recursion limit exceeded") {
            failure(ProblemKind::Limit, TOO_DEEP)
        } else if message.contains("more than one document") {
            failure(
                ProblemKind::SeveralDocuments,
                "the file holds several YAML documents",
            )
        } else if message.contains("EOF while parsing a value") && self.raw.syntax == Syntax::Yaml {
            empty()
        } else {
            let (message, context) = split_message(message);
            Failure {
                kind: ProblemKind::Syntax,
                message,
                position,
                context,
            }
        }
    }
}

/// Reads one value, with all that is in it, into the tree.
struct NodeSeed<'b> {
    builder: &'b mut Builder,
    parent: u32,
    key: Key,
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
            self.builder
                .raw
                .rounded
                .push(Rounded::Value(self.builder.raw.tree.len()));
        }
        let text = self.builder.raw.tree.push_text(value);
        self.scalar(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let node = self.builder.push(self.parent, self.key, Value::Array)?;
        let mut index = 0;
        while elements
            .next_element_seed(NodeSeed {
                builder: self.builder,
                parent: node,
                key: Key::Index(index),
            })?
            .is_some()
        {
            index += 1;
        }
        self.builder.raw.tree.close(node);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut next = members.next_key_seed(KeySeed {
            builder: self.builder,
        })?;
        if matches!(next, Some(MemberKey::Number)) {
            let text = members.next_value_seed(NumberSeed {
                builder: self.builder,
            })?;
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
            next = members.next_key_seed(KeySeed {
                builder: self.builder,
            })?;
        }
        self.builder.close_object(node);
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (tag, content) = data.variant::<String>()?;
        let node = self.builder.raw.tree.len();
        self.builder.raw.remarks.push(Remark {
            kind: ProblemKind::Tag,
            node,
            tag,
        });
        content.newtype_variant_seed(self)
    }
}

impl NodeSeed<'_> {
    /// An object whose first key happens to be serde_json's own name for numbers.
    fn reserved_key<'de, A: MapAccess<'de>>(
        self,
        text: Text,
        mut members: A,
    ) -> Result<(), A::Error> {
        let node = self.builder.push(self.parent, self.key, Value::Object)?;
        let key = self.builder.raw.tree.push_text(NUMBER_KEY);
        self.builder
            .push(node, Key::Member(key), Value::String(text))?;
        while let Some(key) = members.next_key_seed(KeySeed {
            builder: self.builder,
        })? {
            self.builder.member(node, key, &mut members)?;
        }
        self.builder.close_object(node);
        Ok(())
    }
}

impl Builder {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        object: u32,
        key: MemberKey,
        members: &mut A,
    ) -> Result<(), A::Error> {
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
        members.next_value_seed(NodeSeed {
            builder: self,
            parent: object,
            key: Key::Member(key),
        })
    }
}

/// Whether a plain text is a number of YAML that no `f64` can hold, which serde_yaml gives as a string.
fn overflows(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
        && text.parse::<f64>().is_ok_and(f64::is_infinite)
        && super::number::yaml_to_json(text).is_some()
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
        Ok(MemberKey::Rounded(
            self.builder.raw.tree.push_text(&value.to_string()),
        ))
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
        Ok(
            match content.newtype_variant_seed(KeySeed {
                builder: self.builder,
            })? {
                MemberKey::Plain(text) => MemberKey::Odd(text),
                other => other,
            },
        )
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
