//! Paths and Path Item Objects (OpenAPI 3.1.1, 4.8.8 and 4.8.9).

use crate::source::{Node, Place};

use super::operation::parse_operation;
use super::parameter::parse_parameter;
use super::reader::{Reader, read, unknown_member, wrong_type};
use super::reference::parse_ref_or;
use super::server::parse_server;
use super::{Context, Extensions, Map, Operation, Parameter, RefOr, Server, Spanned};

/// Paths Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Paths {
    /// Where it stands.
    pub place: Place,
    /// Path items by path template.
    pub items: Map<PathItem>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Paths Object.
pub fn parse_paths(node: Node<'_>, context: &mut Context<'_>) -> Option<Paths> {
    let Some(members) = node.as_object() else {
        wrong_type(node, context, "an object (Paths Object)");
        return None;
    };
    context.note_object(node, "Paths Object");
    let mut paths = Paths { place: node.place(), items: Map::new(), extensions: Extensions::new() };
    for member in members {
        if member.key.starts_with("x-") {
            paths.extensions.push((member.key.to_owned(), member.node.place()));
        } else if !member.key.starts_with('/') {
            unknown_member(member.node, context, "Paths Object", []).help("a path starts with `/`");
        } else if let Some(item) = read(member.node, context, parse_path_item) {
            paths.items.insert(member.key, item);
        }
    }
    Some(paths)
}

/// Path Item Object.
#[derive(Debug, Clone, PartialEq)]
pub struct PathItem {
    /// Where it stands.
    pub place: Place,
    /// `$ref`: a URI reference to another path item. What stands beside it is kept; the standard leaves open what that means.
    pub reference: Option<Spanned<String>>,
    /// `summary`.
    pub summary: Option<Spanned<String>>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// The operations, by method, in document order.
    pub operations: Vec<(Method, Operation)>,
    /// `servers`: absent means those of the document.
    pub servers: Option<Vec<Server>>,
    /// `parameters` of all operations.
    pub parameters: Vec<RefOr<Parameter>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// The methods a path item may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `get`
    Get,
    /// `put`
    Put,
    /// `post`
    Post,
    /// `delete`
    Delete,
    /// `options`
    Options,
    /// `head`
    Head,
    /// `patch`
    Patch,
    /// `trace`
    Trace,
}

impl Method {
    /// All methods, in the order of the standard.
    pub const ALL: [Self; 8] =
        [Self::Get, Self::Put, Self::Post, Self::Delete, Self::Options, Self::Head, Self::Patch, Self::Trace];

    /// The member of the path item: lower case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Options => "options",
            Self::Head => "head",
            Self::Patch => "patch",
            Self::Trace => "trace",
        }
    }
}

/// Reads a Path Item Object.
pub fn parse_path_item(node: Node<'_>, context: &mut Context<'_>) -> Option<PathItem> {
    let mut reader = Reader::open(node, context, "Path Item Object")?;
    let mut operations = Vec::new();
    for method in Method::ALL {
        if let Some(operation) = reader.object(method.key(), parse_operation) {
            operations.push((method, operation));
        }
    }
    operations.sort_by_key(|(_, operation)| operation.place);
    Some(PathItem {
        place: node.place(),
        reference: reader.string("$ref"),
        summary: reader.string("summary"),
        description: reader.string("description"),
        operations,
        servers: reader.list("servers", parse_server),
        parameters: reader
            .list("parameters", |node, context| parse_ref_or(node, context, parse_parameter))
            .unwrap_or_default(),
        extensions: reader.finish(),
    })
}
