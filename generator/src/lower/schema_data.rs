//! Schemas as data, for what types and rules cannot say.
//!
//! A schema that is referred to becomes data once, under a name; one in place becomes part of what it stands in.

use std::collections::{HashMap, VecDeque};

use super::docs::access;
use super::number::format_range;
use super::string::{content_format, named_format};
use super::{Lowering, json_text};
use crate::ir;
use crate::naming::{Claim, Scope, constant};
use crate::parse::{Map, Schema, SchemaObject, Spanned, Type};
use crate::source::Place;

/// How many references may follow one another before a property is taken for one of both directions.
const MOST_REFERENCES: usize = 20;

/// The schemas that values are held against.
#[derive(Default)]
pub(super) struct SchemaData {
    by_place: HashMap<Place, ir::SchemaId>,
    /// Referred to, and not yet lowered.
    open: VecDeque<(ir::SchemaId, Place)>,
    list: Vec<ir::SchemaDefinition>,
}

impl SchemaData {
    /// The schemas that something is held against, with their names; `api` gets their final identifiers.
    pub(super) fn finish(mut self, api: &mut ir::Api) {
        let mut used = vec![false; self.list.len()];
        let mut open = Vec::new();
        api.each_schema_use(&mut |id| open.push(*id));
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut used[id.0], true) {
                self.list[id.0].schema.each_reference(&mut |id| open.push(*id));
            }
        }
        let final_ids: Vec<usize> = used
            .iter()
            .scan(0, |next, used| {
                let id = *next;
                *next += usize::from(*used);
                Some(id)
            })
            .collect();
        let mut list: Vec<ir::SchemaDefinition> =
            self.list.into_iter().zip(&used).filter(|(_, used)| **used).map(|(definition, _)| definition).collect();
        let claims: Vec<Claim> = list
            .iter()
            .map(|definition| Claim {
                wire: definition.pointer.clone(),
                // In lower case, so that a suffix from the scope suits it.
                wanted: constant(&definition.constant).to_lowercase(),
                pinned: false,
            })
            .collect();
        let names = Scope::default().assign(&claims);
        for (definition, assigned) in list.iter_mut().zip(names) {
            definition.constant = assigned.name.to_uppercase();
            definition.schema.each_reference(&mut |id| id.0 = final_ids[id.0]);
        }
        api.each_schema_use(&mut |id| id.0 = final_ids[id.0]);
        api.schemas = list;
    }

    /// The schemas, by identifier.
    pub(super) fn list(&self) -> &[ir::SchemaDefinition] {
        &self.list
    }

    fn add(&mut self, name: &str, pointer: String) -> ir::SchemaId {
        let id = ir::SchemaId(self.list.len());
        self.list.push(ir::SchemaDefinition { constant: name.to_owned(), pointer, schema: ir::Schema::default() });
        id
    }
}

impl Lowering<'_, '_> {
    /// A schema in place, as data under the name of what it is for.
    pub(super) fn schema_data(&mut self, schema: &Schema, name: &str) -> ir::SchemaId {
        let place = schema.place();
        if self.component_names.contains_key(&place) {
            return self.schema_data_at(place, name);
        }
        let id = self.schema_data.add(name, self.pointer(place));
        self.schema_data.list[id.0].schema = self.demands(schema);
        id
    }

    /// The schema at the end of a reference, as data; its content may come later.
    fn schema_data_at(&mut self, place: Place, name: &str) -> ir::SchemaId {
        if let Some(id) = self.schema_data.by_place.get(&place) {
            return *id;
        }
        let name = self.component_names.get(&place).map_or(name, String::as_str).to_owned();
        let id = self.schema_data.add(&name, self.pointer(place));
        self.schema_data.by_place.insert(place, id);
        self.schema_data.open.push_back((id, place));
        if self.schema_data.open.len() == 1 {
            self.lower_open_schemas();
        }
        id
    }

