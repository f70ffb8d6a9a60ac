//! The run-time support: the files of `generator/runtime/src`, embedded, and which of them a client needs.
//!
//! **Invariant:** what a client gets are the embedded bytes, with nothing but a banner before them.

use std::collections::BTreeSet;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every file: module name and text.
        const FILES: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../runtime/src/", $name, ".rs")))),*
        ];
    };
}

files![
    "call",
    "checker",
    "client",
    "curl",
    "date",
    "date_time",
    "decimal",
    "decode_error",
    "error",
    "example",
    "execute",
    "extras",
    "format",
    "idempotency",
    "json",
    "map",
    "missing",
    "nullable",
    "number",
    "object_reader",
    "operation",
    "outcome",
    "parameter",
    "pattern",
    "pointer",
    "raw",
    "reader",
    "redact",
    "request",
    "reqwest_transport",
    "response",
    "rules",
    "secret",
    "security",
    "serde_bridge",
    "server",
    "syntax",
    "text",
    "time_conversions",
    "timeout",
    "transport",
    "uri",
    "uuid",
    "validate",
    "value",
    "writer",
];

/// Modules that every client needs: its crate root names their items.
const ROOTS: &[&str] = &["call", "client", "error", "idempotency", "nullable", "outcome", "response"];

/// Files that hold implementations only, so that nothing names them: they come with another file.
const COMPANIONS: &[(&str, &str)] = &[("rules", "validate"), ("date", "time_conversions"), ("date_time", "time_conversions")];

/// The manifest of the run-time support, where the clients' dependencies and features come from.
pub(crate) const MANIFEST: &str = include_str!("../runtime/Cargo.toml");

/// A file of the run-time support.
pub(crate) struct RuntimeFile {
    /// The module's name.
    pub(crate) name: &'static str,
    /// The text.
    pub(crate) text: &'static str,
}

/// The files that a client needs whose emitted code is given: those it names, and those they name in turn.
pub(crate) fn needed<'a>(emitted: impl IntoIterator<Item = &'a str>) -> Vec<RuntimeFile> {
    let mut names: BTreeSet<&'static str> = ROOTS.iter().copied().collect();
    for text in emitted {
        names.extend(mentions(text, "runtime::"));
    }
    let mut open: Vec<&'static str> = names.iter().copied().collect();
    while let Some(name) = open.pop() {
        let Some((_, text)) = FILES.iter().find(|(file, _)| *file == name) else { continue };
        let companions = COMPANIONS.iter().filter(|(with, _)| *with == name).map(|(_, companion)| *companion);
        let mentioned = mentions(text, "super::").into_iter().chain(mentions(text, "runtime::"));
        for found in mentioned.chain(companions) {
            if names.insert(found) {
                open.push(found);
            }
        }
    }
    FILES.iter().filter(|(name, _)| names.contains(name)).map(|&(name, text)| RuntimeFile { name, text }).collect()
}

/// The modules that a text names behind a prefix, also in a list: `super::{json::Json, reader::Reader}`.
fn mentions(text: &str, prefix: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for (position, _) in text.match_indices(prefix) {
        let rest = &text[position + prefix.len()..];
        let list = match rest.strip_prefix('{') {
            Some(list) => &list[..list.find(';').unwrap_or(list.len())],
            None => &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())],
        };
        for word in list.split(|c: char| !c.is_alphanumeric() && c != '_') {
            found.extend(FILES.iter().map(|(name, _)| *name).filter(|name| *name == word));
        }
    }
    found
}
