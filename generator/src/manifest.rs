//! `Cargo.toml` of the client: `[dependencies]`, `[features]` and `[lints]` are the generator's, the rest is the user's.

use toml_edit::{Array, DocumentMut, Item, Table, value};

use crate::options::Workspace;
use crate::runtime_files;

/// What a fresh manifest says.
pub(crate) struct Package<'a> {
    /// The package's name.
    pub(crate) name: &'a str,
    /// `info.version`, where Cargo can read it.
    pub(crate) version: &'a str,
    /// `info.title`.
    pub(crate) description: &'a str,
    /// What it says about workspaces.
    pub(crate) workspace: Workspace,
    /// The features of the groups of operations.
    pub(crate) tags: &'a [String],
}

/// The feature of all groups of operations.
pub(crate) const ALL_OPERATIONS: &str = "all-operations";

/// The names of features that every client has, or may have.
pub(crate) fn features() -> Vec<String> {
    let runtime: DocumentMut = runtime_files::MANIFEST.parse().expect("the embedded manifest is TOML");
    let table = runtime.get("features").and_then(Item::as_table);
    let dependencies = runtime.get("dependencies").and_then(Item::as_table);
    let names = table.into_iter().chain(dependencies).flat_map(|table| table.iter().map(|(name, _)| name.to_owned()));
    names.chain([ALL_OPERATIONS.to_owned()]).collect()
}

/// The manifest's text: the existing one with the owned tables replaced, or a fresh one.
///
/// # Errors
/// When the existing text is not TOML: the reader's message.
pub(crate) fn manifest(existing: Option<&str>, package: &Package<'_>) -> Result<String, String> {
    let runtime: DocumentMut = runtime_files::MANIFEST.parse().expect("the embedded manifest is TOML");
    let mut document = match existing {
        Some(text) => text.parse::<DocumentMut>().map_err(|error| error.to_string())?,
        None => fresh(package, &runtime),
    };
    for name in ["dependencies", "features"] {
        let mut table = runtime.get(name).cloned().unwrap_or_else(|| Item::Table(Table::new()));
        if name == "features" {
            add_tags(&mut table, package.tags);
        }
        replace(&mut document, name, &mut table);
    }
    replace_targets(&mut document, &runtime);
    let mut lints = Table::new();
    lints.set_implicit(true);
    lints["rust"]["unsafe_code"] = value("forbid");
    if let Some(rust) = lints["rust"].as_inline_table_mut() {
        let rust = rust.clone().into_table();
        lints["rust"] = Item::Table(rust);
    }
    replace(&mut document, "lints", &mut Item::Table(lints));
    Ok(document.to_string())
}

/// A feature for each group of operations, and one for all of them, which is a default one: who leaves the default
/// features for another transport can ask for all operations by it.
fn add_tags(features: &mut Item, tags: &[String]) {
    if tags.is_empty() {
        return;
    }
    for tag in tags {
        features[tag] = value(Array::new());
    }
    features[ALL_OPERATIONS] = value(tags.iter().collect::<Array>());
    if let Some(default) = features["default"].as_array_mut() {
        default.push(ALL_OPERATIONS);
    }
}

/// Puts a table in the place of the one of that name, or at the end.
fn replace(document: &mut DocumentMut, name: &str, item: &mut Item) {
    let position = document.get(name).and_then(Item::as_table).and_then(Table::position);
    if let Some(table) = item.as_table_mut() {
        clear_positions(table);
        if let Some(position) = position {
            table.set_position(Some(position));
        }
        table.decor_mut().set_prefix("\n");
    }
    document.insert(name, item.clone());
}

/// Dependencies for some targets only; those of other targets are the user's.
fn replace_targets(document: &mut DocumentMut, runtime: &DocumentMut) {
    let Some(targets) = runtime.get("target").and_then(Item::as_table) else { return };
    for (target, tables) in targets {
        let Some(dependencies) = tables.get("dependencies").and_then(Item::as_table) else { continue };
        let mut dependencies = dependencies.clone();
        clear_positions(&mut dependencies);
        let all = document.entry("target").or_insert_with(|| Item::Table(implicit()));
        let Some(all) = all.as_table_mut() else { continue };
        let one = all.entry(target).or_insert_with(|| Item::Table(implicit()));
        let Some(one) = one.as_table_mut() else { continue };
        let known = one.get("dependencies").and_then(Item::as_table);
        let (position, decor) = (known.and_then(Table::position), known.map(|table| table.decor().clone()));
        dependencies.set_position(position);
        match decor {
            Some(decor) => *dependencies.decor_mut() = decor,
            None => dependencies.decor_mut().set_prefix("\n"),
        }
        one.insert("dependencies", Item::Table(dependencies));
    }
}

/// A table that only holds others, and so has no line of its own.
fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

/// A cloned table remembers where it stood in its own document.
fn clear_positions(table: &mut Table) {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        if let Some(child) = item.as_table_mut() {
            clear_positions(child);
        }
    }
}

