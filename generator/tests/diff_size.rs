//! How much of a client changes when the description does: the files, exactly, and the lines.
//!
//! The ten edits that descriptions get most often, one at a time, in the Mono description. An edit touches the files of
//! the things that it changes and the lists and tests that name them, and no others. The table of lines is a snapshot.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use generator::{FileSet, Options};
use support::Text;

/// An edit, and the files of the client that it touches.
struct Edit {
    what: &'static str,
    /// What is replaced, each once or, where it says so, everywhere.
    replace: &'static [(&'static str, &'static str)],
    everywhere: bool,
    files: &'static [&'static str],
}

const EDITS: &[Edit] = &[
    Edit {
        what: "an optional member is added",
        replace: &[(
            "        nickname:\n          description: A name for the card.\n          type:\n            - string\n            - 'null'\n          examples:\n            - Travel card\n        spending_controls:\n",
            "        nickname:\n          description: A name for the card.\n          type:\n            - string\n            - 'null'\n          examples:\n            - Travel card\n        colour:\n          description: The colour of the card.\n          type: string\n        spending_controls:\n",
        )],
        everywhere: false,
        files: &["src/models/new_card.rs"],
    },
    Edit {
        what: "a description is reworded",
        replace: &[("A postal address.", "Where letters arrive.")],
        everywhere: false,
        files: &["src/models/address.rs"],
    },
    Edit {
        what: "a length is tightened",
        replace: &[(
            "          maxLength: 255\n          examples:\n            - '231'",
            "          maxLength: 100\n          examples:\n            - '231'",
        )],
        everywhere: false,
        files: &["src/contract_tests.rs", "src/models/new_account_balance_operation.rs"],
    },
    Edit {
        what: "an enumeration gains a value",
        replace: &[("        - PEN\n", "        - PEN\n        - UYU\n")],
        everywhere: false,
        files: &["src/models/currency.rs"],
    },
    Edit {
        what: "a pattern is widened",
        replace: &[(r"pattern: '^\+[1-9]\d{1,14}$'", r"pattern: '^\+[1-9]\d{1,15}$'")],
        everywhere: false,
        files: &["src/contract_tests.rs", "src/models/phone_number.rs", "src/pattern_tests.rs", "src/patterns.rs"],
    },
    Edit {
        what: "an optional member becomes required",
        replace: &[(
            "      required:\n        - account_id\n        - configuration_group_id\n      properties:\n        account_id:\n          $ref: '#/components/schemas/AccountId'\n          description: The account that the card spends from.",
            "      required:\n        - account_id\n        - cardholder_id\n        - configuration_group_id\n      properties:\n        account_id:\n          $ref: '#/components/schemas/AccountId'\n          description: The account that the card spends from.",
        )],
        everywhere: false,
        // Two examples of a body lack the member now, so neither tests nor documentation show them any more.
        files: &[
            "src/contract_tests.rs",
            "src/examples.rs",
            "src/models/new_card.rs",
            "src/operations/cards/create_card.rs",
            "src/request_tests.rs",
        ],
    },
    Edit {
        what: "a parameter is added",
        replace: &[(
            "        - name: performed_at\n",
            "        - name: order\n          in: query\n          description: Which come first.\n          schema:\n            type: string\n        - name: performed_at\n",
        )],
        everywhere: false,
        files: &["src/operations/banking_cards/list_card_balance_operations.rs"],
    },
    Edit {
        what: "a response is added",
        replace: &[(
            "          $ref: '#/components/responses/UnprocessableEntity'\n  /v1/ledger/accounts/",
            "          $ref: '#/components/responses/UnprocessableEntity'\n        '404':\n          $ref: '#/components/responses/NotFound'\n  /v1/ledger/accounts/",
        )],
        everywhere: false,
        files: &["src/operations/banking_cards/list_card_balance_operations.rs"],
    },
    Edit {
        what: "an operation is added",
        replace: &[(
            "  /v1/ledger/cards:\n",
            "  /v1/ledger/cards/{card_id}:\n    get:\n      operationId: get_card\n      tags:\n        - Cards\n      summary: A card\n      parameters:\n        - name: card_id\n          in: path\n          required: true\n          description: The card.\n          example: car_5tgliBmzjZ6mpQPRbQjfKj\n          schema:\n            $ref: '#/components/schemas/CardId'\n      responses:\n        '200':\n          description: The card.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Card'\n  /v1/ledger/cards:\n",
        )],
        everywhere: false,
        files: &["src/operations/cards/get_card.rs", "src/operations/cards/mod.rs", "src/request_tests.rs"],
    },
    Edit {
        what: "a schema is renamed",
        replace: &[("PersonType", "KindOfPerson")],
        everywhere: true,
        files: &[
            "src/contract_tests.rs",
            "src/examples.rs",
            "src/models/document.rs",
            "src/models/kind_of_person.rs",
            "src/models/mod.rs",
            "src/models/person_type.rs",
        ],
    },
];

/// What the client became.
struct Client {
    files: FileSet,
    outline: String,
}

fn client(text: &str) -> Client {
    let loader = Text(text.to_owned());
    let options = Options { crate_name: Some("mono-client".to_owned()), ..Options::default() };
    let generated = generator::generate(&loader, "openapi.yaml", &options);
    let outline = generated.outline().expect("the description has no error");
    Client { files: generated.files.expect("the description has no error"), outline }
}

/// The lines that are gone and those that came.
fn changed_lines(old: &str, new: &str) -> (usize, usize) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    // The longest common subsequence, row by row.
    let mut row = vec![0_usize; new.len() + 1];
    for line in &old {
        let mut diagonal = 0;
        for (index, other) in new.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if line == other { diagonal + 1 } else { above.max(row[index]) };
            diagonal = above;
        }
    }
    let common = row.last().copied().unwrap_or(0);
    (old.len() - common, new.len() - common)
}

#[test]
fn an_edit_touches_the_files_of_what_it_changes() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/openapi.yaml")).unwrap();
    let before = client(&text);
    let mut table =
        String::from("| edit | files of the client | lines there | lines of public items |\n|---|---|---|---|\n");
    let mut wrong = String::new();
    for edit in EDITS {
        let mut edited = text.clone();
        for (from, to) in edit.replace {
            assert!(edit.everywhere || edited.matches(from).count() == 1, "{}: it has to occur once", edit.what);
            edited = edited.replace(from, to);
        }
        let after = client(&edited);
        let paths: BTreeSet<&str> = before.files.iter().chain(after.files.iter()).map(|(path, _)| path).collect();
        let mut touched = Vec::new();
        let (mut removed, mut added) = (0, 0);
        for path in paths {
            let (old, new) = (before.files.get(path).unwrap_or_default(), after.files.get(path).unwrap_or_default());
            if old != new {
                let (gone, came) = changed_lines(old, new);
                (removed, added) = (removed + gone, added + came);
                touched.push(path);
            }
        }
        if touched != edit.files {
            let _ = writeln!(wrong, "{}: {touched:#?}", edit.what);
        }
        let (gone, came) = changed_lines(&before.outline, &after.outline);
        let _ = writeln!(table, "| {} | {} | +{added} −{removed} | +{came} −{gone} |", edit.what, touched.len());
    }
    assert!(wrong.is_empty(), "other files are touched than expected:\n{wrong}\n{table}");
    println!("{table}");
    insta::assert_snapshot!("lines_of_edits", table);
}
