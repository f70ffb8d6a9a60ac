//! Holds a JSON value against a schema and reports each rule it breaks, at its place.
//!
//! It knows the semantics of JSON Schema 2020-12. It must not know any model.
//!
//! **Cost.** What a value was found to be against a schema that is referred to is remembered, so that schemas that refer
//! to themselves cost their size times that of the value, whatever alternatives they have. A schema that refers to
//! itself without going into the value says nothing by that (the standard leaves it undefined).

use std::collections::HashMap;

use super::checker::{Checker, SchemaCheck};
use super::json::{self, Json};
use super::rules::{Rule, Rules, Validate};
use super::schema::{ArraySchema, Condition, ObjectSchema, Schema};
use super::value::{Map, Value};
use super::writer::{EncodeError, Writer};

impl Schema {
    /// Reports every rule that the value breaks. Of alternatives that all fail nothing is reported but that.
    pub fn check(&'static self, value: &Value, checker: &mut Checker) {
        Walk::new(checker).reference(self, value, None);
    }
}

impl Checker {
    /// Holds a value's JSON against a schema, unless the value is absent or a rule was reported since there were
    /// `before` of them ([`count`](Self::count)): what types and rules find is said better by them.
    pub fn schema<T: Json>(&mut self, before: usize, schema: &'static Schema, value: &T) {
        if self.count() == before && !value.is_absent() {
            let mut writer = Writer::complete();
            value.write(&mut writer);
            schema.check_json(writer.finish(), self);
        }
    }

    /// Checks a member, then holds it against a schema.
    pub fn member_schema<T: Json + Validate>(
        &mut self,
        name: &'static str,
        value: &T,
        rules: &Rules,
        schema: &'static Schema,
    ) {
        let before = self.count();
        self.enter(name);
        value.check(rules, self);
        self.schema(before, schema, value);
        self.leave();
    }
}

impl SchemaCheck for Schema {
    fn check_json(&'static self, json: Result<Vec<u8>, EncodeError>, checker: &mut Checker) {
        match json.ok().and_then(|text| json::from_slice(&text).ok()) {
            Some(value) => self.check(&value, checker),
            None => checker.report(Rule::Other("must be a value that JSON can hold")),
        }
    }
}

/// One value held against one schema, with everything below.
struct Walk<'c> {
    checker: &'c mut Checker,
    /// What is known of values and schemas that were referred to, by their addresses: all of them stay where they are
    /// as long as the walk lasts.
    known: HashMap<(*const Schema, *const Value), Known>,
    /// How often a value failed again for what is known already: the checker counts each rule once.
    repeated: usize,
}

/// What is known of a value and a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// It is being found out.
    Open,
    /// The value keeps to the schema.
    Holds,
    /// It does not, which was found out in a trial.
    Fails,
    /// It does not, which was reported.
    Reported,
}

/// Which children of a value were evaluated (Core, 11): by their position.
#[derive(Default)]
struct Evaluated(Vec<bool>);

impl Evaluated {
    fn mark(&mut self, position: usize) {
        if self.0.len() <= position {
            self.0.resize(position + 1, false);
        }
        self.0[position] = true;
    }

    fn has(&self, position: usize) -> bool {
        self.0.get(position).is_some_and(|marked| *marked)
    }

    fn add(&mut self, other: &Self) {
        for position in other.0.iter().enumerate().filter_map(|(position, marked)| marked.then_some(position)) {
            self.mark(position);
        }
    }
}

impl<'c> Walk<'c> {
    fn new(checker: &'c mut Checker) -> Self {
        Self { checker, known: HashMap::new(), repeated: 0 }
    }

    fn failures(&self) -> usize {
        self.checker.count() + self.repeated
    }

    /// Whether the value keeps to the schema. If it does, and the caller asks for them, adds the children evaluated.
    fn walk(&mut self, schema: &'static Schema, value: &Value, evaluated: Option<&mut Evaluated>) -> bool {
        let before = self.failures();
        if schema.nothing {
            self.checker.report(Rule::Nothing);
        }
        self.value(schema, value);
        let unevaluated = schema.object.is_some_and(|it| it.unevaluated.is_some())
            || schema.array.is_some_and(|it| it.unevaluated.is_some());
        let mut own = (unevaluated || evaluated.is_some()).then(Evaluated::default);
        if self.goes_on(before) {
            self.children(schema, value, own.as_mut());
        }
        if self.goes_on(before) {
            self.in_place(schema, value, own.as_mut());
        }
        // Of a value that is wrong already it is not known what was evaluated.
        if let (true, true, Some(own)) = (unevaluated, self.failures() == before, own.as_mut()) {
            self.unevaluated(schema, value, own);
        }
        let holds = self.failures() == before;
        if let (true, Some(own), Some(evaluated)) = (holds, own, evaluated) {
            evaluated.add(&own);
        }
        holds
    }

