//! Diagnostics for code scanners: one log of SARIF 2.1.0 (OASIS Standard, Static Analysis Results Interchange Format).
//!
//! Members are written in the order of the alphabet, which is what `serde_json` gives whether or not some crate of the build asks it to
//! keep the order of insertion.

use serde_json::{Value, json};

use crate::source::{Sources, Spot};

use super::{Code, Diagnostic, Severity};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources<'_>) -> String {
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, sources)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "runs": [{
            // Columns are counted in characters (SARIF 2.1.0, 3.14.17).
            "columnKind": "unicodeCodePoints",
            "results": results,
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "rules": Code::ALL.iter().map(|&code| rule(code)).collect::<Vec<_>>(),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                },
            },
        }],
        "version": "2.1.0",
    });
    let mut text = serde_json::to_string_pretty(&log).expect("strings and numbers can be written as JSON");
    text.push('\n');
    text
}

/// All rules are listed, also those without a result: what was looked for is part of the answer.
fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    json!({
        "defaultConfiguration": { "level": level(code.severity()) },
        "fullDescription": { "markdown": explanation, "text": explanation },
        "id": code.id(),
        "shortDescription": { "text": code.title() },
    })
}

fn result(diagnostic: &Diagnostic, sources: &Sources<'_>) -> Value {
    let mut text = diagnostic.message.clone();
    for more in diagnostic.note.iter().chain(&diagnostic.help) {
        text.push_str("; ");
        text.push_str(more);
    }
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let mut location = location(label.spot, sources);
            location["message"] = json!({ "text": escaped(&label.text) });
            location
        })
        .collect();
    let mut result = json!({
        "level": level(diagnostic.severity),
        "locations": [location(diagnostic.spot, sources)],
        "message": { "text": escaped(&text) },
        "ruleId": diagnostic.code.id(),
        "ruleIndex": Code::ALL.iter().position(|&code| code == diagnostic.code),
    });
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

/// The text of a message, in which braces would enclose the number of an argument (3.11.5). Descriptions of rules have no arguments.
fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn location(spot: Spot, sources: &Sources<'_>) -> Value {
    let file = spot.file();
    let mut physical = json!({ "artifactLocation": { "uri": uri(sources.path(file)) } });
    if let Some(span) = sources.span(spot) {
        let (start, end) = (sources.position(file, span.start), sources.position(file, span.end));
        // The end is the column after the last one in SARIF as well (3.30.8).
        physical["region"] = json!({
            "endColumn": end.column,
            "endLine": end.line,
            "startColumn": start.column,
            "startLine": start.line,
        });
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(place) = spot.place() {
        let pointer = sources.pointer(place);
        // What is in JSON is named by its pointer (3.33.5).
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer.as_str(), "kind": "value" }]);
    }
    location
}

/// A path as a URI reference (RFC 3986, 4.2): what has no meaning of its own there is percent-encoded.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;

    let mut uri = String::with_capacity(path.len());
    // A colon in the first part would make it a scheme.
    if path.split('/').next().is_some_and(|first| first.contains(':')) {
        uri.push_str("./");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a string takes everything");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{escaped, uri};

    #[test]
    fn braces_are_no_placeholders() {
        assert_eq!(escaped("`/a/{id}` has `{0}`"), "`/a/{{id}}` has `{{0}}`");
    }

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("spec/openapi.yaml"), "spec/openapi.yaml");
        assert_eq!(uri("../my spec/é#1.yaml"), "../my%20spec/%C3%A9%231.yaml");
        assert_eq!(uri("a:b.yaml"), "./a:b.yaml");
    }
}
