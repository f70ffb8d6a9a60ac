//! Answers of 2xx that are not as documented: read like the documented success, or reported as applied.

use mono_client::runtime::reader::{DecodeError, Problem};
use mono_client::{ErrorKind, Outcome};
use serde_json::json;

use crate::support::calls::{self, Sample, assert_answered, failed, parsed, tree};
use crate::support::samples;
use crate::support::server::{Answer, Server};

/// The statuses of success that no page names.
fn undocumented(documented: &[u16]) -> Vec<u16> {
    [200, 201, 202, 203, 206, 226].into_iter().filter(|status| !documented.contains(status)).collect()
}

#[tokio::test]
async fn the_ledger_balance_operation_may_answer_another_success() {
    for status in undocumented(&[201]) {
        let server = Server::answering(Answer::json(status, samples::ACCOUNT_OPERATION)).await;
        let response = server.client().call(calls::ledger()).send().await.expect("a success");
        assert_eq!(response.status().as_u16(), status);
        assert!(!response.is_replay());
        assert_eq!(tree(&*response), parsed(samples::ACCOUNT_OPERATION));
    }
}

#[tokio::test]
async fn the_activation_link_may_answer_another_success() {
    for status in undocumented(&[201]) {
        let server = Server::answering(Answer::json(status, samples::LINK)).await;
        let response = server.client().call(calls::new_link()).send().await.expect("a success");
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(tree(&*response), parsed(samples::LINK));
    }
}

#[tokio::test]
async fn the_card_creation_may_answer_another_success() {
    for status in undocumented(&[200, 201]) {
        let server = Server::answering(Answer::json(status, samples::CARD)).await;
        let response = server.client().call(calls::new_card()).send().await.expect("a success");
        assert!(!response.is_replay());
        assert_eq!(tree(&*response), parsed(samples::CARD));
    }
}

#[tokio::test]
async fn the_listing_may_answer_another_success() {
    for status in undocumented(&[200]) {
        let server = Server::answering(Answer::json(status, samples::CARD_OPERATIONS)).await;
        let response = server.client().call(calls::listing()).send().await.expect("a success");
        assert_eq!(tree(&*response), parsed(samples::CARD_OPERATIONS));
    }
}

#[tokio::test]
async fn the_top_up_may_answer_another_success() {
    for status in [202, 203, 204, 205, 226] {
        let server = Server::answering(Answer::empty(status)).await;
        let response = server.client().call(calls::top_up()).send().await.expect("a success");
        assert_eq!(response.status().as_u16(), status);
        assert!(!response.is_replay());
    }
}

/// What happened is not undone by an answer that cannot be read.
async fn applied<O: Sample>(operation: O, answer: Answer) -> DecodeError {
    let Answer::Reply { status, body, .. } = answer.clone() else { panic!("an answer") };
    let error = failed(operation, answer).await;
    let ErrorKind::Decode(decode) = error.kind() else { panic!("another kind: {error:?}") };
    assert_answered(&error, status, Outcome::Applied);
    assert_eq!(error.body(), body);
    assert!(!error.is_retryable());
    decode.clone()
}

#[tokio::test]
async fn a_success_that_cannot_be_read_is_applied() {
    async fn assert_unreadable<O: Sample>(operation: O) {
        for status in [200, 201, 202] {
            for answer in [
                Answer::text(status, "text/html; charset=utf-8", "<!doctype html><title>Sign in</title>"),
                Answer::text(status, "text/plain", O::SUCCESS.1),
                Answer::empty(status),
                Answer::json(status, ""),
                Answer::json(status, "[]"),
                Answer::json(status, "null"),
                Answer::json(status, &O::SUCCESS.1[..O::SUCCESS.1.len() - 1]),
                Answer::json(status, format!("{} {{}}", O::SUCCESS.1)),
            ] {
                applied(operation.clone(), answer).await;
            }
        }
        applied(operation, Answer::empty(204)).await;
    }
    assert_unreadable(calls::listing()).await;
    assert_unreadable(calls::ledger()).await;
    assert_unreadable(calls::new_card()).await;
    assert_unreadable(calls::new_link()).await;
}

