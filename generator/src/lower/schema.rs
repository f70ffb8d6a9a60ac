//! Schemas: dispatch by what a schema says, and the memory of what named schemas became.

use std::rc::Rc;

use super::{Draft, Lowering};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming;
use crate::parse::{self, Schema, SchemaObject, Type};
use crate::source::Place;

/// What a schema became at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    /// The type, without null.
    pub(super) ty: ir::Type,
    /// `null` is a value.
    pub(super) nullable: bool,
    /// The rules that the type itself does not carry.
    pub(super) rules: ir::Rules,
    /// Never to be shown.
    pub(super) sensitive: bool,
    /// Documentation of this place.
    pub(super) docs: ir::Docs,
    /// `default`, as JSON text.
    pub(super) default: Option<String>,
    /// Examples, as JSON text on one line.
    pub(super) examples: Vec<String>,
}

impl Value {
    /// A value of a type, without anything else.
    pub(super) fn of(ty: ir::Type) -> Self {
        Self {
            ty,
            nullable: false,
            rules: ir::Rules::default(),
            sensitive: false,
            docs: ir::Docs::default(),
            default: None,
            examples: Vec::new(),
        }
    }

    /// The type with null in it, for the items of lists and values of maps.
    pub(super) fn into_type(self) -> ir::Type {
        if self.nullable { ir::Type::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

/// What became of a schema with a name.
pub(super) enum State {
    /// Being lowered, without a type of its own to refer to yet.
    InProgress,
    /// Done, or far enough that it can be referred to.
    Done(Box<Value>),
}

/// How a schema came by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// A name of its own, in `components` or at the end of a reference: it gets a type in any case.
    Own,
    /// Named by where it stands: it gets a type where it needs one.
    Path,
}

/// How many schemas may lead to each other by references without an object in between: lists of lists, names for names.
/// The recursion goes as deep. Objects are lowered one after the other.
const MOST_REFERENCES: usize = 100;

impl Lowering<'_, '_> {
    /// The schema at the end of a reference, lowered once.
    pub(super) fn schema_at(&mut self, place: Place, owner: &str) -> Value {
        match self.states.get(&place) {
            Some(State::Done(value)) => return Value::clone(value),
            Some(State::InProgress) => {
                self.context
                    .diagnostics
                    .report(Code::EndlessSchema, place, "the schema is made of nothing but itself")
                    .help("give it a type, or a property that ends the recursion");
                return Value::of(ir::Type::Any);
            }
            None => {}
        }
        let Some(schema) = self.parsed_schema(place) else { return Value::of(ir::Type::Any) };
        let name = match self.component_names.get(&place) {
            Some(name) => name.clone(),
            None => self.name_of_place(place, owner),
        };
        if self.depth >= MOST_REFERENCES {
            self.unsupported(
                place,
                "references lead here through too many other schemas; the value stays reachable as JSON",
            );
            return Value::of(ir::Type::Any);
        }
        self.depth += 1;
        self.states.insert(place, State::InProgress);
        let value = self.lower_schema(&schema, &name, Naming::Own);
        self.states.insert(place, State::Done(Box::new(value.clone())));
        self.depth -= 1;
        value
    }

    /// A schema that references can lead to, parsed once.
    pub(super) fn parsed_schema(&mut self, place: Place) -> Option<Rc<Schema>> {
        if let Some(schema) = self.schemas.get(&place) {
            return Some(Rc::clone(schema));
        }
        let schema = Rc::new(parse::parse_schema(self.node(place), self.context)?);
        self.schemas.insert(place, Rc::clone(&schema));
        Some(schema)
    }

    /// A name for a schema that a reference reaches outside `components`: the last words of its pointer.
    fn name_of_place(&self, place: Place, owner: &str) -> String {
        let pointer = self.context.sources.pointer(place);
        let words: Vec<String> = pointer
            .tokens()
            .filter(|token| {
                !matches!(&**token, "properties" | "schema" | "schemas" | "components" | "paths" | "content" | "$defs")
            })
            .map(|token| token.into_owned())
            .collect();
        if words.is_empty() { owner.to_owned() } else { words.join(" ") }
    }

    /// A schema at a place that names it.
    pub(super) fn lower_schema(&mut self, schema: &Schema, name: &str, naming: Naming) -> Value {
        match schema {
            Schema::Boolean(allowed) => {
                if !allowed.value {
                    self.unsupported(
                        allowed.place,
                        "the schema `false` allows no value; the client takes any JSON value here",
                    );
                }
                self.with_name(Value::of(ir::Type::Any), allowed.place, None, name, naming)
            }
            Schema::Object(object) => self.lower_schema_object(object, name, naming),
        }
    }

    fn lower_schema_object(&mut self, schema: &SchemaObject, name: &str, naming: Naming) -> Value {
        self.report_unsupported_keywords(schema);
        self.check_ranges(schema);
        let annotations = self.annotations(schema);
        let mut value = self.lower_shape(schema, name, naming);
        if schema.nullable.is_some_and(|nullable| nullable.value) {
            value.nullable = true;
        }
        value.sensitive |= annotations.sensitive;
        value.docs = annotations.docs;
        value.default = annotations.default;
        if !annotations.examples.is_empty() {
            value.examples = annotations.examples;
        }
        value
    }

    /// The type, from the keywords that shape it.
    fn lower_shape(&mut self, schema: &SchemaObject, name: &str, naming: Naming) -> Value {
        if let Some(reference) = &schema.reference {
            let mut value = match self.resolve(&reference.value, reference.place) {
                Some(place) => self.schema_at(place, name),
                None => Value::of(ir::Type::Any),
            };
            self.add_rules(&mut value, schema);
            self.report_shape_beside("$ref", schema);
            return self.with_name(value, schema.place, Some(schema), name, naming);
        }
        if let Some(value) = self.lower_composition(schema, name, naming) {
            return value;
        }
        let nullable = schema.types.iter().any(|ty| ty.value == Type::Null);
        let types: Vec<Type> = schema.types.iter().map(|ty| ty.value).filter(|ty| *ty != Type::Null).collect();
        let listed = schema.enumeration.is_some() || schema.constant.is_some();
        let mut value = match (types.as_slice(), implied_type(schema)) {
            (&[], _) if listed && self.lists_strings(schema) => self.lower_string(schema, name, naming),
            (&[], None) if listed => {
                self.unsupported_enumeration(schema);
                self.with_name(Value::of(ir::Type::Any), schema.place, Some(schema), name, naming)
            }
            (&[], _) if nullable => {
                self.unsupported(schema.place, "a value that can only be `null` is taken as any JSON value");
                self.with_name(Value::of(ir::Type::Any), schema.place, Some(schema), name, naming)
            }
            (&[], None) => self.with_name(Value::of(ir::Type::Any), schema.place, Some(schema), name, naming),
            (&[ty], _) | (&[], Some(ty)) => self.lower_typed(schema, ty, nullable, name, naming),
            _ => {
                let place = schema.types[0].place;
                self.unsupported(
                    place,
                    "several types at one place are not told apart yet; the value stays reachable as JSON",
                );
                self.with_name(Value::of(ir::Type::Any), schema.place, Some(schema), name, naming)
            }
        };
        value.nullable |= nullable;
        value
    }

    fn lower_typed(&mut self, schema: &SchemaObject, ty: Type, nullable: bool, name: &str, naming: Naming) -> Value {
        match ty {
            Type::String => self.lower_string(schema, name, naming),
            Type::Object => self.lower_object(schema, nullable, name, naming),
            Type::Integer | Type::Number => {
                let value = self.lower_number(schema, ty);
                self.with_name(value, schema.place, Some(schema), name, naming)
            }
            Type::Boolean => {
                self.unsupported_enumeration(schema);
                self.with_name(Value::of(ir::Type::Boolean), schema.place, Some(schema), name, naming)
            }
            Type::Array => {
                let value = self.lower_array(schema, name);
                self.with_name(value, schema.place, Some(schema), name, naming)
            }
            Type::Null => Value::of(ir::Type::Any),
        }
    }

    /// Gives a value without a type of its own the name it has: an alias.
    pub(super) fn with_name(
        &mut self,
        value: Value,
        place: Place,
        schema: Option<&SchemaObject>,
        name: &str,
        naming: Naming,
    ) -> Value {
        if naming == Naming::Path {
            return value;
        }
        let alias = ir::Alias { ty: value.ty, rules: value.rules.clone() };
        let id = self.define(place, schema, name, ir::TypeKind::Alias(alias));
        Value { ty: ir::Type::Named(id), ..value }
    }

    /// Adds a named type.
    pub(super) fn define(
        &mut self,
        place: Place,
        schema: Option<&SchemaObject>,
        name: &str,
        kind: ir::TypeKind,
    ) -> ir::TypeId {
        let docs = schema.map(|schema| self.schema_docs(schema)).unwrap_or_default();
        let pinned = schema.and_then(|schema| self.rust_name(&schema.extensions));
        let id = ir::TypeId(self.types.len());
        self.types.push(Draft {
            place,
            pinned,
            definition: ir::TypeDefinition {
                name: ir::Name { wire: name.to_owned(), rust: naming::pascal(name) },
                module: String::new(),
                pointer: self.pointer(place),
                docs,
                kind,
                usage: ir::Usage::default(),
                checked: false,
                examples: Vec::new(),
            },
        });
        if let Some(schema) = schema {
            self.schema_examples(schema, id);
        }
        id
    }
}

/// The type that keywords speak of where `type` is not said.
fn implied_type(schema: &SchemaObject) -> Option<Type> {
    let object = !schema.properties.is_empty()
        || schema.additional_properties.is_some()
        || !schema.required.is_empty()
        || schema.min_properties.is_some()
        || schema.max_properties.is_some();
    let string = schema.pattern.is_some() || schema.min_length.is_some() || schema.max_length.is_some();
    let array = schema.items.is_some() || schema.min_items.is_some() || schema.max_items.is_some();
    let number = schema.minimum.is_some() || schema.maximum.is_some() || schema.multiple_of.is_some();
    match (object, string, array, number) {
        (true, false, false, false) => Some(Type::Object),
        (false, true, false, false) => Some(Type::String),
        (false, false, true, false) => Some(Type::Array),
        (false, false, false, true) => Some(Type::Number),
        _ => None,
    }
}
