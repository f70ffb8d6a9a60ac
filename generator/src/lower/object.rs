//! Objects and maps.

use std::rc::Rc;

use super::Lowering;
use super::merge::Merged;
use super::schema::{Flat, Naming, Value};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, setter_name, snake};
use crate::parse::{Schema, SchemaObject};
use crate::source::Place;

/// Method names that emitted objects have anyway.
const RESERVED_METHODS: &[&str] =
    &["new", "builder", "build", "validate", "default", "clone", "fmt", "eq", "ne", "check", "read", "write"];

/// An object that can be referred to, and whose members are still to be lowered.
pub(super) struct Pending {
    id: ir::TypeId,
    name: String,
    shape: Shape,
}

/// What the members of an object are made from.
struct Shape {
    place: Place,
    /// The parts as one, where it is several schemas.
    merged: Option<Rc<Merged>>,
    closed: bool,
    /// The schema has demands that the members' types and rules do not know.
    unchecked: bool,
}

impl Lowering<'_, '_> {
    /// An object with declared members becomes a struct, any other a map.
    pub(super) fn lower_object(
        &mut self,
        original: &SchemaObject,
        flat: Flat<'_>,
        unchecked: bool,
        nullable: bool,
        name: &str,
        naming: Naming,
    ) -> Value {
        let schema = flat.schema;
        let closed = matches!(&schema.additional_properties, Some(Schema::Boolean(allowed)) if !allowed.value)
            && schema.pattern_properties.is_empty();
        if schema.properties.is_empty() && !closed {
            let mut value = self.lower_map(schema, name);
            value.unchecked |= unchecked;
            return self.with_name(value, original.place, Some(original), name, naming);
        }
        let shape = Shape { place: schema.place, merged: flat.merged.cloned(), closed, unchecked };
        let placeholder = ir::Object {
            members: Vec::new(),
            additional: ir::Additional::Closed { field: String::new() },
            schema: None,
            rules: ir::Rules::default(),
            construction: ir::Construction::New,
            codec: ir::Codec::Json,
        };
        let id = self.define(original.place, Some(original), name, ir::TypeKind::Object(Box::new(placeholder)));
        let mut value = Value::of(ir::Type::Named(id));
        value.nullable = nullable;
        if naming == Naming::Own {
            // Its members may lead to any number of other objects, so they wait until this one can be referred to.
            self.pending.push_back(Pending { id, name: name.to_owned(), shape });
        } else {
            self.fill_object(id, original, schema, &shape, name);
        }
        value
    }

    /// The members of all objects that wait.
    pub(super) fn lower_pending(&mut self) {
        while let Some(Pending { id, name, shape }) = self.pending.pop_front() {
            let Some(original) = self.parsed_schema(shape.place) else { continue };
            let Some(original) = original.as_object() else { continue };
            let merged = shape.merged.clone();
            let schema = merged.as_ref().map_or(original, |merged| &merged.schema);
            self.fill_object(id, original, schema, &shape, &name);
        }
    }

    fn fill_object(
        &mut self,
        id: ir::TypeId,
        original: &SchemaObject,
        schema: &SchemaObject,
        shape: &Shape,
        name: &str,
    ) {
        let (mut object, unchecked) = self.lower_members(schema, shape, name);
        if shape.unchecked || unchecked {
            object.schema = Some(self.schema_data(&Schema::Object(Box::new(original.clone())), name));
        }
        self.types[id.0].definition.kind = ir::TypeKind::Object(Box::new(object));
    }

    /// A map; its values are named after it.
    fn lower_map(&mut self, schema: &SchemaObject, name: &str) -> Value {
        let values = self.lower_values(schema, name);
        let mut rules = self.object_rules(schema);
        if !values.rules.is_empty() {
            rules.values = Some(Box::new(values.rules.clone()));
        }
        let sensitive = values.sensitive;
        let unchecked = values.unchecked || !schema.required.is_empty();
        let mut value = Value::of(ir::Type::Map(Box::new(values.into_type())));
        value.unchecked = unchecked;
        value.rules = rules;
        value.sensitive = sensitive;
        value
    }

    /// The values of members that are not declared.
    fn lower_values(&mut self, schema: &SchemaObject, name: &str) -> Value {
        let owner = format!("{name} Value");
        let mut patterns = schema.pattern_properties.values();
        self.containers += 1;
        let value = match (&schema.additional_properties, patterns.next(), patterns.next()) {
            (Some(values), None, _) => self.lower_schema(values, &owner, Naming::Path),
            // Nothing but members of one pattern.
            (Some(Schema::Boolean(allowed)), Some(values), None) if !allowed.value => {
                self.lower_schema(values, &owner, Naming::Path)
            }
            (values, ..) => {
                for schema in values.iter().chain(schema.pattern_properties.values()) {
                    self.note_untyped(schema, "members by pattern have one type for all, which is any");
                }
                Value::of(ir::Type::Any)
            }
        };
        self.containers -= 1;
        value
    }

