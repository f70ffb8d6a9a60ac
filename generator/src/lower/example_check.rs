//! Examples against the schemas they are examples of.
//!
//! An example that does not fit is the document's mistake, and would be a failing test in the client: it is reported at
//! its place and left out of the tests. Defaults are held against their schemas as well, and stay documentation.

use std::collections::HashSet;

use client_runtime::Number;

use super::number::holds;
use super::string::client_format;
use super::{Lowering, json_text};
use crate::diagnostic::Code;
use crate::ir::{self, Bound, JsonType, Rules, SchemaDefinition};
use crate::parse::{Schema, SchemaObject};
use crate::pattern::Pattern;
use crate::source::{Kind, Node, Place};

/// Where an example does not fit, and why.
struct Misfit {
    place: Place,
    reason: String,
}

type Verdict = Result<(), Misfit>;

/// How many references may follow one another before a schema is taken for endless, which has been reported then.
const MOST_REFERENCES: usize = 200;

impl Lowering<'_, '_> {
    /// Drops every example that does not fit, with a warning, from the tests and from the documentation.
    pub(super) fn check_examples(&mut self) {
        let places = std::mem::take(&mut self.example_places);
        let examples = std::mem::take(&mut self.examples);
        let schemas = std::mem::take(&mut self.example_schemas);
        let check = Check { schemas: self.schema_data.list(), patterns: self.patterns.list() };
        let verdicts: Vec<Verdict> = schemas
            .iter()
            .zip(&places)
            .map(|(schema, place)| check.value(self.node(*place), schema, MOST_REFERENCES))
            .collect();
        let mut dropped = HashSet::new();
        for (example, verdict) in examples.into_iter().zip(verdicts) {
            match verdict {
                Ok(()) => self.examples.push(example),
                Err(Misfit { place, reason }) => {
                    dropped.insert(example.pointer);
                    self.context
                        .diagnostics
                        .report(Code::ExampleMisfit, place, format!("the example does not fit its schema: {reason}"))
                        .help("correct the example, or the schema; the client has no test for it");
                }
            }
        }
        for draft in &mut self.types {
            draft.definition.examples.retain(|example| !dropped.contains(&example.pointer));
        }
    }

    /// Notes the default of a schema, to be held against it once all patterns and schemas are known.
    pub(super) fn note_default(&mut self, schema: &SchemaObject) {
        let Some(place) = schema.default.filter(|place| !self.defaults.contains_key(place)) else { return };
        let demands = self.demands(&Schema::Object(Box::new(schema.clone())));
        self.defaults.insert(place, demands);
    }

    /// Reports every default that does not fit.
    pub(super) fn check_defaults(&mut self) {
        let defaults = std::mem::take(&mut self.defaults);
        let check = Check { schemas: self.schema_data.list(), patterns: self.patterns.list() };
        let verdicts = defaults.iter().map(|(place, schema)| check.value(self.node(*place), schema, MOST_REFERENCES));
        let misfits: Vec<Misfit> = verdicts.filter_map(Verdict::err).collect();
        for Misfit { place, reason } in misfits {
            self.context
                .diagnostics
                .report(Code::DefaultMisfit, place, format!("the default does not fit its schema: {reason}"))
                .help("correct the default, or the schema");
        }
    }
}

/// What values are held against.
struct Check<'t> {
    schemas: &'t [SchemaDefinition],
    patterns: &'t [Pattern],
}

