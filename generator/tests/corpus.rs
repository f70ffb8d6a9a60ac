//! Real documents: every one becomes a client or says clearly why not; nothing panics.
//!
//! The documents are in the folder that the environment variable `OPENAPI_CORPUS` names. That their clients compile takes
//! longer than everything else together, so it is tested where `CORPUS_CHECK` says so: `third` for every third document
//! that is not large, `all` for all of them. The largest take minutes and more than 9 GB of memory each:
//!
//! ```text
//! OPENAPI_CORPUS=… CORPUS_CHECK=all cargo test -p generator --release --test corpus compiles -- --nocapture
//! ```

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use generator::{Generated, Options};
use support::{Folder, documents, outside};

#[test]
fn every_document_becomes_a_client() {
    let Some(corpus) = outside("OPENAPI_CORPUS") else { return };
    let (mut refused, mut all) = (Vec::new(), 0);
    println!("{:<44} {:>6} {:>9} {:>7} {:>9} {:>7}", "document", "files", "lines", "errors", "warnings", "calls");
    for path in documents(&corpus) {
        let name = path.strip_prefix(&corpus).expect("the documents are in the corpus").to_string_lossy().into_owned();
        let loader = Folder(path.parent().expect("a file is in a folder").to_owned());
        let entry = path.file_name().expect("a file has a name").to_string_lossy();
        let options = Options { source_name: entry.clone().into_owned(), ..Options::default() };
        let generated = generator::generate(&loader, &entry, &options);
        let counts = generated.report.counts();
        let (files, lines) = generated
            .files
            .as_ref()
            .map_or((0, 0), |files| (files.len(), files.iter().map(|(_, text)| text.lines().count()).sum()));
        let calls = count(&generated, "src/operations/");
        all += calls;
        println!("{name:<44} {files:>6} {lines:>9} {:>7} {:>9} {calls:>7}", counts.errors, counts.warnings);
        assert_eq!(generated.files.is_none(), counts.errors > 0, "{name}: files are made just when there is no error");
        if generated.files.is_none() {
            refused.push(name);
        }
    }
    println!("{all} calls");
    // Swagger 2.0 is another format; the error says how to convert.
    assert_eq!(refused, ["swagger2-uber.json"]);
}

/// Documents of more bytes are compiled only where all are: one of them takes minutes and gigabytes.
const LARGE: u64 = 2_000_000;

#[test]
fn every_client_compiles_without_warnings_and_its_examples_hold() {
    let Some(corpus) = outside("OPENAPI_CORPUS") else { return };
    let choice = env::var("CORPUS_CHECK").unwrap_or_default();
    let chosen: Vec<PathBuf> = match choice.as_str() {
        "all" => documents(&corpus),
        "third" => {
            let small = |path: &PathBuf| fs::metadata(path).is_ok_and(|data| data.len() < LARGE);
            documents(&corpus).into_iter().filter(small).step_by(3).collect()
        }
        _ => return println!("SKIPPED: CORPUS_CHECK is neither `third` nor `all`, so nothing is compiled"),
    };
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let mut failures = Vec::new();
    println!("{:<44} {:>7} {:>7} {:>9} {:>8} {:>8}", "document", "models", "calls", "warnings", "clippy s", "tests s");
    for (index, path) in chosen.iter().enumerate() {
        let name = path.strip_prefix(&corpus).expect("the documents are in the corpus").to_string_lossy().into_owned();
        let loader = Folder(path.parent().expect("a file is in a folder").to_owned());
        let entry = path.file_name().expect("a file has a name").to_string_lossy();
        let options = Options {
            source_name: entry.clone().into_owned(),
            crate_name: Some(format!("corpus-client-{index}")),
            ..Options::default()
        };
        let generated = generator::generate(&loader, &entry, &options);
        if generated.files.is_none() {
            continue;
        }
        let folder = root.join("client");
        write(&folder, &generated);
        let manifest = generated.files.as_ref().and_then(|files| files.get("Cargo.toml")).unwrap_or_default();
        let features = if manifest.contains("all-operations") { "all-operations" } else { "" };
        let (models, calls) = (count(&generated, "src/models/"), count(&generated, "src/operations/"));
        let warnings = generated.report.counts().warnings;
        drop(generated);
        let mut seconds = Vec::new();
        for (subcommand, rest) in [("clippy", &["--", "-Dwarnings"][..]), ("test", &[])] {
            let start = Instant::now();
            if let Err(message) = cargo(&folder, &root.join("target"), subcommand, features, rest) {
                failures.push(format!("{name}: cargo {subcommand}\n{message}"));
            }
            seconds.push(start.elapsed().as_secs());
        }
        println!("{name:<44} {models:>7} {calls:>7} {warnings:>9} {:>8} {:>8}", seconds[0], seconds[1]);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Writes a client in place of the one before, as the one member of a workspace, so that one lock file serves all.
fn write(folder: &Path, generated: &Generated<'_>) {
    let _ = fs::remove_dir_all(folder);
    for (path, text) in generated.files.iter().flat_map(|files| files.iter()) {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(target, text).expect("a file can be written");
    }
    let root = folder.parent().expect("the client is in a folder");
    fs::write(root.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"client\"]\n")
        .expect("it can be written");
    if !root.join("Cargo.lock").exists() {
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(ours, root.join("Cargo.lock")).expect("the lock file can be copied");
    }
}

/// The files below a folder of the client, but for those that only list others.
fn count(generated: &Generated<'_>, folder: &str) -> usize {
    let files = generated.files.iter().flat_map(|files| files.iter());
    files.filter(|(path, _)| path.starts_with(folder) && !path.ends_with("/mod.rs")).count()
}

/// Runs cargo on the library and its tests; what it says, where it fails or warns.
fn cargo(folder: &Path, target: &Path, subcommand: &str, features: &str, rest: &[&str]) -> Result<(), String> {
    let output = Command::new(env!("CARGO"))
        .args([subcommand, "--lib", "--no-default-features", "--features", features, "--quiet"])
        .args(rest)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{text}\n{}", String::from_utf8_lossy(&output.stdout))) }
}
