//! Requests of the clients of real documents, judged by something that knows nothing of the generator.
//!
//! For each document of the folder that `OPENAPI_CORPUS` names, `arguments.py` chooses random valid arguments from the
//! document alone, a program over the client turns them into requests without sending any, and `judge.py` holds those
//! against the document with openapi-core, and with what else its head names. Python and npm packages are fetched into
//! the target directory, so this is a command and no part of the tests of CI:
//!
//! ```text
//! OPENAPI_CORPUS=… cargo test -p generator --test requests -- --ignored --nocapture
//! ```
//!
//! `REQUEST_SEED` chooses other arguments, `REQUEST_DOCUMENTS` only documents with one of these texts in their names. Of a
//! large document, groups of operations that the seed chooses are asked until `REQUEST_OPERATIONS` of them are (100 if
//! nothing is said); the columns `operations` and `asked` say how many it has and how many were. With 5000 all operations of
//! all documents are asked, which takes half an hour on two cores.

#![allow(clippy::print_stdout, reason = "the table is what the command is run for")]

mod part;
mod program;
#[path = "../support/mod.rs"]
mod support;
mod table;

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use generator::{Generated, Options, ir};
use part::Part;
use support::{Folder, documents, outside};
use table::Table;

/// The judges, and what else the scripts need.
const PYTHON_PACKAGES: [&str; 4] = ["openapi-core==0.23.1", "PyYAML==6.0.3", "rstr==3.2.2", "Werkzeug==3.1.9"];
const NPM_PACKAGES: [&str; 1] = ["swagger-client@3.37.3"];

#[test]
#[ignore = "fetches packages from PyPI and npm and compiles a client for each document; run it as the head of this file says"]
fn every_request_is_as_the_document_says() {
    let Some(corpus) = outside("OPENAPI_CORPUS") else { return };
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("requests");
    fs::create_dir_all(&root).expect("the target directory can be written to");
    let python = environment(&root).unwrap_or_else(|problem| panic!("{problem}"));
    let place = Place { root, python };
    let seed = env::var("REQUEST_SEED").unwrap_or_else(|_| "1".to_owned());
    let enough = env::var("REQUEST_OPERATIONS").map_or(100, |number| number.parse().expect("a number of operations"));
    let mut table = Table::default();
    table.head();
    for (path, size) in by_size(&corpus) {
        let name = path.strip_prefix(&corpus).expect("the documents are in the corpus").to_string_lossy().into_owned();
        if !is_chosen(&name) {
            continue;
        }
        let loader = Folder(path.parent().expect("a file is in a folder").to_owned());
        let entry = path.file_name().expect("a file has a name").to_string_lossy();
        let options = Options {
            source_name: entry.clone().into_owned(),
            crate_name: Some("requests-client".to_owned()),
            ..Options::default()
        };
        let generated = generator::generate(&loader, &entry, &options);
        let Some(api) = generated.api().filter(|_| generated.files.is_some()) else {
            table.leave_out(&name, 0, "refused by the generator");
            continue;
        };
        let part = Part::choose(api, size, &seed, enough);
        let start = Instant::now();
        let judged = place.judge((&path, &name), &seed, &part, &generated);
        table.add(&name, part.asked.len() - part.count(), judged, start.elapsed().as_secs());
    }
    assert_eq!(table.finish(), 0, "requests are wrong");
}

/// Whether a document is asked for.
fn is_chosen(name: &str) -> bool {
    env::var("REQUEST_DOCUMENTS").map_or(true, |chosen| chosen.split(',').any(|part| name.contains(part)))
}

/// The documents, small ones first, with their sizes; of those of several files the one that is read first.
fn by_size(corpus: &Path) -> Vec<(PathBuf, u64)> {
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |data| data.len());
    let mut found: Vec<(PathBuf, u64)> =
        documents(corpus).into_iter().map(|path| (path.clone(), size(&path))).collect();
    found.sort_by_key(|(_, size)| *size);
    found
}

/// Fetches what the scripts need, once; the path of the Python that has it.
fn environment(root: &Path) -> Result<PathBuf, String> {
    let python = root.join("venv/bin/python");
    let stamp = root.join("packages");
    let wanted = [&PYTHON_PACKAGES[..], &NPM_PACKAGES[..]].concat().join("\n");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(python);
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(root.join("venv")), "python3 -m venv")?;
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PYTHON_PACKAGES), "pip install")?;
    fs::write(root.join("package.json"), "{\"private\": true}\n").map_err(|error| error.to_string())?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--ignore-scripts"]).args(NPM_PACKAGES).current_dir(root);
    run(&mut npm, "npm install")?;
    fs::write(stamp, wanted).map_err(|error| error.to_string())?;
    Ok(python)
}

/// Where the steps run.
struct Place {
    root: PathBuf,
    /// The Python that has the packages.
    python: PathBuf,
}

impl Place {
    /// Runs all steps for a document; what the judge prints.
    fn judge(
        &self,
        (document, name): (&Path, &str),
        seed: &str,
        part: &Part,
        generated: &Generated<'_>,
    ) -> Result<String, String> {
        let Self { root, python } = self;
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/requests");
        // What was asked and what was made stays there, to be looked at.
        let name = name.replace('/', "-");
        let [cases, made] = ["cases", "requests"].map(|kind| root.join(format!("{name}.{kind}.jsonl")));
        let written = |path: &Path| Stdio::from(File::create(path).expect("it can be written"));
        let read = |path: &Path| Stdio::from(File::open(path).expect("it was written"));
        let script = |name: &str| {
            let mut command = Command::new(python);
            command.arg(scripts.join(name)).arg(document).env("PYTHONDONTWRITEBYTECODE", "1");
            // The same seed, the same arguments: also where a package goes through a set.
            command.env("PYTHONHASHSEED", "0");
            command
        };
        let api = generated.api().expect("where files are, the client is known");
        let others = root.join("others.txt");
        fs::write(&others, part.others(api)).expect("it can be written");
        run(script("arguments.py").arg(seed).arg(others).stdout(written(&cases)), "arguments.py")?;
        write(root, generated, api, part);
        let mut program = Command::new(env!("CARGO"));
        program
            .args(["run", "--quiet", "--package", "requests"])
            .current_dir(root)
            .stdin(read(&cases))
            .stdout(written(&made));
        program
            .env("CARGO_TARGET_DIR", root.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0");
        run(&mut program, "the program")?;
        run(script("judge.py").args([&cases, &made]).arg(root), "judge.py")
    }
}

/// Runs a command to its end; what it prints.
fn run(command: &mut Command, what: &str) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{what}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{what}:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Writes the client in place of the one before, and the program beside it.
fn write(root: &Path, generated: &Generated<'_>, api: &ir::Api, part: &Part) {
    let _ = fs::remove_dir_all(root.join("client"));
    let put = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    for (path, text) in generated.files.iter().flat_map(|files| files.iter()) {
        put(root.join("client").join(path), text);
    }
    let features = &part.features;
    let manifest = format!(
        "[package]\nname = \"requests\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         requests-client = {{ path = \"../client\", default-features = false, features = {features:?} }}\n"
    );
    put(root.join("program/Cargo.toml"), &manifest);
    put(root.join("program/src/main.rs"), include_str!("sender.rs"));
    put(root.join("program/src/calls.rs"), &program::calls(api, part));
    put(root.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"client\", \"program\"]\n");
    if !root.join("Cargo.lock").exists() {
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(ours, root.join("Cargo.lock")).expect("the lock file can be copied");
    }
}
