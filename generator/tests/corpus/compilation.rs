//! The clients compile without a warning of clippy, and their own tests, the documents' examples among them, pass.
//!
//! That takes longer than everything else together, so it is done where `CORPUS_CHECK` says so:
//!
//! - `third`: of the documents of less than 2 MB those the bytes of whose path add up to a number that leaves 2 when it is
//!   divided by three. A new document does not change which of the others these are. FastAPI, Dropshot, utoipa and
//!   hand-written ones are among them, and they take a few minutes, so that every run of CI compiles them.
//! - `all`: all of them, which takes most of an hour on two cores. Of those of more than 4 MB only the library is looked
//!   at; their tests would take several times as much.
//!
//! Cargo has mostly one crate to compile at a time here, so a client is looked at on each core, each core with a
//! workspace and a target folder of its own: Cargo locks a target folder. The largest come first, so that the cores end
//! together.
//!
//! ```text
//! OPENAPI_CORPUS=… CORPUS_CHECK=all cargo test -p generator --test corpus compiles -- --nocapture
//! ```

use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;
use std::{env, fs, thread};

use generator::{Generated, Options};

use super::support::outside;
use super::{Document, corpus, count};

/// Documents of more bytes are compiled only where all are.
const LARGE: u64 = 2_000_000;

/// The tests of clients of documents of more bytes are not compiled.
const HUGE: u64 = 4_000_000;

#[test]
fn every_client_compiles_without_warnings_and_its_examples_hold() {
    let Some(folder) = outside("OPENAPI_CORPUS") else { return };
    let mut documents = corpus(&folder);
    match env::var("CORPUS_CHECK").unwrap_or_default().as_str() {
        "all" => {}
        "third" => documents.retain(|document| bytes(document) < LARGE && is_of_the_third(&document.name)),
        _ => return println!("SKIPPED: CORPUS_CHECK is neither `third` nor `all`, so nothing is compiled"),
    }
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    documents.sort_by_key(bytes);
    println!("{:<44} {:>7} {:>7} {:>9} {:>8} {:>8}", "document", "models", "calls", "warnings", "clippy s", "tests s");
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let (documents, failures) = (Mutex::new(documents), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for core in 0..cores {
            let (documents, failures, root) = (&documents, &failures, root.join(core.to_string()));
            scope.spawn(move || {
                while let Some(document) = next(documents) {
                    let found = look_at(&document, &root);
                    failures.lock().expect("no other thread has panicked").extend(found);
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no thread has panicked");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The largest document that nobody has taken. The lock is open again when this returns.
fn next(documents: &Mutex<Vec<Document>>) -> Option<Document> {
    documents.lock().expect("no other thread has panicked").pop()
}

/// Whether a document is of the third that CI compiles.
fn is_of_the_third(name: &str) -> bool {
    name.bytes().map(u32::from).sum::<u32>() % 3 == 2
}

/// The bytes of a document, of all files of a folder.
fn bytes(document: &Document) -> u64 {
    match document.name.contains('/') {
        true => bytes_below(&document.folder.0),
        false => fs::metadata(document.folder.0.join(&document.entry)).map_or(0, |data| data.len()),
    }
}

fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { bytes_below(&entry.path()) } else { length(&entry) }).sum()
}

fn length(entry: &fs::DirEntry) -> u64 {
    entry.metadata().map_or(0, |data| data.len())
}

/// Generates a client, has cargo look at it, and returns what it says against it.
fn look_at(document: &Document, root: &Path) -> Vec<String> {
    let mut failures = Vec::new();
    let Document { name, entry, folder } = document;
    let options = Options { source_name: entry.clone(), crate_name: Some(crate_name(name)), ..Options::default() };
    let generated = generator::generate(folder, entry, &options);
    if generated.files.is_none() {
        return failures;
    }
    let client = root.join("client");
    write(&client, &generated);
    let manifest = generated.files.as_ref().and_then(|files| files.get("Cargo.toml")).unwrap_or_default();
    let features = if manifest.contains("all-operations") { "all-operations" } else { "" };
    let (models, calls) = (count(&generated, "src/models/"), count(&generated, "src/operations/"));
    let warnings = generated.report.counts().warnings;
    drop(generated);
    let mut line = format!("{name:<44} {models:>7} {calls:>7} {warnings:>9}");
    for (subcommand, rest) in [("clippy", &["--", "-Dwarnings"][..]), ("test", &[])] {
        if subcommand == "test" && bytes(document) > HUGE {
            line.push_str("        –");
            continue;
        }
        let start = Instant::now();
        if let Err(message) = cargo(&client, &root.join("target"), subcommand, features, rest) {
            failures.push(format!("{name}: cargo {subcommand}\n{message}"));
        }
        line.push_str(&format!(" {:>8}", start.elapsed().as_secs()));
    }
    println!("{line}");
    failures
}

/// A name that no other document's client has, so that cargo does not take one for the other.
fn crate_name(document: &str) -> String {
    let sign = |character: char| !character.is_ascii_alphanumeric();
    format!("corpus-client-{}", document.to_lowercase().replace(sign, "-"))
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
