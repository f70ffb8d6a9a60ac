//! The verdicts of changes: a table, and the same table held against the compiler and against what programs do.
//!
//! For the second test all cases stand in one document, each with operations and schemas of its own, and each has a
//! program against the old client in a file of its own. So two clients and a few small crates are compiled, whatever the
//! number of cases.

mod bodies;
mod calls;
mod case;
mod members;
mod servers;
mod shared;
#[path = "../support/mod.rs"]
mod support;
mod values;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use case::{Case, Side, document, named};
use generator::Options;
use generator::change::{Breaks, Comparison, Heading, Level, Verdict, compare};
use generator::diagnostic::Colour;
use support::{Folder, Text, documents, outside};

fn cases() -> Vec<&'static Case> {
    [members::CASES, values::CASES, calls::CASES, servers::CASES, bodies::CASES, webhooks::CASES, shared::CASES]
        .into_iter()
        .flatten()
        .collect()
}

fn options(crate_name: &str) -> Options {
    Options { crate_name: Some(crate_name.to_owned()), source_name: "openapi.yaml".to_owned(), ..Options::default() }
}

fn compared(cases: &[&Case]) -> Comparison {
    let [old, new] = [Side::Old, Side::New].map(|side| Text(document(cases, side)));
    let options = options("changes");
    let old = generator::read(&old, "openapi.yaml", &options);
    let new = generator::read(&new, "openapi.yaml", &options);
    for read in [&old, &new] {
        let report = read.report.render_human(&read.sources, Colour::Never);
        assert!(read.api().is_some(), "{}: {report}", cases[0].name);
    }
    compare(old.api().unwrap(), new.api().unwrap())
}

