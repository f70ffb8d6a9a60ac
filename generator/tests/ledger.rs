//! The ledger tells the truth: each keyword is taken out of documents in turn, and what that does to the client is held
//! against what the ledger says of it.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use generator::change::compare;
use generator::source::Sources;
use generator::{Generated, LEDGER_TABLE, LedgerState, Ledgers, Occurrence, Options};
use serde_json::{Value, json};
use support::{Text, cases};

/// What a keyword does to a client: nothing but to comments, or something to code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Effect {
    Comments,
    Code,
}

fn generate(loader: &Text) -> Generated<'_> {
    let options = Options { ledger: Ledgers::Count, source_name: "openapi.json".to_owned(), ..Options::default() };
    generator::generate(loader, "openapi.json", &options)
}

/// The client without comments.
fn code(generated: &Generated<'_>) -> Option<BTreeMap<String, String>> {
    let files = generated.files.as_ref()?.iter();
    let files = files.filter(|(path, _)| !path.starts_with("src/runtime/") || *path == "src/runtime/mod.rs");
    let code = |text: &str| -> String {
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    Some(files.map(|(path, text)| (path.to_owned(), code(text))).collect())
}

/// Whether two clients differ in documentation, and therefore in which schemas without a name share a type, and in nothing
/// else.
fn is_shared_otherwise(one: &Generated<'_>, other: &Generated<'_>) -> bool {
    let (Some(one), Some(other)) = (one.api(), other.api()) else { return false };
    let changes = compare(one, other).changes;
    let is_sharing = |kind: &str| ["type-split", "type-joined"].contains(&kind);
    let (sharing, rest): (Vec<&str>, Vec<&str>) =
        changes.iter().map(|change| change.kind).partition(|kind| is_sharing(kind));
    !sharing.is_empty() && rest.iter().all(|kind| *kind == "documentation")
}

/// The document without the value at a pointer.
fn without(document: &Value, pointer: &str) -> Value {
    let mut document = document.clone();
    let (parent, key) = pointer.rsplit_once('/').expect("a keyword is a member");
    let key = key.replace("~1", "/").replace("~0", "~");
    document.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&key).expect("it is there");
    document
}

fn pointer(sources: &Sources<'_>, occurrence: &Occurrence) -> String {
    sources.pointer(occurrence.place).as_str().to_owned()
}

/// Every document: those of the fixtures, and those that have the rest.
fn documents() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.extend(cases("fixtures").iter().map(|case| case.join("openapi.yaml")));
    let read = |path: &Path| {
        let value: Value = serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        (path.display().to_string(), value)
    };
    paths.iter().map(|path| read(path)).collect()
}

