//! The five operations as values, and what their tests have in common.

use http::StatusCode;
use mono_client::models::{CardId, ErrorResponse};
use mono_client::operations::{
    ApplyCardBalanceOperation, ApplyCardBalanceOperationError, CreateActivationLink, CreateActivationLinkError,
    CreateCard, CreateCardError, ListCardBalanceOperations, ListCardBalanceOperationsError, UpdateLedgerAccountBalance,
    UpdateLedgerAccountBalanceError,
};
use mono_client::runtime::checker::Invalid;
use mono_client::runtime::json::{self, Json};
use mono_client::runtime::operation::Operation;
use mono_client::runtime::rules::Rule;
use mono_client::{Client, Error, ErrorKind, Outcome};

use super::samples;
use super::server::{Answer, Recorded, Server};

/// A value from its JSON, whether or not it keeps the rules.
#[track_caller]
pub fn read<T: Json>(text: &str) -> T {
    json::from_str(text).expect("the text is of the type's shape")
}

/// A value from a JSON tree, whether or not it keeps the rules.
#[track_caller]
pub fn from_tree<T: Json>(tree: &serde_json::Value) -> T {
    read(&tree.to_string())
}

/// A value's JSON as a tree.
#[track_caller]
pub fn tree<T: Json>(value: &T) -> serde_json::Value {
    serde_json::from_slice(&json::to_vec(value).expect("the value can be written")).expect("what is written is JSON")
}

/// A text as a tree.
#[track_caller]
pub fn parsed(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("the text is JSON")
}

/// The card of the pages.
pub fn card_id() -> CardId {
    samples::CARD_ID.parse().expect("the ID keeps its rule")
}

/// The top-up of a card, as on its page.
pub fn top_up() -> ApplyCardBalanceOperation {
    ApplyCardBalanceOperation::new(card_id(), read(samples::NEW_CARD_OPERATION))
}

/// The listing of a card's operations.
pub fn listing() -> ListCardBalanceOperations {
    ListCardBalanceOperations::new(card_id())
}

/// The top-up of a ledger account, as on its page.
pub fn ledger() -> UpdateLedgerAccountBalance {
    UpdateLedgerAccountBalance::new(read(&format!("{:?}", samples::ACCOUNT_ID)), read(samples::NEW_ACCOUNT_OPERATION))
}

/// The creation of a card, as on its page.
pub fn new_card() -> CreateCard {
    CreateCard::new(read(samples::NEW_CARD))
}

/// The creation of an activation link, as on its page.
pub fn new_link() -> CreateActivationLink {
    CreateActivationLink::new(read(samples::NEW_LINK))
}

/// An operation whose documented errors all have the same body.
pub trait Sample: Operation<Failure: Documented> + Clone {
    /// A documented success: its status and body.
    const SUCCESS: (u16, &'static str);
    /// The documented errors, by status.
    const FAILURES: &'static [(u16, &'static str)];
}

/// A documented error.
pub trait Documented {
    /// The status that the variant stands for, and the body.
    fn parts(&self) -> (u16, &ErrorResponse);
    /// The body, by the emitted accessor.
    fn any_body(&self) -> &ErrorResponse;
}

macro_rules! documented {
    ($($operation:ident $error:ident: $success:expr, $unprocessable:ident, $($variant:ident $status:literal $sample:ident),*;)*) => {$(
        impl Documented for $error {
            fn parts(&self) -> (u16, &ErrorResponse) {
                match self {
                    $(Self::$variant(body) => ($status, body),)*
                    Self::UnprocessableContent(body) => (422, body),
                    other => panic!("a variant that the test does not know: {other:?}"),
                }
            }

            fn any_body(&self) -> &ErrorResponse {
                self.body()
            }
        }

        impl Sample for $operation {
            const SUCCESS: (u16, &'static str) = $success;
            const FAILURES: &'static [(u16, &'static str)] =
                &[$(($status, samples::$sample),)* (422, samples::$unprocessable)];
        }
    )*};
}

