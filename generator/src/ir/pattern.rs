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
    /// What it is needed for.
    pub usage: PatternUse,
}

/// What a pattern is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternUse {
    /// The client holds values against it.
    Client,
    /// Its tests do, and nothing else.
    Tests,
    /// Nothing does: it stands in the rules of a name that nothing uses.
    None,
}
