//! Absent, null, a value: three different things to say about a nullable optional member.

use mono_client::Patch;
use mono_client::models::{
    AccountBalanceOperation, ActivationLink, Address, Card, CardBalanceOperation, CardSpendingControls, Cardholder,
    ErrorDetail, NewAccountBalanceOperation, NewActivationLink, NewCard, NewCardBalanceOperation, NewCardholder,
};
use mono_client::operations::{
    ApplyCardBalanceOperation, CreateActivationLink, CreateCard, UpdateLedgerAccountBalance,
};
use mono_client::runtime::json::Json;
use mono_client::runtime::value::Value;
use serde_json::json;

use crate::support::calls::{self, from_tree, parsed, read, sent, tree};
use crate::support::samples;

/// Reads an object with the member left out, null and with its value; asserts the three states and that each is written back.
#[track_caller]
fn assert_three_states<T: Json, M>(sample: &serde_json::Value, name: &str, member: impl Fn(&T) -> &Patch<M>) {
    let mut absent = sample.clone();
    let value = absent.as_object_mut().and_then(|members| members.remove(name)).expect("the sample has the member");
    let mut null = sample.clone();
    null[name] = json!(null);
    assert!(!value.is_null());

    let read: T = from_tree(&absent);
    assert!(matches!(member(&read), Patch::Absent), "{name}, left out");
    assert_eq!(tree(&read), absent);
    let read: T = from_tree(&null);
    assert!(matches!(member(&read), Patch::Null), "{name}, null");
    assert_eq!(tree(&read), null);
    let read: T = from_tree(sample);
    assert!(matches!(member(&read), Patch::Value(_)), "{name}, with a value");
    assert_eq!(&tree(&read), sample);
}

macro_rules! three_states {
    ($($test:ident: $model:ident of $sample:expr, $($member:ident)*;)*) => {$(
        #[test]
        fn $test() {
            let sample = $sample;
            $(assert_three_states::<$model, _>(&sample, stringify!($member), |model| &model.$member);)*
        }
    )*};
}

three_states! {
    a_new_card_operation: NewCardBalanceOperation of parsed(samples::FULL_CARD_OPERATION), description;
    a_new_account_operation: NewAccountBalanceOperation of parsed(samples::FULL_ACCOUNT_OPERATION),
        description metadata reference;
    a_new_card: NewCard of parsed(samples::FULL_CARD), cardholder_id nickname spending_controls;
    spending_controls: CardSpendingControls of parsed(samples::CARD)["spending_controls"].clone(),
        card_target configuration_group_target;
    a_new_cardholder: NewCardholder of parsed(samples::FULL_CARD)["cardholder"].clone(), middle_name second_last_name;
    an_address: Address of parsed(samples::CARD)["cardholder"]["address"].clone(), extra line_2;
    a_new_link: NewActivationLink of parsed(samples::FULL_LINK), nickname spending_control_id;
    a_card_operation: CardBalanceOperation of parsed(samples::CARD_OPERATIONS)["balance_operations"][0].clone(),
        description;
    an_account_operation: AccountBalanceOperation of parsed(samples::ACCOUNT_OPERATION),
        description metadata reference;
    a_card: Card of parsed(samples::CARD), cardholder_id nickname spending_controls;
    a_cardholder: Cardholder of parsed(samples::CARD)["cardholder"].clone(), middle_name second_last_name;
    a_link: ActivationLink of parsed(samples::LINK), card_id nickname spending_control_id;
    an_error_detail: ErrorDetail of
        json!({"error_code": "a", "message": "b", "path": "#/path/to/field", "url": "https://docs.mono.la"}), path url;
}

#[tokio::test]
async fn setters_of_a_card_operation_say_null_on_the_wire() {
    let body = |change: fn(NewCardBalanceOperation) -> NewCardBalanceOperation| {
        ApplyCardBalanceOperation::new(calls::card_id(), change(calls::top_up().body))
    };
    assert_eq!(sent(body(|body| body)).await.json().get("description"), None);
    assert_eq!(sent(body(|body| body.description_null())).await.json()["description"], json!(null));
    assert_eq!(sent(body(|body| body.description(""))).await.json()["description"], json!(""));
}

