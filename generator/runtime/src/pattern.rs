//! Patterns of strings, compiled by the generator.
//!
//! It knows how a pattern is matched. It must not know where patterns are used.

use std::fmt;

/// A regular expression of the document with its compiled form.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// The expression as the document has it.
    pub source: &'static str,
    /// Whether a text holds a match.
    pub matches: fn(&str) -> bool,
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.source)
    }
}