documented! {
    ApplyCardBalanceOperation ApplyCardBalanceOperationError: (201, ""), UNPROCESSABLE_CONTENT,
        BadRequest 400 BAD_REQUEST, Unauthorized 401 UNAUTHORIZED, Forbidden 403 FORBIDDEN, NotFound 404 NOT_FOUND;
    ListCardBalanceOperations ListCardBalanceOperationsError: (200, samples::CARD_OPERATIONS), UNPROCESSABLE_ENTITY,
        BadRequest 400 BAD_REQUEST, Unauthorized 401 UNAUTHORIZED, Forbidden 403 FORBIDDEN;
    UpdateLedgerAccountBalance UpdateLedgerAccountBalanceError: (201, samples::ACCOUNT_OPERATION), UNPROCESSABLE_ENTITY,
        BadRequest 400 BAD_REQUEST, Unauthorized 401 UNAUTHORIZED, Forbidden 403 FORBIDDEN;
    CreateCard CreateCardError: (201, samples::CARD), UNPROCESSABLE_ENTITY,
        BadRequest 400 BAD_REQUEST, Unauthorized 401 UNAUTHORIZED, Forbidden 403 FORBIDDEN;
    CreateActivationLink CreateActivationLinkError: (201, samples::LINK), UNPROCESSABLE_ENTITY,
        BadRequest 400 BAD_REQUEST, Unauthorized 401 UNAUTHORIZED, Forbidden 403 FORBIDDEN;
}

/// The documented success of an operation.
pub fn success<O: Sample>() -> Answer {
    match O::SUCCESS {
        (status, "") => Answer::empty(status),
        (status, body) => Answer::json(status, body),
    }
}

/// Sends an operation to a server that answers with its documented success; returns what came there.
pub async fn sent<O: Sample>(operation: O) -> Recorded {
    let server = Server::answering(success::<O>()).await;
    if let Err(error) = server.client().call(operation).send().await {
        panic!("the call failed: {error}");
    }
    server.request()
}

/// Sends an operation that breaks rules; asserts that nothing was sent, and returns what the error says.
pub async fn refused<O: Sample>(operation: O) -> Vec<(String, Rule)> {
    let server = Server::answering(success::<O>()).await;
    let client = server.client();
    let invalid = client.call(operation.clone()).validate().expect_err("the operation breaks a rule");
    let call = client.call(operation);
    let key = call.key().cloned();
    let Err(error) = call.send().await else { panic!("a request that breaks a rule was sent") };
    server.assert_untouched();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.status(), None);
    assert_eq!(error.request_id(), None);
    assert_eq!(error.attempts(), 0);
    assert_eq!(error.operation(), O::META.name());
    assert_eq!(error.idempotency_key(), key.as_ref());
    assert!(!error.is_retryable());
    let ErrorKind::InvalidRequest(found) = error.kind() else { panic!("another kind: {error:?}") };
    assert_eq!(found, &invalid, "sending and `validate` say the same");
    assert_eq!(found.operation(), Some(O::META.name()));
    violations(found)
}

/// Where which rule was broken.
pub fn violations(invalid: &Invalid) -> Vec<(String, Rule)> {
    assert_eq!(invalid.count(), invalid.violations().len());
    invalid.violations().iter().map(|violation| (violation.pointer().to_owned(), violation.rule())).collect()
}

/// Asserts that an operation is refused for one rule at one place.
pub async fn assert_refused<O: Sample>(operation: O, pointer: &str, rule: Rule) {
    assert_eq!(refused(operation).await, [(pointer.to_owned(), rule)]);
}

/// Sends an operation to a server that gives this answer, and returns the error.
pub async fn failed<O: Sample>(operation: O, answer: Answer) -> Error<O::Failure> {
    let server = Server::answering(answer).await;
    let result = server.client().call(operation).send().await;
    assert_eq!(server.requests().len(), 1, "a call is sent once");
    match result {
        Ok(response) => panic!("the call succeeded with status {}", response.status()),
        Err(error) => error,
    }
}

/// Asserts what every error of an answered call has.
#[track_caller]
pub fn assert_answered<E>(error: &Error<E>, status: u16, outcome: Outcome) {
    assert_eq!(error.status(), Some(StatusCode::from_u16(status).expect("a status")));
    assert_eq!(error.outcome(), outcome, "outcome of status {status}");
    assert_eq!(error.attempts(), 1);
    let text = error.to_string();
    assert!(!text.contains('\n') && text.contains(&status.to_string()), "{text}");
}

/// A client of a server that is never asked anything.
pub fn idle_client() -> Client {
    Client::builder("http://127.0.0.1:9").bearer_token("unused").build().expect("the client can be built")
}