    /// A trial ends with the first rule broken.
    fn goes_on(&self, before: usize) -> bool {
        !self.checker.is_trial() || self.failures() == before
    }

    /// As [`walk`](Self::walk), but reports nothing.
    fn trial(&mut self, schema: &'static Schema, value: &Value, evaluated: Option<&mut Evaluated>) -> bool {
        let (outer, repeated) = (self.checker.begin_trial(), self.repeated);
        let holds = self.walk(schema, value, evaluated);
        self.checker.end_trial(outer);
        self.repeated = repeated;
        holds
    }

    /// What speaks of the value as a whole.
    fn value(&mut self, schema: &Schema, value: &Value) {
        if !schema.types.is_empty() {
            let integer = value.as_number().is_some_and(super::number::Number::is_integer);
            if !schema.types.iter().any(|ty| ty.holds(value.kind(), integer)) {
                self.checker.report(Rule::Type(schema.types));
            }
        }
        if let Some(values) = schema.values
            && !values.iter().any(|text| json::from_str::<Value>(text).is_ok_and(|known| known == *value))
        {
            self.checker.report(Rule::Value(values));
        }
        if let Some(rules) = schema.rules {
            self.rules(rules, value);
        }
        if let (Some(format), Value::String(text)) = (schema.format, value)
            && !format.holds(text)
        {
            self.checker.report(Rule::Format(format.name()));
        }
    }

    /// Goes into the value only where the rules do.
    fn rules(&mut self, rules: &Rules, value: &Value) {
        match value {
            Value::Array(items) if rules.items.is_none() => {
                self.checker.array(rules, items.len());
                if rules.unique_items {
                    self.checker.unique(&mut items.iter().cloned());
                }
            }
            Value::Object(members) if rules.names.is_none() && rules.values.is_none() => {
                self.checker.object(rules, members.len());
            }
            _ => value.check(rules, self.checker),
        }
    }

