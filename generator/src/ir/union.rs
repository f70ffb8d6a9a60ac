//! Unions: values of one of several types.

use super::{Docs, JsonType, Name, Rules, SchemaId, Type};

/// A value of one of several types, as an enum: what tells them apart is known when the client is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Union {
    /// The documented alternatives.
    pub variants: Vec<UnionVariant>,
    /// The name of the variant that keeps any other value as JSON.
    pub unknown: String,
    /// A value may fit several variants, so that only `schema` tells whether it is valid, and not the variant's rules.
    pub overlapping: bool,
    /// What the variants' own rules do not check, such as "exactly one".
    pub schema: Option<SchemaId>,
}

/// One alternative of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnionVariant {
    /// What the document calls it, and the variant's name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// The rules of this place.
    pub rules: Rules,
    /// Whether a value can break a rule, of the place or of its type.
    pub checked: bool,
    /// Never shown by `Debug`.
    pub sensitive: bool,
    /// Documentation.
    pub docs: Docs,
    /// What a value looks like that is read as this alternative.
    pub case: Case,
    /// The type alone tells the variant, so that a value of it becomes the union by `From`.
    pub convertible: bool,
}

/// What tells an alternative of a union from the others, before it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Case {
    /// The types it can be.
    pub types: Vec<JsonType>,
    /// For strings: only these.
    pub texts: Option<Vec<String>>,
    /// For objects: members that hold one of these texts.
    pub tags: Vec<(String, Vec<String>)>,
    /// For objects: members that hold one of these texts, if they are there.
    pub hints: Vec<(String, Vec<String>)>,
    /// For objects: members that are there.
    pub required: Vec<String>,
    /// For objects: all declared members; of several cases that fit, the one with the most of these comes first.
    pub members: Vec<String>,
    /// For objects: no other members are allowed.
    pub closed: bool,
}

/// A JSON value without a type that could hold it better: a newtype over it, with a reader for each alternative.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Opaque {
    /// What the value may be read as.
    pub views: Vec<View>,
    /// What it has to keep to.
    pub schema: Option<SchemaId>,
    /// Never shown by `Debug`.
    pub sensitive: bool,
}

/// A type that an opaque value may be read as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct View {
    /// What the document calls it, and the name of the method that reads it: `as_card`.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// The type alone tells the view, so that a value of it becomes the opaque value by `From`.
    pub convertible: bool,
}
