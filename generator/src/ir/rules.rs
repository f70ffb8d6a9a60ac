//! The constraints at one place of a document.

use super::PatternId;

/// What a value has to keep to, beside its type. Empty where the place says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// `minLength`, in code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`, more than one where `allOf` adds a narrower one.
    pub patterns: Vec<PatternId>,
    /// `enum` of strings, where sending another value is refused.
    pub one_of: Vec<String>,
    /// `minimum`.
    pub minimum: Option<Bound>,
    /// `maximum`.
    pub maximum: Option<Bound>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Bound>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Bound>,
    /// `multipleOf`.
    pub multiple_of: Option<Bound>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// The rules of each item of a list.
    pub items: Option<Box<Rules>>,
    /// `propertyNames`.
    pub names: Option<Box<Rules>>,
    /// The rules of each value of a map.
    pub values: Option<Box<Rules>>,
}

/// A bound of a number: its exact text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// An integer.
    Integer(i128),
    /// Any other number, as the document writes it.
    Decimal(String),
}

impl Rules {
    /// Whether there is nothing to check.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
