//! How a client walks the pages of a list.

use super::Type;

/// What `x-pagination` came to: every name is a field's.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// The index of the parameter that says the page.
    pub parameter: usize,
    /// Where the items stand in a response.
    pub items: Vec<Step>,
    /// What an item is.
    pub item: Type,
    /// Which page follows.
    pub order: PageOrder,
    /// Whether a member on the way is deprecated.
    pub deprecated: bool,
}

/// Which page follows.
#[derive(Clone, Debug, PartialEq)]
pub enum PageOrder {
    /// The one with the next number.
    Numbered {
        /// The number of the first page.
        first: u8,
        /// Where the number of pages stands in a response, and its type.
        total: Option<(Vec<Step>, Type)>,
    },
    /// The one that the response names.
    Cursor {
        /// Where it stands in a response.
        next: Vec<Step>,
        /// Whether it has the parameter's type, and not only its text.
        same_type: bool,
    },
}

/// One member on the way into a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The field.
    pub field: String,
    /// What stands between the field and its value.
    pub presence: Presence,
    /// Whether the value is on the heap.
    pub boxed: bool,
}

/// What stands between a field and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Nothing.
    Always,
    /// `Option`.
    Optional,
    /// `Nullable` or `Patch`.
    Nullable,
}
