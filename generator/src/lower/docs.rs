//! Annotations: what a schema says for people, and what is sensitive.

use super::string::{content_format, is_text};
use super::unsupported::format_counts;
use super::{Lowering, json_text};
use crate::ir;
use crate::parse::{ExternalDocumentation, Info, Schema, SchemaObject, Spanned, Type};
use crate::source::{Kind, Place};

/// What a schema says besides its type.
#[derive(Default)]
pub(super) struct Annotations {
    pub(super) docs: ir::Docs,
    pub(super) sensitive: bool,
    pub(super) access: ir::Access,
    pub(super) default: Option<String>,
    pub(super) examples: Vec<String>,
}

/// Extensions with a meaning on a schema.
const SCHEMA_EXTENSIONS: &[&str] = &["x-sensitive", "x-rust-name", "x-enum-descriptions"];

impl Lowering<'_, '_> {
    /// The annotations of a schema; misplaced extensions are reported.
    pub(super) fn annotations(&mut self, schema: &SchemaObject) -> Annotations {
        self.check_extensions(&schema.extensions, SCHEMA_EXTENSIONS);
        let examples = schema.example.iter().chain(&schema.examples);
        Annotations {
            docs: self.schema_docs(schema),
            sensitive: self.is_sensitive(schema),
            access: access(schema),
            default: schema.default.map(|place| json_text::compact(self.node(place))),
            examples: examples.map(|place| json_text::compact(self.node(*place))).collect(),
        }
    }

    /// What a schema says for people.
    pub(super) fn schema_docs(&mut self, schema: &SchemaObject) -> ir::Docs {
        ir::Docs {
            summary: text(&schema.title),
            description: text(&schema.description),
            deprecated: schema.deprecated.as_ref().is_some_and(|deprecated| deprecated.value),
            assumed: self.text(&schema.extensions, "x-assumed"),
            see: see(&schema.external_docs),
            notes: format_note(schema)
                .into_iter()
                .chain(content_notes(schema))
                .chain(self.pattern_note(schema))
                .chain(self.values_note(schema))
                .collect(),
        }
    }

    /// The values that are listed, where they are no variants of an enum.
    fn values_note(&self, schema: &SchemaObject) -> Option<String> {
        const MOST: usize = 20;
        let places: Vec<Place> = schema.enumeration.iter().flatten().chain(&schema.constant).copied().collect();
        let text = |place: &Place| matches!(self.node(*place).kind(), Kind::String | Kind::Null);
        if places.is_empty() || places.iter().all(text) {
            return None;
        }
        let shown = places.iter().take(MOST);
        let shown: Vec<String> = shown.map(|place| format!("`{}`", json_text::compact(self.node(*place)))).collect();
        let more = if places.len() > MOST { ", and others" } else { "" };
        let kind = if places.len() == 1 { "Always" } else { "One of" };
        Some(format!("{kind} {}{more}.", shown.join(", ")))
    }

    /// Whether values of a schema must not be shown.
    pub(super) fn is_sensitive(&mut self, schema: &SchemaObject) -> bool {
        let password = schema.format.as_ref().is_some_and(|format| format.value == "password");
        let write_only = schema.write_only.as_ref().is_some_and(|only| only.value);
        self.flag(&schema.extensions, "x-sensitive") || password || write_only
    }

    /// A pattern that the client does not check: the server has the last word.
    fn pattern_note(&mut self, schema: &SchemaObject) -> Option<String> {
        let pattern = schema.pattern.as_ref()?;
        let unchecked = self.pattern(pattern).is_none();
        unchecked.then(|| format!("Pattern `{}`, which this client does not check; the server does.", pattern.value))
    }
}

/// `readOnly` and `writeOnly`, which one place says for all (JSON Schema 2020-12, Validation, 9.4), a part of `allOf` as
/// well: beside a reference there is no other place for them in OpenAPI 3.0. Both at once leave no place for a value, and
/// mean nothing.
pub(super) fn access(schema: &SchemaObject) -> ir::Access {
    match (says(schema, &|schema| &schema.read_only), says(schema, &|schema| &schema.write_only)) {
        (true, false) => ir::Access::ReadOnly,
        (false, true) => ir::Access::WriteOnly,
        (false, false) | (true, true) => ir::Access::Both,
    }
}

/// Whether a flag is set in a schema or in a part of it.
fn says(schema: &SchemaObject, flag: &dyn Fn(&SchemaObject) -> &Option<Spanned<bool>>) -> bool {
    let mut parts = schema.all_of.iter().flatten().filter_map(Schema::as_object);
    flag(schema).as_ref().is_some_and(|flag| flag.value) || parts.any(|part| says(part, flag))
}

/// Title, version and documentation of the document.
pub(super) fn lower_info(info: Option<Info>) -> (String, String, ir::Docs) {
    let Some(info) = info else { return (String::new(), String::new(), ir::Docs::default()) };
    let Info {
        place: _,
        title,
        summary,
        description,
        terms_of_service: _,
        contact: _,
        license: _,
        version,
        extensions: _,
    } = info;
    let docs = ir::Docs { summary: text(&summary), description: text(&description), ..ir::Docs::default() };
    (text(&title).unwrap_or_default(), text(&version).unwrap_or_default(), docs)
}

/// A format that is documentation: the value is kept and not checked.
fn format_note(schema: &SchemaObject) -> Option<String> {
    let format = &schema.format.as_ref()?.value;
    let string = schema.types.iter().any(|ty| ty.value == Type::String);
    // Parts may have the type that the format is of.
    let composed = schema.all_of.is_some() || schema.any_of.is_some() || schema.one_of.is_some();
    match format.as_str() {
        "binary" if string && content_format(schema).is_none() => {
            Some("Format `binary`: in JSON a plain string, which is kept as it is.".to_owned())
        }
        _ if format_counts(schema) || content_format(schema).is_some() || composed => None,
        _ => Some(format!("Format `{format}`, which is not checked.")),
    }
}

/// What a string holds, for people.
fn content_notes(schema: &SchemaObject) -> Vec<String> {
    if !is_text(schema) {
        return Vec::new();
    }
    let encoding = schema.content_encoding.as_ref().filter(|_| content_format(schema).is_none());
    let encoding = encoding.map(|text| format!("Encoded as `{}`, which is not decoded.", text.value));
    let content = schema.content_media_type.as_ref().map(|text| format!("Content of the media type `{}`.", text.value));
    let described = schema.content_schema.as_ref();
    let described = described.map(|_| "`contentSchema` describes the content; it is not checked.".to_owned());
    encoding.into_iter().chain(content).chain(described).collect()
}

/// `externalDocs` as a link.
pub(super) fn see(external: &Option<ExternalDocumentation>) -> Option<ir::Link> {
    let ExternalDocumentation { place: _, description, url, extensions: _ } = external.as_ref()?;
    Some(ir::Link { text: text(description), url: text(url)? })
}

/// A text that is not blank.
pub(super) fn text(spanned: &Option<Spanned<String>>) -> Option<String> {
    spanned.as_ref().map(|text| text.value.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
