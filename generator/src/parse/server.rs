//! Server and Server Variable Objects (OpenAPI 3.1.1, 4.8.5 and 4.8.6).

use crate::source::{Node, Place};

use super::reader::{Reader, parse_string, wrong_value};
use super::{Context, Extensions, Map, Spanned};

/// Server Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Where it stands.
    pub place: Place,
    /// `url`, required: a template with variables in braces, possibly relative to the document.
    pub url: Spanned<String>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `variables`.
    pub variables: Map<ServerVariable>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Server Object; nothing when it has no `url`.
pub fn parse_server(node: Node<'_>, context: &mut Context<'_>) -> Option<Server> {
    let mut reader = Reader::open(node, context, "Server Object")?;
    let url = reader.required_string("url");
    let description = reader.string("description");
    let variables = reader.map("variables", parse_server_variable);
    let extensions = reader.finish();
    Some(Server { place: node.place(), url: url?, description, variables, extensions })
}

/// Server Variable Object.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// Where it stands.
    pub place: Place,
    /// `enum`: the values it may take.
    pub enumeration: Option<Vec<Spanned<String>>>,
    /// `default`, required.
    pub default: Option<Spanned<String>>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

fn parse_server_variable(node: Node<'_>, context: &mut Context<'_>) -> Option<ServerVariable> {
    let mut reader = Reader::open(node, context, "Server Variable Object")?;
    Some(ServerVariable {
        place: node.place(),
        enumeration: reader.list("enum", parse_string).filter(|values| {
            // OpenAPI 3.1.1, 4.8.6: the array MUST NOT be empty.
            if let Some(list) = node.get("enum").filter(|_| values.is_empty()) {
                wrong_value(list, reader.context, "a list of at least one value");
            }
            !values.is_empty()
        }),
        default: reader.required_string("default"),
        description: reader.string("description"),
        extensions: reader.finish(),
    })
}
