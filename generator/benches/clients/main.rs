//! What clients cost to compile: ours and those of other generators, from the same documents.
//!
//! `cargo bench -p generator --bench clients -- oxide-nexus.json stripe.yaml`: documents are named as they are in the
//! folder that `OPENAPI_CORPUS` names, or by a path; `oxide-nexus.json` is measured where none is. Other generators are
//! measured where they are installed:
//!
//! ```text
//! cargo install --locked cargo-progenitor openapi-to-rust oas3-gen
//! pip install openapi-generator-cli
//! ```
//!
//! Options: `--ours` leaves the others out, `--build check` (or `debug`, `release`) measures that only, `--runs 1` measures once instead of taking the best
//! of two, `--features issues,pulls` adds our client with the features of these tags only.
//!
//! Measured are CPU seconds and peak memory of the compiler for the client's own crate; what it depends on is built
//! before. Where `programs/` has a program for the document, which calls the same five operations with each client, a
//! program is its own crate and the client's together. All clients are without TLS, so that a linker does the same for
//! each. It needs Linux, which counts the CPU time and the memory of a process in `/proc`, and the network for what the
//! other clients depend on. Ratios count: the times of one machine do not.

#![expect(clippy::print_stdout, reason = "the ratios are what this program is for")]

mod member;
#[path = "../support/mod.rs"]
mod support;
mod table;

use std::path::{Path, PathBuf};

use member::{Author, Member, stem};
use support::bench_arguments;
use support::peer::Peer;
use support::workspace::{Build, Workspace, compile_if_asked};
use table::{Cell, print_head, print_row};

/// A line of the table: what is built, and how.
struct Row {
    name: &'static str,
    build: Build,
    /// Whether it is the program with the client, or the client alone.
    program: bool,
}

impl Row {
    const ALL: [Self; 5] = [
        Self { name: "check", build: Build::Check, program: false },
        Self { name: "debug build", build: Build::Debug, program: false },
        Self { name: "release build", build: Build::Release, program: false },
        Self { name: "program, debug", build: Build::Debug, program: true },
        Self { name: "program, release", build: Build::Release, program: true },
    ];
}

/// What is asked for on the command line.
struct Request {
    documents: Vec<PathBuf>,
    builds: Vec<Build>,
    runs: usize,
    authors: Vec<Author>,
}

fn main() {
    compile_if_asked();
    let Some(arguments) = bench_arguments() else { return };
    let request = request(arguments);
    let workspace = Workspace::new("clients");
    println!(
        "CPU seconds and peak memory of the compiler, the best of {}; in brackets, how many times ours it is",
        request.runs
    );
    for document in &request.documents {
        println!("\n{}", stem(document));
        measure_document(document, &request, &workspace);
    }
}

fn request(arguments: Vec<String>) -> Request {
    let corpus = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from).unwrap_or_default();
    let mut request = Request { documents: Vec::new(), builds: Build::ALL.to_vec(), runs: 2, authors: Vec::new() };
    let mut builds = Vec::new();
    let mut peers = Peer::ALL.to_vec();
    request.authors.push(Author::Ours);
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--ours" => peers.clear(),
            "--build" => builds.extend(arguments.next().and_then(|name| build(&name))),
            "--runs" => request.runs = arguments.next().and_then(|runs| runs.parse().ok()).expect("a number of runs"),
            "--features" => request.authors.push(Author::OursInPart(arguments.next().expect("features of tags"))),
            // A path that is absolute stays what it is.
            document => request.documents.push(corpus.join(document)),
        }
    }
    if !builds.is_empty() {
        request.builds = builds;
    }
    if request.documents.is_empty() {
        request.documents.push(corpus.join("oxide-nexus.json"));
    }
    request.documents.retain(|document| {
        let exists = document.is_file();
        if !exists {
            println!("there is no {}; `OPENAPI_CORPUS` names the folder of documents", document.display());
        }
        exists
    });
    for peer in peers {
        if peer.is_installed() {
            request.authors.push(Author::Peer(peer));
        } else {
            println!("{} is not installed", peer.name());
        }
    }
    request
}

/// A build by the first word of its name.
fn build(name: &str) -> Option<Build> {
    Build::ALL.into_iter().find(|build| build.name().split(' ').next() == Some(name))
}

/// Measures all clients of a document and prints the table.
fn measure_document(document: &Path, request: &Request, workspace: &Workspace) {
    let mut members = Vec::new();
    for author in &request.authors {
        match author.write(document, workspace) {
            Some(member) => members.push(member),
            None => println!("{} refuses the document", author.name()),
        }
    }
    let packages = members.iter().flat_map(|member| std::iter::once(&member.client).chain(&member.program));
    let names: Vec<&str> = packages.map(|package| package.name.as_str()).collect();
    workspace.set_members(&names);
    print_head(&members);
    for row in Row::ALL.iter().filter(|row| request.builds.contains(&row.build)) {
        print_row(row.name, &measure_row(row, &members, request.runs, workspace));
    }
}

/// The best cost of each client. They are measured one after the other, so that a busy moment of the machine meets them
/// all.
fn measure_row(row: &Row, members: &[Member], runs: usize, workspace: &Workspace) -> Vec<Cell> {
    let mut cells: Vec<Cell> = members.iter().map(|_| Cell::Nothing).collect();
    for run in 0..runs {
        for (cell, member) in cells.iter_mut().zip(members) {
            let package = if row.program { member.program.as_ref() } else { Some(&member.client) };
            let Some(package) = package else { continue };
            let prepared = if run == 0 { workspace.prepare(package, row.build) } else { Ok(()) };
            let cost = match (&cell, prepared) {
                (Cell::Refused, _) => continue,
                (_, Ok(())) => workspace.cost(package, row.build),
                (_, Err(refusal)) => Err(refusal),
            };
            *cell = match (cost, &cell) {
                (Ok(cost), Cell::Cost(best)) if best.cpu <= cost.cpu => Cell::Cost(*best),
                (Ok(cost), _) => Cell::Cost(cost),
                (Err(refusal), _) => {
                    println!("{}, {}: does not compile\n{refusal}", member.author.name(), row.name);
                    Cell::Refused
                }
            };
        }
    }
    cells
}