impl Check<'_> {
    fn value(&self, node: Node<'_>, schema: &ir::Schema, references: usize) -> Verdict {
        self.part(node, schema, references)?;
        let Some(number) = node.as_number_str().and_then(|text| text.parse::<Number>().ok()) else { return Ok(()) };
        let (mut rules, mut whole) = (Rules::default(), false);
        self.collect_bounds(schema, &mut rules, &mut whole, references);
        let readable = !whole || holds(&rules, &number);
        require(readable, node, || "no `format` or bound asks for an integer of more than 64 bits".to_owned())
    }

    /// The bounds of a schema and of all that hold together with it: they decide together how wide an integer is.
    fn collect_bounds(&self, schema: &ir::Schema, bounds: &mut Rules, whole: &mut bool, references: usize) {
        *whole |= schema.types.contains(&JsonType::Integer) && !schema.types.contains(&JsonType::Number);
        for (known, found) in [
            (&mut bounds.minimum, &schema.rules.minimum),
            (&mut bounds.maximum, &schema.rules.maximum),
            (&mut bounds.exclusive_minimum, &schema.rules.exclusive_minimum),
            (&mut bounds.exclusive_maximum, &schema.rules.exclusive_maximum),
        ] {
            if found.is_some() {
                known.clone_from(found);
            }
        }
        for id in schema.references.iter().filter(|_| references > 0) {
            self.collect_bounds(&self.schemas[id.0].schema, bounds, whole, references - 1);
        }
        schema.all_of.iter().for_each(|part| self.collect_bounds(part, bounds, whole, references));
    }

    /// The same without what holds for all parts together. The source layer limits the depth of a document, so the
    /// recursion is bounded but for references.
    fn part(&self, node: Node<'_>, schema: &ir::Schema, references: usize) -> Verdict {
        require(!schema.nothing, node, || "no value is allowed here".to_owned())?;
        for id in schema.references.iter().filter(|_| references > 0) {
            self.part(node, &self.schemas[id.0].schema, references - 1)?;
        }
        let fits = schema.types.is_empty() || schema.types.iter().any(|ty| is_of(node, *ty));
        require(fits, node, || {
            let types: Vec<&str> = schema.types.iter().map(|ty| with_article(*ty)).collect();
            format!("it is {}, not {}", node.kind().with_article(), types.join(" or "))
        })?;
        if let Some(values) = &schema.values {
            let text = json_text::compact(node);
            let number = node.as_number_str();
            let listed = values.iter().any(|value| *value == text || (number.is_some() && same_number(number, value)));
            require(listed, node, || format!("it is none of the listed values {}", shortened(values)))?;
        }
        self.compositions(node, schema, references)?;
        match node.kind() {
            Kind::String => self.text(node, schema),
            Kind::Number => self.number(node, schema),
            Kind::Array => self.items(node, schema, references),
            Kind::Object => self.members(node, schema, references),
            Kind::Null | Kind::Bool => Ok(()),
        }
    }

    fn compositions(&self, node: Node<'_>, schema: &ir::Schema, references: usize) -> Verdict {
        let fits = |schema: &ir::Schema| self.value(node, schema, references).is_ok();
        for part in &schema.all_of {
            self.part(node, part, references)?;
        }
        for alternatives in [&schema.any_of, &schema.one_of].into_iter().flatten() {
            // The one alternative there is says what is wrong better than the union does.
            if let [others @ .., only] = alternatives.as_slice()
                && others.iter().all(|other| other.types == [JsonType::Null])
                && node.kind() != Kind::Null
            {
                self.value(node, only, references)?;
            }
        }
        if let Some(alternatives) = &schema.any_of {
            require(alternatives.iter().any(fits), node, || "it fits none of the alternatives".to_owned())?;
        }
        if let Some(alternatives) = &schema.one_of {
            let count = alternatives.iter().filter(|alternative| fits(alternative)).count();
            require(count == 1, node, || format!("it fits {count} of the alternatives, and not one"))?;
        }
        if let Some(not) = &schema.not {
            require(!fits(not), node, || "it fits what `not` excludes".to_owned())?;
        }
        if let Some(condition) = &schema.condition {
            let branch = if fits(&condition.condition) { &condition.consequence } else { &condition.alternative };
            if let Some(branch) = branch {
                self.value(node, branch, references)?;
            }
        }
        Ok(())
    }

    fn members(&self, node: Node<'_>, schema: &ir::Schema, references: usize) -> Verdict {
        let members: Vec<_> = node.as_object().into_iter().flatten().collect();
        for name in &schema.required {
            require(node.get(name).is_some(), node, || format!("`{name}` is missing"))?;
        }
        for member in &members {
            let declared = schema.properties.iter().find(|(name, _)| name == member.key);
            if let Some((_, property)) = declared {
                self.value(member.node, property, references)?;
            }
            let mut known = declared.is_some();
            for (id, property) in &schema.pattern_properties {
                if self.patterns[id.0].is_match(member.key) == Some(true) {
                    known = true;
                    self.value(member.node, property, references)?;
                }
            }
            if let Some(additional) = schema.additional.as_deref().filter(|_| !known) {
                require(!additional.nothing, member.node, || format!("`{}` is not declared", member.key))?;
                self.value(member.node, additional, references)?;
            }
            if let Some(names) = &schema.names {
                let broken = self.broken_text(member.key, &names.rules);
                require(broken.is_none(), member.node, || format!("its name: {}", broken.unwrap_or_default()))?;
            }
        }
        for (name, required) in &schema.dependent_required {
            for other in required.iter().filter(|_| node.get(name).is_some()) {
                require(node.get(other).is_some(), node, || format!("`{other}` is missing, which `{name}` needs"))?;
            }
        }
        for (_, dependent) in schema.dependent_schemas.iter().filter(|(name, _)| node.get(name).is_some()) {
            self.value(node, dependent, references)?;
        }
        count(node, members.len(), "members", (schema.rules.min_properties, schema.rules.max_properties))
    }

    fn items(&self, node: Node<'_>, schema: &ir::Schema, references: usize) -> Verdict {
        let items: Vec<_> = node.as_array().into_iter().flatten().collect();
        for (index, item) in items.iter().enumerate() {
            if let Some(schema) = schema.prefix_items.get(index).or(schema.items.as_deref()) {
                self.value(*item, schema, references)?;
            }
        }
        if schema.rules.unique_items {
            let mut seen = Vec::new();
            for item in &items {
                let text = json_text::compact(*item);
                require(!seen.contains(&text), *item, || "it stands twice in a list without repeats".to_owned())?;
                seen.push(text);
            }
        }
        if let Some(contains) = &schema.contains {
            let found = items.iter().filter(|item| self.value(**item, contains, references).is_ok()).count() as u64;
            let enough = found >= schema.min_contains.unwrap_or(1);
            let few = schema.max_contains.is_none_or(|most| found <= most);
            require(enough && few, node, || "it has too few or too many items of the kind it must contain".to_owned())?;
        }
        count(node, items.len(), "items", (schema.rules.min_items, schema.rules.max_items))
    }

    fn text(&self, node: Node<'_>, schema: &ir::Schema) -> Verdict {
        let text = node.as_str().unwrap_or_default();
        let broken = self.broken_text(text, &schema.rules);
        require(broken.is_none(), node, || broken.unwrap_or_default())?;
        match schema.format {
            None => Ok(()),
            Some(format) => {
                let format = client_format(format);
                require(format.holds(text), node, || format!("it is not of the format `{}`", format.name()))
            }
        }
    }

    /// The rule that a text breaks.
    fn broken_text(&self, text: &str, rules: &Rules) -> Option<String> {
        let length = text.chars().count() as u64;
        if rules.min_length.is_some_and(|least| length < least) {
            return Some("it is too short".to_owned());
        }
        if rules.max_length.is_some_and(|most| length > most) {
            return Some("it is too long".to_owned());
        }
        let patterns = rules.patterns.iter().map(|id| &self.patterns[id.0]);
        let broken = patterns.into_iter().find(|pattern| pattern.is_match(text) == Some(false));
        broken.map(|pattern| format!("it does not match `{}`", pattern.source))
    }

    fn number(&self, node: Node<'_>, schema: &ir::Schema) -> Verdict {
        let rules = &schema.rules;
        let Some(value) = node.as_number_str().and_then(|text| text.parse::<Number>().ok()) else { return Ok(()) };
        let bound = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| bound.to_string().parse::<Number>().ok());
        let fits = bound(&rules.minimum).is_none_or(|least| value >= least)
            && bound(&rules.maximum).is_none_or(|most| value <= most)
            && bound(&rules.exclusive_minimum).is_none_or(|least| value > least)
            && bound(&rules.exclusive_maximum).is_none_or(|most| value < most);
        require(fits, node, || "it is outside of the bounds".to_owned())?;
        let step = bound(&rules.multiple_of).is_none_or(|step| value.is_multiple_of(&step));
        require(step, node, || "it is no multiple of what `multipleOf` says".to_owned())
    }
}

