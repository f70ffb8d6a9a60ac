//! Bodies of requests, compared as JSON.

use mono_client::models::{
    Address, CardSpendingControls, CardholderId, ConfigurationGroupId, CountryCode, Currency, Document, DocumentType,
    EmailAddress, Money, NewAccountBalanceOperation, NewActivationLink, NewCard, NewCardBalanceOperation,
    NewCardholder, OperationType, PersonType, PhoneNumber, SpendingControlId,
};
use mono_client::operations::{
    ApplyCardBalanceOperation, CreateActivationLink, CreateCard, UpdateLedgerAccountBalance,
};
use mono_client::runtime::value::Value;
use serde_json::json;

use crate::support::calls::{self, parsed, read, sent};
use crate::support::samples;
use crate::support::server::{Answer, Server};

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("the text keeps the rules")
}

#[tokio::test]
async fn the_bodies_of_the_pages_are_sent_as_they_are() {
    assert_eq!(sent(calls::top_up()).await.json(), parsed(samples::NEW_CARD_OPERATION));
    assert_eq!(sent(calls::ledger()).await.json(), parsed(samples::NEW_ACCOUNT_OPERATION));
    assert_eq!(sent(calls::new_card()).await.json(), parsed(samples::NEW_CARD));
    assert_eq!(sent(calls::new_link()).await.json(), parsed(samples::NEW_LINK));
}

#[tokio::test]
async fn a_top_up_with_every_member() {
    let body = NewCardBalanceOperation::new(Money::new(100_000_000, Currency::Cop), OperationType::Topup)
        .description("Topup for suscripcion")
        .entity_id("Entity ID used for idempotency requests");
    let request = sent(ApplyCardBalanceOperation::new(calls::card_id(), body)).await;
    assert_eq!(request.json(), parsed(samples::FULL_CARD_OPERATION));
}

#[tokio::test]
async fn a_ledger_balance_operation_with_every_member() {
    let metadata = [("id", Value::from(3)), ("reference", Value::from(123))].into_iter().collect();
    let body = NewAccountBalanceOperation::new(
        Money::new(100_000_000, Currency::Cop),
        "37979c4d-9a6b-40de-b258-42e62f7ee4f1",
        OperationType::Topup,
    )
    .description("Topup #23")
    .metadata(metadata)
    .reference("231");
    let request = sent(UpdateLedgerAccountBalance::new(id(samples::ACCOUNT_ID), body)).await;
    assert_eq!(request.json(), parsed(samples::FULL_ACCOUNT_OPERATION));
}

#[tokio::test]
async fn a_card_with_every_member() {
    let country: CountryCode = id("CO");
    let address = Address::new("Chapinero", country.clone(), "Calle 97 # 15-24", "Bogota D.C", "110221")
        .line_2("Apto. 208")
        .extra(
            "Location near the southeast corner in front of the ABC mall. deliver to the security guard pedro pruebas",
        );
    let document =
        Document::new("1023711432", DocumentType::Cc).country_code(country.clone()).person_type(PersonType::Natural);
    let cardholder = NewCardholder::builder()
        .first_name("Dennis")
        .middle_name("Mac")
        .last_name("Alistair")
        .second_last_name("Ritchie")
        .birthdate(id("1941-09-09"))
        .email(id::<EmailAddress>("someone@gmail.com"))
        .phone_number(id::<PhoneNumber>("+573000000000"))
        .nationality(country)
        .address(address)
        .document(document)
        .build()
        .expect("nothing is missing");
    let control: SpendingControlId = id("spc_5tgliBmzjZ6mpQPRbQjfKj");
    let controls = CardSpendingControls::new().card_target(control.clone()).configuration_group_target(control);
    let body = NewCard::new(id(samples::ACCOUNT_ID), id::<ConfigurationGroupId>("ccg_5tgliBmzjZ6mpQPRbQjfKj"))
        .cardholder(cardholder)
        .cardholder_id(id::<CardholderId>("carh_5tgliBmzjZ6mpQPRbQjfKj"))
        .nickname("Travel card")
        .spending_controls(controls);
    assert_eq!(sent(CreateCard::new(body)).await.json(), parsed(samples::FULL_CARD));
}

#[tokio::test]
async fn an_activation_link_with_every_member() {
    let body = NewActivationLink::new(
        id("acc_5tgliBmzjZ6mpQPRbQjfKj"),
        id("carh_5tgliBmzjZ6mpQPRbQjfKj"),
        id("ccg_5tgliBmzjZ6mpQPRbQjfKj"),
    )
    .nickname("Travel card")
    .spending_control_id(id("spc_5tgliBmzjZ6mpQPRbQjfKj"));
    assert_eq!(sent(CreateActivationLink::new(body)).await.json(), parsed(samples::FULL_LINK));
}

#[test]
fn a_builder_names_the_members_that_are_missing() {
    let error = NewCardholder::builder().first_name("Dennis").build().expect_err("members are missing");
    let missing = ["last_name", "birthdate", "email", "phone_number", "nationality", "address", "document"];
    assert_eq!(error.names(), missing);
}

/// Minor units are integers of 64 bits, and no source gives a minimum.
#[tokio::test]
async fn amounts_are_exact_to_both_ends() {
    for amount in [i64::MIN, -1, 0, 1, 9_007_199_254_740_993, i64::MAX] {
        let body = NewCardBalanceOperation::new(Money::new(amount, Currency::Cop), OperationType::Withdrawal);
        let request = sent(ApplyCardBalanceOperation::new(calls::card_id(), body)).await;
        assert_eq!(
            request.text(),
            format!(r#"{{"amount":{{"amount":{amount},"currency":"COP"}},"operation":"withdrawal"}}"#)
        );
    }
}

#[tokio::test]
async fn texts_survive_as_they_are() {
    let text = "\"quoted\" \\ / \n\t \u{1} señal 🦀 \u{2028}";
    let body = calls::top_up().body.description(text).entity_id(text);
    let request = sent(ApplyCardBalanceOperation::new(calls::card_id(), body)).await;
    assert_eq!(request.json()["description"], text);
    assert_eq!(request.json()["entity_id"], text);
}

/// A document that is out of date must not stop anybody.
#[tokio::test]
async fn undocumented_members_can_be_sent() {
    let mut operation = calls::new_card();
    operation.body.additional_properties.insert("colour", "red".into());
    operation.body.additional_properties.insert("weight", read("10.10"));
    let request = sent(operation).await;
    assert_eq!(request.json()["colour"], "red");
    assert!(request.text().contains(r#""weight":10.10"#), "{}", request.text());

    let server = Server::answering(Answer::json(201, samples::CARD)).await;
    let client = server.client();
    let call = client.call(calls::new_card()).body_member("colour", "blue").body_member("nickname", "Ada");
    call.send().await.expect("a success");
    let mut expected = parsed(samples::NEW_CARD);
    expected["colour"] = json!("blue");
    expected["nickname"] = json!("Ada");
    assert_eq!(server.request().json(), expected);
}
