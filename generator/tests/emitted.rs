//! What emitted code does: `emitted/program.rs` uses the client of `emitted/openapi.yaml` as a user would, and so does
//! each program in a folder below.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::{Folder, generate};

#[test]
fn a_program_gets_what_it_expects() {
    run("emitted", "emitted-client");
}

#[test]
fn bodies_of_every_media_type_are_sent_and_read() {
    run("emitted/bodies", "bodies-client");
}

/// Runs the program of a folder.
fn run(folder: &str, crate_name: &str) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(crate_name);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let loader = Folder(folder.clone());
    let generated = generate(&loader, crate_name);
    let files = generated.files.expect("the document has no error");
    // What is left of an earlier run would be compiled too.
    let _ = fs::remove_dir_all(root.join("src"));
    for (path, text) in files.iter() {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let own = if path == "Cargo.toml" { "\n[workspace]\n" } else { "" };
        fs::write(target, format!("{text}{own}")).unwrap();
    }
    fs::create_dir_all(root.join("examples")).unwrap();
    fs::copy(folder.join("program.rs"), root.join("examples/program.rs")).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--no-default-features", "--example", "program"])
        .current_dir(&root)
        // The dependencies are those of the other clients, which are built there.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures/target"))
        .env("RUSTFLAGS", "-Dwarnings")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
