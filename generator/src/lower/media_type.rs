//! Media types: which family one is of, and so how a body of it is written and read.

use super::Lowering;
use super::string::{is_binary, is_text};
use crate::parse::{Schema, Type};

/// How bodies of a media type are written and read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// JSON.
    Json,
    /// A form of names and values.
    Form,
    /// Parts.
    Multipart,
    /// Text, XML among it.
    Text,
    /// Bytes.
    Bytes,
    /// Nothing is known of it, or it is a range of all kinds: the schema tells.
    Unknown,
}

/// What a schema says of a body that is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// There is none, or it demands nothing.
    Nothing,
    /// Bytes.
    Binary,
    /// Any text.
    Text,
    /// Something else, which only JSON and forms can express.
    Structured,
}

/// A media type in lower case without parameters.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The family of a media type or range.
pub(super) fn family(media_type: &str) -> Family {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", ""));
    match (kind, subtype) {
        _ if is_json(&essence) => Family::Json,
        ("application", "x-www-form-urlencoded") => Family::Form,
        ("multipart", _) => Family::Multipart,
        ("text", _) | ("application", "xml") => Family::Text,
        _ if subtype.ends_with("+xml") => Family::Text,
        ("image" | "audio" | "video" | "font" | "model", _) | ("application", "octet-stream" | "pdf" | "zip") => {
            Family::Bytes
        }
        _ => Family::Unknown,
    }
}

/// Whether a media type is JSON: `application/json`, or any type with the suffix `+json` (RFC 6839, 3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Whether a text can stand in a header as a media type or range (RFC 9110, 8.3.1 and 12.5.1).
pub(super) fn is_media_type(text: &str) -> bool {
    let token = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    let essence = text.split(';').next().unwrap_or_default().trim();
    let visible = text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && text.trim() == text;
    visible && essence.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype))
}

impl Lowering<'_, '_> {
    /// What a schema says of a body that may not be JSON.
    pub(super) fn body_shape(&mut self, schema: Option<&Schema>) -> Shape {
        let mut schema = match schema {
            None | Some(Schema::Boolean(_)) => return Shape::Nothing,
            Some(Schema::Object(schema)) => schema.clone(),
        };
        for _ in 0..20 {
            let Some(reference) = &schema.reference else { break };
            let target = self.resolve(&reference.value, reference.place).and_then(|place| self.parsed_schema(place));
            match target.as_deref() {
                Some(Schema::Object(target)) => schema = target.clone(),
                Some(Schema::Boolean(_)) | None => return Shape::Nothing,
            }
        }
        let texts = schema.types.iter().all(|ty| matches!(ty.value, Type::String | Type::Null));
        if is_binary(&schema) {
            Shape::Binary
        } else if !schema.types.is_empty() && texts && schema.all_of.is_none() && schema.reference.is_none() {
            Shape::Text
        } else if !is_text(&schema) && !super::keyword::gives_type(&Schema::Object(schema)) {
            Shape::Nothing
        } else {
            Shape::Structured
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, family, is_json, is_media_type};

    #[test]
    fn families() {
        let cases = [
            ("application/json; charset=utf-8", Family::Json),
            ("application/problem+json", Family::Json),
            ("application/*+json", Family::Json),
            ("Application/X-WWW-Form-Urlencoded", Family::Form),
            ("multipart/mixed", Family::Multipart),
            ("text/csv", Family::Text),
            ("application/soap+xml", Family::Text),
            ("image/*", Family::Bytes),
            ("application/pdf", Family::Bytes),
            ("*/*", Family::Unknown),
            ("undefined", Family::Unknown),
        ];
        for (media_type, expected) in cases {
            assert_eq!(family(media_type), expected, "{media_type}");
        }
        assert!(is_json("text/json") && !is_json("application/jsonl"));
    }

    #[test]
    fn what_can_stand_in_a_header() {
        for text in ["application/json", "*/*", "text/plain; charset=utf-8"] {
            assert!(is_media_type(text), "{text}");
        }
        for text in ["", "string", "application/", "a b/c", "text/plain\r\nx: y", "text/pläin"] {
            assert!(!is_media_type(text), "{text:?}");
        }
    }
}
