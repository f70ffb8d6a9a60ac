//! Objects and maps.

use super::Lowering;
use super::schema::{Naming, Value};
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
    place: Place,
    id: ir::TypeId,
    closed: bool,
    name: String,
}

impl Lowering<'_, '_> {
    /// An object with declared members becomes a struct, any other a map.
    pub(super) fn lower_object(&mut self, schema: &SchemaObject, nullable: bool, name: &str, naming: Naming) -> Value {
        self.unsupported_enumeration(schema);
        let closed = matches!(&schema.additional_properties, Some(Schema::Boolean(allowed)) if !allowed.value);
        if schema.properties.is_empty() && !closed {
            let value = self.lower_map(schema, name);
            return self.with_name(value, schema.place, Some(schema), name, naming);
        }
        let placeholder = ir::Object {
            members: Vec::new(),
            additional: ir::Additional::Closed { field: String::new() },
            schema: None,
            rules: ir::Rules::default(),
            construction: ir::Construction::New,
        };
        let id = self.define(schema.place, Some(schema), name, ir::TypeKind::Object(Box::new(placeholder)));
        let mut value = Value::of(ir::Type::Named(id));
        value.nullable = nullable;
        if naming == Naming::Own {
            // Its members may lead to any number of other objects, so they wait until this one can be referred to.
            self.pending.push_back(Pending { place: schema.place, id, closed, name: name.to_owned() });
        } else {
            let object = self.lower_members(schema, closed, name);
            self.types[id.0].definition.kind = ir::TypeKind::Object(Box::new(object));
        }
        value
    }

    /// The members of all objects that wait.
    pub(super) fn lower_pending(&mut self) {
        while let Some(Pending { place, id, closed, name }) = self.pending.pop_front() {
            let Some(schema) = self.parsed_schema(place) else { continue };
            if let Some(schema) = schema.as_object() {
                let object = self.lower_members(schema, closed, &name);
                self.types[id.0].definition.kind = ir::TypeKind::Object(Box::new(object));
            }
        }
    }

    /// A map; its values are named after it.
    fn lower_map(&mut self, schema: &SchemaObject, name: &str) -> Value {
        self.report_undeclared_required(schema);
        let values = match &schema.additional_properties {
            Some(values) => self.lower_schema(values, &format!("{name} Value"), Naming::Path),
            None => Value::of(ir::Type::Any),
        };
        let mut rules = self.object_rules(schema);
        if !values.rules.is_empty() {
            rules.values = Some(Box::new(values.rules.clone()));
        }
        let sensitive = values.sensitive;
        let mut value = Value::of(ir::Type::Map(Box::new(values.into_type())));
        value.rules = rules;
        value.sensitive = sensitive;
        value
    }

    fn lower_members(&mut self, schema: &SchemaObject, closed: bool, name: &str) -> ir::Object {
        self.report_undeclared_required(schema);
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
            let value = self.lower_schema(property, &format!("{name} {wire}"), Naming::Path);
            let required = schema.required.iter().any(|required| required.value == wire);
            let null = value
                .nullable
                .then(|| setters.claim(wire, &format!("{}_null", setter.name.trim_end_matches('_'))).name);
            members.push(ir::Member {
                name: member_name,
                ty: value.ty,
                nullable: value.nullable,
                required,
                rules: value.rules,
                schema: None,
                access: ir::Access::Both,
                constant: None,
                checked: false,
                sensitive: value.sensitive || whole_sensitive,
                docs: value.docs,
                default: value.default,
                examples: value.examples,
                setter: ir::MemberSetter { value: setter.name, null },
            });
        }
        let additional = if closed {
            ir::Additional::Closed { field: String::new() }
        } else {
            self.lower_additional(schema, name, &members)
        };
        ir::Object {
            members,
            additional,
            rules: self.object_rules(schema),
            schema: None,
            construction: ir::Construction::New,
        }
    }

    fn lower_additional(&mut self, schema: &SchemaObject, name: &str, members: &[ir::Member]) -> ir::Additional {
        let values = match &schema.additional_properties {
            Some(values) => self.lower_schema(values, &format!("{name} Value"), Naming::Path),
            None => Value::of(ir::Type::Any),
        };
        let field = Scope::with_reserved(members.iter().map(|member| member.name.rust.as_str()))
            .claim("additionalProperties", "additional_properties")
            .name;
        let rules = values.rules.clone();
        ir::Additional::Kept { field, ty: values.into_type(), rules, checked: false }
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

    fn report_undeclared_required(&mut self, schema: &SchemaObject) {
        for required in &schema.required {
            if schema.properties.get(&required.value).is_none() {
                let message = format!(
                    "`{}` is required but not among the properties; its absence is not checked",
                    required.value
                );
                self.context
                    .diagnostics
                    .report(Code::UndeclaredRequired, required.place, message)
                    .help("declare the property, or remove the name from `required`");
            }
        }
    }

    fn object_rules(&mut self, schema: &SchemaObject) -> ir::Rules {
        ir::Rules {
            min_properties: schema.min_properties.as_ref().map(|count| count.value),
            max_properties: schema.max_properties.as_ref().map(|count| count.value),
            ..ir::Rules::default()
        }
    }
}
