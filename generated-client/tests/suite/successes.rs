//! Documented successes: created or replayed, with or without a body.

use http::StatusCode;
use mono_client::operations::{ApplyCardBalanceOperation, CreateCard};
use mono_client::{ErrorKind, Outcome, Patch};

use crate::support::calls::{self, parsed, tree};
use crate::support::samples;
use crate::support::server::{Answer, Server};

#[tokio::test]
async fn the_top_up_tells_a_replay_from_a_new_operation() {
    for (status, replay) in [(200, true), (201, false)] {
        let server = Server::answering(Answer::empty(status).header("x-request-id", "a1")).await;
        let response = server.client().call(calls::top_up()).send().await.expect("a success");
        assert_eq!(response.status(), StatusCode::from_u16(status).expect("a status"));
        assert_eq!(response.is_replay(), replay, "status {status}");
        assert_eq!(response.request_id(), Some("a1"));
        assert_eq!(response.attempts(), 1);
        let () = *response;
    }
}

#[tokio::test]
async fn the_card_creation_tells_a_replay_from_a_new_card() {
    for (status, replay) in [(200, true), (201, false)] {
        let server = Server::answering(Answer::json(status, samples::CARD)).await;
        let response = server.client().call(calls::new_card()).send().await.expect("a success");
        assert_eq!(response.status(), StatusCode::from_u16(status).expect("a status"));
        assert_eq!(response.is_replay(), replay, "status {status}");
        assert_eq!(response.id, Some(calls::card_id()));
        assert_eq!(tree(&*response), parsed(samples::CARD));
    }
}

#[tokio::test]
async fn the_other_successes_are_no_replays() {
    let server = Server::answering(Answer::json(200, samples::CARD_OPERATIONS)).await;
    let response = server.client().call(calls::listing()).send().await.expect("a success");
    assert!(!response.is_replay());
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(tree(&*response), parsed(samples::CARD_OPERATIONS));

    let server = Server::answering(Answer::json(201, samples::ACCOUNT_OPERATION)).await;
    let response = server.client().call(calls::ledger()).send().await.expect("a success");
    assert!(!response.is_replay());
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(tree(&*response), parsed(samples::ACCOUNT_OPERATION));

    let server = Server::answering(Answer::json(201, samples::LINK)).await;
    let response = server.client().call(calls::new_link()).send().await.expect("a success");
    assert!(!response.is_replay());
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(tree(&*response), parsed(samples::LINK));
}

/// The fields of a success, by name.
#[tokio::test]
async fn a_page_is_read_member_by_member() {
    let server = Server::answering(Answer::json(200, samples::CARD_OPERATIONS)).await;
    let page = server.client().call(calls::listing()).send().await.expect("a success").into_inner();
    let operations = page.balance_operations.expect("operations");
    assert_eq!(operations.len(), 1);
    assert_eq!(operations[0].amount.amount, 100_000_000);
    assert_eq!(operations[0].amount.currency, mono_client::models::Currency::Cop);
    assert_eq!(operations[0].operation, mono_client::models::OperationType::Topup);
    assert_eq!(operations[0].card_id, Some(calls::card_id()));
    assert_eq!(operations[0].performed_at.as_ref().map(|time| time.as_str()), Some("2022-01-01T01:00:00Z"));
    let pagination = page.pagination.expect("a pagination");
    assert_eq!(
        (pagination.page_number, pagination.page_size, pagination.total_items, pagination.total_pages),
        (Some(1), Some(10), Some(100), Some(10))
    );
}

/// The document names no body, so whatever comes in one is not looked at: 2xx alone says that it was applied.
#[tokio::test]
async fn an_empty_success_may_bring_a_body() {
    for answer in [
        Answer::json(201, "{}"),
        Answer::json(200, "null"),
        Answer::json(201, r#"{"truncated":"#),
        Answer::text(201, "text/plain", "done"),
    ] {
        let server = Server::answering(answer).await;
        server.client().call(calls::top_up()).send().await.expect("a success");
    }
}

/// A page of HTML is not the API's: what stands in between answers so, with any status.
#[tokio::test]
async fn a_page_of_html_is_no_success() {
    for status in [200, 201] {
        let server = Server::answering(Answer::text(status, "text/html; charset=utf-8", "<html>sign in</html>")).await;
        let error = server.client().call(calls::top_up()).send().await.expect_err("no answer of the API");
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::Applied);
        assert!(error.idempotency_key().is_some());
    }
}

#[tokio::test]
async fn null_in_an_answer_is_an_absent_member() {
    let text = r#"{"account_id":"lacc_5tgliBmzjZ6mpQPRbQjfKj","configuration_group_id":"ccg_5tgliBmzjZ6mpQPRbQjfKj","id":"car_5tgliBmzjZ6mpQPRbQjfKj","cardholder":null,"last_four":null,"nickname":null}"#;
    let server = Server::answering(Answer::json(201, text)).await;
    let card = server.client().call(calls::new_card()).send().await.expect("a card").into_inner();
    assert_eq!(card.id.expect("its ID"), "car_5tgliBmzjZ6mpQPRbQjfKj");
    assert!(card.cardholder.is_none() && card.last_four.is_none());
    assert_eq!(card.nickname, Patch::Null);
}

#[tokio::test]
async fn a_raw_answer_is_whatever_came() {
    let server = Server::start([Answer::json(422, samples::UNPROCESSABLE_ENTITY), Answer::empty(204)]).await;
    let client = server.client();
    let raw = client.call::<CreateCard>(calls::new_card()).send_raw().await.expect("an answer");
    assert_eq!(raw.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(raw.request_id(), Some(samples::REQUEST_ID));
    assert_eq!(raw.body().as_ref(), samples::UNPROCESSABLE_ENTITY.as_bytes());
    let raw = client.call::<ApplyCardBalanceOperation>(calls::top_up()).send_raw().await.expect("an answer");
    assert_eq!(raw.status(), StatusCode::NO_CONTENT);
}
