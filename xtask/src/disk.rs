//! The client's folder on disk.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A folder; paths below it use `/`.
pub(crate) struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The folder at a path, which need not be there yet.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The bytes of a file; nothing where there is none.
    pub(crate) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        match fs::read(self.root.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failure("read", path, &error)),
        }
    }

    /// Every file below a folder, in order.
    pub(crate) fn list(&self, folder: &str) -> Result<Vec<String>, String> {
        let mut files = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            let entries = match fs::read_dir(self.root.join(&folder)) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(self.failure("list", &folder, &error)),
            };
            for entry in entries {
                let entry = entry.map_err(|error| self.failure("list", &folder, &error))?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                let kind = entry.file_type().map_err(|error| self.failure("read", &path, &error))?;
                if kind.is_dir() { open.push(path) } else { files.push(path) }
            }
        }
        files.sort();
        Ok(files)
    }

    /// Writes a file as a whole or not at all: beside it first, then in its place.
    pub(crate) fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let target = self.root.join(path);
        let folder = target.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| self.failure("make the folder of", path, &error))?;
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let beside = folder.join(name);
        let written = fs::File::create(&beside)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .and_then(|()| fs::rename(&beside, &target));
        written.map_err(|error| {
            // What could not be put in place is not left lying about; the first error is the one to report.
            let _ = fs::remove_file(&beside);
            self.failure("write", path, &error)
        })
    }

    /// Removes a file, and the folders that are empty then.
    pub(crate) fn remove(&self, path: &str) -> Result<(), String> {
        let target = self.root.join(path);
        fs::remove_file(&target).map_err(|error| self.failure("remove", path, &error))?;
        let mut folder = target.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.root) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            folder = empty.parent();
        }
        Ok(())
    }

    fn failure(&self, what: &str, path: &str, error: &io::Error) -> String {
        format!("cannot {what} {}: {error}", self.root.join(path).display())
    }
}
