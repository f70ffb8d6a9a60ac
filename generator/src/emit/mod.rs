//! From plain data to tokens of Rust.

pub mod matcher;
