//! Schemas: dispatch by what a schema says, and the memory of what named schemas became.

use std::rc::Rc;

use super::keyword::{demands, gives_type, implied_type, names_contents, needs_json};
use super::merge::Merged;
use super::number::exceeds_64_bits;
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
    /// Type and rules do not demand all that the schema demands: where the value stands, it is held against the schema.
    pub(super) unchecked: bool,
    /// `readOnly` or `writeOnly`.
    pub(super) access: ir::Access,
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
            unchecked: false,
            access: ir::Access::Both,
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
    /// Being lowered, without a type of its own to refer to yet; begun inside so many lists, maps and unions.
    InProgress(usize),
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

/// A schema without references and compositions.
#[derive(Clone, Copy)]
pub(super) struct Flat<'s> {
    /// Its keywords.
    pub(super) schema: &'s SchemaObject,
    /// They are all that the schema demands.
    pub(super) exact: bool,
    /// What it was made of, if it was several schemas.
    pub(super) merged: Option<&'s Rc<Merged>>,
}

/// How many schemas may lead to each other by references without an object in between: lists of lists, names for names.
/// The recursion goes as deep. Objects are lowered one after the other.
const MOST_REFERENCES: usize = 100;

impl Lowering<'_, '_> {
    /// The schema at the end of a reference, lowered once.
    pub(super) fn schema_at(&mut self, place: Place, owner: &str) -> Value {
        match self.states.get(&place) {
            Some(State::Done(value)) => return Value::clone(value),
            Some(State::InProgress(containers)) if self.containers > *containers => return self.recursive(place),
            Some(State::InProgress(_)) => {
                self.report_endless(place);
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
        self.states.insert(place, State::InProgress(self.containers));
        let value = self.lower_schema(&schema, &name, Naming::Own);
        self.refer_to(place, value.clone());
        self.depth -= 1;
        self.finish_recursive(place, &name, &value.ty);
        value
    }

    /// From here on, references to a place give this.
    pub(super) fn refer_to(&mut self, place: Place, value: Value) {
        self.states.insert(place, State::Done(Box::new(value)));
    }

    pub(super) fn report_endless(&mut self, place: Place) {
        self.context
            .diagnostics
            .report(Code::EndlessSchema, place, "the schema is made of nothing but itself")
            .help("give it a type, or a property that ends the recursion");
    }

    /// A list or map inside itself: Rust has no name for that, so the inner one is kept as JSON, with a reader.
    fn recursive(&mut self, place: Place) -> Value {
        if let Some(id) = self.recursive.get(&place) {
            return Value::of(ir::Type::Named(*id));
        }
        let name = format!("{} value", self.component_names.get(&place).map_or("nested", String::as_str));
        let opaque = ir::Opaque { views: Vec::new(), schema: None, sensitive: false };
        let id = self.define(place, None, &name, ir::TypeKind::Opaque(opaque));
        self.recursive.insert(place, id);
        Value::of(ir::Type::Named(id))
    }

    fn finish_recursive(&mut self, place: Place, name: &str, ty: &ir::Type) {
        let Some(id) = self.recursive.get(&place).copied() else { return };
        let Some(schema) = self.parsed_schema(place) else { return };
        let rust = format!("as_{}", naming::snake(name).trim_end_matches('_'));
        let view = ir::View { name: ir::Name { wire: name.to_owned(), rust }, ty: ty.clone(), convertible: true };
        let schema = Some(self.schema_data(&schema, name));
        let opaque = ir::Opaque { views: vec![view], schema, sensitive: false };
        self.types[id.0].definition.kind = ir::TypeKind::Opaque(opaque);
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

    /// A name for a schema that a reference reaches outside `components`: the words of its pointer, or the file's name
    /// where the schema is the whole file.
    pub(super) fn name_of_place(&self, place: Place, owner: &str) -> String {
        let pointer = self.context.sources.pointer(place);
        let words: Vec<String> = pointer
            .tokens()
            .filter(|token| {
                !matches!(&**token, "properties" | "schema" | "schemas" | "components" | "paths" | "content" | "$defs")
            })
            .map(|token| token.into_owned())
            .collect();
        if !words.is_empty() {
            return words.join(" ");
        }
        let file = self.context.sources.path(place.file).rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        if stem.is_empty() { owner.to_owned() } else { stem.to_owned() }
    }

    /// A schema at a place that names it.
    pub(super) fn lower_schema(&mut self, schema: &Schema, name: &str, naming: Naming) -> Value {
        let value = match schema {
            Schema::Boolean(allowed) => {
                let mut value = Value::of(ir::Type::Any);
                value.unchecked = !allowed.value;
                self.with_name(value, allowed.place, None, name, naming)
            }
            Schema::Object(object) => self.lower_schema_object(object, name, naming),
        };
        self.note_typed(schema, &value);
        value
    }

    fn lower_schema_object(&mut self, schema: &SchemaObject, name: &str, naming: Naming) -> Value {
        self.report_unsupported_keywords(schema);
        // Where there is no value, the default is none either.
        if self.check_ranges(schema) {
            self.note_default(schema);
        }
        self.check_values(schema);
        let annotations = self.annotations(schema);
        let mut value = self.lower_shape(schema, name, naming);
        if schema.nullable.is_some_and(|nullable| nullable.value) {
            value.nullable = true;
        }
        if annotations.access != ir::Access::Both {
            value.access = annotations.access;
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
        if naming == Naming::Own
            && let Some(union) = self.derived(schema)
        {
            return self.lower_union(schema, &union, false, name, naming, true);
        }
        let composed = schema.reference.is_some() || schema.all_of.is_some();
        if composed && let Some(value) = self.lower_base(schema, name, naming) {
            return value;
        }
        if !composed && schema.any_of.is_none() && schema.one_of.is_none() {
            return self.lower_plain(schema, Flat { schema, exact: true, merged: None }, name, naming);
        }
        let Some(merged) = self.merged(schema) else { return Value::of(ir::Type::Any) };
        if merged.unions.is_empty() {
            let nullable = merged.nullable == Some(true);
            let mut value = self.lower_merged(schema, merged, name, naming);
            value.nullable |= nullable;
            value
        } else {
            self.lower_unions(schema, merged, name, naming)
        }
    }

    /// A reference or the one part of `allOf` that gives the type, where everything else only adds rules at this place.
    fn lower_base(&mut self, schema: &SchemaObject, name: &str, naming: Naming) -> Option<Value> {
        let beside = !schema.ignores_siblings;
        if beside && (names_contents(schema) || schema.any_of.is_some() || schema.one_of.is_some()) {
            return None;
        }
        // The base stands for all that are derived from it: this one would be made of itself.
        if self.is_derived(schema) {
            return None;
        }
        let parts = schema.all_of.iter().flatten().filter(|_| beside);
        let (bases, rules): (Vec<&Schema>, Vec<&Schema>) = parts.partition(|part| gives_type(part));
        let mut value = match (&schema.reference, bases.as_slice()) {
            (Some(reference), []) => match self.resolve(&reference.value, reference.place) {
                Some(place) => self.schema_at(place, name),
                None => Value::of(ir::Type::Any),
            },
            (None, [only]) => self.lower_schema(only, name, Naming::Path),
            _ => return None,
        };
        let parts = rules.into_iter().filter_map(Schema::as_object).chain(beside.then_some(schema));
        let parts: Vec<&SchemaObject> = parts.collect();
        // Such a bound shapes the type, which is that of all parts together then.
        if self.behind_alias(&value.ty) == ir::Type::Integer(ir::Integer::I64)
            && parts.iter().any(|part| exceeds_64_bits(part))
        {
            return None;
        }
        for part in parts {
            self.add_rules(&mut value, part);
            value.unchecked |= needs_json(part);
            value.sensitive |= self.annotations(part).sensitive;
            value.nullable |= part.nullable.as_ref().is_some_and(|nullable| nullable.value);
            if !std::ptr::eq(part, schema) {
                self.report_unsupported_keywords(part);
            }
        }
        if beside && !schema.types.is_empty() {
            value.nullable &= schema.types.iter().any(|ty| ty.value == Type::Null);
            // Its own type may narrow what the base allows.
            value.unchecked |= !self.is_object(&value.ty);
        }
        Some(self.with_name(value, schema.place, Some(schema), name, naming))
    }

    /// What a type is, whatever name stands for it.
    pub(super) fn behind_alias(&self, ty: &ir::Type) -> ir::Type {
        let mut ty = ty.clone();
        while let ir::Type::Named(id) = ty {
            match &self.types[id.0].definition.kind {
                ir::TypeKind::Alias(alias) => ty = alias.ty.clone(),
                ir::TypeKind::Object(_)
                | ir::TypeKind::Text(_)
                | ir::TypeKind::Enumeration(_)
                | ir::TypeKind::Union(_)
                | ir::TypeKind::Opaque(_)
                | ir::TypeKind::Contents(_) => break,
            }
        }
        ty
    }

    fn is_object(&self, ty: &ir::Type) -> bool {
        let ir::Type::Named(id) = ty else { return false };
        matches!(self.types[id.0].definition.kind, ir::TypeKind::Object(_))
    }

    /// Several schemas that became one.
    pub(super) fn lower_merged(
        &mut self,
        original: &SchemaObject,
        merged: Merged,
        name: &str,
        naming: Naming,
    ) -> Value {
        let merged = Rc::new(merged);
        let flat = Flat { schema: &merged.schema, exact: merged.exact, merged: Some(&merged) };
        self.lower_plain(original, flat, name, naming)
    }

    /// A schema without references and compositions.
    fn lower_plain(&mut self, original: &SchemaObject, flat: Flat<'_>, name: &str, naming: Naming) -> Value {
        let schema = flat.schema;
        let nullable = schema.types.iter().any(|ty| ty.value == Type::Null);
        let types: Vec<Type> = schema.types.iter().map(|ty| ty.value).filter(|ty| *ty != Type::Null).collect();
        let mut value = match types.as_slice() {
            [] if self.lists_strings(schema) => self.lower_string(schema, name, naming),
            [] if nullable => self.with_name(Value::of(ir::Type::Null), schema.place, Some(schema), name, naming),
            [] => match self.type_of_values(schema).or_else(|| self.implied(schema)) {
                Some(ty) => self.lower_typed(original, flat, ty, nullable, name, naming),
                None => {
                    let mut value = Value::of(ir::Type::Any);
                    value.unchecked = demands(schema) || !flat.exact;
                    return self.with_name(value, original.place, Some(original), name, naming);
                }
            },
            [ty] => self.lower_typed(original, flat, *ty, nullable, name, naming),
            _ => self.lower_type_list(original, flat, name, naming),
        };
        // An only value `null` is a type, and no value is left beside it.
        value.nullable |= nullable && value.ty != ir::Type::Null;
        value
    }

    /// The type of `enum` or `const` where that is one.
    fn type_of_values(&self, schema: &SchemaObject) -> Option<Type> {
        let types = self.types_of(&self.listed_values(schema)?);
        match types.as_slice() {
            [ir::JsonType::Boolean] => Some(Type::Boolean),
            [ir::JsonType::Integer] => Some(Type::Integer),
            [ir::JsonType::Null] => Some(Type::Null),
            _ if types.iter().all(|ty| matches!(ty, ir::JsonType::Integer | ir::JsonType::Number)) => {
                (!types.is_empty()).then_some(Type::Number)
            }
            _ => None,
        }
    }

    /// The type that other keywords leave no doubt about. It is said, because JSON Schema allows any other type as well.
    fn implied(&mut self, schema: &SchemaObject) -> Option<Type> {
        let ty = implied_type(schema)?;
        let word = match ty {
            Type::Object => "object",
            Type::Array => "array",
            _ => "string",
        };
        self.context
            .diagnostics
            .report(Code::ImpliedType, schema.place, format!("there is no `type`; it is taken for `{word}`"))
            .help(format!("add `type: {word}`"));
        Some(ty)
    }

    fn lower_typed(
        &mut self,
        original: &SchemaObject,
        flat: Flat<'_>,
        ty: Type,
        nullable: bool,
        name: &str,
        naming: Naming,
    ) -> Value {
        let schema = flat.schema;
        let listed = schema.enumeration.is_some() || schema.constant.is_some();
        let unchecked = !flat.exact || needs_json(schema) || (listed && ty != Type::String);
        let mut value = match ty {
            Type::String => self.lower_string(schema, name, naming),
            Type::Object => return self.lower_object(original, flat, unchecked, nullable, name, naming),
            Type::Integer | Type::Number => self.lower_number(schema, ty),
            Type::Boolean => Value::of(ir::Type::Boolean),
            Type::Array => self.lower_array(schema, name),
            Type::Null => Value::of(ir::Type::Null),
        };
        value.unchecked |= unchecked;
        if ty == Type::String { value } else { self.with_name(value, original.place, Some(original), name, naming) }
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
        if value.ty == ir::Type::Any
            && value.unchecked
            && let Some(schema) = schema
        {
            let data = self.schema_data(&Schema::Object(Box::new(schema.clone())), name);
            let opaque = ir::Opaque { views: Vec::new(), schema: Some(data), sensitive: value.sensitive };
            let id = self.define(place, Some(schema), name, ir::TypeKind::Opaque(opaque));
            return Value { ty: ir::Type::Named(id), unchecked: false, ..value };
        }
        let alias = ir::Alias { ty: value.ty, rules: value.rules.clone(), builder: None };
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
