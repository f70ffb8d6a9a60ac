//! Contract tests: for each constraint a value just inside of it and one just outside.

use super::{Bound, PatternId, TypeId};

/// The test of one named type.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// The type.
    pub ty: TypeId,
    /// A valid value as JSON text: where the others are put in.
    pub base: String,
    /// The members without which nothing can be read.
    pub required: RequiredMembers,
    /// The pairs, in the order of the document.
    pub edges: Vec<Edge>,
    /// The constraints that have no pair, and why: the test says so.
    pub untried: Vec<String>,
}

/// The members of a valid value without which nothing can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequiredMembers {
    /// All that it has, if it has any.
    All,
    /// Some of them.
    Some(Vec<String>),
    /// None.
    None,
}

/// The test of one operation's request.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestContract {
    /// The index of the operation in `Api::operations`.
    pub operation: usize,
    /// What it requires, as JSON texts, in the order of its constructor.
    pub arguments: Vec<String>,
    /// The fields that are set besides, each with its value as JSON text.
    pub optional: Vec<(String, String)>,
    /// The path with all parameters in it, where each is written as it is.
    pub path: Option<String>,
    /// The members of the query that are written as they are, each with its value.
    pub query: Vec<(String, String)>,
    /// The headers that are written as they are.
    pub headers: Vec<(String, String)>,
    /// The body as JSON text.
    pub body: Option<String>,
    /// The constraints of parameters.
    pub parameters: Vec<ParameterContract>,
}

/// The constraints of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterContract {
    /// The index of the parameter in the operation's.
    pub parameter: usize,
    /// The JSON pointer by which messages name it.
    pub pointer: String,
    /// A valid value as JSON text.
    pub base: String,
    /// The pairs.
    pub edges: Vec<Edge>,
}

/// A pair of values at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The JSON pointer of the place in the valid value. The values are put in place of the whole, where that is empty,
    /// or else of the member that its first token names.
    pub at: String,
    /// The values.
    pub probe: Probe,
}

/// The values of a pair.
#[derive(Clone, Debug, PartialEq)]
pub enum Probe {
    /// Texts of as many characters as the rule says, and of one less or more.
    Length {
        /// The length.
        rule: BrokenRule,
    },
    /// Lists of as many items as the rule says, and of one less or more.
    Count {
        /// The count.
        rule: BrokenRule,
        /// Each item, as JSON text.
        item: String,
    },
    /// Two values.
    Pair {
        /// What the second breaks.
        rule: BrokenRule,
        /// As JSON text.
        inside: String,
        /// As JSON text.
        outside: String,
    },
    /// Two values at several places, which have the same format.
    Everywhere {
        /// What the second breaks.
        rule: BrokenRule,
        /// As JSON text.
        inside: String,
        /// As JSON text.
        outside: String,
        /// The other places.
        others: Vec<String>,
    },
    /// A value that breaks the rule; what keeps to it stands in the valid value.
    Outside {
        /// The rule.
        rule: BrokenRule,
        /// As JSON text.
        outside: String,
    },
    /// A value that breaks nothing, though the document does not list it.
    Accepted {
        /// As JSON text.
        value: String,
    },
}

impl Probe {
    /// The rule that the second value breaks, where there is one.
    pub fn rule(&self) -> Option<&BrokenRule> {
        match self {
            Self::Length { rule }
            | Self::Count { rule, .. }
            | Self::Pair { rule, .. }
            | Self::Everywhere { rule, .. }
            | Self::Outside { rule, .. } => Some(rule),
            Self::Accepted { .. } => None,
        }
    }
}

/// A rule, as the client names it when it is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenRule {
    /// `minLength`.
    MinLength(u64),
    /// `maxLength`.
    MaxLength(u64),
    /// `pattern`.
    Pattern(PatternId),
    /// `format`, by its name.
    Format(&'static str),
    /// A closed `enum` of strings.
    OneOf(Vec<String>),
    /// `minimum`.
    Minimum(Bound),
    /// `maximum`.
    Maximum(Bound),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(Bound),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(Bound),
    /// `multipleOf`.
    MultipleOf(Bound),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `additionalProperties: false`.
    Undeclared,
}

impl BrokenRule {
    /// The keyword of the document.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
            Self::OneOf(_) => "enum",
            Self::Minimum(_) => "minimum",
            Self::Maximum(_) => "maximum",
            Self::ExclusiveMinimum(_) => "exclusiveMinimum",
            Self::ExclusiveMaximum(_) => "exclusiveMaximum",
            Self::MultipleOf(_) => "multipleOf",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
            Self::Undeclared => "additionalProperties",
        }
    }
}
