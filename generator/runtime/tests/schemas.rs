//! Schemas as data: each keyword with what it reports and where, recursion, and what hostile values cost.

use client_runtime::checker::Checker;
use client_runtime::format::Format;
use client_runtime::rules::Rule;
use client_runtime::{ArraySchema, Bound, Json, JsonType, Map, ObjectSchema, Pattern, Rules, Schema, Value, json};

static STRING: Schema = Schema::new().types(&[JsonType::String]);
static NUMBER: Schema = Schema::new().types(&[JsonType::Number]);
static INTEGER: Schema = Schema::new().types(&[JsonType::Integer]);
static NOTHING: Schema = Schema::new().nothing();
static ANYTHING: Schema = Schema::new();
static HAS_A: Schema = Schema::new().object(&ObjectSchema::new().required(&["a"]));
static HAS_B: Schema = Schema::new().object(&ObjectSchema::new().required(&["b"]));

fn value(text: &str) -> Value {
    json::from_str(text).unwrap()
}

fn found(schema: &'static Schema, text: &str) -> Vec<(String, Rule)> {
    let mut checker = Checker::new();
    schema.check(&value(text), &mut checker);
    match checker.finish("") {
        Ok(()) => Vec::new(),
        Err(invalid) => {
            assert_eq!(invalid.count().min(32), invalid.violations().len(), "each rule is counted once");
            invalid.violations().iter().map(|found| (found.pointer().to_owned(), found.rule())).collect()
        }
    }
}

#[track_caller]
fn keeps(schema: &'static Schema, texts: &[&str]) {
    for text in texts {
        assert_eq!(found(schema, text), [], "{text}");
    }
}

#[track_caller]
fn breaks(schema: &'static Schema, text: &str, expected: &[(&str, Rule)]) {
    let expected: Vec<_> = expected.iter().map(|(pointer, rule)| ((*pointer).to_owned(), *rule)).collect();
    assert_eq!(found(schema, text), expected, "{text}");
}

#[test]
fn nothing_and_anything() {
    keeps(&ANYTHING, &["null", "0", "[]", "{}"]);
    breaks(&NOTHING, "null", &[("", Rule::Nothing)]);
}

#[test]
fn types_are_of_values_not_of_spellings() {
    const INTEGER_OR_NULL: &[JsonType] = &[JsonType::Integer, JsonType::Null];
    static SCHEMA: Schema = Schema::new().types(INTEGER_OR_NULL);
    keeps(&SCHEMA, &["1", "1.0", "1e3", "-0", "100000000000000000000000000000000000000000", "null"]);
    for text in ["1.5", "1e-1", "\"1\"", "true", "[]", "{}"] {
        breaks(&SCHEMA, text, &[("", Rule::Type(INTEGER_OR_NULL))]);
    }
    keeps(&NUMBER, &["1", "1.5", "1e400"]);
    assert_eq!(Rule::Type(INTEGER_OR_NULL).to_string(), "must be an integer or null");
}

#[test]
fn values_are_compared_as_json() {
    const VALUES: &[&str] = &["1", "\"a\"", "{\"x\":[1,null]}", "false", "9007199254740993"];
    static SCHEMA: Schema = Schema::new().values(VALUES);
    keeps(&SCHEMA, &["1", "1.0", "10e-1", "\"a\"", "{\"x\":[1.0,null]}", "false", "9007199254740993"]);
    for text in ["0", "true", "\"1\"", "null", "{\"x\":[null,1]}", "9007199254740992", "[]"] {
        breaks(&SCHEMA, text, &[("", Rule::Value(VALUES))]);
    }
}

