//! Real documents: every one becomes a client, nothing of it is lost, and the client compiles.
//!
//! The documents are in the folder that the environment variable `OPENAPI_CORPUS` names; each file of it is one, and each
//! folder that has one entry document. [`generation`] prints what became of each as one table:
//!
//! ```text
//! OPENAPI_CORPUS=… cargo test -p generator --test corpus generated -- --nocapture
//! ```
//!
//! and [`compilation`] has cargo look at the clients, of which `CORPUS_CHECK` says how many.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

mod compilation;
mod generation;
mod mutation;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use generator::Generated;
use support::{Folder, documents};

/// An entry document.
struct Document {
    /// Its path in the corpus.
    name: String,
    /// Its file name.
    entry: String,
    /// Where it and what it refers to stand.
    folder: Folder,
}

fn corpus(folder: &Path) -> Vec<Document> {
    let documents = documents(folder).into_iter().map(|path| Document {
        name: path.strip_prefix(folder).expect("the documents are in the corpus").to_string_lossy().into_owned(),
        entry: path.file_name().expect("a file has a name").to_string_lossy().into_owned(),
        folder: Folder(path.parent().expect("a file is in a folder").to_owned()),
    });
    documents.collect()
}

/// The files below a folder of the client, but for those that only list others.
fn count(generated: &Generated<'_>, folder: &str) -> usize {
    let files = generated.files.iter().flat_map(|files| files.iter());
    files.filter(|(path, _)| path.starts_with(folder) && !path.ends_with("/mod.rs")).count()
}
