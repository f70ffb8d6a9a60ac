//! `cargo xtask diff` in a repository: revisions, files, documents of several files, exit codes, and the README.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const ENTRY: &str = "\
openapi: 3.1.0
info: { title: Trial, version: 1.2.0 }
paths:
  /things:
    post:
      operationId: make_thing
      requestBody: { required: true, content: { application/json: { schema: { $ref: 'schemas/thing.yaml#/Thing' } } } }
      responses: { '204': { description: Made. } }
";

const SCHEMAS: &str = "\
Thing: { type: object, required: [name], properties: { name: { type: string, maxLength: 9 } } }
";

/// A repository of its own, with a document of two files in its first commit.
struct Trial {
    folder: TempDir,
}

impl Trial {
    fn new() -> Self {
        let trial = Self { folder: TempDir::new().unwrap() };
        trial.git(&["init", "--quiet", "--initial-branch=main"]);
        trial.write("api/openapi.yaml", ENTRY);
        trial.write("api/schemas/thing.yaml", SCHEMAS);
        trial.commit();
        trial
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=Trial", "-c", "user.email=trial@example.com", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Trial"]);
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_in("", arguments)
    }

    fn run_in(&self, folder: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("diff").args(arguments).current_dir(self.path(folder)).output().unwrap()
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

const SPEC: [&str; 2] = ["--spec", "api/openapi.yaml"];

#[test]
fn the_working_tree_is_held_against_the_last_commit() {
    let trial = Trial::new();
    let output = trial.run(&SPEC);
    assert_eq!((code(&output), text(&output).contains("The client does not change")), (0, true), "{}", text(&output));
    // A file that the entry refers to: at the revision it is read from the revision as well.
    trial.write("api/schemas/thing.yaml", &SCHEMAS.replace("maxLength: 9", "maxLength: 8"));
    let output = trial.run(&SPEC);
    assert_eq!(code(&output), 0, "{}", text(&output));
    for part in [
        "## The client changes: major",
        "`HEAD:api/openapi.yaml` → `api/openapi.yaml`: 1 major.",
        "Publish as **2.0.0**: `info.version` has 1.2.0.",
        "| member `Thing.name` | `maxLength` `9` → `8` |",
        "**still compiles**",
    ] {
        assert!(text(&output).contains(part), "{part}\n{}", text(&output));
    }
}

#[test]
fn revisions_and_files_are_named_in_any_mixture() {
    let trial = Trial::new();
    trial.write("api/schemas/thing.yaml", &SCHEMAS.replace("maxLength: 9", "maxLength: 10"));
    trial.commit();
    trial.write("api/schemas/thing.yaml", &SCHEMAS.replace("maxLength: 9", "maxLength: 11"));
    trial.git(&["tag", "v2"]);
    let cases: &[(&[&str], &str)] = &[
        (&["HEAD~1", "HEAD"], "`9` → `10`"),
        (&["HEAD~1"], "`9` → `11`"),
        (&[], "`10` → `11`"),
        (&["v2", "api/openapi.yaml"], "`10` → `11`"),
        (&["api/openapi.yaml", "v2"], "`11` → `10`"),
        (&["HEAD~1:api/openapi.yaml", "main:./api/openapi.yaml"], "`9` → `10`"),
    ];
    for (arguments, expected) in cases {
        let output = trial.run(&[&SPEC, *arguments].concat());
        assert!(text(&output).contains(expected), "{arguments:?}: {}", text(&output));
    }
    // From a folder below, paths are from there, as with any command.
    let output = trial.run_in("api", &["--spec", "openapi.yaml", "HEAD~1"]);
    assert!(text(&output).contains("`9` → `11`"), "{}", text(&output));
}

#[test]
fn a_file_that_is_only_in_one_of_the_two_is_read_from_there() {
    let trial = Trial::new();
    trial.git(&["rm", "--quiet", "-r", "api/schemas"]);
    let inline = ENTRY.replace("'schemas/thing.yaml#/Thing'", "'#/components/schemas/Thing'");
    trial.write("api/openapi.yaml", &format!("{inline}components:\n  schemas:\n    {SCHEMAS}"));
    let output = trial.run(&SPEC);
    assert_eq!(code(&output), 0, "{}", text(&output));
    assert!(text(&output).contains("The client does not change"), "{}", text(&output));
}

#[test]
fn deny_is_for_ci() {
    let trial = Trial::new();
    let with = |arguments: &[&str]| code(&trial.run(&[&SPEC, arguments].concat()));
    assert_eq!((with(&["--deny", "minor"]), with(&["--deny", "major"])), (0, 0));
    trial.write("api/schemas/thing.yaml", &SCHEMAS.replace("maxLength: 9", "maxLength: 10"));
    assert_eq!((with(&["--deny", "minor"]), with(&["--deny", "major"]), with(&[])), (1, 0, 0));
    trial.write("api/schemas/thing.yaml", &SCHEMAS.replace("string", "integer"));
    assert_eq!((with(&["--deny", "minor"]), with(&["--deny", "major"]), with(&[])), (1, 1, 0));
}

#[test]
fn the_version_is_that_of_the_published_client() {
    let trial = Trial::new();
    trial.write("client/Cargo.toml", "[package]\nname = \"trial\"\nversion = \"0.3.1\"\n");
    trial.commit();
    // What the working tree says is no release yet.
    trial.write("client/Cargo.toml", "[package]\nname = \"trial\"\nversion = \"0.9.9\"\n");
    trial.write("api/schemas/thing.yaml", &SCHEMAS.replace("maxLength: 9", "maxLength: 8"));
    let output = trial.run(&[&SPEC[..], &["--client", "client"]].concat());
    assert!(text(&output).contains("Publish as **0.4.0**: client/Cargo.toml has 0.3.1."), "{}", text(&output));
}

#[test]
fn json_says_the_same() {
    let trial = Trial::new();
    trial.write("api/schemas/thing.yaml", &SCHEMAS.replace("maxLength: 9", "maxLength: 8"));
    let output = trial.run(&[&SPEC[..], &["--format=json"]].concat());
    let all: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output)));
    assert_eq!((&all["verdict"], &all["next_version"]), (&"major".into(), &"2.0.0".into()));
    let change = &all["changes"][0];
    assert_eq!((&change["item"], &change["name"]), (&"member".into(), &"Thing.name".into()));
    assert_eq!((&change["kind"], &change["breaks"]), (&"rule-tightened".into(), &"run".into()));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let trial = Trial::new();
    let with = |arguments: &[&str]| trial.run(&[&SPEC, arguments].concat());
    for (output, words) in [
        (with(&["nowhere"]), "`nowhere` is neither a file nor a revision"),
        (with(&["HEAD:api/other.yaml"]), "cannot read HEAD:api/other.yaml"),
        (trial.run(&["--spec", "api/other.yaml"]), "cannot read HEAD:api/other.yaml"),
        (with(&["--", "--upload-pack=x"]), "`--upload-pack=x` is neither a file nor a revision"),
    ] {
        assert_eq!(code(&output), 2, "{}", text(&output));
        assert!(text(&output).contains(words), "{}", text(&output));
    }
    trial.write("api/schemas/thing.yaml", "Thing: { type: object, minProperties: 3, maxProperties: 1 }\n");
    let output = with(&[]);
    assert_eq!(code(&output), 1, "{}", text(&output));
    assert!(text(&output).contains("api/openapi.yaml has errors:"), "{}", text(&output));
    // Outside of any repository files can still be compared.
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.yaml"), ENTRY.replace("'schemas/thing.yaml#/Thing'", "'b.yaml#/Thing'")).unwrap();
    fs::write(folder.path().join("b.yaml"), SCHEMAS).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("diff").args(arguments).current_dir(folder.path()).env("GIT_CEILING_DIRECTORIES", folder.path());
        command.output().unwrap()
    };
    let output = run(&["a.yaml", "a.yaml", "--spec", "a.yaml"]);
    assert_eq!(code(&output), 0, "{}", text(&output));
    let output = run(&["--spec", "a.yaml"]);
    assert_eq!(code(&output), 2, "{}", text(&output));
    assert!(text(&output).contains("no git repository"), "{}", text(&output));
}

