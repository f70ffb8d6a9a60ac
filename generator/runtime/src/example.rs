//! What the emitted tests do with the examples of the document.
//!
//! For tests only: what does not hold is a panic that says so.

use super::checker;
use super::json::{self, Json};
use super::rules::{Rules, Validate};
use super::value::Value;

/// Asserts that an example can be read, is written again as the same JSON, and keeps to the rules.
///
/// # Panics
///
/// When one of these does not hold.
pub fn assert_round_trip<T: Json + Validate>(text: &str, rules: &Rules) {
    let value: T = match json::from_str(text) {
        Ok(value) => value,
        Err(error) => panic!("the example cannot be read: {error}"),
    };
    let before: Value = json::from_str(text).expect("what was read as a model is JSON");
    let after = json::to_value(&value).expect("what was read can be written");
    assert!(before == after, "the example is written as something else: {}", after.canonical());
    if let Err(invalid) = checker::validate_with(&value, rules) {
        panic!("the example breaks a rule: {invalid}");
    }
}
