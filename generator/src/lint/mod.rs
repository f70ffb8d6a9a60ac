//! Advice to who writes a document by hand: what is legal, works, and is still likely a slip or a rule left out.
//!
//! Runs only when it is asked for ([`Lints::Report`](crate::Lints)): the advice is for an author, and most documents are other people's.
//! Reads the parsed document and follows references as lowering does, but says nothing of those that lead nowhere, since lowering does.
//! Everything here is a warning with a code of 04xx, which `x-allow` accepts in place. Decides nothing about the client.

mod amount;
mod extension;
mod format;
mod identifier;
mod operation;
mod pattern;
mod reach;
mod reference;
mod shape;
mod tag;
mod usage;

use crate::parse::{Context, Document};
use crate::source::Place;

/// Reports what the document could say better.
pub(crate) fn lint(document: &Document, context: &mut Context<'_>) {
    let mut linter = Linter { context };
    linter.lint_usage(document);
    let operations = linter.operations(document);
    linter.lint_tags(document, &operations);
    for operation in &operations {
        linter.lint_operation(operation);
    }
    linter.lint_schemas(&operations);
    linter.lint_extensions();
}

/// The components that nothing leads to, for those who count.
pub(crate) fn unused_components(document: Place, context: &mut Context<'_>) -> Vec<Place> {
    Linter { context }.unused(document)
}

/// What every lint needs.
struct Linter<'c, 'a> {
    context: &'c mut Context<'a>,
}
