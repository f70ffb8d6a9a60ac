//! What the benchmarks share: what a process took, other generators, and building crates to find what that takes.

#![allow(dead_code, reason = "each benchmark uses a part of it")]

pub(crate) mod measure;
pub(crate) mod peer;
pub(crate) mod workspace;
