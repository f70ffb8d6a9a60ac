//! Dates, date-times, e-mail addresses, telephone numbers, countries: refused at their place before anything is sent.

use mono_client::models::{CountryCode, EmailAddress, PhoneNumber};
use mono_client::operations::{CreateCard, ListCardBalanceOperations};
use mono_client::runtime::date::Date;
use mono_client::runtime::date_time::DateTime;
use mono_client::runtime::rules::Rule;

use crate::support::calls::{self, assert_refused, from_tree, parsed, sent};
use crate::support::samples;
use crate::support::server::{Answer, Server};

const EMAIL: Rule = Rule::Pattern(r"^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+){1,2}$");
const PHONE: Rule = Rule::Pattern(r"^\+[1-9]\d{1,14}$");
const COUNTRY: Rule = Rule::Pattern("^[A-Z]{2}$");

fn card_of(pointer: &str, text: &str) -> CreateCard {
    let mut tree = parsed(samples::FULL_CARD);
    *tree.pointer_mut(pointer).expect("the sample has the member") = text.into();
    CreateCard::new(from_tree(&tree))
}

async fn assert_member(pointer: &str, rule: Rule, inside: &[&str], outside: &[&str]) {
    for text in inside {
        let body = sent(card_of(pointer, text)).await.json();
        assert_eq!(body.pointer(pointer).and_then(|value| value.as_str()), Some(*text));
    }
    for text in outside {
        assert_refused(card_of(pointer, text), &format!("/body{pointer}"), rule).await;
    }
}

#[tokio::test]
async fn a_birthdate_is_a_day_that_exists() {
    let inside = ["1941-09-09", "1940-02-29", "2000-02-29", "0000-01-01", "9999-12-31"];
    let outside = [
        "",
        "1941-02-29",
        "1900-02-29",
        "1941-04-31",
        "1941-13-01",
        "1941-00-10",
        "1941-09-00",
        "1941-9-9",
        "41-09-09",
        "1941/09/09",
        "09-09-1941",
        "1941-09-09T00:00:00Z",
        "1941-09-09\n",
        " 1941-09-09",
        "1941-09-0\u{669}",
    ];
    assert_member("/cardholder/birthdate", Rule::Format("date"), &inside, &outside).await;
    for text in outside {
        assert_eq!(text.parse::<Date>().expect_err(text).rule(), Rule::Format("date"));
    }
}

#[tokio::test]
async fn an_email_address_keeps_to_its_pattern() {
    let inside = ["someone@gmail.com", "a@b.c", "a.b+c-d_e@x-y.co.uk"];
    let outside = [
        "",
        "someone",
        "someone@gmail",
        "@gmail.com",
        "someone@.com",
        "some one@gmail.com",
        "someone@a.b.c.d",
        "señal@gmail.com",
        "someone@gmail.com\n",
        "a@b@c.d",
        "someone@gmail.",
        "someone@gma_il.com",
    ];
    assert_member("/cardholder/email", EMAIL, &inside, &outside).await;
    for text in outside {
        assert_eq!(text.parse::<EmailAddress>().expect_err(text).rule(), EMAIL);
    }
}

#[tokio::test]
async fn a_telephone_number_keeps_to_e164() {
    let inside = ["+573000000000", "+12", "+123456789012345"];
    let outside = [
        "",
        "+",
        "+1",
        "573000000000",
        "+073000000000",
        "+1234567890123456",
        "+57 300",
        "+5\u{663}",
        "+573000000000\n",
    ];
    assert_member("/cardholder/phone_number", PHONE, &inside, &outside).await;
    for text in outside {
        assert_eq!(text.parse::<PhoneNumber>().expect_err(text).rule(), PHONE);
    }
}

#[tokio::test]
async fn a_country_has_two_capital_letters() {
    let inside = ["CO", "US", "ZZ"];
    let outside = ["", "C", "COL", "co", "Co", "\u{c7}O", "C1", "CO\n"];
    for pointer in ["/cardholder/nationality", "/cardholder/address/country", "/cardholder/document/country_code"] {
        assert_member(pointer, COUNTRY, &inside, &outside).await;
    }
    for text in outside {
        assert_eq!(text.parse::<CountryCode>().expect_err(text).rule(), COUNTRY);
    }
}

