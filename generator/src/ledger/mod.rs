//! What became of every keyword of a document: generated, validated, documented only or refused.
//!
//! A keyword is a member that the standard gives a meaning: `maxLength` of a Schema Object, not the `name` of a property.
//! The reader notes which objects it read; a keyword is a member of one of them. [`table`] says what the generator makes
//! of each, and a test takes every keyword out of documents in turn to see whether the client differs as the table says.
//! What readers and lowering left out or reported as not acted on is refused, with everything it holds.

mod count;
mod table;

use crate::source::Place;

pub(crate) use count::count;
pub use table::{LEDGER_TABLE, LedgerRow};

/// What became of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerState {
    /// The client's types, calls or tests are made from it.
    Generated,
    /// The client holds values against it.
    Validated,
    /// It speaks to people, and changes no code; but schemas without a name share a type only where they say the same to
    /// people, too.
    Documented,
    /// It is not acted on, and reported where it stands.
    Refused,
    /// Nothing leads to it: it stands in a component that is not used, or is an extension without a meaning here.
    Unused,
}

impl LedgerState {
    /// All states, in the order of the columns.
    pub const ALL: [Self; 5] = [Self::Generated, Self::Validated, Self::Documented, Self::Refused, Self::Unused];

    /// The state in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Validated => "validated",
            Self::Documented => "documented",
            Self::Refused => "refused",
            Self::Unused => "unused",
        }
    }
}

/// One keyword at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The object of the standard it is a member of.
    pub object: &'static str,
    /// Where its value stands.
    pub place: Place,
    /// What became of it.
    pub state: LedgerState,
}

/// How often a keyword occurs in one kind of object, by what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerCount {
    /// The object of the standard.
    pub object: &'static str,
    /// The keyword.
    pub keyword: String,
    /// How often, in the order of [`LedgerState::ALL`].
    pub counts: [usize; 5],
}

/// A schema that says what a value is, for which the client has JSON that nothing reads: any value, or one with rules
/// alone. A JSON value with a reader for each alternative is not bare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BareSchema {
    /// Where it stands.
    pub place: Place,
    /// Why there is no type.
    pub reason: &'static str,
}

/// Every keyword that occurs in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// In the order of the document.
    pub occurrences: Vec<Occurrence>,
    /// By object and keyword.
    pub counts: Vec<LedgerCount>,
    /// How many schemas say what a value is, of those that values of the client are made of.
    pub typed_schemas: usize,
    /// Those of them that are bare JSON in the client, in the order of the document.
    pub bare_schemas: Vec<BareSchema>,
    /// The members that were asked for in each kind of object that occurs.
    pub vocabulary: Vec<(&'static str, Vec<&'static str>)>,
}
