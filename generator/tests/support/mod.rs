//! What the tests of the generator share: documents on disk, and their clients.

#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::print_stdout, reason = "what was skipped is said")]

pub(crate) mod rows;

use std::fs;
use std::path::{Path, PathBuf};

use generator::source::{LoadError, Loader};
use generator::{Generated, Options};

/// Reads documents below a folder.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        fs::read_to_string(self.0.join(path)).map_err(|error| LoadError::new(error.to_string()))
    }
}

/// A document given as a text.
pub(crate) struct Text(pub(crate) String);

impl Loader for Text {
    fn load(&self, _: &str) -> Result<String, LoadError> {
        Ok(self.0.clone())
    }
}

/// The folders below `tests/<kind>`, in order; each is a case.
pub(crate) fn cases(kind: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(kind);
    let entries = fs::read_dir(&root).unwrap_or_else(|error| panic!("{}: {error}", root.display()));
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.join("openapi.yaml").exists()).collect();
    folders.sort();
    folders
}

/// The name of a case.
pub(crate) fn name(case: &Path) -> String {
    case.file_name().unwrap().to_string_lossy().into_owned()
}

/// Generates the client of a case's document.
pub(crate) fn generate<'l>(loader: &'l Folder, crate_name: &str) -> Generated<'l> {
    let options = Options {
        crate_name: Some(crate_name.to_owned()),
        source_name: "openapi.yaml".to_owned(),
        ..Options::default()
    };
    generator::generate(loader, "openapi.yaml", &options)
}

/// The verdict tables or documents that stand beside the project in CI; says so where they are missing.
pub(crate) fn outside(variable: &str) -> Option<PathBuf> {
    match std::env::var_os(variable) {
        Some(path) => Some(PathBuf::from(path)),
        None => {
            println!("SKIPPED: {variable} is not set, so there is nothing to test with");
            None
        }
    }
}

/// The entry documents: the files of the folder, and in each folder of it the one that says `openapi`.
pub(crate) fn documents(corpus: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(corpus).expect("the corpus is a folder") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            let files = fs::read_dir(&path).expect("a folder can be listed").flatten().map(|entry| entry.path());
            found.extend(files.filter(|path| is_document(path) && starts_as_openapi(path)));
        } else if is_document(&path) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json" || extension == "yaml" || extension == "yml")
}

fn starts_as_openapi(path: &Path) -> bool {
    fs::read_to_string(path)
        .is_ok_and(|text| text.lines().any(|line| line.starts_with("openapi:") || line.starts_with("  \"openapi\":")))
}
