//! Header Object (OpenAPI 3.1.1, 4.8.21).

use crate::source::{Node, Place};

use super::example::parse_example;
use super::media_type::parse_media_type;
use super::parameter::{STYLES, check_content};
use super::reader::{Reader, ignored_member, parse_any};
use super::reference::parse_ref_or;
use super::schema_keyword::parse_schema;
use super::{Context, Example, Extensions, Map, MediaType, ParameterStyle, RefOr, Schema, Spanned};

/// Header Object: a parameter without `name` and `in`.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Where it stands.
    pub place: Place,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `required`; absent means `false`.
    pub required: Option<Spanned<bool>>,
    /// `deprecated`; absent means `false`.
    pub deprecated: Option<Spanned<bool>>,
    /// `allowEmptyValue` (3.0), without effect for headers.
    pub allow_empty_value: Option<Spanned<bool>>,
    /// `style`; only `simple` has a meaning.
    pub style: Option<Spanned<ParameterStyle>>,
    /// `explode`; absent means `false`.
    pub explode: Option<Spanned<bool>>,
    /// `allowReserved` (3.0), without effect for headers.
    pub allow_reserved: Option<Spanned<bool>>,
    /// `schema`.
    pub schema: Option<Schema>,
    /// `example`: any value.
    pub example: Option<Place>,
    /// `examples`.
    pub examples: Map<RefOr<Example>>,
    /// `content`: one media type, instead of `schema`.
    pub content: Map<MediaType>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Header Object.
pub fn parse_header(node: Node<'_>, context: &mut Context<'_>) -> Option<Header> {
    let mut reader = Reader::open(node, context, "Header Object")?;
    reader.exactly_one(["schema", "content"]);
    reader.at_most_one(["example", "examples"]);
    for name in ["name", "in"] {
        if let Some(member) = reader.member(name) {
            ignored_member(member, reader.context, "in a Header Object");
        }
    }
    let header = Some(Header {
        place: node.place(),
        description: reader.string("description"),
        required: reader.boolean("required"),
        deprecated: reader.boolean("deprecated"),
        allow_empty_value: reader.boolean("allowEmptyValue"),
        style: reader.word("style", STYLES),
        explode: reader.boolean("explode"),
        allow_reserved: reader.boolean("allowReserved"),
        schema: reader.object("schema", parse_schema),
        example: reader.object("example", parse_any),
        examples: reader.map("examples", |node, context| parse_ref_or(node, context, parse_example)),
        content: reader.map("content", parse_media_type),
        extensions: reader.finish(),
    });
    if let Some(content) = node.get("content") {
        check_content(content, context);
    }
    header
}