    fn lower_open_schemas(&mut self) {
        while let Some((id, place)) = self.schema_data.open.front().copied() {
            if let Some(schema) = self.parsed_schema(place) {
                self.schema_data.list[id.0].schema = self.demands(&schema);
            }
            self.schema_data.open.pop_front();
        }
    }

    /// What a schema demands. The source layer limits the depth of a document, so the recursion is bounded.
    pub(super) fn demands(&mut self, schema: &Schema) -> ir::Schema {
        match schema {
            Schema::Boolean(allowed) => ir::Schema { nothing: !allowed.value, ..ir::Schema::default() },
            Schema::Object(object) => {
                let demands = self.object_demands(object);
                if object.nullable.as_ref().is_none_or(|nullable| !nullable.value) {
                    return demands;
                }
                let null = ir::Schema { types: vec![ir::JsonType::Null], ..ir::Schema::default() };
                ir::Schema { any_of: Some(vec![null, demands]), ..ir::Schema::default() }
            }
        }
    }

    fn object_demands(&mut self, schema: &SchemaObject) -> ir::Schema {
        let mut demands = ir::Schema::default();
        if let Some(reference) = &schema.reference
            && let Some(place) = self.resolve(&reference.value, reference.place)
        {
            let name = self.name_of_place(place, "schema");
            demands.references.push(self.schema_data_at(place, &name));
        }
        if schema.ignores_siblings {
            return demands;
        }
        demands.types = schema.types.iter().map(|ty| json_type(ty.value)).collect();
        let listed: Option<Vec<Place>> =
            schema.enumeration.clone().or_else(|| schema.constant.map(|place| vec![place]));
        if let Some(values) = listed
            && self.text(&schema.extensions, "x-assumed").is_none()
        {
            demands.values = Some(values.iter().map(|place| json_text::compact(self.node(*place))).collect());
        }
        self.string_rules(&mut demands.rules, schema);
        self.number_rules(&mut demands.rules, schema);
        if demands.types.contains(&ir::JsonType::Integer)
            && let Some((least, most)) = schema.format.as_ref().and_then(|format| format_range(&format.value))
        {
            demands.rules.minimum.get_or_insert(ir::Bound::Integer(least));
            demands.rules.maximum.get_or_insert(ir::Bound::Integer(most));
        }
        let count = |count: &Option<Spanned<u64>>| count.as_ref().map(|count| count.value);
        demands.rules.min_items = count(&schema.min_items);
        demands.rules.max_items = count(&schema.max_items);
        demands.rules.unique_items = schema.unique_items.as_ref().is_some_and(|unique| unique.value);
        demands.rules.min_properties = count(&schema.min_properties);
        demands.rules.max_properties = count(&schema.max_properties);
        if demands.types.contains(&ir::JsonType::String) {
            demands.format = content_format(schema).or_else(|| named_format(schema));
        }
        self.member_demands(&mut demands, schema);
        demands.prefix_items = self.all_demands(schema.prefix_items.as_deref().unwrap_or_default());
        demands.items = self.boxed_demands(schema.items.as_ref());
        demands.contains = self.boxed_demands(schema.contains.as_ref());
        demands.min_contains = count(&schema.min_contains);
        demands.max_contains = count(&schema.max_contains);
        demands.unevaluated_items = self.boxed_demands(schema.unevaluated_items.as_ref());
        demands.all_of = self.all_demands(schema.all_of.as_deref().unwrap_or_default());
        self.union_demands(&mut demands, schema);
        demands.not = self.boxed_demands(schema.not.as_ref());
        if let Some(condition) = &schema.condition {
            demands.condition = Some(Box::new(ir::Condition {
                condition: self.demands(condition),
                consequence: schema.consequence.as_ref().map(|schema| self.demands(schema)),
                alternative: schema.alternative.as_ref().map(|schema| self.demands(schema)),
            }));
        }
        demands
    }

