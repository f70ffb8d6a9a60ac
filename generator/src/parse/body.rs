//! Request Body Object (OpenAPI 3.1.1, 4.8.13).

use crate::source::{Node, Place};

use super::media_type::parse_media_type;
use super::reader::{Reader, parse_map};
use super::{Context, Extensions, Map, MediaType, Spanned};

/// Request Body Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Where it stands.
    pub place: Place,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `content` by media type or range, required.
    pub content: Map<MediaType>,
    /// `required`; absent means `false`.
    pub required: Option<Spanned<bool>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Request Body Object.
pub fn parse_body(node: Node<'_>, context: &mut Context<'_>) -> Option<Body> {
    let mut reader = Reader::open(node, context, "Request Body Object")?;
    Some(Body {
        place: node.place(),
        description: reader.string("description"),
        content: reader
            .require("content")
            .map(|content| parse_map(content, reader.context, parse_media_type))
            .unwrap_or_default(),
        required: reader.boolean("required"),
        extensions: reader.finish(),
    })
}
