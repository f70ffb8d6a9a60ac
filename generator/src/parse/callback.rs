//! Callback Object (OpenAPI 3.1.1, 4.8.18).

use crate::source::{Node, Place};

use super::path_item::{PathItem, parse_path_item};
use super::reader::wrong_type;
use super::{Context, Extensions, Map};

/// Callback Object: requests the server may send, by runtime expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Callback {
    /// Where it stands.
    pub place: Place,
    /// Path items by the expression that gives their URL.
    pub expressions: Map<PathItem>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Callback Object.
pub fn parse_callback(node: Node<'_>, context: &mut Context<'_>) -> Option<Callback> {
    let Some(members) = node.as_object() else {
        wrong_type(node, context, "an object (Callback Object)");
        return None;
    };
    context.note_object(node, "Callback Object");
    let mut callback = Callback { place: node.place(), expressions: Map::new(), extensions: Extensions::new() };
    for member in members {
        if member.key.starts_with("x-") {
            callback.extensions.push((member.key.to_owned(), member.node.place()));
        } else if let Some(item) = parse_path_item(member.node, context) {
            callback.expressions.insert(member.key, item);
        }
    }
    Some(callback)
}