    fn member_demands(&mut self, demands: &mut ir::Schema, schema: &SchemaObject) {
        demands.properties = self.named_demands(&schema.properties);
        for Spanned { value: name, place: _ } in &schema.required {
            // Requests and responses have different ones of these, which the types of both know.
            let property = schema.properties.get(name);
            if !property.is_some_and(|property| self.is_one_way(property, MOST_REFERENCES)) {
                demands.required.push(name.clone());
            }
        }
        for (source, property) in schema.pattern_properties.iter() {
            let place = property.place();
            // One that cannot be checked has been reported.
            if let Some(pattern) = self.pattern(&Spanned { value: source.to_owned(), place }) {
                let property = self.demands(property);
                demands.pattern_properties.push((pattern, property));
            }
        }
        demands.additional = self.boxed_demands(schema.additional_properties.as_ref());
        demands.names = self.boxed_demands(schema.property_names.as_ref());
        demands.dependent_required = schema
            .dependent_required
            .iter()
            .map(|(name, required)| (name.to_owned(), required.iter().map(|name| name.value.clone()).collect()))
            .collect();
        demands.dependent_schemas = self.named_demands(&schema.dependent_schemas);
        demands.unevaluated_properties = self.boxed_demands(schema.unevaluated_properties.as_ref());
    }

    /// Whether a property stands in requests alone or in responses alone, as its schema or what it refers to says.
    fn is_one_way(&mut self, property: &Schema, references: usize) -> bool {
        let Some(property) = property.as_object() else { return false };
        if access(property) != ir::Access::Both {
            return true;
        }
        let target = property.reference.as_ref().filter(|_| references > 0);
        let place = target.and_then(|reference| self.resolve(&reference.value, reference.place));
        let target = place.and_then(|place| self.parsed_schema(place));
        target.is_some_and(|target| self.is_one_way(&target, references - 1))
            || property.all_of.iter().flatten().any(|part| self.is_one_way(part, references))
    }

    /// With a discriminator the tag decides, as people mean it, and not how many alternatives happen to fit.
    fn union_demands(&mut self, demands: &mut ir::Schema, schema: &SchemaObject) {
        let Some(discriminator) = &schema.discriminator else {
            demands.any_of = schema.any_of.as_ref().map(|schemas| self.all_demands(schemas));
            demands.one_of = schema.one_of.as_ref().map(|schemas| self.all_demands(schemas));
            return;
        };
        for (schemas, into) in [(&schema.any_of, &mut demands.any_of), (&schema.one_of, &mut demands.one_of)] {
            let Some(schemas) = schemas else { continue };
            let mut alternatives = Vec::new();
            for alternative in schemas {
                let tags = self.tags_of(discriminator, alternative);
                let mut demands = self.demands(alternative);
                if !tags.is_empty() {
                    let values = tags.iter().map(|tag| json_text::string(tag)).collect();
                    let tag = ir::Schema { values: Some(values), ..ir::Schema::default() };
                    let name = discriminator.property_name.value.clone();
                    demands = ir::Schema {
                        required: vec![name.clone()],
                        properties: vec![(name, tag)],
                        all_of: vec![demands],
                        ..ir::Schema::default()
                    };
                }
                alternatives.push(demands);
            }
            *into = Some(alternatives);
        }
    }

    fn all_demands(&mut self, schemas: &[Schema]) -> Vec<ir::Schema> {
        schemas.iter().map(|schema| self.demands(schema)).collect()
    }

    fn named_demands(&mut self, schemas: &Map<Schema>) -> Vec<(String, ir::Schema)> {
        schemas.iter().map(|(name, schema)| (name.to_owned(), self.demands(schema))).collect()
    }

    fn boxed_demands(&mut self, schema: Option<&Schema>) -> Option<Box<ir::Schema>> {
        schema.map(|schema| Box::new(self.demands(schema)))
    }
}

/// The type under its name in the result.
pub(super) fn json_type(ty: Type) -> ir::JsonType {
    match ty {
        Type::Null => ir::JsonType::Null,
        Type::Boolean => ir::JsonType::Boolean,
        Type::Integer => ir::JsonType::Integer,
        Type::Number => ir::JsonType::Number,
        Type::String => ir::JsonType::String,
        Type::Array => ir::JsonType::Array,
        Type::Object => ir::JsonType::Object,
    }
}
