//! Reads an OpenAPI document and writes a Rust client crate.

pub mod diagnostic;
mod file_set;
pub mod naming;
pub mod parse;
pub mod pattern;
pub mod source;
mod emit;
pub mod ir;
mod render;
pub use file_set::FileSet;