fn listing_of(name: &str, text: &str) -> ListCardBalanceOperations {
    let mut tree = serde_json::json!({});
    tree[name] = text.into();
    let mut listing = calls::listing();
    listing.performed_at = Some(from_tree(&tree));
    listing
}

#[tokio::test]
async fn a_range_of_time_holds_date_times_that_exist() {
    let inside = ["2022-01-01T01:00:00Z", "2022-12-29T15:42:08.325158Z", "2024-02-29T23:59:59-05:00"];
    let outside = [
        "",
        "2022-01-01",
        "2022-01-01T01:00:00",
        "2022-01-01 01:00:00Z",
        "2022-02-29T01:00:00Z",
        "2022-01-01T24:00:00Z",
        "2022-01-01T01:60:00Z",
        "2022-01-01T01:00:00.Z",
        "2022-01-01T01:00:00+0500",
        "2022-01-01T01:00:00Z\n",
    ];
    for name in ["from", "until"] {
        for text in inside {
            let query = sent(listing_of(name, text)).await.query.expect("a query");
            let expected = text.replace(':', "%3A").replace('+', "%2B");
            assert_eq!(query, format!("performed_at%5B{name}%5D={expected}"));
        }
        for text in outside {
            let pointer = format!("/query/performed_at/{name}");
            assert_refused(listing_of(name, text), &pointer, Rule::Format("date-time")).await;
        }
    }
    for text in outside {
        assert_eq!(text.parse::<DateTime>().expect_err(text).rule(), Rule::Format("date-time"));
    }
}

/// A document that is out of date must not stop a paying user.
#[tokio::test]
async fn every_rule_can_be_skipped() {
    let mut tree = parsed(samples::FULL_CARD);
    for pointer in [
        "/account_id",
        "/cardholder_id",
        "/configuration_group_id",
        "/spending_controls/card_target",
        "/spending_controls/configuration_group_target",
        "/cardholder/first_name",
        "/cardholder/middle_name",
        "/cardholder/last_name",
        "/cardholder/second_last_name",
        "/cardholder/birthdate",
        "/cardholder/email",
        "/cardholder/phone_number",
        "/cardholder/nationality",
        "/cardholder/address/country",
        "/cardholder/document/country_code",
    ] {
        *tree.pointer_mut(pointer).expect("the sample has the member") = "ñ".into();
    }
    let found = calls::refused(CreateCard::new(from_tree(&tree))).await;
    assert_eq!(found.len(), 15);
    let server = Server::answering(Answer::json(201, samples::CARD)).await;
    let client = server.client();
    client.create_card(from_tree(&tree)).skip_validation().send().await.expect("a success");
    assert_eq!(server.request().json(), tree);

    let server = Server::answering(Answer::json(200, samples::CARD_OPERATIONS)).await;
    let client = server.client();
    let call = client
        .list_card_balance_operations(calls::card_id())
        .page_number(0)
        .page_size(501)
        .performed_at(from_tree(&serde_json::json!({"from": "yesterday"})));
    call.skip_validation().send().await.expect("a success");
    assert_eq!(server.request().query.as_deref(), Some("page_number=0&page_size=501&performed_at%5Bfrom%5D=yesterday"));

    let server = Server::answering(Answer::json(201, samples::ACCOUNT_OPERATION)).await;
    let client = server.client();
    let ledger = calls::ledger();
    let long = "a".repeat(256);
    let body = ledger.body.description(long.as_str()).reference(long.as_str());
    client.update_ledger_account_balance(ledger.account_id, body).skip_validation().send().await.expect("a success");
    assert_eq!(server.request().json()["description"], long);

    let server = Server::answering(Answer::json(201, samples::LINK)).await;
    let client = server.client();
    let body = calls::new_link().body.nickname("abcd");
    client.create_activation_link(body).skip_validation().send().await.expect("a success");
    assert_eq!(server.request().json()["nickname"], "abcd");
}
