//! What a caller of a ledger has to know of a call that failed: did it happen?

use mono_client::models::ErrorResponse;
use mono_client::runtime::json;
use mono_client::runtime::timeout::TimeoutPhase;
use mono_client::{Client, ErrorKind, Outcome};
use std::time::Duration;

use crate::support::calls::{self, Documented as _, Sample, assert_answered, failed};
use crate::support::samples;
use crate::support::server::{Answer, Server, nobody};

/// The envelope of an error that no page documents.
fn envelope(status: u16) -> String {
    samples::BAD_REQUEST.replace("400 Bad Request", &format!("{status} Something"))
}

async fn assert_undocumented<O: Sample>(operation: O) {
    let documented: Vec<_> = O::FAILURES.iter().map(|(status, _)| *status).collect();
    for (status, outcome) in [
        (301, Outcome::Unknown),
        (304, Outcome::Unknown),
        (402, Outcome::Rejected),
        (404, Outcome::Rejected),
        (408, Outcome::Unknown),
        (409, Outcome::Unknown),
        (418, Outcome::Rejected),
        (429, Outcome::Rejected),
        (500, Outcome::Unknown),
        (502, Outcome::Unknown),
        (503, Outcome::Unknown),
        (504, Outcome::Unknown),
    ] {
        if documented.contains(&status) {
            continue;
        }
        let body = envelope(status);
        let answer = if status == 304 { Answer::empty(304) } else { Answer::json(status, body.clone()) };
        let error = failed(operation.clone(), answer.header("location", "/elsewhere")).await;
        assert!(matches!(error.kind(), ErrorKind::UnexpectedStatus), "{error:?}");
        assert_answered(&error, status, outcome);
        assert!(error.api().is_none());
        assert_eq!(error.is_retryable(), [408, 429, 500, 502, 503, 504].contains(&status), "status {status}");
        if status >= 400 {
            assert_eq!(error.request_id(), Some(samples::REQUEST_ID));
            let read: ErrorResponse = json::from_slice(error.body()).expect("the envelope can be read by hand");
            assert_eq!(read.code, format!("{status} Something"));
        }
    }
}

#[tokio::test]
async fn an_undocumented_status_of_the_top_up() {
    assert_undocumented(calls::top_up()).await;
}

#[tokio::test]
async fn an_undocumented_status_of_the_listing() {
    assert_undocumented(calls::listing()).await;
}

#[tokio::test]
async fn an_undocumented_status_of_the_ledger_balance_operation() {
    assert_undocumented(calls::ledger()).await;
}

#[tokio::test]
async fn an_undocumented_status_of_the_card_creation() {
    assert_undocumented(calls::new_card()).await;
}

#[tokio::test]
async fn an_undocumented_status_of_the_activation_link() {
    assert_undocumented(calls::new_link()).await;
}

/// A refused request stays refused, however its error is worded.
#[tokio::test]
async fn an_error_body_that_is_not_the_envelope() {
    async fn assert_unreadable<O: Sample>(operation: O) {
        for (status, _) in O::FAILURES {
            for answer in [
                Answer::json(*status, r#"{"error":"invalid_client","error_description":"who is it?"}"#),
                Answer::json(*status, r#"["a"]"#),
                Answer::json(*status, r#"{"code":400,"errors":[],"id":"a","message":"b"}"#),
                Answer::json(*status, r#"{"code":"#),
                Answer::text(*status, "text/html", "<html>nginx</html>"),
                Answer::empty(*status),
            ] {
                let error = failed(operation.clone(), answer).await;
                assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
                assert_answered(&error, *status, Outcome::Rejected);
                assert!(error.api().is_none());
            }
        }
    }
    assert_unreadable(calls::top_up()).await;
    assert_unreadable(calls::listing()).await;
    assert_unreadable(calls::ledger()).await;
    assert_unreadable(calls::new_card()).await;
    assert_unreadable(calls::new_link()).await;
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_keeps_the_key() {
    let server = Server::answering(Answer::HangUp).await;
    let client = server.client();
    let call = client.call(calls::ledger());
    let key = call.key().expect("a key").clone();
    let error = call.send().await.expect_err("no answer");
    assert!(matches!(error.kind(), ErrorKind::Transport), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.status(), None);
    assert_eq!(error.request_id(), None);
    assert_eq!(error.idempotency_key(), Some(&key));
    assert!(error.is_retryable(), "the key makes it safe to repeat");
    assert_eq!(server.request().header("x-idempotency-key"), Some(key.as_str()));
}

#[tokio::test]
async fn without_a_server_nothing_happened() {
    let (_socket, url) = nobody();
    let client = Client::builder(url.as_str()).bearer_token("a").build().expect("the client can be built");
    let error = client.call(calls::top_up()).send().await.expect_err("nobody listens");
    assert!(matches!(error.kind(), ErrorKind::Connect), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.is_retryable());
    assert!(std::error::Error::source(&error).is_some(), "the reason is kept");
}

#[tokio::test]
async fn an_answer_that_is_too_late_is_unknown() {
    let server = Server::answering(Answer::Never).await;
    let client = server.client();
    let error = client.call(calls::ledger()).timeout(Duration::from_millis(200)).send().await.expect_err("no answer");
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_server_says_when_to_come_back() {
    let error = failed(calls::listing(), Answer::json(429, envelope(429)).header("retry-after", "7")).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.is_retryable());
}

/// What the pages call an expired token is an error that a program can tell apart.
#[tokio::test]
async fn an_expired_token_can_be_told_apart() {
    let error = failed(calls::new_card(), Answer::json(401, samples::UNAUTHORIZED)).await;
    let (status, body) = error.api().expect("a documented error").parts();
    assert_eq!((status, body.errors[0].error_code.as_str()), (401, "expired_token"));
}

/// The error keeps a piece of the body only, but the name of the request is found behind it.
#[tokio::test]
async fn a_long_error_is_cut_after_it_was_read() {
    let long = samples::BAD_REQUEST.replace("Generic changeset errors", &"x".repeat(100_000));
    let error = failed(calls::new_card(), Answer::json(400, long.clone())).await;
    assert_eq!(error.api().expect("a documented error").any_body().errors[0].message.len(), 100_000);
    assert_eq!(error.request_id(), Some(samples::REQUEST_ID));
    assert_eq!(error.body(), &long.as_bytes()[..error.body().len()]);
    assert!(error.body().len() < 10_000, "{}", error.body().len());
}

#[tokio::test]
async fn a_call_without_time_is_not_sent() {
    let server = Server::start([]).await;
    let client = server.client();
    let error = client.call(calls::ledger()).timeout(Duration::ZERO).send().await.expect_err("no time");
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    server.assert_untouched();
}

/// What is repeated with the same key is answered as a replay: the way back from `Unknown`.
#[tokio::test]
async fn a_lost_call_can_be_made_again() {
    let server = Server::start([Answer::HangUp, Answer::json(200, samples::CARD)]).await;
    let client = server.client();
    let call = client.call(calls::new_card());
    let again = call.clone();
    let error = call.send().await.expect_err("no answer");
    assert_eq!(error.outcome(), Outcome::Unknown);
    let response = again.send().await.expect("a success");
    assert!(response.is_replay());
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].header("x-idempotency-key"), requests[1].header("x-idempotency-key"));
    assert_eq!(requests[0].body, requests[1].body);
}
