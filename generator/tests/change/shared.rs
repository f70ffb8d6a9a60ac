//! Schemas without a name that say the same: one type, under several names. It matters to a program when what was one type
//! is two, and when two are one.

use super::case::{COMPILE, Case, MINOR, Place};
use super::kinds;

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "shared_value_added_at_one_place",
        place: Place::Lines,
        old: "P /$t: { get: { operationId: $t, parameters: [{ name: p, in: query, schema: { enum: [one, two, $t] } }], responses: { '204': { description: None. } } } }
              P /$t/other: { get: { operationId: $t_other, parameters: [{ name: p, in: query, schema: { enum: [one, two, $t] } }], responses: { '204': { description: None. } } } }",
        new: "P /$t: { get: { operationId: $t, parameters: [{ name: p, in: query, schema: { enum: [one, two, $t] } }], responses: { '204': { description: None. } } } }
              P /$t/other: { get: { operationId: $t_other, parameters: [{ name: p, in: query, schema: { enum: [one, two, three, $t] } }], responses: { '204': { description: None. } } } }",
        program: "let p = models::$TP::One; sent(client().$t().p(p.clone())) + &sent(client().$t_other().p(p))",
        verdict: COMPILE,
    },
    Case {
        name: "shared_value_added_at_all_places",
        place: Place::Lines,
        old: "P /$t: { get: { operationId: $t, parameters: [{ name: p, in: query, schema: { enum: [one, two, $t] } }], responses: { '204': { description: None. } } } }
              P /$t/other: { get: { operationId: $t_other, parameters: [{ name: p, in: query, schema: { enum: [one, two, $t] } }], responses: { '204': { description: None. } } } }",
        new: "P /$t: { get: { operationId: $t, parameters: [{ name: p, in: query, schema: { enum: [one, two, three, $t] } }], responses: { '204': { description: None. } } } }
              P /$t/other: { get: { operationId: $t_other, parameters: [{ name: p, in: query, schema: { enum: [one, two, three, $t] } }], responses: { '204': { description: None. } } } }",
        program: "let p = models::$TP::One; sent(client().$t().p(p.clone())) + &sent(client().$t_other().p(p))",
        verdict: MINOR,
    },
    Case {
        name: "unlike_values_become_alike",
        place: Place::Lines,
        old: "P /$t: { get: { operationId: $t, parameters: [{ name: p, in: query, schema: { enum: [one, two, $t] } }], responses: { '204': { description: None. } } } }
              P /$t/other: { get: { operationId: $t_other, parameters: [{ name: p, in: query, schema: { enum: [one, $t] } }], responses: { '204': { description: None. } } } }",
        new: "P /$t: { get: { operationId: $t, parameters: [{ name: p, in: query, schema: { enum: [one, two, $t] } }], responses: { '204': { description: None. } } } }
              P /$t/other: { get: { operationId: $t_other, parameters: [{ name: p, in: query, schema: { enum: [one, two, $t] } }], responses: { '204': { description: None. } } } }",
        program: "trait Tell { const TOLD: &str; }\n    impl Tell for models::$TP { const TOLD: &str = \"p\"; }\n    impl Tell for models::$TOtherP { const TOLD: &str = \"other\"; }\n    [models::$TP::TOLD, models::$TOtherP::TOLD].concat()",
        verdict: COMPILE,
    },
    Case {
        name: "shared_place_added_before",
        place: Place::Lines,
        old: "P /$t: { post: { operationId: $t, requestBody: { content: { application/json: { schema: { type: object, required: [a, b, c, d, e, f, g], properties: { $t: { type: string }, a: { type: string }, b: { type: string }, c: { type: string }, d: { type: string }, e: { type: string }, f: { type: string }, g: { type: object, properties: { h: { type: string } } } } } } } }, responses: { '204': { description: None. } } } }",
        new: "P /$t/first: { post: { operationId: $t_first, requestBody: { content: { application/json: { schema: { type: object, required: [a, b, c, d, e, f, g], properties: { $t: { type: string }, a: { type: string }, b: { type: string }, c: { type: string }, d: { type: string }, e: { type: string }, f: { type: string }, g: { type: object, properties: { h: { type: string } } } } } } } }, responses: { '204': { description: None. } } } }
              P /$t: { post: { operationId: $t, requestBody: { content: { application/json: { schema: { type: object, required: [a, b, c, d, e, f, g], properties: { $t: { type: string }, a: { type: string }, b: { type: string }, c: { type: string }, d: { type: string }, e: { type: string }, f: { type: string }, g: { type: object, properties: { h: { type: string } } } } } } } }, responses: { '204': { description: None. } } } }",
        program: "let builder: models::$TBodyBuilder = models::$TBody::builder();\n    let body = builder.a(\"1\").b(\"2\").c(\"3\").d(\"4\").e(\"5\").f(\"6\").g(models::$TBodyG::new().h(\"7\")).build().unwrap();\n    sent(client().$t().body(body))",
        verdict: MINOR,
    },
    Case {
        name: "alternatives_become_alike",
        place: Place::Sent,
        old: "{ type: object, required: [e], properties: { e: { oneOf: [{ title: first, type: object, required: [a], properties: { $t: { type: string }, a: { type: string } } }, { title: second, type: object, required: [a], properties: { a: { type: string } } }] } } }",
        new: "{ type: object, required: [e], properties: { e: { oneOf: [{ title: first, type: object, required: [a], properties: { $t: { type: string }, a: { type: string } } }, { title: first, type: object, required: [a], properties: { $t: { type: string }, a: { type: string } } }] } } }",
        program: "let e: models::$TE = models::$TEFirst::new(\"1\").try_into().unwrap(); sent(client().$t(models::$T::new(e)))",
        verdict: COMPILE,
    },
];

