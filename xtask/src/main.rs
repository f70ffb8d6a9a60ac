//! The repository's tasks: `cargo xtask codegen`, `cargo xtask diff`, `cargo xtask explain`.
//!
//! Reads, writes, prints; every decision about code is the generator's.

mod arguments;
mod codegen;
mod diff;
mod disk;
mod document;
mod explain;
mod folder;
mod git;
mod help;
mod ledger;
mod plan;
mod watch;

use std::process::ExitCode;

use arguments::{Command, Usage};

/// Half of the work of a generation is to make and drop small things; this takes a third of the time that glibc takes for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match arguments::parse(std::env::args_os()) {
        Ok(Command::Help(topic)) => {
            print(help::text(topic));
            ExitCode::SUCCESS
        }
        Ok(Command::Diff(options)) => diff::run(&options),
        Ok(Command::Codegen(options)) if options.watch => watch::run(&options),
        Ok(Command::Codegen(options)) => codegen::run(&options).0,
        Ok(Command::Explain(id)) => explain::run(id.as_deref()),
        Err(Usage(message)) => {
            complain(&format!("{message}\n\nFor more, run `cargo xtask --help`."));
            ExitCode::from(2)
        }
    }
}

/// What a command was asked for.
#[expect(clippy::print_stdout, reason = "a command-line program answers on standard output")]
fn print(text: &str) {
    print!("{text}");
}

/// What went wrong.
#[expect(clippy::print_stderr, reason = "a command-line program complains on standard error")]
fn complain(text: &str) {
    eprintln!("{}", text.trim_end());
}
