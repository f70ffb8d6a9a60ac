//! Metadata: free-form, with numbers that stay as they are written.

use mono_client::models::{AccountBalanceOperation, Metadata};
use mono_client::operations::UpdateLedgerAccountBalance;
use mono_client::runtime::json;
use mono_client::runtime::request::RequestError;
use mono_client::runtime::value::Value;
use mono_client::{ErrorKind, Outcome, Patch};

use crate::support::calls::{self, read, sent};
use crate::support::samples;
use crate::support::server::{Answer, Server};

/// Every number here is changed by a reader that goes through floats or 64 bits.
const EXACT: &str = concat!(
    r#"{"price":10.10,"big":12345678901234567890,"bigger":-100000000000000000000000000000001,"e":1e2,"E":1E+2,"#,
    r#""zero":-0,"small":0.1000000000000000055511151231257827,"huge":1e400,"list":[1.0,{"deep":[1.00,2]},null,true],"#,
    r#""text":"10.10","":{}}"#
);

#[tokio::test]
async fn what_is_sent_is_byte_exact() {
    let body = calls::ledger().body.metadata(read::<Metadata>(EXACT));
    let request = sent(UpdateLedgerAccountBalance::new(calls::ledger().account_id, body)).await;
    assert!(request.text().contains(&format!(r#""metadata":{EXACT}"#)), "{}", request.text());
}

#[tokio::test]
async fn what_came_is_byte_exact() {
    let answer = format!(
        r#"{{"amount":{{"amount":1,"currency":"COP"}},"external_id":"a","metadata":{EXACT},"operation":"topup"}}"#
    );
    let server = Server::answering(Answer::json(201, answer.clone())).await;
    let response = server.client().call(calls::ledger()).send().await.expect("a success");
    let Patch::Value(metadata) = &response.metadata else { panic!("the metadata is there") };
    assert_eq!(json::to_string(metadata).expect("it can be written"), EXACT);
    assert_eq!(json::to_string(&*response).expect("it can be written"), answer);

    let number = |name: &str| metadata.get(name).and_then(|value| value.as_number()).expect("a number");
    assert_eq!(number("price").as_str(), "10.10");
    assert_eq!(number("big").as_i64(), None);
    assert_eq!(number("big").as_u64(), Some(12_345_678_901_234_567_890));
    assert_eq!(number("e").as_i64(), Some(100));
}

/// The metadata of an answer goes back as it came.
#[tokio::test]
async fn metadata_of_an_answer_can_be_sent_again() {
    let came: AccountBalanceOperation = read(samples::ACCOUNT_OPERATION);
    let mut operation = calls::ledger();
    operation.body.metadata = came.metadata;
    assert_eq!(sent(operation).await.json()["metadata"], serde_json::json!({"id": 3, "reference": 123}));
}

#[tokio::test]
async fn metadata_may_be_empty() {
    let body = calls::ledger().body.metadata(Metadata::new());
    let request = sent(UpdateLedgerAccountBalance::new(calls::ledger().account_id, body)).await;
    assert_eq!(request.json()["metadata"], serde_json::json!({}));
}

#[test]
fn metadata_is_an_object_or_null() {
    for text in ["[]", "\"a\"", "1", "true"] {
        let body = format!(
            r#"{{"amount":{{"amount":1,"currency":"COP"}},"external_id":"a","metadata":{text},"operation":"topup"}}"#
        );
        let error = json::from_str::<AccountBalanceOperation>(&body).expect_err("no object");
        assert_eq!(error.pointer(), "/metadata", "{text}");
    }
}

/// Which of two values was meant nobody can know.
#[test]
fn a_member_twice_is_an_error() {
    let body =
        r#"{"amount":{"amount":1,"currency":"COP"},"external_id":"a","metadata":{"a":1,"a":2},"operation":"topup"}"#;
    let error = json::from_str::<AccountBalanceOperation>(body).expect_err("a member twice");
    assert_eq!(error.pointer(), "/metadata/a");
}

/// Nothing is nested without end: a request is refused before it is sent, an answer is an error.
#[tokio::test]
async fn too_deep_is_too_deep() {
    let nested = |depth: usize| (0..depth).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    let body = |depth| calls::ledger().body.metadata([("deep", nested(depth))].into_iter().collect());
    let account_id = calls::ledger().account_id;
    sent(UpdateLedgerAccountBalance::new(account_id.clone(), body(98))).await;

    let server = Server::start([]).await;
    let call = UpdateLedgerAccountBalance::new(account_id, body(99));
    let error = server.client().call(call).send().await.expect_err("too deep");
    assert!(matches!(error.kind(), ErrorKind::Request(RequestError::Encode(_))), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    server.assert_untouched();

    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let answer = samples::ACCOUNT_OPERATION.replace("123", &deep);
    let server = Server::answering(Answer::json(201, answer)).await;
    let error = server.client().call(calls::ledger()).send().await.expect_err("too deep");
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Applied);
}