/// Three places; `$x` is said of the first.
const PLACES: &str = "\
openapi: 3.1.0
info: { title: Places, version: 1.0.0 }
paths:
  /a: { get: { operationId: a, parameters: [{ name: p, in: query, schema: { type: string, enum: [one$x] } }], responses: { '200': { description: Some., content: { application/json: { schema: { type: object, properties: { s: { type: object, properties: { t: { type: integer, maximum: 5$y } } } } } } } } } } }
  /b: { get: { operationId: b, parameters: [{ name: p, in: query, schema: { type: string, enum: [one] } }], responses: { '200': { description: Some., content: { application/json: { schema: { type: object, properties: { s: { type: object, properties: { t: { type: integer, maximum: 5 } } } } } } } } } } }
  /c: { get: { operationId: c, parameters: [{ name: p, in: query, schema: { type: string, enum: [one] } }], responses: { '200': { description: Some., content: { application/json: { schema: { type: object, properties: { s: { type: object, properties: { t: { type: integer, maximum: 5 } } } } } } } } } } }
";

fn places(value: &str, digit: &str) -> String {
    PLACES.replace("$x", value).replace("$y", digit)
}

#[test]
fn what_diverges_and_converges_is_said_of_the_place_that_changed() {
    let (same, other) = (places("", ""), places(", two", ""));
    assert_eq!(kinds(&same, &other), ["enum value `AP.two` value-added", "type `AP` type-split"]);
    assert_eq!(kinds(&other, &same), ["enum value `AP.two` value-removed", "type `AP` type-joined"]);
    let last = same.replace(
        "/c: { get: { operationId: c, parameters: [{ name: p, in: query, schema: { type: string, enum: [one]",
        "/c: { get: { operationId: c, parameters: [{ name: p, in: query, schema: { type: string, enum: [one, two]",
    );
    assert_eq!(kinds(&same, &last), ["enum value `CP.two` value-added", "type `CP` type-split"]);
}

#[test]
fn what_stands_around_a_place_that_diverges_is_another_type_too() {
    let (same, other) = (places("", ""), places("", "0"));
    let split = ["member `A200S.t` rule-loosened", "type `A200S` type-split", "type `A200` type-split"];
    let mut found = kinds(&same, &other);
    found.sort();
    assert_eq!(found, split);
    let joined = ["member `A200S.t` rule-tightened", "type `A200S` type-joined", "type `A200` type-joined"];
    let mut found = kinds(&other, &same);
    found.sort();
    assert_eq!(found, joined);
}

#[test]
fn what_says_the_same_is_one_change_wherever_it_stands() {
    let same = places("", "");
    assert_eq!(kinds(&same, &same.replace("enum: [one]", "enum: [one, two]")), ["enum value `AP.two` value-added"]);
}

#[test]
fn where_the_first_place_comes_and_goes_the_others_stay_what_they_are() {
    let same = places("", "");
    let rest: String = same.lines().filter(|line| !line.starts_with("  /a:")).map(|line| format!("{line}\n")).collect();
    assert_eq!(
        kinds(&same, &rest),
        [
            "operation `a` operation-removed",
            "type `AP` type-removed",
            "type `A200` type-removed",
            "type `A200S` type-removed"
        ]
    );
    assert_eq!(
        kinds(&rest, &same),
        ["operation `a` operation-added", "type `AP` type-added", "type `A200` type-added", "type `A200S` type-added"]
    );
}
