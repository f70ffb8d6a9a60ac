//! Whether a pattern says where a text begins and ends.

use super::class::CharSet;
use super::syntax::{Direction, Node};
use super::{Mode, PatternError, parser};

/// The two ends of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The beginning.
    pub start: End,
    /// The end.
    pub end: End,
}

/// One end of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Held by `^` or `$`, by a word boundary, or by a look at what stands outside.
    Held,
    /// Open: anything may stand beyond.
    Open,
    /// Open, with a repetition there whose bound is then without effect: `[a-z]{2,6}` at an open end accepts what `[a-z]{2}` does, in
    /// a text of any length.
    OpenRepetition,
}

impl End {
    /// Whether anything may stand beyond.
    #[must_use]
    pub fn is_open(self) -> bool {
        self != Self::Held
    }
}

/// The ends of a pattern.
///
/// # Errors
/// When it is no regular expression of ECMA-262.
pub fn ends(source: &str) -> Result<Ends, PatternError> {
    let node = parser::parse(source, Mode::Unicode).or_else(|_| parser::parse(source, Mode::AnnexB))?;
    let of = |side| side_of(&node, side).unwrap_or(End::Open);
    Ok(Ends { start: of(Side::First), end: of(Side::Last) })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Last,
}

/// How a part leaves a side; nothing when it is empty there, so that the next part decides.
fn side_of(node: &Node, side: Side) -> Option<End> {
    match node {
        Node::Class(_) | Node::Unchecked(_) => Some(End::Open),
        Node::Start => (side == Side::First).then_some(End::Held),
        Node::End => (side == Side::Last).then_some(End::Held),
        Node::Boundary { .. } => Some(End::Held),
        // Looking outward is a word about what stands there; looking inward is none about the side.
        Node::Look { direction, .. } => {
            let outward =
                matches!((direction, side), (Direction::Behind, Side::First) | (Direction::Ahead, Side::Last));
            outward.then_some(End::Held)
        }
        Node::Sequence(nodes) => match side {
            Side::First => nodes.iter().find_map(|node| side_of(node, side)),
            Side::Last => nodes.iter().rev().find_map(|node| side_of(node, side)),
        },
        Node::Choice(nodes) => {
            // The most open of the alternatives counts.
            let all: Vec<Option<End>> = nodes.iter().map(|node| side_of(node, side)).collect();
            let worst = |wanted: End| all.contains(&Some(wanted)).then_some(wanted);
            worst(End::OpenRepetition).or_else(|| worst(End::Open)).or_else(|| worst(End::Held))
        }
        Node::Repeat { node, min, max } => match side_of(node, side) {
            Some(End::Held) => Some(End::Held),
            None => None,
            Some(End::Open | End::OpenRepetition) if takes_anything(node) => Some(End::Open),
            Some(End::Open | End::OpenRepetition) => {
                // `s?` at an end is more often a spelling than a bound.
                let bound = !matches!((min, max), (0 | 1, Some(1)));
                Some(if bound { End::OpenRepetition } else { End::Open })
            }
        },
    }
}

/// Whether a part is `.` or as wide: who repeats that at an end says that anything may follow.
fn takes_anything(node: &Node) -> bool {
    match node {
        Node::Class(set) => CharSet::dot().union(set) == *set,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{End, ends};

    #[test]
    fn ends_are_told_apart() {
        use End::{Held, Open, OpenRepetition as Loose};
        for (pattern, start, end) in [
            ("^a$", Held, Held),
            ("^(?:a|b)$", Held, Held),
            ("^(?:a$|b$)", Held, Held),
            ("(?:^a|^b)$", Held, Held),
            ("^a$|b", Open, Open),
            ("", Open, Open),
            ("abc", Open, Open),
            ("^https?://", Held, Open),
            ("^https?", Held, Open),
            (r"\.pdf$", Open, Held),
            (r"\bword\b", Held, Held),
            ("(?<!x)a(?!x)", Held, Held),
            ("(?=.*x)a", Open, Open),
            ("^(?=.*x).*", Held, Open),
            ("^a.*", Held, Open),
            (r"^[\s\S]+", Held, Open),
            ("[a-z]{2}", Loose, Loose),
            ("^[A-Za-z]{2,7}_[A-Za-z0-9]{22}", Held, Loose),
            ("[A-Za-z]{2,7}_x$", Loose, Held),
            ("^(?:[a-z]{2,6})", Held, Loose),
            ("^a+", Held, Loose),
            ("^a[^x]+", Held, Loose),
            (r"^[\w-.]+", Held, Loose),
        ] {
            let found = ends(pattern).expect(pattern);
            assert_eq!((found.start, found.end), (start, end), "{pattern}");
        }
        assert!(ends("(").is_err());
    }
}
