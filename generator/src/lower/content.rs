//! Contents by media type: what each one is, which are the same, and which one comes first.

use super::Lowering;
use super::media_type::{Family, Shape, essence, family, is_media_type};
use super::schema::Value;
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{self, Claim, Scope};
use crate::parse::{MediaType, Schema, Version};
use crate::source::Place;

/// A content that is one or the only one of a body.
pub(super) struct Content {
    pub(super) payload: ir::Payload,
    pub(super) rules: ir::Rules,
    pub(super) schema: Option<ir::SchemaId>,
}

impl Lowering<'_, '_> {
    /// The contents that differ, JSON first, then in the order of the document. Those that are written in the same way
    /// from the same type are one.
    pub(super) fn lower_media_types(
        &mut self,
        content: &[(&str, &MediaType)],
        direction: ir::Direction,
        owner: &str,
    ) -> Vec<Content> {
        let mut sorted = content.to_vec();
        sorted.sort_by_key(|(media_type, _)| match family(media_type) {
            Family::Json if essence(media_type) == "application/json" => 0,
            Family::Json if !media_type.contains('*') => 1,
            Family::Json => 2,
            Family::Form | Family::Multipart | Family::Text | Family::Bytes | Family::Unknown => 3,
        });
        let names = variant_names(&sorted.iter().map(|(media_type, _)| *media_type).collect::<Vec<_>>());
        let mut contents: Vec<Content> = Vec::new();
        for ((media_type, media), name) in sorted.into_iter().zip(names) {
            // The first one is named like the body, the others by their media types too.
            let owner =
                if contents.is_empty() { owner.to_owned() } else { format!("{owner} {}", naming::snake(&name)) };
            let content = self.lower_content(media_type, media, direction, &owner);
            let same = contents.iter_mut().find(|other| {
                (&other.payload.ty, &other.payload.kind) == (&content.payload.ty, &content.payload.kind)
                    && other.rules == content.rules
            });
            let Some(same) = same else {
                contents.push(content);
                continue;
            };
            let (sent, other) = (same.payload.media_type.clone(), content.payload.media_type);
            // Bytes may say their media type themselves.
            let unsent = direction == ir::Direction::Request && same.payload.kind != ir::ContentKind::Bytes;
            same.payload.others.push(other.clone());
            if unsent {
                self.unsupported(media.place, format!("the body is sent as `{sent}`, never as `{other}`"));
            }
        }
        contents
    }

    fn lower_content(&mut self, media_type: &str, media: &MediaType, direction: ir::Direction, owner: &str) -> Content {
        let family = self.form_of(media_type, media, direction);
        if !matches!(family, Family::Form | Family::Multipart)
            && let Some(encoding) = self.node(media.place).get("encoding").filter(|_| !media.encoding.is_empty())
        {
            let message = format!("`encoding` has no effect for `{media_type}` here");
            self.context.diagnostics.report(Code::IgnoredMember, encoding.key_spot(), message);
        }
        let mut content = match family {
            Family::Json | Family::Unknown => self.json_content(media_type, media, owner),
            Family::Form => self.form_content(media_type, media, direction, owner),
            Family::Multipart => self.multipart_content(media_type, media, owner),
            Family::Text => self.text_content(media_type, media, direction, owner),
            Family::Bytes => self.bytes_content(media_type, media, direction),
        };
        if !is_media_type(&content.payload.media_type) {
            self.unsupported(media.place, format!("`{media_type}` is no media type; it is taken for `*/*`"));
            content.payload.media_type = "*/*".to_owned();
        }
        content
    }

    /// The family that decides how a content is written or read.
    fn form_of(&mut self, media_type: &str, media: &MediaType, direction: ir::Direction) -> Family {
        let family = family(media_type);
        let shape = self.body_shape(media.schema.as_ref());
        match (family, shape, direction) {
            (Family::Json, _, _) => Family::Json,
            (Family::Form, Shape::Structured, _) => family,
            // Parts are not taken apart.
            (Family::Multipart, Shape::Structured, ir::Direction::Request) => family,
            (Family::Form | Family::Multipart, _, _) => Family::Bytes,
            (Family::Text, Shape::Binary, _) | (Family::Bytes, _, _) => Family::Bytes,
            (Family::Text, _, _) => Family::Text,
            // `*/*` with the schema of a value is how some frameworks say JSON.
            (Family::Unknown, Shape::Structured, _) if media_type.contains('*') => Family::Json,
            (Family::Unknown, Shape::Text, _) if !media_type.contains('*') && is_media_type(media_type) => Family::Text,
            (Family::Unknown, _, _) => Family::Bytes,
        }
    }

