//! What a change of the document means to the users of the client.
//!
//! Compares two [`ir::Api`]s and says of each item what changed on the wire, what that does to Rust programs, and how
//! large a step of the version it takes. A pure function of its two arguments: knows no text of a document, no tokens,
//! no version control.
//!
//! One rule decides all verdicts. **Major** is what stops a program that was written against the old client from
//! compiling ([`Breaks::Compile`]), and what makes the same program send something else, have a call refused that went
//! out before, or read something else ([`Breaks::Run`]). **Minor** is what a program can newly use or newly meet.
//! **Patch** is the rest: documentation, and what only `validate()` says of responses.
//!
//! **Invariant:** the verdicts agree with the compiler, and with what the calls do; `generator/tests/change/` compiles
//! and runs a program against both clients for more than a hundred changes.

mod content;
mod definition;
mod document;
mod entry;
mod enumeration;
mod identity;
mod json;
mod markdown;
mod names;
mod object;
mod operation;
mod pair;
mod parameter;
mod pattern;
mod response;
mod rules;
mod schema;
mod security;
mod union;
mod version;
mod webhook;

pub use entry::{Breaks, Change, Item, ItemKind, Level, Verdict};
pub use markdown::Heading;
pub use version::next_version;

use crate::ir;
use pair::Pair;

/// Everything that changed between two clients, in the order of the documents: the client as a whole, servers,
/// credentials, operations, webhooks, types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The changes; none where the two clients are the same.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// The largest step that any change takes; none where nothing changed.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.changes.iter().map(|change| change.verdict.level()).max()
    }

    /// How many changes take this step.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.changes.iter().filter(|change| change.verdict.level() == level).count()
    }

    /// The comparison as Markdown, for the text of a pull request.
    #[must_use]
    pub fn render_markdown(&self, heading: &Heading<'_>) -> String {
        markdown::render(self, heading)
    }

    /// The comparison as one JSON object on a line.
    #[must_use]
    pub fn render_json(&self, heading: &Heading<'_>) -> String {
        json::render(self, heading)
    }
}

/// What changed for the users of the client.
#[must_use]
pub fn compare(old: &ir::Api, new: &ir::Api) -> Comparison {
    let ir::Api {
        title: _,
        // Of the document; that of the crate is the caller's to know.
        version: _,
        docs: _,
        crate_name: _,
        // Stands in banners only.
        source: _,
        types: _,
        // Compared where they are used.
        patterns: _,
        schemas: _,
        tags: _,
        operations: _,
        webhooks: _,
        // Tests of the client, and texts beside what they are examples of.
        examples: _,
        contracts: _,
        contracts_missing: _,
        request_contracts: _,
        servers: _,
        security_schemes: _,
        // Made from the tags.
        features: _,
    } = old;
    let mut pair = Pair::new(old, new);
    pair.compare_document();
    pair.compare_servers();
    pair.compare_security_schemes();
    pair.compare_operations();
    pair.compare_webhooks();
    pair.compare_types();
    Comparison { changes: pair.into_changes() }
}
