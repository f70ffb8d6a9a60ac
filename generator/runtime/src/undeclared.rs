//! Members that an object must not have by the document, and had all the same.
//!
//! It knows how they are kept and reported. It must not know any model.

use super::checker::Checker;
use super::decode_error::DecodeError;
use super::object_reader::Others;
use super::reader::Reader;
use super::rules::{Rule, Rules, Validate};
use super::value::{Map, Value};
use super::writer::Writer;

/// The members that were received in an object whose document allows no others (`additionalProperties: false`).
///
/// They are kept to be looked at, `validate` reports each, and they are never sent. `Debug` shows the names only: the
/// values may be secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undeclared(Map<Value>);

impl Undeclared {
    /// Whether there is none, as it should be.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Their names, in the order they came.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.names()
    }

    /// The value of one of them.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

impl Others for Undeclared {
    fn read_other(&mut self, name: Box<str>, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.0.read_other(name, reader)
    }
}

impl Writer {
    /// Writes the members that must not be sent, where the text is not to be sent but to be checked.
    pub fn undeclared(&mut self, undeclared: &Undeclared) {
        if self.is_complete() {
            self.additional(&undeclared.0);
        }
    }
}

/// Each of them breaks a rule.
impl Validate for Undeclared {
    fn check(&self, _: &Rules, checker: &mut Checker) {
        for name in self.names() {
            checker.enter_name(name);
            checker.report(Rule::Undeclared);
            checker.leave();
        }
    }
}
