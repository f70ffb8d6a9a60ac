//! Patterns that look as if the whole text was meant.

use super::Linter;
use super::reach::{Site, is_identifier};
use crate::diagnostic::Code;
use crate::parse::SchemaObject;
use crate::pattern::{End, ends};

impl Linter<'_, '_> {
    /// Reports a pattern with an open end where that can hardly be meant: it is that of an ID, or a repetition stands there that the open
    /// end makes void.
    pub(super) fn lint_pattern(&mut self, site: &Site<'_>, object: &SchemaObject) {
        let Some(pattern) = &object.pattern else { return };
        // What is no regular expression is an error, found when it is compiled.
        let Ok(ends) = ends(pattern.as_str()) else { return };
        let suspicious =
            ends.start == End::OpenRepetition || ends.end == End::OpenRepetition || is_identifier(site.name);
        let open = match (ends.start.is_open(), ends.end.is_open()) {
            (true, true) => "before and after",
            (true, false) => "before",
            (false, true) => "after",
            (false, false) => return,
        };
        if suspicious {
            self.context
                .diagnostics
                .report(
                    Code::OpenPattern,
                    pattern.place,
                    format!("anything may stand {open} what this pattern describes"),
                )
                .help("a pattern is searched for in the text; write `^…$` around it if it is meant for the whole text");
        }
    }
}
