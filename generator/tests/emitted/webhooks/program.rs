//! Payloads of webhooks, as a web server hands them over.

use http::{HeaderMap, HeaderName, HeaderValue};
use webhook_client::models::{self, PaymentKind, SeveralContent};
use webhook_client::webhooks::{Bytes, NewPet, PaymentReceived, PetLeftDelete, Several, Text};

/// The headers of a request.
fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
    let line = |(name, value): &(&'static str, &'static str)| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    lines.iter().map(line).collect()
}

fn of(media_type: &'static str) -> HeaderMap {
    headers(&[("content-type", media_type), ("x-signature", "s")])
}

const FORM: &str = "application/x-www-form-urlencoded";

fn main() {
    json();
    forms();
    the_content_type_tells();
    texts_and_bytes();
    parameters();
}

fn json() {
    let json = of("application/json");
    let pet: models::Pet = NewPet::decode(&json, br#"{"name":"Rex","secret":"s","more":1}"#).expect("it is a pet");
    assert_eq!(pet.name, "Rex");
    assert!(NewPet::decode(&HeaderMap::new(), br#"{"name":"Rex"}"#).is_ok(), "nothing is said of the body");
    assert!(NewPet::decode(&json, br#"{"secret":"s"}"#).is_err(), "the name is missing");
    assert!(NewPet::decode(&json, b"").is_err());
    assert!(NewPet::decode(&of(FORM), br#"{"name":"Rex"}"#).is_err(), "it says that it is a form");
    assert_eq!((NewPet::NAME, NewPet::METHOD), ("newPet", "POST"));
    #[allow(deprecated)]
    let left = webhook_client::webhooks::PetLeft::decode(&json, br#"{"reason":null}"#).expect("null stands for an absent member");
    assert_eq!(left.reason, None);
    assert_eq!(PetLeftDelete::METHOD, "DELETE");
    // What is answered can be made.
    let _ = models::Receipt::new("r1");
}

fn forms() {
    let decode = |body: &str| PaymentReceived::decode(&of(FORM), body.as_bytes());
    let body = "id=007&amount=1050&rate=1.10&final=true&kind=card&at=2024-05-01T10%3A00%3A00Z&note=a+b&tags=x&tags=y%2Cz\
                &codes=1,2&payer%5Bname%5D=Ana&payer[age]=40&lines=%7B%22name%22%3A%22Eva%22%7D&more=5";
    let payment = decode(body).expect("it is a payment");
    assert_eq!((payment.id.as_str(), payment.amount, payment.final_), ("007", 1050, Some(true)));
    assert_eq!(payment.rate.as_ref().map(ToString::to_string).as_deref(), Some("1.10"), "numbers are exact");
    assert_eq!(payment.kind, Some(PaymentKind::Card));
    assert_eq!(payment.at.as_ref().map(ToString::to_string).as_deref(), Some("2024-05-01T10:00:00Z"));
    assert_eq!(payment.tags.as_deref(), Some(&["x".to_owned(), "y,z".to_owned()][..]));
    assert_eq!(payment.codes.as_deref(), Some(&[1, 2][..]));
    let payer = payment.payer.as_ref().expect("somebody paid");
    assert_eq!((payer.name.as_str(), payer.age), ("Ana", Some(40)));
    assert_eq!(payment.lines.as_ref().map(|lines| lines[0].name.clone()).as_deref(), Some("Eva"));
    assert_eq!(payment.additional_properties.get("more").and_then(|more| more.as_str()), Some("5"), "what is not known is kept");
    // Absent numbers come as empty texts.
    assert_eq!(decode("id=1&amount=1&rate=&final=").unwrap().rate, None);
    for wrong in ["id=1", "id=1&amount=x", "id=1&amount=1.5", "id=1&id=2&amount=1", "id=1&amount=1,2", "id=%ff&amount=1"] {
        assert!(decode(wrong).is_err(), "{wrong}");
    }
    assert_eq!(decode("id=1&amount=x").unwrap_err().pointer(), "/amount");
    assert!(PaymentReceived::decode(&of("application/json"), b"id=1&amount=1").is_err(), "it says that it is JSON");
}

fn the_content_type_tells() {
    let decode = |media_type, body: &[u8]| Several::decode(&of(media_type), body);
    let json = decode("application/json; charset=utf-8", br#"{"name":"Ana","age":4}"#).unwrap();
    let form = decode(FORM, b"name=Ana&age=4").unwrap();
    match (&json, &form) {
        (SeveralContent::Json(json), SeveralContent::Form(form)) => assert_eq!(json, form),
        other => panic!("{other:?}"),
    }
    assert!(matches!(decode("text/plain", b"hello"), Ok(SeveralContent::Text(text)) if text == "hello"));
    assert!(matches!(decode("image/png", b"\xff"), Ok(SeveralContent::Image(bytes)) if &*bytes == b"\xff"));
    assert!(decode("application/xml", b"<a/>").is_err(), "nothing is said of XML");
    assert!(decode(FORM, br#"{"name":"Ana"}"#).is_err());
    assert!(decode("application/json", b"name=Ana").is_err());
}

fn texts_and_bytes() {
    assert_eq!(Text::decode(&of("text/csv"), b"a,b").unwrap(), "a,b");
    assert!(Text::decode(&of("text/csv"), b"\xff").is_err());
    assert!(Text::decode(&of("text/html"), b"<p>").is_err(), "a page is no text");
    assert_eq!(&*Bytes::decode(&of("application/octet-stream"), b"\xff\0").unwrap(), b"\xff\0");
    assert!(Bytes::decode(&headers(&[("content-encoding", "gzip")]), b"\x1f").is_err());
}

fn parameters() {
    let sent = headers(&[("x-signature", "s1"), ("x-attempt", "3")]);
    assert_eq!(PaymentReceived::X_SIGNATURE.read(&sent).unwrap().as_deref(), Some("s1"));
    assert_eq!(PaymentReceived::X_ATTEMPT.read(&sent).unwrap(), Some(3));
    assert_eq!(PaymentReceived::X_ATTEMPT.read(&HeaderMap::new()).unwrap(), None);
    assert!(PaymentReceived::X_ATTEMPT.read(&headers(&[("x-attempt", "often")])).is_err());
    let query = "page=2&ids=a,b%2Cc&meta%5Bname%5D=Ana";
    assert_eq!(PaymentReceived::PAGE.read(query).unwrap(), Some(2));
    assert_eq!(PaymentReceived::IDS.read(query).unwrap().unwrap(), ["a", "b,c"]);
    assert_eq!(PaymentReceived::META.read(query).unwrap().unwrap().name, "Ana");
    assert_eq!(PaymentReceived::PAGE.read("").unwrap(), None);
    assert!(PaymentReceived::PAGE.read("page=x").is_err());
}
