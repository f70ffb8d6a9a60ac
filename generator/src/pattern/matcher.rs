//! What is left of a pattern: the data from which a check is emitted, and the same check by interpretation.

use super::dfa::Dfa;
use super::minimal::minimise;
use super::nfa::Nfa;
use super::runs::Runs;
use super::sequence;
use super::syntax::Node;
use super::table::{Automaton, Table};

/// How a text is checked, the simplest form that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// The pattern occurs in every text.
    Always,
    /// The pattern occurs in no text.
    Never,
    /// One of these texts occurs.
    Contains(Vec<String>),
    /// The text is a straight line of runs.
    Runs(Runs),
    /// A table decides.
    Automaton(Automaton),
    /// The client does not check; the server has the last word.
    Unchecked {
        /// Why, to follow "the pattern is not checked:".
        reason: String,
    },
}

impl Matcher {
    pub(super) fn new(node: Node) -> Matcher {
        let node = if node.has_unchecked() { node } else { node.trimmed() };
        if let Some(matcher) = sequence::recognise(&node) {
            return matcher;
        }
        Matcher::automaton(&node).unwrap_or_else(|reason| Matcher::Unchecked { reason })
    }

    fn automaton(node: &Node) -> Result<Matcher, String> {
        let nfa = Nfa::new(node)?;
        match Table::new(&minimise(&Dfa::new(&nfa)?), &nfa.partition) {
            Table::Constant(true) => Ok(Matcher::Always),
            Table::Constant(false) => Ok(Matcher::Never),
            Table::Automaton(automaton) => Ok(Matcher::Automaton(automaton)),
            Table::TooLarge(reason) => Err(reason),
        }
    }

    pub(super) fn is_match(&self, text: &str) -> Option<bool> {
        match self {
            Matcher::Always => Some(true),
            Matcher::Never => Some(false),
            Matcher::Contains(parts) => Some(parts.iter().any(|part| text.contains(part.as_str()))),
            Matcher::Runs(runs) => Some(runs.is_match(text)),
            Matcher::Automaton(automaton) => Some(automaton.is_match(text)),
            Matcher::Unchecked { .. } => None,
        }
    }
}
