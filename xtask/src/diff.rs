//! `cargo xtask diff`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::change::{Heading, compare};
use generator::diagnostic::WarningLevel;
use generator::{Generated, Options};

use crate::arguments::{Diff, DiffFormat, MessageFormat};
use crate::codegen::{report, repository_folder};
use crate::document::{Document, readable};
use crate::git::Repository;
use crate::{complain, print};

/// A document has errors, or the change is one that `--deny` forbids.
const DENIED: u8 = 1;
/// Wrong usage, or something cannot be read.
const FAILED: u8 = 2;

/// Runs the command.
pub(crate) fn run(options: &Diff) -> ExitCode {
    match attempt(options) {
        Ok(code) => code,
        Err(message) => {
            complain(&format!("error: {message}"));
            ExitCode::from(FAILED)
        }
    }
}

fn attempt(options: &Diff) -> Result<ExitCode, String> {
    let root = repository_folder();
    let spec = options.spec.clone().unwrap_or_else(|| root.join("spec/openapi.yaml"));
    let client = client(options, &root, &spec);
    let repository = Repository::around(spec.parent().unwrap_or(Path::new("")));
    let repository = repository.as_ref();
    let old = Document::named(options.old.as_deref().unwrap_or("HEAD"), &spec, repository)?;
    let new = match &options.new {
        Some(argument) => Document::named(argument, &spec, repository)?,
        None => Document::file(&spec)?,
    };
    readable(&old)?;
    readable(&new)?;
    // One name for both: which package it is, the document does not say.
    let manifest = client.as_ref().and_then(|client| old.manifest(client, repository));
    let settings = Options {
        crate_name: manifest.as_deref().and_then(generator::manifest_package_name),
        source_name: old.entry.clone(),
        warnings: WarningLevel::Warn,
        ..Options::default()
    };
    let old_read = generator::read(old.loader(), &old.entry, &settings);
    let new_read = generator::read(new.loader(), &new.entry, &settings);
    let (Some(old_api), Some(new_api)) = (old_read.api(), new_read.api()) else {
        for (document, read) in [(&old, &old_read), (&new, &new_read)] {
            errors(document, read);
        }
        return Ok(ExitCode::from(DENIED));
    };
    let published = manifest.as_deref().and_then(generator::manifest_package_version);
    let source = client.map_or_else(String::new, |client| client.join("Cargo.toml").display().to_string());
    let (version, version_source) = match &published {
        Some(version) => (version.as_str(), source.as_str()),
        None => (old_api.version.as_str(), "`info.version`"),
    };
    let heading = Heading { old: &old.name, new: &new.name, version, version_source };
    let comparison = compare(old_api, new_api);
    print(&match options.format {
        DiffFormat::Markdown => comparison.render_markdown(&heading),
        DiffFormat::Json => comparison.render_json(&heading),
    });
    let denied = options.deny.is_some_and(|denied| comparison.level().is_some_and(|level| level >= denied));
    Ok(if denied { ExitCode::from(DENIED) } else { ExitCode::SUCCESS })
}

/// The folder of the client whose version counts: that of the repository's own document, or the one that is given. A
/// document given as a file has no client that could be known, unless it is the repository's own.
fn client(options: &Diff, root: &Path, spec: &Path) -> Option<PathBuf> {
    let foreign = |new: &String| {
        let new = Path::new(new);
        new.is_file() && new.canonicalize().ok() != spec.canonicalize().ok()
    };
    match (&options.client, &options.spec) {
        (Some(client), _) => Some(client.clone()),
        (None, None) if options.new.as_ref().is_some_and(foreign) => None,
        (None, None) => Some(root.join("generated-client")),
        (None, Some(_)) => None,
    }
}

fn errors(document: &Document, read: &Generated<'_>) {
    if read.api().is_none() {
        complain(&format!("{} has errors:", document.name));
        report(read, MessageFormat::Human);
    }
}
