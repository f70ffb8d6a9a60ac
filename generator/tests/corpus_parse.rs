//! Reads real documents: nothing panics, every document comes out, and what is reported is printed.
//!
//! The documents are in the folder that the environment variable `OPENAPI_CORPUS` names. Run it with
//! `OPENAPI_CORPUS=… cargo test --release --test corpus_parse -- --nocapture`; `OPENAPI_CORPUS_SHOW=name` prints the report of one.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

mod support;

use std::collections::BTreeMap;
use std::time::Instant;

use generator::diagnostic::{Code, Colour, Diagnostics, Report, ReportOptions};
use generator::parse::{Context, parse_document};
use generator::source::{Node, Sources, Spot};
use support::{Folder, documents, outside};

#[test]
fn every_document_is_read() {
    let Some(corpus) = outside("OPENAPI_CORPUS") else { return };
    let documents = documents(&corpus);
    assert!(!documents.is_empty(), "there is no document in OPENAPI_CORPUS");
    println!("{:<44} {:>8} {:>8} {:>8}  codes", "document", "read ms", "parse ms", "messages");
    for path in &documents {
        let name = path.strip_prefix(&corpus).expect("the documents are in the corpus").to_string_lossy().into_owned();
        let loader = Folder(path.parent().expect("a file is in a folder").to_owned());
        let file = path.file_name().expect("a file has a name").to_string_lossy();
        let sources = Sources::new(&loader);
        let mut diagnostics = Diagnostics::new();
        let start = Instant::now();
        let id = sources.load(&file);
        let read = start.elapsed().as_secs_f64() * 1e3;
        let start = Instant::now();
        let mut context = Context::new(&sources, &mut diagnostics);
        let document = context.load(&file, None).and_then(|file| parse_document(file, &mut context));
        let parse = start.elapsed().as_secs_f64() * 1e3;
        let report = Report::new(diagnostics, &sources, ReportOptions::default());
        let mut codes: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in report.diagnostics() {
            *codes.entry(diagnostic.code).or_default() += 1;
        }
        let codes: Vec<String> = codes.iter().map(|(code, count)| format!("{code}×{count}")).collect();
        println!("{name:<44} {read:>8.1} {parse:>8.1} {:>8}  {}", report.diagnostics().len(), codes.join(" "));
        if std::env::var("OPENAPI_CORPUS_SHOW").is_ok_and(|show| name.contains(&show)) {
            println!("{}", report.render_human(&sources, Colour::Never));
        }
        let _ = report.render_json(&sources);
        if let Some(root) = sources.root(id) {
            check_spans(root, &sources);
        }
        let swagger = sources.root(id).is_some_and(|root| root.get("swagger").is_some());
        assert_eq!(document.is_none(), swagger, "{name}");
        assert_eq!(report.has_errors(), swagger, "{name}");
    }
}

/// Every node stands somewhere in the text, and what is written there is its value: the scan and the parser agree about the whole text.
fn check_spans(root: Node<'_>, sources: &Sources<'_>) {
    let mut pending = vec![root];
    while let Some(node) = pending.pop() {
        pending.extend(node.as_array().into_iter().flatten());
        pending.extend(node.as_object().into_iter().flatten().map(|member| member.node));
        let written = |spot: Spot| {
            let span = sources.span(spot).unwrap_or_else(|| panic!("{} has no place", sources.pointer(node.place())));
            &sources.text(spot.file())[span.start as usize..span.end as usize]
        };
        let plain = |text: &str| {
            !text.is_empty() && text.chars().all(|character| character.is_alphanumeric() || character == '_')
        };
        if let Some(number) = node.as_number_str() {
            assert_eq!(written(node.place().value()), number);
        }
        if let Some(text) = node.as_str().filter(|text| plain(text)) {
            let written = written(node.place().value()).trim_start_matches(['|', '>', '-', '+', '\n', ' ']);
            assert!(written.contains('\\') || written.trim_matches(['"', '\'']) == text, "{written} is {text}");
        }
        if let Some(key) = node.key().filter(|key| plain(key)) {
            assert_eq!(written(node.key_spot()).trim_matches(['"', '\'']), key);
        }
    }
}
