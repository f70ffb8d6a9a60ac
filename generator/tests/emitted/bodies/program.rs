//! What users do with bodies of several media types, and what goes over the wire.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bodies_client::runtime::{File, InMemory, TestClock};
use bodies_client::{Client, models, operations};

/// Nothing in here has to be waited for.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it has to be waited for"),
    }
}

fn client() -> (Client, Arc<InMemory>) {
    let (transport, clock) = (Arc::new(InMemory::new()), TestClock::new());
    clock.set_random(0.0);
    let builder = Client::builder("https://api.invalid").transport(transport.clone()).clock(Arc::new(clock));
    (builder.build().unwrap(), transport)
}

fn last(transport: &InMemory) -> (String, String) {
    let request = transport.requests().pop().unwrap();
    let header = request.headers()["content-type"].to_str().unwrap().to_owned();
    (header, String::from_utf8(request.body().to_vec()).unwrap())
}

fn a_value_alone_is_json_and_the_others_have_names() {
    let (client, transport) = client();
    let pet = || models::Pet::new("Rex & co").tags(vec!["a".to_owned(), "b".to_owned()]);
    let bodies = [
        (models::AddPetContent::from(pet()), "application/json", r#"{"name":"Rex & co","tags":["a","b"]}"#),
        (models::AddPetContent::Form(pet()), "application/x-www-form-urlencoded", "name=Rex+%26+co&tags=a&tags=b"),
        (models::AddPetContent::Xml("<pet/>".to_owned()), "application/xml", "<pet/>"),
    ];
    for (body, media_type, text) in bodies {
        transport.answer_content::<operations::AddPet>(200, "text/csv; charset=utf-8", "a,b");
        let response = now(client.add_pet(body).send()).unwrap();
        assert_eq!(*response, models::AddPet200Content::Csv("a,b".to_owned()));
        assert_eq!(last(&transport), (media_type.to_owned(), text.to_owned()));
    }
    let accept = transport.requests()[0].headers()["accept"].clone();
    assert_eq!(accept, "application/json, text/csv, image/*, text/plain");
    // The rules hold however it is written.
    for body in [models::Pet::new("").into(), models::AddPetContent::Form(models::Pet::new(""))] {
        let error = now(client.add_pet(body).send()).unwrap_err();
        assert!(error.to_string().contains("/body/name: must have at least 1 characters"), "{error}");
    }
}

fn a_response_is_what_it_says() {
    let (client, transport) = client();
    let answer = |media_type: &'static str, body: &'static str| {
        transport.answer_content::<operations::AddPet>(200, media_type, body);
        now(client.add_pet(models::Pet::new("x")).send())
    };
    let json = answer("application/json", r#"{"name":"x"}"#).unwrap();
    assert_eq!(*json, models::AddPet200Content::Json(models::Pet::new("x")));
    let image = answer("image/png", "PNG").unwrap();
    assert!(matches!(&*image, models::AddPet200Content::Image(bytes) if bytes == "PNG"));
    let page = answer("text/html", "<html>").unwrap_err();
    assert!(page.to_string().contains("the content type is none that the document names"), "{page}");
    transport.answer_content::<operations::AddPet>(400, "text/plain", "no such pet");
    let error = now(client.add_pet(models::Pet::new("x")).send()).unwrap_err();
    assert_eq!(error.api(), Some(&operations::AddPetError::BadRequest("no such pet".to_owned())));
    assert!(!format!("{error} {error:?}").contains("no such pet"));
}

fn files_are_parts() {
    let (client, transport) = client();
    transport.answer_content::<operations::SendFiles>(200, "application/octet-stream", "\u{1}");
    let body = models::SendFilesBody::new("PNG")
        .title("Two")
        .pet(models::Pet::new("Rex"))
        .pages(vec![File::new("1").name("1.txt").media_type("text/plain"), File::new("2")]);
    let response = now(client.send_files(body).send()).unwrap();
    assert_eq!(&response[..], b"\x01");
    let boundary = "part-00000000000000000000000000000000";
    let part = |head: &str, text: &str| format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n");
    let expected = [
        part("name=\"title\"", "Two"),
        part("name=\"pet\"\r\nContent-Type: application/json", r#"{"name":"Rex"}"#),
        part("name=\"file\"; filename=\"file\"\r\nContent-Type: image/png", "PNG"),
        part("name=\"pages\"; filename=\"1.txt\"\r\nContent-Type: text/plain", "1"),
        part("name=\"pages\"; filename=\"pages\"\r\nContent-Type: application/octet-stream", "2"),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(last(&transport), (format!("multipart/form-data; boundary={boundary}"), expected.concat()));
    let error = now(client.send_files(models::SendFilesBody::new("PNG").title("1")).send()).unwrap_err();
    assert!(error.to_string().contains("/body/title: must have at least 2 characters"), "{error}");
}

fn text_is_text() {
    let (client, transport) = client();
    transport.answer_content::<operations::SendNote>(200, "text/plain", "seen");
    assert_eq!(now(client.send_note().body("\"é\"\n").send()).unwrap().as_str(), "seen");
    assert_eq!(last(&transport), ("text/plain".to_owned(), "\"é\"\n".to_owned()));
    assert!(now(client.send_note().body("longer").send()).is_err());
    transport.answer_content::<operations::SendNote>(200, "text/plain", "");
    now(client.send_note().send()).unwrap();
    let bare = transport.requests().pop().unwrap();
    assert!(bare.body().is_empty() && !bare.headers().contains_key("content-type"));
}

/// What types and rules do not say is held against the schema, but for what broke a rule already.
fn a_body_without_a_name_is_held_against_its_schema() {
    let (client, transport) = client();
    let rows = |rows: &[&str]| rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>();
    transport.answer_empty::<operations::SendRows>(204);
    now(client.send_rows(rows(&["side", "main"])).send()).unwrap();
    assert_eq!(last(&transport), ("application/json".to_owned(), r#"["side","main"]"#.to_owned()));
    let error = |sent: &[&str]| now(client.send_rows(rows(sent)).send()).unwrap_err().to_string();
    let (without, short) = (error(&["side", "other"]), error(&["side"]));
    assert!(without.contains("/body: must"), "{without}");
    assert!(short.contains("/body: must have at least 2 items") && !short.contains(';'), "{short}");
    transport.answer_empty::<operations::SendRows>(204);
    now(client.send_rows(rows(&["side"])).skip_validation().send()).unwrap();
}

fn main() {
    a_body_without_a_name_is_held_against_its_schema();
    a_value_alone_is_json_and_the_others_have_names();
    a_response_is_what_it_says();
    files_are_parts();
    text_is_text();
}
