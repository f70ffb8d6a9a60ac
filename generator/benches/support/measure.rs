//! CPU, time and peak memory of a process.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What a process took.
#[derive(Clone, Copy)]
pub(crate) struct Usage {
    /// CPU seconds, of all threads and of the processes it started.
    pub(crate) cpu: f64,
    /// Seconds.
    pub(crate) wall: f64,
    /// Megabytes at the most.
    pub(crate) peak: f64,
}

/// Runs this program for one document; what that took, and what it said.
pub(crate) fn child(mode: &str, document: &Path) -> (Usage, String) {
    let program = std::env::current_exe().expect("a program knows where it is");
    let mut command = Command::new(program);
    command.arg(mode).arg(document).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut said = String::new();
    let (usage, status) = watched(&mut command, |child| {
        let output = child.wait_with_output()?;
        said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(output.status)
    })
    .expect("this program can be run again");
    assert!(status.success(), "{mode} of {document:?}: {status}");
    (usage, said)
}

/// Runs a program; what it says goes where the command says.
pub(crate) fn run(command: &mut Command) -> std::io::Result<(Usage, ExitStatus)> {
    watched(command, |mut child| child.wait())
}

/// Runs a program, whose end is waited for by what is given.
fn watched(
    command: &mut Command,
    end: impl FnOnce(Child) -> std::io::Result<ExitStatus>,
) -> std::io::Result<(Usage, ExitStatus)> {
    let (before, start) = (children_cpu_seconds(), Instant::now());
    let mut child = command.stdin(Stdio::null()).spawn()?;
    let peak = watch(&mut child);
    let wall = start.elapsed().as_secs_f64();
    let status = end(child)?;
    let cpu = children_cpu_seconds().zip(before).map_or(f64::NAN, |(after, before)| after - before);
    Ok((Usage { cpu, wall, peak }, status))
}

/// Waits for the end; gives the peak of memory as it was last seen.
fn watch(child: &mut Child) -> f64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = f64::NAN;
    while let Ok(None) = child.try_wait() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        if let Some(kilobytes) = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()) {
            peak = kilobytes / 1e3;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    peak
}

/// The CPU seconds of this process so far.
pub(crate) fn cpu_seconds() -> Option<f64> {
    ticks(0).map(|ticks| ticks / 100.0)
}

/// The CPU seconds of the processes that this one has waited for.
fn children_cpu_seconds() -> Option<f64> {
    ticks(2).map(|ticks| ticks / 100.0)
}

/// Two fields of `/proc/self/stat` (proc(5)): user and system time, in ticks of a hundredth of a second on Linux.
fn ticks(from: usize) -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, can hold anything.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let user: f64 = fields.get(11 + from)?.parse().ok()?;
    let system: f64 = fields.get(12 + from)?.parse().ok()?;
    Some(user + system)
}
