//! Keywords that are read and not acted on: each is named, at its place.

use super::Lowering;
use super::string::{content_format, is_text};
use crate::parse::{Schema, SchemaObject};

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
            read_only,
            write_only,
            external_docs: _,
            types: _,
            nullable: _,
            format: _,
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
            content_schema,
            items: _,
            prefix_items,
            contains,
            min_contains,
            max_contains,
            min_items: _,
            max_items: _,
            unique_items: _,
            unevaluated_items,
            properties: _,
            pattern_properties,
            additional_properties: _,
            property_names,
            unevaluated_properties,
            required: _,
            min_properties: _,
            max_properties: _,
            dependent_required,
            dependent_schemas,
            all_of: _,
            any_of: _,
            one_of: _,
            not,
            condition,
            consequence,
            alternative,
            discriminator,
            xml,
            extensions: _,
            // Reported when they were read.
            unknown: _,
        } = schema;
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
        for (keyword, flag) in [("readOnly", read_only), ("writeOnly", write_only)] {
            if let Some(flag) = flag.as_ref().filter(|flag| flag.value) {
                self.documented_only(keyword, flag.place);
            }
        }
        for (keyword, count) in [("minContains", min_contains), ("maxContains", max_contains)] {
            if let Some(count) = count {
                self.documented_only(keyword, count.place);
            }
        }
        let schemas = [
            ("contentSchema", content_schema),
            ("contains", contains),
            ("unevaluatedItems", unevaluated_items),
            ("propertyNames", property_names),
            ("unevaluatedProperties", unevaluated_properties),
            ("not", not),
            ("if", condition),
            ("then", consequence),
            ("else", alternative),
        ];
        for (keyword, nested) in schemas {
            if let Some(nested) = nested {
                self.documented_only(keyword, nested.place());
            }
        }
        if let Some(first) = prefix_items.as_ref().and_then(|items| items.first()) {
            self.documented_only("prefixItems", first.place());
        }
        for (keyword, map) in [("patternProperties", pattern_properties), ("dependentSchemas", dependent_schemas)] {
            if let Some(first) = map.values().next() {
                self.documented_only(keyword, Schema::place(first));
            }
        }
        if let Some(first) = dependent_required.values().flatten().next() {
            self.documented_only("dependentRequired", first.place);
        }
        if let Some(discriminator) = discriminator {
            self.documented_only("discriminator", discriminator.place);
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
