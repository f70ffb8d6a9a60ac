//! Components Object (OpenAPI 3.1.1, 4.8.7).

use crate::source::{Node, Place};

use super::body::parse_body;
use super::callback::parse_callback;
use super::example::parse_example;
use super::header::parse_header;
use super::link::parse_link;
use super::parameter::parse_parameter;
use super::path_item::parse_path_item;
use super::reader::Reader;
use super::reference::parse_ref_or;
use super::response::parse_response;
use super::schema_keyword::parse_schema;
use super::security::parse_security_scheme;
use super::{
    Body, Callback, Context, Example, Extensions, Header, Link, Map, Parameter, PathItem, RefOr, Response, Schema,
    SecurityScheme,
};

/// Components Object: what references point at.
#[derive(Debug, Clone, PartialEq)]
pub struct Components {
    /// Where it stands.
    pub place: Place,
    /// `schemas`
    pub schemas: Map<Schema>,
    /// `responses`
    pub responses: Map<RefOr<Response>>,
    /// `parameters`
    pub parameters: Map<RefOr<Parameter>>,
    /// `examples`
    pub examples: Map<RefOr<Example>>,
    /// `requestBodies`
    pub request_bodies: Map<RefOr<Body>>,
    /// `headers`
    pub headers: Map<RefOr<Header>>,
    /// `securitySchemes`
    pub security_schemes: Map<RefOr<SecurityScheme>>,
    /// `links`
    pub links: Map<RefOr<Link>>,
    /// `callbacks`
    pub callbacks: Map<RefOr<Callback>>,
    /// `pathItems` (3.1)
    pub path_items: Map<PathItem>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Components Object.
pub fn parse_components(node: Node<'_>, context: &mut Context<'_>) -> Option<Components> {
    let mut reader = Reader::open(node, context, "Components Object")?;
    Some(Components {
        place: node.place(),
        schemas: reader.map("schemas", parse_schema),
        responses: reader.map("responses", |node, context| parse_ref_or(node, context, parse_response)),
        parameters: reader.map("parameters", |node, context| parse_ref_or(node, context, parse_parameter)),
        examples: reader.map("examples", |node, context| parse_ref_or(node, context, parse_example)),
        request_bodies: reader.map("requestBodies", |node, context| parse_ref_or(node, context, parse_body)),
        headers: reader.map("headers", |node, context| parse_ref_or(node, context, parse_header)),
        security_schemes: reader
            .map("securitySchemes", |node, context| parse_ref_or(node, context, parse_security_scheme)),
        links: reader.map("links", |node, context| parse_ref_or(node, context, parse_link)),
        callbacks: reader.map("callbacks", |node, context| parse_ref_or(node, context, parse_callback)),
        path_items: reader.newer().map("pathItems", parse_path_item),
        extensions: reader.finish(),
    })
}
