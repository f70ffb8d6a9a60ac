//! Schemas as one client, and values that are decoded and validated by it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use generator::Options;
use generator::diagnostic::Code;
use serde_json::{Map, Value, json};

use super::Text;

/// A value for a schema.
pub(crate) struct Row {
    /// The name of the schema.
    pub(crate) schema: String,
    /// The value as JSON on one line.
    pub(crate) instance: String,
}

/// What a client says of values.
pub(crate) struct Verdicts {
    /// The schemas that the generator refuses, by a warning that has its place.
    pub(crate) refused: BTreeMap<String, String>,
    /// For each row of a schema that is not refused its index and what became of the value: `valid`, `changed` where
    /// encoding gives another value, or `invalid: …`.
    pub(crate) of_rows: Vec<(usize, String)>,
}

/// Makes one client of all schemas, each behind an object with the one member `v` so that the rules of the place are
/// checked too, and runs the rows through it. `name` is that of the crate's folder.
pub(crate) fn run_rows(name: &str, schemas: Map<String, Value>, rows: &[Row]) -> Verdicts {
    let schemas = with_places(schemas);
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Rows", "version": "1.0.0" },
        "paths": {},
        "components": { "schemas": schemas.clone() },
    });
    let loader = Text(document.to_string());
    let options = Options {
        crate_name: Some("rows-client".to_owned()),
        workspace: generator::Workspace::Own,
        ..Options::default()
    };
    let generated = generator::generate(&loader, "rows.json", &options);
    assert!(generated.files.is_some(), "no error: {:?}", generated.report.diagnostics().first());
    let refused = refused(&generated, &schemas);
    let asked: Vec<(usize, &Row)> =
        rows.iter().enumerate().filter(|(_, row)| !refused.contains_key(&row.schema)).collect();
    let verdicts = run(name, &generated, &asked);
    assert_eq!(verdicts.len(), asked.len(), "a verdict for each row");
    let of_rows = asked.iter().map(|(index, _)| *index).zip(verdicts).collect();
    Verdicts { refused, of_rows }
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
];

/// The schemas that a warning stands in, and those that refer to one of them, each with the reason.
fn refused(generated: &generator::Generated<'_>, schemas: &Map<String, Value>) -> BTreeMap<String, String> {
    let mut refused = BTreeMap::new();
    for diagnostic in generated.report.diagnostics() {
        if HARMLESS.contains(&diagnostic.code) {
            continue;
        }
        let Some(place) = diagnostic.spot.place() else { continue };
        let pointer = generated.sources.pointer(place);
        if let Some(name) = pointer.tokens().nth(2) {
            refused.insert(name.into_owned(), format!("{}: {}", diagnostic.code.id(), diagnostic.message));
        }
    }
    loop {
        let mut more = Vec::new();
        for (name, schema) in schemas.iter().filter(|(name, _)| !refused.contains_key(*name)) {
            let text = schema.to_string();
            let leads_to = |other: &str| {
                ["\"", "/"].iter().any(|end| text.contains(&format!("\"#/components/schemas/{other}{end}")))
            };
            let target = refused.keys().find(|other| leads_to(other));
            more.extend(target.map(|target| (name.clone(), format!("refers to {target}"))));
        }
        if more.is_empty() {
            return refused;
        }
        refused.extend(more);
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
fn run(name: &str, generated: &generator::Generated<'_>, rows: &[(usize, &Row)]) -> Vec<String> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // What is left of an earlier run would be compiled too.
    let _ = fs::remove_dir_all(root.join("src"));
    for (path, text) in generated.files.as_ref().unwrap().iter() {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let text = match path {
            "Cargo.toml" => format!("{text}\n[dev-dependencies]\nserde = \"1\"\nserde_json = \"1\"\n"),
            _ => text.to_owned(),
        };
        fs::write(target, text).unwrap();
    }
    let api = generated.api().unwrap();
    let types: BTreeMap<&str, &str> =
        api.types.iter().map(|definition| (definition.name.wire.as_str(), definition.name.rust.as_str())).collect();
    let names: BTreeSet<&str> = rows.iter().map(|(_, row)| row.schema.as_str()).collect();
    let mut arms = String::new();
    for name in names {
        let ty = types[format!("Place{name}").as_str()];
        writeln!(arms, "        {name:?} => verdict::<models::{ty}>(text),").unwrap();
    }
    let runner = format!(
        "{RUNNER}\nfn run(schema: &str, text: &str) -> String {{\n    match schema {{\n{arms}        _ => unreachable!(),\n    }}\n}}\n"
    );
    let lines: Vec<String> =
        rows.iter().map(|(_, row)| format!("{}\t{{\"v\":{}}}", row.schema, row.instance)).collect();
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
