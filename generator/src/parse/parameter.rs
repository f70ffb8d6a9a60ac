//! Parameter Object (OpenAPI 3.1.1, 4.8.12).

use crate::diagnostic::Code;
use crate::source::{Node, Place};

use super::example::parse_example;
use super::media_type::parse_media_type;
use super::reader::{Reader, parse_any, parse_word, wrong_value};
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
    reader.exactly_one(["schema", "content"]);
    reader.at_most_one(["example", "examples"]);
    let extensions = reader.finish();
    let (name, location) = (name?, location?);
    if let Some(content) = node.get("content") {
        check_content(content, context);
    }
    check_location(node, location.value, required, style, context);
    Some(Parameter {
        place: node.place(),
        name,
        location,
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

/// A parameter or header has one media type in `content` (OpenAPI 3.1.1, 4.8.12.2.3).
pub(super) fn check_content(content: Node<'_>, context: &mut Context<'_>) {
    let Some(members) = content.as_object() else {
        return;
    };
    if members.count() != 1 {
        wrong_value(content, context, "an object with exactly one media type");
    }
}

/// What the location rules out (OpenAPI 3.1.1, 4.8.12.2.1 and 4.8.12.3).
fn check_location(
    node: Node<'_>,
    location: ParameterLocation,
    required: Option<Spanned<bool>>,
    style: Option<Spanned<ParameterStyle>>,
    context: &mut Context<'_>,
) {
    if location == ParameterLocation::Path && !required.is_some_and(|required| required.value) {
        let spot = required.map_or(node.place(), |required| required.place);
        context
            .diagnostics
            .report(Code::MissingRequired, spot, "a path parameter must say `required: true`")
            .help("it is read as if it did, since there is no path without it");
    }
    if let Some(style) = style
        && !location.allows(style.value)
        && let Some(text) = node.get("style").and_then(Node::as_str)
        && let Some(place) = node.get("in")
    {
        let message = format!("the style `{text}` is not for parameters in `{}`", place.as_str().unwrap_or_default());
        context
            .diagnostics
            .report(Code::UnknownValue, style.place, message)
            .label(place.place(), "the parameter is sent here")
            .help("it is written in the usual style of the place");
    }
}

impl ParameterLocation {
    /// Whether the standard lists a style for this location (OpenAPI 3.1.1, 4.8.12.3).
    #[must_use]
    pub fn allows(self, style: ParameterStyle) -> bool {
        use ParameterStyle::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
        match self {
            Self::Path => matches!(style, Matrix | Label | Simple),
            Self::Query => matches!(style, Form | SpaceDelimited | PipeDelimited | DeepObject),
            Self::Header => style == Simple,
            Self::Cookie => style == Form,
        }
    }
}
