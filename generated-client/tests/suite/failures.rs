//! Documented errors: typed by status, with the bodies of the reference pages.

use mono_client::{ErrorKind, Outcome, Patch};

use crate::support::calls::{self, Documented as _, Sample, assert_answered, failed, parsed, tree};
use crate::support::samples;
use crate::support::server::{Answer, Server};

/// Sends an operation once per documented error and asserts everything that the error says.
async fn assert_failures<O: Sample>(operation: O) {
    for (status, sample) in O::FAILURES {
        let server = Server::answering(Answer::json(*status, *sample)).await;
        let client = server.client();
        let call = client.call(operation.clone());
        let key = call.key().cloned();
        let Err(error) = call.send().await else { panic!("status {status} is no success") };
        assert_answered(&error, *status, Outcome::Rejected);
        assert_eq!(error.request_id(), Some(samples::REQUEST_ID));
        assert_eq!(error.operation(), O::META.name());
        assert_eq!(error.idempotency_key(), key.as_ref());
        assert_eq!(error.idempotency_key().map(|key| key.as_str()), server.request().header("x-idempotency-key"));
        assert_eq!(error.body(), sample.as_bytes());
        assert!(!error.is_retryable());

        let ErrorKind::Api(failure) = error.kind() else { panic!("another kind: {error:?}") };
        let (variant, body) = failure.parts();
        assert_eq!(variant, *status, "the variant of the status");
        assert_eq!(body, failure.any_body());
        assert_eq!(tree(body), parsed(sample));
        assert_eq!(body.id, samples::REQUEST_ID);
        assert_eq!(error.api().map(|failure| failure.parts().0), Some(*status));
        let Ok(failure) = error.into_api() else { panic!("it is a documented error") };
        assert_eq!(failure.parts().0, *status);
    }
}

#[tokio::test]
async fn of_the_top_up() {
    let statuses: Vec<_> = failures_of(&calls::top_up());
    assert_eq!(statuses, [400, 401, 403, 404, 422]);
    assert_failures(calls::top_up()).await;
}

#[tokio::test]
async fn of_the_listing() {
    assert_eq!(failures_of(&calls::listing()), [400, 401, 403, 422]);
    assert_failures(calls::listing()).await;
}

#[tokio::test]
async fn of_the_ledger_balance_operation() {
    assert_eq!(failures_of(&calls::ledger()), [400, 401, 403, 422]);
    assert_failures(calls::ledger()).await;
}

#[tokio::test]
async fn of_the_card_creation() {
    assert_eq!(failures_of(&calls::new_card()), [400, 401, 403, 422]);
    assert_failures(calls::new_card()).await;
}

#[tokio::test]
async fn of_the_activation_link() {
    assert_eq!(failures_of(&calls::new_link()), [400, 401, 403, 422]);
    assert_failures(calls::new_link()).await;
}

fn failures_of<O: Sample>(_: &O) -> Vec<u16> {
    O::FAILURES.iter().map(|(status, _)| *status).collect()
}

/// The reason phrase in `code` differs between the pages; every operation takes both.
#[tokio::test]
async fn both_wordings_of_422_are_the_same_error() {
    async fn assert_wordings<O: Sample>(operation: O) {
        for (sample, code) in [
            (samples::UNPROCESSABLE_CONTENT, "422 Unprocessable Content"),
            (samples::UNPROCESSABLE_ENTITY, "422 Unprocessable Entity"),
        ] {
            let error = failed(operation.clone(), Answer::json(422, sample)).await;
            let (status, body) = error.api().expect("a documented error").parts();
            assert_eq!(status, 422);
            assert_eq!(body.code, code);
            assert_eq!(body.errors[0].error_code, "missing_field");
            assert_eq!(body.errors[0].path, Patch::Value("#/path/to/field".to_owned()));
            assert_eq!(body.errors[0].url, Patch::Null);
        }
    }
    assert_wordings(calls::top_up()).await;
    assert_wordings(calls::listing()).await;
    assert_wordings(calls::ledger()).await;
    assert_wordings(calls::new_card()).await;
    assert_wordings(calls::new_link()).await;
}

/// There are more kinds of errors than are documented, and an error may have several parts or none.
#[tokio::test]
async fn an_error_code_is_any_text() {
    let body = r##"{"code":"400 Bad Request","errors":[{"error_code":"brand_new","message":"a"},
        {"error_code":"other","message":"b","path":"#/x","url":"https://docs.mono.la","hint":"c"}],
        "id":"log_7MkWaFqvfosB8fzHhb1Eql","message":"d","trace":[1]}"##;
    let error = failed(calls::new_card(), Answer::json(400, body)).await;
    let envelope = error.api().expect("a documented error").any_body();
    assert_eq!(envelope.errors.len(), 2);
    assert_eq!(envelope.errors[0].error_code, "brand_new");
    assert_eq!(envelope.errors[0].path, Patch::Absent);
    assert_eq!(tree(envelope), parsed(body), "undocumented members are kept");
    let error = failed(calls::new_card(), Answer::json(400, r#"{"code":"","errors":[],"id":"","message":""}"#)).await;
    assert_eq!(error.api().expect("a documented error").any_body().errors, []);
    assert_eq!(error.request_id(), None, "an empty name is none");
}

/// The body names the request; a common header does where the body does not.
#[tokio::test]
async fn the_name_of_the_request_comes_from_the_body_first() {
    let answer = Answer::json(400, samples::BAD_REQUEST).header("x-request-id", "from-the-proxy");
    assert_eq!(failed(calls::new_card(), answer).await.request_id(), Some(samples::REQUEST_ID));
    let answer = Answer::text(502, "text/html", "<html>").header("x-request-id", "from-the-proxy");
    assert_eq!(failed(calls::new_card(), answer).await.request_id(), Some("from-the-proxy"));
}
