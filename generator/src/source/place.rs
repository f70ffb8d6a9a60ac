//! Where something stands: a node of a file, one part of it, or a position in its text.

/// A file of a [`Sources`](super::Sources), in the order of loading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(super) u32);

/// A node of the tree of one file, in document order; the root is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// A node of a file: a value, and the key or index it is found under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The node in its tree.
    pub node: NodeId,
}

impl Place {
    /// The key of this member, to be underlined by a label.
    #[must_use]
    pub fn key(self) -> Spot {
        Spot::Key(self)
    }

    /// The value, to be underlined by a label.
    #[must_use]
    pub fn value(self) -> Spot {
        Spot::Value(self)
    }
}

/// What a label points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The key of a member. The root and the elements of an array have none; their value is meant then.
    Key(Place),
    /// The value. For an object or array that is a member, its key stands for it, since the value spans many lines.
    Value(Place),
    /// A byte offset in the text of a file, for what is wrong before there are nodes.
    Text(FileId, u32),
}

impl Spot {
    /// The file pointed into.
    #[must_use]
    pub fn file(self) -> FileId {
        match self {
            Self::Key(place) | Self::Value(place) => place.file,
            Self::Text(file, _) => file,
        }
    }

    /// The node pointed at, if it is one.
    #[must_use]
    pub fn place(self) -> Option<Place> {
        match self {
            Self::Key(place) | Self::Value(place) => Some(place),
            Self::Text(..) => None,
        }
    }
}

impl From<Place> for Spot {
    fn from(place: Place) -> Self {
        Self::Value(place)
    }
}

/// Bytes of a text, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// Line and column in a text, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}
