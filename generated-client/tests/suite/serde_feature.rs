//! The feature `serde`: every model through `serde_json` and back.
//!
//! `cargo test -p mono-client --features serde --test suite serde_feature`

use std::fmt::Debug;

use mono_client::models::*;
use mono_client::runtime::json::Json;
use serde_json::Value;

use crate::support::calls::{from_tree, parsed, read, tree};
use crate::support::samples;

/// Asserts that serde and the client's own codec read and write the same.
#[track_caller]
fn assert_bridge<T>(sample: &Value)
where
    T: serde::Serialize + serde::de::DeserializeOwned + Json + PartialEq + Debug,
{
    let own: T = from_tree(sample);
    let by_serde: T = serde_json::from_value(sample.clone()).expect("serde reads it");
    assert_eq!(by_serde, own);
    assert_eq!(serde_json::from_str::<T>(&sample.to_string()).expect("serde reads the text"), own);
    assert_eq!(serde_json::to_value(&own).expect("serde writes it"), *sample);
    let text = serde_json::to_string(&own).expect("serde writes the text");
    assert_eq!(parsed(&text), tree(&own));
}

#[test]
fn requests() {
    assert_bridge::<NewCardBalanceOperation>(&parsed(samples::FULL_CARD_OPERATION));
    assert_bridge::<NewAccountBalanceOperation>(&parsed(samples::FULL_ACCOUNT_OPERATION));
    assert_bridge::<NewCard>(&parsed(samples::FULL_CARD));
    assert_bridge::<NewCardholder>(&parsed(samples::FULL_CARD)["cardholder"]);
    assert_bridge::<NewActivationLink>(&parsed(samples::FULL_LINK));
    assert_bridge::<NewCardBalanceOperation>(&parsed(samples::NEW_CARD_OPERATION));
    assert_bridge::<NewCard>(&parsed(samples::NEW_CARD));
    assert_bridge::<PerformedAtRange>(&serde_json::json!({"from": "2022-01-01T00:00:00Z"}));
}

#[test]
fn answers() {
    let page = parsed(samples::CARD_OPERATIONS);
    assert_bridge::<CardBalanceOperationPage>(&page);
    assert_bridge::<CardBalanceOperation>(&page["balance_operations"][0]);
    assert_bridge::<Pagination>(&page["pagination"]);
    assert_bridge::<AccountBalanceOperation>(&parsed(samples::ACCOUNT_OPERATION));
    assert_bridge::<ActivationLink>(&parsed(samples::LINK));
    let card = parsed(samples::CARD);
    assert_bridge::<Card>(&card);
    assert_bridge::<Cardholder>(&card["cardholder"]);
    assert_bridge::<Address>(&card["cardholder"]["address"]);
    assert_bridge::<Document>(&card["cardholder"]["document"]);
    assert_bridge::<CardSpendingControls>(&card["spending_controls"]);
}

#[test]
fn errors_and_values() {
    assert_bridge::<ErrorResponse>(&parsed(samples::UNPROCESSABLE_CONTENT));
    assert_bridge::<ErrorDetail>(&parsed(samples::BAD_REQUEST)["errors"][0]);
    assert_bridge::<Money>(&serde_json::json!({"amount": 100000000, "currency": "COP"}));
    assert_bridge::<CardId>(&"car_5tgliBmzjZ6mpQPRbQjfKj".into());
    assert_bridge::<AccountId>(&"lacc_5tgliBmzjZ6mpQPRbQjfKj".into());
    assert_bridge::<CardholderId>(&"carh_5tgliBmzjZ6mpQPRbQjfKj".into());
    assert_bridge::<ConfigurationGroupId>(&"ccg_5tgliBmzjZ6mpQPRbQjfKj".into());
    assert_bridge::<SpendingControlId>(&"spc_5tgliBmzjZ6mpQPRbQjfKj".into());
    assert_bridge::<ActivationLinkId>(&"pca_5tgliBmzjZ6mpQPRbQjfKj".into());
    assert_bridge::<CardBalanceOperationId>(&"cbo_5tgliBmzjZ6mpQPRbQjfKj".into());
    assert_bridge::<AccountBalanceOperationId>(&"accop_5tgliBmzjZ6mpQPRbQjfKj".into());
    assert_bridge::<RequestLogId>(&"log_7MkWaFqvfosB8fzHhb1Eql".into());
    assert_bridge::<EmailAddress>(&"someone@gmail.com".into());
    assert_bridge::<PhoneNumber>(&"+573000000000".into());
    assert_bridge::<CountryCode>(&"CO".into());
    assert_bridge::<Currency>(&"XTS".into());
    assert_bridge::<OperationType>(&"topup".into());
    assert_bridge::<CardState>(&"active".into());
    assert_bridge::<CardType>(&"virtual".into());
    assert_bridge::<ActivationLinkState>(&"pending".into());
    assert_bridge::<DocumentType>(&"CC".into());
    assert_bridge::<PersonType>(&"natural".into());
}

/// The three states of a nullable optional member, through serde.
#[test]
fn null_stays_null_and_absent_stays_absent() {
    let mut sample = parsed(samples::FULL_CARD);
    sample["nickname"] = Value::Null;
    sample.as_object_mut().expect("an object").remove("cardholder_id");
    assert_bridge::<NewCard>(&sample);
}

/// Serde says what is wrong as the codec does.
#[test]
fn a_wrong_shape_is_an_error() {
    let error = serde_json::from_str::<Money>(r#"{"amount":"1","currency":"COP"}"#).expect_err("a text for a number");
    assert!(error.to_string().contains("/amount"), "{error}");
    assert!(serde_json::from_str::<Money>(r#"{"amount":1}"#).is_err());
    let money: Money = read(r#"{"amount":1,"currency":"COP"}"#);
    assert_eq!(serde_json::to_string(&money).expect("JSON"), r#"{"amount":1,"currency":"COP"}"#);
}
