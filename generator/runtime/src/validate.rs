//! How Rust's own types and the codec's are checked: containers hand their rules on to what they hold.
//!
//! It knows which rules speak of which type. It must not know how a rule is checked (`checker` does), nor any model.

use super::checker::Checker;
use super::json::{self, Json};
use super::nullable::{Nullable, Patch};
use super::number::{self, Number};
use super::rules::{NO_RULES, Rule, Rules, Validate};
use super::value::{Map, Value};

macro_rules! integers {
    ($($integer:ident)*) => {$(
        impl Validate for $integer {
            fn check(&self, rules: &Rules, checker: &mut Checker) {
                checker.integer(i128::from(*self), rules);
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64);

/// Bounds beyond `i128` are [`Bound::Decimal`](super::rules::Bound::Decimal)s.
impl Validate for u128 {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        match i128::try_from(*self) {
            Ok(value) => checker.integer(value, rules),
            Err(_) => checker.number(&self.to_string(), rules),
        }
    }
}

/// By the value of the text that is written.
macro_rules! floats {
    ($($float:ident)*) => {$(
        impl Validate for $float {
            fn check(&self, rules: &Rules, checker: &mut Checker) {
                if self.is_finite() {
                    checker.number(&number::float_text(*self), rules);
                } else {
                    checker.report(Rule::Finite);
                }
            }
        }
    )*};
}

floats!(f32 f64);

impl Validate for bool {
    fn check(&self, _: &Rules, _: &mut Checker) {}
}

impl Validate for () {
    fn check(&self, _: &Rules, _: &mut Checker) {}
}

impl Validate for String {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        checker.text(self, rules);
    }
}

impl Validate for Number {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        checker.number(self.as_str(), rules);
    }
}

impl Validate for Value {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        match self {
            Self::Null | Self::Bool(_) => {}
            Self::Number(number) => number.check(rules, checker),
            Self::String(text) => checker.text(text, rules),
            Self::Array(items) => items.check(rules, checker),
            Self::Object(members) => members.check(rules, checker),
        }
    }
}

impl<T: Validate> Validate for Box<T> {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        T::check(self, rules, checker);
    }
}

impl<T: Validate> Validate for Option<T> {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        if let Some(value) = self {
            value.check(rules, checker);
        }
    }
}

impl<T: Validate> Validate for Nullable<T> {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        if let Self::Value(value) = self {
            value.check(rules, checker);
        }
    }
}

impl<T: Validate> Validate for Patch<T> {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        if let Self::Value(value) = self {
            value.check(rules, checker);
        }
    }
}

impl<T: Json + Validate> Validate for Vec<T> {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        // Little that depends on the type of the items, and no iterator: all of it is compiled anew for every type.
        let mut items = self.as_slice();
        checker.array(rules, items.len());
        if rules.unique_items {
            checker.unique(&mut json::to_items(items).into_iter());
        }
        let rules = rules.items.unwrap_or(&NO_RULES);
        let mut index = 0;
        while let [item, rest @ ..] = items {
            checker.enter_index(index);
            item.check(rules, checker);
            checker.leave();
            index += 1;
            items = rest;
        }
    }
}

impl<T: Validate> Validate for Map<T> {
    fn check(&self, rules: &Rules, checker: &mut Checker) {
        checker.object(rules, self.len());
        let values = rules.values.unwrap_or(&NO_RULES);
        for (name, value) in self {
            checker.enter_name(name);
            if let Some(names) = rules.names {
                checker.text(name, names);
            }
            value.check(values, checker);
            checker.leave();
        }
    }
}
