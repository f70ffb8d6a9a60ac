//! Answers are taken as they come: the bodies of the pages, and bodies that break rules of the document.

use mono_client::models::{
    AccountBalanceOperation, ActivationLink, Card, CardBalanceOperationPage, ErrorResponse, Metadata,
    NewAccountBalanceOperation, NewActivationLink, NewCard, NewCardBalanceOperation,
};
use mono_client::runtime::checker;
use mono_client::runtime::json::{self, Json};
use mono_client::runtime::rules::{Rule, Validate};
use mono_client::{ErrorKind, Outcome};
use serde_json::json;

use crate::support::calls::{self, from_tree, parsed, read, tree, violations};
use crate::support::samples;
use crate::support::server::{Answer, Server};

/// Reads, writes and checks a body of the pages.
#[track_caller]
fn assert_example<T: Json + Validate + PartialEq + std::fmt::Debug>(text: &str) {
    let value: T = read(text);
    assert_eq!(tree(&value), parsed(text), "it is written as the same JSON");
    assert_eq!(checker::validate(&value), Ok(()), "it keeps the rules");
    let again: T = from_tree(&tree(&value));
    assert_eq!(again, value, "it is read as the same value");
}

#[test]
fn every_request_of_the_pages() {
    assert_example::<NewCardBalanceOperation>(samples::NEW_CARD_OPERATION);
    assert_example::<NewAccountBalanceOperation>(samples::NEW_ACCOUNT_OPERATION);
    assert_example::<NewCard>(samples::NEW_CARD);
    assert_example::<NewActivationLink>(samples::NEW_LINK);
    assert_example::<NewCardBalanceOperation>(samples::FULL_CARD_OPERATION);
    assert_example::<NewAccountBalanceOperation>(samples::FULL_ACCOUNT_OPERATION);
    assert_example::<NewCard>(samples::FULL_CARD);
    assert_example::<NewActivationLink>(samples::FULL_LINK);
    assert_example::<Metadata>(r#"{ "id": 3, "reference": 123 }"#);
}

#[test]
fn every_answer_of_the_pages() {
    assert_example::<CardBalanceOperationPage>(samples::CARD_OPERATIONS);
    assert_example::<AccountBalanceOperation>(samples::ACCOUNT_OPERATION);
    assert_example::<Card>(samples::CARD);
    assert_example::<ActivationLink>(samples::LINK);
}

#[test]
fn every_error_of_the_pages() {
    for sample in [
        samples::BAD_REQUEST,
        samples::UNAUTHORIZED,
        samples::FORBIDDEN,
        samples::NOT_FOUND,
        samples::UNPROCESSABLE_CONTENT,
        samples::UNPROCESSABLE_ENTITY,
    ] {
        assert_example::<ErrorResponse>(sample);
    }
}

/// Members, in any order and with any white space, are the same value.
#[test]
fn order_and_white_space_do_not_matter() {
    let compact: ErrorResponse = from_tree(&parsed(samples::BAD_REQUEST));
    assert_eq!(compact, read::<ErrorResponse>(samples::BAD_REQUEST));
    let turned = r#"{"message":"c","id":"b","errors":[],"code":"a"}"#;
    let straight = r#"{"code":"a","errors":[],"id":"b","message":"c"}"#;
    assert_eq!(read::<ErrorResponse>(turned), read::<ErrorResponse>(straight));
    assert_eq!(json::to_string(&read::<ErrorResponse>(turned)).expect("JSON"), straight);
}

/// A card in which every rule that a text can break is broken.
fn odd_card() -> serde_json::Value {
    let mut card = parsed(samples::CARD);
    for pointer in [
        "/account_id",
        "/cardholder_id",
        "/configuration_group_id",
        "/id",
        "/spending_controls/card_target",
        "/cardholder/id",
        "/cardholder/birthdate",
        "/cardholder/email",
        "/cardholder/phone_number",
        "/cardholder/nationality",
        "/cardholder/address/country",
        "/cardholder/document/country_code",
    ] {
        *card.pointer_mut(pointer).expect("the sample has it") = json!("ñ");
    }
    card["cardholder"]["first_name"] = json!("D");
    card["unheard_of"] = json!({"a": [1, "b"]});
    card
}

#[tokio::test]
async fn a_value_that_breaks_rules_is_kept() {
    let card = odd_card();
    let server = Server::answering(Answer::json(201, card.to_string())).await;
    let response = server.client().call(calls::new_card()).send().await.expect("a success");
    assert_eq!(tree(&*response), card);
    assert_eq!(response.additional_properties.len(), 1);
    let invalid = checker::validate(&*response).expect_err("rules are broken");
    let found = violations(&invalid);
    assert_eq!(found.len(), 12, "{found:?}");
    assert!(found.contains(&("/cardholder/birthdate".to_owned(), Rule::Format("date"))));
    assert!(found.contains(&("/id".to_owned(), Rule::Pattern(r"^[A-Za-z]{2,7}_[\w-]{22}$"))));
    assert!(found.contains(&("/cardholder/address/country".to_owned(), Rule::Pattern("^[A-Z]{2}$"))));
}

#[tokio::test]
async fn a_strict_client_refuses_it_and_says_that_the_call_was_applied() {
    let server = Server::start([Answer::json(201, odd_card().to_string()), Answer::json(201, samples::CARD)]).await;
    let client = server.client_builder().strict_responses().build().expect("the client can be built");
    let error = client.call(calls::new_card()).send().await.expect_err("rules are broken");
    let ErrorKind::InvalidResponse(invalid) = error.kind() else { panic!("another kind: {error:?}") };
    assert_eq!(invalid.count(), 12);
    assert_eq!(error.outcome(), Outcome::Applied);
    client.call(calls::new_card()).send().await.expect("the card of the page keeps all rules");
}

#[tokio::test]
async fn an_answer_may_be_shorter_than_the_example() {
    let minimal = r#"{"account_id":"a","configuration_group_id":"b"}"#;
    let server = Server::answering(Answer::json(201, minimal)).await;
    let card = server.client().call(calls::new_card()).send().await.expect("a success");
    assert_eq!(card.id, None);
    let server = Server::answering(Answer::json(200, "{}")).await;
    let page = server.client().call(calls::listing()).send().await.expect("a success");
    assert_eq!(page.balance_operations, None);
    let server = Server::answering(Answer::json(201, r#"{"url":"not a URL"}"#)).await;
    let link = server.client().call(calls::new_link()).send().await.expect("a success");
    assert_eq!(link.url.as_str(), "not a URL");
}

#[tokio::test]
async fn an_empty_page_is_a_page() {
    let body = r#"{"balance_operations":[],"card_id":"car_5tgliBmzjZ6mpQPRbQjfKj",
        "pagination":{"page_number":1,"page_size":10,"total_items":0,"total_pages":0}}"#;
    let server = Server::answering(Answer::json(200, body)).await;
    let page = server.client().call(calls::listing()).send().await.expect("a success");
    assert_eq!(page.balance_operations, Some(vec![]));
    assert_eq!(page.pagination.as_ref().and_then(|pagination| pagination.total_pages), Some(0));
}

/// Prefixes and lengths of Mono's own webhook samples break the pattern; times come with microseconds and without a zone.
#[test]
fn what_mono_really_sends_is_read() {
    let mut page = parsed(samples::CARD_OPERATIONS);
    page["balance_operations"][0]["id"] = json!("ctx_5tgliBmzj6thQPRbQjfKj");
    for time in ["2022-12-29T15:42:08.325158Z", "2024-09-29T15:30:00.000"] {
        page["balance_operations"][0]["performed_at"] = json!(time);
        let read: CardBalanceOperationPage = from_tree(&page);
        assert_eq!(tree(&read), page);
    }
}
