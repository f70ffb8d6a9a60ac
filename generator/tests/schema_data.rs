//! The JSON Schema Test Suite against schemas as data: every row that asks for keywords the run-time support has.
//!
//! The tables are in the folder that `OPENAPI_ORACLES` names. Schemas are made from the documents at run time, which
//! clients never do: here they are leaked, and those that refer to themselves are unrolled a few times.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use client_runtime::format::Format;
use client_runtime::{ArraySchema, Bound, JsonType, ObjectSchema, Pattern, Rules, Schema, checker::Checker, json};
use regress::Regex;
use serde_json::Value;
use support::outside;

/// How often a schema that refers to itself is unrolled: more than any instance of the suite is deep.
const UNROLLED: usize = 6;

/// What identifies schemas otherwise than by their place in the document.
const ELSEWHERE: &[&str] = &["$dynamicRef", "$dynamicAnchor", "$id", "$anchor", "$schema", "$vocabulary"];

/// What older drafts had and 2020-12 has not; the suite's rows about it are optional.
const OLD: &str = "dependencies";

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_all<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

fn text(value: &Value) -> &'static str {
    leak(value.as_str().unwrap().to_owned())
}

fn texts(value: &Value) -> &'static [&'static str] {
    leak_all(value.as_array().unwrap().iter().map(text).collect())
}

/// A check has to be a plain function, so each pattern has one of these.
static SLOTS: [OnceLock<Regex>; 64] = [const { OnceLock::new() }; 64];
static PATTERNS: Mutex<Vec<(String, &'static Pattern)>> = Mutex::new(Vec::new());

macro_rules! slots {
    ($($slot:literal)*) => { [$((|text: &str| SLOTS[$slot].get().unwrap().find(text).is_some()) as fn(&str) -> bool),*] };
}

static MATCHERS: [fn(&str) -> bool; 64] = slots!(
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
    32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63
);

fn pattern(source: &str) -> &'static Pattern {
    let mut known = PATTERNS.lock().unwrap();
    if let Some((_, pattern)) = known.iter().find(|(other, _)| other == source) {
        return pattern;
    }
    let slot = known.len();
    SLOTS[slot].set(Regex::with_flags(source, "u").unwrap()).ok().unwrap();
    let pattern = leak(Pattern { source: leak(source.to_owned()), matches: MATCHERS[slot] });
    known.push((source.to_owned(), pattern));
    pattern
}

fn count(value: &Value) -> u64 {
    let number: client_runtime::Number = value.to_string().parse().unwrap();
    number.as_u64().unwrap()
}

/// A bound is an integer or a text without an exponent; the suite has `1e308`, so it is written out.
fn bound(value: &Value) -> Bound {
    let number: client_runtime::Number = value.to_string().parse().unwrap();
    if let Some(integer) = number.as_i128() {
        return Bound::integer(integer);
    }
    let text = number.as_str();
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else { return Bound::decimal(leak(text.to_owned())) };
    let exponent: i64 = exponent.parse().unwrap();
    let zeros = usize::try_from(exponent.abs()).unwrap();
    assert!(!digits.contains(['.', '-']), "{text}");
    let plain = if exponent > 0 {
        format!("{digits}{}", "0".repeat(zeros))
    } else {
        let padded = format!("{}{digits}", "0".repeat(zeros));
        let point = padded.len() - zeros;
        format!("{}.{}", &padded[..point], &padded[point..])
    };
    let plain = plain.trim_start_matches('0');
    Bound::decimal(leak(if plain.starts_with('.') { format!("0{plain}") } else { plain.to_owned() }))
}

struct Maker<'d> {
    document: &'d Value,
    open: Vec<String>,
}

