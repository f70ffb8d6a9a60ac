//! Reads an OpenAPI document and writes a Rust client crate.

pub mod diagnostic;
pub mod emit;
pub mod parse;
pub mod pattern;
pub mod source;
