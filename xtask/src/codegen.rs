//! `cargo xtask codegen`.

use std::fs;
use std::io::IsTerminal;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use generator::diagnostic::{Colour, WarningLevel};
use generator::source::Loader;
use generator::{FileSet, Generated, Ledgers, Lints, Options, Workspace};

use crate::arguments::{Codegen, MessageFormat, Mode};
use crate::disk::Disk;
use crate::folder::{Folder, Stamps};
use crate::ledger;
use crate::plan::{Difference, Plan, plan};
use crate::{complain, print};

/// The document has errors, or `--check` found a difference.
const DIFFERENT: u8 = 1;
/// Wrong usage, or something cannot be read or written.
const FAILED: u8 = 2;

/// Runs the command once; gives the files that were read, too.
pub(crate) fn run(options: &Codegen) -> (ExitCode, Stamps) {
    let mut read = Stamps::new();
    let code = Places::new(options).and_then(|places| {
        let folder = Folder::new(places.folder.clone());
        let code = attempt(options, &places, &folder);
        read = folder.into_stamps();
        code
    });
    let code = code.unwrap_or_else(|message| {
        complain(&format!("error: {message}"));
        ExitCode::from(FAILED)
    });
    (code, read)
}

fn attempt(options: &Codegen, places: &Places, folder: &Folder) -> Result<ExitCode, String> {
    // What cannot be read is no fault of the document.
    folder.load(&places.entry).map_err(|error| {
        format!("cannot read {}: {error}{}", folder.root().join(&places.entry).display(), hint(options))
    })?;
    let disk = Disk::new(places.out.clone());
    let manifest = match disk.read("Cargo.toml")? {
        None => None,
        Some(bytes) => Some(String::from_utf8(bytes).map_err(|_| "the client's Cargo.toml is not UTF-8".to_owned())?),
    };
    let generation = Options {
        crate_name: package_name(options, manifest.as_deref()),
        source_name: places.source_name.clone(),
        workspace: workspace(&places.out, manifest.is_some()),
        manifest,
        warnings: if options.deny_warnings || options.spec.is_none() { WarningLevel::Deny } else { WarningLevel::Warn },
        // Advice is for an author; other people's documents are taken as they are.
        lints: if options.lint || options.spec.is_none() { Lints::Report } else { Lints::Skip },
        ledger: if options.ledger { Ledgers::Count } else { Ledgers::Skip },
    };
    let generated = generator::generate(folder, &places.entry, &generation);
    report(&generated, options.format);
    if let Some(ledger) = &generated.ledger {
        ledger::print(ledger, options.format);
    }
    let Some(files) = &generated.files else { return Ok(ExitCode::from(DIFFERENT)) };
    let plan = plan(files, &disk)?;
    match options.mode {
        Mode::Check => Ok(check(&plan, &places.out, options)),
        Mode::Write => write(&plan, files, &disk, &places.out),
    }
}

/// What helps where the document cannot be read.
fn hint(options: &Codegen) -> &'static str {
    let spec = options.spec.as_deref().and_then(Path::to_str).unwrap_or_default();
    if spec.contains("://") {
        "\nnothing is fetched from another machine; save the document, and give the file"
    } else {
        ""
    }
}

/// Prints what was found in the document.
pub(crate) fn report(generated: &Generated<'_>, format: MessageFormat) {
    match format {
        MessageFormat::Json => print(&generated.report.render_json(&generated.sources)),
        MessageFormat::Sarif => print(&generated.report.render_sarif(&generated.sources)),
        MessageFormat::Human => {
            let text = generated.report.render_human(&generated.sources, colour());
            if !text.is_empty() {
                complain(&format!("{text}\n{}", summary(generated)));
            }
        }
    }
}

/// Colour for people who look at a terminal and do not ask for none (<https://no-color.org>).
fn colour() -> Colour {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stderr().is_terminal() && !unwanted { Colour::Always } else { Colour::Never }
}

/// How many there are, of which codes, and where to read more.
fn summary(generated: &Generated<'_>) -> String {
    /// Fewer are seen at a glance.
    const MANY: usize = 5;
    let counts = generated.report.counts();
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    };
    let numbers: Vec<String> =
        [count(counts.errors, "error"), count(counts.warnings, "warning")].into_iter().flatten().collect();
    let done = if generated.files.is_none() { "; nothing was generated" } else { "" };
    let first = generated.report.entries().first().map_or("", |entry| entry.diagnostic.code.id());
    let mut codes: Vec<(&str, usize)> = Vec::new();
    for diagnostic in generated.report.diagnostics() {
        let id = diagnostic.code.id();
        match codes.iter_mut().find(|(known, _)| *known == id) {
            Some((_, count)) => *count += 1,
            None => codes.push((id, 1)),
        }
    }
    codes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let many = codes.len() > 1 && generated.report.diagnostics().len() >= MANY;
    let codes: Vec<String> = codes.iter().map(|(id, count)| format!("{count} {id}")).collect();
    let codes = if many { format!(" ({})", codes.join(", ")) } else { String::new() };
    format!("{}{codes}{done}. `cargo xtask explain {first}` says more about a code.", numbers.join(", "))
}

