//! What the caller of [`generate`](crate::generate) decides; everything else comes from the document.

use crate::diagnostic::WarningLevel;

/// Options of a generation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The package name of the client; from `info.title` when absent.
    pub crate_name: Option<String>,
    /// How the entry document is called in the banner of each file: relative, or just a file name.
    pub source_name: String,
    /// The text of the `Cargo.toml` that stands there already; its `[package]` and `[dev-dependencies]` are kept.
    pub manifest: Option<String>,
    /// What a fresh `Cargo.toml` says about workspaces.
    pub workspace: Workspace,
    /// What warnings count as.
    pub warnings: WarningLevel,
    /// Whether there is advice on the document.
    pub lints: Lints,
    /// Whether the keywords of the document are counted.
    pub ledger: Ledgers,
}

/// Whether there is advice on what is legal and likely a slip (codes `W04xx`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lints {
    /// None: a document of somebody else is taken as it is.
    #[default]
    Skip,
    /// Advice as warnings, for the author of the document.
    Report,
}

/// Whether the keywords of the document are counted by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ledgers {
    /// No.
    #[default]
    Skip,
    /// Yes: [`Generated::ledger`](crate::Generated::ledger) has them.
    Count,
}

/// What a fresh `Cargo.toml` says about workspaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// Nothing: the crate stands alone, or is a member of the user's workspace.
    #[default]
    Unsaid,
    /// The crate is a workspace of its own, because a folder above it is one that does not list it.
    Own,
}