    fn json_content(&mut self, media_type: &str, media: &MediaType, owner: &str) -> Content {
        let value = self.lower_media_type(media, owner);
        let written = if media_type.contains('*') { "application/json" } else { media_type };
        let mut content = self.content(written, media, value, ir::ContentKind::Json, owner);
        if written != media_type {
            content.payload.others.push(media_type.to_owned());
        }
        self.media_examples(media, &content.payload.ty, &content.rules);
        content
    }

    fn form_content(&mut self, media_type: &str, media: &MediaType, direction: ir::Direction, owner: &str) -> Content {
        let value = self.lower_media_type(media, owner);
        if !self.may_be_object(&value.ty) {
            return self.bytes_content(media_type, media, direction);
        }
        let encodings = self.lower_encodings(media, false, true);
        let kind = match direction {
            ir::Direction::Request => ir::ContentKind::Form(encodings),
            ir::Direction::Response => {
                ir::ContentKind::ReceivedForm(self.received_form(&value.ty, &encodings, media.place))
            }
        };
        let content = self.content(media_type, media, value, kind, owner);
        self.media_examples(media, &content.payload.ty, &content.rules);
        content
    }

    fn multipart_content(&mut self, media_type: &str, media: &MediaType, owner: &str) -> Content {
        let value = self.lower_media_type(media, owner);
        if !self.may_be_object(&value.ty) {
            return self.bytes_content(media_type, media, ir::Direction::Request);
        }
        // OpenAPI 3.0.4, Encoding Object: `style` and its like are of a form without parts only; 3.1 knows them in `form-data` too.
        let styled = self.context.version == Version::V3_1 && essence(media_type) == "multipart/form-data";
        let encodings = self.lower_encodings(media, true, styled);
        let content = self.content(media_type, media, value, ir::ContentKind::Multipart(encodings), owner);
        self.media_examples(media, &content.payload.ty, &content.rules);
        content
    }

    fn text_content(&mut self, media_type: &str, media: &MediaType, direction: ir::Direction, owner: &str) -> Content {
        let followed = self.body_shape(media.schema.as_ref()) == Shape::Text && direction == ir::Direction::Request;
        // A range is nothing to send (RFC 9110, 8.3); of all texts, this is the one that promises nothing.
        let written = match direction {
            ir::Direction::Request if media_type.contains('*') => "text/plain",
            ir::Direction::Request | ir::Direction::Response => media_type,
        };
        let value = if followed { self.lower_media_type(media, owner) } else { self.text_value(media) };
        let value = Value { nullable: false, ..value };
        let mut content = self.content(written, media, value, ir::ContentKind::Text, owner);
        if written != media_type {
            content.payload.others.push(media_type.to_owned());
        }
        content
    }

    /// A text whose schema is not followed, which is said where it would demand something.
    fn text_value(&mut self, media: &MediaType) -> Value {
        let followed = match &media.schema {
            Some(Schema::Object(schema)) => super::string::is_any_text(schema),
            Some(Schema::Boolean(_)) | None => true,
        };
        if !followed {
            self.unsupported(media.place, "a body of text is a `String`; its schema is documentation only");
        }
        Value::of(ir::Type::String)
    }

    fn bytes_content(&mut self, media_type: &str, media: &MediaType, direction: ir::Direction) -> Content {
        if self.body_shape(media.schema.as_ref()) == Shape::Structured {
            let message = format!("a body of `{media_type}` is bytes; its schema is documentation only");
            self.unsupported(media.place, message);
        }
        let ty = match direction {
            ir::Direction::Request => ir::Type::Content,
            ir::Direction::Response => ir::Type::Bytes,
        };
        let media_type = match (family(media_type), direction) {
            // Only who writes the parts knows the boundary.
            (Family::Multipart, ir::Direction::Request) => "multipart/*",
            _ => media_type,
        };
        self.content(media_type, media, Value::of(ty), ir::ContentKind::Bytes, "")
    }

    fn content(
        &mut self,
        media_type: &str,
        media: &MediaType,
        value: Value,
        kind: ir::ContentKind,
        owner: &str,
    ) -> Content {
        let schema = match &media.schema {
            Some(schema) if value.unchecked => Some(self.schema_data(schema, owner)),
            _ => None,
        };
        let rules = value.rules.clone();
        let payload =
            ir::Payload { media_type: media_type.to_owned(), others: Vec::new(), ty: value.into_type(), kind };
        Content { payload, rules, schema }
    }