#[test]
fn rules_speak_of_their_kind_only() {
    static LOWER: Pattern =
        Pattern { source: "^[a-z]*$", matches: |text| text.bytes().all(|b| b.is_ascii_lowercase()) };
    const RULES: Rules = Rules::new()
        .min_length(2)
        .pattern(&LOWER)
        .minimum(Bound::decimal("0.1"))
        .multiple_of(Bound::decimal("0.1"))
        .min_items(1)
        .unique_items()
        .max_properties(1);
    static SCHEMA: Schema = Schema::new().rules(&RULES).format(Format::Date);
    keeps(&SCHEMA, &["null", "true", "0.3", "[1,\"1\"]", "{}", "{\"a\":\"A\"}"]);
    breaks(&SCHEMA, "\"A\"", &[("", Rule::MinLength(2)), ("", Rule::Pattern("^[a-z]*$")), ("", Rule::Format("date"))]);
    breaks(
        &SCHEMA,
        "0.05",
        &[("", Rule::Minimum(Bound::decimal("0.1"))), ("", Rule::MultipleOf(Bound::decimal("0.1")))],
    );
    breaks(&SCHEMA, "[]", &[("", Rule::MinItems(1))]);
    breaks(&SCHEMA, "[[1],[1.0]]", &[("", Rule::UniqueItems)]);
    breaks(&SCHEMA, "{\"a\":1,\"b\":2}", &[("", Rule::MaxProperties(1))]);
}

#[test]
fn members_are_reported_at_their_place() {
    static PATTERN: Pattern = Pattern { source: "^x-", matches: |text| text.starts_with("x-") };
    static SCHEMA: Schema = Schema::new().object(
        &ObjectSchema::new()
            .properties(&[("a", &STRING), ("b/c", &INTEGER), ("no", &NOTHING)])
            .required(&["a"])
            .pattern_properties(&[(&PATTERN, &NUMBER)])
            .additional(&NOTHING)
            .dependent_required(&[("b/c", &["a", "x-1"])]),
    );
    keeps(&SCHEMA, &["{\"a\":\"\"}", "{\"a\":\"\",\"x-1\":1.5,\"b/c\":1}", "[]", "\"text\""]);
    breaks(&SCHEMA, "{}", &[("", Rule::Required("a"))]);
    breaks(
        &SCHEMA,
        "{\"a\":1,\"b/c\":1.5,\"no\":null,\"x-2\":\"\",\"other\":0}",
        &[
            ("", Rule::DependentRequired("b/c", "x-1")),
            ("/a", Rule::Type(&[JsonType::String])),
            ("/b~1c", Rule::Type(&[JsonType::Integer])),
            ("/no", Rule::Nothing),
            ("/x-2", Rule::Type(&[JsonType::Number])),
            ("/other", Rule::Undeclared),
        ],
    );
}

/// `additionalProperties` sees the keywords beside it only, and not those in `allOf`.
#[test]
fn additional_members_are_those_not_named_beside() {
    static INNER: Schema = Schema::new().object(&ObjectSchema::new().properties(&[("a", &ANYTHING)]));
    static OUTER: Schema = Schema::new()
        .all_of(&[&INNER])
        .object(&ObjectSchema::new().properties(&[("b", &ANYTHING)]).additional(&NOTHING));
    keeps(&OUTER, &["{\"b\":1}"]);
    breaks(&OUTER, "{\"a\":1,\"b\":1}", &[("/a", Rule::Undeclared)]);
    static UNEVALUATED: Schema = Schema::new()
        .all_of(&[&INNER])
        .object(&ObjectSchema::new().properties(&[("b", &ANYTHING)]).unevaluated(&NOTHING));
    keeps(&UNEVALUATED, &["{\"a\":1,\"b\":1}"]);
    breaks(&UNEVALUATED, "{\"c\":1}", &[("/c", Rule::Undeclared)]);
}

#[test]
fn names_are_strings() {
    const SHORT: Rules = Rules::new().max_length(2);
    static NAME: Schema = Schema::new().rules(&SHORT).references(&[&STRING]);
    static SCHEMA: Schema = Schema::new().object(&ObjectSchema::new().names(&NAME));
    keeps(&SCHEMA, &["{\"ab\":1}", "{}", "[\"abc\"]"]);
    breaks(&SCHEMA, "{\"abc\":1,\"de\":1,\"fgh\":1}", &[("/abc", Rule::MaxLength(2)), ("/fgh", Rule::MaxLength(2))]);
}

