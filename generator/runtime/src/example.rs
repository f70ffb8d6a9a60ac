//! What the emitted tests do with the examples of the document.
//!
//! For tests only: what does not hold is a panic that says so.

use super::checker;
use super::json::{self, Json};
use super::number::Number;
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
    assert!(is_same(&before, &after), "the example is written as something else: {}", after.canonical());
    if let Err(invalid) = checker::validate_with(&value, rules) {
        panic!("the example breaks a rule: {invalid}");
    }
}

/// Whether two values are the same JSON, as far as the types of the document keep it: `format: float` has no room for
/// all digits of a fraction.
fn is_same(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Number(before), Value::Number(after)) => {
            #[expect(clippy::cast_possible_truncation, reason = "what `format: float` has room for is compared")]
            let single = |number: &Number| number.as_f64() as f32;
            before == after || (!before.is_integer() && single(before).to_bits() == single(after).to_bits())
        }
        (Value::Array(before), Value::Array(after)) => {
            before.len() == after.len() && before.iter().zip(after).all(|(before, after)| is_same(before, after))
        }
        (Value::Object(before), Value::Object(after)) => {
            let same = |(name, before)| after.get(name).is_some_and(|after| is_same(before, after));
            before.len() == after.len() && before.iter().all(same)
        }
        _ => before == after,
    }
}
