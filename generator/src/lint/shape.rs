//! What is known of a value by its schema, the references and parts of it taken together.

use super::Linter;
use crate::parse::{Schema, SchemaObject, Type, parse_schema};
use crate::source::Place;

/// How many references deep a schema is looked through.
const DEEPEST: usize = 20;

/// What is known of a value.
#[derive(Default)]
pub(super) struct Shape {
    /// Its types without `null`.
    pub(super) types: Vec<Type>,
    /// Where the types are said.
    pub(super) place: Option<Place>,
    /// Whether a reference was followed, so that the value has a named type.
    pub(super) named: bool,
    /// Whether there is a lower bound.
    pub(super) lower: bool,
    /// Whether there is an upper bound.
    pub(super) upper: bool,
    /// Whether its text has a form: `pattern` or `format`.
    pub(super) formed: bool,
    /// Whether its values are listed: `enum` or `const`.
    pub(super) listed: bool,
}

impl Linter<'_, '_> {
    /// The shape of a schema. Of a union only that with `null` is looked into, where one alternative remains.
    pub(super) fn shape(&mut self, schema: &Schema) -> Shape {
        let mut shape = Shape::default();
        self.add_to_shape(&mut shape, schema, 0);
        shape
    }

    fn add_to_shape(&mut self, shape: &mut Shape, schema: &Schema, depth: usize) {
        let Some(object) = schema.as_object().filter(|_| depth < DEEPEST) else { return };
        if let Some(reference) = &object.reference {
            shape.named = true;
            let target = self.target(reference.as_str(), reference.place);
            if let Some(target) = target.and_then(|place| parse_schema(self.node(place), self.context)) {
                self.add_to_shape(shape, &target, depth + 1);
            }
        }
        let types: Vec<Type> = object.types.iter().map(|ty| ty.value).filter(|&ty| ty != Type::Null).collect();
        if !types.is_empty() {
            shape.place = Some(object.place);
            shape.types = types;
        }
        shape.lower |= object.minimum.is_some();
        shape.upper |= object.maximum.is_some();
        shape.formed |= object.pattern.is_some() || object.format.is_some();
        shape.listed |= object.enumeration.is_some() || object.constant.is_some();
        for part in object.all_of.iter().flatten().chain(only_alternative(object)) {
            self.add_to_shape(shape, part, depth + 1);
        }
    }
}

/// The one alternative of a union that is not `null`.
fn only_alternative(object: &SchemaObject) -> Option<&Schema> {
    let alternatives = object.any_of.as_ref().or(object.one_of.as_ref())?;
    let mut others = alternatives.iter().filter(|schema| !is_null(schema));
    others.next().filter(|_| others.next().is_none())
}

fn is_null(schema: &Schema) -> bool {
    schema.as_object().is_some_and(|object| matches!(&object.types[..], [only] if only.value == Type::Null))
}
