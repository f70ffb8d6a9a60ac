//! Reads a regular expression of ECMA-262 and turns it into data from which a check of a text can be emitted.
//!
//! The way: text → tree (`parser`) → a straight line of runs (`sequence`, `runs`) where the shape allows it, otherwise
//! an automaton (`nfa`, `dfa`, `minimal`, `table`) → [`Matcher`], which can be interpreted here and emitted elsewhere.
//! Knows nothing of OpenAPI and nothing of Rust syntax.
//!
//! A pattern is searched for, not matched against the whole text. Characters are Unicode scalar values in both
//! readings: without the `u` flag an ECMAScript engine would count UTF-16 units, which no document means.
//!
//! **Invariant:** [`Pattern::is_match`] never differs from an ECMAScript engine with the `u` flag; where that cannot be
//! had in linear time and reasonable size, it answers nothing.

mod bracket;
mod class;
mod dfa;
mod ends;
mod escape;
mod length;
mod matcher;
mod minimal;
mod nfa;
mod parser;
mod paths;
mod property;
mod runs;
mod sample;
mod sequence;
mod syntax;
mod table;
#[cfg(test)]
mod tests;
mod thread;

pub use class::CharSet;
pub use ends::{End, Ends, ends};
pub use matcher::Matcher;
pub use runs::{Rest, Run, Runs};
pub use sample::Samples;
pub use table::Automaton;

/// A pattern and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern as it was written.
    pub source: String,
    /// How a text is checked.
    pub matcher: Matcher,
    /// Which of the two grammars the pattern was read by.
    pub mode: Mode,
    /// Why the pattern could not be read with the `u` flag.
    pub warning: Option<PatternWarning>,
    /// The fewest bytes of UTF-8 that a matching text has; zero when unchecked.
    pub min_bytes: usize,
    /// The most bytes of UTF-8 that a matching text has; nothing when there is no bound, no match, or no check.
    pub max_bytes: Option<usize>,
}

/// The grammar a pattern was read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// ECMA-262 with the `u` flag, what JSON Schema asks for.
    Unicode,
    /// ECMA-262 without the `u` flag, with the additions of Annex B.
    AnnexB,
}

/// Why a pattern is no regular expression of ECMA-262 in either mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The place in the pattern, in bytes.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<&'static str>,
}

/// Why a pattern was read without the `u` flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternWarning {
    /// The place in the pattern, in bytes.
    pub offset: usize,
    /// What the `u` flag forbids there.
    pub message: String,
}

/// Reads a pattern and decides how texts are checked against it.
pub fn compile(source: &str) -> Result<Pattern, PatternError> {
    let (node, mode, warning) = match parser::parse(source, Mode::Unicode) {
        Ok(node) => (node, Mode::Unicode, None),
        Err(error) => match parser::parse(source, Mode::AnnexB) {
            Ok(node) => {
                let warning = PatternWarning { offset: error.offset, message: error.message };
                (node, Mode::AnnexB, Some(warning))
            }
            Err(error) => return Err(error),
        },
    };
    let matcher = Matcher::new(node);
    let (min_bytes, max_bytes) = length::of(&matcher);
    Ok(Pattern { source: source.to_owned(), matcher, mode, warning, min_bytes, max_bytes })
}

impl Pattern {
    /// Whether the pattern occurs in the text; nothing when it is unchecked.
    pub fn is_match(&self, text: &str) -> Option<bool> {
        self.matcher.is_match(text)
    }

    /// Texts at the edge of the pattern.
    pub fn samples(&self) -> Samples {
        Samples::of(self)
    }
}

impl std::fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} (at byte {})", self.message, self.offset)
    }
}

impl std::error::Error for PatternError {}
