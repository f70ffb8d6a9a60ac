//! Parameter Object (OpenAPI 3.1.1, 4.8.12).

use crate::source::{Node, Place};

use super::example::parse_example;
use super::media_type::parse_media_type;
use super::reader::{Reader, parse_any, parse_word};
use super::reference::parse_ref_or;
use super::schema_keyword::parse_schema;
use super::{Context, Example, Extensions, Map, MediaType, RefOr, Schema, Spanned};

/// Parameter Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Where it stands.
    pub place: Place,
    /// `name`, required.
    pub name: Spanned<String>,
    /// `in`, required.
    pub location: Spanned<ParameterLocation>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `required`; absent means `false`, and in a path it must be `true`.
    pub required: Option<Spanned<bool>>,
    /// `deprecated`; absent means `false`.
    pub deprecated: Option<Spanned<bool>>,
    /// `allowEmptyValue`, for queries; absent means `false`.
    pub allow_empty_value: Option<Spanned<bool>>,
    /// `style`; absent means `form` in queries and cookies, `simple` in paths and headers.
    pub style: Option<Spanned<ParameterStyle>>,
    /// `explode`; absent means `true` for the style `form`, else `false`.
    pub explode: Option<Spanned<bool>>,
    /// `allowReserved`; absent means `false`.
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

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterLocation {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
}

/// How a value is written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterStyle {
    /// `matrix`
    Matrix,
    /// `label`
    Label,
    /// `simple`
    Simple,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
}

const LOCATIONS: &[(&str, ParameterLocation)] = &[
    ("path", ParameterLocation::Path),
    ("query", ParameterLocation::Query),
    ("header", ParameterLocation::Header),
    ("cookie", ParameterLocation::Cookie),
];

pub(super) const STYLES: &[(&str, ParameterStyle)] = &[
    ("matrix", ParameterStyle::Matrix),
    ("label", ParameterStyle::Label),
    ("simple", ParameterStyle::Simple),
    ("form", ParameterStyle::Form),
    ("spaceDelimited", ParameterStyle::SpaceDelimited),
    ("pipeDelimited", ParameterStyle::PipeDelimited),
    ("deepObject", ParameterStyle::DeepObject),
];

/// Reads a Parameter Object; nothing when `name` or `in` is missing.
pub fn parse_parameter(node: Node<'_>, context: &mut Context<'_>) -> Option<Parameter> {
    let mut reader = Reader::open(node, context, "Parameter Object")?;
    let name = reader.required_string("name");
    let location = reader.require("in").and_then(|node| parse_word(node, reader.context, LOCATIONS));
    let description = reader.string("description");
    let required = reader.boolean("required");
    let deprecated = reader.boolean("deprecated");
    let allow_empty_value = reader.boolean("allowEmptyValue");
    let style = reader.word("style", STYLES);
    let explode = reader.boolean("explode");
    let allow_reserved = reader.boolean("allowReserved");
    let schema = reader.object("schema", parse_schema);
    let example = reader.object("example", parse_any);
    let examples = reader.map("examples", |node, context| parse_ref_or(node, context, parse_example));
    let content = reader.map("content", parse_media_type);
    let extensions = reader.finish();
    Some(Parameter {
        place: node.place(),
        name: name?,
        location: location?,
        description,
        required,
        deprecated,
        allow_empty_value,
        style,
        explode,
        allow_reserved,
        schema,
        example,
        examples,
        content,
        extensions,
    })
}
