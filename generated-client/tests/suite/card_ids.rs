//! Card IDs: one type, two rules. The top-up documents prefixes of up to seven letters, the listing of up to six.

use mono_client::models::CardId;
use mono_client::operations::{ApplyCardBalanceOperation, ListCardBalanceOperations};
use mono_client::runtime::rules::Rule;

use crate::support::calls::{self, assert_refused, parsed, sent, success, violations};
use crate::support::samples;
use crate::support::server::{Answer, Server};

const SEVEN: &str = "virtual_5tgliBmzjZ6mpQPRbQjfKj";

/// The card ID that `create_card` answers goes into both endpoints as it is.
#[tokio::test]
async fn a_created_card_can_be_topped_up_and_listed() {
    let server = Server::answering(Answer::json(201, samples::CARD)).await;
    let client = server.client();
    let card = client.call(calls::new_card()).send().await.expect("a success");
    let card_id: CardId = card.into_inner().id.expect("the card has an ID");
    server.then(success::<ApplyCardBalanceOperation>());
    client
        .apply_card_balance_operation(card_id.clone(), calls::top_up().body)
        .send()
        .await
        .expect("the top-up takes the ID");
    server.then(success::<ListCardBalanceOperations>());
    client.list_card_balance_operations(card_id).send().await.expect("the listing takes the ID");
    let paths: Vec<_> = server.requests().into_iter().skip(1).map(|request| request.path).collect();
    assert_eq!(paths, ["/v1/cards/car_5tgliBmzjZ6mpQPRbQjfKj/prepaid/operations"; 2]);
}

#[tokio::test]
async fn seven_letters_are_for_the_top_up_alone() {
    let mut card = parsed(samples::CARD);
    card["id"] = SEVEN.into();
    let server = Server::answering(Answer::json(201, card.to_string())).await;
    let client = server.client();
    let card = client.call(calls::new_card()).send().await.expect("a success");
    let card_id = card.into_inner().id.expect("the card has an ID");

    let error = client.list_card_balance_operations(card_id.clone()).send().await.expect_err("seven letters");
    let mono_client::ErrorKind::InvalidRequest(invalid) = error.kind() else { panic!("{error:?}") };
    assert_eq!(violations(invalid), [("/path/card_id".to_owned(), Rule::Pattern(r"^[A-Za-z]{2,6}_[\w-]{22}$"))]);
    assert_eq!(server.requests().len(), 1, "the listing was not sent");

    server.then(success::<ApplyCardBalanceOperation>());
    client.apply_card_balance_operation(card_id, calls::top_up().body).send().await.expect("the top-up takes the ID");
    assert_eq!(server.requests()[1].path, format!("/v1/cards/{SEVEN}/prepaid/operations"));
}

#[tokio::test]
async fn six_letters_are_for_both() {
    let card_id: CardId = "abcdef_5tgliBmzjZ6mpQPRbQjfKj".parse().expect("six letters");
    sent(ListCardBalanceOperations::new(card_id.clone())).await;
    sent(ApplyCardBalanceOperation::new(card_id, calls::top_up().body)).await;
}

/// An ID of eight letters breaks both rules of the listing, and the error says both.
#[tokio::test]
async fn eight_letters_are_for_none() {
    let wide = Rule::Pattern(r"^[A-Za-z]{2,7}_[\w-]{22}$");
    let narrow = Rule::Pattern(r"^[A-Za-z]{2,6}_[\w-]{22}$");
    let card_id: CardId = calls::read(r#""abcdefgh_5tgliBmzjZ6mpQPRbQjfKj""#);
    assert_refused(ApplyCardBalanceOperation::new(card_id.clone(), calls::top_up().body), "/path/card_id", wide).await;
    assert_eq!(
        calls::refused(ListCardBalanceOperations::new(card_id)).await,
        [("/path/card_id".to_owned(), wide), ("/path/card_id".to_owned(), narrow)]
    );
}

#[tokio::test]
async fn the_narrower_rule_can_be_skipped() {
    let server = Server::answering(success::<ListCardBalanceOperations>()).await;
    let client = server.client();
    let card_id: CardId = SEVEN.parse().expect("seven letters");
    client.list_card_balance_operations(card_id).skip_validation().send().await.expect("a success");
    assert_eq!(server.request().path, format!("/v1/cards/{SEVEN}/prepaid/operations"));
}
