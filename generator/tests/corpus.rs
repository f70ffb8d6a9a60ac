//! Real documents: every one becomes a client or says clearly why not; nothing panics.
//!
//! The documents are in the folder that the environment variable `OPENAPI_CORPUS` names. That their clients compile is
//! not tested here: it takes longer than everything else together.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

mod support;

use generator::Options;
use support::{Folder, documents, outside};

#[test]
fn every_document_becomes_a_client() {
    let Some(corpus) = outside("OPENAPI_CORPUS") else { return };
    let mut refused = Vec::new();
    println!("{:<44} {:>6} {:>9} {:>7} {:>9}", "document", "files", "lines", "errors", "warnings");
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
        println!("{name:<44} {files:>6} {lines:>9} {:>7} {:>9}", counts.errors, counts.warnings);
        assert_eq!(generated.files.is_none(), counts.errors > 0, "{name}: files are made just when there is no error");
        if generated.files.is_none() {
            refused.push(name);
        }
    }
    // Swagger 2.0 is another format; the error says how to convert.
    assert_eq!(refused, ["swagger2-uber.json"]);
}
