//! The transport without a network, as a program that uses the client would test itself with it.

use std::sync::Arc;

use mono_client::models::{CardBalanceOperationPage, ErrorResponse, NewCardBalanceOperation};
use mono_client::operations::{ApplyCardBalanceOperation, ListCardBalanceOperations, ListCardBalanceOperationsError};
use mono_client::runtime::{InMemory, TestClock, Transport};
use mono_client::{Client, ClientBuilder, Outcome};

use crate::support::calls::{card_id, read};
use crate::support::samples;

fn builder(memory: &Arc<InMemory>) -> ClientBuilder {
    let transport: Arc<dyn Transport> = Arc::clone(memory) as _;
    Client::builder("https://sandbox.invalid").bearer_token("t").transport(transport).clock(Arc::new(TestClock::new()))
}

#[tokio::test]
async fn answers_are_typed_by_their_operation() {
    let memory = Arc::new(InMemory::new());
    let page: CardBalanceOperationPage = read(samples::CARD_OPERATIONS);
    memory.answer_empty::<ListCardBalanceOperations>(503);
    memory.succeed::<ListCardBalanceOperations>(200, &page);
    memory.answer_empty::<ApplyCardBalanceOperation>(201);
    memory.answer_json::<ListCardBalanceOperations>(401, &read::<ErrorResponse>(samples::UNAUTHORIZED));
    let client = builder(&memory).build().expect("a client");
    client.apply_card_balance_operation(card_id(), read(samples::NEW_CARD_OPERATION)).send().await.expect("a success");
    let response = client.list_card_balance_operations(card_id()).send().await.expect("a success");
    assert_eq!((&*response, response.attempts()), (&page, 2));
    let error = client.list_card_balance_operations(card_id()).send().await.expect_err("a refusal");
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert!(matches!(error.api(), Some(ListCardBalanceOperationsError::Unauthorized(_))));
    let sent: Vec<_> = memory.requests().iter().map(|request| request.operation().expect("a call")).collect();
    let listing = "list_card_balance_operations";
    assert_eq!(sent, ["apply_card_balance_operation", listing, listing, listing]);
    let body: NewCardBalanceOperation =
        memory.requests_of::<ApplyCardBalanceOperation>()[0].json().expect("the body that was sent");
    assert_eq!(body, read(samples::NEW_CARD_OPERATION));
}

#[tokio::test]
async fn a_body_is_read_as_it_comes() {
    let memory = Arc::new(InMemory::new());
    let page: CardBalanceOperationPage = read(samples::CARD_OPERATIONS);
    memory.answer_empty::<ListCardBalanceOperations>(503);
    memory.succeed::<ListCardBalanceOperations>(200, &page);
    let client = builder(&memory).build().expect("a client");
    let response = client.list_card_balance_operations(card_id()).send_bytes().await.expect("a success");
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 2));
    let mut stream = response.into_inner();
    let body = stream.next().await.expect("a piece").expect("a piece");
    assert_eq!(mono_client::runtime::json::from_slice::<CardBalanceOperationPage>(&body).expect("a page"), page);
    assert!(stream.next().await.is_none());
}

/// The same setters, on a client whose calls block.
#[cfg(feature = "blocking")]
#[test]
fn calls_that_block_have_the_same_setters() {
    let memory = Arc::new(InMemory::new());
    memory.answer_empty::<ApplyCardBalanceOperation>(201);
    memory.succeed::<ListCardBalanceOperations>(200, &read(samples::CARD_OPERATIONS));
    let client = builder(&memory).build_blocking().expect("a client");
    let key = samples::KEY.parse::<mono_client::IdempotencyKey>().expect("a key");
    let topup = client.apply_card_balance_operation(card_id(), read(samples::NEW_CARD_OPERATION)).idempotency_key(key);
    topup.send().expect("a success");
    client.list_card_balance_operations(card_id()).page_size(20).send().expect("a success");
    assert_eq!(memory.requests()[0].headers()["x-idempotency-key"], samples::KEY);
    assert_eq!(memory.requests()[1].uri().query(), Some("page_size=20"));
}
