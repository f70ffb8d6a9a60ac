//! Strings: plain, with a format, with a name or a pattern.

use client_runtime::{Date, DateTime, Uri, Uuid};

use super::Lowering;
use super::schema::{Naming, Value};
use crate::ir;
use crate::parse::SchemaObject;

/// The longest text, in bytes, that a newtype keeps without the heap.
const INLINE_BYTES: usize = 30;

/// Formats of the registry that name a type of their own, which is not there yet: the text is kept, unchecked.
const TEXT_ONLY_FORMATS: &[&str] =
    &["time", "duration", "uri-reference", "hostname", "ipv4", "ipv6", "byte", "binary", "decimal"];

impl Lowering<'_, '_> {
    /// A string schema.
    pub(super) fn lower_string(&mut self, schema: &SchemaObject, name: &str, naming: Naming) -> Value {
        if schema.enumeration.is_some() || schema.constant.is_some() {
            return self.lower_enumeration(schema, name);
        }
        let mut rules = ir::Rules::default();
        self.string_rules(&mut rules, schema);
        let format = schema.format.as_ref().map(|format| format.value.as_str());
        if let Some(format) = format.and_then(format_type) {
            let mut value = Value::of(ir::Type::Format(format));
            value.rules = rules;
            return self.with_name(value, schema.place, Some(schema), name, naming);
        }
        if let (Some(format), Some(spanned)) = (format, &schema.format)
            && TEXT_ONLY_FORMATS.contains(&format)
        {
            let message = format!("the format `{format}` has no type yet; the text is kept and not checked");
            self.unsupported(spanned.place, message);
        }
        if naming == Naming::Path && rules.patterns.is_empty() {
            let mut value = Value::of(ir::Type::String);
            value.rules = rules;
            return value;
        }
        let sensitive = self.is_sensitive(schema);
        let inline = self.fits_inline(&rules);
        let text = ir::TextType { rules, inline, sensitive };
        let id = self.define(schema.place, Some(schema), name, ir::TypeKind::Text(text));
        Value::of(ir::Type::Named(id))
    }

    /// Whether every text within the rules is short enough to be kept without the heap.
    fn fits_inline(&self, rules: &ir::Rules) -> bool {
        rules.patterns.iter().any(|id| self.patterns.max_bytes(*id).is_some_and(|bytes| bytes <= INLINE_BYTES))
    }
}

/// The formats that have a type.
pub(super) fn format_type(format: &str) -> Option<ir::Format> {
    match format {
        "date-time" => Some(ir::Format::DateTime),
        "date" => Some(ir::Format::Date),
        "uuid" => Some(ir::Format::Uuid),
        "uri" => Some(ir::Format::Uri),
        _ => None,
    }
}

/// Whether a text is of a format, and the format's name.
pub(super) fn holds(format: ir::Format, text: &str) -> (bool, &'static str) {
    match format {
        ir::Format::DateTime => (text.parse::<DateTime>().is_ok(), "date-time"),
        ir::Format::Date => (text.parse::<Date>().is_ok(), "date"),
        ir::Format::Uuid => (text.parse::<Uuid>().is_ok(), "uuid"),
        ir::Format::Uri => (text.parse::<Uri>().is_ok(), "uri"),
    }
}
