//! Serde through the same codec: with `serde_json`, and with CBOR as a format that is not text.

#![cfg(feature = "serde")]

use crate::model::{AccountId, Currency, NewCard};
use crate::runtime::json;
use crate::runtime::number::Number;
use crate::runtime::value::Value;

const CARD: &str = r#"{"account_id":"acc_0123456789012345678901","limit":{"amount":10.25,"currency":"COP"},"nickname":null,"parent":null,"children":[{"account_id":"x","parent":"y"}],"pin_retries":3,"later":[1.5,{"a":-9223372036854775808},18446744073709551615,null,true,"é"]}"#;

#[test]
fn models_pass_through_serde_json() {
    let card: NewCard = json::from_str(CARD).unwrap();
    assert_eq!(serde_json::to_string(&card).unwrap(), CARD);
    assert_eq!(serde_json::from_str::<NewCard>(CARD).unwrap(), card);
    assert_eq!(serde_json::from_value::<NewCard>(serde_json::to_value(&card).unwrap()).unwrap(), card);
    let cards: Vec<Option<NewCard>> = serde_json::from_str(&format!("[{CARD},null]")).unwrap();
    assert_eq!(cards, [Some(card), None]);
    assert_eq!(serde_json::from_str::<Currency>("\"EUR\"").unwrap().as_str(), "EUR");
    assert!(serde_json::from_str::<AccountId>("5").is_err());
}

#[test]
fn models_pass_through_cbor() {
    let card: NewCard = json::from_str(CARD).unwrap();
    let mut bytes = Vec::new();
    ciborium::into_writer(&card, &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<NewCard, _>(bytes.as_slice()).unwrap(), card);
}

#[test]
fn models_can_be_members_of_serde_types() {
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    enum Event {
        Created { card: Box<NewCard> },
    }
    let event = Event::Created { card: Box::new(json::from_str(CARD).unwrap()) };
    let text = serde_json::to_string(&event).unwrap();
    assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
}

#[test]
fn shapes_are_as_strict_as_the_codec() {
    for (text, what) in [
        (r#"{"account_id":"x"}"#, "the required member `parent` is missing"),
        (r#"{"account_id":5,"parent":null}"#, "at /account_id: expected a string, found a number"),
        (r#"["x",null]"#, "expected an object, found an array"),
        (r#"{"account_id":"x","account_id":"x","parent":null}"#, "a member occurs twice"),
    ] {
        let error = serde_json::from_str::<NewCard>(text).unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    }
    let deep = format!("{}{}", "[".repeat(110), "]".repeat(110));
    assert!(serde_json::from_str::<Value>(&deep).is_err());
}

#[test]
fn numbers_are_exact_or_refused() {
    for text in
        ["0", "-1", "9223372036854775807", "-9223372036854775808", "18446744073709551615", "0.1", "1.5", "1e300"]
    {
        let number: Number = text.parse().unwrap();
        let back: Number = serde_json::from_str(&serde_json::to_string(&number).unwrap()).unwrap();
        assert_eq!(back, number, "{text}");
    }
    for wide in [i128::MIN, i128::MAX] {
        assert_eq!(serde_json::to_string(&Number::from(wide)).unwrap(), wide.to_string());
    }
    let largest = "340282366920938463463374607431768211455";
    assert_eq!(serde_json::to_string(&largest.parse::<Number>().unwrap()).unwrap(), largest);
    for inexact in [
        "0.1000000000000000055511151231257827",
        "9007199254740993.5",
        "1e400",
        "340282366920938463463374607431768211457",
    ] {
        assert!(serde_json::to_string(&inexact.parse::<Number>().unwrap()).is_err(), "{inexact}");
    }
    let mut bytes = Vec::new();
    ciborium::into_writer(&0.1f32, &mut bytes).unwrap();
    assert_eq!(
        ciborium::from_reader::<Number, _>(bytes.as_slice()).unwrap(),
        Number::try_from(f64::from(0.1f32)).unwrap()
    );
    bytes.clear();
    ciborium::into_writer(&f64::NAN, &mut bytes).unwrap();
    assert!(ciborium::from_reader::<Value, _>(bytes.as_slice()).is_err());
}

/// What `serde_json` does with its feature `arbitrary_precision`: numbers come as a map with one text.
#[test]
fn numbers_given_as_text_are_taken_exactly() {
    let text = r#"{"a":{"$serde_json::private::Number":"10.10"}}"#;
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(value.pointer("/a").unwrap().as_number().unwrap().as_str(), "10.10");
    assert!(serde_json::from_str::<Value>(r#"{"$serde_json::private::Number":"x"}"#).is_err());
    assert!(serde_json::from_str::<Value>(r#"{"$serde_json::private::Number":5}"#).is_err());
}
