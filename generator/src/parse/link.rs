//! Link Object (OpenAPI 3.1.1, 4.8.20).

use crate::source::{Node, Place};

use super::reader::{Reader, parse_any};
use super::server::parse_server;
use super::{Context, Extensions, Map, Server, Spanned};

/// Link Object: how values of a response lead to another operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where it stands.
    pub place: Place,
    /// `operationRef`: a URI reference to an operation.
    pub operation_ref: Option<Spanned<String>>,
    /// `operationId` of the operation.
    pub operation_id: Option<Spanned<String>>,
    /// `parameters`: values or runtime expressions by parameter name.
    pub parameters: Map<Place>,
    /// `requestBody`: a value or runtime expression.
    pub request_body: Option<Place>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `server`.
    pub server: Option<Server>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Link Object.
pub fn parse_link(node: Node<'_>, context: &mut Context<'_>) -> Option<Link> {
    let mut reader = Reader::open(node, context, "Link Object")?;
    reader.exactly_one(["operationRef", "operationId"]);
    Some(Link {
        place: node.place(),
        operation_ref: reader.string("operationRef"),
        operation_id: reader.string("operationId"),
        parameters: reader.map("parameters", parse_any),
        request_body: reader.object("requestBody", parse_any),
        description: reader.string("description"),
        server: reader.object("server", parse_server),
        extensions: reader.finish(),
    })
}
