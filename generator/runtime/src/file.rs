//! Files as parts of forms.
//!
//! Responsible for what a part says of a file besides its content. Does not know how a form is written.

use std::fmt;
use std::io::{self, Read};

use super::content::Content;
use super::nullable::{Nullable, Patch};
use super::rules::{Checker, Rules, Validate};

/// A file to send in a form: its content, and what the form says of it. `Debug` shows no content and no name.
#[derive(Clone, PartialEq)]
pub struct File {
    pub(super) content: Content,
    pub(super) name: Option<String>,
    pub(super) headers: Vec<(String, String)>,
}

impl File {
    /// A file of this content. Without a [name](Self::name), it is sent under that of its member.
    pub fn new(content: impl Into<Content>) -> Self {
        Self { content: content.into(), name: None, headers: Vec::new() }
    }

    /// What a reader gives that is opened for each attempt; see [`Content::reader`].
    pub fn reader<R: Read + Send + 'static>(
        length: Option<u64>,
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        Self::new(Content::reader(length, open))
    }

    /// A file by its path, under its own name; see [`Content::from_path`].
    ///
    /// # Errors
    ///
    /// When nothing is known of such a file, or it is a folder.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub fn from_path(path: impl Into<std::path::PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { name, ..Self::new(Content::from_path(path)?) })
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type. Without it, it is what the document says, or `application/octet-stream`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.content = self.content.media_type(media_type);
        self
    }

    /// Adds a header to the part that the file is sent in.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<T: Into<Content>> From<T> for File {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("File").field("length", &self.content.length()).finish_non_exhaustive()
    }
}

impl Validate for File {
    fn check(&self, _: &Rules, _: &mut Checker) {}
}

/// One file, several, or none.
pub trait Files {
    /// Visits each file.
    fn each(&self, visit: &mut dyn FnMut(&File));
}

impl Files for File {
    fn each(&self, visit: &mut dyn FnMut(&File)) {
        visit(self);
    }
}

impl<T: Files> Files for Vec<T> {
    fn each(&self, visit: &mut dyn FnMut(&File)) {
        self.iter().for_each(|files| files.each(visit));
    }
}

impl<T: Files> Files for Option<T> {
    fn each(&self, visit: &mut dyn FnMut(&File)) {
        self.iter().for_each(|files| files.each(visit));
    }
}

impl<T: Files> Files for Nullable<T> {
    fn each(&self, visit: &mut dyn FnMut(&File)) {
        if let Self::Value(files) = self {
            files.each(visit);
        }
    }
}

impl<T: Files> Files for Patch<T> {
    fn each(&self, visit: &mut dyn FnMut(&File)) {
        if let Self::Value(files) = self {
            files.each(visit);
        }
    }
}
