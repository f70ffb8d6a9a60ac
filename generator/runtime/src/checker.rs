//! Walks a value and collects the rules it breaks, each with the JSON pointer of its place.
//!
//! It knows places and how each rule is checked. It must not know any model, and never keeps a value's text.

use std::collections::HashSet;
use std::fmt;
use std::ops::ControlFlow;

use super::decimal::Exact;
use super::pointer;
use super::rules::{Bound, NO_RULES, Rule, Rules, Validate};
use super::value::Value;
use super::writer::EncodeError;

/// How many violations are kept; the others are counted.
pub const MOST_VIOLATIONS: usize = 32;

/// Collects violations while a value is walked.
#[derive(Debug, Default)]
pub struct Checker {
    path: Vec<Step>,
    violations: Vec<Violation>,
    count: usize,
    trial: bool,
}

/// What a value's JSON is held against besides rules: a schema as data. Files that describe places name it by this
/// trait, so that a client without such schemas has no code for them.
#[allow(dead_code)] // a client may have no places that are described
pub trait SchemaCheck: fmt::Debug + Sync {
    /// Reports every rule that the value of this JSON breaks.
    fn check_json(&'static self, json: Result<Vec<u8>, EncodeError>, checker: &mut Checker);
}

/// What a checker goes back to after a trial.
#[derive(Debug)]
pub struct Trial {
    count: usize,
    trial: bool,
}

#[derive(Debug)]
enum Step {
    Member(&'static str),
    Name(Box<str>),
    Index(usize),
}

/// A rule broken at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pointer: String,
    rule: Rule,
}

/// A value that breaks rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    operation: Option<&'static str>,
    violations: Violations,
    count: usize,
}

/// Most values break one rule, and a text that is no ID should cost no heap.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Violations {
    One(Violation),
    Many(Vec<Violation>),
}

/// Checks a value against its type's own rules.
///
/// # Errors
/// When it breaks one.
pub fn validate<T: Validate>(value: &T) -> Result<(), Invalid> {
    validate_with(value, &NO_RULES)
}

/// Checks a value against its type's own rules and some more.
///
/// # Errors
/// When it breaks one.
pub fn validate_with<T: Validate>(value: &T, rules: &Rules) -> Result<(), Invalid> {
    let mut checker = Checker::new();
    value.check(rules, &mut checker);
    checker.finish("")
}

impl Checker {
    /// Nothing walked, nothing broken.
    #[must_use]
    pub const fn new() -> Self {
        Self { path: Vec::new(), violations: Vec::new(), count: 0, trial: false }
    }

    /// What was collected, for an operation or, with an empty name, for none.
    ///
    /// # Errors
    /// When a rule was broken.
    pub fn finish(self, operation: &'static str) -> Result<(), Invalid> {
        if self.count == 0 {
            return Ok(());
        }
        let operation = (!operation.is_empty()).then_some(operation);
        let violations = match <[Violation; 1]>::try_from(self.violations) {
            Ok([only]) => Violations::One(only),
            Err(several) => Violations::Many(several),
        };
        Err(Invalid { operation, violations, count: self.count })
    }

    /// How many rules were broken so far.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Checks a member.
    pub fn member<T: Validate>(&mut self, name: &'static str, value: &T, rules: &Rules) {
        self.enter(name);
        value.check(rules, self);
        self.leave();
    }

    /// Goes to a member.
    #[inline(never)]
    pub fn enter(&mut self, name: &'static str) {
        if !self.trial {
            self.path.push(Step::Member(name));
        }
    }

    /// Goes to a member whose name the document does not know.
    pub fn enter_name(&mut self, name: &str) {
        if !self.trial {
            self.path.push(Step::Name(name.into()));
        }
    }

    /// Goes to an item.
    #[inline(never)]
    pub fn enter_index(&mut self, index: usize) {
        if !self.trial {
            self.path.push(Step::Index(index));
        }
    }

    /// Goes back up.
    #[inline(never)]
    pub fn leave(&mut self) {
        if !self.trial {
            self.path.pop();
        }
    }

    /// From here on broken rules are counted, but not kept, and places are not noted.
    #[must_use]
    pub fn begin_trial(&mut self) -> Trial {
        Trial { count: self.count, trial: std::mem::replace(&mut self.trial, true) }
    }

    /// Forgets what was found since the trial began.
    pub fn end_trial(&mut self, outer: Trial) {
        self.count = outer.count;
        self.trial = outer.trial;
    }

    /// Whether what is found is forgotten at the end.
    #[must_use]
    pub const fn is_trial(&self) -> bool {
        self.trial
    }

    /// Notes that a rule is broken here.
    #[cold]
    #[inline(never)]
    pub fn report(&mut self, rule: Rule) {
        self.count += 1;
        if !self.trial && self.violations.len() < MOST_VIOLATIONS {
            let mut pointer = String::new();
            for step in &self.path {
                match step {
                    Step::Member(name) => pointer::push(&mut pointer, name),
                    Step::Name(name) => pointer::push(&mut pointer, name),
                    Step::Index(index) => pointer::push(&mut pointer, &index.to_string()),
                }
            }
            self.violations.push(Violation { pointer, rule });
        }
    }

    /// Notes that something else is wrong here, in words that hold nothing of the value.
    pub fn refuse(&mut self, reason: &'static str) {
        self.report(Rule::Other(reason));
    }

