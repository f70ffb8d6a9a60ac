//! String enumerations.

use super::{Docs, Name};

/// A string enumeration. It is always open when read; `closed` says whether an unknown value may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Enumeration {
    /// The documented values.
    pub variants: Vec<Variant>,
    /// The name of the variant that holds any other value.
    pub unknown: String,
    /// Sending a value that is not documented is refused.
    pub closed: bool,
    /// Never shown by `Debug`.
    pub sensitive: bool,
}

/// One documented value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The value and the variant's name.
    pub name: Name,
    /// What it means (`x-enum-descriptions`).
    pub docs: Docs,
}
