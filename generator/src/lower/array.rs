//! Lists.

use super::Lowering;
use super::alternative::bare_reference;
use super::schema::{Naming, Value};
use crate::ir;
use crate::parse::{Schema, SchemaObject, Type};

impl Lowering<'_, '_> {
    /// A list; its items are named after it.
    pub(super) fn lower_array(&mut self, schema: &SchemaObject, name: &str) -> Value {
        self.containers += 1;
        let item = match (&schema.items, &schema.prefix_items) {
            (Some(items), None) => self.lower_schema(items, &format!("{name} Item"), Naming::Path),
            (None, None) => Value::of(ir::Type::Any),
            (items, Some(positions)) => self.lower_positions(schema, items.as_ref(), positions, name),
        };
        self.containers -= 1;
        let mut rules = ir::Rules {
            min_items: schema.min_items.as_ref().map(|count| count.value),
            max_items: schema.max_items.as_ref().map(|count| count.value),
            unique_items: schema.unique_items.as_ref().is_some_and(|unique| unique.value),
            ..ir::Rules::default()
        };
        if !item.rules.is_empty() {
            rules.items = Some(Box::new(item.rules.clone()));
        }
        let (sensitive, unchecked) = (item.sensitive, item.unchecked);
        let mut value = Value::of(ir::Type::Array(Box::new(item.into_type())));
        value.rules = rules;
        value.sensitive = sensitive;
        value.unchecked = unchecked;
        value
    }

    /// The items of a list whose schema goes by position: of the type that all of them have, or else of any.
    fn lower_positions(
        &mut self,
        list: &SchemaObject,
        others: Option<&Schema>,
        positions: &[Schema],
        name: &str,
    ) -> Value {
        let none_else = matches!(others, Some(Schema::Boolean(allowed)) if !allowed.value)
            || list.max_items.as_ref().is_some_and(|most| most.value <= positions.len() as u64);
        let others = others.filter(|_| !none_else);
        let all: Vec<&Schema> = positions.iter().chain(others).collect();
        if (none_else || others.is_some()) && all.iter().all(|schema| is_simple(schema)) {
            let owner = format!("{name} Item");
            let mut values = all.iter().map(|schema| self.lower_schema(schema, &owner, Naming::Path));
            if let Some(mut one) = values.next()
                && values.all(|other| {
                    (other.ty, other.nullable, other.sensitive) == (one.ty.clone(), one.nullable, one.sensitive)
                })
            {
                // The rules of each position are left to the schema, which the list is held against in any case.
                one.rules = ir::Rules::default();
                return one;
            }
        }
        for schema in all {
            self.note_untyped(schema, "items by position have several types, and a list has one");
        }
        Value::of(ir::Type::Any)
    }
}

/// Whether a schema is a type or a reference that nothing has to be made for, whatever the others are.
fn is_simple(schema: &Schema) -> bool {
    let Some(object) = schema.as_object() else { return false };
    let scalar = |ty: Type| matches!(ty, Type::String | Type::Integer | Type::Number | Type::Boolean | Type::Null);
    let typed = !object.types.is_empty() && object.types.iter().filter(|ty| ty.value != Type::Null).count() < 2;
    bare_reference(schema).is_some()
        || (typed
            && object.types.iter().all(|ty| scalar(ty.value))
            && object.reference.is_none()
            && object.all_of.is_none()
            && object.any_of.is_none()
            && object.one_of.is_none()
            && object.enumeration.is_none()
            && object.constant.is_none()
            && object.pattern.is_none())
}
