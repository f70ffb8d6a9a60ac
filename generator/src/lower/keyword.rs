//! What kinds of keywords a schema has.

use crate::parse::{Schema, SchemaObject, Type};

/// Whether a schema says what the type is, rather than adding rules to it.
pub(super) fn gives_type(schema: &Schema) -> bool {
    let Schema::Object(schema) = schema else { return true };
    schema.reference.is_some()
        || !schema.types.is_empty()
        || schema.all_of.is_some()
        || schema.any_of.is_some()
        || schema.one_of.is_some()
        || names_contents(schema)
}

/// Whether a schema says which values there are, or what an object or a list holds.
pub(super) fn names_contents(schema: &SchemaObject) -> bool {
    !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional_properties.is_some()
        || schema.items.is_some()
        || schema.prefix_items.is_some()
        || schema.enumeration.is_some()
        || schema.constant.is_some()
}

/// Whether a schema has keywords that neither a type nor a rule stands for: values are held against it as JSON.
pub(super) fn needs_json(schema: &SchemaObject) -> bool {
    !schema.pattern_properties.is_empty()
        || !schema.dependent_required.is_empty()
        || !schema.dependent_schemas.is_empty()
        || schema.prefix_items.is_some()
        || schema.contains.is_some()
        || schema.unevaluated_items.is_some()
        || schema.property_names.is_some()
        || schema.unevaluated_properties.is_some()
        || schema.not.is_some()
        || (schema.condition.is_some() && (schema.consequence.is_some() || schema.alternative.is_some()))
}

/// Whether a schema demands anything, of a value of any type.
pub(super) fn demands(schema: &SchemaObject) -> bool {
    names_contents(schema)
        || needs_json(schema)
        || schema.multiple_of.is_some()
        || schema.minimum.is_some()
        || schema.maximum.is_some()
        || schema.min_length.is_some()
        || schema.max_length.is_some()
        || schema.pattern.is_some()
        || schema.min_items.is_some()
        || schema.max_items.is_some()
        || schema.unique_items.as_ref().is_some_and(|unique| unique.value)
        || schema.min_properties.is_some()
        || schema.max_properties.is_some()
}

/// The type that keywords leave no doubt about where `type` is not said.
pub(super) fn implied_type(schema: &SchemaObject) -> Option<Type> {
    let typed = schema.additional_properties.as_ref().is_some_and(|schema| schema.as_object().is_some());
    let object = !schema.properties.is_empty() || typed;
    match (object, schema.items.is_some(), schema.pattern.is_some()) {
        (true, false, false) => Some(Type::Object),
        (false, true, false) => Some(Type::Array),
        (false, false, true) => Some(Type::String),
        _ => None,
    }
}
