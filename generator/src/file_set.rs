//! The files of a client crate: relative path to text, in a fixed order.

use indexmap::IndexMap;

/// What generation made: every file of the client crate that the generator owns.
///
/// Paths are relative to the crate's folder and use `/`. **Invariant:** the same document and options give the same
/// paths and bytes, on every platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSet {
    files: IndexMap<String, String>,
}

impl FileSet {
    /// Adds a file; a path that is there already is replaced.
    pub(crate) fn insert(&mut self, path: impl Into<String>, text: String) {
        self.files.insert(path.into(), text);
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Every file: path and text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