/// The error says where, and what was expected there.
#[tokio::test]
async fn a_wrong_shape_is_named_by_its_place() {
    for (pointer, value) in [
        ("/amount/amount", json!("100")),
        ("/amount/currency", json!(1)),
        ("/external_id", json!(null)),
        ("/amount", json!([])),
        ("/id", json!({})),
        ("/description", json!(true)),
    ] {
        let mut body = parsed(samples::ACCOUNT_OPERATION);
        *body.pointer_mut(pointer).expect("the sample has it") = value;
        let decode = applied(calls::ledger(), Answer::json(201, body.to_string())).await;
        assert_eq!(decode.pointer(), pointer);
        assert!(matches!(decode.problem(), Problem::Kind { .. }), "{decode}");
    }
}

#[tokio::test]
async fn a_missing_member_is_named() {
    for (sample, name) in [(samples::ACCOUNT_OPERATION, "operation"), (samples::ACCOUNT_OPERATION, "external_id")] {
        let mut body = parsed(sample);
        body.as_object_mut().expect("an object").remove(name);
        let error = failed(calls::ledger(), Answer::json(201, body.to_string())).await;
        let ErrorKind::Decode(decode) = error.kind() else { panic!("another kind: {error:?}") };
        assert_eq!(decode.problem(), Problem::Missing(name));
        assert_eq!(error.outcome(), Outcome::Applied);
    }
    let mut body = parsed(samples::LINK);
    body.as_object_mut().expect("an object").remove("url");
    let error = failed(calls::new_link(), Answer::json(201, body.to_string())).await;
    let ErrorKind::Decode(decode) = error.kind() else { panic!("another kind: {error:?}") };
    assert_eq!(decode.problem(), Problem::Missing("url"));
    let body = r#"{"id":"car_5tgliBmzjZ6mpQPRbQjfKj","configuration_group_id":"ccg_5tgliBmzjZ6mpQPRbQjfKj"}"#;
    let error = failed(calls::new_card(), Answer::json(201, body)).await;
    let ErrorKind::Decode(decode) = error.kind() else { panic!("another kind: {error:?}") };
    assert_eq!(decode.problem(), Problem::Missing("account_id"));
}

#[tokio::test]
async fn an_amount_beyond_64_bits_is_an_error_and_not_a_rounding() {
    for (text, read) in [
        ("100000000.0", Some(100_000_000)),
        ("1e8", Some(100_000_000)),
        ("9223372036854775807", Some(i64::MAX)),
        ("9223372036854775808", None),
        ("0.5", None),
    ] {
        let body = samples::ACCOUNT_OPERATION.replacen("100000000", text, 1);
        let server = Server::answering(Answer::json(201, body)).await;
        let result = server.client().call(calls::ledger()).send().await;
        match (result, read) {
            (Ok(response), Some(amount)) => assert_eq!(response.amount.amount, amount),
            (Err(error), None) => assert_eq!(error.outcome(), Outcome::Applied, "{text}"),
            (result, _) => panic!("{text}: {result:?}"),
        }
    }
}

#[tokio::test]
async fn json_has_other_names() {
    for content_type in ["application/json", "application/vnd.mono+json; v=1", "text/json", "Application/JSON"] {
        let server = Server::answering(Answer::text(201, content_type, samples::CARD)).await;
        server.client().call(calls::new_card()).send().await.expect(content_type);
    }
    let server = Server::answering(Answer::Reply { status: 201, headers: vec![], body: samples::CARD.into() }).await;
    server.client().call(calls::new_card()).send().await.expect("no content type at all");
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_applied_and_not_read() {
    let server = Server::answering(Answer::json(201, samples::CARD)).await;
    let client = server.client_builder().max_response_bytes(100).build().expect("the client can be built");
    let error = client.call(calls::new_card()).send().await.expect_err("too long");
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Applied);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
}

/// No compression was asked for, so none is undone; what it hid has happened all the same.
#[tokio::test]
async fn a_compressed_answer_is_applied_and_not_read() {
    let answer = Answer::json(201, samples::CARD).header("content-encoding", "br");
    applied(calls::new_card(), answer).await;
    let plain = Answer::json(201, samples::CARD).header("content-encoding", "identity");
    let server = Server::answering(plain).await;
    server.client().call(calls::new_card()).send().await.expect("identity is no compression");
}
