//! `.gitattributes`: review tools fold what need not be read, and nothing else.

use std::path::Path;
use std::process::Command;

/// What git says of a file: whether review tools fold it.
fn is_folded(path: &str) -> bool {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    assert!(repository.join(path).is_file(), "{path} is there");
    let output = Command::new("git")
        .args(["check-attr", "linguist-generated", "--", path])
        .current_dir(repository)
        .output()
        .expect("git is there");
    String::from_utf8(output.stdout).unwrap().trim_end().ends_with(": true")
}

#[test]
fn copies_are_folded_and_what_is_reviewed_is_not() {
    for folded in [
        "generated-client/src/runtime/client.rs",
        "generated-client/src/runtime/mod.rs",
        "generated-client/src/patterns.rs",
        "generated-client/src/pattern_tests.rs",
        "generated-client/src/examples.rs",
    ] {
        assert!(is_folded(folded), "{folded}");
    }
    for read in [
        "generated-client/src/lib.rs",
        "generated-client/src/models/card.rs",
        "generated-client/src/operations/cards/create_card.rs",
        "generated-client/src/contract_tests.rs",
        "generated-client/src/request_tests.rs",
        "generated-client/tests/snapshots/public_items.snap",
        "generator/runtime/src/client.rs",
        "generator/tests/fixtures/pattern/patterns.rs.snap",
        "spec/openapi.yaml",
    ] {
        assert!(!is_folded(read), "{read}");
    }
}
