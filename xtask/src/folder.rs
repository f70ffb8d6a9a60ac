//! The folder that documents are read from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use generator::source::{LoadError, Loader};

/// Reads files below a folder, and remembers which.
pub(crate) struct Folder {
    root: PathBuf,
    read: Mutex<Stamps>,
}

/// The files that were asked for, each as it was before it was read.
pub(crate) type Stamps = BTreeMap<PathBuf, Option<Stamp>>;

/// By what a change of a file is noticed; a file that is not there has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl Folder {
    /// The folder at a path.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root, read: Mutex::default() }
    }

    /// The path of the folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The files that were asked for.
    pub(crate) fn into_stamps(self) -> Stamps {
        self.read.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How a file is now.
pub(crate) fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some(Stamp { modified: metadata.modified().ok(), length: metadata.len() })
}

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        let path = self.root.join(path);
        // The stamp comes first: a save between the two is noticed later as a change.
        let before = stamp(&path);
        self.read.lock().unwrap_or_else(PoisonError::into_inner).entry(path.clone()).or_insert(before);
        let bytes = fs::read(path).map_err(|error| LoadError::new(error.to_string()))?;
        String::from_utf8(bytes).map_err(|_| LoadError::new("the file is not UTF-8"))
    }
}