impl Maker<'_> {
    fn schemas(&mut self, value: &Value) -> &'static [&'static Schema] {
        leak_all(value.as_array().unwrap().iter().map(|schema| self.schema(schema)).collect())
    }

    fn named(&mut self, value: &Value) -> &'static [(&'static str, &'static Schema)] {
        let members = value.as_object().unwrap();
        leak_all(members.iter().map(|(name, schema)| (&**leak(name.clone()), self.schema(schema))).collect())
    }

    fn reference(&mut self, reference: &str) -> &'static Schema {
        let pointer = percent_decoded(reference.strip_prefix('#').unwrap());
        if self.open.iter().filter(|open| **open == pointer).count() >= UNROLLED {
            return leak(Schema::new());
        }
        let schema = self.document.pointer(&pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"));
        self.open.push(pointer);
        let schema = self.schema(schema);
        self.open.pop();
        schema
    }

    fn schema(&mut self, value: &Value) -> &'static Schema {
        let keywords = match value {
            Value::Bool(true) => return leak(Schema::new()),
            Value::Bool(false) => return leak(Schema::new().nothing()),
            other => other.as_object().unwrap(),
        };
        let mut schema = Schema::new();
        let mut rules = Rules::new();
        let mut object = ObjectSchema::new();
        let mut array = ArraySchema::new();
        for (keyword, value) in keywords {
            match keyword.as_str() {
                "$ref" => schema = schema.references(leak_all(vec![self.reference(value.as_str().unwrap())])),
                "type" => schema = schema.types(types(value)),
                "enum" => schema = schema.values(leak_all(value.as_array().unwrap().iter().map(json_text).collect())),
                "const" => schema = schema.values(leak_all(vec![json_text(value)])),
                "allOf" => schema = schema.all_of(self.schemas(value)),
                "anyOf" => schema = schema.any_of(self.schemas(value)),
                "oneOf" => schema = schema.one_of(self.schemas(value)),
                "not" => schema = schema.not(self.schema(value)),
                "if" => {
                    let then = keywords.get("then").map(|then| self.schema(then));
                    let otherwise = keywords.get("else").map(|otherwise| self.schema(otherwise));
                    schema = schema.condition(self.schema(value), then, otherwise);
                }
                "minLength" => rules = rules.min_length(count(value)),
                "maxLength" => rules = rules.max_length(count(value)),
                "pattern" => rules = rules.pattern(pattern(value.as_str().unwrap())),
                "minimum" => rules = rules.minimum(bound(value)),
                "maximum" => rules = rules.maximum(bound(value)),
                "exclusiveMinimum" => rules = rules.exclusive_minimum(bound(value)),
                "exclusiveMaximum" => rules = rules.exclusive_maximum(bound(value)),
                "multipleOf" => rules = rules.multiple_of(bound(value)),
                "minItems" => rules = rules.min_items(count(value)),
                "maxItems" => rules = rules.max_items(count(value)),
                "uniqueItems" if *value == Value::Bool(true) => rules = rules.unique_items(),
                "minProperties" => rules = rules.min_properties(count(value)),
                "maxProperties" => rules = rules.max_properties(count(value)),
                "properties" => object = object.properties(self.named(value)),
                "required" => object = object.required(texts(value)),
                "patternProperties" => {
                    let members = value.as_object().unwrap();
                    let made = members.iter().map(|(source, schema)| (pattern(source), self.schema(schema)));
                    object = object.pattern_properties(leak_all(made.collect()));
                }
                "additionalProperties" => object = object.additional(self.schema(value)),
                "propertyNames" => object = object.names(self.schema(value)),
                "dependentRequired" => {
                    let members = value.as_object().unwrap();
                    let made = members.iter().map(|(name, others)| (&**leak(name.clone()), texts(others)));
                    object = object.dependent_required(leak_all(made.collect()));
                }
                "dependentSchemas" => object = object.dependent_schemas(self.named(value)),
                "unevaluatedProperties" => object = object.unevaluated(self.schema(value)),
                "prefixItems" => array = array.prefix_items(self.schemas(value)),
                "items" => array = array.items(self.schema(value)),
                "contains" => array = array.contains(self.schema(value)),
                "minContains" => array = array.min_contains(count(value)),
                "maxContains" => array = array.max_contains(count(value)),
                "unevaluatedItems" => array = array.unevaluated(self.schema(value)),
                // An annotation, unless it is asked for; and what says nothing of values.
                _ => {}
            }
        }
        leak(schema.rules(leak(rules)).object(leak(object)).array(leak(array)))
    }
}