#[test]
fn what_the_ledger_says_of_a_keyword_is_what_it_does() {
    let mut proven: BTreeSet<(&str, String, LedgerState)> = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut wrong = BTreeSet::new();
    for (name, document) in documents() {
        let loader = Text(document.to_string());
        let whole = generate(&loader);
        let before = code(&whole).unwrap_or_else(|| panic!("{name} has errors"));
        let ledger = whole.ledger.as_ref().unwrap();
        let spots =
            whole.report.entries().iter().flat_map(|entry| entry.repeats.iter().chain([&entry.diagnostic.spot]));
        let spots = spots.filter_map(|spot| spot.place()).map(|place| whole.sources.pointer(place).as_str().to_owned());
        // A parameter that is left out is pointed at by its name.
        let at = |pointer: String| pointer.strip_suffix("/name").map(str::to_owned).unwrap_or(pointer);
        let reported: Vec<String> = spots.map(at).filter(|pointer| !pointer.is_empty()).collect();
        for occurrence in &ledger.occurrences {
            let pointer = pointer(&whole.sources, occurrence);
            let keyword = whole.sources.node(occurrence.place).key().unwrap().to_owned();
            let key = (occurrence.object, keyword, occurrence.state);
            seen.insert(key.clone());
            let acts = matches!(occurrence.state, LedgerState::Generated | LedgerState::Validated);
            // Without what is refused, that which holds it may well be supported.
            if occurrence.state == LedgerState::Refused {
                if !reported.iter().any(|reported| reported.starts_with(&pointer) || pointer.starts_with(reported)) {
                    wrong.insert(format!("{name}{pointer}: {key:?} is reported nowhere"));
                }
                continue;
            }
            if acts && proven.contains(&key) {
                continue;
            }
            let loader = Text(without(&document, &pointer).to_string());
            let rest = generate(&loader);
            let effect = match code(&rest) {
                Some(after) if after == before || is_shared_otherwise(&whole, &rest) => Effect::Comments,
                _ => Effect::Code,
            };
            match (acts, effect) {
                (true, Effect::Code) => drop(proven.insert(key)),
                (true, Effect::Comments) | (false, Effect::Comments) => {}
                (false, Effect::Code) => drop(wrong.insert(format!("{name}{pointer}: {key:?} changes code"))),
            }
        }
    }
    for key in seen {
        let acts = matches!(key.2, LedgerState::Generated | LedgerState::Validated);
        if acts && !proven.contains(&key) {
            wrong.insert(format!("{key:?} changes nothing in any document"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_table_is_the_vocabulary_of_the_reader() {
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut occurring: BTreeSet<(String, String)> = BTreeSet::new();
    for (name, document) in documents() {
        let loader = Text(document.to_string());
        let generated = generate(&loader);
        let ledger = generated.ledger.unwrap_or_else(|| panic!("{name} has errors"));
        for (object, keywords) in ledger.vocabulary {
            known.entry(object).or_default().extend(keywords);
        }
        occurring.extend(ledger.counts.iter().map(|count| (count.object.to_owned(), count.keyword.clone())));
    }
    let mut table: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (object, _, keywords) in LEDGER_TABLE {
        for keyword in *keywords {
            assert!(table.entry(object).or_default().insert(keyword), "{object} {keyword} stands there twice");
        }
    }
    assert_eq!(known, table, "left: what is read; right: the table");
    let rows = table.iter().flat_map(|(object, keywords)| keywords.iter().map(move |keyword| (*object, *keyword)));
    let missing: Vec<_> =
        rows.filter(|(object, keyword)| !occurring.contains(&((*object).to_owned(), (*keyword).to_owned()))).collect();
    assert!(missing.is_empty(), "no document has {missing:?}");
}

#[test]
fn schemas_that_say_what_a_value_is_and_are_bare_json_are_counted() {
    let schemas = json!({
        // No types: anything, a map of anything, anything or null.
        "Any": {},
        "Map": { "type": "object" },
        "Free": { "anyOf": [{}, { "type": "null" }] },
        // Two each, with types.
        "Text": { "type": "array", "items": { "type": "string" } },
        "Either": { "oneOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Text" }] },
        // Nothing tells these apart, and the value has a reader for each.
        "Similar": { "anyOf": [
            { "type": "object", "properties": { "a": { "type": "string" } } },
            { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } } },
        ] },
        // Bare.
        "Mixed": { "enum": [1, "a"] },
        "Pair": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer" }] },
    });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Bare", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let loader = Text(document.to_string());
    let generated = generate(&loader);
    let ledger = generated.ledger.as_ref().unwrap();
    let bare: Vec<String> = ledger
        .bare_schemas
        .iter()
        .map(|schema| generated.sources.pointer(schema.place).as_str().replace("/components/schemas/", ""))
        .collect();
    assert_eq!(bare, ["Mixed", "Pair/prefixItems/0", "Pair/prefixItems/1"]);
    assert_eq!(ledger.typed_schemas, 2 + 2 + 6 + 1 + 3);
}

/// Keywords whose value is a map from names to objects, or to lists of names.
const MAPS: &[&str] = &[
    "properties",
    "patternProperties",
    "$defs",
    "dependentSchemas",
    "dependentRequired",
    "mapping",
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "paths",
    "webhooks",
    "content",
    "encoding",
    "variables",
    "scopes",
    "security",
];

/// Keywords whose value is the author's.
const VALUES: &[&str] =
    &["example", "examples", "default", "enum", "const", "value", "requestBody", "parameters", "$vocabulary"];

#[test]
fn every_member_of_a_document_is_a_keyword_a_name_or_part_of_a_value() {
    for (name, document) in documents() {
        let loader = Text(document.to_string());
        let generated = generate(&loader);
        let ledger = generated.ledger.as_ref().unwrap();
        let keywords: BTreeSet<String> =
            ledger.occurrences.iter().map(|occurrence| pointer(&generated.sources, occurrence)).collect();
        assert_eq!(keywords.len(), ledger.occurrences.len(), "{name}: each once");
        let sum: usize = ledger.counts.iter().flat_map(|count| count.counts).sum();
        assert_eq!(sum, keywords.len(), "{name}");
        let mut members = Vec::new();
        collect(&document, "", &mut members);
        for member in members.iter().filter(|member| !keywords.contains(*member)) {
            // A name stands directly below a map; an expression's or a status' in the object below that.
            let (parent, _) = member.rsplit_once('/').unwrap();
            let above = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().to_owned();
            let grandparent = parent.rsplit_once('/').map(|(outer, _)| outer).unwrap_or_default();
            let is_name = (keywords.contains(parent) && MAPS.contains(&above(parent).as_str()))
                || ["callbacks", "security"].contains(&above(grandparent).as_str());
            let in_value = member.match_indices('/').map(|(end, _)| &member[..end]).any(|outer| {
                let key = above(outer);
                keywords.contains(outer) && (VALUES.contains(&key.as_str()) || key.starts_with("x-"))
            });
            assert!(is_name || in_value, "{name}: {member} is not accounted for");
        }
    }
}

fn collect(value: &Value, pointer: &str, members: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                collect(value, &pointer, members);
                members.push(pointer);
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                collect(value, &format!("{pointer}/{index}"), members);
            }
        }
        _ => {}
    }
}