    /// The object, and whether its schema has demands that it does not know.
    fn lower_members(&mut self, schema: &SchemaObject, shape: &Shape, name: &str) -> (ir::Object, bool) {
        let whole_sensitive = self.is_sensitive(schema);
        let names = self.member_names(schema);
        let mut setters = Scope::with_reserved(RESERVED_METHODS.iter().copied());
        let setter_claims: Vec<Claim> = names
            .iter()
            .map(|name| Claim {
                wire: name.wire.clone(),
                wanted: setter_name(&name.rust, RESERVED_METHODS),
                pinned: false,
            })
            .collect();
        let setter_names = setters.assign(&setter_claims);
        let mut members = Vec::new();
        for (((wire, property), member_name), setter) in schema.properties.iter().zip(names).zip(setter_names) {
            let value = self.lower_property(wire, property, shape.merged.as_deref(), name);
            let data = value.unchecked.then(|| self.schema_data(property, &format!("{name} {wire}")));
            let required = schema.required.iter().any(|required| required.value == wire);
            let null = value
                .nullable
                .then(|| setters.claim(wire, &format!("{}_null", setter.name.trim_end_matches('_'))).name);
            let constant = if required && !value.nullable { self.constant(property, &value.ty) } else { None };
            members.push(ir::Member {
                name: member_name,
                ty: value.ty,
                nullable: value.nullable,
                required,
                rules: value.rules,
                schema: data,
                access: value.access,
                constant,
                checked: false,
                sensitive: value.sensitive || whole_sensitive,
                docs: value.docs,
                default: value.default,
                examples: value.examples,
                setter: ir::MemberSetter { value: setter.name, null },
            });
        }
        let mut unchecked = self.report_undeclared_required(schema, shape.closed);
        let additional = if shape.closed {
            ir::Additional::Closed { field: map_field("undeclared", &members) }
        } else {
            let values = self.lower_values(schema, name);
            unchecked |= values.unchecked;
            let field = map_field("additional_properties", &members);
            let rules = values.rules.clone();
            ir::Additional::Kept { field, ty: values.into_type(), rules, checked: false }
        };
        let rules = self.object_rules(schema);
        let construction = ir::Construction::New;
        let codec = ir::Codec::Json;
        (ir::Object { members, additional, rules, schema: None, construction, codec }, unchecked)
    }

    /// A property. One that several objects have from the same part of `allOf` has one type for all of them.
    fn lower_property(&mut self, wire: &str, property: &Schema, merged: Option<&Merged>, name: &str) -> Value {
        let joined = merged.is_some_and(|merged| merged.joined.contains(wire));
        let owner = merged.and_then(|merged| merged.owners.get(wire)).map_or(name, String::as_str);
        let owned = format!("{owner} {wire}");
        if joined {
            return self.lower_schema(property, &owned, Naming::Path);
        }
        if let Some(value) = self.inline.get(&property.place()) {
            return Value::clone(value);
        }
        let count = self.types.len();
        let value = self.lower_schema(property, &owned, Naming::Path);
        if self.types.len() > count {
            self.inline.insert(property.place(), Box::new(value.clone()));
        }
        value
    }

    /// The one value that a property can have: `const`, or `enum` with one value. A schema with a name of its own may get
    /// more values one day, so that it does not count.
    fn constant(&self, property: &Schema, ty: &ir::Type) -> Option<ir::Constant> {
        let values = self.listed_values(property.as_object()?)?;
        let [only] = values.as_slice() else { return None };
        match ty {
            ir::Type::Boolean => self.node(*only).as_bool().map(ir::Constant::Boolean),
            ir::Type::Named(id) => match &self.types[id.0].definition.kind {
                ir::TypeKind::Enumeration(enumeration) => match enumeration.variants.as_slice() {
                    [variant] => Some(ir::Constant::Variant(variant.name.rust.clone())),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// Field names, unique in their object.
    fn member_names(&mut self, schema: &SchemaObject) -> Vec<ir::Name> {
        let mut claims = Vec::new();
        for (wire, property) in schema.properties.iter() {
            let pinned = property.as_object().and_then(|property| self.rust_name(&property.extensions));
            claims.push(Claim {
                wire: wire.to_owned(),
                wanted: pinned.clone().unwrap_or_else(|| snake(wire)),
                pinned: pinned.is_some(),
            });
        }
        let places: Vec<_> = schema.properties.values().map(Schema::place).collect();
        let assigned = Scope::default().assign(&claims);
        let mut names = Vec::new();
        for (index, (claim, assigned)) in claims.iter().zip(assigned).enumerate() {
            self.report_collision(&assigned, &claims, places[index], |other| places.get(other).copied());
            names.push(ir::Name { wire: claim.wire.clone(), rust: assigned.name });
        }
        names
    }

    /// Whether a required member is not declared. In a closed object that leaves no value at all; elsewhere it is
    /// reported where it looks like a slip.
    fn report_undeclared_required(&mut self, schema: &SchemaObject, closed: bool) -> bool {
        let mut found = false;
        for required in &schema.required {
            let name = &required.value;
            if schema.properties.get(name).is_some() {
                continue;
            }
            found = true;
            let near = crate::diagnostic::closest(name, schema.properties.keys());
            if closed || near.is_some() {
                let diagnostic = self.context.diagnostics.report(
                    Code::UndeclaredRequired,
                    required.place,
                    format!("`{name}` is required but not among the properties"),
                );
                match near {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("declare the property, or remove the name from `required`"),
                };
            }
        }
        found
    }

    fn object_rules(&mut self, schema: &SchemaObject) -> ir::Rules {
        ir::Rules {
            min_properties: schema.min_properties.as_ref().map(|count| count.value),
            max_properties: schema.max_properties.as_ref().map(|count| count.value),
            ..ir::Rules::default()
        }
    }
}

/// A name for the field that keeps members which are not declared.
fn map_field(wanted: &str, members: &[ir::Member]) -> String {
    Scope::with_reserved(members.iter().map(|member| member.name.rust.as_str())).claim(wanted, wanted).name
}