    fn children(&mut self, schema: &Schema, value: &Value, evaluated: Option<&mut Evaluated>) {
        match value {
            Value::Object(members) => {
                if let Some(object) = schema.object {
                    self.members(object, members, evaluated);
                }
            }
            Value::Array(items) => {
                if let Some(array) = schema.array {
                    self.items(array, items, evaluated);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn members(&mut self, object: &ObjectSchema, members: &Map<Value>, evaluated: Option<&mut Evaluated>) {
        for name in object.required {
            if !members.contains(name) {
                self.checker.report(Rule::Required(name));
            }
        }
        for (name, others) in object.dependent_required {
            for other in others.iter().filter(|other| members.contains(name) && !members.contains(other)) {
                self.checker.report(Rule::DependentRequired(name, other));
            }
        }
        let mut adjacent = Evaluated::default();
        for (name, schema) in object.properties {
            if let Some(position) = members.position(name)
                && let Some(value) = members.get(name)
            {
                adjacent.mark(position);
                self.member(name, schema, value);
            }
        }
        for (pattern, schema) in object.pattern_properties {
            for (position, (name, value)) in members.iter().enumerate() {
                if (pattern.matches)(name) {
                    adjacent.mark(position);
                    self.member(name, schema, value);
                }
            }
        }
        if let Some(schema) = object.additional {
            self.other_members(schema, members, &mut adjacent);
        }
        if let Some(schema) = object.names {
            self.names(schema, members);
        }
        if let Some(evaluated) = evaluated {
            evaluated.add(&adjacent);
        }
    }

    fn member(&mut self, name: &str, schema: &'static Schema, value: &Value) {
        self.checker.enter_name(name);
        self.walk(schema, value, None);
        self.checker.leave();
    }

    /// Holds the members not yet evaluated against a schema, which evaluates them.
    fn other_members(&mut self, schema: &'static Schema, members: &Map<Value>, evaluated: &mut Evaluated) {
        for (position, (name, value)) in members.iter().enumerate() {
            if evaluated.has(position) {
                continue;
            }
            evaluated.mark(position);
            if schema.nothing {
                self.checker.enter_name(name);
                self.checker.report(Rule::Undeclared);
                self.checker.leave();
            } else {
                self.member(name, schema, value);
            }
        }
    }

    /// A name is a value of its own, which lives for its check only: nothing is remembered of it.
    fn names(&mut self, schema: &'static Schema, members: &Map<Value>) {
        for name in members.names() {
            self.checker.enter_name(name);
            let value = Value::from(name);
            Walk::new(self.checker).walk(schema, &value, None);
            self.checker.leave();
        }
    }

    fn items(&mut self, array: &ArraySchema, items: &[Value], evaluated: Option<&mut Evaluated>) {
        let mut own = Evaluated::default();
        for (position, (schema, value)) in array.prefix_items.iter().zip(items).enumerate() {
            own.mark(position);
            self.item(position, schema, value);
        }
        if let Some(schema) = array.items {
            for (position, value) in items.iter().enumerate().skip(array.prefix_items.len()) {
                own.mark(position);
                self.item(position, schema, value);
            }
        }
        if let Some(schema) = array.contains {
            let mut found = 0;
            for (position, value) in items.iter().enumerate() {
                if self.trial(schema, value, None) {
                    own.mark(position);
                    found += 1;
                }
            }
            if found < array.min_contains {
                self.checker.report(Rule::MinContains(array.min_contains));
            }
            if found > array.max_contains {
                self.checker.report(Rule::MaxContains(array.max_contains));
            }
        }
        if let Some(evaluated) = evaluated {
            evaluated.add(&own);
        }
    }

    fn item(&mut self, position: usize, schema: &'static Schema, value: &Value) {
        self.checker.enter_index(position);
        self.walk(schema, value, None);
        self.checker.leave();
    }

    /// The subschemas that speak of the same value.
    fn in_place(&mut self, schema: &Schema, value: &Value, mut evaluated: Option<&mut Evaluated>) {
        for referred in schema.references {
            self.reference(referred, value, evaluated.as_deref_mut());
        }
        for part in schema.all_of {
            self.walk(part, value, evaluated.as_deref_mut());
        }
        if let (Some(object), Value::Object(members)) = (schema.object, value) {
            for (_, dependent) in object.dependent_schemas.iter().filter(|(name, _)| members.contains(name)) {
                self.walk(dependent, value, evaluated.as_deref_mut());
            }
        }
        if let Some(alternatives) = schema.any_of {
            self.any_of(alternatives, value, evaluated.as_deref_mut());
        }
        if let Some(alternatives) = schema.one_of {
            self.one_of(alternatives, value, evaluated.as_deref_mut());
        }
        if let Some(excluded) = schema.not
            && self.trial(excluded, value, None)
        {
            self.checker.report(Rule::Not);
        }
        if let Some(condition) = &schema.condition {
            self.condition(condition, value, evaluated);
        }
    }

    fn any_of(&mut self, alternatives: &[&'static Schema], value: &Value, mut evaluated: Option<&mut Evaluated>) {
        let mut holds = false;
        for alternative in alternatives {
            holds |= self.trial(alternative, value, evaluated.as_deref_mut());
            // The others matter for what they evaluate only.
            if holds && evaluated.is_none() {
                return;
            }
        }
        if !holds {
            self.checker.report(Rule::NoAlternative);
        }
    }

    fn one_of(&mut self, alternatives: &[&'static Schema], value: &Value, mut evaluated: Option<&mut Evaluated>) {
        let mut holds = false;
        for alternative in alternatives {
            if self.trial(alternative, value, evaluated.as_deref_mut()) {
                if holds {
                    return self.checker.report(Rule::SeveralAlternatives);
                }
                holds = true;
            }
        }
        if !holds {
            self.checker.report(Rule::NoAlternative);
        }
    }

    fn condition(&mut self, condition: &Condition, value: &Value, mut evaluated: Option<&mut Evaluated>) {
        let holds = self.trial(condition.condition, value, evaluated.as_deref_mut());
        let then = if holds { condition.consequence } else { condition.alternative };
        if let Some(then) = then {
            self.walk(then, value, evaluated);
        }
    }

    /// A schema that is referred to: walked once, and once more if what a trial found has to be reported, or if it has
    /// to be known which children it evaluates.
    fn reference(&mut self, schema: &'static Schema, value: &Value, evaluated: Option<&mut Evaluated>) {
        let key = (std::ptr::from_ref(schema), std::ptr::from_ref(value));
        match self.known.get(&key) {
            Some(Known::Open) => return,
            Some(Known::Holds) if evaluated.is_none() => return,
            Some(Known::Fails) if !self.checker.is_trial() => {}
            Some(Known::Fails | Known::Reported) => {
                self.repeated += 1;
                return;
            }
            Some(Known::Holds) | None => {}
        }
        self.known.insert(key, Known::Open);
        let known = match (self.walk(schema, value, evaluated), self.checker.is_trial()) {
            (true, _) => Known::Holds,
            (false, true) => Known::Fails,
            (false, false) => Known::Reported,
        };
        self.known.insert(key, known);
    }

    fn unevaluated(&mut self, schema: &Schema, value: &Value, evaluated: &mut Evaluated) {
        match value {
            Value::Object(members) => {
                if let Some(unevaluated) = schema.object.and_then(|object| object.unevaluated) {
                    self.other_members(unevaluated, members, evaluated);
                }
            }
            Value::Array(items) => {
                if let Some(unevaluated) = schema.array.and_then(|array| array.unevaluated) {
                    for (position, value) in items.iter().enumerate() {
                        if !evaluated.has(position) {
                            evaluated.mark(position);
                            self.item(position, unevaluated, value);
                        }
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}
