//! What the emitted models cost to compile, against the same models with serde's derive.
//!
//! `cargo bench -p generator --bench codec`; with `-- --large` for 1,000 objects, with `-- --runs 3` for the best of
//! three. It needs Linux, which counts the CPU time of a process in `/proc`, and no network once `cargo fetch` was run.
//! Ratios count: the times of one machine do not.
//!
//! Measured are CPU seconds, user and system, of compiling the crate alone; what it depends on is built before.
//!
//! * "derives": types with `Clone`, `Debug`, `PartialEq`, `Serialize` and `Deserialize`, and nothing else. Its codec is
//!   `serde_json`, a dependency.
//! * "emitted": everything a user compiles: the models with their rules, constructors, setters, builders and
//!   documentation, and the run-time support with its HTTP part, but no transport.
//! * "codec only": the same without `validate()`, constructors, setters and builders, which the derives do not have
//!   either; the run-time support is still in it.
//! * "no models": the run-time support by itself, to be taken off from the two before it.

#![expect(clippy::print_stdout, reason = "the ratios are what this program is for")]

mod derived;
mod document;
mod emitted;
mod profile;
#[path = "../support/mod.rs"]
mod support;

use derived::Entries;
use profile::Profile;
use support::bench_arguments;
use support::workspace::{Build, Package, Workspace, compile_if_asked};

const EMITTED: &str = "emitted";
const CODEC_ONLY: &str = "codec-only";
const NO_MODELS: &str = "no-models";
const DERIVED: &str = "derived";
/// The columns of the table.
const MEMBERS: [&str; 4] = [DERIVED, EMITTED, CODEC_ONLY, NO_MODELS];

fn main() {
    compile_if_asked();
    let Some(arguments) = bench_arguments() else { return };
    let large = arguments.iter().any(|argument| argument == "--large");
    let position = arguments.iter().position(|argument| argument == "--runs");
    let runs = position.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(2);
    let profile = if large {
        Profile { objects: 1000, members: 8, enums: 200 }
    } else {
        Profile { objects: 300, members: 12, enums: 60 }
    };
    let workspace = Workspace::new(if large { "codec-large" } else { "codec" });
    MEMBERS.iter().for_each(|member| workspace.clear(member));
    workspace.set_members(&MEMBERS);
    write_emitted(&workspace, profile);
    write_derived(&workspace, profile);
    println!(
        "{} objects of {} members and {} enums; CPU seconds, the best of {runs}; in brackets, how many times less than \
         the derives",
        profile.objects, profile.members, profile.enums
    );
    println!("{:<15}{:>11}{:>18}{:>18}{:>12}", "", "derives", "emitted", "codec only", "no models");
    let packages = MEMBERS.map(|member| Package {
        name: member.to_owned(),
        features: String::new(),
        roots: vec![format!("{member}/src/lib.rs")],
    });
    let mut sizes = Vec::new();
    for build in Build::ALL {
        for package in &packages {
            workspace.prepare(package, build).unwrap_or_else(|refusal| panic!("{}: {refusal}", package.name));
        }
        let mut best = [f64::INFINITY; MEMBERS.len()];
        // One after the other, so that a busy moment of the machine meets them all.
        for _ in 0..runs {
            for (best, package) in best.iter_mut().zip(&packages) {
                let cost =
                    workspace.cost(package, build).unwrap_or_else(|refusal| panic!("{}: {refusal}", package.name));
                *best = best.min(cost.cpu);
            }
        }
        print(build.name(), best, "s");
        if build != Build::Check {
            sizes.push((build, MEMBERS.map(|member| workspace.size(member, build) as f64 / 1e6)));
        }
    }
    for (build, sizes) in sizes {
        print(if build == Build::Debug { "debug rlib" } else { "release rlib" }, sizes, "MB");
    }
}

fn print(name: &str, [derived, emitted, codec, none]: [f64; 4], unit: &str) {
    let cell = |value: f64| format!("{value:.2} {unit} ({:.2})", derived / value);
    let (derived, none) = (format!("{derived:.2} {unit}"), format!("{none:.2} {unit}"));
    println!("{name:<15}{derived:>11}{:>18}{:>18}{none:>12}", cell(emitted), cell(codec));
}

fn write_emitted(workspace: &Workspace, profile: Profile) {
    let entries = Entries {
        types: "crate::models",
        codec: "crate::runtime::json",
        read_error: "crate::runtime::DecodeError",
        write_error: "crate::runtime::writer::EncodeError",
    };
    for member in [EMITTED, CODEC_ONLY, NO_MODELS] {
        let is_empty = member == NO_MODELS;
        for (path, text) in emitted::files(profile, member).iter() {
            let text = match path {
                "src/lib.rs" if is_empty => text.replace("pub mod models;", ""),
                "src/lib.rs" => format!("{text}\npub mod entries;\n"),
                _ if is_empty && path.starts_with("src/models/") => continue,
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
