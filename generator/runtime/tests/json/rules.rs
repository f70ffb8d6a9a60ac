//! Every rule just inside and just outside, the pointers of violations, what errors say.

use crate::model::{AccountId, CardNumber, NewCard};
use crate::runtime::json;
use crate::runtime::nullable::{Nullable, Patch};
use crate::runtime::number::Number;
use crate::runtime::pattern::Pattern;
use crate::runtime::rules::{Bound, Checker, Format, Rule, Rules, Validate, validate_with};
use crate::runtime::value::{Map, Value};

#[track_caller]
fn broken<T: Validate>(value: &T, rules: Rules) -> Vec<(String, Rule)> {
    match validate_with(value, &rules) {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid.violations().iter().map(|found| (found.pointer().to_owned(), found.rule())).collect(),
    }
}

#[track_caller]
fn breaks<T: Validate>(value: T, rules: Rules, rule: Rule) {
    assert_eq!(broken(&value, rules), [(String::new(), rule)]);
}

#[track_caller]
fn keeps<T: Validate>(value: T, rules: Rules) {
    assert_eq!(broken(&value, rules), []);
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn lengths_are_counted_in_code_points() {
    const MIN: Rules = Rules::new().min_length(2);
    const MAX: Rules = Rules::new().max_length(2);
    for two in ["ab", "éñ", "💳💳", "e\u{301}", "\0\0"] {
        keeps(text(two), MIN);
        keeps(text(two), MAX);
    }
    for one in ["a", "é", "💳"] {
        breaks(text(one), MIN, Rule::MinLength(2));
        keeps(text(one), MAX);
    }
    for three in ["abc", "ééé", "💳💳💳"] {
        breaks(text(three), MAX, Rule::MaxLength(2));
        keeps(text(three), MIN);
    }
    breaks(text(""), Rules::new().min_length(1), Rule::MinLength(1));
    keeps(text(""), Rules::new().max_length(0));
    breaks(text("a"), Rules::new().min_length(u64::MAX), Rule::MinLength(u64::MAX));
    for length in 0..40u64 {
        for sample in ["x", "é", "ह", "💳"] {
            let sample = sample.repeat(usize::try_from(length).unwrap());
            keeps(sample.clone(), Rules::new().min_length(length).max_length(length));
            breaks(sample.clone(), Rules::new().min_length(length + 1), Rule::MinLength(length + 1));
            if length > 0 {
                breaks(sample, Rules::new().max_length(length - 1), Rule::MaxLength(length - 1));
            }
        }
    }
}

static DIGITS: Pattern =
    Pattern { source: "^[0-9]+$", matches: |text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) };
static LONG: Pattern = Pattern { source: "^.{3}", matches: |text| text.chars().count() >= 3 };

#[test]
fn patterns_formats_and_lists_of_texts() {
    const BOTH: Rules = Rules::new().pattern(&DIGITS).pattern(&LONG);
    keeps(text("123"), BOTH);
    breaks(text("12"), BOTH, Rule::Pattern("^.{3}"));
    breaks(text("abc"), BOTH, Rule::Pattern("^[0-9]+$"));
    assert_eq!(broken(&text("a"), BOTH).len(), 2);
    const ONE_OF: Rules = Rules::new().one_of(&["a", ""]);
    keeps(text("a"), ONE_OF);
    keeps(text(""), ONE_OF);
    breaks(text("A"), ONE_OF, Rule::OneOf(&["a", ""]));
    keeps(text("127.0.0.1"), Rules::new().format(Format::Ipv4));
    breaks(text("127.0.0.01"), Rules::new().format(Format::Ipv4), Rule::Format("ipv4"));
    keeps(text("::ffff:1.2.3.4"), Rules::new().format(Format::Ipv6));
    breaks(text("fe80::1%eth0"), Rules::new().format(Format::Ipv6), Rule::Format("ipv6"));
    // Rules of other types say nothing.
    keeps(5i64, BOTH);
    keeps(true, Rules::new().minimum(Bound::integer(5)));
    keeps(text("x"), Rules::new().minimum(Bound::integer(5)).min_items(3));
}