#[test]
fn dependent_schemas_speak_of_the_whole_object() {
    static SCHEMA: Schema = Schema::new().object(&ObjectSchema::new().dependent_schemas(&[("a", &HAS_B)]));
    keeps(&SCHEMA, &["{}", "{\"b\":1}", "{\"a\":1,\"b\":1}"]);
    breaks(&SCHEMA, "{\"a\":1}", &[("", Rule::Required("b"))]);
}

#[test]
fn items_follow_the_prefix() {
    static SCHEMA: Schema = Schema::new().array(&ArraySchema::new().prefix_items(&[&STRING, &NUMBER]).items(&INTEGER));
    keeps(&SCHEMA, &["[]", "[\"a\"]", "[\"a\",1.5,1,2.0]", "{\"0\":1}"]);
    breaks(
        &SCHEMA,
        "[1,\"a\",1.5]",
        &[
            ("/0", Rule::Type(&[JsonType::String])),
            ("/1", Rule::Type(&[JsonType::Number])),
            ("/2", Rule::Type(&[JsonType::Integer])),
        ],
    );
    static TUPLE: Schema = Schema::new().array(&ArraySchema::new().prefix_items(&[&STRING]).items(&NOTHING));
    breaks(&TUPLE, "[\"a\",1]", &[("/1", Rule::Nothing)]);
}

#[test]
fn contains_counts() {
    static ONE: Schema = Schema::new().array(&ArraySchema::new().contains(&STRING));
    keeps(&ONE, &["[1,\"a\"]", "{}"]);
    breaks(&ONE, "[]", &[("", Rule::MinContains(1))]);
    static NONE: Schema = Schema::new().array(&ArraySchema::new().contains(&STRING).min_contains(0).max_contains(1));
    keeps(&NONE, &["[]", "[1]", "[\"a\"]"]);
    breaks(&NONE, "[\"a\",\"b\"]", &[("", Rule::MaxContains(1))]);
    // What `contains` holds for is evaluated.
    static REST: Schema = Schema::new().array(&ArraySchema::new().contains(&STRING).unevaluated(&NUMBER));
    keeps(&REST, &["[1,\"a\",2]"]);
    breaks(&REST, "[true,\"a\"]", &[("/0", Rule::Type(&[JsonType::Number]))]);
}

#[test]
fn alternatives_fail_in_one_word() {
    static ANY: Schema = Schema::new().any_of(&[&HAS_A, &HAS_B]);
    keeps(&ANY, &["{\"a\":1}", "{\"b\":1}", "{\"a\":1,\"b\":1}", "1"]);
    breaks(&ANY, "{}", &[("", Rule::NoAlternative)]);
    static ONE: Schema = Schema::new().one_of(&[&HAS_A, &HAS_B]);
    keeps(&ONE, &["{\"a\":1}", "{\"b\":1}"]);
    breaks(&ONE, "{}", &[("", Rule::NoAlternative)]);
    breaks(&ONE, "{\"a\":1,\"b\":1}", &[("", Rule::SeveralAlternatives)]);
    static NOT: Schema = Schema::new().not(&HAS_A);
    keeps(&NOT, &["{}"]);
    breaks(&NOT, "{\"a\":1}", &[("", Rule::Not)]);
    // Empty lists: nothing holds.
    static EMPTY: Schema = Schema::new().any_of(&[]);
    breaks(&EMPTY, "1", &[("", Rule::NoAlternative)]);
}

#[test]
fn conditions_choose() {
    static SCHEMA: Schema = Schema::new().condition(&HAS_A, Some(&HAS_B), Some(&STRING));
    keeps(&SCHEMA, &["{\"a\":1,\"b\":1}"]);
    breaks(&SCHEMA, "{\"a\":1}", &[("", Rule::Required("b"))]);
    breaks(&SCHEMA, "{}", &[("", Rule::Type(&[JsonType::String]))]);
}

