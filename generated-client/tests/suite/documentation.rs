//! What the reference pages say in words stands where a caller reads it.

/// The text of the doc comments of a file, on one line.
fn documentation(source: &str) -> String {
    let lines = source.lines().filter_map(|line| line.trim_start().strip_prefix("///"));
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_says(source: &str, parts: &[&str]) {
    let text = documentation(source);
    for part in parts {
        assert!(text.contains(part), "{part:?} in {text}");
    }
}

#[test]
fn the_considerations_of_the_ledger_balance_operation() {
    assert_says(
        include_str!("../../src/operations/ledger/update_ledger_account_balance.rs"),
        &[
            "`POST /v1/ledger/accounts/{account_id}/balance`",
            "1. Only accounts of the type `subaccount` can be used.",
            "2. The account has to be active.",
            "3. The account holder it belongs to has to be active as well.",
            "4. The currency of the amount has to be the currency of the account.",
            "A `topup` increases the balance of the account, a `withdrawal` decreases it.",
        ],
    );
}

#[test]
fn topup_and_withdrawal() {
    assert_says(
        include_str!("../../src/operations/banking_cards/apply_card_balance_operation.rs"),
        &["A `topup` increases the balance of the card, a `withdrawal` reduces it."],
    );
    assert_says(
        include_str!("../../src/models/operation_type.rs"),
        &["`topup`: Increases the balance.", "`withdrawal`: Reduces the balance."],
    );
}

#[test]
fn where_the_configuration_group_comes_from() {
    assert_says(include_str!("../../src/operations/cards/create_card.rs"), &["`/v1/ledger/tenant/config`"]);
    assert_says(include_str!("../../src/models/new_card.rs"), &["`/v1/ledger/tenant/config`"]);
    assert_says(include_str!("../../src/models/configuration_group_id.rs"), &["`/v1/ledger/tenant/config`"]);
}

/// Nobody shall take what is assumed for documented.
#[test]
fn what_is_assumed_says_so() {
    for source in [
        include_str!("../../src/models/currency.rs"),
        include_str!("../../src/models/card_state.rs"),
        include_str!("../../src/models/document_type.rs"),
        include_str!("../../src/models/new_cardholder.rs"),
        include_str!("../../src/models/performed_at_range.rs"),
        include_str!("../../src/models/activation_link_id.rs"),
    ] {
        assert_says(source, &["Assumed, not documented: "]);
    }
    let documented = documentation(include_str!("../../src/models/account_id.rs"));
    assert!(!documented.contains("Assumed"), "{documented}");
}

#[test]
fn wire_names_can_be_searched_for() {
    assert!(include_str!("../../src/models/card.rs").contains(r#"#[doc(alias = "type")]"#));
    assert!(include_str!("../../src/models/document.rs").contains(r#"#[doc(alias = "type")]"#));
}
