//! What contract tests assert: they fail where a client is not what the document says.

use std::panic::catch_unwind;

use client_runtime::contract::{Contract, Sent, value};
use client_runtime::rules::{Rule, Validate};
use client_runtime::{
    Bound, Checker, DecodeError, Map, NO_RULES, NoFailure, Operation, OperationMeta, Parameter, RawResponse,
    RequestEncoder, Rules, Value, json,
};

/// A map whose values have rules.
#[derive(Clone)]
struct Thing(Map<Value>);

impl json::Json for Thing {
    fn read(reader: &mut client_runtime::Reader<'_>) -> Result<Self, client_runtime::DecodeError> {
        Map::read(reader).map(Self)
    }

    fn write(&self, writer: &mut client_runtime::Writer) {
        self.0.write(writer);
    }
}

impl Validate for Thing {
    fn check(&self, _: &Rules, checker: &mut Checker) {
        checker.member("name", &self.0.get("name").cloned(), &const { Rules::new().min_length(2).max_length(3) });
        checker.member("tags", &self.0.get("tags").cloned(), &const { Rules::new().max_items(2) });
        checker.member("size", &self.0.get("size").cloned(), &const { Rules::new().minimum(Bound::integer(5)) });
    }
}

fn thing() -> Contract<'static> {
    Contract::of::<Thing>(r#"{"name":"aa"}"#)
}

/// Whether an assertion fails.
fn fails(assertion: impl FnOnce() + std::panic::UnwindSafe) -> bool {
    catch_unwind(assertion).is_err()
}

#[test]
fn what_the_document_says_passes() {
    thing()
        .length("/name", Rule::MinLength(2))
        .length("/name", Rule::MaxLength(3))
        .count("/tags", Rule::MaxItems(2), "1")
        .pair("/size", Rule::Minimum(Bound::integer(5)), "5", "4")
        .pairs(&["/size", "/size"], Rule::Minimum(Bound::integer(5)), "5", "4")
        .outside("/size", Rule::Minimum(Bound::integer(5)), "4.99")
        .accepted("/other", "null");
}

#[test]
fn another_rule_another_place_or_none_fails() {
    // The limit is another one, in either direction.
    assert!(fails(|| {
        thing().length("/name", Rule::MinLength(1));
    }));
    assert!(fails(|| {
        thing().length("/name", Rule::MaxLength(2));
    }));
    assert!(fails(|| {
        thing().length("/name", Rule::MaxLength(4));
    }));
    assert!(fails(|| {
        thing().count("/tags", Rule::MaxItems(3), "1");
    }));
    // The rule is another one, or stands elsewhere.
    assert!(fails(|| {
        thing().outside("/size", Rule::ExclusiveMinimum(Bound::integer(5)), "4");
    }));
    assert!(fails(|| {
        thing().outside("/size", Rule::Minimum(Bound::integer(6)), "4");
    }));
    assert!(fails(|| {
        thing().outside("/size/0", Rule::Minimum(Bound::integer(5)), "4");
    }));
    assert!(fails(|| {
        thing().pairs(&["/size", "/tags"], Rule::Minimum(Bound::integer(5)), "5", "4");
    }));
    // The valid value is not valid, or a rule is broken that should not be.
    assert!(fails(|| drop(Contract::of::<Thing>(r#"{"name":"a"}"#))));
    assert!(fails(|| drop(Contract::of::<Thing>("[]"))));
    assert!(fails(|| {
        thing().accepted("/size", "4");
    }));
    // A member is no required one.
    assert!(fails(|| {
        thing().required(&["name"]);
    }));
    assert!(fails(|| {
        thing().all_required();
    }));
    assert!(fails(|| {
        Contract::of::<Thing>("{}").all_required();
    }));
}

/// An operation with a parameter everywhere.
#[derive(Clone)]
struct Find {
    id: String,
    size: Option<i64>,
    trace: String,
    body: Value,
}

impl Operation for Find {
    type Success = ();
    type Failure = NoFailure;

    const META: OperationMeta = OperationMeta::new("find", "POST", "/things/{id}");

    fn encode(&self, request: &mut RequestEncoder) {
        request.parameter(&Parameter::path("id"), &self.id);
        let size = const { Parameter::query("size").rules(Rules::new().maximum(Bound::integer(10))) };
        request.parameter(&size, &self.size);
        request.parameter(&Parameter::header("x-trace"), &self.trace);
        request.json_body_with("application/json", &self.body, &NO_RULES);
    }

    fn decode(_: &RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        None
    }
}

fn find() -> Find {
    Find { id: "a".to_owned(), size: Some(10), trace: "t".to_owned(), body: value(r#"{"b": [1]}"#) }
}

#[test]
fn a_request_is_what_it_should_be() {
    let operation = find();
    Sent::of(&operation).goes_to("POST", "/things/a").query("size", "10").header("x-trace", "t").body(r#"{"b":[1]}"#);
    Contract::of_parameter(&operation, "/query/size", |find, json| find.size = Some(value(json)), "1").pair(
        "",
        Rule::Maximum(Bound::integer(10)),
        "10",
        "11",
    );
}

#[test]
fn a_request_that_is_not_what_it_should_be_fails() {
    assert!(fails(|| {
        Sent::of(&find()).goes_to("GET", "/things/a");
    }));
    assert!(fails(|| {
        Sent::of(&find()).goes_to("POST", "/things/b");
    }));
    assert!(fails(|| {
        Sent::of(&find()).query("size", "1");
    }));
    assert!(fails(|| {
        Sent::of(&find()).header("x-trace", "u");
    }));
    assert!(fails(|| {
        Sent::of(&find()).body(r#"{"b":[2]}"#);
    }));
    assert!(fails(|| drop(Sent::of(&Find { size: Some(11), ..find() }))));
    assert!(fails(|| {
        let operation = find();
        let set = |find: &mut Find, json: &str| find.size = Some(value(json));
        Contract::of_parameter(&operation, "/query/size", set, "1").outside("", Rule::Maximum(Bound::integer(9)), "10");
    }));
}

#[test]
fn an_example_may_lose_digits_that_its_type_has_no_room_for_and_nothing_else() {
    use client_runtime::example::assert_round_trip;
    assert_round_trip::<Vec<f32>>("[0.00743999984115362, 16777216]", &NO_RULES);
    assert_round_trip::<Map<Vec<f64>>>(r#"{"a": [0.1234567890123456789]}"#, &NO_RULES);
    // A whole number is never another one.
    assert!(fails(|| assert_round_trip::<f32>("16777217", &NO_RULES)));
    assert!(fails(|| assert_round_trip::<i64>("1.5", &NO_RULES)));
}
