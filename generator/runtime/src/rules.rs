//! The rules a document sets for values: bounds, lengths, patterns, counts.
//!
//! It knows the rules as data, and what one is called when it is broken. It must not know models, nor how values are
//! walked (`checker` does).

use std::fmt;

pub use super::checker::{Checker, Invalid, Violation, validate, validate_with};
use super::decimal;
pub use super::format::Format;
use super::json_type::JsonType;
use super::pattern::Pattern;

/// A type whose values can be checked.
pub trait Validate {
    /// Reports every rule that the value breaks: its type's own, and those given here, which hold at this place.
    fn check(&self, rules: &Rules, checker: &mut Checker);
}

/// How many patterns one place can have.
pub const MOST_PATTERNS: usize = 4;

/// The rules of one place, made at compile time.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Rules {
    pub(super) min_length: u64,
    pub(super) max_length: u64,
    pub(super) patterns: [Option<&'static Pattern>; MOST_PATTERNS],
    pub(super) format: Option<Format>,
    pub(super) one_of: Option<&'static [&'static str]>,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) exclusive_minimum: Option<Bound>,
    pub(super) exclusive_maximum: Option<Bound>,
    pub(super) multiple_of: Option<Bound>,
    pub(super) min_items: u64,
    pub(super) max_items: u64,
    pub(super) unique_items: bool,
    pub(super) items: Option<&'static Rules>,
    pub(super) min_properties: u64,
    pub(super) max_properties: u64,
    pub(super) names: Option<&'static Rules>,
    pub(super) values: Option<&'static Rules>,
}

/// A number that bounds others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// An integer.
    Integer(i128),
    /// The text of a JSON number; made by [`Bound::decimal`], which checks it.
    Decimal(&'static str),
}

/// A rule, as an error names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// At least so many characters (code points).
    MinLength(u64),
    /// At most so many characters (code points).
    MaxLength(u64),
    /// A match of this regular expression.
    Pattern(&'static str),
    /// This format, by its name in OpenAPI.
    Format(&'static str),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// Not less than this.
    Minimum(Bound),
    /// Not more than this.
    Maximum(Bound),
    /// More than this.
    ExclusiveMinimum(Bound),
    /// Less than this.
    ExclusiveMaximum(Bound),
    /// A whole multiple of this.
    MultipleOf(Bound),
    /// Neither infinite nor not a number.
    Finite,
    /// At least so many items.
    MinItems(u64),
    /// At most so many items.
    MaxItems(u64),
    /// No item twice.
    UniqueItems,
    /// At least so many members.
    MinProperties(u64),
    /// At most so many members.
    MaxProperties(u64),
    /// One of these types.
    Type(&'static [JsonType]),
    /// One of these values, as JSON texts.
    Value(&'static [&'static str]),
    /// No value at all.
    Nothing,
    /// The member of this name is there.
    Required(&'static str),
    /// If the first member is there, the second is.
    DependentRequired(&'static str, &'static str),
    /// Only members that the document declares.
    Undeclared,
    /// At least so many items of the kind that the document asks for.
    MinContains(u64),
    /// At most so many items of the kind that the document asks for.
    MaxContains(u64),
    /// Any of the alternatives that the document gives.
    NoAlternative,
    /// No more than one of the alternatives that the document gives.
    SeveralAlternatives,
    /// Not what the document excludes.
    Not,
    /// Something else, in words that hold nothing of the value.
    Other(&'static str),
}

/// No rule at all, to refer to: one place, where each reference to [`Rules::NONE`] would make a copy.
pub static NO_RULES: Rules = Rules::NONE;

impl Default for Rules {
    fn default() -> Self {
        Self::NONE
    }
}

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $name(mut self, value: $type) -> Self {
            self.$name = value;
            self
        }
    )*};
}

macro_rules! optional_setters {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $name(mut self, value: $type) -> Self {
            self.$name = Some(value);
            self
        }
    )*};
}

impl Rules {
    /// No rule at all.
    pub const NONE: Self = Self::new();

