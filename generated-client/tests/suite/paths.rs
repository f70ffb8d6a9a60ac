//! Methods and paths.

use mono_client::models::{AccountId, CardId};
use mono_client::operations::{ApplyCardBalanceOperation, ListCardBalanceOperations, UpdateLedgerAccountBalance};
use mono_client::runtime::Operation;
use mono_client::runtime::rules::Rule;

use crate::support::calls::{self, read, refused, sent, success};
use crate::support::samples;
use crate::support::server::{Answer, Server};

fn odd<T: mono_client::runtime::json::Json>(text: &str) -> T {
    read(&serde_json::Value::from(text).to_string())
}

#[tokio::test]
async fn every_operation_has_its_method_and_path() {
    let mut seen = Vec::new();
    for request in [
        sent(calls::top_up()).await,
        sent(calls::listing()).await,
        sent(calls::ledger()).await,
        sent(calls::new_card()).await,
        sent(calls::new_link()).await,
    ] {
        seen.push(format!("{} {}", request.method, request.path));
    }
    assert_eq!(
        seen,
        [
            "POST /v1/cards/car_5tgliBmzjZ6mpQPRbQjfKj/prepaid/operations",
            "GET /v1/cards/car_5tgliBmzjZ6mpQPRbQjfKj/prepaid/operations",
            "POST /v1/ledger/accounts/lacc_5tgliBmzjZ6mpQPRbQjfKj/balance",
            "POST /v1/ledger/cards",
            "POST /v1/cards/activation_links",
        ]
    );
}

#[tokio::test]
async fn the_methods_of_the_client_send_the_same_operations() {
    let server = Server::start([]).await;
    let client = server.client();
    server.then(success::<ApplyCardBalanceOperation>());
    client.apply_card_balance_operation(calls::card_id(), calls::top_up().body).send().await.expect("a success");
    server.then(success::<ListCardBalanceOperations>());
    client.list_card_balance_operations(calls::card_id()).send().await.expect("a success");
    server.then(success::<UpdateLedgerAccountBalance>());
    let ledger = calls::ledger();
    client.update_ledger_account_balance(ledger.account_id, ledger.body).send().await.expect("a success");
    server.then(Answer::json(201, samples::CARD));
    client.create_card(calls::new_card().body).send().await.expect("a success");
    server.then(Answer::json(201, samples::LINK));
    client.create_activation_link(calls::new_link().body).send().await.expect("a success");
    let seen: Vec<_> = server.requests().iter().map(|request| format!("{} {}", request.method, request.path)).collect();
    assert_eq!(
        seen,
        [
            "POST /v1/cards/car_5tgliBmzjZ6mpQPRbQjfKj/prepaid/operations",
            "GET /v1/cards/car_5tgliBmzjZ6mpQPRbQjfKj/prepaid/operations",
            "POST /v1/ledger/accounts/lacc_5tgliBmzjZ6mpQPRbQjfKj/balance",
            "POST /v1/ledger/cards",
            "POST /v1/cards/activation_links",
        ]
    );
}

/// Base 62 needs no encoding; an odd ID that is sent without validation must not become another path.
#[tokio::test]
async fn an_odd_id_stays_one_segment() {
    let cases = [
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("a?b#c", "a%3Fb%23c"),
        ("a%2Fb", "a%252Fb"),
        ("%2e%2e", "%252e%252e"),
        ("x/../y", "x%2F..%2Fy"),
        ("a b;c=d", "a%20b%3Bc%3Dd"),
        ("señal🦀", "se%C3%B1al%F0%9F%A6%80"),
        ("...", "..."),
        ("-_~.", "-_~."),
    ];
    let server = Server::start([]).await;
    let client = server.client();
    for (text, encoded) in cases {
        server.then(success::<ListCardBalanceOperations>());
        client.call(ListCardBalanceOperations::new(odd(text))).skip_validation().send().await.expect("a success");
        server.then(success::<ApplyCardBalanceOperation>());
        let operation = ApplyCardBalanceOperation::new(odd(text), calls::top_up().body);
        client.call(operation).skip_validation().send().await.expect("a success");
        server.then(Answer::json(201, samples::ACCOUNT_OPERATION));
        let operation = UpdateLedgerAccountBalance::new(odd(text), calls::ledger().body);
        client.call(operation).skip_validation().send().await.expect("a success");
        let requests = server.requests();
        let paths = requests[requests.len() - 3..].iter().map(|request| request.path.as_str());
        let expected = [
            format!("/v1/cards/{encoded}/prepaid/operations"),
            format!("/v1/cards/{encoded}/prepaid/operations"),
            format!("/v1/ledger/accounts/{encoded}/balance"),
        ];
        assert_eq!(paths.collect::<Vec<_>>(), expected, "{text:?}");
    }
}

/// What no encoding can make safe is refused, validation or not.
#[tokio::test]
async fn a_segment_that_would_vanish_is_never_sent() {
    for text in ["", ".", "..", "a\nb", "a\0", "car_5tgliBmzjZ6mpQPRbQjfKj\n"] {
        let server = Server::start([]).await;
        assert_never_sent(&server, "/path/card_id", ListCardBalanceOperations::new(odd(text))).await;
        let operation = ApplyCardBalanceOperation::new(odd(text), calls::top_up().body);
        assert_never_sent(&server, "/path/card_id", operation).await;
        let operation = UpdateLedgerAccountBalance::new(odd(text), calls::ledger().body);
        assert_never_sent(&server, "/path/account_id", operation).await;
    }
}

async fn assert_never_sent<O: Operation>(server: &Server, place: &str, operation: O) {
    let client = server.client();
    let Err(error) = client.call(operation).skip_validation().send().await else { panic!("the path is not safe") };
    server.assert_untouched();
    assert!(error.to_string().contains(place), "{error}");
    assert_eq!(error.outcome(), mono_client::Outcome::NotSent);
}

#[tokio::test]
async fn an_odd_id_is_refused_by_its_pattern() {
    let found = refused(ApplyCardBalanceOperation::new(odd::<CardId>("a/b"), calls::top_up().body)).await;
    assert_eq!(found, [("/path/card_id".to_owned(), Rule::Pattern(r"^[A-Za-z]{2,7}_[\w-]{22}$"))]);
    let found = refused(UpdateLedgerAccountBalance::new(odd::<AccountId>("a/b"), calls::ledger().body)).await;
    assert_eq!(found, [("/path/account_id".to_owned(), Rule::Pattern(r"^[A-Za-z]{2,6}_[\w-]{22}$"))]);
}