/// The first of some values, for a message.
fn shortened(values: &[String]) -> String {
    const MOST: usize = 5;
    let shown: Vec<String> = values.iter().take(MOST).map(|value| format!("`{value}`")).collect();
    let more = if values.len() > MOST { " and others" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn same_number(number: Option<&str>, value: &str) -> bool {
    let parse = |text: &str| text.parse::<Number>().ok();
    number.and_then(parse).is_some_and(|number| parse(value) == Some(number))
}

pub(super) fn is_of(node: Node<'_>, ty: JsonType) -> bool {
    match (ty, node.kind()) {
        (JsonType::Integer, Kind::Number) => node.as_number().is_some_and(|number| number.is_integer()),
        (JsonType::Null, Kind::Null)
        | (JsonType::Boolean, Kind::Bool)
        | (JsonType::Number, Kind::Number)
        | (JsonType::String, Kind::String)
        | (JsonType::Array, Kind::Array)
        | (JsonType::Object, Kind::Object) => true,
        _ => false,
    }
}

fn with_article(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "an array",
        JsonType::Object => "an object",
    }
}

fn require(fits: bool, node: Node<'_>, reason: impl FnOnce() -> String) -> Verdict {
    if fits { Ok(()) } else { Err(Misfit { place: node.place(), reason: reason() }) }
}

fn count(node: Node<'_>, count: usize, what: &str, (least, most): (Option<u64>, Option<u64>)) -> Verdict {
    let count = count as u64;
    let fits = least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most);
    require(fits, node, || format!("it has too few or too many {what}"))
}
