//! Keywords that are read and not acted on: each is named, at its place.

use super::Lowering;
use super::keyword::implied_type;
use super::number::format_counts as number_format_counts;
use super::string::{content_format, is_binary, is_text, named_format};
use crate::parse::{SchemaObject, Type};

impl Lowering<'_, '_> {
    /// Reports every keyword of a schema that the client neither represents nor checks.
    pub(super) fn report_unsupported_keywords(&mut self, schema: &SchemaObject) {
        let SchemaObject {
            place: _,
            reference: _,
            // Reported when it was read; `nullable` beside a reference is honoured all the same, as people mean it.
            ignores_siblings: _,
            dynamic_reference,
            dialect,
            id,
            anchor: _,
            dynamic_anchor: _,
            vocabulary: _,
            comment: _,
            definitions: _,
            title: _,
            description: _,
            default: _,
            example: _,
            examples: _,
            deprecated: _,
            read_only: _,
            write_only: _,
            external_docs: _,
            types: _,
            nullable: _,
            format,
            enumeration: _,
            constant: _,
            multiple_of: _,
            minimum: _,
            maximum: _,
            min_length: _,
            max_length: _,
            pattern: _,
            content_encoding,
            content_media_type,
            content_schema: _,
            items: _,
            prefix_items: _,
            contains: _,
            min_contains: _,
            max_contains: _,
            min_items: _,
            max_items: _,
            unique_items: _,
            unevaluated_items: _,
            properties: _,
            pattern_properties: _,
            additional_properties: _,
            property_names: _,
            unevaluated_properties: _,
            required: _,
            min_properties: _,
            max_properties: _,
            dependent_required: _,
            dependent_schemas: _,
            all_of: _,
            any_of: _,
            one_of: _,
            not: _,
            condition: _,
            consequence: _,
            alternative: _,
            discriminator: _,
            xml,
            extensions: _,
            // Reported when they were read.
            unknown: _,
        } = schema;
        if let Some(format) = format.as_ref().filter(|_| !format_counts(schema) && !is_binary(schema)) {
            self.context.note_documentation(format.place);
        }
        if let Some(media_type) = content_media_type.as_ref().filter(|_| is_binary(schema)) {
            self.context.note_use(media_type.place);
        }
        // Bytes have a type, and what a string holds is documentation.
        let content_encoding = content_encoding.as_ref().filter(|_| content_format(schema).is_none());
        let content_media_type = content_media_type.as_ref().filter(|_| !is_text(schema));
        let texts = [
            ("$dynamicRef", dynamic_reference.as_ref()),
            ("$schema", dialect.as_ref()),
            ("$id", id.as_ref()),
            ("contentEncoding", content_encoding),
            ("contentMediaType", content_media_type),
        ];
        for (keyword, text) in texts {
            if let Some(text) = text {
                self.documented_only(keyword, text.place);
            }
        }
        if let Some(xml) = xml {
            self.documented_only("xml", xml.place);
        }
    }

    fn documented_only(&mut self, keyword: &str, place: crate::source::Place) {
        self.unsupported(
            place,
            format!("`{keyword}` is not supported yet: the client neither represents nor checks it"),
        );
    }
}

/// Whether a format says more than documentation does: it has to be one of the type, and without a type none is.
pub(super) fn format_counts(schema: &SchemaObject) -> bool {
    let Some(format) = schema.format.as_ref().map(|format| format.value.as_str()) else { return false };
    let said: Vec<Type> = schema.types.iter().map(|ty| ty.value).collect();
    let mut types = if said.is_empty() { implied_type(schema).into_iter().collect() } else { said }.into_iter();
    format == "password"
        || is_binary(schema)
        || types.any(|ty| match ty {
            Type::String => named_format(schema).is_some(),
            _ => number_format_counts(format, ty),
        })
}