fn json_text(value: &Value) -> &'static str {
    leak(value.to_string())
}

fn types(value: &Value) -> &'static [JsonType] {
    let one = |value: &Value| match value.as_str().unwrap() {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        other => panic!("{other}"),
    };
    leak_all(value.as_array().map_or_else(|| vec![one(value)], |types| types.iter().map(one).collect()))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        match (*byte, after) {
            (b'%', [high, low, after @ ..]) => {
                let digits = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
                rest = after;
            }
            (byte, _) => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Whether a schema, or one it refers to, is found otherwise than by its place in the document, or is of an older draft.
fn is_elsewhere(document: &Value, schema: &Value, seen: &mut Vec<String>) -> bool {
    match schema {
        Value::Object(keywords) => keywords.iter().any(|(keyword, value)| {
            if keyword == "$ref" {
                let Some(reference) = value.as_str().filter(|_| value.is_string()) else { return true };
                let Some(pointer) = reference.strip_prefix('#').map(percent_decoded) else { return true };
                if seen.contains(&pointer) {
                    return false;
                }
                seen.push(pointer.clone());
                document.pointer(&pointer).is_none_or(|schema| is_elsewhere(document, schema, seen))
            } else {
                ELSEWHERE.contains(&keyword.as_str())
                    || (keyword == OLD && value.is_object())
                    || (!matches!(keyword.as_str(), "const" | "enum") && is_elsewhere(document, value, seen))
            }
        }),
        Value::Array(items) => items.iter().any(|item| is_elsewhere(document, item, seen)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".openapi.json"));
    files.sort();
    files
}

#[test]
fn every_row_is_as_the_suite_says() {
    let Some(oracles) = outside("OPENAPI_ORACLES") else { return };
    let (mut asked, mut left, mut wrong) = (0, BTreeMap::new(), Vec::new());
    for path in documents(&oracles.join("json-schema-suite")) {
        let document: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().replace(".openapi.json", "");
        let mut schemas: BTreeMap<String, Option<&'static Schema>> = BTreeMap::new();
        let table = fs::read_to_string(path.with_file_name(format!("{name}.tests.jsonl"))).unwrap();
        for line in table.split('\n').filter(|line| !line.is_empty()) {
            let row: Value = serde_json::from_str(line).unwrap();
            let schema = *schemas.entry(row["schema"].as_str().unwrap().to_owned()).or_insert_with_key(|schema| {
                let schema = &document["components"]["schemas"][schema];
                let usual = !is_elsewhere(&document, schema, &mut Vec::new());
                usual.then(|| Maker { document: &document, open: Vec::new() }.schema(schema))
            });
            let Some(schema) = schema else {
                *left.entry(name.clone()).or_insert(0) += 1;
                continue;
            };
            asked += 1;
            let instance: client_runtime::Value = json::from_str(&row["instance"].to_string()).unwrap();
            let mut checker = Checker::new();
            schema.check(&instance, &mut checker);
            let found = checker.finish("");
            if found.is_ok() != row["valid"].as_bool().unwrap() {
                wrong.push(format!("{} {}: {} gives {found:?}", row["schema"], row["test"], row["instance"]));
            }
        }
    }
    println!(
        "{asked} rows asked; left out, because schemas are found by other means than their place or are of an older draft: {left:?}"
    );
    assert!(asked > 1500, "{asked}");
    assert!(wrong.is_empty(), "{} of {asked} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The formats are the run-time support's own; the suite takes them for annotations.
#[test]
fn formats_are_checked_where_asked_for() {
    static DATE: Schema = Schema::new().format(Format::Date);
    for (text, holds) in [("\"2024-02-29\"", true), ("\"2023-02-29\"", false), ("20230229", true)] {
        let mut checker = Checker::new();
        DATE.check(&json::from_str(text).unwrap(), &mut checker);
        assert_eq!(checker.finish("").is_ok(), holds, "{text}");
    }
}
