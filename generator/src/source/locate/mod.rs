//! Where the nodes of a raw tree stand in their text: one scan of the text for all nodes, made only when somebody asks.

mod json;
mod yaml;

use super::Span;
use super::read::Syntax;
use super::tree::Tree;

/// Where a node stands. An element of an array has no key, and what the scan did not reach has neither.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NodeSpan {
    pub(super) key: Option<Span>,
    pub(super) value: Option<Span>,
}

/// The spans of all nodes of a raw tree, by node number.
pub(super) fn locate(syntax: Syntax, text: &str, tree: &Tree) -> Vec<NodeSpan> {
    match syntax {
        Syntax::Json => json::locate(text, tree),
        Syntax::Yaml => yaml::locate(text, tree),
    }
}
