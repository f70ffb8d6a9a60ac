//! `cargo xtask codegen` as a stranger runs it: exit codes, what is written, what is not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Trial, version: 1.2.0 }
paths:
  /things/{id}:
    get:
      operationId: get_thing
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, pattern: '^t_[0-9]{4}$' }, example: t_0001 }
      responses:
        '200':
          description: The thing.
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' }, example: { name: one } } }
components:
  schemas:
    Thing: { type: object, properties: { name: { type: string, maxLength: 9 } } }
";

/// The last line of the ledger of that document.
const LEDGER_LAST: &str = "0 of 3 schemas that say what a value is are bare JSON in the client";

/// A folder with a document, outside of any workspace.
struct Trial {
    folder: TempDir,
}

impl Trial {
    fn new(document: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("their.yaml"), document).unwrap();
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("codegen")
            .args(["--spec", "their.yaml", "--out", "client"])
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    /// Every file of the client with its bytes.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(&self.path("client"), &mut found);
        found
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}

fn times(files: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<SystemTime> {
    files.keys().map(|path| fs::metadata(path).unwrap().modified().unwrap()).collect()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_committed_client_is_what_the_description_gives() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["codegen", "--check"]).output().unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
}

#[test]
fn a_second_run_changes_no_modification_time() {
    let trial = Trial::new(DOCUMENT);
    assert_eq!(code(&trial.run(&[])), 0);
    let (before, before_times) = (trial.files(), times(&trial.files()));
    assert!(before.len() > 30, "{}", before.len());
    assert_eq!(code(&trial.run(&[])), 0);
    assert_eq!(trial.files(), before);
    assert_eq!(times(&before), before_times);
}

#[test]
fn check_writes_nothing_and_says_what_differs() {
    let trial = Trial::new(DOCUMENT);
    let output = trial.run(&["--check"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("missing: client/src/lib.rs"), "{}", stderr(&output));
    assert!(trial.files().is_empty());
    // Without its arguments the command would write another client.
    let command = "; run `cargo xtask codegen --spec their.yaml --out client`\n";
    assert!(stderr(&output).ends_with(command), "{}", stderr(&output));
    let output = trial.run(&["--check", "--name", "their-client"]);
    let command = "; run `cargo xtask codegen --spec their.yaml --out client --name their-client`\n";
    assert!(stderr(&output).ends_with(command), "{}", stderr(&output));

    assert_eq!(code(&trial.run(&[])), 0);
    assert_eq!(code(&trial.run(&["--check"])), 0);
    let model = trial.path("client/src/models/thing.rs");
    let text = fs::read_to_string(&model).unwrap();

    fs::write(&model, text.replace("max_length(9)", "max_length(8)")).unwrap();
    let output = trial.run(&["--check"]);
    assert_eq!(code(&output), 1);
    let line = text.lines().position(|line| line.contains("max_length(9)")).unwrap() + 1;
    assert!(stderr(&output).contains(&format!("changed: client/src/models/thing.rs:{line}")), "{}", stderr(&output));
    assert!(stderr(&output).contains("max_length(8)") && stderr(&output).contains("max_length(9)"));

    fs::remove_file(&model).unwrap();
    let output = trial.run(&["--check"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("missing: client/src/models/thing.rs"), "{}", stderr(&output));

    fs::write(&model, text).unwrap();
    assert_eq!(code(&trial.run(&["--check"])), 0);
    fs::write(trial.path("client/src/stray.rs"), "// mine").unwrap();
    let output = trial.run(&["--check"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("not a generated file: client/src/stray.rs"), "{}", stderr(&output));
}

#[test]
fn orphans_are_removed_and_foreign_files_are_not() {
    let trial = Trial::new(DOCUMENT);
    assert_eq!(code(&trial.run(&[])), 0);
    fs::create_dir_all(trial.path("client/tests")).unwrap();
    fs::write(trial.path("client/tests/mine.rs"), "// mine").unwrap();
    fs::write(trial.path("client/NOTES.md"), "mine").unwrap();
    fs::write(trial.path("their.yaml"), DOCUMENT.replace("Thing", "Item").replace("/things/", "/items/")).unwrap();
    assert_eq!(code(&trial.run(&["--check"])), 1);
    let output = trial.run(&[]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(!trial.path("client/src/models/thing.rs").exists());
    assert!(trial.path("client/src/models/item.rs").exists());
    assert_eq!(fs::read_to_string(trial.path("client/tests/mine.rs")).unwrap(), "// mine");
    assert_eq!(fs::read_to_string(trial.path("client/NOTES.md")).unwrap(), "mine");

    fs::write(trial.path("client/src/models/stray.rs"), "// mine").unwrap();
    let before = trial.files();
    fs::write(trial.path("their.yaml"), DOCUMENT).unwrap();
    let output = trial.run(&[]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("client/src/models/stray.rs"), "{}", stderr(&output));
    assert_eq!(trial.files(), before, "nothing is written");
}

#[test]
fn with_an_error_nothing_is_written() {
    let trial = Trial::new(&DOCUMENT.replace("maxLength: 9", "maxLength: 9, minLength: 10"));
    let output = trial.run(&[]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("error[E0301]"), "{}", stderr(&output));
    assert!(stderr(&output).contains("their.yaml:15:"), "{}", stderr(&output));
    assert!(trial.files().is_empty());
}

#[test]
fn warnings_are_errors_only_when_denied() {
    let trial = Trial::new(&DOCUMENT.replace("maxLength: 9", "maxLenght: 9"));
    let output = trial.run(&["--deny", "warnings"]);
    assert_eq!(code(&output), 1);
    assert!(trial.files().is_empty());
    let output = trial.run(&[]);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("did you mean `maxLength`?"), "{}", stderr(&output));
    assert!(!trial.files().is_empty());
}

#[test]
fn diagnostics_as_json_are_one_object_a_line() {
    let trial = Trial::new(&DOCUMENT.replace("maxLength: 9", "maxLenght: 9, pattern: '('"));
    let output = trial.run(&["--message-format", "json"]);
    assert_eq!(code(&output), 1);
    let text = String::from_utf8(output.stdout).unwrap();
    let objects: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), 2, "{text}");
    assert_eq!(objects[0]["code"], "E0302");
    assert_eq!(objects[0]["file"], "their.yaml");
    assert_eq!(objects[0]["line"], 15);
    assert_eq!(objects[1]["severity"], "warning");
}

#[test]
fn wrong_usage_and_unreadable_files_are_told_apart_from_errors() {
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap();
    for arguments in [&["codegen", "--frobnicate"][..], &["codgen"], &[], &["codegen", "--spec", "x.yaml"]] {
        assert_eq!(code(&run(arguments)), 2, "{arguments:?}");
    }
    // The document is not to blame for the argument.
    let output = Trial::new(DOCUMENT).run(&["--name", "my client"]);
    assert_eq!(code(&output), 2);
    let said = "`--name` takes the name of a package, not `my client`: ";
    assert!(stderr(&output).starts_with(said), "{}", stderr(&output));
    let output = Trial::new(DOCUMENT).run(&["--out", "other"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).starts_with("`--out` is given twice"), "{}", stderr(&output));
    let help = run(&["codegen", "--help"]);
    assert_eq!(code(&help), 0);
    let help = String::from_utf8(help.stdout).unwrap();
    for option in ["--spec", "--out", "--name", "--check", "--watch", "--lint", "--deny", "--message-format", "--help"]
    {
        assert!(help.contains(option), "{option}");
    }
    let trial = Trial::new(DOCUMENT);
    fs::write(trial.path("client"), "a file where a folder should be").unwrap();
    assert_eq!(code(&trial.run(&[])), 2);
}

#[test]
fn a_document_that_cannot_be_read_is_no_error_of_the_document() {
    let trial = Trial::new(DOCUMENT);
    fs::remove_file(trial.path("their.yaml")).unwrap();
    let output = trial.run(&[]);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("their.yaml"), "{}", stderr(&output));
}

