//! Media Type and Encoding Objects (OpenAPI 3.1.1, 4.8.14 and 4.8.15).

use crate::source::{Node, Place};

use super::example::parse_example;
use super::header::parse_header;
use super::parameter::STYLES;
use super::reader::{Reader, parse_any};
use super::reference::parse_ref_or;
use super::schema_keyword::parse_schema;
use super::{Context, Example, Extensions, Header, Map, ParameterStyle, RefOr, Schema, Spanned};

/// Media Type Object: a body in one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaType {
    /// Where it stands.
    pub place: Place,
    /// `schema`.
    pub schema: Option<Schema>,
    /// `example`: any value.
    pub example: Option<Place>,
    /// `examples`.
    pub examples: Map<RefOr<Example>>,
    /// `encoding` by property name.
    pub encoding: Map<Encoding>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Media Type Object.
pub fn parse_media_type(node: Node<'_>, context: &mut Context<'_>) -> Option<MediaType> {
    let mut reader = Reader::open(node, context, "Media Type Object")?;
    reader.at_most_one(["example", "examples"]);
    Some(MediaType {
        place: node.place(),
        schema: reader.object("schema", parse_schema),
        example: reader.object("example", parse_any),
        examples: reader.map("examples", |node, context| parse_ref_or(node, context, parse_example)),
        encoding: reader.map("encoding", parse_encoding),
        extensions: reader.finish(),
    })
}

/// Encoding Object: how one property of a form is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// Where it stands.
    pub place: Place,
    /// `contentType`: a media type, or several separated by commas.
    pub content_type: Option<Spanned<String>>,
    /// `headers` of the part.
    pub headers: Map<RefOr<Header>>,
    /// `style`, as for query parameters.
    pub style: Option<Spanned<ParameterStyle>>,
    /// `explode`.
    pub explode: Option<Spanned<bool>>,
    /// `allowReserved`.
    pub allow_reserved: Option<Spanned<bool>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads an Encoding Object.
pub fn parse_encoding(node: Node<'_>, context: &mut Context<'_>) -> Option<Encoding> {
    let mut reader = Reader::open(node, context, "Encoding Object")?;
    Some(Encoding {
        place: node.place(),
        content_type: reader.string("contentType"),
        headers: reader.map("headers", |node, context| parse_ref_or(node, context, parse_header)),
        style: reader.word("style", STYLES),
        explode: reader.boolean("explode"),
        allow_reserved: reader.boolean("allowReserved"),
        extensions: reader.finish(),
    })
}
