//! Regular expressions, each compiled once for the whole client.

use crate::pattern::Pattern;

/// The index of a pattern in `Api::patterns`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(pub usize);

/// One distinct `pattern`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternDefinition {
    /// The name of its constant, made from its text: `ID_2_6`.
    pub constant: String,
    /// The name of its matching function.
    pub function: String,
    /// The compiled expression.
    pub pattern: Pattern,
}
