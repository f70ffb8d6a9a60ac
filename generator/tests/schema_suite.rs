//! The JSON Schema Test Suite against emitted code: every row is decoded and validated by the type of its schema.
//!
//! The tables are in the folder that `OPENAPI_ORACLES` names. All schemas become one client, each behind an object with
//! the one member `v`, so that the rules of the place are checked too. A schema with a warning is refused: the client
//! says by name what it does not do. What is not refused has to be right.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::{Code, Options};
use serde_json::{Map, Value, json};
use support::{Text, outside};

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

/// The schema with one member for each of the suite's.
fn with_places(mut schemas: Map<String, Value>) -> Map<String, Value> {
    let names: Vec<String> = schemas.keys().cloned().collect();
    for name in names {
        let place = json!({
            "type": "object",
            "required": ["v"],
            "properties": { "v": { "$ref": format!("#/components/schemas/{name}") } },
        });
        schemas.insert(format!("Place{name}"), place);
    }
    schemas
}

/// What warns of a document's oddity, and leaves the client right all the same.
const HARMLESS: &[Code] = &[
    Code::ExampleMisfit,
    Code::ForbiddenMember,
    Code::InseparableUnion,
    Code::NameCollision,
    Code::UndeclaredRequired,
    Code::UnknownMember,
];

/// The schemas that a warning stands in, and those that refer to one of them.
fn refused(generated: &generator::Generated<'_>, schemas: &Map<String, Value>) -> BTreeSet<String> {
    let mut refused = BTreeSet::new();
    for diagnostic in generated.report.diagnostics() {
        if HARMLESS.contains(&diagnostic.code) {
            continue;
        }
        let Some(place) = diagnostic.spot.place() else { continue };
        let pointer = generated.sources.pointer(place);
        refused.extend(pointer.tokens().nth(2).map(|name| name.into_owned()));
    }
    loop {
        let before = refused.len();
        for (name, schema) in schemas {
            let text = schema.to_string();
            if refused.iter().any(|other| text.contains(&format!("\"#/components/schemas/{other}"))) {
                refused.insert(name.clone());
            }
        }
        if refused.len() == before {
            return refused;
        }
    }
}

const RUNNER: &str = r#"//! Runs the rows.
use rows_client::{models, runtime};

fn verdict<T>(text: &str) -> String
where
    T: runtime::Json + runtime::Validate + serde::Serialize + serde::de::DeserializeOwned,
{
    let own = check(runtime::json::from_str::<T>(text), text, runtime::json::to_value);
    let through_serde = check(serde_json::from_str::<T>(text), text, |value| {
        let text = serde_json::to_string(value).unwrap();
        runtime::json::from_str(&text)
    });
    if own.starts_with("invalid") == through_serde.starts_with("invalid") && (own == "changed") == (through_serde == "changed") {
        own
    } else {
        format!("{own}, but {through_serde} through serde")
    }
}

fn check<T, E: std::fmt::Display, F>(
    value: Result<T, E>,
    text: &str,
    encode: impl Fn(&T) -> Result<runtime::Value, F>,
) -> String
where
    T: runtime::Validate,
{
    let value: T = match value {
        Ok(value) => value,
        Err(error) => return format!("invalid: {error}"),
    };
    if let Err(error) = runtime::checker::validate(&value) {
        return format!("invalid: {error}");
    }
    let before: runtime::Value = runtime::json::from_str(text).unwrap();
    match encode(&value) {
        Ok(after) if after == before => "valid".to_owned(),
        _ => "changed".to_owned(),
    }
}

fn main() {
    for line in include_str!("rows.txt").lines() {
        let (schema, text) = line.split_once('\t').unwrap();
        println!("{}", run(schema, text));
    }
}
"#;

/// Compiles and runs the client over the rows: one verdict each.
fn run(generated: &generator::Generated<'_>, rows: &[&Row]) -> Vec<String> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema-suite");
    // What is left of an earlier run would be compiled too.
    let _ = fs::remove_dir_all(root.join("src"));
    for (path, text) in generated.files.as_ref().unwrap().iter() {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let text = match path.as_str() {
            "Cargo.toml" => format!("{text}\n[dev-dependencies]\nserde = \"1\"\nserde_json = \"1\"\n"),
            _ => text.to_owned(),
        };
        fs::write(target, text).unwrap();
    }
    let api = generated.api().unwrap();
    let types: BTreeMap<&str, &str> =
        api.types.iter().map(|definition| (definition.name.wire.as_str(), definition.name.rust.as_str())).collect();
    let names: BTreeSet<&str> = rows.iter().map(|row| row.schema.as_str()).collect();
    let mut arms = String::new();
    for name in names {
        let ty = types[format!("Place{name}").as_str()];
        writeln!(arms, "        {name:?} => verdict::<models::{ty}>(text),").unwrap();
    }
    let runner = format!(
        "{RUNNER}\nfn run(schema: &str, text: &str) -> String {{\n    match schema {{\n{arms}        _ => unreachable!(),\n    }}\n}}\n"
    );
    let lines: Vec<String> = rows.iter().map(|row| format!("{}\t{{\"v\":{}}}", row.schema, row.instance)).collect();
    fs::create_dir_all(root.join("examples")).unwrap();
    fs::write(root.join("examples/rows.rs"), runner).unwrap();
    fs::write(root.join("examples/rows.txt"), lines.join("\n")).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--no-default-features", "--features", "serde", "--example", "rows"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn what_is_not_refused_is_right() {
    let Some(oracles) = outside("OPENAPI_ORACLES") else { return };
    let (schemas, rows) = suite(&oracles.join("json-schema-suite"));
    assert!(rows.len() > 1500, "the suite is there");
    let schemas = with_places(schemas);
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Suite", "version": "1.0.0" },
        "paths": {},
        "components": { "schemas": schemas.clone() },
    });
    let loader = Text(document.to_string());
    let options = Options {
        crate_name: Some("rows-client".to_owned()),
        workspace: generator::Workspace::Own,
        ..Options::default()
    };
    let generated = generator::generate(&loader, "suite.json", &options);
    assert!(generated.files.is_some(), "no error");
    let refused = refused(&generated, &schemas);
    let (asked, left): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| !refused.contains(&row.schema));
    let verdicts = run(&generated, &asked);
    assert_eq!(verdicts.len(), asked.len());

    let mut table: BTreeMap<(&str, &str), [usize; 3]> = BTreeMap::new();
    for row in left {
        table.entry((&row.level, &row.file)).or_default()[1] += 1;
    }
    let mut wrong = Vec::new();
    for (row, verdict) in asked.iter().zip(&verdicts) {
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
