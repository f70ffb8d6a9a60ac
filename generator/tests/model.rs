//! What the parser makes of documents of either version, and how reports are printed.

use std::fmt::Debug;

use generator::diagnostic::{Code, Colour, Counts, Diagnostics, Report, ReportOptions, WarningLevel};
use generator::parse::{
    Context, Document, ParameterLocation, RefOr, Schema, SchemaObject, SecurityKind, Status, Type, Version,
    parse_entry, parse_schema,
};
use generator::source::{LoadError, Loader, Sources};

struct Text(String);

impl Loader for Text {
    fn load(&self, _: &str) -> Result<String, LoadError> {
        Ok(self.0.clone())
    }
}

/// Parses a document and gives it with the codes reported.
fn document<T>(text: &str, look: impl FnOnce(&Document, &Sources<'_>) -> T) -> (T, Vec<Code>) {
    let loader = Text(text.to_owned());
    let sources = Sources::new(&loader);
    let mut diagnostics = Diagnostics::new();
    let document = parse_entry("a.yaml", &mut Context::new(&sources, &mut diagnostics)).expect("it is a document");
    let codes = diagnostics.list().iter().map(|diagnostic| diagnostic.code).collect();
    (look(&document, &sources), codes)
}

/// Parses a schema as that of a version and gives what is looked at, with the codes reported.
fn schema<T: Debug>(version: Version, text: &str, look: impl FnOnce(&SchemaObject) -> T) -> (T, Vec<Code>) {
    let loader = Text(text.to_owned());
    let sources = Sources::new(&loader);
    let mut diagnostics = Diagnostics::new();
    let root = sources.root(sources.load("a.yaml")).expect("it is YAML");
    let mut context = Context { sources: &sources, diagnostics: &mut diagnostics, version, objects: None };
    let schema = parse_schema(root, &mut context).expect("it is a schema");
    let seen = look(schema.as_object().expect("it has keywords"));
    (seen, diagnostics.list().iter().map(|diagnostic| diagnostic.code).collect())
}

#[test]
fn both_forms_of_exclusive_bounds_become_one() {
    let minimum =
        |schema: &SchemaObject| schema.minimum.as_ref().map(|bound| (bound.value.to_string(), bound.exclusive));
    let bound = |value: &str, exclusive| Some((value.to_owned(), exclusive));
    for (version, text, expected, codes) in [
        (Version::V3_0, "minimum: 1.50", bound("1.50", false), vec![]),
        (Version::V3_0, "{minimum: 1, exclusiveMinimum: true}", bound("1", true), vec![]),
        (Version::V3_0, "{exclusiveMinimum: false, minimum: 1}", bound("1", false), vec![]),
        (Version::V3_0, "{exclusiveMinimum: 1}", bound("1", true), vec![Code::OtherVersion]),
        (Version::V3_1, "{exclusiveMinimum: 1}", bound("1", true), vec![]),
        (Version::V3_1, "{exclusiveMinimum: 1, minimum: 2}", bound("2", false), vec![]),
        (Version::V3_1, "{exclusiveMinimum: 3, minimum: 2}", bound("3", true), vec![]),
        (Version::V3_1, "{exclusiveMinimum: 2.0, minimum: 2}", bound("2.0", true), vec![]),
        (Version::V3_1, "{exclusiveMinimum: true, minimum: 2}", bound("2", true), vec![Code::OtherVersion]),
        (Version::V3_1, "{exclusiveMinimum: x, minimum: 2}", bound("2", false), vec![Code::WrongType]),
    ] {
        assert_eq!(schema(version, text, minimum), (expected, codes), "{text}");
    }
    let maximum =
        |schema: &SchemaObject| schema.maximum.as_ref().map(|bound| (bound.value.to_string(), bound.exclusive));
    assert_eq!(schema(Version::V3_1, "{exclusiveMaximum: 3, maximum: 2}", maximum).0, bound("2", false));
}

#[test]
fn types_are_a_list_in_both_versions() {
    let types = |schema: &SchemaObject| schema.types.iter().map(|ty| ty.value).collect::<Vec<_>>();
    assert_eq!(schema(Version::V3_0, "type: string", types), (vec![Type::String], vec![]));
    assert_eq!(
        schema(Version::V3_1, "type: [string, 'null', string]", types),
        (vec![Type::String, Type::Null], vec![])
    );
    let both = vec![Type::String, Type::Null];
    assert_eq!(schema(Version::V3_1, "type: [string, null]", types), (both, vec![Code::WrongType]));
    assert_eq!(schema(Version::V3_1, "type: null", types), (vec![Type::Null], vec![Code::WrongType]));
    let beside = "{type: null, maxLength: 3}";
    assert_eq!(schema(Version::V3_1, beside, types), (vec![], vec![Code::WrongType]), "written for what is absent");
    assert_eq!(schema(Version::V3_1, "type: file", types), (vec![], vec![Code::UnknownValue]));
}

#[test]
fn siblings_of_references_are_kept() {
    let text = "{$ref: '#/a', nullable: true, description: x}";
    let look = |schema: &SchemaObject| {
        (schema.ignores_siblings, schema.nullable.map(|nullable| nullable.value), schema.reference.is_some())
    };
    assert_eq!(schema(Version::V3_0, text, look), ((true, Some(true), true), vec![Code::IgnoredSibling]));
    assert_eq!(schema(Version::V3_1, text, look), ((false, Some(true), true), vec![Code::OtherVersion]));
}

#[test]
fn every_keyword_of_json_schema_is_known() {
    let text = "\
        {$id: a, $schema: b, $anchor: c, $dynamicAnchor: d, $dynamicRef: '#d', $comment: e, $vocabulary: {}, $defs: {A: true},\n\
        title: t, description: d, default: 1, examples: [1], deprecated: true, readOnly: true, writeOnly: false, format: f,\n\
        type: string, enum: [1], const: 1, multipleOf: 0.01, minimum: 0, maximum: 9, minLength: 1, maxLength: 2, pattern: p,\n\
        contentEncoding: base64, contentMediaType: text/plain, contentSchema: {}, items: {}, prefixItems: [{}], contains: {},\n\
        minContains: 1, maxContains: 2, minItems: 1, maxItems: 2, uniqueItems: true, unevaluatedItems: false,\n\
        properties: {a: {}}, patternProperties: {b: {}}, additionalProperties: false, propertyNames: {}, required: [a],\n\
        unevaluatedProperties: false, minProperties: 1, maxProperties: 2, dependentRequired: {a: [b]}, dependentSchemas: {a: {}},\n\
        allOf: [{}], anyOf: [{}], oneOf: [{}], not: {}, if: {}, then: {}, else: {}, discriminator: {propertyName: a}, xml: {},\n\
        externalDocs: {url: u}, example: 1, x-a: 1}";
    let kept = |schema: &SchemaObject| {
        // The members of the struct are indented by four; only what the text leaves out may be absent.
        let debug = format!("{schema:#?}");
        let top = |line: &&str| line.starts_with("    ") && !line.starts_with("     ");
        let absent: Vec<&str> =
            debug.lines().filter(top).filter(|line| line.contains(": None") || line.contains(": []")).collect();
        assert_eq!(absent, ["    reference: None,", "    nullable: None,", "    unknown: [],"]);
        assert!(!debug.contains("\n        entries: None,"), "a map is empty:\n{debug}");
        (
            schema.extensions.len(),
            schema.unknown.len(),
            schema.multiple_of.as_ref().map(|number| number.value.to_string()),
        )
    };
    assert_eq!(schema(Version::V3_1, text, kept), ((1, 0, Some("0.01".to_owned())), vec![]));
}

#[test]
fn a_document_is_read_whole() {
    let text = include_str!("mutations/openapi.yaml");
    let look = |document: &Document, sources: &Sources<'_>| {
        assert_eq!(document.version.value, Version::V3_1);
        let paths = document.paths.as_ref().unwrap();
        let item = paths.items.get("/cards/{id}").unwrap();
        let RefOr::Object(parameter) = &item.parameters[0] else { panic!("it is no reference") };
        assert_eq!((parameter.name.as_str(), parameter.location.value), ("id", ParameterLocation::Path));
        let responses = item.operations[0].1.responses.as_ref().unwrap();
        let statuses: Vec<Status> = responses.entries.iter().map(|(status, _)| status.value).collect();
        assert_eq!(statuses, [Status::Code(200), Status::Range(4)]);
        let components = document.components.as_ref().unwrap();
        let card = components.schemas.get("Card").and_then(Schema::as_object).unwrap();
        assert_eq!(card.required[0].as_str(), "id", "the merge key was applied");
        assert!(matches!(components.schemas.get("Any"), Some(Schema::Boolean(any)) if any.value));
        let RefOr::Object(bearer) = components.security_schemes.get("bearer").unwrap() else {
            panic!("it is no reference")
        };
        assert!(matches!(&bearer.kind, SecurityKind::Http { scheme: Some(scheme), .. } if scheme.as_str() == "bearer"));
        let requirements = document.security.as_ref().unwrap();
        assert_eq!(requirements.iter().map(|requirement| requirement.schemes.len()).collect::<Vec<_>>(), [1, 0]);
        sources.pointer(card.properties.get("limit").unwrap().place()).to_string()
    };
    assert_eq!(document(text, look), ("/components/schemas/Card/properties/limit".to_owned(), vec![]));
}

