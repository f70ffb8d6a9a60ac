//! Every fixture's client compiles without a warning, and its own tests (the document's examples) pass.
//!
//! All clients are members of one workspace in the target folder, so that their dependencies are built once.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Folder, cases, generate, name};

fn write(root: &Path, path: &str, text: &str) {
    let target = root.join(path);
    fs::create_dir_all(target.parent().unwrap()).unwrap();
    // Unchanged files keep their time, so that a second run builds nothing.
    if fs::read_to_string(&target).ok().as_deref() != Some(text) {
        fs::write(target, text).unwrap();
    }
}

/// A workspace of all fixtures' clients.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let mut members = Vec::new();
    for case in cases("fixtures") {
        let member = name(&case);
        let crate_name = format!("fixture-{}", member.replace('_', "-"));
        let loader = Folder(case.clone());
        let files = generate(&loader, &crate_name).files.unwrap_or_else(|| panic!("{} has errors", case.display()));
        let folder = root.join(&member);
        // A file of an earlier run would not be compiled, but would hide that it is gone.
        let _ = fs::remove_dir_all(folder.join("src/operations"));
        for (path, text) in files.iter() {
            write(&folder, path, text);
        }
        members.push(format!("    {member:?},\n"));
    }
    write(&root, "Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n", members.concat()));
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock")).unwrap();
    if !root.join("Cargo.lock").exists() {
        // The same versions as ours; cargo drops what is not needed.
        write(&root, "Cargo.lock", &lock);
    }
    root
}

#[test]
fn every_client_compiles_and_its_examples_hold() {
    let root = workspace();
    let output = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--lib", "--no-default-features", "--quiet"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("RUSTFLAGS", "-Dwarnings")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stdout));
}
