//! A workspace in the target folder that holds crates to build, and what the compiler takes for them.
//!
//! Cargo calls the benchmark itself in place of the compiler (`RUSTC_WORKSPACE_WRAPPER`) for what is in the workspace,
//! and for nothing else: it runs the compiler and writes down what that took. So neither what the crates depend on nor
//! Cargo's own work is in the figures.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::measure;

/// Names the file that the benchmark, called in place of the compiler, writes to.
const USAGE_FILE: &str = "COMPILER_USAGE_FILE";

/// The workspace.
pub(crate) struct Workspace {
    root: PathBuf,
}

/// What is built: a package and those of the workspace that it depends on.
pub(crate) struct Package {
    pub(crate) name: String,
    /// Its features; the default ones are off.
    pub(crate) features: String,
    /// The roots of all crates that are to be measured, from the folder of the workspace.
    pub(crate) roots: Vec<String>,
}

/// How it is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    Check,
    Debug,
    Release,
}

/// What the compiler took for all crates of a package that are to be measured.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// CPU seconds.
    pub(crate) cpu: f64,
    /// Megabytes at the most, of one crate.
    pub(crate) peak: f64,
}

/// What the compiler said instead.
pub(crate) struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The first error, and what is said of its place.
        let lines = self.0.lines().skip_while(|line| !line.starts_with("error")).take_while(|line| !line.is_empty());
        lines.take(6).try_for_each(|line| writeln!(formatter, "    {line}"))
    }
}

impl Build {
    pub(crate) const ALL: [Self; 3] = [Self::Check, Self::Debug, Self::Release];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Debug => "debug build",
            Self::Release => "release build",
        }
    }

    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// Does the compiler's work if Cargo has called this program in its place; `main` begins with it.
pub(crate) fn compile_if_asked() {
    let Some(file) = std::env::var_os(USAGE_FILE) else { return };
    let mut arguments = std::env::args_os().skip(1);
    let compiler = arguments.next().expect("Cargo names the compiler first");
    let (usage, status) = measure::run(Command::new(compiler).args(arguments)).expect("the compiler can be run");
    // Cargo asks the compiler for its version and the like as well.
    if std::env::var_os("CARGO_PKG_NAME").is_some() {
        let mut file =
            OpenOptions::new().create(true).append(true).open(file).expect("the target folder can be written");
        writeln!(file, "{} {}", usage.cpu, usage.peak).expect("the target folder can be written");
    }
    std::process::exit(status.code().unwrap_or(1));
}

impl Workspace {
    /// A workspace without a member.
    pub(crate) fn new(name: &str) -> Self {
        Self { root: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name) }
    }

    /// Takes away what an earlier run wrote of a member: files of another profile or generator would stay.
    pub(crate) fn clear(&self, member: &str) {
        let _ = fs::remove_dir_all(self.path(member));
    }

    /// Says which folders belong to it.
    pub(crate) fn set_members(&self, members: &[&str]) {
        self.write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"));
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        // The same versions as ours, as far as those do; Cargo drops what is not needed.
        self.write("Cargo.lock", &fs::read_to_string(lock).expect("the repository has a lock file"));
    }

    /// Where a file or folder of it is.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let target = self.path(path);
        fs::create_dir_all(target.parent().unwrap_or(&self.root)).expect("the target folder can be written");
        fs::write(target, text).expect("the target folder can be written");
    }

    /// Builds what a package depends on, so that nothing else is built while it is measured.
    pub(crate) fn prepare(&self, package: &Package, build: Build) -> Result<(), Refusal> {
        let texts: Vec<String> = package.roots.iter().map(|root| self.read(root)).collect();
        for root in &package.roots {
            self.write(root, if root.ends_with("main.rs") { "fn main() {}\n" } else { "" });
        }
        let built = self.cargo(package, build);
        for (root, text) in package.roots.iter().zip(texts) {
            self.write(root, &text);
        }
        built
    }

    /// What the compiler takes for a package. Nothing is built incrementally, and with the profiles as Cargo has them.
    pub(crate) fn cost(&self, package: &Package, build: Build) -> Result<Cost, Refusal> {
        for root in &package.roots {
            // Written again, it is compiled again.
            self.write(root, &self.read(root));
        }
        let _ = fs::remove_file(self.usage_file());
        self.cargo(package, build)?;
        let text = fs::read_to_string(self.usage_file()).expect("the compiler was called");
        let mut crates = 0;
        let mut cost = Cost { cpu: 0.0, peak: f64::NAN };
        for line in text.lines() {
            let (cpu, peak) = line.split_once(' ').expect("there are two figures in a line");
            cost.cpu += cpu.parse::<f64>().expect("it is a number");
            cost.peak = cost.peak.max(peak.parse().expect("it is a number"));
            crates += 1;
        }
        assert_eq!(crates, package.roots.len(), "each crate of {} is compiled once", package.name);
        Ok(cost)
    }

    /// The size in bytes of the library that was built.
    pub(crate) fn size(&self, member: &str, build: Build) -> u64 {
        let folder = if build == Build::Release { "release" } else { "debug" };
        let file = self.path("target").join(folder).join(format!("lib{}.rlib", member.replace('-', "_")));
        fs::metadata(file).expect("the library was built").len()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the crate is there")
    }

    fn usage_file(&self) -> PathBuf {
        self.path("usage")
    }

    fn cargo(&self, package: &Package, build: Build) -> Result<(), Refusal> {
        let mut command = Command::new(env!("CARGO"));
        command.args(build.arguments()).args(["--quiet", "--no-default-features", "--features", &package.features]);
        command.args(["--package", &package.name]).current_dir(&self.root).stdin(Stdio::null());
        // What changes the compiler's work is taken away. Which compiler it is stays said, and whether rustup may fetch
        // another: packages may name their own in a `rust-toolchain.toml`.
        for (name, _) in std::env::vars_os() {
            let Some(name) = name.to_str() else { continue };
            let chooses = name == "CARGO_HOME" || name.starts_with("RUSTUP_");
            if !chooses && (name.starts_with("CARGO_") || name.starts_with("RUST")) {
                command.env_remove(name);
            }
        }
        command.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", self.path("target"));
        command.env(USAGE_FILE, self.usage_file());
        command.env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe().expect("a program knows where it is"));
        let output = command.output().expect("Cargo can be run");
        if output.status.success() {
            Ok(())
        } else {
            Err(Refusal(String::from_utf8_lossy(&output.stderr).into_owned()))
        }
    }
}
