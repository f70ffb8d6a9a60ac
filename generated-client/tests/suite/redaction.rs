//! What may not be seen is not seen: in `Debug`, in messages, in lines for the shell.

use std::fmt::{Debug, Write as _};

use mono_client::models::{
    ActivationLink, Address, Card, Cardholder, Document, EmailAddress, NewCard, NewCardholder, PhoneNumber,
};
use mono_client::operations::CreateCard;
use mono_client::runtime::idempotency::IdempotencyKey;
use mono_client::runtime::secret::Secret;
use mono_client::{Client, Error, ErrorKind};

use crate::support::calls::{self, from_tree, parsed, read};
use crate::support::samples;
use crate::support::server::{Answer, Server, TOKEN};

/// Everything sensitive in the bodies of the pages, and the token.
const SECRETS: &[&str] = &[
    TOKEN,
    "1023711432",
    "Dennis",
    "Mac",
    "Alistair",
    "Ritchie",
    "someone",
    "gmail",
    "573000000000",
    "1941",
    "09-09",
    "Chapinero",
    "Calle",
    "15-24",
    "Apto",
    "Bogota",
    "110221",
    "ABC mall",
    "pedro",
    "0745",
    "pca_02wI65FjIGkn1xKeYMqdey",
    "pca_5tgliBmzjZ6mpQPRbQjfKj", // the link could be made from it
    "activation_links",
];

#[track_caller]
fn assert_hidden(what: &str, shown: &str) {
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{what} shows {secret}: {shown}");
    }
}

#[track_caller]
fn assert_debug(what: &str, value: &impl Debug) {
    assert_hidden(what, &format!("{value:?}"));
    assert_hidden(what, &format!("{value:#?}"));
}

/// An error with all that it can show: itself, its kind and its sources.
#[track_caller]
fn assert_error<E>(what: &str, error: &Error<E>) {
    assert_debug(what, error);
    assert_debug(what, error.kind());
    let mut shown = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        write!(shown, " <- {error} {error:?}").expect("a string takes any text");
        source = error.source();
    }
    assert_hidden(what, &shown);
}

fn full_card() -> CreateCard {
    CreateCard::new(read(samples::FULL_CARD))
}

fn fixed_key() -> IdempotencyKey {
    "key-a".parse().expect("a key")
}

/// The test itself: the bodies hold every secret but the token, so that there is something to hide.
#[test]
fn the_samples_hold_the_secrets() {
    let all = format!("{TOKEN}{}{}", samples::CARD, samples::LINK);
    for secret in SECRETS {
        assert!(all.contains(secret), "{secret}");
    }
}

#[test]
fn models_hide_them() {
    let card: Card = read(samples::CARD);
    assert_debug("Card", &card);
    let shown = format!("{card:?}");
    assert!(shown.contains("car_5tgliBmzjZ6mpQPRbQjfKj") && shown.contains("Travel card"), "the rest shows: {shown}");
    assert!(shown.contains("[redacted]"), "{shown}");

    assert_debug("ActivationLink", &read::<ActivationLink>(samples::LINK));
    assert_debug("NewCard", &read::<NewCard>(samples::FULL_CARD));
    let cardholder = &parsed(samples::CARD)["cardholder"];
    assert_debug("Cardholder", &from_tree::<Cardholder>(cardholder));
    assert_debug("NewCardholder", &from_tree::<NewCardholder>(cardholder));
    assert_debug("Address", &from_tree::<Address>(&cardholder["address"]));
    assert_debug("Document", &from_tree::<Document>(&cardholder["document"]));
}

#[test]
fn texts_of_contact_hide_themselves() {
    let email: EmailAddress = "someone@gmail.com".parse().expect("an e-mail address");
    assert_debug("EmailAddress", &email);
    assert_hidden("EmailAddress", &format!("{email}"));
    let phone: PhoneNumber = "+573000000000".parse().expect("a telephone number");
    assert_debug("PhoneNumber", &phone);
    assert_hidden("PhoneNumber", &format!("{phone}"));
    assert_eq!((email.as_str(), phone.as_str()), ("someone@gmail.com", "+573000000000"), "asked for, they are told");
    assert_hidden("InvalidText", &"someone@gmail".parse::<EmailAddress>().expect_err("no address").to_string());
}

#[test]
fn clients_and_tokens_hide_them() {
    let builder = Client::builder("http://127.0.0.1:9").bearer_token(TOKEN).default_header("x-partner", "0745");
    assert_debug("ClientBuilder", &builder);
    let client = builder.build().expect("the client can be built");
    assert_debug("Client", &client);
    assert_debug("Core", client.core());
    let secret = Secret::from(TOKEN);
    assert_debug("Secret", &secret);
    assert_hidden("Secret", &secret.to_string());
    let error = Client::builder("https://someone:0745@api.cuentamono.com").build().expect_err("a password in the URL");
    assert_debug("BuildError", &error);
    assert_hidden("BuildError", &error.to_string());
}

