//! `cargo xtask codegen --watch`: generates again whenever a file of the document is saved.
//!
//! Changes are found by looking at time and length of the few files that the last run read, a few times a second. That costs nothing
//! noticeable, needs no crate with a part for each operating system, and works where notifications do not: on network drives and in
//! containers.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::Duration;

use crate::arguments::Codegen;
use crate::codegen;
use crate::complain;
use crate::folder::{Stamps, stamp};

/// How long it takes at most until a change is noticed.
const PAUSE: Duration = Duration::from_millis(200);
/// Clears the screen and goes to its first line (ECMA-48, ED and CUP).
const CLEAR: &str = "\u{1b}[2J\u{1b}[H";

/// Runs until it is stopped from outside; ends by itself only where there is nothing to watch.
pub(crate) fn run(options: &Codegen) -> ExitCode {
    loop {
        let (code, read) = codegen::run(options);
        if read.is_empty() {
            return code;
        }
        let files = if read.len() == 1 { "1 file".to_owned() } else { format!("{} files", read.len()) };
        complain(&format!("watching {files}; Ctrl-C stops"));
        wait_for_change(&read);
        if std::io::stderr().is_terminal() {
            // What the last run said is over; after a success nothing of it remains.
            complain(CLEAR);
        }
    }
}

/// Returns when a file differs from when it was read, and has come to rest: some editors write in several steps.
fn wait_for_change(read: &Stamps) {
    let now = || -> Stamps { read.keys().map(|path| (path.clone(), stamp(path))).collect() };
    let mut last = now();
    while last == *read {
        sleep(PAUSE);
        last = now();
    }
    loop {
        sleep(PAUSE);
        let next = now();
        if next == last {
            return;
        }
        last = next;
    }
}
