//! One folder, one feature: the document, and beside it what it became.
//!
//! `ir.snap` shows whether the meaning changed, the others whether the spelling did. `cargo insta review` accepts.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use generator::Generated;
use generator::diagnostic::Colour;
use support::{Folder, cases, generate, name};

/// The operation that only carries `Thing` to the client, in fixtures about schemas; its file says nothing of them.
const CARRIER: &str = "src/operations/default/send_thing.rs";

/// The one fixture whose subject is the crate around schemas and operations.
const SKELETON: &str = "crate_skeleton";

#[test]
fn every_fixture_is_what_it_was() {
    let cases = cases("fixtures");
    assert!(cases.len() >= 20, "the fixtures are there: {}", cases.len());
    for case in cases {
        let loader = Folder(case.clone());
        let generated = generate(&loader, "fixture-client");
        let mut snapshots = BTreeSet::new();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_input_file(case.join("openapi.yaml"));
        settings.bind(|| snapshot(&case, &generated, &mut snapshots));
        no_stale_snapshot(&case, &snapshots);
    }
}

fn snapshot(case: &Path, generated: &Generated<'_>, snapshots: &mut BTreeSet<String>) {
    let mut assert = |name: &str, text: &str| {
        snapshots.insert(format!("{name}.snap"));
        insta::assert_snapshot!(name, text);
    };
    let report = generated.report.render_human(&generated.sources, Colour::Never);
    if !report.is_empty() {
        assert("diagnostics", &report);
    }
    let files = generated.files.as_ref().unwrap_or_else(|| panic!("{} has errors:\n{report}", case.display()));
    assert("ir", &generated.outline().expect("there are files"));
    for (path, text) in files.iter() {
        let feature = (path.starts_with("src/models/")
            || path.starts_with("src/operations/")
            || path.starts_with("src/webhooks/"))
            && !path.ends_with("/mod.rs")
            && path != CARRIER;
        let runtime = path.starts_with("src/runtime/") && path != "src/runtime/mod.rs";
        let feature = feature || (name(case) == "security" && path == "src/security.rs");
        let feature = feature || (name(case).starts_with("server_") && path == "src/environment.rs");
        let feature = feature || (name(case).starts_with("pattern") && path.starts_with("src/pattern"));
        let feature = feature || (name(case) == "constraint_edges" && path.ends_with("_tests.rs"));
        if feature || (name(case) == SKELETON && !runtime) {
            assert(&path.trim_start_matches("src/").replace('/', "."), text);
        }
    }
}

/// A snapshot that nothing makes any more tells reviewers what is not so.
fn no_stale_snapshot(case: &Path, made: &BTreeSet<String>) {
    for entry in fs::read_dir(case).unwrap() {
        let file = entry.unwrap().file_name().to_string_lossy().into_owned();
        let known = file == "openapi.yaml" || !file.ends_with(".snap") || made.contains(&file);
        assert!(known, "{}/{file} is stale: remove it", case.display());
    }
}

#[test]
fn the_runtime_is_copied_byte_for_byte() {
    let loader = Folder(cases("fixtures").into_iter().find(|case| name(case) == SKELETON).unwrap());
    let generated = generate(&loader, "fixture-client");
    let files = generated.files.unwrap();
    let mut copied = 0;
    for (path, text) in files.iter() {
        let Some(file) = path.strip_prefix("src/runtime/").filter(|file| *file != "mod.rs") else { continue };
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src").join(file);
        let original = fs::read_to_string(original).unwrap();
        let (banner, rest) = text.split_once("\n\n").unwrap();
        assert!(banner.starts_with(generator::BANNER_MARK), "{path}");
        assert_eq!(rest, original, "{path}");
        copied += 1;
    }
    assert!(copied > 20, "{copied}");
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    for case in cases("fixtures") {
        let loader = Folder(case.clone());
        let first = generate(&loader, "fixture-client").files.unwrap();
        let second = generate(&loader, "fixture-client").files.unwrap();
        assert!(first == second, "{}", case.display());
    }
}

#[test]
fn every_file_is_marked_as_generated_and_ends_with_one_newline() {
    for case in cases("fixtures") {
        let loader = Folder(case.clone());
        for (path, text) in generate(&loader, "fixture-client").files.unwrap().iter() {
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{} {path}", case.display());
            assert!(!text.contains('\r'), "{} {path}", case.display());
            if path.ends_with(".rs") {
                assert!(text.starts_with(generator::BANNER_MARK), "{} {path}", case.display());
            }
        }
    }
}

/// Snapshots outside of the fixtures: each is asked for by name in the test it is named after.
#[test]
fn no_other_snapshot_is_stale() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for entry in fs::read_dir(tests.join("snapshots")).unwrap() {
        let file = entry.unwrap().file_name().to_string_lossy().into_owned();
        let (test, name) = file.trim_end_matches(".snap").split_once("__").expect("a test and a name");
        let source = fs::read_to_string(tests.join(format!("{test}.rs"))).unwrap_or_default();
        assert!(source.contains(name), "tests/snapshots/{file} is stale: remove it");
    }
    for case in cases("invalid") {
        for entry in fs::read_dir(&case).unwrap() {
            let file = entry.unwrap().file_name().to_string_lossy().into_owned();
            assert!(!file.ends_with(".snap") || file == "diagnostics.snap", "{}/{file} is stale", case.display());
        }
    }
}
