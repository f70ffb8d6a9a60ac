//! What became of each document: operations, types, warnings, schemas without a type, time.
//!
//! # Bare JSON
//!
//! A *typed schema* is a Schema Object that the client makes a value of and that says what the value is: it has `type`,
//! `enum`, `const`, `properties`, `patternProperties`, `items`, `prefixItems`, `allOf`, `anyOf` or `oneOf`, or
//! `additionalProperties` that say something. `{}`, a mere `$ref` and a bare `type: object`, which is a map of anything
//! by the document's own words, are none. Nor is what only checks a value that another schema describes: `not`, `if`,
//! `contains`, a part of `allOf`, alternatives without a type beside `properties`.
//!
//! It is *bare* where the client has a JSON value that nothing reads in any other way: `runtime::Value`, an alias of it,
//! or a newtype over it with rules and no reader. A union that nothing tells apart is no bare JSON, since it has a reader
//! for each alternative, nor is a map or list of anything where the document says no more. A schema that several places
//! lead to is bare as soon as it is at one of them. A body of bytes or text whose schema is documentation only (W0301) is
//! no JSON, and its schema is not counted. What nothing leads to because what stands around it has no type, such
//! as the schemas of items by position, is bare too.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use generator::diagnostic::Code;
use generator::source::{Node, Pointer, Sources};
use generator::{Ledgers, Options};

use super::support::outside;
use super::{Document, corpus, count};

/// The most typed schemas of a hundred that may be bare JSON.
const MOST_BARE: f64 = 2.0;

/// What a whole corpus adds up to.
#[derive(Default)]
struct Sums {
    documents: usize,
    operations: usize,
    types: usize,
    typed: usize,
    bare: usize,
    warnings: BTreeMap<Code, usize>,
    seconds: f64,
}

#[test]
fn every_document_is_generated_whole_and_twice_the_same() {
    let Some(folder) = outside("OPENAPI_CORPUS") else { return };
    let documents = corpus(&folder);
    assert!(!documents.is_empty(), "there is no document in OPENAPI_CORPUS");
    let (mut sums, mut bare) = (Sums::default(), String::new());
    println!(
        "{:<44} {:>9} {:>6} {:>7} {:>5} {:>6}  warnings",
        "document", "calls", "types", "schemas", "bare", "CPU s"
    );
    for document in &documents {
        look_at(document, &mut sums, &mut bare);
    }
    let Sums { documents, operations, types, typed, bare: count, warnings, seconds } = sums;
    let share = 100.0 * count as f64 / typed as f64;
    let title = format!("{documents} documents");
    println!("{title:<44} {operations:>9} {types:>6} {typed:>7} {count:>5} {seconds:>6.1}  {}", list(&warnings));
    println!("\n{count} of {typed} typed schemas are bare JSON, {share:.2} %:\n{bare}");
    assert!(share <= MOST_BARE, "{share:.2} % of the typed schemas are bare JSON");
}

/// Generates a document twice, and adds what it became to the table.
fn look_at(document: &Document, sums: &mut Sums, bare: &mut String) {
    let Document { name, entry, folder } = document;
    let options = Options { source_name: entry.clone(), ..Options::default() };
    let before = cpu_seconds();
    let generated = generator::generate(folder, entry, &options);
    let seconds = cpu_seconds() - before;
    let errors = generated.report.counts().errors;
    if is_of_another_format(&generated.sources) {
        // Swagger 2.0, say; the error says how to convert.
        assert!(generated.files.is_none() && errors == 1, "{name}: another format is refused");
        return println!("{name:<44} is of another format, and refused");
    }
    let Some(files) = &generated.files else { panic!("{name} is not generated, for {errors} errors") };
    // Counting what became of the schemas changes nothing.
    let again = generator::generate(folder, entry, &Options { ledger: Ledgers::Count, ..options });
    assert!(again.files.as_ref() == Some(files), "{name}: the files differ the second time");
    assert_eq!(again.report.diagnostics(), generated.report.diagnostics(), "{name}");
    let ledger = again.ledger.as_ref().expect("it was asked for");

    let (emitted, documented) = (count(&generated, "src/operations/"), operations_of(&generated.sources));
    let types = count(&generated, "src/models/");
    let mut warnings: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in generated.report.diagnostics() {
        *warnings.entry(diagnostic.code).or_default() += 1;
        *sums.warnings.entry(diagnostic.code).or_default() += 1;
    }
    println!(
        "{name:<44} {:>9} {types:>6} {:>7} {:>5} {seconds:>6.1}  {}",
        format!("{emitted}/{documented}"),
        ledger.typed_schemas,
        ledger.bare_schemas.len(),
        list(&warnings)
    );
    assert_eq!(emitted, documented, "{name}: operations are missing");
    for schema in &ledger.bare_schemas {
        let place = again.sources.pointer(schema.place);
        let span = again.sources.span(schema.place.value()).expect("a schema stands in a text");
        let line = again.sources.position(schema.place.file, span.start).line;
        let path = again.sources.path(schema.place.file);
        writeln!(bare, "{name} {path}:{line} #{}: {}", place.as_str(), schema.reason).expect("a string takes it");
    }
    sums.documents += 1;
    sums.operations += emitted;
    sums.types += types;
    sums.typed += ledger.typed_schemas;
    sums.bare += ledger.bare_schemas.len();
    sums.seconds += seconds;
}

/// The codes in short: `W0201×3 W0301×1`.
fn list(codes: &BTreeMap<Code, usize>) -> String {
    codes.iter().map(|(code, count)| format!("{code}×{count}")).collect::<Vec<_>>().join(" ")
}

fn is_of_another_format(sources: &Sources<'_>) -> bool {
    let root = sources.files().next().and_then(|file| sources.root(file));
    root.is_some_and(|root| root.get("openapi").is_none())
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The operations below `paths`, counted without the generator's readers: the methods of each path item, or of the one
/// that it refers to.
fn operations_of(sources: &Sources<'_>) -> usize {
    let root = sources.files().next().and_then(|file| sources.root(file)).expect("there is a document");
    let Some(paths) = root.get("paths").and_then(Node::as_object) else { return 0 };
    let items = paths.filter(|member| member.key.starts_with('/')).map(|member| referred(sources, member.node));
    items.map(|item| METHODS.iter().filter(|method| item.get(method).is_some()).count()).sum()
}

fn referred<'s>(sources: &'s Sources<'_>, mut item: Node<'s>) -> Node<'s> {
    while let Some(target) = item.get("$ref").and_then(Node::as_str) {
        let (path, pointer) = target.split_once('#').unwrap_or((target, ""));
        let file = if path.is_empty() { item.file() } else { sources.load(&sources.resolve_path(item.file(), path)) };
        let pointer = Pointer::parse_fragment(pointer).expect("a reference has a pointer");
        item = sources.node(sources.find(file, &pointer).expect("the reference leads somewhere"));
    }
    item
}

/// The seconds that this process has computed, on all cores; those that have passed where the system does not say. The
/// generator is all that computes here, unless other tests run beside this one.
fn cpu_seconds() -> f64 {
    thread_local! { static START: Instant = Instant::now(); }
    let elapsed = START.with(Instant::elapsed).as_secs_f64();
    let Ok(text) = std::fs::read_to_string("/proc/self/stat") else { return elapsed };
    // proc(5): behind the name in parentheses the twelfth and thirteenth field, in hundredths of a second.
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: Vec<f64> = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    if ticks.len() == 2 { ticks.iter().sum::<f64>() / 100.0 } else { elapsed }
}
