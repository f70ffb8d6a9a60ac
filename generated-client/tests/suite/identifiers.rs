//! The pattern of every kind of ID, at every place that takes one.

use std::fmt::Debug;
use std::str::FromStr;

use mono_client::models::{
    AccountBalanceOperationId, AccountId, ActivationLinkId, CardBalanceOperationId, CardId, CardholderId,
    ConfigurationGroupId, RequestLogId, SpendingControlId,
};
use mono_client::operations::{
    ApplyCardBalanceOperation, CreateActivationLink, CreateCard, ListCardBalanceOperations, UpdateLedgerAccountBalance,
};
use mono_client::runtime::rules::Rule;
use mono_client::runtime::text::InvalidText;
use serde_json::Value;

use crate::support::calls::{self, Sample, from_tree, parsed, refused, sent};
use crate::support::samples;

const SIX: Rule = Rule::Pattern(r"^[A-Za-z]{2,6}_[\w-]{22}$");
const SEVEN: Rule = Rule::Pattern(r"^[A-Za-z]{2,7}_[\w-]{22}$");

/// Texts just inside the narrower pattern.
const INSIDE: &[&str] = &[
    "ab_5tgliBmzjZ6mpQPRbQjfKj",
    "abcdef_5tgliBmzjZ6mpQPRbQjfKj",
    "ABCzyx_0000000000000000000000",
    "ab________________-------", // `_` and `-` belong to `[\w-]`
];

/// Texts just outside both patterns.
const OUTSIDE: &[&str] = &[
    "",
    "car",
    "_5tgliBmzjZ6mpQPRbQjfKj",            // no letter
    "a_5tgliBmzjZ6mpQPRbQjfKj",           // one letter
    "abcdefgh_5tgliBmzjZ6mpQPRbQjfKj",    // eight letters
    "car_5tgliBmzjZ6mpQPRbQjfK",          // 21 characters
    "car_5tgliBmzjZ6mpQPRbQjfKjj",        // 23 characters
    "car5tgliBmzjZ6mpQPRbQjfKjj",         // no underscore
    "c4r_5tgliBmzjZ6mpQPRbQjfKj",         // a digit in the prefix
    "stra\u{df}e_5tgliBmzjZ6mpQPRbQjfKj", // a letter, not an ASCII one
    "car_\u{df}tgliBmzjZ6mpQPRbQjfKj",    // 22 characters, 23 bytes
    "car_\u{663}tgliBmzjZ6mpQPRbQjfKj",   // a digit, not an ASCII one
    "car_\u{663}tgliBmzjZ6mpQPRbQjfK",    // 21 characters, 22 bytes
    "car_5tgliBmzjZ6mpQPRbQjf\u{212a}j",  // the Kelvin sign, a `k` to case folding
    "car_5tgliBmzjZ6mpQPRbQjfKj\n",       // `$` is the end, not the end of a line
    "car_5tgliBmzjZ6mpQPRbQjfK\n",
    "\ncar_5tgliBmzjZ6mpQPRbQjfKj",
    " car_5tgliBmzjZ6mpQPRbQjfKj",
    "car_5tgliBmzjZ6mpQPRbQjf j",
    "car_5tgliBmzjZ6mpQPRbQjf.j",
    "car_5tgliBmzjZ6mpQPRbQjf/j",
    "x\ncar_5tgliBmzjZ6mpQPRbQjfKj", // `^` is the begin, not the begin of a line
];

/// One text that only the wider pattern takes.
const SEVEN_LETTERS: &str = "abcdefg_5tgliBmzjZ6mpQPRbQjfKj";

#[track_caller]
fn assert_type<T>(rule: Rule)
where
    T: FromStr<Err = InvalidText> + for<'t> TryFrom<&'t str, Error = InvalidText> + AsRef<str> + PartialEq + Debug,
{
    for text in INSIDE {
        let id: T = text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(id.as_ref(), *text);
        assert_eq!(T::try_from(text), Ok(id));
    }
    for text in OUTSIDE {
        let error = text.parse::<T>().expect_err(text);
        assert_eq!(error.rule(), rule, "{text:?}");
        assert!(error.to_string().contains(r"{22}$"), "the error names the rule: {error}");
        assert!(T::try_from(*text).is_err(), "{text:?}");
    }
    assert_eq!(SEVEN_LETTERS.parse::<T>().is_ok(), rule == SEVEN);
}

