//! Request bodies.

use super::schema::{Naming, Value};
use super::{Lowering, docs};
use crate::ir;
use crate::parse::{Body, MediaType, RefOr, parse_body};

/// A part of an operation cannot be sent, which has been reported; without it the operation is of no use.
pub(super) struct Unusable;

impl Lowering<'_, '_> {
    /// The body of an operation.
    pub(super) fn lower_body(&mut self, body: &RefOr<Body>, operation: &str) -> Result<Option<ir::Body>, Unusable> {
        let Some(followed) = self.follow(body, parse_body) else { return Err(Unusable) };
        let Body { place, description, content, required, extensions } = followed.object;
        self.check_extensions(&extensions, &["x-rust-name"]);
        let known = self.example_places.len();
        let content: Vec<(&str, &MediaType)> = content.iter().collect();
        let mut contents = self.lower_media_types(&content, ir::Direction::Request, &format!("{operation} body"));
        self.request_examples.extend(self.example_places.iter().skip(known).copied());
        let required = required.as_ref().is_some_and(|required| required.value);
        let (payload, rules, schema) = match contents.len() {
            0 => return Ok(None),
            1 => {
                let only = contents.swap_remove(0);
                (only.payload, only.rules, only.schema)
            }
            _ => {
                let payload = self.choice(contents, ir::Direction::Request, &format!("{operation} content"), place);
                (payload, ir::Rules::default(), None)
            }
        };
        if matches!(payload.ty, ir::Type::Nullable(_)) && !required {
            self.unsupported(place, "an optional body that may be `null` is sent as `null` only when given as such");
        }
        Ok(Some(ir::Body {
            payload,
            required,
            rules,
            schema,
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