#[test]
fn bounds_are_exact() {
    const TEN: Bound = Bound::integer(10);
    keeps(10i64, Rules::new().minimum(TEN).maximum(TEN));
    breaks(9i64, Rules::new().minimum(TEN), Rule::Minimum(TEN));
    breaks(11i64, Rules::new().maximum(TEN), Rule::Maximum(TEN));
    breaks(10i64, Rules::new().exclusive_minimum(TEN), Rule::ExclusiveMinimum(TEN));
    breaks(10i64, Rules::new().exclusive_maximum(TEN), Rule::ExclusiveMaximum(TEN));
    keeps(11i64, Rules::new().exclusive_minimum(TEN));
    keeps(9u8, Rules::new().exclusive_maximum(TEN));
    keeps(i64::MIN, Rules::new().minimum(Bound::integer(i64::MIN.into())));
    breaks(
        u64::MAX,
        Rules::new().maximum(Bound::integer(i128::from(u64::MAX) - 1)),
        Rule::Maximum(Bound::integer(i128::from(u64::MAX) - 1)),
    );
    breaks(
        i128::MIN,
        Rules::new().minimum(Bound::integer(i128::MIN + 1)),
        Rule::Minimum(Bound::integer(i128::MIN + 1)),
    );
    const DECIMAL: Bound = Bound::decimal("0.30");
    let number = |text: &str| text.parse::<Number>().unwrap();
    keeps(number("0.3"), Rules::new().minimum(DECIMAL).maximum(DECIMAL));
    breaks(number("0.29999999999999999999999999999"), Rules::new().minimum(DECIMAL), Rule::Minimum(DECIMAL));
    breaks(number("0.30000000000000000000000000001"), Rules::new().maximum(DECIMAL), Rule::Maximum(DECIMAL));
    breaks(number("1e400"), Rules::new().maximum(TEN), Rule::Maximum(TEN));
    keeps(0.3f64, Rules::new().minimum(DECIMAL).maximum(DECIMAL));
    breaks(0.1f64 + 0.2, Rules::new().maximum(DECIMAL), Rule::Maximum(DECIMAL));
    breaks(f64::NAN, Rules::NONE, Rule::Finite);
    breaks(f32::INFINITY, Rules::NONE, Rule::Finite);
    const CENT: Bound = Bound::decimal("0.01");
    keeps(number("19.99"), Rules::new().multiple_of(CENT));
    breaks(number("19.999"), Rules::new().multiple_of(CENT), Rule::MultipleOf(CENT));
    keeps(4.35f64, Rules::new().multiple_of(CENT));
    keeps(9i64, Rules::new().multiple_of(Bound::integer(3)));
    breaks(10i64, Rules::new().multiple_of(Bound::integer(3)), Rule::MultipleOf(Bound::integer(3)));
    keeps(0i64, Rules::new().multiple_of(Bound::integer(3)));
    keeps(i128::MIN, Rules::new().multiple_of(Bound::integer(-1)));
    breaks(1i64, Rules::new().multiple_of(Bound::integer(0)), Rule::MultipleOf(Bound::integer(0)));
}

#[test]
fn counts_of_items_and_members() {
    const TWO: Rules = Rules::new().min_items(2).max_items(2);
    keeps(vec![1, 2], TWO);
    breaks(vec![1], TWO, Rule::MinItems(2));
    breaks(vec![1, 2, 3], TWO, Rule::MaxItems(2));
    const NAMES: Rules = Rules::new().max_length(1);
    const VALUES: Rules = Rules::new().maximum(Bound::integer(5));
    const MAP: Rules = Rules::new().min_properties(1).max_properties(2).names(&NAMES).values(&VALUES);
    keeps(Map::from([("a", 5)]), MAP);
    breaks(Map::<i64>::new(), MAP, Rule::MinProperties(1));
    breaks(Map::from([("a", 1), ("b", 2), ("c", 3)]), MAP, Rule::MaxProperties(2));
    let found = broken(&Map::from([("a/b", 6)]), MAP);
    assert_eq!(
        found,
        [("/a~1b".to_owned(), Rule::MaxLength(1)), ("/a~1b".to_owned(), Rule::Maximum(Bound::integer(5)))]
    );
}

