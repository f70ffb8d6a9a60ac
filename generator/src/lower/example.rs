//! Examples: kept for the documentation and for the emitted tests.

use super::{Lowering, json_text};
use crate::ir;
use crate::parse::{MediaType, Schema, SchemaObject, parse_example};
use crate::source::Place;

impl Lowering<'_, '_> {
    /// The examples of a named schema.
    pub(super) fn schema_examples(&mut self, schema: &SchemaObject, id: ir::TypeId) {
        let places: Vec<Place> = schema.example.iter().chain(&schema.examples).copied().collect();
        if places.is_empty() {
            return;
        }
        let demands = self.demands(&Schema::Object(Box::new(schema.clone())));
        for place in places {
            self.keep_example(place, &ir::Type::Named(id), &ir::Rules::default(), &demands);
        }
    }

    /// The examples of a body.
    pub(super) fn media_examples(&mut self, media: &MediaType, ty: &ir::Type, rules: &ir::Rules) {
        if media.example.is_none() && media.examples.is_empty() {
            return;
        }
        let demands = media.schema.as_ref().map(|schema| self.demands(schema)).unwrap_or_default();
        if let Some(place) = media.example {
            self.keep_example(place, ty, rules, &demands);
        }
        for example in media.examples.values() {
            if let Some(value) = self.follow(example, parse_example).and_then(|followed| followed.object.value) {
                self.keep_example(value, ty, rules, &demands);
            }
        }
    }

    fn keep_example(&mut self, place: Place, ty: &ir::Type, rules: &ir::Rules, demands: &ir::Schema) {
        let example = ir::Example {
            name: String::new(),
            pointer: self.pointer(place),
            json: json_text::pretty(self.node(place)),
            ty: ty.clone(),
            rules: rules.clone(),
        };
        if let ir::Type::Named(id) = ty {
            self.types[id.0].definition.examples.push(example.clone());
        }
        if self.known_examples.insert(place) {
            self.examples.push(example);
            self.example_places.push(place);
            self.example_schemas.push(demands.clone());
        }
    }
}
