//! What is wrong with a document is said at the right place, all in one run.
//!
//! Each folder of `tests/invalid/` is one case: `openapi.yaml` (or `openapi.json`) and, beside it, what is reported. Accept changes
//! with `cargo insta review`. In the cases named `lint_…` there is advice, too. **Invariant:** every code has a case.

use std::path::{Path, PathBuf};

use generator::diagnostic::{Code, Colour};
use generator::source::{LoadError, Loader};
use generator::{Lints, Options};

struct Folder(PathBuf);

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        std::fs::read_to_string(self.0.join(path)).map_err(|_| LoadError::new("there is no such file"))
    }
}

/// Runs the generator on the document of a folder, and gives what it reports.
fn diagnose(folder: &Path) -> String {
    let loader = Folder(folder.to_owned());
    let entry = if folder.join("openapi.json").exists() { "openapi.json" } else { "openapi.yaml" };
    let is_lint = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("lint_"));
    let lints = if is_lint { Lints::Report } else { Lints::Skip };
    let options = Options { crate_name: Some(crate_name(folder)), lints, ..Options::default() };
    let generated = generator::generate(&loader, entry, &options);
    let counts = generated.report.counts();
    assert_eq!(generated.files.is_none(), counts.errors > 0, "files are made just when there is no error");
    let text = generated.report.render_human(&generated.sources, Colour::Never);
    format!("{text}\n{} errors, {} warnings", counts.errors, counts.warnings)
}

/// The package name; only one case is about a bad one.
fn crate_name(folder: &Path) -> String {
    let bad = folder.ends_with("package_name");
    if bad { "not a name" } else { "invalid-client" }.to_owned()
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the cases are there")
        .map(|case| case.expect("a case can be listed").path())
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_case_is_reported_as_reviewed() {
    for case in cases() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("diagnostics", diagnose(&case)));
    }
}

#[test]
fn every_code_has_a_case() {
    let reports: String = cases().iter().map(|case| diagnose(case)).collect();
    let missing: Vec<&str> =
        Code::ALL.iter().map(|code| code.id()).filter(|id| !reports.contains(&format!("[{id}]"))).collect();
    assert!(missing.is_empty(), "no case in tests/invalid reports {missing:?}");
}

#[test]
fn ten_mistakes_are_reported_in_one_run() {
    let report = diagnose(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid/ten_mistakes"));
    for place in ["4:12", "9:7", "11:11", "13:26", "15:15", "18:9", "22:3", "28:17", "30:28", "31:37"] {
        assert!(report.contains(&format!("openapi.yaml:{place}\n")), "nothing is reported at {place}:\n{report}");
    }
    assert!(report.contains("0 errors, 10 warnings"), "{report}");
}