#[test]
fn every_kind_of_id_checks_its_pattern_when_it_is_built() {
    assert_type::<CardId>(SEVEN);
    assert_type::<AccountId>(SIX);
    assert_type::<CardholderId>(SIX);
    assert_type::<ConfigurationGroupId>(SIX);
    assert_type::<SpendingControlId>(SIX);
    assert_type::<ActivationLinkId>(SIX);
    assert_type::<CardBalanceOperationId>(SIX);
    assert_type::<AccountBalanceOperationId>(SIX);
    assert_type::<RequestLogId>(SIX);
}

/// Puts every text at a place; asserts which are sent and which are refused, where, and by which rule.
async fn assert_place<O: Sample>(pointer: &str, rule: Rule, with: impl Fn(&str) -> O) {
    for text in INSIDE {
        sent(with(text)).await;
    }
    for text in OUTSIDE {
        let found = refused(with(text)).await;
        assert!(found.contains(&(pointer.to_owned(), rule)), "{text:?} at {pointer}: {found:?}");
        assert!(found.iter().all(|(place, _)| place == pointer), "{text:?} at {pointer}: {found:?}");
    }
    if rule == SEVEN {
        sent(with(SEVEN_LETTERS)).await;
    } else {
        assert_eq!(refused(with(SEVEN_LETTERS)).await, [(pointer.to_owned(), rule)]);
    }
}

fn changed(sample: &str, pointer: &str, text: &str) -> Value {
    let mut tree = parsed(sample);
    *tree.pointer_mut(pointer).expect("the sample has the member") = text.into();
    tree
}

fn quoted<T: mono_client::runtime::json::Json>(text: &str) -> T {
    from_tree(&text.into())
}

#[tokio::test]
async fn the_card_of_a_top_up() {
    assert_place("/path/card_id", SEVEN, |text| ApplyCardBalanceOperation::new(quoted(text), calls::top_up().body))
        .await;
}

#[tokio::test]
async fn the_card_of_a_listing() {
    assert_place("/path/card_id", SIX, |text| ListCardBalanceOperations::new(quoted(text))).await;
}

#[tokio::test]
async fn the_account_of_a_ledger_balance_operation() {
    assert_place("/path/account_id", SIX, |text| UpdateLedgerAccountBalance::new(quoted(text), calls::ledger().body))
        .await;
}

#[tokio::test]
async fn the_ids_of_a_new_card() {
    for pointer in [
        "/account_id",
        "/cardholder_id",
        "/configuration_group_id",
        "/spending_controls/card_target",
        "/spending_controls/configuration_group_target",
    ] {
        assert_place(&format!("/body{pointer}"), SIX, |text| {
            CreateCard::new(from_tree(&changed(samples::FULL_CARD, pointer, text)))
        })
        .await;
    }
}

#[tokio::test]
async fn the_ids_of_a_new_activation_link() {
    for pointer in ["/account_id", "/cardholder_id", "/configuration_group_id", "/spending_control_id"] {
        assert_place(&format!("/body{pointer}"), SIX, |text| {
            CreateActivationLink::new(from_tree(&changed(samples::FULL_LINK, pointer, text)))
        })
        .await;
    }
}

#[tokio::test]
async fn all_wrong_ids_of_a_request_are_named_at_once() {
    let mut tree = parsed(samples::FULL_LINK);
    for name in ["account_id", "cardholder_id", "configuration_group_id", "spending_control_id"] {
        tree[name] = "wrong".into();
    }
    let found = refused(CreateActivationLink::new(from_tree(&tree))).await;
    let places: Vec<_> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        ["/body/account_id", "/body/cardholder_id", "/body/configuration_group_id", "/body/spending_control_id"]
    );
}
