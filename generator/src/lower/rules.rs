//! Constraint keywords into rules.

use super::Lowering;
use super::schema::Value;
use crate::ir;
use crate::parse::{Bound, SchemaObject};
use crate::source::Number;

impl Lowering<'_, '_> {
    /// Length and pattern.
    pub(super) fn string_rules(&mut self, rules: &mut ir::Rules, schema: &SchemaObject) {
        let longest = |a: Option<u64>, b: Option<u64>| a.max(b);
        let shortest = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        rules.min_length = longest(rules.min_length, schema.min_length.as_ref().map(|count| count.value));
        rules.max_length = shortest(rules.max_length, schema.max_length.as_ref().map(|count| count.value));
        if let Some(pattern) = &schema.pattern
            && let Some(id) = self.pattern(pattern)
            && !rules.patterns.contains(&id)
        {
            rules.patterns.push(id);
        }
    }

    /// Bounds and step.
    pub(super) fn number_rules(&mut self, rules: &mut ir::Rules, schema: &SchemaObject) {
        for (bound, inclusive, exclusive) in [
            (&schema.minimum, &mut rules.minimum, &mut rules.exclusive_minimum),
            (&schema.maximum, &mut rules.maximum, &mut rules.exclusive_maximum),
        ] {
            if let Some(Bound { place: _, value, exclusive: excluded }) = bound {
                let target = if *excluded { exclusive } else { inclusive };
                *target = Some(lower_bound(value));
            }
        }
        if let Some(step) = &schema.multiple_of {
            rules.multiple_of = Some(lower_bound(&step.value));
        }
    }

    /// Rules that stand beside a reference or in a part of an intersection: they hold at this place only, in addition to
    /// what the type demands.
    pub(super) fn add_rules(&mut self, value: &mut Value, schema: &SchemaObject) {
        self.string_rules(&mut value.rules, schema);
        self.number_rules(&mut value.rules, schema);
        let counts = [
            (&mut value.rules.min_items, &schema.min_items),
            (&mut value.rules.max_items, &schema.max_items),
            (&mut value.rules.min_properties, &schema.min_properties),
            (&mut value.rules.max_properties, &schema.max_properties),
        ];
        for (rule, keyword) in counts {
            if let Some(count) = keyword {
                *rule = Some(count.value);
            }
        }
        if let ir::Type::Named(id) = &value.ty
            && matches!(self.types[id.0].definition.kind, ir::TypeKind::Object(_))
            && (schema.min_properties.is_some() || schema.max_properties.is_some())
        {
            self.unsupported(
                schema.place,
                "the number of members is checked where the object is declared, not beside a reference to it",
            );
        }
        value.rules.unique_items |= schema.unique_items.as_ref().is_some_and(|unique| unique.value);
    }
}

/// A number of the document as a bound, exactly.
fn lower_bound(number: &Number) -> ir::Bound {
    match number.to_i128() {
        Some(integer) => ir::Bound::Integer(integer),
        None => ir::Bound::Decimal(number.as_str().to_owned()),
    }
}
