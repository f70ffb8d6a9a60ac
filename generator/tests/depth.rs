//! Documents made to be deep or long: an answer in any case, never an overflow.

mod support;

use std::fmt::Write as _;

use generator::Options;
use support::Text;

fn generate(schemas: &str) -> (usize, usize, bool) {
    let document = format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"Deep\",\"version\":\"1\"}},\"paths\":{{}},\"components\":{{\"schemas\":{{{schemas}}}}}}}"
    );
    let loader = Text(document);
    let generated = generator::generate(&loader, "deep.json", &Options::default());
    let counts = generated.report.counts();
    (counts.errors, counts.warnings, generated.files.is_some())
}

/// Schemas that each refer to the next, in a way of their own; the last one is a string.
fn chain(length: usize, link: impl Fn(&str) -> String) -> String {
    let mut schemas = String::new();
    for index in 0..length {
        let next = link(&format!("{{\"$ref\":\"#/components/schemas/A{}\"}}", index + 1));
        write!(schemas, "\"A{index}\":{next},").unwrap();
    }
    write!(schemas, "\"A{length}\":{{\"type\":\"string\",\"maxLength\":3}}").unwrap();
    schemas
}

#[test]
fn objects_may_lead_to_any_number_of_others() {
    let schemas = chain(5_000, |next| format!("{{\"type\":\"object\",\"properties\":{{\"x\":{next}}}}}"));
    assert_eq!(generate(&schemas), (0, 0, true));
}

#[test]
fn lists_of_lists_and_names_for_names_end_somewhere() {
    for link in [
        "{\"type\":\"array\",\"items\":NEXT}",
        "NEXT",
        "{\"allOf\":[NEXT]}",
        "{\"type\":\"object\",\"additionalProperties\":NEXT}",
    ] {
        let (errors, warnings, made) = generate(&chain(90, |next| link.replace("NEXT", next)));
        assert_eq!((errors, warnings, made), (0, 0, true), "{link}");
        let (errors, warnings, made) = generate(&chain(3_000, |next| link.replace("NEXT", next)));
        assert_eq!((errors, made), (0, true), "{link}");
        assert!(warnings > 0, "{link} is cut off with a warning");
    }
}

#[test]
fn schemas_in_schemas_are_as_deep_as_a_document_may_be() {
    let open = "{\"type\":\"object\",\"properties\":{\"x\":";
    let schemas = |depth: usize| format!("\"A\":{}{{\"type\":\"string\"}}{}", open.repeat(depth), "}}".repeat(depth));
    assert_eq!(generate(&schemas(50)), (0, 0, true));
    let (errors, _, made) = generate(&schemas(5_000));
    assert_eq!((errors, made), (1, false), "too deep for the reader");
}
