//! What generating costs: CPU, time and memory for documents of several sizes, and what each layer takes of it.
//!
//! `cargo bench --profile release -p generator --bench generation`: built as the command-line program is. Synthetic documents show the growth: the same operations and schemas 1, 4 and
//! 16 times under new names should cost the same per megabyte. With the folder of public documents in `OPENAPI_CORPUS`, three
//! real ones follow. Other generators are measured beside it where they are installed:
//!
//! ```text
//! cargo install --locked cargo-progenitor openapi-to-rust oas3-gen
//! pip install openapi-generator-cli
//! ```
//!
//! Each measurement is a process of its own, so that peak memory is its own; CPU and memory are read from `/proc`, and are
//! `–` where there is none. Ratios count, the times of one machine do not.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

#[path = "../support/mod.rs"]
mod support;
mod synthetic;

use std::path::{Path, PathBuf};
use std::time::Instant;

use generator::diagnostic::Diagnostics;
use generator::parse::{Context, parse_document};
use generator::source::Sources;
use generator::{Options, generate, read};
use support::Disk;
use support::measure::{self, Usage, cpu_seconds};
use support::peer::Peer;

/// As the command-line program does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Real documents, by their names in the corpus.
const CORPUS: [&str; 3] = ["oxide-nexus.json", "stripe.yaml", "github.json"];

fn main() {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("whole"), Some(path)) => whole(&path),
        (Some("phases"), Some(path)) => phases(&path),
        (Some("floor"), Some(path)) => floor(&path),
        _ => all(),
    }
}

fn all() {
    let folder = std::env::temp_dir().join(format!("generation-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    println!(
        "{:16} {:>6} {:>7} {:>7} {:>7} {:>8} {:>6} {:>8}",
        "document", "MB", "CPU s", "wall s", "CPU/MB", "peak MB", "files", "lines"
    );
    let mut documents: Vec<PathBuf> = Vec::new();
    for copies in [1, 4, 16] {
        let path = folder.join(format!("synthetic-{copies}.json"));
        std::fs::write(&path, synthetic::document(copies)).expect("a file can be written there");
        documents.push(path);
    }
    match std::env::var_os("OPENAPI_CORPUS") {
        Some(corpus) => documents.extend(CORPUS.map(|name| Path::new(&corpus).join(name))),
        None => println!("OPENAPI_CORPUS is not set, so there are no real documents"),
    }
    for document in &documents {
        row(document);
    }
    println!("\nshare of each phase: reading, parsing, lowering, emitting and printing (CPU)");
    for document in &documents {
        print!("{:16} ", name(document));
        println!("{}", measure::child("phases", document).1);
    }
    println!("\nfloor: CPU s of reading the document, and of parsing the emitted tokens and formatting them");
    for document in &documents {
        println!("{:16} {}", name(document), measure::child("floor", document).1);
    }
    println!("\nother generators");
    for peer in Peer::ALL {
        if peer.is_installed() {
            documents.iter().for_each(|document| compare(peer, document, &folder));
        } else {
            println!("{} is not installed", peer.name());
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn name(document: &Path) -> String {
    document.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The best of three.
fn row(document: &Path) {
    let runs = [(); 3].map(|()| measure::child("whole", document));
    let (usage, said) = runs.iter().min_by(|(a, _), (b, _)| a.cpu.total_cmp(&b.cpu)).expect("there are three");
    let megabytes = std::fs::metadata(document).map_or(0.0, |metadata| metadata.len() as f64 / 1e6);
    let Usage { cpu, wall, peak } = *usage;
    let mut counts = said.split_whitespace();
    let (files, lines) = (counts.next().unwrap_or("–"), counts.next().unwrap_or("–"));
    let per = cpu / megabytes;
    println!("{:16} {megabytes:6.2} {cpu:7.2} {wall:7.2} {per:7.3} {peak:8.0} {files:>6} {lines:>8}", name(document));
}

/// What another generator takes for a document.
fn compare(peer: Peer, document: &Path, folder: &Path) {
    let out = folder.join(peer.name());
    let (name, generator) = (name(document), peer.name());
    match measure::run(&mut peer.command(document, &out, "peer")) {
        Ok((Usage { cpu, wall, peak }, status)) if status.success() => {
            println!("{name:16} {generator:17} CPU {cpu:.2} s, wall {wall:.2} s, peak {peak:.0} MB")
        }
        _ => println!("{name:16} {generator:17} does not take the document"),
    }
    let _ = std::fs::remove_dir_all(&out);
}

/// A whole generation, as a process of its own; says files and lines.
fn whole(path: &str) {
    let generated = generate(&Disk, path, &Options::default());
    let files = generated.files.expect("the document has no errors");
    let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
    println!("{} {lines}", files.len());
}

/// What each phase takes: each is run with all before it, and the differences count.
fn phases(path: &str) {
    let loader = Disk;
    let mut ends = Vec::new();
    let mut run = |work: &dyn Fn()| {
        let (before, start) = (cpu_seconds(), Instant::now());
        work();
        let wall = start.elapsed().as_secs_f64();
        ends.push(cpu_seconds().zip(before).map_or(wall, |(after, before)| after - before));
    };
    run(&|| {
        Sources::new(&loader).load(path);
    });
    run(&|| {
        let (sources, mut diagnostics) = (Sources::new(&loader), Diagnostics::new());
        let mut context = Context::new(&sources, &mut diagnostics);
        let document = context.load(path, None).and_then(|file| parse_document(file, &mut context));
        assert!(document.is_some(), "it is a document");
    });
    run(&|| drop(read(&loader, path, &Options::default())));
    run(&|| drop(generate(&loader, path, &Options::default())));
    let whole = ends[3].max(0.001);
    let mut before = 0.0;
    let shares = ends.iter().map(|end| {
        let share = (end - before).max(0.0) / whole * 100.0;
        before = *end;
        format!("{share:5.1} %")
    });
    println!("{}", shares.collect::<Vec<_>>().join(" "));
}

/// What cannot be saved as long as tokens are parsed by syn and formatted by prettyplease: that, and reading. The tokens
/// are those of the emitted text; how they come to be is no part of it.
fn floor(path: &str) {
    let cpu = || cpu_seconds().unwrap_or(f64::NAN);
    let before = cpu();
    Sources::new(&Disk).load(path);
    let reading = cpu() - before;
    let files = generate(&Disk, path, &Options::default()).files.expect("the document has no errors");
    let emitted = files.iter().filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"));
    let texts: Vec<&str> = emitted.map(|(_, text)| text).collect();
    let mut printing = 0.0;
    let mut batch = Vec::new();
    let mut bytes = 0;
    // In batches, since CPU time is counted in hundredths of a second, and the tokens of all files take gigabytes.
    for (index, text) in texts.iter().enumerate() {
        batch.push(text.parse::<proc_macro2::TokenStream>().expect("the client is Rust"));
        bytes += text.len();
        if bytes > 4_000_000 || index + 1 == texts.len() {
            let before = cpu();
            for tokens in batch.drain(..) {
                let file = syn::parse2(tokens).expect("the client is Rust");
                std::hint::black_box(prettyplease::unparse(&file));
            }
            printing += cpu() - before;
            bytes = 0;
        }
    }
    println!("{reading:5.2} {printing:5.2}");
}