/// The transcript in the README: these edits of this repository's own document, and what the command says of them.
#[test]
fn the_readme_shows_what_the_command_prints() {
    const EDITS: &[(&str, &str)] = &[
        (
            "        reference:\n          description: A reference of the caller's own.\n          type:\n            - string\n            - 'null'\n          maxLength: 255\n",
            "        reference:\n          description: A reference of the caller's own.\n          type:\n            - string\n            - 'null'\n          maxLength: 100\n",
        ),
        ("        - topup\n        - withdrawal\n", "        - topup\n        - withdrawal\n        - reversal\n"),
        (
            "description: A currency, by its ISO 4217 code.",
            "description: A currency, by its alphabetic code of ISO 4217.",
        ),
        ("'^[A-Za-z]{2,7}_[\\w-]{22}$'", "'^[A-Za-z]{2,8}_[\\w-]{22}$'"),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let mut spec = read("spec/openapi.yaml");
    let trial = Trial::new();
    trial.write("spec/openapi.yaml", &spec);
    trial.write("generated-client/Cargo.toml", &read("generated-client/Cargo.toml"));
    trial.commit();
    for (from, to) in EDITS {
        assert!(spec.contains(from), "the document has no {from}");
        spec = spec.replacen(from, to, 1);
    }
    trial.write("spec/openapi.yaml", &spec);
    let output = trial.run(&["--spec", "spec/openapi.yaml", "--client", "generated-client"]);
    assert_eq!(code(&output), 0, "{}", text(&output));
    let printed = text(&output);
    assert!(
        read("README.md").contains(&format!("$ cargo xtask diff\n{}```", printed)),
        "the README does not have:\n{printed}"
    );
}

#[test]
fn two_other_documents_have_nothing_to_do_with_the_repository_s_client() {
    let trial = Trial::new();
    trial.write("old.yaml", &ENTRY.replace("'schemas/", "'api/schemas/"));
    trial.write("new.yaml", &ENTRY.replace("'schemas/", "'api/schemas/").replace("make_thing", "create_thing"));
    let output = trial.run(&["old.yaml", "new.yaml"]);
    assert!(text(&output).contains("Publish as **2.0.0**: `info.version` has 1.2.0."), "{}", text(&output));
}
