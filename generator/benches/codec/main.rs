//! What the emitted models cost to compile, against the same models with serde's derive.
//!
//! `cargo bench -p generator --bench codec`; with `-- --large` for 1,000 objects, with `-- --runs 3` for the best of
//! three. It needs a POSIX shell, and no network once `cargo fetch` was run. Ratios count: the times of one machine do
//! not.
//!
//! Measured are CPU seconds, user and system, of compiling the crate alone. The emitted side is everything a user
//! compiles: the models with their rules, setters, builders and documentation, and the run-time support with its HTTP
//! part, but no transport. The derived side has the types and the derives of `Clone`, `Debug`, `PartialEq`,
//! `Serialize` and `Deserialize`, nothing else.
//!
//! A second pair of rows, "codec only", takes from the emitted models what the derived ones do not have: `validate()`,
//! constructors, setters and builders. The run-time support stays.

#![expect(clippy::print_stdout, reason = "the ratios are what this program is for")]

mod derived;
mod document;
mod emitted;
mod profile;
mod workspace;

use derived::Entries;
use profile::Profile;
use workspace::{Build, Workspace};

const EMITTED: &str = "emitted";
const CODEC_ONLY: &str = "codec-only";
const DERIVED: &str = "derived";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("run by `cargo bench` only: it takes minutes");
        return;
    }
    let large = arguments.iter().any(|argument| argument == "--large");
    let position = arguments.iter().position(|argument| argument == "--runs");
    let runs = position.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(2);
    let profile = if large {
        Profile { objects: 1000, members: 8, enums: 200 }
    } else {
        Profile { objects: 300, members: 12, enums: 60 }
    };
    let workspace = Workspace::new(if large { "codec-large" } else { "codec" }, &[EMITTED, CODEC_ONLY, DERIVED]);
    write_emitted(&workspace, profile);
    write_derived(&workspace, profile);
    println!(
        "{} objects of {} members and {} enums; CPU seconds, the best of {runs}; in brackets, how many times less than \
         the derives",
        profile.objects, profile.members, profile.enums
    );
    println!("{:<15}{:>10}{:>18}{:>18}", "", "derives", "emitted", "codec only");
    let mut sizes = Vec::new();
    for build in Build::ALL {
        let mut best = [f64::INFINITY; 3];
        // One after the other, so that a busy moment of the machine meets them all.
        for _ in 0..runs {
            for (best, member) in best.iter_mut().zip([DERIVED, EMITTED, CODEC_ONLY]) {
                *best = best.min(workspace.seconds(member, build));
            }
        }
        print(build.name(), best, "s");
        if build != Build::Check {
            let size = |member| workspace.size(member, build) as f64 / 1e6;
            sizes.push((build, [size(DERIVED), size(EMITTED), size(CODEC_ONLY)]));
        }
    }
    for (build, sizes) in sizes {
        print(if build == Build::Debug { "debug rlib" } else { "release rlib" }, sizes, "MB");
    }
}

fn print(name: &str, [derived, emitted, codec]: [f64; 3], unit: &str) {
    let cell = |value: f64| format!("{value:.2} {unit} ({:.2})", derived / value);
    println!("{name:<15}{:>10}{:>18}{:>18}", format!("{derived:.2} {unit}"), cell(emitted), cell(codec));
}

fn write_emitted(workspace: &Workspace, profile: Profile) {
    let entries = Entries {
        types: "crate::models",
        codec: "crate::runtime::json",
        read_error: "crate::runtime::DecodeError",
        write_error: "crate::runtime::writer::EncodeError",
    };
    for member in [EMITTED, CODEC_ONLY] {
        for (path, text) in emitted::files(profile, member).iter() {
            let text = match path {
                "src/lib.rs" => format!("{text}\npub mod entries;\n"),
                _ if member == CODEC_ONLY && path.starts_with("src/models/") => emitted::codec_only(text),
                _ => text.to_owned(),
            };
            workspace.write(&format!("{member}/{path}"), &text);
        }
        workspace.write(&format!("{member}/src/entries.rs"), &entries.text(profile));
    }
}

fn write_derived(workspace: &Workspace, profile: Profile) {
    let manifest = format!(
        "[package]\nname = {DERIVED:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         serde = {{ version = \"1.0\", features = [\"derive\"] }}\nserde_json = \"1.0\"\n"
    );
    let mut modules = String::new();
    let mut add = |name: String, text: &str| {
        modules += &format!("mod {name};\npub use {name}::*;\n");
        workspace.write(&format!("{DERIVED}/src/models/{name}.rs"), text);
    };
    for number in 0..profile.objects {
        add(format!("object_{number}"), &derived::object(profile, number));
    }
    for number in 0..profile.enums {
        add(format!("enum_{number}"), &derived::enumeration(number));
    }
    let entries = Entries {
        types: "crate::models",
        codec: "serde_json",
        read_error: "serde_json::Error",
        write_error: "serde_json::Error",
    };
    workspace.write(&format!("{DERIVED}/Cargo.toml"), &manifest);
    workspace.write(&format!("{DERIVED}/src/models/mod.rs"), &modules);
    workspace.write(&format!("{DERIVED}/src/entries.rs"), &entries.text(profile));
    workspace.write(&format!("{DERIVED}/src/lib.rs"), "pub mod entries;\npub mod models;\n");
}
