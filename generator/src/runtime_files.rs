//! The run-time support: the files of `generator/runtime/src`, embedded, and which of them a client needs.
//!
//! **Invariant:** what a client gets are the embedded bytes, with nothing but a banner before them.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use syn::{Item, ItemUse, UseTree};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every file: module name and text.
        const FILES: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../runtime/src/", $name, ".rs")))),*
        ];
    };
}

files![
    "attempts",
    "base64",
    "blocking",
    "blocking_stream",
    "byte",
    "byte_stream",
    "call",
    "checker",
    "choices",
    "client",
    "clock",
    "content",
    "contract",
    "curl",
    "date",
    "date_time",
    "decimal",
    "decode_error",
    "duration",
    "error",
    "events",
    "example",
    "exchange",
    "execute",
    "extras",
    "file",
    "fixed_point",
    "form",
    "form_reader",
    "format",
    "framing",
    "grammar",
    "header",
    "hostname",
    "idempotency",
    "incoming",
    "ip",
    "json",
    "json_lines",
    "json_type",
    "kind",
    "map",
    "memory",
    "missing",
    "multipart",
    "nullable",
    "number",
    "object_reader",
    "operation",
    "other_server",
    "outcome",
    "pages",
    "parameter",
    "path_template",
    "pattern",
    "pointer",
    "property",
    "query",
    "raw",
    "reader",
    "redact",
    "request",
    "request_body",
    "request_content",
    "request_error",
    "reqwest_transport",
    "response",
    "retry",
    "rules",
    "scan",
    "schema",
    "schema_check",
    "secret",
    "security",
    "serde_bridge",
    "server",
    "syntax",
    "template",
    "test_clock",
    "text",
    "time",
    "time_conversions",
    "timeout",
    "token",
    "trace",
    "transport",
    "undeclared",
    "union",
    "uri",
    "uri_reference",
    "uuid",
    "validate",
    "value",
    "webhook",
    "writer",
];

/// The root of the run-time support: its modules, and the names it gives their items.
const ROOT: &str = include_str!("../runtime/src/lib.rs");

/// The manifest of the run-time support, where the clients' dependencies and features come from.
pub(crate) const MANIFEST: &str = include_str!("../runtime/Cargo.toml");

/// Files that hold implementations only, so that nothing names them: they come with another file.
const COMPANIONS: &[(&str, &str)] = &[
    ("rules", "validate"),
    ("schema", "schema_check"),
    ("client", "blocking"),
    ("client", "blocking_stream"),
    ("client", "byte_stream"),
    ("client", "memory"),
    ("clock", "test_clock"),
    ("rules", "validate"),
    ("date", "time_conversions"),
    ("date_time", "time_conversions"),
];

/// The `pub use` items of the root, each with its module.
static EXPORTS: LazyLock<Vec<Export>> = LazyLock::new(|| {
    let root = syn::parse_file(ROOT).expect("the embedded root is Rust");
    let exports = root.items.iter().filter_map(|item| if let Item::Use(item) = item { export(item) } else { None });
    exports.collect()
});

/// One `pub use` of the root.
struct Export {
    module: String,
    names: Vec<String>,
    text: String,
}

fn export(item: &ItemUse) -> Option<Export> {
    let UseTree::Path(path) = &item.tree else { return None };
    let names = match &*path.tree {
        UseTree::Name(name) => vec![name.ident.to_string()],
        UseTree::Group(group) => group
            .items
            .iter()
            .filter_map(|tree| if let UseTree::Name(name) = tree { Some(name.ident.to_string()) } else { None })
            .collect(),
        _ => Vec::new(),
    };
    let text = quote::quote!(#item).to_string();
    Some(Export { module: path.ident.to_string(), names, text })
}

/// The run-time support of one client.
pub(crate) struct RuntimeFiles {
    /// Its files.
    pub(crate) files: Vec<RuntimeFile>,
    /// The `use` items of its root, as Rust.
    pub(crate) exports: Vec<ItemUse>,
}

/// A file of the run-time support.
pub(crate) struct RuntimeFile {
    /// The module's name.
    pub(crate) name: &'static str,
    /// The text.
    pub(crate) text: &'static str,
}

/// What a client needs whose emitted code is given: the files that it names, and those they name in turn.
pub(crate) fn needed<'a>(emitted: impl IntoIterator<Item = &'a str>) -> RuntimeFiles {
    let mut names: BTreeSet<&'static str> = BTreeSet::new();
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
    let files = FILES.iter().filter(|(name, _)| names.contains(name)).map(|&(name, text)| RuntimeFile { name, text });
    let exports = EXPORTS
        .iter()
        .filter(|export| names.contains(export.module.as_str()))
        .map(|export| syn::parse_str(&export.text).expect("an item that was read can be read again"));
    RuntimeFiles { files: files.collect(), exports: exports.collect() }
}

/// The modules that a text names behind a prefix, by themselves or by an item under the root's name for it, also in a
/// list: `super::{json::Json, reader::Reader}`.
fn mentions(text: &str, prefix: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for (position, _) in text.match_indices(prefix) {
        let rest = &text[position + prefix.len()..];
        let list = match rest.strip_prefix('{') {
            Some(list) => &list[..list.find(';').unwrap_or(list.len())],
            None => &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())],
        };
        for word in list.split(|c: char| !c.is_alphanumeric() && c != '_') {
            found.extend(module_of(word));
        }
    }
    found
}

fn module_of(word: &str) -> Option<&'static str> {
    MODULES.get(word).copied()
}

/// The module behind each name of the root, and behind each module's own.
static MODULES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let files = FILES.iter().map(|(name, _)| ((*name).to_owned(), *name));
    let names = EXPORTS.iter().flat_map(|export| {
        let module = FILES.iter().map(|(name, _)| *name).find(|name| *name == export.module);
        export.names.iter().filter_map(move |name| Some((name.clone(), module?)))
    });
    files.chain(names).collect()
});

#[cfg(test)]
mod tests {
    use super::{FILES, ROOT, needed};

    #[test]
    fn every_module_of_the_root_is_embedded() {
        let root = syn::parse_file(ROOT).unwrap();
        let mut modules: Vec<String> = root
            .items
            .iter()
            .filter_map(|item| if let syn::Item::Mod(module) = item { Some(module.ident.to_string()) } else { None })
            .collect();
        modules.sort();
        let files: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(modules, files);
    }

    #[test]
    fn only_what_is_named_is_needed() {
        let few = needed(["runtime::Rules::new()"]);
        assert!(few.files.iter().any(|file| file.name == "rules"));
        assert!(few.files.iter().any(|file| file.name == "validate"), "a companion comes along");
        assert!(
            few.files.iter().all(|file| file.name != "curl" && file.name != "client"),
            "what nobody names stays away"
        );
        let more = needed(["x: runtime::Uuid, runtime::Client"]);
        assert!(more.files.iter().any(|file| file.name == "uuid"));
        assert!(more.exports.iter().any(|item| quote::quote!(#item).to_string().contains("Uuid")));
    }
}