#[test]
fn each_kind_of_change_has_its_verdict() {
    let mut wrong = Vec::new();
    for case in cases() {
        let comparison = compared(&[case]);
        let verdict = comparison.changes.iter().map(|change| change.verdict).max();
        if verdict != case.verdict {
            wrong.push(format!("{}: {verdict:?} instead of {:?}\n{:#?}", case.name, case.verdict, comparison.changes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_of_cases_are_their_own() {
    let mut names = BTreeSet::new();
    for case in cases() {
        assert!(names.insert(case.name), "{}", case.name);
    }
    assert!(names.len() >= 100, "{}", names.len());
}

#[test]
fn a_client_is_no_change_of_itself_and_changes_in_one_document_are_those_of_each() {
    let all = cases();
    let [old, new] = [Side::Old, Side::New].map(|side| Text(document(&all, side)));
    let options = options("changes");
    let (old, new) = (generator::read(&old, "x", &options), generator::read(&new, "x", &options));
    let (old, new) = (old.api().unwrap(), new.api().unwrap());
    assert_eq!(compare(old, old).changes, []);
    assert_eq!(compare(new, new).changes, []);
    let kinds = |comparisons: &[Comparison]| {
        let mut kinds: BTreeMap<(String, String), usize> = BTreeMap::new();
        for change in comparisons.iter().flat_map(|comparison| &comparison.changes) {
            *kinds.entry((change.item.to_string(), change.kind.to_owned())).or_default() += 1;
        }
        kinds
    };
    let each: Vec<Comparison> = all.iter().map(|case| compared(&[case])).collect();
    let mut together = kinds(&[compare(old, new)]);
    // The new one has so many operations, taken together, that each group has a feature; back, the features are gone.
    let features = |kind: &str| ("client `changes`".to_owned(), kind.to_owned());
    assert_eq!(together.remove(&features("features-added")), Some(1));
    assert_eq!(kinds(&[compare(new, old)]).get(&features("features-removed")), Some(&1));
    assert_eq!(together, kinds(&each));
}

/// The changes between two documents, as `item kind`.
fn kinds(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (Text(old.to_owned()), Text(new.to_owned()));
    let (old, new) = (generator::read(&old, "x", &Options::default()), generator::read(&new, "x", &Options::default()));
    let comparison = compare(old.api().unwrap(), new.api().unwrap());
    comparison.changes.iter().map(|change| format!("{} {}", change.item, change.kind)).collect()
}

const THREE: &str = "\
openapi: 3.1.0
info: { title: Three, version: 1.0.0 }
paths:
  /a: { get: { operationId: a, responses: { '200': { description: A., content: { application/json: { schema: { $ref: '#/components/schemas/One' } } } } } } }
components:
  schemas:
    One: { type: object, required: [two], properties: { two: { $ref: '#/components/schemas/Two' }, more: { type: array, items: { $ref: '#/components/schemas/Two' } } } }
    Two: { type: object, properties: { three: { $ref: '#/components/schemas/Three' }, self: { $ref: '#/components/schemas/Two' } } }
    Three: { type: string, pattern: '^a+$', maxLength: 9 }
";

#[test]
fn a_renamed_schema_is_one_change_wherever_it_is_used() {
    assert_eq!(kinds(THREE, &THREE.replace("Two", "Deux")), ["type `Two` type-renamed"]);
    let all = THREE.replace("Two", "Deux").replace("/Three", "/Trois").replace("Three: {", "Trois: {");
    assert_eq!(kinds(THREE, &all), ["type `Two` type-renamed", "type `Three` type-renamed"]);
    // Renamed and changed at once, it is another schema.
    let both = THREE
        .replace("/Three", "/Trois")
        .replace("Three: { type: string, pattern: '^a+$'", "Trois: { type: string, pattern: '^b+$'");
    assert_eq!(
        kinds(THREE, &both),
        ["member `Two.three` type-changed", "type `Three` type-removed", "type `Trois` type-added"]
    );
}

#[test]
fn what_concerns_the_whole_client_is_compared() {
    let changed = THREE.replace("title: Three,", "title: Four, description: It counts.,");
    assert_eq!(
        kinds(THREE, &changed),
        ["client `three-client` rust-name-changed", "client `three-client` documentation"]
    );
    let changed = format!("{THREE}x-request-id: {{ header: x-id }}\nx-retry: {{ statuses: [503] }}\n");
    assert_eq!(kinds(THREE, &changed), ["operation `a` request-id-changed", "operation `a` retry-changed"]);
}

const CALLBACK: &str = "\
openapi: 3.1.0
info: { title: Three, version: 1.0.0 }
paths:
  /a:
    post:
      operationId: a
      responses: { '204': { description: None. } }
      callbacks:
        came:
          '{$request.query.url}':
            post:
              responses: { '200': { description: Taken., content: { application/json: { schema: { type: string } } } } }
";

#[test]
fn what_no_program_sees_of_a_callback_is_compared() {
    let elsewhere = CALLBACK.replace("query.url", "header.url");
    assert_eq!(kinds(CALLBACK, &elsewhere), ["webhook `a came` callback-moved"]);
    let answer = CALLBACK.replace("type: string", "type: integer");
    assert_eq!(kinds(CALLBACK, &answer), ["webhook `a came` answer-changed"]);
    let status = CALLBACK.replace("'200'", "'202'");
    assert_eq!(kinds(CALLBACK, &status), ["webhook `a came` documentation"]);
}

#[test]
fn markdown_survives_whatever_a_pattern_holds() {
    let (old, new) = (Text(THREE.to_owned()), Text(THREE.replace("^a+$", "^(a|`b`)+$")));
    let (old, new) = (generator::read(&old, "x", &Options::default()), generator::read(&new, "x", &Options::default()));
    let heading = Heading { old: "old", new: "new", version: "1.0.0-rc.1", version_source: "Cargo.toml" };
    let markdown = compare(old.api().unwrap(), new.api().unwrap()).render_markdown(&heading);
    let row = "| type `Three` | `pattern` `^a+$` → `` ^(a\\|`b`)+$ `` | only `validate()` tells the difference | responses are kept whatever rule they break |";
    assert!(markdown.lines().any(|line| line == row), "{markdown}");
    assert!(markdown.contains("Publish as you see fit"), "{markdown}");
}

/// Members of the repository's own description, left out one at a time: whatever changes a line of the outline is a
/// change, and only what changes one can be more than a patch. The outline is written by other code.
#[test]
fn what_the_outline_shows_is_a_change() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/openapi.yaml")).unwrap();
    let whole: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let read = |text: &str| {
        let source = Text(text.to_owned());
        let read = generator::read(&source, "x", &options("mono"));
        read.api().cloned().zip(read.outline())
    };
    let (api, outline) = read(&text).unwrap();
    let mut paths = Vec::new();
    members(&whole, &mut Vec::new(), &mut paths);
    assert!(paths.len() > 1000, "{}", paths.len());
    let (mut shown, mut hidden) = (0, 0);
    // As many as take a few seconds; which ones is no matter.
    for path in paths.iter().step_by(9) {
        let mut rest = whole.clone();
        remove(&mut rest, path);
        let Some((other, other_outline)) = read(&serde_yaml::to_string(&rest).unwrap()) else { continue };
        for comparison in [compare(&api, &other), compare(&other, &api)] {
            if outline == other_outline {
                hidden += 1;
                assert!(comparison.level().is_none_or(|level| level == Level::Patch), "{path:?}: {comparison:#?}");
            } else {
                shown += 1;
                assert!(comparison.level().is_some(), "{path:?}");
            }
        }
    }
    assert!(shown > 50 && hidden > 50, "{shown} {hidden}");
}

/// The paths of all members of all objects.
fn members(value: &serde_yaml::Value, at: &mut Vec<serde_yaml::Value>, paths: &mut Vec<Vec<serde_yaml::Value>>) {
    if let serde_yaml::Value::Mapping(mapping) = value {
        for (key, value) in mapping {
            at.push(key.clone());
            paths.push(at.clone());
            members(value, at, paths);
            at.pop();
        }
    } else if let serde_yaml::Value::Sequence(items) = value {
        for (index, value) in items.iter().enumerate() {
            at.push(index.into());
            members(value, at, paths);
            at.pop();
        }
    }
}

fn remove(value: &mut serde_yaml::Value, path: &[serde_yaml::Value]) {
    match (value, path) {
        (serde_yaml::Value::Mapping(mapping), [last]) => drop(mapping.remove(last)),
        (serde_yaml::Value::Mapping(mapping), [first, rest @ ..]) => remove(&mut mapping[first], rest),
        (serde_yaml::Value::Sequence(items), [first, rest @ ..]) => {
            remove(&mut items[first.as_u64().unwrap() as usize], rest);
        }
        _ => unreachable!("the path is of this value"),
    }
}

/// Large documents, each against itself and against the next.
#[test]
fn documents_of_others_do_not_differ_from_themselves() {
    let Some(corpus) = outside("OPENAPI_CORPUS") else { return };
    let mut compared = 0;
    let mut last = None;
    for path in documents(&corpus) {
        let folder = Folder(path.parent().unwrap().to_owned());
        let entry = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(api) = generator::read(&folder, &entry, &options("theirs")).api().cloned() else { continue };
        assert_eq!(compare(&api, &api).changes, [], "{}", path.display());
        if let Some(last) = last.replace(api.clone()) {
            assert!(!compare(&last, &api).changes.is_empty(), "{}", path.display());
        }
        compared += 1;
    }
    assert!(compared >= 20, "{compared}");
}

#[test]
fn verdicts_agree_with_the_compiler_and_with_what_programs_do() {
    let all = cases();
    let root = workspace(&all);
    let old = run(&root, "program_old", &all).unwrap_or_else(|errors| {
        let errors: Vec<String> = errors.into_values().collect();
        panic!("the programs are not against the old client:\n{}", errors.join("\n"))
    });
    // Errors of one stage of the compiler hide those of the next; so what fails is left out until nothing does.
    let mut failing = BTreeSet::new();
    let new = loop {
        let rest: Vec<&Case> = all.iter().copied().filter(|case| !failing.contains(case.name)).collect();
        match run(&root, "program_new", &rest) {
            Ok(said) => break said,
            Err(found) => failing.extend(found.into_keys()),
        }
    };
    let mut wrong = Vec::new();
    for case in all {
        let seen = if failing.contains(case.name) {
            Some(Verdict::Major(Breaks::Compile))
        } else if old[case.name] != new[case.name] {
            Some(Verdict::Major(Breaks::Run))
        } else {
            None
        };
        let expected = case.verdict.filter(|verdict| matches!(verdict, Verdict::Major(_)));
        if seen != expected {
            let (old, new) = (&old[case.name], new.get(case.name));
            wrong.push(format!("{}: {:?}, but seen {seen:?}\n  old: {old}\n  new: {new:?}", case.name, case.verdict));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A workspace of the two clients and the programs against them.
fn workspace(all: &[&Case]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("change");
    for (side, member) in [(Side::Old, "client_old"), (Side::New, "client_new")] {
        let source = Text(document(all, side));
        let generated = generator::generate(&source, "openapi.yaml", &options(&member.replace('_', "-")));
        let files = generated.files.expect("the documents have no errors");
        let folder = root.join(member);
        // A file of an earlier run would not be compiled, but would hide that it is gone.
        for owned in ["src/operations", "src/models", "src/webhooks"] {
            remove_others(&folder.join(owned), &folder, &files);
        }
        files.iter().for_each(|(path, text)| write(&folder, path, text));
    }
    for (member, client) in [("program_old", "client-old"), ("program_new", "client-new")] {
        let path = client.replace('-', "_");
        // The documents hold so many operations that their clients may have features.
        let own = fs::read_to_string(root.join(&path).join("Cargo.toml")).unwrap();
        let features = if own.contains("all-operations") { "\"all-operations\"" } else { "" };
        let manifest = format!(
            "[package]\nname = \"{member}\"\nedition = \"2024\"\n\n[dependencies]\nbytes = \"1\"\nhttp = \"1\"\n\
             client = {{ package = \"{client}\", path = \"../{path}\", default-features = false, features = [{features}] }}\n"
        );
        write(&root.join(member), "Cargo.toml", &manifest);
        write(&root.join(member), "src/main.rs", "fn main() {}\n");
    }
    let members = "members = [\"client_old\", \"client_new\", \"program_old\", \"program_new\"]";
    write(&root, "Cargo.toml", &format!("[workspace]\nresolver = \"3\"\n{members}\n"));
    if !root.join("Cargo.lock").exists() {
        // The same versions as ours; cargo drops what is not needed.
        let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock")).unwrap();
        write(&root, "Cargo.lock", &lock);
    }
    root
}

fn remove_others(folder: &Path, root: &Path, files: &generator::FileSet) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            remove_others(&path, root, files);
        } else if files.get(&path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/")).is_none() {
            fs::remove_file(path).unwrap();
        }
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let target = root.join(path);
    fs::create_dir_all(target.parent().unwrap()).unwrap();
    // Unchanged files keep their time, so that a second run builds nothing.
    if fs::read_to_string(&target).ok().as_deref() != Some(text) {
        fs::write(target, text).unwrap();
    }
}

/// What each program said, or what the compiler said of those that do not compile.
fn run(root: &Path, member: &str, cases: &[&Case]) -> Result<BTreeMap<String, String>, BTreeMap<&'static str, String>> {
    let folder = root.join(member);
    let mut main = String::from("mod prelude;\n");
    let mut calls = String::new();
    for case in cases {
        let program = named(case, case.program);
        let text = format!("use crate::prelude::*;\n\npub fn run() -> String {{\n    {program}\n}}\n");
        write(&folder, &format!("src/{}.rs", case.name), &text);
        main.push_str(&format!("mod {};\n", case.name));
        calls.push_str(&format!("    println!(\"{0}\\t{{}}\", {0}::run().escape_debug());\n", case.name));
    }
    write(&folder, "src/prelude.rs", include_str!("prelude.rs"));
    write(&folder, "src/main.rs", &format!("{main}\nfn main() {{\n{calls}}}\n"));
    let output = cargo(root, &["build", "--quiet", "--message-format", "json", "--package", member]);
    if !output.status.success() {
        let failing = failing(&output, cases);
        assert!(!failing.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        return Err(failing);
    }
    let output = cargo(root, &["run", "--quiet", "--package", member]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    Ok(said.lines().filter_map(|line| line.split_once('\t')).map(|(name, text)| (name.into(), text.into())).collect())
}

/// The cases in whose files the compiler found errors.
fn failing(output: &Output, cases: &[&Case]) -> BTreeMap<&'static str, String> {
    let mut failing = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let message = &line["message"];
        if message["level"] != "error" {
            continue;
        }
        let spans = message["spans"].as_array().map(Vec::as_slice).unwrap_or_default();
        for span in spans.iter().filter(|span| span["is_primary"] == true) {
            let file = span["file_name"].as_str().unwrap_or_default();
            let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
            let case = cases.iter().find(|case| case.name == stem);
            let case = case.unwrap_or_else(|| panic!("an error outside of the programs: {message}"));
            failing.insert(case.name, message["rendered"].as_str().unwrap_or_default().to_owned());
        }
    }
    failing
}

fn cargo(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap()
}
