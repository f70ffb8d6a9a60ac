//! Headers: credentials, media types, the idempotency key.

use mono_client::runtime::idempotency::IdempotencyKey;
use mono_client::runtime::request::RequestError;
use mono_client::{Client, ErrorKind, Outcome};

use crate::support::calls::{self, Sample, sent, success};
use crate::support::samples;
use crate::support::server::{Answer, Server, TOKEN};

#[tokio::test]
async fn every_operation_sends_the_token_and_asks_for_json() {
    for request in [
        sent(calls::top_up()).await,
        sent(calls::listing()).await,
        sent(calls::ledger()).await,
        sent(calls::new_card()).await,
        sent(calls::new_link()).await,
    ] {
        assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()), "{}", request.path);
        assert_eq!(request.header("accept"), Some("application/json"), "{}", request.path);
        let agent = concat!("mono-client/", env!("CARGO_PKG_VERSION"));
        assert_eq!(request.header("user-agent"), Some(agent), "{}", request.path);
    }
}

#[tokio::test]
async fn a_body_has_a_content_type_and_a_get_has_neither() {
    for request in [
        sent(calls::top_up()).await,
        sent(calls::ledger()).await,
        sent(calls::new_card()).await,
        sent(calls::new_link()).await,
    ] {
        assert_eq!(request.header("content-type"), Some("application/json"), "{}", request.path);
        assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    }
    let request = sent(calls::listing()).await;
    assert_eq!(request.header("content-type"), None);
    assert!(request.body.is_empty());
}

/// Sends a POST twice over and asserts everything about its key.
async fn assert_key<O: Sample>(operation: O) {
    let server = Server::start([success::<O>(), success::<O>(), success::<O>(), success::<O>()]).await;
    let client = server.client();

    let call = client.call(operation.clone());
    let key = call.key().expect("a POST has a key").clone();
    assert_eq!(call.key(), Some(&key), "asking again makes no other key");
    let copy = call.clone();
    assert_eq!(copy.key(), Some(&key), "a clone keeps the key");
    let response = call.send().await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(response.idempotency_key(), Some(&key));
    copy.send().await.unwrap_or_else(|error| panic!("{error}"));

    let other = client.call(operation.clone());
    assert_ne!(other.key(), Some(&key), "another call has another key");
    other.send().await.unwrap_or_else(|error| panic!("{error}"));

    let own: IdempotencyKey = "order-23/attempt~1".parse().expect("visible ASCII");
    let call = client.call(operation).with_idempotency_key(own.clone());
    assert_eq!(call.key(), Some(&own));
    call.send().await.unwrap_or_else(|error| panic!("{error}"));

    let requests = server.requests();
    let keys: Vec<_> = requests.iter().map(|request| request.header("x-idempotency-key").expect("a key")).collect();
    assert_eq!(keys[0], key.as_str());
    assert_eq!(keys[1], keys[0]);
    assert_eq!(requests[1].body, requests[0].body);
    assert_ne!(keys[2], keys[0]);
    assert_eq!(keys[3], "order-23/attempt~1");
    assert_uuid_v4(keys[0]);
    assert_uuid_v4(keys[2]);
}

