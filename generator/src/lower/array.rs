//! Lists.

use super::Lowering;
use super::schema::{Naming, Value};
use crate::ir;
use crate::parse::SchemaObject;

impl Lowering<'_, '_> {
    /// A list; its items are named after it.
    pub(super) fn lower_array(&mut self, schema: &SchemaObject, name: &str) -> Value {
        self.containers += 1;
        let item = match &schema.items {
            // Items by position and others are of any type together.
            Some(items) if schema.prefix_items.is_none() => {
                self.lower_schema(items, &format!("{name} Item"), Naming::Path)
            }
            _ => Value::of(ir::Type::Any),
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
}
