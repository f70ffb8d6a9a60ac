//! Request bodies.

use super::parameter::is_json;
use super::schema::{Naming, Value};
use super::{Lowering, docs};
use crate::ir;
use crate::parse::{Body, MediaType, RefOr, parse_body};

/// A part of an operation cannot be sent, which has been reported; without it the operation is of no use.
pub(super) struct Unusable;

impl Lowering<'_, '_> {
    /// The body of an operation in JSON.
    pub(super) fn lower_body(&mut self, body: &RefOr<Body>, operation: &str) -> Result<Option<ir::Body>, Unusable> {
        let Some(followed) = self.follow(body, parse_body) else { return Err(Unusable) };
        let Body { place, description, content, required, extensions } = followed.object;
        self.check_extensions(&extensions, &["x-rust-name"]);
        let Some((media_type, media)) = content.iter().find(|(media_type, _)| is_json(media_type)) else {
            if content.is_empty() {
                return Ok(None);
            }
            let types: Vec<_> = content.keys().map(|key| format!("`{key}`")).collect();
            let message = format!(
                "a body of {} cannot be sent yet, so the operation `{operation}` is left out",
                types.join(" or "),
            );
            self.unsupported(place, message);
            return Err(Unusable);
        };
        for (other, ignored) in content.iter().filter(|(other, _)| *other != media_type) {
            self.unsupported(ignored.place, format!("the body is sent as `{media_type}`, never as `{other}`"));
        }
        let value = self.lower_media_type(media, &format!("{operation} body"));
        let data = match &media.schema {
            Some(schema) if value.unchecked => Some(self.schema_data(schema, &format!("{operation} body"))),
            _ => None,
        };
        let nullable = value.nullable;
        let payload_type = value.clone().into_type();
        let known = self.example_places.len();
        self.media_examples(media, &payload_type, &value.rules);
        self.request_examples.extend(self.example_places.iter().skip(known).copied());
        let required = required.as_ref().is_some_and(|required| required.value);
        if nullable && !required {
            self.unsupported(place, "an optional body that may be `null` is sent as `null` only when given as such");
        }
        Ok(Some(ir::Body {
            schema: data,
            payload: ir::Payload { media_type: media_type.to_owned(), ty: payload_type },
            required,
            rules: value.rules,
            field: "body".to_owned(),
            docs: ir::Docs {
                description: followed.description.or_else(|| docs::text(&description)),
                ..ir::Docs::default()
            },
        }))
    }

    /// The value in a media type's schema; any JSON where there is none.
    pub(super) fn lower_media_type(&mut self, media: &MediaType, owner: &str) -> Value {
        let MediaType { place: _, schema, example: _, examples: _, encoding: _, extensions } = media;
        self.no_extensions(extensions);
        match schema {
            Some(schema) => self.lower_schema(schema, owner, Naming::Path),
            None => Value::of(ir::Type::Any),
        }
    }
}
