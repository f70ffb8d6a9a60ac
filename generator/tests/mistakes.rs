//! Mistakes planted in the Mono description, one at a time: each is reported at its line, with its code, and nothing else is.
//!
//! A mistake is an edit of the text and what has to be said of it: codes, each with a text of the line it has to stand at. The messages
//! are in a snapshot, as a table.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

use std::fmt::Write as _;

use generator::diagnostic::{Report, WarningLevel};
use generator::source::{LoadError, Loader, Sources};
use generator::{Lints, Options};

#[path = "mistakes/table.rs"]
mod table;

use table::MISTAKES;

/// A planted mistake.
pub struct Mistake {
    /// What somebody did wrong.
    pub what: &'static str,
    /// What is replaced; occurs once.
    pub find: &'static str,
    /// What it is replaced by.
    pub replace: &'static str,
    /// The codes, in the order of printing, each with a text of its line: the first such line from the edit on, or, where there is none,
    /// the only one in the document.
    pub reported: &'static [(&'static str, &'static str)],
}

struct Text(String);

impl Loader for Text {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        if path == "openapi.yaml" { Ok(self.0.clone()) } else { Err(LoadError::new("there is no such file")) }
    }
}

fn description() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/openapi.yaml"))
        .expect("the description is there")
}

/// Reads a document as the repository's own description is read.
fn diagnose<T>(text: &str, look: impl FnOnce(&Report, &Sources<'_>, bool) -> T) -> T {
    let loader = Text(text.to_owned());
    let options = Options {
        crate_name: Some("mono-client".to_owned()),
        warnings: WarningLevel::Deny,
        lints: Lints::Report,
        ..Options::default()
    };
    let generated = generator::generate(&loader, "openapi.yaml", &options);
    look(&generated.report, &generated.sources, generated.files.is_some())
}

/// The document with the mistake, and where the edit starts in bytes.
fn plant(text: &str, mistake: &Mistake) -> (String, usize) {
    assert_eq!(text.matches(mistake.find).count(), 1, "{}: what is replaced has to occur once", mistake.what);
    let at = text.find(mistake.find).expect("it was found just now");
    (text.replacen(mistake.find, mistake.replace, 1), at)
}

/// The line, from 1, that a text stands in.
fn line_of(text: &str, from: usize, wanted: &str) -> usize {
    let at = text[from..].find(wanted).map(|at| from + at).or_else(|| {
        assert_eq!(text.matches(wanted).count(), 1, "`{wanted}` is not one line");
        text.find(wanted)
    });
    text[..at.expect("the line is there")].matches('\n').count() + 1
}

#[test]
fn nothing_is_reported_of_the_clean_description() {
    diagnose(&description(), |report, sources, generated| {
        let text = report.render_human(sources, generator::diagnostic::Colour::Never);
        assert!(text.is_empty() && generated, "{text}");
    });
}

#[test]
fn each_mistake_is_reported_at_its_line_with_its_code() {
    let clean = description();
    let mut table = String::from("| # | mistake | code | line | message |\n|---|---|---|---|---|\n");
    let mut wrong = String::new();
    for (number, mistake) in MISTAKES.iter().enumerate() {
        let (text, at) = plant(&clean, mistake);
        let lines: Vec<&str> = text.lines().collect();
        let found: Vec<(String, usize)> = diagnose(&text, |report, sources, generated| {
            if generated {
                let _ = writeln!(wrong, "{}: a client was made of it", mistake.what);
            }
            let mut found = Vec::new();
            for diagnostic in report.diagnostics() {
                let span = sources.span(diagnostic.spot).expect("everything has its place");
                let line = sources.position(diagnostic.spot.file(), span.start).line as usize;
                let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
                let source = lines.get(line - 1).map_or("", |line| line.trim());
                let cell = |text: &str| text.replace('|', "\\|");
                let (message, source) = (cell(&format!("{}{help}", diagnostic.message)), cell(source));
                let _ = writeln!(
                    table,
                    "| {} | {} | {} | `{source}` | {message} |",
                    number + 1,
                    mistake.what,
                    diagnostic.code
                );
                found.push((diagnostic.code.id().to_owned(), line));
            }
            found
        });
        let expected: Vec<(String, usize)> =
            mistake.reported.iter().map(|&(code, wanted)| (code.to_owned(), line_of(&text, at, wanted))).collect();
        if found != expected {
            let _ = writeln!(wrong, "{}: expected {expected:?}, found {found:?}", mistake.what);
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{table}");
    assert!(MISTAKES.len() >= 40, "{}", MISTAKES.len());
    println!("{table}");
    insta::assert_snapshot!("messages", table);
}