const WRONG: &str =
    "openapi: 3.1.0\ninfo: {title: é, versoin: '1'}\npaths: {}\ncomponents: {schemas: {A: {minimum: x}}}\n";

fn report<T>(options: ReportOptions, look: impl FnOnce(&Report, &Sources<'_>) -> T) -> T {
    let loader = Text(WRONG.to_owned());
    let sources = Sources::new(&loader);
    let mut diagnostics = Diagnostics::new();
    parse_entry("a.yaml", &mut Context::new(&sources, &mut diagnostics)).expect("it is a document");
    let schema = sources.root(sources.load("a.yaml")).unwrap().get("components").unwrap();
    diagnostics.report(Code::Syntax, schema.place(), "an error, made up").label(schema.key_spot(), "here");
    look(&Report::new(diagnostics, &sources, options), &sources)
}

#[test]
fn json_lines_say_everything() {
    let lines = report(ReportOptions::default(), |report, sources| report.render_json(sources));
    insta::assert_snapshot!(lines);
    for line in lines.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
    }
}

#[test]
fn a_sarif_log_has_a_rule_for_every_code_and_a_result_for_every_place() {
    let text = report(ReportOptions::default(), |report, sources| report.render_sarif(sources));
    let log: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    assert_eq!(rules.len(), Code::ALL.len());
    for (rule, code) in rules.iter().zip(Code::ALL) {
        assert_eq!(rule["id"], code.id());
        assert_eq!(rule["shortDescription"]["text"], code.title());
        assert_eq!(rule["defaultConfiguration"]["level"], if code.id().starts_with('E') { "error" } else { "warning" });
    }
    let results = run["results"].as_array().expect("there are results");
    assert_eq!(results.len(), 4);
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("a number");
        assert_eq!(rules[usize::try_from(index).expect("small")]["id"], result["ruleId"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a.yaml");
    }
    // The line is `info: {title: é, versoin: '1'}`: columns count characters, and the end is excluded.
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let unknown = results.iter().find(|result| result["ruleId"] == "W0201").expect("the slip is reported");
    let region = &unknown["locations"][0]["physicalLocation"]["region"];
    let expected = serde_json::json!({"startLine": 2, "startColumn": 18, "endLine": 2, "endColumn": 25});
    assert_eq!(*region, expected);
    assert_eq!(unknown["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "/info/versoin");
    assert!(unknown["message"]["text"].as_str().is_some_and(|text| text.ends_with("; did you mean `version`?")));
    let error = &results[0];
    assert_eq!(error["level"], "error");
    assert_eq!(error["relatedLocations"][0]["message"]["text"], "here");
}

#[test]
fn errors_come_first_and_warnings_can_be_denied() {
    let order = |report: &Report, _: &Sources<'_>| {
        (report.diagnostics().iter().map(|diagnostic| diagnostic.code.id()).collect::<Vec<_>>(), report.counts())
    };
    let codes = vec!["E0002", "W0204", "W0201", "W0202"];
    assert_eq!(report(ReportOptions::default(), order), (codes, Counts { errors: 1, warnings: 3 }));
    let denied = ReportOptions { warnings: WarningLevel::Deny };
    let codes = vec!["E0002", "W0204", "W0201", "W0202"];
    assert_eq!(report(denied, order), (codes, Counts { errors: 4, warnings: 0 }));
    let human = report(denied, |report, sources| report.render_human(sources, Colour::Never));
    assert!(human.contains("\nerror[W0204]"), "{human}");
}

#[test]
fn colour_is_used_only_when_asked_for() {
    let render = |colour| report(ReportOptions::default(), move |report, sources| report.render_human(sources, colour));
    assert!(!render(Colour::Never).contains('\u{1b}'));
    assert!(render(Colour::Always).contains('\u{1b}'));
}