/// Says every difference; writes nothing.
fn check(plan: &Plan, out: &Path, options: &Codegen) -> ExitCode {
    if plan.is_empty() {
        return ExitCode::SUCCESS;
    }
    for change in &plan.write {
        let path = out.join(&change.path);
        let path = path.display();
        match &change.difference {
            Difference::Missing => complain(&format!("missing: {path}")),
            Difference::Changed { line, found, expected } => {
                complain(&format!("changed: {path}:{line}\n  found:    {found}\n  expected: {expected}"));
            }
        }
    }
    for path in &plan.remove {
        complain(&format!("no longer generated: {}", out.join(path).display()));
    }
    for path in &plan.foreign {
        complain(&format!("not a generated file: {}", out.join(path).display()));
    }
    complain(&format!("the client is not what the document gives; run `{}`", command(options)));
    ExitCode::from(DIFFERENT)
}

/// The command that writes what was checked: without its arguments it would write another client.
fn command(options: &Codegen) -> String {
    let Codegen { spec, out, name, .. } = options;
    let spec = spec.as_ref().map(|spec| ("--spec", spec.to_string_lossy()));
    let out = out.as_ref().map(|out| ("--out", out.to_string_lossy()));
    let name = name.as_ref().map(|name| ("--name", name.into()));
    let mut command = "cargo xtask codegen".to_owned();
    for (option, value) in [spec, out, name].into_iter().flatten() {
        command.push_str(&format!(" {option} {}", quoted(&value)));
    }
    command
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "-_./\\:=+,@%".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Writes what differs and removes what is no longer generated.
fn write(plan: &Plan, files: &FileSet, disk: &Disk, out: &Path) -> Result<ExitCode, String> {
    if !plan.foreign.is_empty() {
        let list: Vec<String> = plan.foreign.iter().map(|path| format!("  {}", out.join(path).display())).collect();
        return Err(format!(
            "src/ belongs to the generator, and these files are not its own; move them away:\n{}",
            list.join("\n"),
        ));
    }
    for change in &plan.write {
        disk.write(&change.path, files.get(&change.path).unwrap_or_default())?;
    }
    for path in &plan.remove {
        disk.remove(path)?;
    }
    complain(&format!(
        "{}: {} files, {} written, {} removed",
        out.display(),
        files.len(),
        plan.write.len(),
        plan.remove.len(),
    ));
    Ok(ExitCode::SUCCESS)
}

/// Where the document is and where the client goes.
struct Places {
    /// The folder that paths of the document are relative to.
    folder: PathBuf,
    /// The entry document, below that folder.
    entry: String,
    /// How the entry document is called in banners.
    source_name: String,
    out: PathBuf,
}

impl Places {
    fn new(options: &Codegen) -> Result<Self, String> {
        let root = repository_folder();
        let out = options.out.clone().unwrap_or_else(|| root.join("generated-client"));
        let Some(spec) = &options.spec else {
            let entry = "spec/openapi.yaml".to_owned();
            return Ok(Self { folder: root, source_name: entry.clone(), entry, out });
        };
        let text = spec.to_str().ok_or("the path of the document is not UTF-8")?.replace('\\', "/");
        let (folder, name) = match text.rsplit_once('/') {
            Some(("", name)) => ("/", name),
            Some((folder, name)) => (folder, name),
            None => ("", text.as_str()),
        };
        // No path of this machine in any output: a path from here, else only the file's name.
        let plain = spec.is_relative() && spec.components().all(|part| matches!(part, Component::Normal(_)));
        let source_name = if plain { text.clone() } else { name.to_owned() };
        if plain {
            return Ok(Self { folder: PathBuf::new(), entry: text.clone(), source_name, out });
        }
        Ok(Self { folder: PathBuf::from(folder), entry: name.to_owned(), source_name, out })
    }
}

/// The repository's root: the folder above this crate's.
pub(crate) fn repository_folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    match std::env::current_dir() {
        // Shorter messages: paths from where the user stands.
        Ok(here) if here == root => PathBuf::new(),
        _ => root.to_path_buf(),
    }
}

/// `--name`, else the name in the manifest that is there.
fn package_name(options: &Codegen, manifest: Option<&str>) -> Option<String> {
    options.name.clone().or_else(|| manifest.and_then(generator::manifest_package_name))
}

/// A new crate below a workspace that does not list it would not build.
fn workspace(out: &Path, exists: bool) -> Workspace {
    if exists {
        return Workspace::Unsaid;
    }
    let absolute = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let above = absolute.ancestors().skip(1);
    let in_workspace = above.into_iter().any(|folder| {
        fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
    });
    if in_workspace { Workspace::Own } else { Workspace::Unsaid }
}