fn assert_uuid_v4(text: &str) {
    let groups: Vec<_> = text.split('-').collect();
    assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{text}");
    assert!(text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')), "{text}");
    assert!(groups[2].starts_with('4'), "version of {text}");
    assert!(groups[3].starts_with(['8', '9', 'a', 'b']), "variant of {text}");
}

#[tokio::test]
async fn the_top_up_of_a_card_has_a_key() {
    assert_key(calls::top_up()).await;
}

#[tokio::test]
async fn the_ledger_balance_operation_has_a_key() {
    assert_key(calls::ledger()).await;
}

#[tokio::test]
async fn the_card_creation_has_a_key() {
    assert_key(calls::new_card()).await;
}

#[tokio::test]
async fn the_activation_link_has_a_key() {
    assert_key(calls::new_link()).await;
}

#[tokio::test]
async fn the_listing_has_no_key() {
    let server = Server::answering(Answer::json(200, samples::CARD_OPERATIONS)).await;
    let client = server.client();
    let key: IdempotencyKey = samples::KEY.parse().expect("a key");
    let call = client.list_card_balance_operations(calls::card_id()).with_idempotency_key(key);
    assert_eq!(call.key(), None);
    let response = call.send().await.expect("a success");
    assert_eq!(response.idempotency_key(), None);
    assert_eq!(server.request().header("x-idempotency-key"), None);
}

#[tokio::test]
async fn the_emitted_setter_takes_the_key_of_the_pages() {
    let server = Server::start([]).await;
    let client = server.client();
    let key: IdempotencyKey = samples::KEY.parse().expect("a key");
    server.then(Answer::empty(201));
    let call = client.apply_card_balance_operation(calls::card_id(), calls::top_up().body);
    call.idempotency_key(key.clone()).send().await.expect("a success");
    server.then(Answer::json(201, samples::ACCOUNT_OPERATION));
    let ledger = calls::ledger();
    let call = client.update_ledger_account_balance(ledger.account_id, ledger.body);
    call.idempotency_key(key.clone()).send().await.expect("a success");
    server.then(Answer::json(201, samples::CARD));
    client.create_card(calls::new_card().body).idempotency_key(key.clone()).send().await.expect("a success");
    server.then(Answer::json(201, samples::LINK));
    client.create_activation_link(calls::new_link().body).idempotency_key(key).send().await.expect("a success");
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    for request in requests {
        assert_eq!(request.header("x-idempotency-key"), Some(samples::KEY));
    }
}

#[test]
fn a_key_has_1_to_255_visible_ascii_characters() {
    for text in ["a".to_owned(), "a".repeat(255)] {
        assert_eq!(text.parse::<IdempotencyKey>().expect("a key").as_str(), text);
    }
    for text in [String::new(), "a".repeat(256), "a b".into(), "a\r\nb: c".into(), "ñ".into()] {
        assert!(text.parse::<IdempotencyKey>().is_err(), "{text:?}");
    }
}

#[tokio::test]
async fn a_header_of_the_caller_is_sent_and_cannot_inject() {
    let server = Server::answering(Answer::json(201, samples::CARD)).await;
    let client = server.client();
    client.call(calls::new_card()).header("x-trace", "abc").send().await.expect("a success");
    assert_eq!(server.request().header("x-trace"), Some("abc"));

    let server = Server::start([]).await;
    let client = server.client();
    for (name, value) in [("x-trace", "a\r\nx-evil: b"), ("x trace", "a"), ("x-idempotency-key", "a"), ("host", "b")] {
        let error = client.call(calls::new_card()).header(name, value).send().await.expect_err("no header");
        assert!(matches!(error.kind(), ErrorKind::Request(RequestError::Header)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    server.assert_untouched();
}

/// Another account for one call, say.
#[tokio::test]
async fn a_token_set_by_hand_takes_the_place_of_the_clients() {
    let server = Server::answering(Answer::json(201, samples::CARD)).await;
    let client = server.client();
    client.call(calls::new_card()).header("authorization", "Bearer other").send().await.expect("a success");
    assert_eq!(server.request().header("authorization"), Some("Bearer other"));
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = Server::start([]).await;
    let client = Client::builder(server.url().as_str()).build().expect("the client can be built");
    let error = client.call(calls::new_card()).send().await.expect_err("no token");
    assert!(matches!(error.kind(), ErrorKind::Request(RequestError::MissingCredential(_))), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    server.assert_untouched();
}

#[test]
fn a_token_that_would_break_the_header_is_refused_when_the_client_is_built() {
    for token in ["", "a b", "a\nb", "ñ"] {
        let error = Client::builder("http://127.0.0.1:9").bearer_token(token).build().expect_err("no");
        assert!(error.to_string().contains("authorization"), "{error}");
    }
}
