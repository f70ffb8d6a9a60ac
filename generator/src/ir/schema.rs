//! Schemas as data, for what types and rules cannot say: the client holds a value's JSON against them.

use super::{Format, PatternId, Rules};

/// The index of a schema in `Api::schemas`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// A schema with a name of its own in the client.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaDefinition {
    /// The name of the static.
    pub constant: String,
    /// The JSON pointer it came from.
    pub pointer: String,
    /// What it demands.
    pub schema: Schema,
}

/// What a schema demands (JSON Schema 2020-12). Empty members demand nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Schema {
    /// `false`: no value fits.
    pub nothing: bool,
    /// `$ref`s: schemas with a name, all of which hold.
    pub references: Vec<SchemaId>,
    /// `type`: any of these.
    pub types: Vec<JsonType>,
    /// `enum` or `const`: the values as JSON texts.
    pub values: Option<Vec<String>>,
    /// Lengths, patterns, bounds, counts of items and members, `uniqueItems`.
    pub rules: Rules,
    /// A format of strings.
    pub format: Option<Format>,
    /// `properties`.
    pub properties: Vec<(String, Schema)>,
    /// `required`.
    pub required: Vec<String>,
    /// `patternProperties`.
    pub pattern_properties: Vec<(PatternId, Schema)>,
    /// `additionalProperties`.
    pub additional: Option<Box<Schema>>,
    /// `propertyNames`.
    pub names: Option<Box<Schema>>,
    /// `dependentRequired`.
    pub dependent_required: Vec<(String, Vec<String>)>,
    /// `dependentSchemas`.
    pub dependent_schemas: Vec<(String, Schema)>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<Box<Schema>>,
    /// `prefixItems`.
    pub prefix_items: Vec<Schema>,
    /// `items`.
    pub items: Option<Box<Schema>>,
    /// `contains`.
    pub contains: Option<Box<Schema>>,
    /// `minContains`.
    pub min_contains: Option<u64>,
    /// `maxContains`.
    pub max_contains: Option<u64>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<Box<Schema>>,
    /// `allOf`.
    pub all_of: Vec<Schema>,
    /// `anyOf`.
    pub any_of: Option<Vec<Schema>>,
    /// `oneOf`.
    pub one_of: Option<Vec<Schema>>,
    /// `not`.
    pub not: Option<Box<Schema>>,
    /// `if`, `then`, `else`.
    pub condition: Option<Box<Condition>>,
}

impl Schema {
    /// Visits the schemas that stand in this one, and not those inside them.
    pub fn each_part(&self, visit: &mut dyn FnMut(&Self)) {
        let lists = [Some(&self.prefix_items), Some(&self.all_of), self.any_of.as_ref(), self.one_of.as_ref()];
        lists.into_iter().flatten().flatten().for_each(&mut *visit);
        self.properties.iter().chain(&self.dependent_schemas).for_each(|(_, schema)| visit(schema));
        self.pattern_properties.iter().for_each(|(_, schema)| visit(schema));
        let single = [
            &self.additional,
            &self.names,
            &self.unevaluated_properties,
            &self.items,
            &self.contains,
            &self.unevaluated_items,
            &self.not,
        ];
        single.into_iter().flatten().for_each(|schema| visit(schema));
        if let Some(condition) = &self.condition {
            visit(&condition.condition);
            condition.consequence.iter().chain(&condition.alternative).for_each(&mut *visit);
        }
    }

    /// Visits the references of this schema and of those inside it.
    pub fn each_reference(&mut self, visit: &mut dyn FnMut(&mut SchemaId)) {
        self.references.iter_mut().for_each(&mut *visit);
        let lists = [Some(&mut self.prefix_items), Some(&mut self.all_of), self.any_of.as_mut(), self.one_of.as_mut()];
        for schema in lists.into_iter().flatten().flatten() {
            schema.each_reference(visit);
        }
        for (_, schema) in self.properties.iter_mut().chain(&mut self.dependent_schemas) {
            schema.each_reference(visit);
        }
        for (_, schema) in &mut self.pattern_properties {
            schema.each_reference(visit);
        }
        let single = [
            &mut self.additional,
            &mut self.names,
            &mut self.unevaluated_properties,
            &mut self.items,
            &mut self.contains,
            &mut self.unevaluated_items,
            &mut self.not,
        ];
        for schema in single.into_iter().flatten() {
            schema.each_reference(visit);
        }
        if let Some(condition) = &mut self.condition {
            condition.condition.each_reference(visit);
            for schema in [&mut condition.consequence, &mut condition.alternative].into_iter().flatten() {
                schema.each_reference(visit);
            }
        }
    }
}

/// `if`, `then` and `else`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// `if`.
    pub condition: Schema,
    /// `then`.
    pub consequence: Option<Schema>,
    /// `else`.
    pub alternative: Option<Schema>,
}

/// The types of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`: a number without a fraction, however it is written.
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}