#[tokio::test]
async fn setters_of_an_account_operation_say_null_on_the_wire() {
    let mut operation = calls::ledger();
    operation.body = operation.body.description_null().metadata_null().reference_null();
    let mut expected = parsed(samples::NEW_ACCOUNT_OPERATION);
    for name in ["description", "metadata", "reference"] {
        expected[name] = json!(null);
    }
    assert_eq!(sent(operation.clone()).await.json(), expected);

    let metadata = [("id", Value::from(3))].into_iter().collect();
    operation.body = operation.body.description("a").metadata(metadata).reference("b");
    expected["description"] = json!("a");
    expected["metadata"] = json!({"id": 3});
    expected["reference"] = json!("b");
    assert_eq!(sent(UpdateLedgerAccountBalance::new(operation.account_id, operation.body)).await.json(), expected);
}

#[tokio::test]
async fn setters_of_a_card_say_null_on_the_wire() {
    let body = calls::new_card().body.cardholder_id_null().nickname_null().spending_controls_null();
    let mut expected = parsed(samples::NEW_CARD);
    for name in ["cardholder_id", "nickname", "spending_controls"] {
        expected[name] = json!(null);
    }
    assert_eq!(sent(CreateCard::new(body)).await.json(), expected);

    let controls = CardSpendingControls::new().card_target_null().configuration_group_target_null();
    let body = calls::new_card().body.spending_controls(controls);
    let request = sent(CreateCard::new(body)).await;
    assert_eq!(request.json()["spending_controls"], json!({"card_target": null, "configuration_group_target": null}));
    let body = calls::new_card().body.spending_controls(CardSpendingControls::new());
    assert_eq!(sent(CreateCard::new(body)).await.json()["spending_controls"], json!({}));
}

#[tokio::test]
async fn setters_of_a_person_say_null_on_the_wire() {
    let mut cardholder: NewCardholder = from_tree(&parsed(samples::FULL_CARD)["cardholder"]);
    cardholder.middle_name = Patch::Null;
    cardholder.second_last_name = Patch::Absent;
    cardholder.address = cardholder.address.extra_null().line_2_null();
    let request = sent(CreateCard::new(calls::new_card().body.cardholder(cardholder))).await;
    let mut expected = parsed(samples::FULL_CARD)["cardholder"].clone();
    expected["middle_name"] = json!(null);
    expected.as_object_mut().expect("an object").remove("second_last_name");
    expected["address"]["extra"] = json!(null);
    expected["address"]["line_2"] = json!(null);
    assert_eq!(request.json()["cardholder"], expected);
}

#[tokio::test]
async fn setters_of_a_link_say_null_on_the_wire() {
    let body = calls::new_link().body.nickname_null().spending_control_id_null();
    let mut expected = parsed(samples::NEW_LINK);
    expected["nickname"] = json!(null);
    expected["spending_control_id"] = json!(null);
    assert_eq!(sent(CreateActivationLink::new(body)).await.json(), expected);
}

/// `entity_id` is optional and not nullable: there is no way to say null, and `cardholder` is the same.
#[test]
fn a_member_that_is_not_nullable_takes_no_null() {
    let mut sample = parsed(samples::FULL_CARD_OPERATION);
    sample["entity_id"] = json!(null);
    let error = mono_client::runtime::json::from_str::<NewCardBalanceOperation>(&sample.to_string());
    assert_eq!(error.expect_err("null is no value of it").pointer(), "/entity_id");
    let operation: NewCardBalanceOperation = read(samples::NEW_CARD_OPERATION);
    assert_eq!(operation.entity_id, None);
    let card: NewCard = read(samples::NEW_CARD);
    assert_eq!(card.cardholder, None);
}