/// What is evaluated is collected through subschemas that hold, and through no others.
#[test]
fn unevaluated_members_are_those_no_holding_keyword_spoke_of() {
    static A: Schema = Schema::new().object(&ObjectSchema::new().properties(&[("a", &STRING)]).required(&["a"]));
    static B: Schema = Schema::new().object(&ObjectSchema::new().properties(&[("b", &STRING)]).required(&["b"]));
    const CLOSED: ObjectSchema = ObjectSchema::new().unevaluated(&NOTHING);
    static ANY: Schema = Schema::new().any_of(&[&A, &B]).object(&CLOSED);
    keeps(&ANY, &["{\"a\":\"\"}", "{\"a\":\"\",\"b\":\"\"}"]);
    breaks(&ANY, "{\"a\":\"\",\"b\":1}", &[("/b", Rule::Undeclared)]);
    static REFERENCE: Schema = Schema::new().references(&[&A]).object(&CLOSED);
    keeps(&REFERENCE, &["{\"a\":\"\"}"]);
    breaks(&REFERENCE, "{\"a\":\"\",\"b\":\"\"}", &[("/b", Rule::Undeclared)]);
    static IF: Schema = Schema::new().condition(&A, None, Some(&B)).object(&CLOSED);
    keeps(&IF, &["{\"a\":\"\"}", "{\"b\":\"\"}"]);
    breaks(&IF, "{\"a\":\"\",\"b\":\"\"}", &[("/b", Rule::Undeclared)]);
    static NOT: Schema = Schema::new().not(&Schema::new().not(&A)).object(&CLOSED);
    breaks(&NOT, "{\"a\":\"\"}", &[("/a", Rule::Undeclared)]);
    // Of a value that is wrong already nothing more is said.
    breaks(&REFERENCE, "{\"b\":\"\"}", &[("", Rule::Required("a"))]);
}

static TREE: Schema = Schema::new()
    .object(&ObjectSchema::new().properties(&[("next", &Schema::new().references(&[&TREE])), ("leaf", &INTEGER)]));

#[test]
fn schemas_refer_to_themselves() {
    keeps(&TREE, &["{\"next\":{\"next\":{\"leaf\":1}}}"]);
    let wrong = "{\"next\":{\"next\":{\"leaf\":\"\"}}}";
    breaks(&TREE, wrong, &[("/next/next/leaf", Rule::Type(&[JsonType::Integer]))]);
    // Without going into the value that says nothing; and it ends.
    static LOOP: Schema = Schema::new().references(&[&LOOP]).types(&[JsonType::String]);
    keeps(&LOOP, &["\"\""]);
    breaks(&LOOP, "1", &[("", Rule::Type(&[JsonType::String]))]);
    static BACK: Schema = Schema::new().any_of(&[&Schema::new().references(&[&FORTH])]);
    static FORTH: Schema = Schema::new().all_of(&[&Schema::new().references(&[&BACK])]);
    keeps(&BACK, &["1"]);
}

/// Four ways down at each level, of which the last holds: 4¹⁰⁰ walks, were nothing remembered.
static BUSH: Schema = Schema::new()
    .any_of(&[&BUSH_A, &BUSH_B, &BUSH_LEAF])
    .one_of(&[&BUSH_B, &BUSH_A, &BUSH_LEAF])
    .all_of(&[&Schema::new().object(&BUSH_DOWN), &Schema::new().object(&BUSH_DOWN)]);
static BUSH_A: Schema =
    Schema::new().object(&ObjectSchema::new().properties(&[("n", &BUSH_REFERENCE)]).required(&["x"]));
static BUSH_B: Schema =
    Schema::new().object(&ObjectSchema::new().properties(&[("n", &BUSH_REFERENCE)]).required(&["n"]));
static BUSH_LEAF: Schema =
    Schema::new().object(&ObjectSchema::new().properties(&[("n", &NOTHING)])).references(&[&HAS_A]);
static BUSH_DOWN: ObjectSchema = ObjectSchema::new().properties(&[("n", &BUSH_REFERENCE)]).unevaluated(&ANYTHING);
static BUSH_REFERENCE: Schema = Schema::new().references(&[&BUSH]);