#[test]
fn operations_and_calls_hide_them() {
    let client = calls::idle_client();
    assert_debug("CreateCard", &full_card());
    let call = client.call(full_card()).idempotency_key(fixed_key()).header("x-partner", "0745").query("q", "0745");
    assert_debug("Call", &call);
    assert_debug("CreateActivationLink", &calls::new_link());
}

/// A line to be sent to support.
#[test]
fn a_line_for_the_shell_hides_them() {
    let client = Client::builder("http://127.0.0.1:9").bearer_token(TOKEN).build().expect("the client can be built");
    let line = client
        .call(full_card())
        .idempotency_key(fixed_key())
        .header("x-partner", "0745")
        .query("q", "someone")
        .body_member("pin", "0745")
        .to_curl();
    assert_hidden("the line", &line);
    for part in ["curl -X 'POST' 'http://127.0.0.1:9/v1/ledger/cards?q=", "x-idempotency-key: key-a", r#""first_name""#]
    {
        assert!(line.contains(part), "{part} in {line}");
    }
}

#[tokio::test]
async fn answers_hide_them() {
    let server = Server::start([Answer::json(201, samples::CARD), Answer::json(201, samples::LINK)]).await;
    let client = server.client();
    let call = client.call(full_card()).idempotency_key(fixed_key());
    assert_debug("Response<Card>", &call.send().await.expect("a success"));
    let call = client.call(calls::new_link()).idempotency_key(fixed_key());
    assert_debug("Response<ActivationLink>", &call.send().await.expect("a success"));

    let server = Server::answering(Answer::json(201, samples::CARD).header("x-card", "0745")).await;
    let raw = server.client().call(full_card()).idempotency_key(fixed_key()).send_raw().await.expect("an answer");
    assert_debug("Response<RawResponse>", &raw);
}

/// A server may add what the document does not know, and it may be worth hiding.
#[test]
fn undocumented_members_show_no_values() {
    let mut card = parsed(samples::CARD);
    card["holder_name"] = "Dennis Alistair".into();
    card["cardholder"]["mother"] = serde_json::json!({"name": ["Alistair"]});
    card["cardholder"]["address"]["neighbour"] = "pedro".into();
    assert_debug("Card with undocumented members", &from_tree::<Card>(&card));
}

/// Servers repeat what they were sent.
#[tokio::test]
async fn errors_hide_them() {
    let echo = samples::UNPROCESSABLE_ENTITY
        .replace("Validation errors", "Dennis Alistair (1023711432) cannot have 0745")
        .replace("#/path/to/field", "someone@gmail.com");
    let answers = [
        ("a documented error", Answer::json(422, echo.clone())),
        ("an undocumented status", Answer::json(500, echo.clone())),
        ("HTML", Answer::text(201, "text/html", echo.clone()).header("x-card", "0745")),
        ("a wrong shape", Answer::json(201, samples::CARD.replace(r#""0745""#, r#"{"Dennis":1}"#))),
        ("JSON that ends too early", Answer::json(201, &samples::CARD[..samples::CARD.len() / 2])),
        ("no answer", Answer::HangUp),
    ];
    for (what, answer) in answers {
        let server = Server::answering(answer).await;
        let client = server.client();
        let call = client.call(full_card()).idempotency_key(fixed_key());
        let error = call.send().await.expect_err(what);
        if what == "a wrong shape" {
            assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
        }
        assert_error(what, &error);
    }
}

#[tokio::test]
async fn refusals_hide_them() {
    let mut card = parsed(samples::FULL_CARD);
    card["cardholder"]["email"] = "someone gmail".into();
    card["cardholder"]["phone_number"] = "573000000000".into();
    card["cardholder"]["birthdate"] = "09-09-1941".into();
    card["cardholder"]["first_name"] = "Dennis".repeat(20).into();
    card["account_id"] = "1023711432".into();
    let client = calls::idle_client();
    let call = client.create_card(from_tree(&card)).idempotency_key(fixed_key());
    let invalid = call.validate().expect_err("rules are broken");
    assert_eq!(invalid.count(), 5);
    assert_debug("Invalid", &invalid);
    assert_hidden("Invalid", &invalid.to_string());
    for violation in invalid.violations() {
        assert_hidden("Violation", &violation.to_string());
    }
    assert_hidden("the line", &call.to_curl());
    assert_error("a refused request", &call.send().await.expect_err("rules are broken"));
    let call = client.create_card(read(samples::FULL_CARD)).idempotency_key(fixed_key()).header("x-card", "0745\n");
    assert_error("a header that cannot be sent", &call.send().await.expect_err("no header"));
}
