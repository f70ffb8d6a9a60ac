//! A client as a member of the workspace, written by one of the generators, and the program that calls it.

use std::fs;
use std::path::Path;

use generator::{Options, generate};

use crate::support::peer::Peer;
use crate::support::workspace::{Package, Workspace};
use crate::support::{Disk, measure};

/// Who writes a client, and which part of it is compiled.
#[derive(Clone, PartialEq)]
pub(crate) enum Author {
    Ours,
    /// Ours, with the features of some tags only.
    OursInPart(String),
    Peer(Peer),
}

/// A client, or the program that calls it, as it is built.
pub(crate) struct Member {
    pub(crate) author: Author,
    pub(crate) client: Package,
    pub(crate) program: Option<Package>,
    pub(crate) lines: usize,
}

impl Author {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::OursInPart(_) => "ours in part",
            Self::Peer(peer) => peer.name(),
        }
    }

    /// The program that calls its client, where the benchmark has one.
    fn program(&self, document: &Path) -> Option<String> {
        let name = match self {
            Self::Ours | Self::OursInPart(_) => "ours",
            Self::Peer(peer) => peer.name(),
        };
        let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/clients/programs");
        fs::read_to_string(programs.join(stem(document)).join(name).with_extension("rs")).ok()
    }

    /// Writes the client of a document, and the program; nothing if the document is refused.
    pub(crate) fn write(&self, document: &Path, workspace: &Workspace) -> Option<Member> {
        let folder = format!("{}-{}", stem(document), self.name().replace(' ', "-"));
        workspace.clear(&folder);
        let features = match self {
            Self::Ours | Self::OursInPart(_) => {
                let manifest = write_ours(document, &folder, workspace);
                let groups = match self {
                    Self::OursInPart(tags) => tags.as_str(),
                    _ if manifest.contains("all-operations") => "all-operations",
                    _ => "",
                };
                format!("reqwest stream {groups}")
            }
            Self::Peer(peer) => {
                write_peer(*peer, document, &folder, workspace)?;
                String::new()
            }
        };
        let program = self.program(document).map(|text| write_program(&text, &folder, &features, workspace));
        let root = format!("{folder}/src/lib.rs");
        let lines = lines(&workspace.path(&format!("{folder}/src")));
        Some(Member {
            author: self.clone(),
            client: Package { name: folder, features, roots: vec![root] },
            program,
            lines,
        })
    }
}

/// A document's name without its ending.
pub(crate) fn stem(document: &Path) -> String {
    document.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Writes our client; gives its manifest.
fn write_ours(document: &Path, folder: &str, workspace: &Workspace) -> String {
    let options = Options { crate_name: Some(folder.to_owned()), source_name: stem(document), ..Options::default() };
    let files = generate(&Disk, &document.to_string_lossy(), &options).files.expect("the document has no error");
    for (path, text) in files.iter() {
        workspace.write(&format!("{folder}/{path}"), text);
    }
    let (_, manifest) = files.iter().find(|(path, _)| *path == "Cargo.toml").expect("a crate has a manifest");
    manifest.to_owned()
}

/// Writes the client of another generator; nothing if it refuses the document.
fn write_peer(peer: Peer, document: &Path, folder: &str, workspace: &Workspace) -> Option<()> {
    let out = workspace.path(folder);
    let (_, status) = measure::run(&mut peer.command(document, &out, folder)).ok()?;
    status.success().then_some(())?;
    match peer {
        Peer::Progenitor => {}
        // It writes modules, and beside them what the manifest has to say.
        Peer::OpenapiToRust => {
            let dependencies = fs::read_to_string(out.join("REQUIRED_DEPS.toml")).ok()?;
            for (from, to) in [("mod.rs", "lib.rs"), ("client.rs", "client.rs"), ("types.rs", "types.rs")] {
                workspace.write(&format!("{folder}/src/{to}"), &fs::read_to_string(out.join(from)).ok()?);
            }
            let package = format!("[package]\nname = {folder:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n");
            workspace.write(&format!("{folder}/Cargo.toml"), &(package + &without_tls(&dependencies)));
        }
        Peer::Oas3Gen | Peer::OpenapiGenerator => {
            let manifest = fs::read_to_string(out.join("Cargo.toml")).ok()?;
            workspace.write(&format!("{folder}/Cargo.toml"), &without_tls(&renamed(&manifest, folder)));
        }
    }
    Some(())
}

/// A manifest with another name of the package.
fn renamed(manifest: &str, name: &str) -> String {
    let line =
        |line: &str| if line.starts_with("name = ") { format!("name = {name:?}\n") } else { format!("{line}\n") };
    manifest.lines().map(line).collect()
}

/// A manifest whose client of HTTP is without TLS, as all others are here: what it takes to link it is not compared.
fn without_tls(manifest: &str) -> String {
    manifest.replace("\"rustls\", ", "").replace("\"native-tls\", ", "")
}

fn write_program(text: &str, client: &str, features: &str, workspace: &Workspace) -> Package {
    let name = format!("{client}-program");
    let features: Vec<&str> = features.split_whitespace().collect();
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         client = {{ package = {client:?}, path = \"../{client}\", default-features = false, features = {features:?} }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
    );
    workspace.write(&format!("{name}/Cargo.toml"), &manifest);
    workspace.write(&format!("{name}/src/main.rs"), text);
    let roots = vec![format!("{client}/src/lib.rs"), format!("{name}/src/main.rs")];
    Package { name, features: String::new(), roots }
}

/// The lines of the sources in a folder.
fn lines(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let count = |path: &Path| match path.is_dir() {
        true => lines(path),
        false => fs::read_to_string(path).map_or(0, |text| text.lines().count()),
    };
    entries.flatten().map(|entry| count(&entry.path())).sum()
}
