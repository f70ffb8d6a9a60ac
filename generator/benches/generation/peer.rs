//! Other generators, where they are installed.

use std::path::Path;
use std::process::Command;

use crate::measure::{Usage, run};
use crate::name;

/// Measures each that is on the path and takes the document.
pub(crate) fn compare(document: &Path, folder: &Path) {
    let out = folder.join("peer");
    let progenitor = run(Command::new("cargo-progenitor")
        .arg("progenitor")
        .arg("-i")
        .arg(document)
        .arg("-o")
        .arg(&out)
        .args(["-n", "peer", "-v", "0.1.0"]));
    say(document, "progenitor", progenitor.map(|run| run.usage));
    let settings = folder.join("openapi-to-rust.toml");
    let text = format!(
        "[generator]\nspec_path = {document:?}\noutput_dir = {out:?}\nmodule_name = \"peer\"\n\n[features]\nenable_async_client = true\n"
    );
    if std::fs::write(&settings, text).is_ok() {
        let run = run(Command::new("openapi-to-rust").arg("generate").arg("--config").arg(&settings));
        say(document, "openapi-to-rust", run.map(|run| run.usage));
    }
    let _ = std::fs::remove_dir_all(&out);
}

fn say(document: &Path, generator: &str, usage: Option<Usage>) {
    let name = name(document);
    match usage {
        Some(Usage { cpu, wall, peak }) => {
            println!("{name:16} {generator:16} CPU {cpu:.2} s, wall {wall:.2} s, peak {peak:.0} MB")
        }
        None => println!("{name:16} {generator:16} is not installed, or does not take the document"),
    }
}
