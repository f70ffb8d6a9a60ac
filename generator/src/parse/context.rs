//! What every parse function is given, and the small building blocks of the model.

use crate::diagnostic::{Code, Diagnostics};
use crate::source::{FileId, Place, ProblemKind, Sources, Spot};

use super::{Objects, Version};

/// A value and where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

impl Spanned<String> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// What every parse function is given.
#[derive(Debug)]
pub struct Context<'a> {
    /// The files.
    pub sources: &'a Sources<'a>,
    /// Where to complain.
    pub diagnostics: &'a mut Diagnostics,
    /// The version of the entry document, which counts for all files (OpenAPI 3.1.1, 4.3: a document may be spread over files).
    pub version: Version,
    /// What was read, where somebody wants to count.
    pub objects: Option<Box<Objects>>,
}

impl<'a> Context<'a> {
    /// A context for a run; the version is set by [`parse_document`](super::parse_document).
    pub fn new(sources: &'a Sources<'a>, diagnostics: &'a mut Diagnostics) -> Self {
        Self { sources, diagnostics, version: Version::V3_1, objects: None }
    }

    /// Loads a file and reports what is wrong with it. `from` is the place that asked for it, if a document did.
    /// Nothing when it could not be read.
    pub fn load(&mut self, path: &str, from: Option<Spot>) -> Option<FileId> {
        let file = self.sources.load(path);
        for problem in self.sources.problems(file) {
            let code = match problem.kind {
                ProblemKind::Unreadable => Code::Unreadable,
                ProblemKind::Syntax => Code::Syntax,
                ProblemKind::Empty => Code::EmptyFile,
                ProblemKind::SeveralDocuments => Code::SeveralDocuments,
                ProblemKind::Limit => Code::Limit,
                ProblemKind::DuplicateKey => Code::DuplicateKey,
                ProblemKind::OddKey => Code::OddKey,
                ProblemKind::BadMerge => Code::BadMerge,
                ProblemKind::Tag => Code::Tag,
                ProblemKind::NoNumber => Code::NoNumber,
            };
            let spot = match (problem.kind, from) {
                (ProblemKind::Unreadable, Some(from)) => from,
                _ => problem.spot,
            };
            let diagnostic = self.diagnostics.report(code, spot, problem.message.clone());
            if let Some((spot, text)) = &problem.other {
                diagnostic.label(*spot, text.clone());
            }
        }
        self.sources.root(file).map(|_| file)
    }
}
