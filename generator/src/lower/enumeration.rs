//! `enum` and `const` of strings.

use super::Lowering;
use super::schema::Value;
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, variants};
use crate::parse::SchemaObject;
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
                _ => {
                    self.context
                        .diagnostics
                        .report(Code::EnumType, place, "the value is no string, but the type says `string`")
                        .help("write it in quotes, or change the type");
                }
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
            self.report_collision(&assigned, &claims, *place, |index| texts.get(index).map(|(_, place)| *place));
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
