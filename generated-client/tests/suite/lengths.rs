//! Lengths, counted in code points; and the places that have no limit.

use mono_client::models::NewCardholder;
use mono_client::operations::{
    ApplyCardBalanceOperation, CreateActivationLink, CreateCard, UpdateLedgerAccountBalance,
};
use mono_client::runtime::rules::Rule;

use crate::support::calls::{self, Sample, assert_refused, from_tree, parsed, sent};
use crate::support::samples;

/// One byte, two bytes, four bytes; and one that looks like one character and is two code points.
const CHARACTERS: [(&str, usize); 4] = [("a", 1), ("ñ", 1), ("🦀", 1), ("e\u{301}", 2)];

/// Asserts that a text of this many code points is sent, whatever they are.
async fn assert_fits<O: Sample>(length: usize, member: &str, with: impl Fn(String) -> O) {
    for (character, points) in CHARACTERS {
        if length.is_multiple_of(points) {
            let text = character.repeat(length / points);
            let body = sent(with(text.clone())).await.json();
            assert_eq!(body.pointer(member).and_then(|value| value.as_str()), Some(text.as_str()));
        }
    }
}

/// Asserts that a text of this many code points is refused by this rule, whatever they are.
async fn assert_unfit<O: Sample>(length: usize, member: &str, rule: Rule, with: impl Fn(String) -> O) {
    for (character, points) in CHARACTERS {
        if length.is_multiple_of(points) {
            assert_refused(with(character.repeat(length / points)), &format!("/body{member}"), rule).await;
        }
    }
}

fn ledger(
    change: impl Fn(
        mono_client::models::NewAccountBalanceOperation,
        String,
    ) -> mono_client::models::NewAccountBalanceOperation,
) -> impl Fn(String) -> UpdateLedgerAccountBalance {
    move |text| {
        let UpdateLedgerAccountBalance { account_id, body, .. } = calls::ledger();
        UpdateLedgerAccountBalance::new(account_id, change(body, text))
    }
}

#[tokio::test]
async fn the_description_of_a_ledger_balance_operation_has_at_most_255() {
    let with = ledger(|body, text| body.description(text));
    for length in [0, 1, 254, 255] {
        assert_fits(length, "/description", &with).await;
    }
    for length in [256, 1024] {
        assert_unfit(length, "/description", Rule::MaxLength(255), &with).await;
    }
}

#[tokio::test]
async fn the_reference_of_a_ledger_balance_operation_has_at_most_255() {
    let with = ledger(|body, text| body.reference(text));
    for length in [0, 1, 254, 255] {
        assert_fits(length, "/reference", &with).await;
    }
    for length in [256, 1024] {
        assert_unfit(length, "/reference", Rule::MaxLength(255), &with).await;
    }
}

#[tokio::test]
async fn the_nickname_of_an_activation_link_has_at_least_5() {
    let with = |text: String| CreateActivationLink::new(calls::new_link().body.nickname(text));
    for length in [5, 6, 5000] {
        assert_fits(length, "/nickname", with).await;
    }
    for length in [0, 1, 4] {
        assert_unfit(length, "/nickname", Rule::MinLength(5), with).await;
    }
}

#[tokio::test]
async fn the_names_of_a_person_have_2_to_64() {
    for name in ["first_name", "middle_name", "last_name", "second_last_name"] {
        let with = |text: String| {
            let mut tree = parsed(samples::FULL_CARD)["cardholder"].clone();
            tree[name] = text.into();
            CreateCard::new(calls::new_card().body.cardholder(from_tree::<NewCardholder>(&tree)))
        };
        let member = format!("/cardholder/{name}");
        for length in [2, 64] {
            assert_fits(length, &member, with).await;
        }
        assert_unfit(1, &member, Rule::MinLength(2), with).await;
        assert_unfit(0, &member, Rule::MinLength(2), with).await;
        assert_unfit(65, &member, Rule::MaxLength(64), with).await;
    }
}

/// The pages give no length for these.
#[tokio::test]
async fn other_texts_have_no_limit() {
    for length in [0, 1, 256, 100_000] {
        assert_fits(length, "/description", |text| {
            ApplyCardBalanceOperation::new(calls::card_id(), calls::top_up().body.description(text))
        })
        .await;
        assert_fits(length, "/entity_id", |text| {
            ApplyCardBalanceOperation::new(calls::card_id(), calls::top_up().body.entity_id(text))
        })
        .await;
        assert_fits(length, "/nickname", |text| CreateCard::new(calls::new_card().body.nickname(text))).await;
        assert_fits(length, "/external_id", |text| {
            let mut operation = calls::ledger();
            operation.body.external_id = text;
            operation
        })
        .await;
    }
}
