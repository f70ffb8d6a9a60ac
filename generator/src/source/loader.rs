//! How texts come in: the generator opens nothing itself.

use std::fmt;

/// Hands over the text of a file. A loader is shared between threads, so it holds no mutable state of its own.
pub trait Loader: Sync {
    /// The text of the file at `path`: relative, separated by `/`, without `.` and `..` where they can be resolved.
    ///
    /// # Errors
    /// When the file cannot be had, with the reason in words.
    fn load(&self, path: &str) -> Result<String, LoadError>;
}

/// Why a loader could not hand over a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    message: String,
}

impl LoadError {
    /// An error with its reason: lower case, no full stop.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    /// The reason.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for LoadError {}
