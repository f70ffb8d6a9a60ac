//! What the emitted checks look like.

use generator::emit_matcher;
use generator::pattern::compile;

fn emitted(source: &str) -> String {
    let pattern = compile(source).expect("a pattern of this test is legal");
    let file = syn::parse2(emit_matcher("matches_pattern", &pattern)).expect("emitted tokens are Rust");
    prettyplease::unparse(&file)
}

#[test]
fn card_id() {
    insta::assert_snapshot!(emitted(r"^[A-Za-z]{2,6}_[\w-]{22}$"));
}

#[test]
fn user_id() {
    insta::assert_snapshot!(emitted(r"^[A-Za-z]{2,7}_[\w-]{22}$"));
}

#[test]
fn phone_number() {
    insta::assert_snapshot!(emitted(r"^\+[1-9]\d{1,14}$"));
}

#[test]
fn country_code() {
    insta::assert_snapshot!(emitted("^[A-Z]{2}$"));
}

#[test]
fn version_number() {
    insta::assert_snapshot!(emitted(r"^\d+\.\d{1,3}(?:\.)(?:x|\d+)$|^v"));
}

#[test]
fn path_of_two_parts() {
    insta::assert_snapshot!(emitted("^[^/]+/[^/]{2,}$"));
}

#[test]
fn no_foo() {
    insta::assert_snapshot!(emitted(r"^(?:(?!foo).)*$"));
}

#[test]
fn back_reference() {
    insta::assert_snapshot!(emitted(r"^(`+)[^`]\1$"));
}

#[test]
fn the_benchmark_measures_what_is_emitted() {
    let pattern = compile(r"^[A-Za-z]{2,6}_[\w-]{22}$").expect("the pattern is legal");
    let file = syn::parse2(emit_matcher("matches_card_id", &pattern)).expect("emitted tokens are Rust");
    assert_eq!(prettyplease::unparse(&file), include_str!("../benches/pattern/card_id.rs"));
}
