//! What a builder says when a required member was not set.

use std::fmt;

/// A required member that was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingMember {
    /// The member's name on the wire.
    pub name: &'static str,
}

impl fmt::Display for MissingMember {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the required member `{}` is not set", self.name)
    }
}

impl std::error::Error for MissingMember {}
