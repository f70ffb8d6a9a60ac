//! Straight lines: a text that is checked from left to right without ever having to choose.

use super::class::CharSet;

/// A pattern that is anchored at the start and is a line of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runs {
    /// Taken from the start of the text. Each is of one length, or ends where its characters end.
    pub head: Vec<Run>,
    /// What must follow.
    pub rest: Rest,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// This text.
    Literal(String),
    /// The first of these texts that is there: none begins another, or a longer one comes first.
    OneOf(Vec<String>),
    /// Characters of a class. With different bounds the run takes as many as there are.
    Class {
        /// The characters.
        class: CharSet,
        /// The fewest.
        min: u32,
        /// The most; nothing when there is no bound.
        max: Option<u32>,
    },
}

/// What follows the head of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Anything.
    Any,
    /// Nothing.
    Nothing,
    /// A run that fills what the tail leaves, then the tail, then nothing.
    Filled {
        /// The characters of the run.
        class: CharSet,
        /// The fewest of them.
        min: u32,
        /// The most; nothing when there is no bound.
        max: Option<u32>,
        /// Runs that have one length in bytes.
        tail: Vec<Run>,
    },
}

impl Runs {
    /// Whether the text is such a line.
    pub fn is_match(&self, text: &str) -> bool {
        let Some(rest) = self.head.iter().try_fold(text, |rest, run| run.take(rest)) else {
            return false;
        };
        match &self.rest {
            Rest::Any => true,
            Rest::Nothing => rest.is_empty(),
            Rest::Filled { class, min, max, tail } => {
                let length: usize = tail.iter().map(|run| run.byte_lengths().0).sum();
                let Some(at) = rest.len().checked_sub(length) else {
                    return false;
                };
                let Some((filled, rest)) = rest.split_at_checked(at) else {
                    return false;
                };
                let is_long_enough = filled.chars().count() >= *min as usize;
                let is_short_enough = max.is_none_or(|max| filled.chars().count() <= max as usize);
                is_long_enough
                    && is_short_enough
                    && filled.chars().all(|char| class.contains(char))
                    && tail.iter().try_fold(rest, |rest, run| run.take(rest)).is_some_and(str::is_empty)
            }
        }
    }
}

impl Run {
    /// What follows the run in the text; nothing when it is not there.
    fn take<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Run::Literal(literal) => text.strip_prefix(literal.as_str()),
            Run::OneOf(literals) => literals.iter().find_map(|literal| text.strip_prefix(literal.as_str())),
            Run::Class { class, min, max } => {
                let most = if Some(*min) == *max { *min as usize } else { usize::MAX };
                let mut ends = text.char_indices().take(most).take_while(|&(_, char)| class.contains(char));
                let mut count = 0;
                let mut end = 0;
                for (at, char) in &mut ends {
                    count += 1;
                    end = at + char.len_utf8();
                }
                let fits = count >= *min as usize && max.is_none_or(|max| count <= max as usize);
                fits.then(|| &text[end..])
            }
        }
    }

    /// Whether all texts of the run have the same number of characters.
    pub fn is_fixed(&self) -> bool {
        match self {
            Run::Literal(_) => true,
            Run::OneOf(literals) => {
                literals.iter().all(|literal| literal.chars().count() == literals[0].chars().count())
            }
            Run::Class { min, max, .. } => Some(*min) == *max,
        }
    }

    /// Whether the run has ASCII characters only.
    pub fn is_ascii(&self) -> bool {
        match self {
            Run::Literal(literal) => literal.is_ascii(),
            Run::OneOf(literals) => literals.iter().all(|literal| literal.is_ascii()),
            Run::Class { class, .. } => class.is_ascii(),
        }
    }

    /// The fewest and the most bytes of the run.
    pub fn byte_lengths(&self) -> (usize, Option<usize>) {
        match self {
            Run::Literal(literal) => (literal.len(), Some(literal.len())),
            Run::OneOf(literals) => {
                (literals.iter().map(String::len).min().unwrap_or(0), literals.iter().map(String::len).max())
            }
            Run::Class { class, min, max } => class_byte_lengths(class, *min, *max),
        }
    }
}

/// The fewest and the most bytes of so many characters of a class.
pub(super) fn class_byte_lengths(class: &CharSet, min: u32, max: Option<u32>) -> (usize, Option<usize>) {
    let (narrow, wide) = class.byte_lengths();
    ((min as usize).saturating_mul(narrow), max.map(|max| (max as usize).saturating_mul(wide)))
}
