//! Broken copies of the small documents: each becomes a client or is refused in words, soon and without a panic.

use std::fs;
use std::time::{Duration, Instant};

use generator::diagnostic::Colour;
use generator::source::{LoadError, Loader};
use generator::{Options, generate};

use super::corpus;
use super::support::outside;

/// Documents of more bytes are left alone.
const SMALL: usize = 60_000;

/// No document may take longer.
const LONGEST: Duration = Duration::from_secs(10);

/// What a byte is replaced by.
const SIGNS: &[u8] = b"\"'{}[],:&*!<>|#%@`~- \t\n\\0159.eE+xn\xFF";

/// One text, whatever is asked for.
struct Text(String);

impl Loader for Text {
    fn load(&self, _: &str) -> Result<String, LoadError> {
        Ok(self.0.clone())
    }
}

#[test]
fn ten_mutations_and_truncation_at_every_kilobyte() {
    let Some(folder) = outside("OPENAPI_CORPUS") else { return };
    let mut broken = 0;
    for document in corpus(&folder) {
        let Ok(bytes) = fs::read(document.folder.0.join(&document.entry)) else { continue };
        if bytes.len() > SMALL || document.name.contains('/') {
            continue;
        }
        let mut seed = bytes.len() as u64;
        for _ in 0..10 {
            let mut changed = bytes.clone();
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let random = usize::try_from(seed >> 33).expect("31 bits fit");
            let at = random % changed.len();
            changed[at] = SIGNS[random / 7 % SIGNS.len()];
            check(&document.entry, &changed);
            broken += 1;
        }
        for end in (1024..bytes.len()).step_by(1024) {
            check(&document.entry, &bytes[..end]);
            broken += 1;
        }
    }
    println!("{broken} broken documents");
    assert!(broken > 100, "too few documents are small");
}

fn check(entry: &str, bytes: &[u8]) {
    let loader = Text(String::from_utf8_lossy(bytes).into_owned());
    let start = Instant::now();
    let generated = generate(&loader, entry, &Options { source_name: entry.to_owned(), ..Options::default() });
    assert!(start.elapsed() < LONGEST, "{entry} took too long");
    let human = generated.report.render_human(&generated.sources, Colour::Never);
    assert_eq!(human.is_empty(), generated.report.diagnostics().is_empty(), "{entry}");
    // Every message has its place: a line, or at least a pointer.
    let (messages, places) = (generated.report.diagnostics().len(), generated.report.render_json(&generated.sources));
    assert_eq!(places.lines().count(), messages, "{entry}");
    for line in places.lines() {
        assert!(!line.contains("\"line\":null") || line.contains("\"pointer\":\"/"), "{line}");
    }
    assert!(generated.files.is_some() || generated.report.has_errors(), "nothing is said about {entry}");
}