    /// Checks how many members an object has.
    #[inline(never)]
    pub fn object(&mut self, rules: &Rules, members: usize) {
        let members = count(members);
        if members < rules.min_properties {
            self.report(Rule::MinProperties(rules.min_properties));
        }
        if members > rules.max_properties {
            self.report(Rule::MaxProperties(rules.max_properties));
        }
    }

    /// Checks how many items an array has.
    #[inline(never)]
    pub fn array(&mut self, rules: &Rules, items: usize) {
        let items = count(items);
        if items < rules.min_items {
            self.report(Rule::MinItems(rules.min_items));
        }
        if items > rules.max_items {
            self.report(Rule::MaxItems(rules.max_items));
        }
    }

    /// Checks that no two items are equal as JSON.
    pub fn unique(&mut self, items: &mut dyn Iterator<Item = Value>) {
        let mut seen = HashSet::new();
        for item in items {
            if !seen.insert(item.canonical()) {
                return self.report(Rule::UniqueItems);
            }
        }
    }

    /// Checks a text.
    #[inline(never)]
    pub fn text(&mut self, text: &str, rules: &Rules) {
        let _: ControlFlow<()> = broken_by_text(text, rules, |rule| {
            self.report(rule);
            ControlFlow::Continue(())
        });
    }

    /// Checks an integer.
    pub fn integer(&mut self, value: i128, rules: &Rules) {
        let unbounded = rules.minimum.is_none()
            && rules.maximum.is_none()
            && rules.exclusive_minimum.is_none()
            && rules.exclusive_maximum.is_none()
            && rules.multiple_of.is_none();
        if !unbounded {
            self.number(&value.to_string(), rules);
        }
    }

    /// Checks the text of a JSON number, by its exact value.
    #[inline(never)]
    pub fn number(&mut self, text: &str, rules: &Rules) {
        let value = Exact::new(text);
        let mut check = |bound: Option<Bound>, rule: fn(Bound) -> Rule, holds: fn(&Exact<'_>, &Exact<'_>) -> bool| {
            if let Some(bound) = bound
                && !with_decimal(bound, |limit| holds(&value, limit))
            {
                self.report(rule(bound));
            }
        };
        check(rules.minimum, Rule::Minimum, |value, limit| value >= limit);
        check(rules.maximum, Rule::Maximum, |value, limit| value <= limit);
        check(rules.exclusive_minimum, Rule::ExclusiveMinimum, |value, limit| value > limit);
        check(rules.exclusive_maximum, Rule::ExclusiveMaximum, |value, limit| value < limit);
        check(rules.multiple_of, Rule::MultipleOf, |value, limit| value.is_multiple_of(limit));
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn with_decimal(bound: Bound, test: impl FnOnce(&Exact<'_>) -> bool) -> bool {
    match bound {
        Bound::Integer(value) => test(&Exact::new(&value.to_string())),
        Bound::Decimal(text) => test(&Exact::new(text)),
    }
}

/// Reports the rules that a text breaks, one after the other, until the caller has heard enough. Inlined, so that
/// constant rules leave only the checks that they speak of.
#[inline]
pub fn broken_by_text<B>(text: &str, rules: &Rules, mut report: impl FnMut(Rule) -> ControlFlow<B>) -> ControlFlow<B> {
    if let Some(rule) = broken_length(text, rules) {
        report(rule)?;
    }
    for pattern in rules.patterns.iter().flatten() {
        if !(pattern.matches)(text) {
            report(Rule::Pattern(pattern.source))?;
        }
    }
    if let Some(format) = rules.format
        && !format.holds(text)
    {
        report(Rule::Format(format.name()))?;
    }
    if let Some(texts) = rules.one_of
        && !texts.contains(&text)
    {
        report(Rule::OneOf(texts))?;
    }
    ControlFlow::Continue(())
}

/// The bound of the length that a text breaks: never both, unless no text keeps to both.
#[inline]
fn broken_length(text: &str, rules: &Rules) -> Option<Rule> {
    let bytes = count(text.len());
    // A character has one to four bytes, so the characters mostly need no counting.
    if bytes <= rules.max_length && (rules.min_length == 0 || bytes >= rules.min_length.saturating_mul(4)) {
        return None;
    }
    let length = count(text.chars().count());
    if length < rules.min_length {
        Some(Rule::MinLength(rules.min_length))
    } else {
        (length > rules.max_length).then_some(Rule::MaxLength(rules.max_length))
    }
}

impl Violation {
    /// A rule broken at a place.
    #[must_use]
    pub fn new(pointer: String, rule: Rule) -> Self {
        Self { pointer, rule }
    }

    /// The JSON pointer of the place; empty for the whole value.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        self.rule
    }
}

impl Invalid {
    /// One violation and no other.
    #[must_use]
    pub fn new(violation: Violation) -> Self {
        Self { operation: None, violations: Violations::One(violation), count: 1 }
    }

    /// The violations, the first [`MOST_VIOLATIONS`] of them.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.violations {
            Violations::One(violation) => std::slice::from_ref(violation),
            Violations::Many(violations) => violations,
        }
    }

    /// How many violations there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The operation whose request it is.
    #[must_use]
    pub const fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The same with the name of the operation.
    #[must_use]
    pub fn with_operation(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(formatter, "{}: ", self.pointer.escape_debug())?;
        }
        self.rule.fmt(formatter)
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(formatter, "{operation}: ")?;
        }
        match self.violations().first() {
            Some(violation) => violation.fmt(formatter)?,
            None => formatter.write_str("the value is invalid")?,
        }
        if self.count > 1 {
            write!(formatter, " (and {} more)", self.count - 1)?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}
