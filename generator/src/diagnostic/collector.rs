//! Diagnostics while they are collected.

use crate::source::Spot;

use super::Code;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// Something confined is odd; the rest works.
    Warning,
}

/// A further place with its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    /// The place.
    pub spot: Spot,
    /// What is to be said there: lower case, no full stop.
    pub text: String,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How bad; the default of the code unless it was changed.
    pub severity: Severity,
    /// The message: lower case, no full stop, things in backticks.
    pub message: String,
    /// The place it is about.
    pub spot: Spot,
    /// What is to be said at that place, beside the message.
    pub note: Option<String>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Says something at the primary place.
    pub fn note(&mut self, text: impl Into<String>) -> &mut Self {
        self.note = Some(text.into());
        self
    }

    /// Points at a further place.
    pub fn label(&mut self, spot: impl Into<Spot>, text: impl Into<String>) -> &mut Self {
        self.labels.push(Label { spot: spot.into(), text: text.into() });
        self
    }

    /// Says what to do.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }
}

/// All diagnostics of a run. They may be reported in any order and more than once; [`Report`](super::Report) sorts that out.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic and returns it, for labels and help to be added.
    pub fn report(&mut self, code: Code, spot: impl Into<Spot>, message: impl Into<String>) -> &mut Diagnostic {
        self.list.push(Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            spot: spot.into(),
            note: None,
            labels: Vec::new(),
            help: None,
        });
        self.list.last_mut().expect("one was pushed just now")
    }

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What was reported, in the order of reporting.
    #[must_use]
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