    /// Whether a value of the type may be an object in JSON. Objects are known by their names before they are complete.
    fn may_be_object(&self, ty: &ir::Type) -> bool {
        match ty {
            ir::Type::Named(id) => match &self.types[id.0].definition.kind {
                ir::TypeKind::Object(_) | ir::TypeKind::Union(_) | ir::TypeKind::Opaque(_) => true,
                ir::TypeKind::Alias(alias) => self.may_be_object(&alias.ty),
                ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) | ir::TypeKind::Contents(_) => false,
            },
            ir::Type::Map(_) | ir::Type::Any => true,
            ir::Type::Nullable(inner) | ir::Type::Boxed(inner) => self.may_be_object(inner),
            ir::Type::String
            | ir::Type::Format(_)
            | ir::Type::Integer(_)
            | ir::Type::Number
            | ir::Type::Float32
            | ir::Type::Float64
            | ir::Type::Boolean
            | ir::Type::Null
            | ir::Type::Binary
            | ir::Type::File
            | ir::Type::Content
            | ir::Type::Bytes
            | ir::Type::Array(_) => false,
        }
    }

    /// The enum of several contents.
    pub(super) fn choice(
        &mut self,
        contents: Vec<Content>,
        direction: ir::Direction,
        name: &str,
        place: Place,
    ) -> ir::Payload {
        let wires: Vec<&str> = contents.iter().map(|content| content.payload.media_type.as_str()).collect();
        let claims: Vec<Claim> = wires
            .iter()
            .zip(variant_names(&wires))
            .map(|(wire, wanted)| Claim { wire: (*wire).to_owned(), wanted, pinned: false })
            .collect();
        let names = Scope::default().assign(&claims);
        let media_type = contents.first().map(|content| content.payload.media_type.clone()).unwrap_or_default();
        let others = contents.iter().flat_map(|content| content.payload.media_types().map(str::to_owned));
        let others = others.filter(|other| *other != media_type).collect();
        let variants = contents.into_iter().zip(names).map(|(content, name)| ir::ContentVariant {
            name: name.name,
            payload: content.payload,
            rules: content.rules,
            schema: content.schema,
            convertible: false,
        });
        let kind = ir::TypeKind::Contents(ir::Contents { direction, variants: variants.collect() });
        let id = self.define(place, None, name, kind);
        ir::Payload { media_type, others, ty: ir::Type::Named(id), kind: ir::ContentKind::Choice }
    }
}

/// What the variants of media types side by side are called: where one name would stand for several, those with
/// parameters have them in their names too, and others all of the media type.
fn variant_names(media_types: &[&str]) -> Vec<String> {
    let short: Vec<String> = media_types.iter().map(|media_type| variant_name(media_type)).collect();
    let crowded = |name: &String| short.iter().filter(|other| *other == name).count() > 1;
    let same_essence =
        |media_type: &str| media_types.iter().filter(|other| essence(other) == essence(media_type)).count();
    short
        .iter()
        .zip(media_types)
        .map(|(name, media_type)| match media_type.split_once(';') {
            Some((_, parameters)) if crowded(name) => format!("{name}{}", naming::variant(parameters)),
            None if crowded(name) && same_essence(media_type) == 1 => naming::pascal(&essence(media_type)),
            _ => name.clone(),
        })
        .collect()
}

/// What the variant of a media type is called: by its subtype, but for those that have a word of their own.
fn variant_name(media_type: &str) -> String {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => "Form".to_owned(),
        "multipart/form-data" => "Multipart".to_owned(),
        "text/plain" => "Text".to_owned(),
        "application/octet-stream" => "Bytes".to_owned(),
        "*/*" => "Any".to_owned(),
        _ => {
            let (kind, subtype) = essence.split_once('/').unwrap_or(("", &essence));
            let subtype = subtype.trim_start_matches("vnd.").trim_start_matches("x-");
            naming::pascal(if subtype == "*" { kind } else { subtype })
        }
    }
}

/// What an operation asks for in `Accept`: every media type that it can read, those of successes first. Nothing where
/// that is JSON and nothing else, or nothing at all.
pub(super) fn accept(responses: &[ir::Response]) -> Option<String> {
    let mut accepted: Vec<String> = Vec::new();
    for success in [true, false] {
        let chosen = responses.iter().filter(|response| response.status.is_success() == success);
        let media_types = chosen.flat_map(|response| {
            let whole = response.payload.iter().flat_map(ir::Payload::media_types);
            // What comes as a stream only is asked for by the plain call too.
            let streams = response.streams.iter().filter(|_| response.payload.is_none());
            whole.chain(streams.map(|stream| stream.media_type.as_str()))
        });
        for media_type in media_types {
            // What says only how characters are written asks for nothing.
            let plain = match media_type.split_once(';') {
                Some((essence, rest)) if rest.trim().to_ascii_lowercase().starts_with("charset=") => essence.trim(),
                _ => media_type,
            };
            if is_media_type(plain) && !accepted.iter().any(|known| known.eq_ignore_ascii_case(plain)) {
                accepted.push(plain.to_owned());
            }
        }
    }
    let usual = accepted.is_empty() || accepted == ["application/json"];
    (!usual).then(|| accepted.join(", "))
}
