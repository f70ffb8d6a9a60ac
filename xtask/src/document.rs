//! The two documents of `diff`: what an argument names, and reading it.

use std::fs;
use std::path::{Path, PathBuf};

use generator::source::{LoadError, Loader};

use crate::folder::Folder;
use crate::git::{Repository, Revision};

/// A document somewhere.
pub(crate) struct Document {
    /// How it is called in the output.
    pub(crate) name: String,
    /// The entry document, as the loader takes it.
    pub(crate) entry: String,
    place: Place,
}

enum Place {
    Files(Folder),
    Revision(Revision),
}

impl Document {
    /// What an argument names: a file where there is one, else a revision, in which `spec` is the document. `REV:PATH`
    /// names another document of a revision.
    pub(crate) fn named(argument: &str, spec: &Path, repository: Result<&Repository, &String>) -> Result<Self, String> {
        if Path::new(argument).is_file() {
            return Self::file(Path::new(argument));
        }
        let repository = repository.map_err(|error| format!("there is no file `{argument}`, and {error}"))?;
        if let Some(commit) = repository.commit(argument)? {
            let entry = below(repository, spec)?;
            return Ok(Self::at(repository, argument, commit, entry));
        }
        if let Some((revision, path)) = argument.split_once(':')
            && let Some(commit) = repository.commit(revision)?
        {
            return Ok(Self::at(repository, revision, commit, path.trim_start_matches("./").to_owned()));
        }
        Err(format!("`{argument}` is neither a file nor a revision"))
    }

    /// The document in the working tree.
    pub(crate) fn file(path: &Path) -> Result<Self, String> {
        let text = path.to_str().ok_or("the path of the document is not UTF-8")?.replace('\\', "/");
        let (folder, entry) = match text.rsplit_once('/') {
            Some(("", entry)) => ("/", entry),
            Some((folder, entry)) => (folder, entry),
            None => ("", text.as_str()),
        };
        let place = Place::Files(Folder::new(PathBuf::from(folder)));
        Ok(Self { name: text.clone(), entry: entry.to_owned(), place })
    }

    fn at(repository: &Repository, revision: &str, commit: String, entry: String) -> Self {
        let name = format!("{revision}:{entry}");
        Self { name, entry, place: Place::Revision(Revision { repository: repository.clone(), commit }) }
    }

    /// What reads the document and the files it refers to.
    pub(crate) fn loader(&self) -> &dyn Loader {
        match &self.place {
            Place::Files(folder) => folder,
            Place::Revision(revision) => revision,
        }
    }

    /// The text of the client's manifest beside this document: at the same revision, or in the working tree.
    pub(crate) fn manifest(&self, client: &Path, repository: Result<&Repository, &String>) -> Option<String> {
        let path = client.join("Cargo.toml");
        match &self.place {
            Place::Files(_) => fs::read_to_string(path).ok(),
            Place::Revision(revision) => revision.load(&below(repository.ok()?, &path).ok()?).ok(),
        }
    }
}

/// A path of this machine as a path of the repository.
fn below(repository: &Repository, path: &Path) -> Result<String, String> {
    let cannot = || format!("{} is not in the repository at {}", path.display(), repository.root().display());
    // The file need not be there any more, but what is above it is, so that links on the way can be followed.
    let absolute = std::path::absolute(path).map_err(|error| error.to_string())?;
    let mut known = absolute.as_path();
    let mut rest = Vec::new();
    let known = loop {
        if let Ok(real) = known.canonicalize() {
            break real;
        }
        rest.push(known.file_name().ok_or_else(cannot)?);
        known = known.parent().ok_or_else(cannot)?;
    };
    let real: PathBuf = known.iter().chain(rest.into_iter().rev()).collect();
    let root = repository.root().canonicalize().map_err(|error| error.to_string())?;
    let path = real.strip_prefix(root).map_err(|_| cannot())?;
    Ok(path.to_str().ok_or("the path of the document is not UTF-8")?.replace('\\', "/"))
}

/// A loader that says what the document is called where it cannot be read.
pub(crate) fn readable(document: &Document) -> Result<(), String> {
    let unreadable = |error: LoadError| format!("cannot read {}: {error}", document.name);
    document.loader().load(&document.entry).map(drop).map_err(unreadable)
}
