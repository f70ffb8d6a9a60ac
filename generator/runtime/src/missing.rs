//! What a builder says when required members were not set.

use std::fmt;

/// Required members, parameters or a body that were not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingMember {
    names: Vec<&'static str>,
}

impl MissingMember {
    /// Those of these required members that were not set; each with whether it was.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn of(members: &[(&'static str, bool)]) -> Self {
        Self { names: members.iter().filter(|(_, set)| !set).map(|(name, _)| *name).collect() }
    }

    /// Their names on the wire.
    #[must_use]
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }
}

impl fmt::Display for MissingMember {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (noun, verb) = if self.names.len() == 1 { ("member", "is") } else { ("members", "are") };
        write!(formatter, "the required {noun} `{}` {verb} not set", self.names.join("`, `"))
    }
}

impl std::error::Error for MissingMember {}
