//! To come.
/// A stand-in until the real one is merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Source.
    pub source: String,
}
