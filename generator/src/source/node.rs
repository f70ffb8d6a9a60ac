//! A cursor over the tree of a file: cheap to copy, lives as long as the sources.

use super::tree::{Children, Key, Tree, Value};
use super::{FileId, NodeId, Number, Place, Spot};

/// A node to read from.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    pub(super) tree: &'a Tree,
    pub(super) place: Place,
}

/// The kinds of value JSON has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The kind with its article, as messages say it: `a string`, `an object`, `null`.
    #[must_use]
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl<'a> Node<'a> {
    /// Where this node stands.
    #[must_use]
    pub fn place(self) -> Place {
        self.place
    }

    /// The file it belongs to.
    #[must_use]
    pub fn file(self) -> FileId {
        self.place.file
    }

    /// The key of this member, to be pointed at.
    #[must_use]
    pub fn key_spot(self) -> Spot {
        Spot::Key(self.place)
    }

    /// The kind of its value.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.value() {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::Array => Kind::Array,
            Value::Object => Kind::Object,
        }
    }

    /// The key, when this is a member of an object.
    #[must_use]
    pub fn key(self) -> Option<&'a str> {
        self.tree.key(self.place.node.0)
    }

    /// The position, when this is an element of an array.
    #[must_use]
    pub fn index(self) -> Option<u32> {
        match self.tree.record(self.place.node.0).key {
            Key::Index(index) => Some(index),
            Key::Root | Key::Member(_) => None,
        }
    }

    /// The node that holds this one; the root has none.
    #[must_use]
    pub fn parent(self) -> Option<Node<'a>> {
        let record = self.tree.record(self.place.node.0);
        (!matches!(record.key, Key::Root)).then(|| self.at(record.parent))
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.value(), Value::Null)
    }

    /// The value of a boolean.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.value() {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        match self.value() {
            Value::String(text) => Some(self.tree.text(text)),
            _ => None,
        }
    }

    /// The exact text of a number, in JSON's grammar.
    #[must_use]
    pub fn as_number_str(self) -> Option<&'a str> {
        match self.value() {
            Value::Number(text) => Some(self.tree.text(text)),
            _ => None,
        }
    }

    /// A number with its exact text.
    #[must_use]
    pub fn as_number(self) -> Option<Number> {
        self.as_number_str().and_then(Number::parse)
    }

    /// The elements of an array, in order.
    #[must_use]
    pub fn as_array(self) -> Option<Elements<'a>> {
        matches!(self.value(), Value::Array)
            .then(|| Elements { node: self, children: self.tree.children(self.place.node.0) })
    }

    /// The members of an object, in document order.
    #[must_use]
    pub fn as_object(self) -> Option<Members<'a>> {
        matches!(self.value(), Value::Object)
            .then(|| Members { node: self, children: self.tree.children(self.place.node.0) })
    }

    /// The member of an object, if this is an object and has it.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        matches!(self.value(), Value::Object)
            .then(|| self.tree.get(self.place.node.0, key).map(|node| self.at(node)))?
    }

    /// The element of an array, if this is an array and has it.
    #[must_use]
    pub fn element(self, index: usize) -> Option<Node<'a>> {
        self.as_array()?.nth(index)
    }

    fn value(self) -> Value {
        self.tree.record(self.place.node.0).value
    }

    fn at(self, node: u32) -> Node<'a> {
        Node { tree: self.tree, place: Place { file: self.place.file, node: NodeId(node) } }
    }
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its value.
    pub node: Node<'a>,
}

/// The members of an object, in document order.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    node: Node<'a>,
    children: Children<'a>,
}

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Member<'a>> {
        let node = self.node.at(self.children.next()?);
        Some(Member { key: node.key().unwrap_or_default(), node })
    }
}

/// The elements of an array, in order.
#[derive(Debug, Clone)]
pub struct Elements<'a> {
    node: Node<'a>,
    children: Children<'a>,
}

impl<'a> Iterator for Elements<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        self.children.next().map(|node| self.node.at(node))
    }
}
