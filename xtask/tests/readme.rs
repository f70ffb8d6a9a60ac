//! The terminal transcripts in the README are what the commands say.
//!
//! A transcript is a block `console` with one command and what it prints; a comment before it may name an edit of the description. `…`
//! stands for anything within a line, and alone in a line for any lines; `⏎` in an edit for the end of a line. The commands run beside a copy of the description, as they would on the repository's own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A transcript.
#[derive(Default)]
struct Transcript {
    /// What is replaced in the description, and by what.
    edit: Option<(String, String)>,
    /// The words after `cargo xtask`.
    command: String,
    /// What is printed.
    lines: Vec<String>,
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The transcripts, in order; blocks that only show a command are none.
fn transcripts() -> Vec<Transcript> {
    let text = fs::read_to_string(repository().join("README.md")).unwrap();
    let mut found = Vec::new();
    let mut edit = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("<!-- edit: `") {
            let (from, to) = words.strip_suffix("` -->").and_then(|words| words.split_once("` → `")).unwrap();
            edit = Some((from.replace('⏎', "\n"), to.replace('⏎', "\n")));
        } else if let Some(fence) = line.strip_suffix("console").filter(|fence| fence.starts_with("```")) {
            let mut block = lines.by_ref().take_while(|line| *line != fence);
            let command = block.next().unwrap_or_default();
            let lines: Vec<String> = block.map(str::to_owned).collect();
            let edit = edit.take();
            if let Some(command) = command.strip_prefix("$ cargo xtask ").filter(|_| !lines.is_empty())
                // That of `diff` needs a repository: the tests of `diff` hold it.
                && !command.starts_with("diff")
                && !lines.iter().any(|line| line.starts_with("$ "))
            {
                found.push(Transcript { edit, command: command.to_owned(), lines });
            }
        }
    }
    found
}

/// What a command prints beside a copy of the description.
fn run(transcript: &Transcript) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let mut text = fs::read_to_string(repository().join("spec/openapi.yaml")).unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    // What is implied for the repository's own description.
    let own = ["--spec", "spec/openapi.yaml", "--out", "generated-client", "--lint", "--deny", "warnings"];
    if transcript.command.contains("--check") {
        fs::write(folder.path().join("spec/openapi.yaml"), &text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        assert!(command.arg("codegen").args(own).current_dir(folder.path()).output().unwrap().status.success());
    }
    if let Some((from, to)) = &transcript.edit {
        assert_eq!(text.matches(from).count(), 1, "`{from}` has to occur once in the description");
        text = text.replace(from, to);
    }
    fs::write(folder.path().join("spec/openapi.yaml"), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(transcript.command.split(' ')).current_dir(folder.path());
    if transcript.command.starts_with("codegen") && !transcript.command.contains("--spec") {
        command.args(own);
    }
    if !transcript.command.contains("--watch") {
        let output = command.output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        // Repeated are the arguments that were given, and here more are than in the README.
        let said = said.replace(&format!(" {}`", own[..4].join(" ")), "`");
        return said.lines().map(str::to_owned).collect();
    }
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = Vec::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines() {
        let line = line.unwrap();
        let waits = line.starts_with("watching");
        said.push(line);
        if waits {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    said
}

/// Whether lines are what the README says.
fn all_agree(said: &[String], written: &[String]) -> bool {
    match written.split_first() {
        None => said.is_empty(),
        Some((first, rest)) if first == "…" => (0..=said.len()).any(|skipped| all_agree(&said[skipped..], rest)),
        Some((first, rest)) => said.first().is_some_and(|line| agree(line, first)) && all_agree(&said[1..], rest),
    }
}

/// Whether a line is what the README says.
fn agree(said: &str, written: &str) -> bool {
    let mut parts = written.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = said.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn every_transcript_is_what_the_command_says() {
    let transcripts = transcripts();
    let commands: Vec<&str> = transcripts.iter().map(|transcript| transcript.command.as_str()).collect();
    for wanted in [
        "codegen",
        "codegen --check",
        "codegen --check --ledger",
        "codegen --spec spec/openapi.yaml --out their-client --lint",
        "codegen --message-format json",
        "codegen --message-format sarif",
        "codegen --watch",
        "explain",
    ] {
        assert!(
            commands.iter().any(|command| command.starts_with(wanted)),
            "no transcript of `{wanted}`: {commands:?}"
        );
    }
    for transcript in &transcripts {
        let said = run(transcript);
        let agrees = all_agree(&said, &transcript.lines);
        assert!(
            agrees,
            "the README says of `cargo xtask {}`:\n{}\n\nbut it prints:\n{}",
            transcript.command,
            transcript.lines.join("\n"),
            said.join("\n"),
        );
    }
}

#[test]
fn a_line_that_is_left_open_stands_for_any_lines() {
    let lines = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    for (said, written, agrees) in [
        ("a b c", "a … c", true),
        ("a c", "a … c", true),
        ("a b c c", "… c", true),
        ("a b", "a … c", false),
        ("a b c", "a b", false),
        ("a b", "a b …", true),
    ] {
        assert_eq!(all_agree(&lines(said), &lines(written)), agrees, "{said} / {written}");
    }
}

#[test]
fn lines_agree_up_to_what_is_left_open() {
    for (said, written, agrees) in [
        ("a b", "a b", true),
        ("a b", "a", false),
        ("12 files, 3 written", "… files, … written", true),
        ("12 files, 3 written", "… files, … removed", false),
        ("12 files", "12 …", true),
        ("x 12 files", "12 …", false),
    ] {
        assert_eq!(agree(said, written), agrees, "{said} / {written}");
    }
}
