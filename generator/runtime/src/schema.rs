//! Schemas as data: what a document demands of a value beyond what types and rules can say.
//!
//! It knows the keywords of JSON Schema 2020-12 as constants. It must not know how they are checked (`schema_check`).

use super::format::Format;
pub use super::json_type::JsonType;
use super::pattern::Pattern;
use super::rules::Rules;

/// What a schema demands of a value. Made at compile time; what is not set demands nothing, and each keyword speaks of
/// its own kind of value only: `required` says nothing of a string.
///
/// Schemas that refer to each other are statics.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Schema {
    pub(super) nothing: bool,
    pub(super) references: &'static [&'static Schema],
    pub(super) types: &'static [JsonType],
    pub(super) values: Option<&'static [&'static str]>,
    pub(super) rules: Option<&'static Rules>,
    pub(super) format: Option<Format>,
    pub(super) object: Option<&'static ObjectSchema>,
    pub(super) array: Option<&'static ArraySchema>,
    pub(super) all_of: &'static [&'static Schema],
    pub(super) any_of: Option<&'static [&'static Schema]>,
    pub(super) one_of: Option<&'static [&'static Schema]>,
    pub(super) not: Option<&'static Schema>,
    pub(super) condition: Option<Condition>,
}

/// What a schema demands of objects.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ObjectSchema {
    pub(super) properties: &'static [(&'static str, &'static Schema)],
    pub(super) required: &'static [&'static str],
    pub(super) pattern_properties: &'static [(&'static Pattern, &'static Schema)],
    pub(super) additional: Option<&'static Schema>,
    pub(super) names: Option<&'static Schema>,
    pub(super) dependent_required: &'static [(&'static str, &'static [&'static str])],
    pub(super) dependent_schemas: &'static [(&'static str, &'static Schema)],
    pub(super) unevaluated: Option<&'static Schema>,
}

/// What a schema demands of arrays.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ArraySchema {
    pub(super) prefix_items: &'static [&'static Schema],
    pub(super) items: Option<&'static Schema>,
    pub(super) contains: Option<&'static Schema>,
    pub(super) min_contains: u64,
    pub(super) max_contains: u64,
    pub(super) unevaluated: Option<&'static Schema>,
}

/// `if`, `then` and `else`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    pub(super) condition: &'static Schema,
    pub(super) consequence: Option<&'static Schema>,
    pub(super) alternative: Option<&'static Schema>,
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

impl Default for Schema {
    fn default() -> Self {
        Self::new()
    }
}

impl Default for ObjectSchema {
    fn default() -> Self {
        Self::new()
    }
}

impl Default for ArraySchema {
    fn default() -> Self {
        Self::new()
    }
}

impl Schema {
    /// Demands nothing: the schema `true`.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            nothing: false,
            references: &[],
            types: &[],
            values: None,
            rules: None,
            format: None,
            object: None,
            array: None,
            all_of: &[],
            any_of: None,
            one_of: None,
            not: None,
            condition: None,
        }
    }

    /// No value fits: the schema `false`.
    #[must_use]
    pub const fn nothing(mut self) -> Self {
        self.nothing = true;
        self
    }

    /// `if`, `then` and `else` (Core, 10.2.2).
    #[must_use]
    pub const fn condition(
        mut self,
        condition: &'static Schema,
        consequence: Option<&'static Schema>,
        alternative: Option<&'static Schema>,
    ) -> Self {
        self.condition = Some(Condition { condition, consequence, alternative });
        self
    }

    setters! {
        /// `$ref`: all of these hold.
        references: &'static [&'static Schema];
        /// `type`: any of these; an empty list allows all.
        types: &'static [JsonType];
        /// `allOf`.
        all_of: &'static [&'static Schema];
    }

    optional_setters! {
        /// `enum` or `const`: one of these JSON texts. They are compared as values, numbers exactly.
        values: &'static [&'static str];
        /// Lengths, patterns, bounds and counts.
        rules: &'static Rules;
        /// `format`, of strings.
        format: Format;
        /// What is demanded of objects.
        object: &'static ObjectSchema;
        /// What is demanded of arrays.
        array: &'static ArraySchema;
        /// `anyOf`: at least one holds.
        any_of: &'static [&'static Schema];
        /// `oneOf`: exactly one holds.
        one_of: &'static [&'static Schema];
        /// `not`: does not hold.
        not: &'static Schema;
    }
}

impl ObjectSchema {
    /// Demands nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            properties: &[],
            required: &[],
            pattern_properties: &[],
            additional: None,
            names: None,
            dependent_required: &[],
            dependent_schemas: &[],
            unevaluated: None,
        }
    }

    setters! {
        /// `properties`.
        properties: &'static [(&'static str, &'static Schema)];
        /// `required`.
        required: &'static [&'static str];
        /// `patternProperties`.
        pattern_properties: &'static [(&'static Pattern, &'static Schema)];
        /// `dependentRequired`: if the first is there, all of the others are.
        dependent_required: &'static [(&'static str, &'static [&'static str])];
        /// `dependentSchemas`: if the member is there, the object keeps to the schema.
        dependent_schemas: &'static [(&'static str, &'static Schema)];
    }

    optional_setters! {
        /// `additionalProperties`: of members that neither `properties` nor `patternProperties` here speak of.
        additional: &'static Schema;
        /// `propertyNames`.
        names: &'static Schema;
        /// `unevaluatedProperties`: of members that no keyword spoke of, here or in a subschema that holds.
        unevaluated: &'static Schema;
    }
}

impl ArraySchema {
    /// Demands nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            prefix_items: &[],
            items: None,
            contains: None,
            min_contains: 1,
            max_contains: u64::MAX,
            unevaluated: None,
        }
    }

    setters! {
        /// `prefixItems`: of the first items, each its own. There may be fewer items, or more.
        prefix_items: &'static [&'static Schema];
        /// `minContains`: so many items at least keep to `contains`; 1 if it is not said.
        min_contains: u64;
        /// `maxContains`: so many items at most keep to `contains`.
        max_contains: u64;
    }

    optional_setters! {
        /// `items`: of the items after those of `prefix_items`.
        items: &'static Schema;
        /// `contains`.
        contains: &'static Schema;
        /// `unevaluatedItems`: of items that no keyword spoke of, here or in a subschema that holds.
        unevaluated: &'static Schema;
    }
}
