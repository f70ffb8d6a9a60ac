//! Diagnostics when they are printed: without what is allowed, without repeats, sorted and grouped.

use std::collections::{HashMap, HashSet};

use crate::source::{Sources, Spot};

use super::allow::Allowed;
use super::{Diagnostic, Diagnostics, Severity, human, json, sarif};

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

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// ANSI escapes.
    Always,
}

/// All complaints of a run, ready to be printed: errors before warnings, causes before what follows from them, then by
/// file and line.
#[derive(Debug)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    entries: Vec<Entry>,
    counts: Counts,
}

/// Equal complaints at up to so many places are printed one by one, at more places as one.
const GROUPED_ABOVE: usize = 3;

impl Report {
    /// Sorts out what was collected: drops what `x-allow` allows, drops repeats at the same place, groups equal complaints, sorts.
    #[must_use]
    pub fn new(mut diagnostics: Diagnostics, sources: &Sources<'_>, options: ReportOptions) -> Self {
        let allowed = Allowed::read(sources, &mut diagnostics);
        let mut seen = HashSet::new();
        let mut list = diagnostics.into_list();
        list.retain(|diagnostic| {
            !allowed.allows(diagnostic, sources)
                // An alias or a merge key gives several nodes one place in the text.
                && seen.insert((
                    diagnostic.code,
                    diagnostic.spot.file(),
                    sources.span(diagnostic.spot).ok_or(diagnostic.spot),
                    diagnostic.message.clone(),
                ))
        });
        if options.warnings == WarningLevel::Deny {
            for diagnostic in &mut list {
                diagnostic.severity = Severity::Error;
            }
        }
        list.sort_by_cached_key(|diagnostic| {
            let start = sources.span(diagnostic.spot).map(|span| span.start);
            // Errors first, and before warnings that were made errors; causes before what mostly follows from one.
            let code = diagnostic.code;
            (code.severity(), code.is_consequence(), diagnostic.spot.file(), start, code)
        });
        let errors = list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let counts = Counts { errors, warnings: list.len() - errors };
        let entries = group(&list);
        Self { diagnostics: list, entries, counts }
    }

    /// The complaints in the order of printing, equal ones grouped.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The complaints in the same order, one by one.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
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

    /// For people, as rustc prints, an empty line between complaints; with ANSI colours or without.
    #[must_use]
    pub fn render_human(&self, sources: &Sources<'_>, colour: Colour) -> String {
        human::render(&self.entries, sources, colour)
    }

    /// For programs: one JSON object a line, and a line for every place.
    #[must_use]
    pub fn render_json(&self, sources: &Sources<'_>) -> String {
        json::render(&self.diagnostics, sources)
    }

    /// For code scanners: a log of SARIF 2.1.0, with a result for every place.
    #[must_use]
    pub fn render_sarif(&self, sources: &Sources<'_>) -> String {
        sarif::render(&self.diagnostics, sources)
    }
}

fn group(list: &[Diagnostic]) -> Vec<Entry> {
    let mut places: HashMap<_, Vec<Spot>> = HashMap::new();
    for diagnostic in list {
        places.entry((diagnostic.code, diagnostic.message.as_str())).or_default().push(diagnostic.spot);
    }
    let mut entries = Vec::new();
    for diagnostic in list {
        let spots = &places[&(diagnostic.code, diagnostic.message.as_str())];
        if spots.len() <= GROUPED_ABOVE {
            entries.push(Entry { diagnostic: diagnostic.clone(), repeats: Vec::new() });
        } else if spots[0] == diagnostic.spot {
            entries.push(Entry { diagnostic: diagnostic.clone(), repeats: spots[1..].to_vec() });
        }
    }
    entries
}
