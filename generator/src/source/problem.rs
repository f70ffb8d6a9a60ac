//! What is wrong with a text, as data: this layer reports nothing itself.

use super::Spot;

/// One thing that is wrong with a text, or that its tree cannot keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing.
    pub kind: ProblemKind,
    /// Where.
    pub spot: Spot,
    /// In words: lower case, no full stop.
    pub message: String,
    /// A second place that belongs to it (the first of two equal keys), with words.
    pub other: Option<(Spot, String)>,
}

/// The kinds of [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The loader has no such file; there is no tree.
    Unreadable,
    /// The text is no JSON or YAML; there is no tree.
    Syntax,
    /// The text is empty, or has nothing but blanks and comments; there is no tree.
    Empty,
    /// The text holds several YAML documents; there is no tree.
    SeveralDocuments,
    /// The text is too large, too deep, or its aliases expand beyond measure; there is no tree.
    Limit,
    /// Two members of one object have the same key; the last one counts.
    DuplicateKey,
    /// A key is no string and no integer; its text is used.
    OddKey,
    /// A merge key `<<` does not name an object, or a list of objects; it is left out.
    BadMerge,
    /// A tag such as `!Foo` has no meaning here; the value is read as if it were not there.
    Tag,
    /// A number is infinite or not a number; it is read as a string.
    NoNumber,
}

impl ProblemKind {
    /// Whether there is no tree because of this.
    #[must_use]
    pub fn is_fatal(self) -> bool {
        matches!(self, Self::Unreadable | Self::Syntax | Self::Empty | Self::SeveralDocuments | Self::Limit)
    }
}
