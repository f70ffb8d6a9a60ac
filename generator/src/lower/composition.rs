//! `allOf`, `anyOf`, `oneOf`: null in a union, and a base with rules added in place.

use super::Lowering;
use super::schema::{Naming, Value};
use crate::ir;
use crate::parse::{Schema, SchemaObject, Type};

impl Lowering<'_, '_> {
    /// The composed type, where the schema composes one.
    pub(super) fn lower_composition(&mut self, schema: &SchemaObject, name: &str, naming: Naming) -> Option<Value> {
        let unions = [("anyOf", &schema.any_of), ("oneOf", &schema.one_of)];
        for (keyword, alternatives) in unions {
            if let Some(alternatives) = alternatives {
                self.report_shape_beside(keyword, schema);
                return Some(self.lower_union(schema, keyword, alternatives, name, naming));
            }
        }
        let parts = schema.all_of.as_ref()?;
        self.report_shape_beside("allOf", schema);
        Some(self.lower_intersection(schema, parts, name, naming))
    }

    /// Reports what stands beside a keyword that gives the type, and would have to be merged with that.
    pub(super) fn report_shape_beside(&mut self, keyword: &str, schema: &SchemaObject) {
        let shapes = [
            ("allOf", schema.all_of.is_some()),
            ("anyOf", schema.any_of.is_some()),
            ("oneOf", schema.one_of.is_some()),
            ("properties", !schema.properties.is_empty()),
            ("additionalProperties", schema.additional_properties.is_some()),
            ("required", !schema.required.is_empty()),
            ("items", schema.items.is_some()),
            ("enum", schema.enumeration.is_some()),
            ("const", schema.constant.is_some()),
        ];
        for (shape, _) in shapes.into_iter().filter(|(shape, there)| *there && *shape != keyword) {
            let message =
                format!("`{shape}` beside `{keyword}` is not merged with it yet: the client does not check it");
            self.unsupported(schema.place, message);
        }
    }

    /// A union: with `null` or alone, one alternative is that alternative.
    fn lower_union(
        &mut self,
        schema: &SchemaObject,
        keyword: &str,
        alternatives: &[Schema],
        name: &str,
        naming: Naming,
    ) -> Value {
        let values: Vec<&Schema> = alternatives.iter().filter(|alternative| !is_null(alternative)).collect();
        if let [only] = values.as_slice() {
            let mut value = self.lower_schema(only, name, Naming::Path);
            value.nullable |= values.len() < alternatives.len();
            self.add_rules(&mut value, schema);
            return self.with_name(value, schema.place, Some(schema), name, naming);
        }
        let message =
            format!("the alternatives of `{keyword}` are not told apart yet; the value stays reachable as JSON");
        self.unsupported(schema.place, message);
        let mut value = Value::of(ir::Type::Any);
        value.nullable = values.len() < alternatives.len();
        self.with_name(value, schema.place, Some(schema), name, naming)
    }

    /// An intersection: one part that gives the type, and others that only add rules at this place.
    fn lower_intersection(&mut self, schema: &SchemaObject, parts: &[Schema], name: &str, naming: Naming) -> Value {
        let (bases, rules): (Vec<&Schema>, Vec<&Schema>) = parts.iter().partition(|part| gives_type(part));
        let own_type = !schema.types.is_empty() || !schema.properties.is_empty();
        let [base] = bases.as_slice() else {
            self.unsupported(
                schema.place,
                "`allOf` over several types is not merged yet; the value stays reachable as JSON",
            );
            return self.with_name(Value::of(ir::Type::Any), schema.place, Some(schema), name, naming);
        };
        if own_type && !schema.properties.is_empty() {
            self.unsupported(
                schema.place,
                "`properties` beside `allOf` are not merged yet; the value stays reachable as JSON",
            );
            return self.with_name(Value::of(ir::Type::Any), schema.place, Some(schema), name, naming);
        }
        let mut value = self.lower_schema(base, name, Naming::Path);
        for part in rules {
            if let Schema::Object(part) = part {
                self.report_unsupported_keywords(part);
                self.add_rules(&mut value, part);
                let annotations = self.annotations(part);
                value.sensitive |= annotations.sensitive;
                value.nullable |= part.nullable.is_some_and(|nullable| nullable.value);
            }
        }
        self.add_rules(&mut value, schema);
        self.with_name(value, schema.place, Some(schema), name, naming)
    }
}

/// `type: null`, in one of the ways people write it.
fn is_null(schema: &Schema) -> bool {
    let Schema::Object(schema) = schema else { return false };
    matches!(schema.types.as_slice(), [only] if only.value == Type::Null)
}

/// Whether a part of an intersection says what the type is, rather than adding rules to it.
fn gives_type(schema: &Schema) -> bool {
    let Schema::Object(schema) = schema else { return true };
    schema.reference.is_some()
        || !schema.types.is_empty()
        || !schema.properties.is_empty()
        || schema.items.is_some()
        || schema.enumeration.is_some()
        || schema.constant.is_some()
        || schema.all_of.is_some()
        || schema.any_of.is_some()
        || schema.one_of.is_some()
        || schema.additional_properties.is_some()
        || !schema.required.is_empty()
}
