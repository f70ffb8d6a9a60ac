//! Strings: plain, with a format or an encoding, with a name or a pattern.

use client_runtime::format::Format;

use super::Lowering;
use super::media_type::{Family, family};
use super::schema::{Naming, Value};
use crate::ir;
use crate::parse::{SchemaObject, Type};

/// The longest text, in bytes, that a newtype keeps without the heap.
const INLINE_BYTES: usize = 30;

impl Lowering<'_, '_> {
    /// A string schema.
    pub(super) fn lower_string(&mut self, schema: &SchemaObject, name: &str, naming: Naming) -> Value {
        if schema.enumeration.is_some() || schema.constant.is_some() {
            return self.lower_enumeration(schema, name);
        }
        let mut rules = ir::Rules::default();
        self.string_rules(&mut rules, schema);
        if let Some(format) = content_format(schema).or_else(|| named_format(schema)) {
            let mut value = Value::of(ir::Type::Format(format));
            value.rules = rules;
            return self.with_name(value, schema.place, Some(schema), name, naming);
        }
        if rules.patterns.is_empty() && is_binary(schema) {
            let format = schema.format.as_ref().filter(|format| format.value == "binary");
            let keyword = format.or(schema.content_media_type.as_ref());
            keyword.into_iter().for_each(|keyword| self.context.note_use(keyword.place));
            let mut value = Value::of(ir::Type::Binary);
            value.rules = rules;
            return self.with_name(value, schema.place, Some(schema), name, naming);
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

/// The type that `format` names. Other formats are documentation: nothing can be known of those that others made up.
pub(super) fn named_format(schema: &SchemaObject) -> Option<ir::Format> {
    match schema.format.as_ref()?.value.as_str() {
        "date-time" => Some(ir::Format::DateTime),
        "date" => Some(ir::Format::Date),
        "time" => Some(ir::Format::Time),
        "duration" => Some(ir::Format::Duration),
        "uuid" => Some(ir::Format::Uuid),
        "uri" => Some(ir::Format::Uri),
        "uri-reference" => Some(ir::Format::UriReference),
        "hostname" => Some(ir::Format::Hostname),
        "ipv4" => Some(ir::Format::Ipv4),
        "ipv6" => Some(ir::Format::Ipv6),
        "byte" => Some(ir::Format::Base64),
        "base64url" => Some(ir::Format::Base64Url),
        "decimal" => Some(ir::Format::Decimal),
        _ => None,
    }
}

/// The type that `contentEncoding` names, which says more than `byte` and is not heard beside any other format with a
/// type. The names are compared without case (RFC 2045, section 6.1).
pub(super) fn content_format(schema: &SchemaObject) -> Option<ir::Format> {
    let by_encoding = match &schema.content_encoding.as_ref()?.value {
        encoding if encoding.eq_ignore_ascii_case("base64") => ir::Format::Base64,
        encoding if encoding.eq_ignore_ascii_case("base64url") => ir::Format::Base64Url,
        _ => return None,
    };
    match named_format(schema) {
        None | Some(ir::Format::Base64 | ir::Format::Base64Url) => is_text(schema).then_some(by_encoding),
        Some(_) => None,
    }
}

/// Whether a string is bytes where a body can be: by `format` (OpenAPI 3.0), or by a media type that is no text and has
/// no encoding (OpenAPI 3.1.1, "Working with Binary Data").
pub(super) fn is_binary(schema: &SchemaObject) -> bool {
    let media_type = schema.content_media_type.as_ref().map(|media_type| media_type.value.as_str());
    let bytes = media_type.is_some_and(|media_type| matches!(family(media_type), Family::Bytes | Family::Unknown));
    let named = schema.format.as_ref().is_some_and(|format| format.value == "binary");
    is_text(schema) && schema.content_encoding.is_none() && (named || bytes)
}

/// Whether a schema demands nothing of a string.
pub(super) fn is_any_text(schema: &SchemaObject) -> bool {
    is_text(schema)
        && schema.format.is_none()
        && schema.pattern.is_none()
        && schema.min_length.is_none()
        && schema.max_length.is_none()
}

/// Whether a schema is that of any string: no other type, no list of values, nothing composed.
pub(super) fn is_text(schema: &SchemaObject) -> bool {
    let mut types = schema.types.iter().map(|ty| ty.value).filter(|ty| *ty != Type::Null);
    types.next() == Some(Type::String)
        && types.next().is_none()
        && schema.reference.is_none()
        && schema.enumeration.is_none()
        && schema.constant.is_none()
        && schema.all_of.is_none()
        && schema.any_of.is_none()
        && schema.one_of.is_none()
}

/// The format under its name in the run-time support, which knows what is of it.
pub(super) fn client_format(format: ir::Format) -> Format {
    match format {
        ir::Format::DateTime => Format::DateTime,
        ir::Format::Date => Format::Date,
        ir::Format::Time => Format::Time,
        ir::Format::Duration => Format::Duration,
        ir::Format::Uuid => Format::Uuid,
        ir::Format::Uri => Format::Uri,
        ir::Format::UriReference => Format::UriReference,
        ir::Format::Hostname => Format::Hostname,
        ir::Format::Ipv4 => Format::Ipv4,
        ir::Format::Ipv6 => Format::Ipv6,
        ir::Format::Base64 => Format::Base64,
        ir::Format::Base64Url => Format::Base64Url,
        ir::Format::Decimal => Format::Decimal,
    }
}
