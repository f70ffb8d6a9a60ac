//! What git has: revisions of the repository, and the files in them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use generator::source::{LoadError, Loader};

/// A repository.
#[derive(Clone)]
pub(crate) struct Repository {
    root: PathBuf,
}

impl Repository {
    /// The repository that a folder is in.
    pub(crate) fn around(folder: &Path) -> Result<Self, String> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let output = git(folder, &["rev-parse", "--show-toplevel"])?;
        if !output.status.success() {
            return Err(format!("{} is in no git repository", folder.display()));
        }
        let root = String::from_utf8(output.stdout).map_err(|_| "the path of the repository is not UTF-8")?;
        Ok(Self { root: PathBuf::from(root.trim_end_matches(['\n', '\r'])) })
    }

    /// The top folder of the working tree.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The commit that a revision names (gitrevisions); nothing where it names none.
    pub(crate) fn commit(&self, revision: &str) -> Result<Option<String>, String> {
        let commit = format!("{revision}^{{commit}}");
        let output = git(&self.root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok((output.status.success() && !id.is_empty()).then_some(id))
    }

    /// The text of a file in a commit.
    fn show(&self, commit: &str, path: &str) -> Result<String, String> {
        // Not `git show`, which may convert what it shows.
        let output = git(&self.root, &["cat-file", "blob", &format!("{commit}:{path}")])?;
        if !output.status.success() {
            // Git's own words name the path and the commit; its "fatal: " says nothing.
            let words = String::from_utf8_lossy(&output.stderr);
            let words = words.lines().next().unwrap_or("git failed");
            return Err(words.trim_start_matches("fatal: ").to_owned());
        }
        String::from_utf8(output.stdout).map_err(|_| "the file is not UTF-8".to_owned())
    }
}

/// The files of one commit.
pub(crate) struct Revision {
    pub(crate) repository: Repository,
    /// The commit's full name.
    pub(crate) commit: String,
}

impl Loader for Revision {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        self.repository.show(&self.commit, path).map_err(LoadError::new)
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command.output().map_err(|error| format!("cannot run git: {error}"))
}