fn nested(depth: usize, leaf: &str) -> String {
    format!("{}{leaf}{}", "{\"n\":".repeat(depth), "}".repeat(depth))
}

#[test]
fn alternatives_that_refer_to_themselves_are_not_walked_again_and_again() {
    let start = std::time::Instant::now();
    assert_eq!(found(&BUSH, &nested(90, "{\"a\":1}")), []);
    assert!(!found(&BUSH, &nested(90, "{\"b\":1}")).is_empty());
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// The deepest value that can be read, on the smallest stack that threads usually have.
#[test]
fn deep_values_fit_a_small_stack() {
    let walk = || {
        for leaf in ["{\"a\":1}", "{\"leaf\":1}", "{\"b\":1}", "1"] {
            let value = value(&nested(99, leaf));
            for schema in [&BUSH, &TREE] {
                let mut checker = Checker::new();
                schema.check(&value, &mut checker);
                let _ = checker.finish("");
            }
        }
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(walk).unwrap().join().unwrap();
}

#[test]
fn a_checker_holds_values_against_schemas_when_nothing_else_is_wrong() {
    let mut checker = Checker::new();
    let before = checker.count();
    checker.schema(before, &HAS_A, &Map::from([("b", 1i64)]));
    assert_eq!(checker.count(), 1);
    checker.schema(before, &HAS_A, &Map::from([("b", 1i64)]));
    assert_eq!(checker.count(), 1, "something was wrong before");
    checker.schema(checker.count(), &NOTHING, &None::<String>);
    assert_eq!(checker.count(), 1, "what is absent is not checked");
    checker.member_schema("m", &"x".to_owned(), &const { Rules::new().min_length(2) }, &NOTHING);
    assert_eq!(checker.count(), 2, "the rules come first");
    checker.member_schema("m", &"xy".to_owned(), &const { Rules::new().min_length(2) }, &NOTHING);
    checker.schema(checker.count(), &ANYTHING, &f64::NAN);
    let invalid = checker.finish("").unwrap_err();
    let places: Vec<_> = invalid.violations().iter().map(|found| (found.pointer(), found.rule())).collect();
    assert_eq!(
        places,
        [
            ("", Rule::Required("a")),
            ("/m", Rule::MinLength(2)),
            ("/m", Rule::Nothing),
            ("", Rule::Other("must be a value that JSON can hold")),
        ]
    );
}

/// A trial says nothing, also where it goes into arrays and objects.
#[test]
fn trials_do_not_report() {
    static ITEMS: Schema = Schema::new().array(&ArraySchema::new().items(&INTEGER));
    static SCHEMA: Schema = Schema::new().not(&ITEMS).any_of(&[&ITEMS, &ANYTHING]);
    keeps(&SCHEMA, &["[1,\"a\",\"b\"]"]);
    breaks(&SCHEMA, "[1]", &[("", Rule::Not)]);
}

#[test]
fn u128_is_exact() {
    let most = u128::MAX.to_string();
    assert_eq!(json::from_str::<u128>(&most).unwrap(), u128::MAX);
    assert_eq!(json::from_str::<u128>("1.0e2").unwrap(), 100);
    assert_eq!(json::to_string(&u128::MAX).unwrap(), most);
    assert!(!u128::MAX.is_absent());
    for text in ["-1", "1.5", "340282366920938463463374607431768211456", "\"1\"", "1e39"] {
        assert!(json::from_str::<u128>(text).is_err(), "{text}");
    }
    const BEYOND: Rules = Rules::new().maximum(Bound::decimal("340282366920938463463374607431768211454"));
    for (value, holds) in [(u128::MAX, false), (u128::MAX - 1, true), (1, true)] {
        assert_eq!(client_runtime::checker::validate_with(&value, &BEYOND).is_ok(), holds, "{value}");
    }
    assert_eq!(Value::from(u128::MAX).to_string(), most);
}
