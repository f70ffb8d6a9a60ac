//! Headers of responses.

use super::Lowering;
use super::docs;
use super::media_type::is_json;
use super::schema::Naming;
use crate::ir;
use crate::naming::{Claim, Scope, constant};
use crate::parse::{Header, Map, MediaType, RefOr, Schema, parse_header};

/// Constants that an operation has anyway.
const RESERVED: &[&str] = &["META", "MEDIA_TYPE"];

impl Lowering<'_, '_> {
    /// The headers of a response whose values can have a type; their constants have no names yet.
    pub(super) fn lower_headers(&mut self, headers: &Map<RefOr<Header>>, operation: &str) -> Vec<ir::ResponseHeader> {
        let mut lowered = Vec::new();
        for (name, header) in headers.iter() {
            if is_ignored(name) {
                continue;
            }
            if !is_header_name(name) {
                let place = match header {
                    RefOr::Reference(reference) => reference.place,
                    RefOr::Object(header) => header.place,
                };
                self.unsupported(place.key(), format!("`{name}` is no name of a header: nothing can come in it"));
                continue;
            }
            let Some(followed) = self.follow(header, parse_header) else { continue };
            let Header {
                place,
                description,
                // Says nothing about the type.
                required: _,
                deprecated,
                allow_empty_value: _,
                // Only `simple` has a meaning.
                style: _,
                // Lists look the same either way; objects are not read.
                explode: _,
                allow_reserved: _,
                schema,
                example: _,
                examples: _,
                content,
                extensions,
            } = followed.object;
            self.no_extensions(&extensions);
            let owner = format!("{operation} {name}");
            let Some((ty, form)) = self.header_value(schema.as_ref(), &content, &owner) else {
                self.unsupported(place, "a header of this type is not read; `headers()` has its text");
                continue;
            };
            lowered.push(ir::ResponseHeader {
                name: ir::Name { wire: name.to_owned(), rust: String::new() },
                form,
                ty,
                docs: ir::Docs {
                    description: followed.description.or_else(|| docs::text(&description)),
                    deprecated: deprecated.is_some_and(|deprecated| deprecated.value),
                    ..ir::Docs::default()
                },
            });
        }
        lowered
    }

    /// The type of a header, and how its text becomes a value of it; nothing where it does not.
    pub(super) fn header_value(
        &mut self,
        schema: Option<&Schema>,
        content: &Map<MediaType>,
        owner: &str,
    ) -> Option<(ir::Type, ir::HeaderForm)> {
        let json = content.iter().find(|(media_type, _)| is_json(media_type));
        match (schema, json) {
            (Some(schema), _) => {
                let ty = self.lower_schema(schema, owner, Naming::Path).ty;
                self.form(&ty).map(|form| (ty, form))
            }
            (None, Some((_, media))) => {
                let ty = self.lower_media_type(media, owner).into_type();
                Some((ty, ir::HeaderForm::Json))
            }
            (None, None) => Some((ir::Type::String, ir::HeaderForm::Text)),
        }
    }

    /// How a header's text becomes a value of a type.
    fn form(&self, ty: &ir::Type) -> Option<ir::HeaderForm> {
        match ty {
            ir::Type::String | ir::Type::Format(_) | ir::Type::Binary => Some(ir::HeaderForm::Text),
            ir::Type::Integer(_) | ir::Type::Number | ir::Type::Float32 | ir::Type::Float64 | ir::Type::Boolean => {
                Some(ir::HeaderForm::Json)
            }
            ir::Type::Array(item) => match self.form(item)? {
                ir::HeaderForm::Text => Some(ir::HeaderForm::Texts),
                ir::HeaderForm::Json => Some(ir::HeaderForm::Jsons),
                ir::HeaderForm::Texts | ir::HeaderForm::Jsons => None,
            },
            ir::Type::Named(id) => match &self.types[id.0].definition.kind {
                ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) => Some(ir::HeaderForm::Text),
                ir::TypeKind::Alias(alias) => self.form(&alias.ty),
                ir::TypeKind::Object(_)
                | ir::TypeKind::Union(_)
                | ir::TypeKind::Opaque(_)
                | ir::TypeKind::Contents(_) => None,
            },
            ir::Type::File | ir::Type::Content | ir::Type::Bytes => None,
            ir::Type::Null | ir::Type::Any | ir::Type::Map(_) | ir::Type::Nullable(_) | ir::Type::Boxed(_) => None,
        }
    }
}

/// The headers of all responses, by name; where two disagree about one, the first is taken.
pub(super) fn of_operation(responses: &[ir::Response]) -> Vec<ir::ResponseHeader> {
    let mut headers: Vec<ir::ResponseHeader> = Vec::new();
    for header in responses.iter().flat_map(|response| &response.typed_headers) {
        if !headers.iter().any(|known| known.name.wire.eq_ignore_ascii_case(&header.name.wire)) {
            headers.push(header.clone());
        }
    }
    let claims: Vec<Claim> = headers
        .iter()
        .map(|header| Claim { wire: header.name.wire.clone(), wanted: constant(&header.name.wire), pinned: false })
        .collect();
    let names = Scope::with_reserved(RESERVED.iter().copied()).assign(&claims);
    for (header, name) in headers.iter_mut().zip(names) {
        header.name.rust = name.name.to_uppercase(); // what tells equal names apart is in lower case
    }
    headers
}

/// OpenAPI 3.1.1, 4.8.17.1: a header of this name is ignored; `content` speaks of it.
pub(super) fn is_ignored(name: &str) -> bool {
    name.eq_ignore_ascii_case("content-type")
}

/// A token (RFC 9110, 5.6.2).
pub(super) fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
