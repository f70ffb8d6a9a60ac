//! The syntax tree of a pattern, reduced to what decides whether a text matches: no captures, no greed.

use super::class::CharSet;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One character of the set.
    Class(CharSet),
    /// One part after the other; none is the empty text.
    Sequence(Vec<Node>),
    /// Any of the parts.
    Choice(Vec<Node>),
    /// `{min,max}`; no `max` is no bound.
    Repeat { node: Box<Node>, min: u32, max: Option<u32> },
    /// `^`.
    Start,
    /// `$`.
    End,
    /// `\b`, or `\B` when `negated`.
    Boundary { negated: bool },
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`.
    Look { direction: Direction, negated: bool, node: Box<Node> },
    /// What is legal and not checked, and why: a back reference, or flags for a group.
    Unchecked(&'static str),
}

/// Where an assertion looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Ahead,
    Behind,
}

impl Node {
    /// The empty text.
    pub(super) fn empty() -> Node {
        Node::Sequence(Vec::new())
    }

    /// Whether anything occurs that is not checked.
    pub(super) fn has_unchecked(&self) -> bool {
        match self {
            Node::Unchecked(_) => true,
            Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(Node::has_unchecked),
            Node::Repeat { node, .. } | Node::Look { node, .. } => node.has_unchecked(),
            Node::Class(_) | Node::Start | Node::End | Node::Boundary { .. } => false,
        }
    }

    /// The same search with fewer repetitions: nothing is asked of the text before an open start and after an open
    /// end, so the least number of repetitions there decides. Turns `.{1,100000}` into `.`.
    pub(super) fn trimmed(self) -> Node {
        self.trim_edge(Edge::First).trim_edge(Edge::Last)
    }

    fn trim_edge(self, edge: Edge) -> Node {
        match self {
            Node::Repeat { min: 0, .. } => Node::empty(),
            Node::Repeat { node, min: 1, .. } => node.trim_edge(edge),
            Node::Repeat { node, min, .. } => Node::Repeat { node, min, max: Some(min) },
            Node::Choice(nodes) => Node::Choice(nodes.into_iter().map(|node| node.trim_edge(edge)).collect()),
            Node::Sequence(mut nodes) => {
                loop {
                    let at = match edge {
                        Edge::First => 0,
                        Edge::Last => nodes.len().saturating_sub(1),
                    };
                    if at >= nodes.len() {
                        break;
                    }
                    let node = nodes.remove(at).trim_edge(edge);
                    if node != Node::empty() {
                        nodes.insert(at, node);
                        break;
                    }
                }
                Node::Sequence(nodes)
            }
            other => other,
        }
    }
}

#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}
