//! The direction of the arrows: which module may name which.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with the other modules of the crate that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("naming", &[]),
    ("pattern", &[]),
    ("diagnostic", &["source"]),
    ("parse", &["source", "diagnostic"]),
    ("lint", &["source", "diagnostic", "naming", "pattern", "parse"]),
    ("ledger", &["source", "diagnostic", "parse", "lint"]),
    ("ir", &["pattern"]),
    ("options", &["diagnostic"]),
    ("file_set", &[]),
    ("runtime_files", &[]),
    ("manifest", &["options", "runtime_files", "naming"]),
    ("outline", &["ir"]),
    ("lower", &["source", "diagnostic", "naming", "pattern", "parse", "ir", "manifest"]),
    ("emit", &["ir", "pattern", "runtime_files"]),
    ("render", &["emit"]),
    ("change", &["ir", "outline", "pattern"]),
    (
        "generation",
        &[
            "source",
            "diagnostic",
            "parse",
            "lint",
            "ledger",
            "lower",
            "ir",
            "emit",
            "render",
            "manifest",
            "options",
            "outline",
            "runtime_files",
            "file_set",
        ],
    ),
    ("lib", &["generation", "ledger", "options", "file_set", "manifest"]),
];

/// Words that a layer must not hold at all, since they are another layer's matter.
const FOREIGN: &[(&str, &[&str])] = &[
    ("source", &["proc_macro2", "quote::", "syn::", "$ref\""]),
    ("diagnostic", &["proc_macro2", "quote::", "syn::"]),
    ("parse", &["proc_macro2", "quote::", "syn::"]),
    ("ir", &["proc_macro2", "quote::", "syn::", "Diagnostics"]),
    ("lint", &["proc_macro2", "quote::", "syn::", "heck::"]),
    ("lower", &["proc_macro2", "quote::", "syn::"]),
    ("emit", &["Diagnostics", "Sources", "heck::"]),
    ("change", &["proc_macro2", "quote::", "syn::", "Diagnostics", "Sources"]),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The layer a file belongs to: the first part of its path below `src`.
fn layer(path: &Path) -> String {
    let relative = path.strip_prefix(source()).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file, without comments (those may speak of anything).
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The modules of the crate that a code names, as `crate::x` or in a list `crate::{x, y}`.
fn named(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (position, _) in code.match_indices("crate::") {
        if code[..position].ends_with('$') {
            continue;
        }
        let rest = &code[position + "crate::".len()..];
        let list = rest.strip_prefix('{').map_or(rest, |list| &list[..list.find('}').unwrap_or(list.len())]);
        let words: Vec<&str> = if rest.starts_with('{') { list.split(',').collect() } else { vec![list] };
        for word in words {
            let word: String = word.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.insert(word);
        }
    }
    names
}

#[test]
fn every_layer_names_only_those_above_it() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    assert!(all.len() > 80, "{}", all.len());
    let known: BTreeSet<&str> = LAYERS.iter().map(|(layer, _)| *layer).collect();
    for path in all {
        let own = layer(&path);
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == own) else {
            panic!("{} belongs to no layer: add it to the table", path.display());
        };
        for name in named(&code(&path)) {
            let module = known.contains(name.as_str());
            // Run-time paths in emitted code (`crate::runtime`, `crate::models`) are no modules of this crate.
            let fine = !module || name == own || allowed.contains(&name.as_str());
            assert!(fine, "{}: `{own}` must not name `{name}`", path.display());
        }
    }
}

#[test]
fn no_layer_does_the_work_of_another() {
    for (own, words) in FOREIGN {
        let mut all = Vec::new();
        files(&source().join(own), &mut all);
        assert!(!all.is_empty(), "{own}");
        for path in all {
            let code = code(&path);
            let tests = code.find("#[cfg(test)]").unwrap_or(code.len());
            for word in *words {
                assert!(!code[..tests].contains(word), "{}: `{word}`", path.display());
            }
        }
    }
}

#[test]
fn files_are_short_and_their_names_say_something() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src"), &mut all);
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        assert!(lines <= 500, "{} has {lines} lines before its tests", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["util", "utils", "helper", "helpers", "common", "misc"].contains(&name.as_str()),
            "{}",
            path.display()
        );
        assert!(text.starts_with("//!"), "{} does not say what it is responsible for", path.display());
    }
}
