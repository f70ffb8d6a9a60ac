//! Other generators, where they are installed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Another generator, found on the path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    Progenitor,
    OpenapiToRust,
    Oas3Gen,
    OpenapiGenerator,
}

impl Peer {
    pub(crate) const ALL: [Self; 4] = [Self::Progenitor, Self::OpenapiToRust, Self::Oas3Gen, Self::OpenapiGenerator];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Progenitor => "progenitor",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Oas3Gen => "oas3-gen",
            Self::OpenapiGenerator => "openapi-generator",
        }
    }

    const fn program(self) -> &'static str {
        match self {
            Self::Progenitor => "cargo-progenitor",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Oas3Gen => "oas3-gen",
            Self::OpenapiGenerator => "openapi-generator-cli",
        }
    }

    /// Whether it can be run.
    pub(crate) fn is_installed(self) -> bool {
        let mut command = Command::new(self.program());
        command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    }

    /// The command that writes the client of a document, under a name, into a folder. Where one wants a file of
    /// settings, it is written, beside the folder.
    pub(crate) fn command(self, document: &Path, out: &Path, package: &str) -> Command {
        let mut command = Command::new(self.program());
        // Some say more than a pipe holds.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        match self {
            Self::Progenitor => {
                command.arg("progenitor").arg("-i").arg(document).arg("-o").arg(out);
                command.args(["-n", package, "-v", "0.1.0"]);
            }
            Self::OpenapiToRust => {
                let settings = out.with_extension("toml");
                let text = format!(
                    "[generator]\nspec_path = {document:?}\noutput_dir = {out:?}\nmodule_name = \"peer\"\n\n\
                     [features]\nenable_async_client = true\n"
                );
                fs::write(&settings, text).expect("the folder can be written");
                command.arg("generate").arg("--config").arg(settings);
            }
            Self::Oas3Gen => {
                command.args(["generate", "client-mod", "--workspace", "-i"]).arg(document).arg("-o").arg(out);
            }
            Self::OpenapiGenerator => {
                command.args(["generate", "-g", "rust", "-i"]).arg(document).arg("-o").arg(out);
                command.arg(format!("--additional-properties=packageName={package}"));
            }
        }
        command
    }
}