#[test]
fn no_path_of_this_machine_is_in_the_output() {
    let trial = Trial::new(DOCUMENT);
    let absolute = trial.path("their.yaml");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--spec", absolute.to_str().unwrap(), "--out", "client"])
        .current_dir(trial.folder.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let folder = trial.folder.path().to_str().unwrap().to_owned();
    for (path, bytes) in trial.files() {
        assert!(!String::from_utf8(bytes).unwrap().contains(&folder), "{}", path.display());
    }
}

#[test]
fn the_crate_is_independent_and_compiles() {
    let trial = Trial::new(DOCUMENT);
    assert_eq!(code(&trial.run(&["--name", "their-client"])), 0);
    let manifest = fs::read_to_string(trial.path("client/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"their-client\"") && manifest.contains("version = \"1.2.0\""), "{manifest}");
    assert!(!manifest.contains("path ="), "{manifest}");
    // The versions of this repository, so that what is tested does not change from day to day.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, trial.path("client/Cargo.lock")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("independent");
    let output = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--no-default-features"])
        .current_dir(trial.path("client"))
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "-Dwarnings")
        .env_remove("CARGO_MANIFEST_DIR")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"), "the example of the document is tested");
}

#[test]
fn below_a_workspace_the_crate_says_that_it_is_one_of_its_own() {
    let trial = Trial::new(DOCUMENT);
    fs::write(trial.path("Cargo.toml"), "[workspace]\nmembers = []\n").unwrap();
    assert_eq!(code(&trial.run(&[])), 0);
    let manifest = fs::read_to_string(trial.path("client/Cargo.toml")).unwrap();
    assert!(manifest.contains("[workspace]"), "{manifest}");
    assert_eq!(code(&trial.run(&["--check"])), 0, "the manifest is stable");
}

