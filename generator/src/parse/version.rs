//! Versions of OpenAPI.

/// The versions that are told apart. 3.2 is read as 3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// OpenAPI 3.0.x: an own schema dialect.
    V3_0,
    /// OpenAPI 3.1.x: JSON Schema 2020-12.
    V3_1,
}

impl Version {
    /// As messages say it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V3_0 => "OpenAPI 3.0",
            Self::V3_1 => "OpenAPI 3.1",
        }
    }

    /// The number alone.
    #[must_use]
    pub fn number(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
        }
    }
}
