//! Diagnostics when they are printed: without what is allowed, without repeats, sorted and grouped.

use crate::source::{Sources, Spot};

use super::{Diagnostic, Diagnostics};

/// What warnings count as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WarningLevel {
    /// Warnings are warnings.
    #[default]
    Warn,
    /// Warnings are errors.
    Deny,
}

/// How a report is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReportOptions {
    /// What warnings count as.
    pub warnings: WarningLevel,
}

/// One complaint, at one or more places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The complaint, at its first place.
    pub diagnostic: Diagnostic,
    /// The other places with the same code and message.
    pub repeats: Vec<Spot>,
}

/// How many complaints there are; repeats count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

/// All complaints of a run, ready to be printed: errors before warnings, then by file and line.
#[derive(Debug)]
pub struct Report {
    entries: Vec<Entry>,
    counts: Counts,
}

impl Report {
    /// Sorts out what was collected: drops what `x-allow` allows, drops repeats at the same place, groups equal complaints, sorts.
    #[must_use]
    pub fn new(diagnostics: Diagnostics, sources: &Sources<'_>, options: ReportOptions) -> Self {
        let _ = (diagnostics, sources, options);
        Self { entries: Vec::new(), counts: Counts::default() }
    }

    /// The complaints in the order of printing.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many there are.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.counts.errors > 0
    }

    /// For people, as rustc prints; with ANSI colours or without.
    #[must_use]
    pub fn render_human(&self, sources: &Sources<'_>, colour: Colour) -> String {
        let _ = (sources, colour);
        String::new()
    }

    /// For programs: one JSON object a line.
    #[must_use]
    pub fn render_json(&self, sources: &Sources<'_>) -> String {
        let _ = sources;
        String::new()
    }
}

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// ANSI escapes.
    Always,
}
