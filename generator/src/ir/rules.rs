//! The constraints at one place of a document.

use super::PatternId;

/// What a value has to keep to, beside its type. Empty where the place says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

    /// The rules of this place in words, one each; `pattern` spells a pattern. Nested rules are not said.
    pub fn describe(&self, pattern: &dyn Fn(PatternId) -> String) -> Vec<String> {
        let mut words = Vec::new();
        let mut say = |text: &str, value: Option<String>| words.extend(value.map(|value| format!("{text} {value}")));
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let bound = |bound: &Option<Bound>| bound.as_ref().map(Bound::to_string);
        say("length at least", count(self.min_length));
        say("length at most", count(self.max_length));
        for id in &self.patterns {
            say("pattern", Some(pattern(*id)));
        }
        if !self.one_of.is_empty() {
            say("one of", Some(self.one_of.join(" or ")));
        }
        say("at least", bound(&self.minimum));
        say("at most", bound(&self.maximum));
        say("greater than", bound(&self.exclusive_minimum));
        say("less than", bound(&self.exclusive_maximum));
        say("a multiple of", bound(&self.multiple_of));
        say("items at least", count(self.min_items));
        say("items at most", count(self.max_items));
        say("members at least", count(self.min_properties));
        say("members at most", count(self.max_properties));
        if self.unique_items {
            words.push("no item twice".to_owned());
        }
        words
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(formatter),
            Self::Decimal(text) => formatter.write_str(text),
        }
    }
}
