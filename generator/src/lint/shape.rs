//! What is known of a value by its schema, the references and parts of it taken together.

use super::Linter;
use crate::parse::{Schema, SchemaObject, Type, parse_schema};
use crate::source::Place;

/// How many schemas are looked through for one value: a bound for documents that are made to take long.
const MOST: usize = 50;

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
        self.add_to_shape(&mut shape, schema, &mut Vec::new());
        shape
    }

    fn add_to_shape(&mut self, shape: &mut Shape, schema: &Schema, seen: &mut Vec<Place>) {
        let Some(object) = schema.as_object() else { return };
        if seen.len() == MOST || seen.contains(&object.place) {
            return;
        }
        seen.push(object.place);
        if let Some(reference) = &object.reference {
            shape.named = true;
            let target = self.target(reference.as_str(), reference.place);
            if let Some(target) = target.and_then(|place| parse_schema(self.node(place), self.context)) {
                self.add_to_shape(shape, &target, seen);
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
            self.add_to_shape(shape, part, seen);
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::Linter;
    use crate::diagnostic::Diagnostics;
    use crate::parse::{Context, Type, parse_schema};
    use crate::source::{LoadError, Loader, Sources};

    struct Text(String);

    impl Loader for Text {
        fn load(&self, _: &str) -> Result<String, LoadError> {
            Ok(self.0.clone())
        }
    }

    /// Gives the types and bounds of the schema under a key of a text.
    fn shape(text: String, key: &str) -> (Vec<Type>, bool, bool, bool) {
        let loader = Text(text);
        let sources = Sources::new(&loader);
        let mut diagnostics = Diagnostics::new();
        let mut context = Context::new(&sources, &mut diagnostics);
        let file = context.load("a.yaml", None).expect("it is YAML");
        let node = sources.root(file).and_then(|root| root.get(key)).expect("the key is there");
        let schema = parse_schema(node, &mut context).expect("it is a schema");
        let shape = Linter { context: &mut context }.shape(&schema);
        (shape.types, shape.lower, shape.upper, shape.named)
    }

    #[test]
    fn references_parts_and_null_are_seen_through() {
        let text = "\
a: {anyOf: [{$ref: '#/b'}, {type: 'null'}]}
b: {allOf: [{type: integer, minimum: 0}, {maximum: 5}]}
c: {oneOf: [{type: integer}, {type: string}]}
d: {$ref: '#/d'}
";
        assert_eq!(shape(text.to_owned(), "a"), (vec![Type::Integer], true, true, true));
        assert_eq!(shape(text.to_owned(), "b"), (vec![Type::Integer], true, true, false));
        assert_eq!(shape(text.to_owned(), "c"), (vec![], false, false, false));
        assert_eq!(shape(text.to_owned(), "d"), (vec![], false, false, true));
    }

    /// Every schema is two copies of the next: looked through one by one, the first would take 2^60 steps.
    #[test]
    fn schemas_that_fan_out_take_no_time() {
        let mut text = String::from("s60: {type: integer}\n");
        for number in 0..60 {
            let next = number + 1;
            let _ = writeln!(text, "s{number}: {{allOf: [{{$ref: '#/s{next}'}}, {{$ref: '#/s{next}'}}]}}");
        }
        let (_, lower, upper, named) = shape(text, "s0");
        assert_eq!((lower, upper, named), (false, false, true));
    }
}
