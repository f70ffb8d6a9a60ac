//! What was found out about the unions of a JSON text while alternatives are tried.
//!
//! It knows places and indexes. It must not know any union.
//!
//! A union inside an alternative that is tried is met again with the next alternative. What is remembered here is not
//! tried again, so that nested unions cost their depth times the length of the text, and not a power of it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

/// A union at a place: the offset of the value, and the address of the union's cases.
pub type Place = (usize, usize);

/// The alternative for each place, shared by a reader and its forks.
#[derive(Clone, Default)]
pub struct Choices(Rc<RefCell<HashMap<Place, usize>>>);

impl Choices {
    /// The alternative for a place, if it was found out.
    #[must_use]
    pub fn get(&self, place: Place) -> Option<usize> {
        self.0.borrow().get(&place).copied()
    }

    /// Remembers the alternative for a place.
    pub fn set(&self, place: Place, choice: usize) {
        self.0.borrow_mut().insert(place, choice);
    }
}

/// Shows how much is remembered.
impl fmt::Debug for Choices {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Choices").field(&self.0.borrow().len()).finish()
    }
}
