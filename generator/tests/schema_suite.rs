//! The JSON Schema Test Suite against emitted code: every row is decoded and validated by the type of its schema.
//!
//! The tables are in the folder that `OPENAPI_ORACLES` names. All schemas become one client, each behind an object with
//! the one member `v`, so that the rules of the place are checked too. A schema with a warning is refused: the client
//! says by name what it does not do. What is not refused has to be right.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use support::outside;

/// A row of the suite.
struct Row {
    file: String,
    level: String,
    schema: String,
    instance: String,
    valid: bool,
    test: String,
}

/// All documents of the suite as one, and all rows.
fn suite(folder: &Path) -> (Map<String, Value>, Vec<Row>) {
    let mut schemas = Map::new();
    let mut rows = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.to_string_lossy().ends_with(".openapi.json")) {
        let document: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let own = document["components"]["schemas"].as_object().cloned().unwrap_or_default();
        schemas.extend(own);
        let name = path.file_name().unwrap().to_string_lossy().replace(".openapi.json", "");
        let table = fs::read_to_string(path.with_file_name(format!("{name}.tests.jsonl"))).unwrap();
        for line in table.split('\n').filter(|line| !line.is_empty()) {
            let row: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| row[key].as_str().unwrap().to_owned();
            rows.push(Row {
                file: name.clone(),
                level: text("level"),
                schema: text("schema"),
                instance: row["instance"].to_string(),
                valid: row["valid"].as_bool().unwrap(),
                test: format!("{}: {}", text("group"), text("test")),
            });
        }
    }
    (schemas, rows)
}

#[test]
fn what_is_not_refused_is_right() {
    let Some(oracles) = outside("OPENAPI_ORACLES") else { return };
    let (schemas, rows) = suite(&oracles.join("json-schema-suite"));
    assert!(rows.len() > 1500, "the suite is there");
    let inputs: Vec<support::rows::Row> = rows
        .iter()
        .map(|row| support::rows::Row { schema: row.schema.clone(), instance: row.instance.clone() })
        .collect();
    let verdicts = support::rows::run_rows("schema-suite", schemas, &inputs);

    let mut table: BTreeMap<(&str, &str), [usize; 3]> = BTreeMap::new();
    for row in rows.iter().filter(|row| verdicts.refused.contains_key(&row.schema)) {
        table.entry((&row.level, &row.file)).or_default()[1] += 1;
    }
    let typed: BTreeSet<&str> = rows.iter().filter(|row| row.level == "typed").map(|row| row.schema.as_str()).collect();
    for (name, reason) in verdicts.refused.iter().filter(|(name, _)| typed.contains(name.as_str())) {
        println!("typed, refused: {name}: {reason}");
    }
    let mut wrong = Vec::new();
    for (index, verdict) in &verdicts.of_rows {
        let row = &rows[*index];
        // The suite takes formats for annotations; the client checks those it has types for, in `validate()`.
        let checked_format =
            row.test.contains("only an annotation by default") && verdict.contains("must be of the format");
        let right = checked_format || if row.valid { verdict == "valid" } else { verdict.starts_with("invalid") };
        table.entry((&row.level, &row.file)).or_default()[if right { 0 } else { 2 }] += 1;
        if !right {
            let expected = if row.valid { "valid" } else { "invalid" };
            wrong.push((
                row.level.as_str(),
                format!("{} {} {}: {} is {expected}, not {verdict}", row.level, row.schema, row.test, row.instance),
            ));
        }
    }
    println!("{:<8} {:<40} {:>5} {:>8} {:>6}", "level", "file", "right", "refused", "wrong");
    for ((level, file), [right, refused, wrong]) in &table {
        println!("{level:<8} {file:<40} {right:>5} {refused:>8} {wrong:>6}");
    }
    let mut sums: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for ((level, _), counts) in &table {
        let sum = sums.entry(level).or_default();
        (0..3).for_each(|index| sum[index] += counts[index]);
    }
    for (level, [right, refused, wrong]) in &sums {
        println!("{level:<8} {:<40} {right:>5} {refused:>8} {wrong:>6}", "together");
    }
    let wrong: Vec<&str> = wrong.iter().map(|(_, text)| text.as_str()).collect();
    assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
    let share = |level: &str| {
        let [right, refused, _] = sums[level];
        refused * 100 / (right + refused)
    };
    assert!(share("typed") < 5, "of the typed rows {} % are refused", share("typed"));
    assert!(share("untyped") <= 30, "of the untyped rows {} % are refused", share("untyped"));
}