fn fresh(package: &Package<'_>, runtime: &DocumentMut) -> DocumentMut {
    let mut document = DocumentMut::new();
    let mut table = Table::new();
    table["name"] = value(package.name);
    table["version"] = value(cargo_version(package.version));
    table["description"] = value(package.description);
    table["edition"] = runtime["package"]["edition"].clone();
    table["rust-version"] = runtime["package"]["rust-version"].clone();
    document["package"] = Item::Table(table);
    if package.workspace == Workspace::Own {
        let mut workspace = Table::new();
        workspace
            .decor_mut()
            .set_prefix("\n# A workspace of its own; remove this table when the crate becomes a member of yours.\n");
        document["workspace"] = Item::Table(workspace);
    }
    document
}

/// The version as Cargo takes it: `MAJOR.MINOR.PATCH`, missing parts as zero; anything else is `0.1.0`.
fn cargo_version(version: &str) -> String {
    let core = version.trim().trim_start_matches(['v', 'V']);
    let (numbers, rest) = core.find(['-', '+']).map_or((core, ""), |at| core.split_at(at));
    let mut parts: Vec<&str> = numbers.split('.').collect();
    let is_number =
        |part: &&str| !part.is_empty() && part.parse::<u64>().is_ok() && (part.len() == 1 || !part.starts_with('0'));
    let plain_rest = rest.len() != 1
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+'))
        && rest.matches('+').count() <= 1
        && rest[1.min(rest.len())..].chars().any(|c| c.is_ascii_alphabetic()) != rest.is_empty();
    if parts.is_empty() || parts.len() > 3 || !parts.iter().all(is_number) || !plain_rest {
        return "0.1.0".to_owned();
    }
    while parts.len() < 3 {
        parts.push("0");
    }
    format!("{}{rest}", parts.join("."))
}

/// A package name made from a title: lower-case words joined by hyphens, with `-client` behind.
pub(crate) fn package_name(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let name = words.join("-");
    let name = if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("api-{name}") };
    format!("{}-client", name.trim_end_matches('-'))
}

/// Why a text cannot be a package name, if it cannot.
pub fn package_name_problem(name: &str) -> Option<&'static str> {
    let characters = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !characters || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some("a package name starts with an ASCII letter and holds ASCII letters, digits, `-` and `_`");
    }
    let reserved = ["test", "core", "std", "alloc", "proc-macro", "proc_macro"];
    if reserved.contains(&name) || !crate::naming::is_identifier(&name.replace('-', "_")) {
        return Some("the name has a meaning of its own in Rust");
    }
    None
}

/// The package name that a manifest gives, if it can be read.
pub fn manifest_package_name(text: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    Some(document.get("package")?.get("name")?.as_str()?.to_owned())
}

/// The package version that a manifest gives by itself, if it can be read.
pub fn manifest_package_version(text: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    Some(document.get("package")?.get("version")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Package, Workspace, cargo_version, manifest, package_name, package_name_problem};

    const PACKAGE: Package<'_> =
        Package { name: "x-client", version: "2024-01-01", description: "X", workspace: Workspace::Unsaid, tags: &[] };

    #[test]
    fn versions_that_cargo_cannot_read_are_not_copied() {
        assert_eq!(cargo_version("1.2.3"), "1.2.3");
        assert_eq!(cargo_version("v1"), "1.0.0");
        assert_eq!(cargo_version("1.0.0-beta"), "1.0.0-beta");
        assert_eq!(cargo_version("2024-01-01"), "0.1.0");
        assert_eq!(cargo_version("01.2"), "0.1.0");
        assert_eq!(cargo_version("1.2.3.4"), "0.1.0");
        assert_eq!(cargo_version(""), "0.1.0");
        assert_eq!(cargo_version("1.0.0\"\n[x]"), "0.1.0");
    }

    #[test]
    fn names() {
        assert_eq!(package_name("Mono Colombia: cards"), "mono-colombia-cards-client");
        assert_eq!(package_name("2ch API"), "api-2ch-api-client");
        assert_eq!(package_name("日本"), "api-client");
        assert!(package_name_problem("a b").is_some());
        assert!(package_name_problem("fn").is_some());
        assert!(package_name_problem("std").is_some());
        assert!(package_name_problem("mono-client").is_none());
    }

    #[test]
    fn what_is_the_users_stays_and_what_is_the_generators_is_replaced() {
        let existing = "# mine\n[package]\nname = \"other\" # kept\nversion = \"9.9.9\"\n\n[dependencies]\nold = \"1\"\n\n[dev-dependencies]\naxum = \"0.8\"\n";
        let text = manifest(Some(existing), &PACKAGE).unwrap();
        assert!(text.starts_with("# mine\n[package]\nname = \"other\" # kept\nversion = \"9.9.9\"\n"), "{text}");
        assert!(text.contains("axum = \"0.8\""));
        assert!(!text.contains("old = "), "{text}");
        assert!(text.contains("jiter"), "{text}");
        assert_eq!(manifest(Some(&text), &PACKAGE).unwrap(), text, "a second run changes nothing");
    }

    #[test]
    fn a_fresh_manifest_is_stable_and_complete() {
        let text = manifest(None, &PACKAGE).unwrap();
        assert_eq!(manifest(Some(&text), &PACKAGE).unwrap(), text);
        assert!(text.contains("edition = \"2024\""), "{text}");
        assert!(text.contains("unsafe_code = \"forbid\""), "{text}");
    }

    #[test]
    fn a_manifest_that_is_not_toml_is_an_error() {
        assert!(manifest(Some("[package"), &PACKAGE).is_err());
    }
}
