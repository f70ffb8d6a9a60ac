//! What the benchmarks share: what a process took, other generators, and building crates to find what that takes.

#![allow(dead_code, reason = "each benchmark uses a part of it")]

pub(crate) mod measure;
pub(crate) mod peer;
pub(crate) mod workspace;

use generator::source::{LoadError, Loader};

/// Documents as files, by their paths.
pub(crate) struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        std::fs::read_to_string(path).map_err(|error| LoadError::new(error.to_string()))
    }
}

/// The arguments that `cargo bench` was given; nothing where something else runs the program, as `cargo test` does.
pub(crate) fn bench_arguments() -> Option<Vec<String>> {
    let (bench, arguments): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument == "--bench");
    if bench.is_empty() {
        println!("run by `cargo bench` only: it takes minutes");
        return None;
    }
    Some(arguments)
}
