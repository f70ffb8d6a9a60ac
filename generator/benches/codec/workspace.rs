//! A workspace in the target folder that holds both crates, and what building one of them costs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace.
pub(crate) struct Workspace {
    root: PathBuf,
}

/// What is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    Check,
    Debug,
    Release,
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

impl Workspace {
    /// A workspace without a member.
    pub(crate) fn new(name: &str, members: &[&str]) -> Self {
        let workspace = Self { root: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name) };
        for member in members {
            // Files of another profile or an earlier generator would stay.
            let _ = fs::remove_dir_all(workspace.root.join(member));
        }
        workspace.write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"));
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        // The same versions as ours, so that nothing has to be fetched; cargo drops what is not needed.
        workspace.write("Cargo.lock", &fs::read_to_string(lock).expect("the repository has a lock file"));
        workspace
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let target = self.root.join(path);
        fs::create_dir_all(target.parent().unwrap_or(&self.root)).expect("the target folder can be written");
        fs::write(target, text).expect("the target folder can be written");
    }

    /// The CPU seconds that the compiler takes for the crate itself, all it depends on being built. Nothing is built
    /// incrementally, and with the profiles as Cargo has them.
    pub(crate) fn seconds(&self, member: &str, build: Build) -> f64 {
        self.cargo(member, build);
        // What Cargo takes to find that there is nothing to do.
        let idle = self.cargo(member, build);
        let root = self.root.join(member).join("src/lib.rs");
        let text = fs::read(&root).expect("the crate is there");
        fs::write(&root, text).expect("the target folder can be written");
        self.cargo(member, build) - idle
    }

    /// The size in bytes of the library that was built.
    pub(crate) fn size(&self, member: &str, build: Build) -> u64 {
        let folder = if build == Build::Release { "release" } else { "debug" };
        let file = self.root.join("target").join(folder).join(format!("lib{}.rlib", member.replace('-', "_")));
        fs::metadata(file).expect("the library was built").len()
    }

    /// Runs Cargo for a member; the CPU seconds of it and all its children. A POSIX shell takes the time: the standard
    /// library has nothing for it.
    fn cargo(&self, member: &str, build: Build) -> f64 {
        let mut command = Command::new("sh");
        command.args(["-c", "\"$@\" && times", "sh", env!("CARGO")]);
        command.args(build.arguments()).args(["--offline", "--quiet", "--lib", "--no-default-features", "--package"]);
        command.arg(member).current_dir(&self.root);
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("CARGO_") || name.starts_with("RUST")) {
                command.env_remove(name);
            }
        }
        for name in ["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", self.root.join("target"));
        let output = command.output().expect("there is a POSIX shell");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{member}: {errors}");
        let text = String::from_utf8_lossy(&output.stdout);
        children(&text).unwrap_or_else(|| panic!("`times` of the shell printed {text:?}"))
    }
}

/// The CPU seconds of a shell's children, from the second line that `times` prints: `0m1.234s 0m0.056s`.
fn children(text: &str) -> Option<f64> {
    let line = text.lines().nth(1)?;
    line.split_whitespace().try_fold(0.0, |sum, time| {
        let (minutes, seconds) = time.strip_suffix('s')?.split_once('m')?;
        Some(sum + minutes.parse::<f64>().ok()? * 60.0 + seconds.replace(',', ".").parse::<f64>().ok()?)
    })
}
