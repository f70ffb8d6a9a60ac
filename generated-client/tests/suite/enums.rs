//! Enums: the documented one is closed for sending, the assumed ones are open, and no unknown value of an answer is lost.

use std::fmt::Debug;

use mono_client::models::{
    AccountBalanceOperation, ActivationLinkState, CardBalanceOperationPage, CardState, CardType, Currency,
    DocumentType, OperationType, PersonType,
};
use mono_client::operations::{ApplyCardBalanceOperation, CreateCard, UpdateLedgerAccountBalance};
use mono_client::runtime::checker;
use mono_client::runtime::json::Json;
use mono_client::runtime::rules::{Rule, Validate};
use serde_json::{Value, json};

use crate::support::calls::{self, assert_refused, from_tree, parsed, read, sent, tree};
use crate::support::samples;
use crate::support::server::{Answer, Server};

const OPERATIONS: Rule = Rule::OneOf(&["topup", "withdrawal"]);

#[track_caller]
fn assert_values<T: Json + Validate + Clone + PartialEq + Debug + AsRef<str>>(all: &[T], texts: &[&str]) {
    let found: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    assert_eq!(found, texts);
    for (value, text) in all.iter().zip(texts) {
        assert_eq!(from_tree::<T>(&Value::from(*text)), *value);
        assert_eq!(tree(value), Value::from(*text));
        assert!(checker::validate(value).is_ok());
    }
}

#[test]
fn every_enum_has_its_values() {
    assert_values(OperationType::ALL, &["topup", "withdrawal"]);
    assert_values(Currency::ALL, &["COP", "USD", "MXN", "CLP", "BRL", "PEN", "EUR"]);
    assert_values(CardState::ALL, &["created", "active", "frozen", "canceled"]);
    assert_values(CardType::ALL, &["virtual", "plastic"]);
    assert_values(ActivationLinkState::ALL, &["pending", "activated", "failed", "group_mismatch"]);
    assert_values(PersonType::ALL, &["natural", "legal"]);
    assert_values(
        DocumentType::ALL,
        &["CC", "TI", "NUIP", "TE", "CE", "NIT", "PASS", "PEP", "PPT", "FDO", "RC", "DL", "NID"],
    );
}

#[test]
fn an_enum_is_told_apart_by_case() {
    assert!(matches!(read::<OperationType>(r#""Topup""#), OperationType::Unknown(_)));
    assert!(matches!(read::<Currency>(r#""cop""#), Currency::Unknown(_)));
}

#[tokio::test]
async fn an_unknown_currency_can_be_sent() {
    let currency: Currency = "XTS".parse().expect("the list of currencies is assumed, so any text will do");
    let mut top_up = calls::top_up();
    top_up.body.amount.currency = currency.clone();
    assert_eq!(sent(top_up).await.json()["amount"]["currency"], "XTS");
    let mut ledger = calls::ledger();
    ledger.body.amount.currency = currency;
    assert_eq!(sent(ledger).await.json()["amount"]["currency"], "XTS");
}

#[tokio::test]
async fn unknown_kinds_of_documents_and_persons_can_be_sent() {
    let mut cardholder = parsed(samples::FULL_CARD)["cardholder"].clone();
    cardholder["document"]["type"] = json!("XX");
    cardholder["document"]["person_type"] = json!("robot");
    let request = sent(CreateCard::new(calls::new_card().body.cardholder(from_tree(&cardholder)))).await;
    assert_eq!(request.json()["cardholder"], cardholder);
}

#[tokio::test]
async fn an_unknown_operation_is_refused() {
    assert_eq!("refund".parse::<OperationType>().expect_err("the list is documented").rule(), OPERATIONS);
    let unknown: OperationType = read(r#""refund""#);
    let mut body = calls::top_up().body;
    body.operation = unknown.clone();
    assert_refused(ApplyCardBalanceOperation::new(calls::card_id(), body), "/body/operation", OPERATIONS).await;
    let mut body = calls::ledger().body;
    body.operation = unknown;
    let operation = UpdateLedgerAccountBalance::new(calls::ledger().account_id, body);
    assert_refused(operation, "/body/operation", OPERATIONS).await;
}

#[tokio::test]
async fn an_unknown_operation_can_be_forced() {
    let server = Server::answering(Answer::empty(201)).await;
    let mut body = calls::top_up().body;
    body.operation = read(r#""refund""#);
    let client = server.client();
    client.apply_card_balance_operation(calls::card_id(), body).skip_validation().send().await.expect("a success");
    assert_eq!(server.request().json()["operation"], "refund");
}

#[tokio::test]
async fn unknown_values_of_an_answer_survive() {
    let mut page = parsed(samples::CARD_OPERATIONS);
    page["balance_operations"][0]["operation"] = json!("refund");
    page["balance_operations"][0]["amount"]["currency"] = json!("XTS");
    let server = Server::answering(Answer::json(200, page.to_string())).await;
    let response = server.client().call(calls::listing()).send().await.expect("a success");
    let operation = &response.balance_operations.as_ref().expect("operations")[0];
    assert!(matches!(&operation.operation, OperationType::Unknown(text) if text.as_str() == "refund"));
    assert_eq!(operation.operation, "refund");
    assert!(matches!(&operation.amount.currency, Currency::Unknown(text) if text.as_str() == "XTS"));
    assert_eq!(tree::<CardBalanceOperationPage>(&response), page);

    let mut card = parsed(samples::CARD);
    card["state"] = json!("melted");
    card["type"] = json!("gold");
    card["cardholder"]["document"]["type"] = json!("XX");
    card["cardholder"]["document"]["person_type"] = json!("robot");
    let server = Server::answering(Answer::json(201, card.to_string())).await;
    let response = server.client().call(calls::new_card()).send().await.expect("a success");
    assert!(matches!(&response.state, Some(CardState::Unknown(text)) if text.as_str() == "melted"));
    assert!(matches!(&response.type_, Some(CardType::Unknown(text)) if text.as_str() == "gold"));
    assert_eq!(tree(&*response), card);

    let mut link = parsed(samples::LINK);
    link["state"] = json!("expired");
    let server = Server::answering(Answer::json(201, link.to_string())).await;
    let response = server.client().call(calls::new_link()).send().await.expect("a success");
    assert!(matches!(&response.state, Some(ActivationLinkState::Unknown(text)) if text.as_str() == "expired"));
    assert_eq!(tree(&*response), link);
}

/// What came back goes in again: the currency as it is, the operation only if it is a documented one.
#[tokio::test]
async fn an_unknown_value_that_was_received_is_checked_when_it_is_sent() {
    let mut answer = parsed(samples::ACCOUNT_OPERATION);
    answer["operation"] = json!("refund");
    let came: AccountBalanceOperation = from_tree(&answer);
    let mut operation = calls::ledger();
    operation.body.operation = came.operation;
    assert_refused(operation, "/body/operation", OPERATIONS).await;
}
