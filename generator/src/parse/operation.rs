//! Operation and External Documentation Objects (OpenAPI 3.1.1, 4.8.10 and 4.8.11).

use crate::diagnostic::Code;
use crate::source::{Node, Place};

use super::body::parse_body;
use super::callback::parse_callback;
use super::parameter::parse_parameter;
use super::reader::{Reader, parse_string};
use super::reference::parse_ref_or;
use super::response::parse_responses;
use super::security::parse_security_requirement;
use super::server::parse_server;
use super::{
    Body, Callback, Context, Extensions, Map, Parameter, RefOr, Responses, SecurityRequirement, Server, Spanned,
    Version,
};

/// Operation Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Where it stands.
    pub place: Place,
    /// `$ref`: a URI reference to another operation. The standard has no reference here, but documents spread over files have;
    /// it is reported and kept.
    pub reference: Option<Spanned<String>>,
    /// `tags`.
    pub tags: Vec<Spanned<String>>,
    /// `summary`.
    pub summary: Option<Spanned<String>>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocumentation>,
    /// `operationId`.
    pub operation_id: Option<Spanned<String>>,
    /// `parameters`.
    pub parameters: Vec<RefOr<Parameter>>,
    /// `requestBody`.
    pub request_body: Option<RefOr<Body>>,
    /// `responses`, required in 3.0.
    pub responses: Option<Responses>,
    /// `callbacks`.
    pub callbacks: Map<RefOr<Callback>>,
    /// `deprecated`; absent means `false`.
    pub deprecated: Option<Spanned<bool>>,
    /// `security`: absent means that of the document, an empty list means none.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`: absent means those of the path item.
    pub servers: Option<Vec<Server>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads an Operation Object.
pub fn parse_operation(node: Node<'_>, context: &mut Context<'_>) -> Option<Operation> {
    let mut reader = Reader::open(node, context, "Operation Object")?;
    let reference = reader.string("$ref");
    if let Some(reference) = &reference {
        reader
            .context
            .diagnostics
            .report(Code::OddReference, reference.place, "the standard has no reference to an operation")
            .help("it is followed all the same; a reference to a path item would be fine");
    }
    let needs_responses = reference.is_none() && reader.context.version == Version::V3_0;
    Some(Operation {
        place: node.place(),
        reference,
        tags: reader.list("tags", parse_string).unwrap_or_default(),
        summary: reader.string("summary"),
        description: reader.string("description"),
        external_docs: reader.object("externalDocs", parse_external_documentation),
        operation_id: parse_operation_id(&mut reader),
        parameters: reader
            .list("parameters", |node, context| parse_ref_or(node, context, parse_parameter))
            .unwrap_or_default(),
        request_body: reader.object("requestBody", |node, context| parse_ref_or(node, context, parse_body)),
        responses: {
            // OpenAPI 3.0.4, 4.7.10.1 requires it; 3.1 does not.
            let member = if needs_responses { reader.require("responses") } else { reader.member("responses") };
            member.and_then(|node| parse_responses(node, reader.context))
        },
        callbacks: reader.map("callbacks", |node, context| parse_ref_or(node, context, parse_callback)),
        deprecated: reader.boolean("deprecated"),
        security: reader.list("security", parse_security_requirement),
        servers: reader.list("servers", parse_server),
        extensions: reader.finish(),
    })
}

/// An empty name tells no operation from another: it is as if there were none.
fn parse_operation_id(reader: &mut Reader<'_, '_, '_>) -> Option<Spanned<String>> {
    let id = reader.string("operationId")?;
    if !id.value.trim().is_empty() {
        return Some(id);
    }
    let message = "`operationId` has no effect where it is empty: the name is made of method and path";
    let diagnostic = reader.context.diagnostics.report(Code::IgnoredMember, id.place, message);
    diagnostic.help("give the operation a name, or remove the member");
    None
}

/// External Documentation Object.
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalDocumentation {
    /// Where it stands.
    pub place: Place,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `url`, required.
    pub url: Option<Spanned<String>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

pub(super) fn parse_external_documentation(node: Node<'_>, context: &mut Context<'_>) -> Option<ExternalDocumentation> {
    let mut reader = Reader::open(node, context, "External Documentation Object")?;
    Some(ExternalDocumentation {
        place: node.place(),
        description: reader.string("description"),
        url: reader.required_string("url"),
        extensions: reader.finish(),
    })
}
