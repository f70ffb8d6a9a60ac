//! Encoding Objects: how the members of a form are spelled (OpenAPI 3.1.1, 4.8.15).

use super::Lowering;
use super::media_type::is_media_type;
use super::parameter_style::lower_style;
use crate::diagnostic::{Code, closest};
use crate::ir;
use crate::parse::{Encoding, MediaType, ParameterStyle, Schema, Spanned};
use crate::source::Place;

impl Lowering<'_, '_> {
    /// What is said of members where that is not the default.
    pub(super) fn lower_encodings(&mut self, media: &MediaType, multipart: bool, styled: bool) -> Vec<ir::Encoding> {
        if media.encoding.is_empty() {
            return Vec::new();
        }
        let mut lowered = Vec::new();
        let declared = self.declared_properties(media.schema.as_ref());
        for (name, encoding) in media.encoding.iter() {
            let Encoding { place, content_type, headers, style, explode, allow_reserved, extensions } = encoding;
            self.no_extensions(extensions);
            if let Some(declared) = declared.as_ref().filter(|declared| !declared.iter().any(|known| known == name)) {
                self.undeclared_encoding(name, *place, declared);
                continue;
            }
            if !multipart && !headers.is_empty() {
                self.unsupported(*place, "`headers` have no meaning in a form without parts");
            } else if !headers.is_empty() {
                self.unsupported(*place, "`headers` of a part are given with a file only: `File::header`");
            }
            // One of these three is enough for the media type to be of no account (OpenAPI 3.1.1, 4.8.15.1.2).
            let by_style = style.is_some() || explode.is_some() || allow_reserved.is_some();
            if by_style && !styled {
                self.unsupported(*place, "`style`, `explode` and `allowReserved` have no meaning in parts here");
            }
            let spelling = if by_style && styled {
                self.style(*place, style.as_ref(), explode.as_ref(), allow_reserved.as_ref())
            } else {
                content_type.as_ref().and_then(|content_type| self.media_types(content_type))
            };
            let Some(spelling) = spelling else { continue };
            lowered.push(ir::Encoding { name: name.to_owned(), spelling });
        }
        lowered
    }

    /// An encoding is that of a property of the schema (OpenAPI 3.1.1, 4.8.14, `encoding`).
    fn undeclared_encoding(&mut self, name: &str, place: Place, declared: &[String]) {
        let near = closest(name, declared.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let message = format!("`{name}` is no property of the schema: its encoding has no effect");
        let help = near.unwrap_or_else(|| "declare the property, or remove its encoding".to_owned());
        self.context.diagnostics.report(Code::IgnoredMember, place.key(), message).help(help);
    }

    /// The names of the properties of a schema, where it says all of them itself.
    fn declared_properties(&mut self, schema: Option<&Schema>) -> Option<Vec<String>> {
        let Some(Schema::Object(schema)) = schema else { return None };
        let mut schema = schema.clone();
        for _ in 0..20 {
            let Some(reference) = schema.reference.as_ref().filter(|_| schema.properties.is_empty()) else { break };
            let target = self.resolve(&reference.value, reference.place).and_then(|place| self.parsed_schema(place));
            let Some(Schema::Object(target)) = target.as_deref() else { return None };
            schema = target.clone();
        }
        let parts = schema.reference.is_some()
            || [&schema.all_of, &schema.any_of, &schema.one_of].iter().any(|parts| parts.is_some())
            || schema.condition.is_some();
        let open = !schema.pattern_properties.is_empty()
            || schema
                .additional_properties
                .as_ref()
                .is_some_and(|others| !matches!(others, Schema::Boolean(allowed) if !allowed.value));
        (!parts && !open && !schema.properties.is_empty())
            .then(|| schema.properties.keys().map(str::to_owned).collect())
    }

    fn style(
        &mut self,
        place: Place,
        style: Option<&Spanned<ParameterStyle>>,
        explode: Option<&Spanned<bool>>,
        allow_reserved: Option<&Spanned<bool>>,
    ) -> Option<ir::Spelling> {
        let style = style.map_or(ir::Style::Form, |style| lower_style(style.value));
        match style {
            ir::Style::Form | ir::Style::SpaceDelimited | ir::Style::PipeDelimited | ir::Style::DeepObject => {
                Some(ir::Spelling::Style {
                    style,
                    explode: explode.map_or(style == ir::Style::Form, |explode| explode.value),
                    allow_reserved: allow_reserved.is_some_and(|allow| allow.value),
                })
            }
            ir::Style::Matrix | ir::Style::Label | ir::Style::Simple => {
                self.unsupported(place, "the style has no meaning in a body: the member is spelled by default");
                None
            }
        }
    }

    fn media_types(&mut self, content_type: &Spanned<String>) -> Option<ir::Spelling> {
        let types: Vec<String> = content_type.value.split(',').map(|text| text.trim().to_owned()).collect();
        let (known, unknown): (Vec<_>, Vec<_>) = types.into_iter().partition(|text| is_media_type(text));
        if let Some(unknown) = unknown.first() {
            self.unsupported(content_type.place, format!("`{unknown}` is no media type and is passed over"));
        }
        (!known.is_empty()).then_some(ir::Spelling::MediaTypes(known))
    }
}
