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

use std::io::{self, ErrorKind, Write};
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
fn print(text: &str) {
    say(&mut io::stdout(), text);
}

/// What went wrong.
fn complain(text: &str) {
    say(&mut io::stderr(), &format!("{}\n", text.trim_end()));
}

/// Who reads may have seen enough, as `head` does: that is no failure, and what is written to files goes on.
fn say(stream: &mut dyn Write, text: &str) {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => std::process::exit(2),
        _ => {}
    }
}
