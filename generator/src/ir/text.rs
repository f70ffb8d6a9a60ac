//! String newtypes.

use super::Rules;

/// A string with a name of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextType {
    /// The rules of every value.
    pub rules: Rules,
    /// Every value within the rules is short enough to be kept without the heap.
    pub inline: bool,
    /// Never shown by `Debug`.
    pub sensitive: bool,
}
