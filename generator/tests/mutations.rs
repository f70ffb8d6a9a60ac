//! Broken documents: whatever happens to a document, it is read or refused, never a panic.

use std::sync::Mutex;

use generator::diagnostic::{Colour, Diagnostics, Report, ReportOptions};
use generator::parse::{Context, parse_entry};
use generator::source::{LoadError, Loader, Sources};

struct One<'a>(Mutex<Option<&'a [u8]>>);

impl Loader for One<'_> {
    fn load(&self, _: &str) -> Result<String, LoadError> {
        let bytes = self.0.lock().unwrap().take().ok_or_else(|| LoadError::new("loaded before"))?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }
}

/// Reads, parses and reports; gives whether a document came out.
fn run(path: &str, text: &[u8]) -> bool {
    let loader = One(Mutex::new(Some(text)));
    let sources = Sources::new(&loader);
    let mut diagnostics = Diagnostics::new();
    let document = parse_entry(path, &mut Context::new(&sources, &mut diagnostics));
    let report = Report::new(diagnostics, &sources, ReportOptions::default());
    let human = report.render_human(&sources, Colour::Never);
    assert!(document.is_some() || report.has_errors(), "nothing is said about\n{}", String::from_utf8_lossy(text));
    assert_eq!(human.is_empty(), report.diagnostics().is_empty());
    assert_eq!(report.render_json(&sources).lines().count(), report.diagnostics().len());
    document.is_some()
}

const YAML: &str = include_str!("mutations/openapi.yaml");
const JSON: &str = include_str!("mutations/openapi.json");

#[test]
fn the_documents_themselves_are_fine() {
    assert!(run("a.yaml", YAML.as_bytes()) && run("a.json", JSON.as_bytes()));
}

#[test]
fn truncation_at_every_byte() {
    for (path, text) in [("a.yaml", YAML), ("a.json", JSON)] {
        for end in 0..text.len() {
            run(path, &text.as_bytes()[..end]);
        }
    }
}

#[test]
fn one_byte_changed_everywhere() {
    let mut random = Random(0x5EED);
    let bytes = b"\"'{}[],:&*!<>|#%@`~- \t\n\r\\0159.eE+xnt\xC3\x80\xFF";
    for (path, text) in [("a.yaml", YAML), ("a.json", JSON)] {
        for position in 0..text.len() {
            let mut changed = text.as_bytes().to_vec();
            changed[position] = bytes[random.below(bytes.len())];
            run(path, &changed);
        }
    }
}

#[test]
fn lines_removed_repeated_and_moved() {
    let mut random = Random(7);
    let lines: Vec<&str> = YAML.split_inclusive('\n').collect();
    for _ in 0..1500 {
        let mut changed = lines.clone();
        for _ in 0..=random.below(3) {
            let line = changed.remove(random.below(changed.len()));
            for _ in 0..random.below(3) {
                changed.insert(random.below(changed.len()), line);
            }
        }
        run("a.yaml", changed.concat().as_bytes());
    }
}

#[test]
fn the_deepest_schemas_fit_a_small_stack() {
    for (open, close) in
        [("{\"not\":", "}"), ("{\"properties\":{\"a\":", "}}"), ("{\"allOf\":[", "]}"), ("{\"x\":[", "]}")]
    {
        for depth in (1..130).rev() {
            let schema = format!("{}true{}", open.repeat(depth), close.repeat(depth));
            let text = format!(
                r#"{{"openapi":"3.1.0","info":{{"title":"a","version":"1"}},"components":{{"schemas":{{"A":{schema}}}}}}}"#
            );
            let small = std::thread::Builder::new().stack_size(768 << 10);
            let fits = small.spawn(move || run("a.json", text.as_bytes())).unwrap().join().unwrap();
            if fits {
                break;
            }
            assert!(depth > 50, "the limit is too low for {open}");
        }
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }
}
