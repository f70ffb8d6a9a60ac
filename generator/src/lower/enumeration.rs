//! `enum` and `const` of strings.

use super::Lowering;
use super::example_check::is_of;
use super::schema::Value;
use super::schema_data::json_type;
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, variants};
use crate::parse::{SchemaObject, Type, Version};
use crate::source::{Kind, Place};

impl Lowering<'_, '_> {
    /// An enumeration of strings; `null` among its values makes the place nullable.
    pub(super) fn lower_enumeration(&mut self, schema: &SchemaObject, name: &str) -> Value {
        let members: Vec<Place> = match (&schema.enumeration, schema.constant) {
            (Some(members), _) => members.clone(),
            (None, Some(constant)) => vec![constant],
            (None, None) => Vec::new(),
        };
        let mut nullable = false;
        let mut texts: Vec<(String, Place)> = Vec::new();
        for place in members {
            let node = self.node(place);
            match (node.kind(), node.as_str()) {
                (Kind::Null, _) => nullable = true,
                (_, Some(text)) if texts.iter().any(|(known, _)| known == text) => {
                    let message = format!("the value `{text}` is listed twice");
                    self.context.diagnostics.report(Code::DuplicateValue, place, message);
                }
                (_, Some(text)) => texts.push((text.to_owned(), place)),
                // Its type is reported where both are said.
                _ => {}
            }
        }
        let closed = self.text(&schema.extensions, "x-assumed").is_none();
        if let Some(place) = self.extension(&schema.extensions, "x-assumed") {
            self.context.note_use(place);
        }
        let enumeration = ir::Enumeration {
            variants: self.variants(&texts, schema),
            unknown: "Unknown".to_owned(),
            closed,
            sensitive: self.is_sensitive(schema),
        };
        let id = self.define(schema.place, Some(schema), name, ir::TypeKind::Enumeration(enumeration));
        let mut value = Value::of(ir::Type::Named(id));
        value.nullable = nullable;
        value
    }

    /// Reports values that the type beside them excludes, and a `null` that only one of the two speaks of.
    pub(super) fn check_values(&mut self, schema: &SchemaObject) {
        let places: Vec<Place> = schema.enumeration.iter().flatten().chain(&schema.constant).copied().collect();
        let [first, others @ ..] = schema.types.as_slice() else { return };
        if places.is_empty() {
            return;
        }
        let null = schema.types.iter().find(|ty| ty.value == Type::Null).map(|ty| ty.place);
        let null = null.or(schema.nullable.filter(|nullable| nullable.value).map(|nullable| nullable.place));
        for place in &places {
            let node = self.node(*place);
            if schema.types.iter().any(|ty| is_of(node, json_type(ty.value))) {
                continue;
            }
            let text = first.value == Type::String && others.is_empty();
            let (message, help) = match node.kind() {
                Kind::Null if null.is_some() => continue,
                Kind::Null => ("`null` is listed, but the type excludes it".to_owned(), self.how_to_allow_null()),
                _ if text => (
                    "the value is no string, but the type says `string`".to_owned(),
                    "write it in quotes, or change the type",
                ),
                kind => (
                    format!("the value is {}, which the type excludes", kind.with_article()),
                    "correct the value, or change the type",
                ),
            };
            self.context.diagnostics.report(Code::EnumType, *place, message).help(help);
        }
        if let Some(place) = null.filter(|_| places.iter().all(|place| self.node(*place).kind() != Kind::Null)) {
            let keyword = if schema.enumeration.is_some() { "enum" } else { "const" };
            let help = "list `null` there, or take it away here; until then the client takes it for a text";
            let message = format!("`null` is allowed here, but `{keyword}` does not list it");
            self.context.diagnostics.report(Code::EnumType, place, message).help(help);
        }
    }

    fn how_to_allow_null(&self) -> &'static str {
        match self.context.version {
            Version::V3_0 => "add `nullable: true`",
            Version::V3_1 => "add `\"null\"` to the list in `type`",
        }
    }

    fn variants(&mut self, texts: &[(String, Place)], schema: &SchemaObject) -> Vec<ir::Variant> {
        let wires: Vec<&str> = texts.iter().map(|(text, _)| text.as_str()).collect();
        let claims: Vec<Claim> = wires
            .iter()
            .zip(variants(&wires))
            .map(|(wire, wanted)| Claim { wire: (*wire).to_owned(), wanted, pinned: false })
            .collect();
        let assigned = Scope::with_reserved(["Unknown", "Self"]).assign(&claims);
        let descriptions = self.enum_descriptions(&schema.extensions);
        let mut variants = Vec::new();
        for ((text, place), assigned) in texts.iter().zip(assigned) {
            let other = |index: usize| texts.get(index).map(|(_, place)| *place);
            if let Some(diagnostic) = self.report_collision(&assigned, &claims, *place, other) {
                diagnostic
                    .help("nothing has to be done: the name is made from the value, and stays as long as it does");
            }
            variants.push(ir::Variant {
                name: ir::Name { wire: text.clone(), rust: assigned.name },
                docs: match descriptions.iter().find(|(value, _)| value == text) {
                    Some((_, text)) => ir::Docs { description: Some(text.clone()), ..ir::Docs::default() },
                    None => self.value_docs.get(place).cloned().unwrap_or_default(),
                },
            });
        }
        variants
    }

    /// Whether every listed value is a string or null, so that the type need not be said.
    pub(super) fn lists_strings(&self, schema: &SchemaObject) -> bool {
        let mut members = schema.enumeration.iter().flatten().chain(&schema.constant);
        let strings = members.clone().any(|place| self.node(*place).kind() == Kind::String);
        strings && members.all(|place| matches!(self.node(*place).kind(), Kind::String | Kind::Null))
    }
}