#[test]
fn containers_hand_their_rules_on() {
    const ITEMS: Rules = Rules::new().min_length(2);
    const LIST: Rules = Rules::new().items(&ITEMS);
    assert_eq!(broken(&vec![text("ab"), text("c")], LIST), [("/1".to_owned(), Rule::MinLength(2))]);
    const LISTS: Rules = Rules::new().items(&LIST);
    assert_eq!(broken(&vec![vec![text("ab")], vec![text("c")]], LISTS), [("/1/0".to_owned(), Rule::MinLength(2))]);
    let rule = Rule::MinLength(2);
    breaks(Some(text("a")), ITEMS, rule);
    breaks(Box::new(text("a")), ITEMS, rule);
    breaks(Nullable::Value(text("a")), ITEMS, rule);
    breaks(Patch::Value(text("a")), ITEMS, rule);
    keeps(None::<String>, ITEMS);
    keeps(Nullable::<String>::Null, ITEMS);
    keeps(Patch::<String>::Absent, ITEMS);
    let value: Value = json::from_str(r#"[["ab"],["c"]]"#).unwrap();
    assert_eq!(broken(&value, LISTS), [("/1/0".to_owned(), Rule::MinLength(2))]);
}

#[test]
fn unique_items_are_compared_as_json() {
    let unique = |text: &str| {
        let rules = Rules::new().unique_items();
        broken(&json::from_str::<Value>(text).unwrap(), rules).is_empty()
    };
    for yes in [
        "[]",
        "[1]",
        "[0,false]",
        "[1,true]",
        "[null,0,\"\",[],{}]",
        "[\"1\",1]",
        "[[1],[2]]",
        "[{\"a\":1},{\"a\":2}]",
        "[1,1.0000000000000000000000000001]",
        "[{\"a\":0},{\"a\":false}]",
        "[[0],[false]]",
        "[\"a\",\"A\"]",
        "[\"é\",\"e\u{301}\"]",
        "[[\"a\",\"b\"],[\"a,b\"]]",
    ] {
        assert!(unique(yes), "{yes}");
    }
    for no in [
        "[1,1]",
        "[1,2,1.0]",
        "[0,-0]",
        "[100,1e2]",
        "[{\"a\":1,\"b\":2},{\"b\":2.0,\"a\":1}]",
        "[[1],[1.0]]",
        "[\"a\",\"\\u0061\"]",
        "[null,null]",
        "[[[]],[[]]]",
    ] {
        assert!(!unique(no), "{no}");
    }
    breaks(vec![text("x"), text("x")], Rules::new().unique_items(), Rule::UniqueItems);
    breaks(vec![1.0f64, 1.0], Rules::new().unique_items(), Rule::UniqueItems);
}

#[test]
fn violations_have_pointers_and_do_not_hold_values() {
    let text = r#"{"account_id":"acc_secret","limit":{"amount":-1.001,"currency":"EUR"},"nickname":"shh","parent":"topsecret","children":[{"account_id":"acc_0123456789012345678901","parent":null,"pin_retries":10}],"pin_retries":-1}"#;
    let card: NewCard = json::from_str(text).unwrap();
    let invalid = card.validate().unwrap_err().with_operation("create_card");
    let pointers: Vec<&str> = invalid.violations().iter().map(|found| found.pointer()).collect();
    assert_eq!(
        pointers,
        [
            "/account_id",
            "/limit/amount",
            "/limit/amount",
            "/limit/currency",
            "/nickname",
            "/parent",
            "/children/0/pin_retries",
            "/pin_retries"
        ]
    );
    assert_eq!((invalid.count(), invalid.operation()), (8, Some("create_card")));
    assert_eq!(invalid.to_string(), "create_card: /account_id: must match the pattern `^acc_[\\w-]{22}$` (and 7 more)");
    let shown = format!("{invalid} {invalid:?}");
    for secret in ["secret", "shh", "1.001", "EUR"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn violations_are_capped_and_counted() {
    const SHORT: Rules = Rules::new().max_length(0);
    let many = vec![text("x"); 1000];
    let invalid = validate_with(&many, &Rules::new().items(&SHORT)).unwrap_err();
    assert_eq!((invalid.violations().len(), invalid.count()), (32, 1000));
    let mut checker = Checker::new();
    checker.enter("path");
    checker.enter("card_id");
    checker.refuse("must not be empty");
    checker.leave();
    checker.member("q", &text("x"), &SHORT);
    let invalid = checker.finish("get_card").unwrap_err();
    assert_eq!(invalid.to_string(), "get_card: /path/card_id: must not be empty (and 1 more)");
    assert_eq!(invalid.violations()[1].to_string(), "/path/q: must have at most 0 characters");
}

#[test]
fn types_and_places_are_both_checked() {
    let narrower = Rules::new().pattern(&DIGITS);
    let id: AccountId = "acc_0123456789012345678901".parse().unwrap();
    assert_eq!(broken(&id, narrower), [(String::new(), Rule::Pattern("^[0-9]+$"))]);
    let number: CardNumber = json::from_str("\"1\"").unwrap();
    assert_eq!(broken(&number, narrower), [(String::new(), Rule::MinLength(12))]);
    let error = "12345".parse::<CardNumber>().unwrap_err();
    assert_eq!(error.to_string(), "CardNumber: must have at least 12 characters");
    assert_eq!((error.type_name(), error.rule()), ("CardNumber", Rule::MinLength(12)));
}
