//! `cargo xtask explain` as a stranger runs it.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("explain").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_code_is_explained_by_rule_example_and_fix() {
    for id in ["E0102", "e0102"] {
        let output = run(&[id]);
        assert_eq!(output.status.code(), Some(0));
        let text = text(&output.stdout);
        assert!(text.starts_with("E0102: the document is Swagger 2.0\n"), "{text}");
        assert!(text.contains("swagger: '2.0'") && text.contains("Convert the document"), "{text}");
    }
}

#[test]
fn an_unknown_code_is_wrong_usage_and_the_closest_one_is_named() {
    let output = run(&["E0120"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = text(&output.stderr);
    assert!(
        message.contains("there is no code `E0120`; did you mean `E0102`: the document is Swagger 2.0?"),
        "{message}"
    );
    let output = run(&["nonsense"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!text(&output.stderr).contains("did you mean"), "{}", text(&output.stderr));
}

#[test]
fn without_a_code_all_are_listed() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(0));
    let list = text(&output.stdout);
    assert!(list.contains("\nE0102  the document is Swagger 2.0\n"), "{list}");
    assert!(list.lines().count() > 40 && list.lines().is_sorted(), "{list}");
}