#[test]
fn the_manifest_keeps_what_is_the_users() {
    let trial = Trial::new(DOCUMENT);
    fs::create_dir_all(trial.path("client")).unwrap();
    let mine = "[package]\nname = \"mine\" # kept\nversion = \"7.0.0\"\nedition = \"2024\"\n\n[dev-dependencies]\nserde = \"1\"\n";
    fs::write(trial.path("client/Cargo.toml"), mine).unwrap();
    assert_eq!(code(&trial.run(&[])), 0);
    let manifest = fs::read_to_string(trial.path("client/Cargo.toml")).unwrap();
    assert!(manifest.starts_with("[package]\nname = \"mine\" # kept\nversion = \"7.0.0\""), "{manifest}");
    assert!(manifest.contains("[dev-dependencies]\nserde = \"1\""), "{manifest}");
    assert!(manifest.contains("jiter"), "{manifest}");
}

#[test]
fn diagnostics_as_sarif_are_one_log_and_change_no_exit_code() {
    let trial = Trial::new(&DOCUMENT.replace("maxLength: 9", "maxLenght: 9, pattern: '('"));
    let output = trial.run(&["--message-format", "sarif"]);
    assert_eq!(code(&output), 1);
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2, "{log}");
    assert_eq!(results[0]["ruleId"], "E0302");
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "their.yaml");
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["region"]["startLine"], 15);

    let clean = Trial::new(DOCUMENT);
    let output = clean.run(&["--message-format", "sarif"]);
    assert_eq!(code(&output), 0);
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn what_was_found_is_summed_up_for_people() {
    let trial = Trial::new(&DOCUMENT.replace("maxLength: 9", "maxLenght: 9, minLenght: 1, pattern: '('"));
    let output = trial.run(&[]);
    let summary = "1 error, 2 warnings; nothing was generated. `cargo xtask explain E0302` says more about a code.";
    assert!(stderr(&output).ends_with(&format!("\n{summary}\n")), "{}", stderr(&output));
    // Of many it says which they are, the most frequent first.
    let typos = "maxLenght: 9, minLenght: 1, titel: a, descripton: b, pattern: '(', minimum: 3, maximum: 1";
    let output = Trial::new(&DOCUMENT.replace("maxLength: 9", typos)).run(&[]);
    let said = stderr(&output);
    let summary = said.lines().last().unwrap_or_default();
    assert!(summary.contains(" (4 W0201, 1 E030") && summary.contains("; nothing was generated. "), "{summary}");
    let clean = Trial::new(DOCUMENT);
    assert!(!stderr(&clean.run(&[])).contains("explain"), "nothing is said of a clean document");
}

#[test]
fn other_peoples_documents_are_advised_only_when_asked() {
    let trial = Trial::new(&DOCUMENT.replace("get:", "post:"));
    let output = trial.run(&["--deny", "warnings"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output = trial.run(&["--lint"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("warning[W0405]"), "{}", stderr(&output));
    assert_eq!(code(&trial.run(&["--lint", "--deny", "warnings"])), 1);
}

#[test]
fn the_ledger_counts_every_keyword_on_standard_output_and_writes_nothing_else() {
    let trial = Trial::new(DOCUMENT);
    assert_eq!(trial.run(&[]).status.code(), Some(0));
    let before = trial.files();
    let output = trial.run(&["--ledger"]);
    assert_eq!(output.status.code(), Some(0));
    let table = String::from_utf8(output.stdout).unwrap();
    let row = table.lines().find(|line| line.starts_with("Schema Object maxLength ")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().skip(3).collect();
    assert_eq!(cells, ["–", "1", "–", "–", "–"], "{table}");
    let (table, last) = table.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(last, LEDGER_LAST);
    let widths: Vec<usize> = table.lines().map(|line| line.chars().count()).collect();
    assert!(widths.iter().all(|width| *width == widths[0]), "{table}");
    let output = trial.run(&["--ledger", "--message-format", "json"]);
    let mut sum = 0;
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let states = ["generated", "validated", "documented", "refused", "unused"];
        sum += states.iter().map(|state| row[state].as_u64().unwrap()).sum::<u64>();
    }
    let total = table.lines().last().unwrap();
    assert!(total.contains(&format!("{sum} occurrences")), "{total}");
    assert_eq!(trial.files(), before);
}

#[test]
fn a_document_on_another_machine_is_not_fetched() {
    let trial = Trial::new(DOCUMENT);
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--spec", "https://example.com/openapi.yaml", "--out", "client"])
        .current_dir(trial.folder.path())
        .output()
        .unwrap();
    assert_eq!((code(&output), stderr(&output).contains("save the document, and give the file")), (2, true));
}

#[test]
fn who_reads_the_output_may_stop() {
    let trial = Trial::new(DOCUMENT);
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--spec", "their.yaml", "--out", "client", "--ledger"])
        .current_dir(trial.folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output).contains("panicked")), (0, false), "{}", stderr(&output));
}
