//! Lists.

use super::Lowering;
use super::schema::{Naming, Value};
use crate::ir;
use crate::parse::SchemaObject;

impl Lowering<'_, '_> {
    /// A list; its items are named after it.
    pub(super) fn lower_array(&mut self, schema: &SchemaObject, name: &str) -> Value {
        self.unsupported_enumeration(schema);
        let item = match &schema.items {
            Some(items) => self.lower_schema(items, &format!("{name} Item"), Naming::Path),
            None => Value::of(ir::Type::Any),
        };
        let mut rules = ir::Rules {
            min_items: schema.min_items.as_ref().map(|count| count.value),
            max_items: schema.max_items.as_ref().map(|count| count.value),
            unique_items: schema.unique_items.as_ref().is_some_and(|unique| unique.value),
            ..ir::Rules::default()
        };
        if !item.rules.is_empty() {
            rules.items = Some(Box::new(item.rules.clone()));
        }
        let sensitive = item.sensitive;
        let mut value = Value::of(ir::Type::Array(Box::new(item.into_type())));
        value.rules = rules;
        value.sensitive = sensitive;
        value
    }
}
