//! Verdicts of an ECMAScript engine and of the JSON Schema Test Suite, which this project did not write.
//!
//! The tables are large and live outside the repository; `OPENAPI_ORACLES` names their folder. Without it the tests
//! say that they were skipped.

#![expect(clippy::print_stderr, reason = "the figures are the point of these tests")]

use generator::pattern::{Matcher, Pattern, compile};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

fn oracle(path: &str) -> Option<String> {
    let Some(folder) = std::env::var_os("OPENAPI_ORACLES") else {
        eprintln!("SKIPPED: `OPENAPI_ORACLES` does not name the folder of the verdict tables, so {path} was not read");
        return None;
    };
    let path = PathBuf::from(folder).join(path);
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn lines(text: &str) -> impl Iterator<Item = Value> {
    text.split('\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).expect("a line is JSON"))
}

fn form(pattern: &Pattern) -> &'static str {
    match &pattern.matcher {
        Matcher::Always | Matcher::Never => "constant",
        Matcher::Contains(_) => "literal search",
        Matcher::Runs(_) => "straight line",
        Matcher::Automaton(_) => "table",
        Matcher::Unchecked { .. } => "unchecked",
    }
}

#[test]
fn real_patterns_are_judged_as_by_an_ecmascript_engine() {
    let Some(text) = oracle("ecma-regex/cases.jsonl") else {
        return;
    };
    let cases: Vec<Value> = lines(&text).collect();
    let sources: std::collections::BTreeSet<&str> =
        cases.iter().map(|case| case["pattern"].as_str().expect("a pattern is text")).collect();
    let start = Instant::now();
    let patterns: BTreeMap<&str, Pattern> = sources
        .into_iter()
        .map(|source| (source, compile(source).unwrap_or_else(|error| panic!("{source}: {error}"))))
        .collect();
    eprintln!("{} patterns compiled in {:?}", patterns.len(), start.elapsed());

    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    let mut states = Vec::new();
    for (source, pattern) in &patterns {
        *forms.entry(form(pattern)).or_default() += 1;
        match &pattern.matcher {
            Matcher::Automaton(automaton) => states.push((automaton.next.len() - 2, *source)),
            Matcher::Unchecked { reason } => eprintln!("unchecked: {source}: {reason}"),
            _ => {}
        }
    }
    eprintln!("forms: {forms:?}");
    states.sort_unstable();
    eprintln!("states of tables: median {:?}, largest {:?}", states.get(states.len() / 2), states.last());

    let mut wrong = Vec::new();
    let mut unchecked = 0;
    for case in &cases {
        let pattern = &patterns[case["pattern"].as_str().expect("a pattern is text")];
        let string = case["string"].as_str().expect("a string is text");
        match pattern.is_match(string) {
            None => unchecked += 1,
            Some(verdict) if Value::Bool(verdict) != case["match"] => wrong.push(case.to_string()),
            Some(verdict) => {
                let bounds = pattern.min_bytes..=pattern.max_bytes.unwrap_or(usize::MAX);
                assert!(!verdict || bounds.contains(&string.len()), "{}: {bounds:?}: {string:?}", pattern.source);
            }
        }
    }
    eprintln!("{} strings, {} wrong, {unchecked} unchecked", cases.len(), wrong.len());
    assert!(wrong.is_empty(), "{} wrong, first: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

#[test]
fn the_test_suite_of_json_schema_agrees() {
    let Some(document) = oracle("json-schema-suite/optional.ecmascript-regex.openapi.json") else {
        return;
    };
    let Some(tests) = oracle("json-schema-suite/optional.ecmascript-regex.tests.jsonl") else {
        return;
    };
    let document: Value = serde_json::from_str(&document).expect("the document is JSON");
    let (mut judged, mut refused) = (0, BTreeMap::new());
    for case in lines(&tests) {
        let schema = &document["components"]["schemas"][case["schema"].as_str().expect("a schema has a name")];
        let (Some(source), Some(instance)) = (schema["pattern"].as_str(), case["instance"].as_str()) else {
            continue;
        };
        match compile(source).map(|pattern| pattern.is_match(instance)) {
            Ok(Some(verdict)) => {
                judged += 1;
                assert_eq!(Value::Bool(verdict), case["valid"], "{source}: {case}");
            }
            Ok(None) => *refused.entry(source.to_owned()).or_insert(0) += 1,
            Err(error) => panic!("{source}: {error}"),
        }
    }
    eprintln!("{judged} judged, refused: {refused:?}");
}