    /// No rule yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            min_length: 0,
            max_length: u64::MAX,
            patterns: [None; MOST_PATTERNS],
            format: None,
            one_of: None,
            minimum: None,
            maximum: None,
            exclusive_minimum: None,
            exclusive_maximum: None,
            multiple_of: None,
            min_items: 0,
            max_items: u64::MAX,
            unique_items: false,
            items: None,
            min_properties: 0,
            max_properties: u64::MAX,
            names: None,
            values: None,
        }
    }

    /// One more pattern, beside those already there.
    ///
    /// # Panics
    /// While compiling, when there are [`MOST_PATTERNS`] already.
    #[must_use]
    pub const fn pattern(mut self, pattern: &'static Pattern) -> Self {
        let mut index = 0;
        while index < MOST_PATTERNS && self.patterns[index].is_some() {
            index += 1;
        }
        assert!(index < MOST_PATTERNS, "too many patterns for one place");
        self.patterns[index] = Some(pattern);
        self
    }

    /// The rule that a text breaks if it breaks any; nothing where there are several for texts, or none.
    #[must_use]
    pub(super) const fn only_for_texts(&self) -> Option<Rule> {
        let shortest = if self.min_length > 0 { Some(Rule::MinLength(self.min_length)) } else { None };
        let longest = if self.max_length < u64::MAX { Some(Rule::MaxLength(self.max_length)) } else { None };
        match (shortest, longest, &self.patterns, self.format, self.one_of) {
            (only, None, [None, ..], None, None) | (None, only, [None, ..], None, None) => only,
            (None, None, [Some(pattern), None, ..], None, None) => Some(Rule::Pattern(pattern.source)),
            (None, None, [None, ..], Some(format), None) => Some(Rule::Format(format.name())),
            (None, None, [None, ..], None, Some(texts)) => Some(Rule::OneOf(texts)),
            _ => None,
        }
    }

    /// No item twice.
    #[must_use]
    pub const fn unique_items(mut self) -> Self {
        self.unique_items = true;
        self
    }

    setters! {
        /// At least so many characters (code points).
        min_length: u64;
        /// At most so many characters (code points).
        max_length: u64;
        /// At least so many items.
        min_items: u64;
        /// At most so many items.
        max_items: u64;
        /// At least so many members.
        min_properties: u64;
        /// At most so many members.
        max_properties: u64;
    }

    optional_setters! {
        /// A format of texts.
        format: Format;
        /// One of these texts.
        one_of: &'static [&'static str];
        /// Not less than this.
        minimum: Bound;
        /// Not more than this.
        maximum: Bound;
        /// More than this.
        exclusive_minimum: Bound;
        /// Less than this.
        exclusive_maximum: Bound;
        /// A whole multiple of this.
        multiple_of: Bound;
        /// The rules of each item of an array.
        items: &'static Rules;
        /// The rules of each name of a map.
        names: &'static Rules;
        /// The rules of each value of a map.
        values: &'static Rules;
    }
}

impl Bound {
    /// An integer.
    #[must_use]
    pub const fn integer(value: i128) -> Self {
        Self::Integer(value)
    }

    /// A decimal number, by its text.
    ///
    /// # Panics
    /// While compiling, when the text is not a JSON number without exponent.
    #[must_use]
    pub const fn decimal(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        assert!(decimal::is_number(bytes), "a bound has to be a JSON number");
        let mut index = 0;
        while index < bytes.len() {
            assert!(bytes[index] | 0x20 != b'e', "a bound is written without an exponent");
            index += 1;
        }
        Self::Decimal(text)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(formatter),
            Self::Decimal(text) => formatter.write_str(text),
        }
    }
}

/// The rule in words: "must …".
impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(least) => write!(formatter, "must have at least {least} characters"),
            Self::MaxLength(most) => write!(formatter, "must have at most {most} characters"),
            Self::Pattern(source) => {
                write!(formatter, "must match the pattern `{}`", source.replace(char::is_control, " "))
            }
            Self::Format(name) => write!(formatter, "must be of the format {name}"),
            Self::OneOf(texts) => write!(formatter, "must be one of {texts:?}"),
            Self::Minimum(bound) => write!(formatter, "must be at least {bound}"),
            Self::Maximum(bound) => write!(formatter, "must be at most {bound}"),
            Self::ExclusiveMinimum(bound) => write!(formatter, "must be more than {bound}"),
            Self::ExclusiveMaximum(bound) => write!(formatter, "must be less than {bound}"),
            Self::MultipleOf(bound) => write!(formatter, "must be a multiple of {bound}"),
            Self::Finite => formatter.write_str("must be a finite number"),
            Self::MinItems(least) => write!(formatter, "must have at least {least} items"),
            Self::MaxItems(most) => write!(formatter, "must have at most {most} items"),
            Self::UniqueItems => formatter.write_str("must not hold an item twice"),
            Self::MinProperties(least) => write!(formatter, "must have at least {least} members"),
            Self::MaxProperties(most) => write!(formatter, "must have at most {most} members"),
            Self::Type(types) => {
                let names: Vec<_> = types.iter().map(|ty| ty.name()).collect();
                write!(formatter, "must be {}", names.join(" or "))
            }
            Self::Value(texts) => write!(formatter, "must be {}", texts.join(" or ")),
            Self::Nothing => formatter.write_str("must not be there: no value fits"),
            Self::Required(name) => write!(formatter, "must have the member {name:?}"),
            Self::DependentRequired(name, other) => {
                write!(formatter, "must have the member {other:?} because it has {name:?}")
            }
            Self::Undeclared => formatter.write_str("must not be there: the document declares no such member"),
            Self::MinContains(least) => {
                write!(formatter, "must have at least {least} items of the kind that the document asks for")
            }
            Self::MaxContains(most) => {
                write!(formatter, "must have at most {most} items of the kind that the document counts")
            }
            Self::NoAlternative => formatter.write_str("must be one of the documented alternatives"),
            Self::SeveralAlternatives => {
                formatter.write_str("must be one of the documented alternatives, and no other of them")
            }
            Self::Not => formatter.write_str("must not be what the document excludes"),
            Self::Other(what) => formatter.write_str(what),
        }
    }
}
