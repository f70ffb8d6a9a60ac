//! What a builder says when a required member was not set.

use std::fmt;

/// A required member that was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingMember {
    /// The member's name on the wire.
    pub name: &'static str,
}

impl MissingMember {
    /// The first of these required members that was not set; each with whether it was.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn first(members: &[(&'static str, bool)]) -> Self {
        let missing = members.iter().find(|(_, set)| !set);
        Self { name: missing.map(|(name, _)| *name).unwrap_or_default() }
    }
}

impl fmt::Display for MissingMember {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the required member `{}` is not set", self.name)
    }
}

impl std::error::Error for MissingMember {}
