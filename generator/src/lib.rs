//! Reads an OpenAPI 3.0 or 3.1 document and writes a Rust client crate: text in, files out.
//!
//! # Architecture
//!
//! One direction, one pass:
//!
//! ```text
//! source ──► parse ──► Document ──► lower ──► ir::Api ──► emit ──► tokens ──► render ──► FileSet
//! text +      typed,     refs, names,  pure data,      per file       prettyplease   path → text
//! pointers    located    formats       final names
//!        └────── diagnostics ──────┘
//! ```
//!
//! | layer | job | must not |
//! |---|---|---|
//! | [`source`] | text → ordered node tree; places; lines and columns on demand | know OpenAPI |
//! | [`diagnostic`] | coded, located messages and their rendering | know OpenAPI |
//! | [`naming`] | words, case, keywords, collisions | know OpenAPI or tokens |
//! | [`pattern`] | ECMA-262 regular expression → matcher description | know OpenAPI |
//! | [`parse`] | nodes → the complete OpenAPI vocabulary, 3.0 and 3.1 in one model | follow a `$ref`, choose a Rust type |
//! | `lint` | advice to who writes a document | decide anything about the client |
//! | [`ir`] | the client as plain data, final names | hold tokens or document types |
//! | `lower` | every decision | make tokens |
//! | `ledger` | what became of every keyword of the document | decide anything about the client |
//! | `emit` | IR → tokens; total | see the document, report, make up a name |
//! | `render` | tokens → text | know OpenAPI |
//! | [`change`] | what changed between two [`ir::Api`]s, for users of the client | see a document, make tokens |
//! | `runtime/` | the client's run-time support: a crate of its own, copied into every client | know the generator |
//!
//! Problems are found in `source`, `parse`, `lint` and `lower` only: once an [`ir::Api`] exists, generation succeeds.
//! `generator/tests/layers.rs` holds the arrows to this direction.
//!
//! The crate opens no file, reads no clock and no environment: a [`source::Loader`] hands over the texts, and
//! [`generate`] gives back a [`FileSet`]. The same input gives the same bytes.

pub mod change;
pub mod diagnostic;
mod emit;
mod file_set;
mod generation;
pub mod ir;
mod ledger;
mod lint;
mod lower;
mod manifest;
pub mod naming;
mod options;
mod outline;
pub mod parse;
pub mod pattern;
mod render;
mod runtime_files;
pub mod source;

#[doc(hidden)] // for the tests of emitted checks
pub use emit::emit_matcher;
pub use file_set::FileSet;
pub use generation::{BANNER_MARK, Generated, generate, read};
pub use ledger::{BareSchema, LEDGER_TABLE, Ledger, LedgerCount, LedgerRow, LedgerState, Occurrence};
pub use manifest::{manifest_package_name, manifest_package_version, package_name_problem};
pub use options::{Ledgers, Lints, Options, Workspace};
