//! Bodies that are no JSON, byte for byte: forms, parts, files, streams; and what is shown of them.
#![allow(clippy::unwrap_used, reason = "tests")]

mod http_support;

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use client_runtime as runtime;
use http_support::{Server, reply};
use runtime::client::Client;
use runtime::content::{Bytes, Content};
use runtime::error::ErrorKind;
use runtime::file::File;
use runtime::form::Form;
use runtime::memory::InMemory;
use runtime::multipart::{Multipart, PartWriter, Parts};
use runtime::operation::{NoFailure, Operation, OperationMeta};
use runtime::parameter::{Parameter, Style};
use runtime::property::Property;
use runtime::reader::DecodeError;
use runtime::request::RequestEncoder;
use runtime::request_content::{put_content, put_text};
use runtime::response::RawResponse;
use runtime::rules::{NO_RULES, Rules};
use runtime::test_clock::TestClock;
use runtime::value::Value;

const META: OperationMeta = OperationMeta::new("send", "PUT", "/send");

/// An operation whose body is put in by a function.
struct Sends<F>(F);

impl<F: Fn(&mut RequestEncoder)> Operation for Sends<F> {
    type Success = ();
    type Failure = NoFailure;
    const META: OperationMeta = META;

    fn encode(&self, request: &mut RequestEncoder) {
        (self.0)(request);
    }

    fn decode(response: &RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        Some(response.empty())
    }
}

fn json(text: &str) -> Value {
    runtime::json::from_str(text).unwrap()
}

/// A client whose dice always show the same.
fn client(transport: Arc<InMemory>) -> Client {
    let clock = TestClock::new();
    clock.set_random(0.5);
    Client::builder("https://api.invalid").transport(transport).clock(Arc::new(clock)).build().unwrap()
}

/// The content type and the body of a call; or why there is none.
async fn sent(put: impl Fn(&mut RequestEncoder)) -> Result<(String, String), String> {
    let transport = Arc::new(InMemory::new());
    transport.answer_any(Ok(RawResponse::new(http::StatusCode::NO_CONTENT, http::HeaderMap::new(), Bytes::new())));
    client(transport.clone()).call(Sends(put)).send().await.map_err(|error| error.to_string())?;
    let request = transport.requests().remove(0);
    let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    Ok((content_type, String::from_utf8(request.body().to_vec()).unwrap()))
}

const BOUNDARY: &str = "part-7fffffff7fffffff7fffffff7fffffff";

#[tokio::test]
async fn a_form_is_written_as_the_url_standard_says() {
    static FORM: Form = Form::new("application/x-www-form-urlencoded", &[]);
    let body = async |text: &str| {
        let value = json(text);
        sent(|request| request.form_body(&FORM, &value, &NO_RULES)).await
    };
    let form = |text: &str| Ok(("application/x-www-form-urlencoded".to_owned(), text.to_owned()));
    // The percent-encode set keeps `*-._`, and writes a space as a plus.
    assert_eq!(body(r#"{"a b":"1+1=2 & ~*-._é\n"}"#).await, form("a+b=1%2B1%3D2+%26+%7E*-._%C3%A9%0A"));
    assert_eq!(body(r#"{"n":1.50,"t":true,"none":null,"e":""}"#).await, form("n=1.50&t=true&e="));
    // Lists are repeated, objects are JSON (OpenAPI 3.1.1, 4.8.15.1.1).
    let list = r#"{"l":["a","b,c"],"empty":[],"o":{"x":1},"m":[{"y":[2]},null,3]}"#;
    assert_eq!(body(list).await, form("l=a&l=b%2Cc&o=%7B%22x%22%3A1%7D&m=%7B%22y%22%3A%5B2%5D%7D&m=3"));
    assert_eq!(body("{}").await, form(""));
    assert_eq!(body("[1]").await, Err("invalid request: send: /body: must be an object: a form has names".into()));
}

#[tokio::test]
async fn a_style_is_that_of_parameters() {
    static FORM: Form = Form::new(
        "application/x-www-form-urlencoded",
        &[
            Property::styled(const { &Parameter::query("comma").explode(false) }),
            Property::styled(const { &Parameter::query("pipe").style(Style::PipeDelimited) }),
            Property::styled(const { &Parameter::query("space").style(Style::SpaceDelimited) }),
            Property::styled(const { &Parameter::query("members") }),
            Property::styled(const { &Parameter::query("free").allow_reserved() }),
            Property::styled(const { &Parameter::query("deep").style(Style::DeepObject).explode(true) }),
            Property::typed("whole", &["application/json"]),
        ],
    );
    let value = json(
        r#"{"comma":["a b","c"],"pipe":["a","b"],"space":["a","b"],"members":{"x":1,"y":"~"},"free":"a/b?c&d=e+f#g%",
           "deep":{"a":{"b":["1",{"c":true}]},"n":null,"l d":["x y",2]},"whole":[1,2]}"#,
    );
    let (_, body) = sent(|request| request.form_body(&FORM, &value, &NO_RULES)).await.unwrap();
    let expected = "comma=a+b,c&pipe=a%7Cb&space=a+b&x=1&y=%7E&free=a/b?c%26d%3De%2Bf%23g%25\
                    &deep%5Ba%5D%5Bb%5D%5B0%5D=1&deep%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=true\
                    &deep%5Bl+d%5D%5B%5D=x+y&deep%5Bl+d%5D%5B%5D=2&whole=%5B1%2C2%5D";
    assert_eq!(body, expected);
}

#[tokio::test]
async fn items_of_a_part_hold_no_comma() {
    static PARTS: Multipart =
        Multipart::new("multipart/form-data", &[Property::styled(const { &Parameter::query("tags").explode(false) })]);
    for refused in [r#"{"tags":["a,b","c"]}"#, r#"{"tags":["a,b"]}"#] {
        let refused = json(refused);
        let error = sent(|request| request.multipart_body(&PARTS, &refused, &NO_RULES)).await.unwrap_err();
        assert!(error.contains("/body/tags: must not hold a comma in an item"), "{error}");
    }
    let one = json(r#"{"tags":"a,b"}"#);
    assert!(sent(|request| request.multipart_body(&PARTS, &one, &NO_RULES)).await.is_ok());
}

#[tokio::test]
async fn members_become_parts() {
    static PARTS: Multipart = Multipart::new(
        "multipart/form-data",
        &[Property::typed("csv", &["text/csv"]), Property::styled(const { &Parameter::query("tags").explode(false) })],
    );
    let value = json(r#"{"id":7,"csv":"a,b","o":{"x":"é"},"l":["1",{"y":2}],"tags":["a b","c"]}"#);
    let (content_type, body) = sent(|request| request.multipart_body(&PARTS, &value, &NO_RULES)).await.unwrap();
    assert_eq!(content_type, format!("multipart/form-data; boundary={BOUNDARY}"));
    let part =
        |head: &str, text: &str| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n");
    let expected = [
        part("name=\"id\"", "7"),
        part("name=\"csv\"\r\nContent-Type: text/csv", "a,b"),
        part("name=\"o\"\r\nContent-Type: application/json", "{\"x\":\"é\"}"),
        part("name=\"l\"", "1"),
        part("name=\"l\"\r\nContent-Type: application/json", "{\"y\":2}"),
        part("name=\"tags\"", "a b,c"),
        format!("--{BOUNDARY}--\r\n"),
    ];
    assert_eq!(body, expected.concat());
}

#[tokio::test]
async fn an_object_in_a_part_that_is_a_form_is_a_form() {
    static PARTS: Multipart = Multipart::new(
        "multipart/form-data",
        &[Property::typed("f", &["application/x-www-form-urlencoded"]), Property::typed("g", &["text/plain"])],
    );
    let value = json(r#"{"f":{"a b":"1&2","l":[1,2],"n":null},"g":"x"}"#);
    let (_, body) = sent(|request| request.multipart_body(&PARTS, &value, &NO_RULES)).await.unwrap();
    let form = "name=\"f\"\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na+b=1%262&l=1&l=2\r\n";
    assert!(body.contains(form), "{body}");
}

/// An object with files, as it is emitted.
struct Upload {
    title: Option<String>,
    files: Vec<File>,
}

impl runtime::rules::Validate for Upload {
    fn check(&self, _: &Rules, checker: &mut runtime::rules::Checker) {
        checker.member("title", &self.title, const { &Rules::new().max_length(5) });
    }
}

impl Parts for Upload {
    fn write(&self, parts: &mut PartWriter) {
        parts.value("title", &self.title);
        parts.files("file", &self.files);
    }
}

async fn uploaded(properties: &'static [Property], upload: Upload) -> Result<String, String> {
    let put = move |request: &mut RequestEncoder| {
        request.parts_body(&Multipart::new("multipart/form-data", properties), &upload, &NO_RULES);
    };
    sent(put).await.map(|(_, body)| body)
}

#[tokio::test]
async fn files_are_parts_that_cannot_inject() {
    let hostile = File::new(b"\x00\r\n--").name("a\"\r\nX: y;é.png").media_type("image/png").header("X-Note", "n");
    let upload = Upload { title: Some("t".into()), files: vec![File::new("plain"), hostile] };
    let body = uploaded(&[], upload).await.unwrap();
    let expected = [
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nt\r\n"),
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n"),
        "Content-Type: application/octet-stream\r\n\r\nplain\r\n".to_owned(),
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22%0D%0AX: y;é.png\"\r\n"),
        format!("Content-Type: image/png\r\nx-note: n\r\n\r\n\0\r\n--\r\n--{BOUNDARY}--\r\n"),
    ];
    assert_eq!(body, expected.concat());
    let one = |file: File| Upload { title: None, files: vec![file] };
    for (name, value) in [("x\r\ny", "z"), ("x", "y\r\nz"), ("content-disposition", "form-data"), ("host", "h")] {
        let refused = uploaded(&[], one(File::new("x").header(name, value))).await.unwrap_err();
        assert!(refused.contains("a header's name or value cannot be sent"), "{refused}");
    }
    let refused = uploaded(&[], one(File::new("x").media_type("image/png\r\nx: y"))).await.unwrap_err();
    assert!(refused.contains("a header's name or value cannot be sent"), "{refused}");
}

#[tokio::test]
async fn the_document_says_what_a_file_is() {
    static PNG: &[Property] = &[Property::typed("file", &["image/png"])];
    static IMAGES: &[Property] = &[Property::typed("file", &["image/*", "text/plain"])];
    let one = |file: File| Upload { title: None, files: vec![file] };
    assert!(uploaded(PNG, one(File::new("x"))).await.unwrap().contains("Content-Type: image/png\r\n"));
    let jpeg = || File::new("x").media_type("image/jpeg");
    assert!(uploaded(IMAGES, one(jpeg())).await.unwrap().contains("Content-Type: image/jpeg\r\n"));
    for (properties, file) in [(PNG, jpeg()), (IMAGES, File::new("x"))] {
        let refused = uploaded(properties, one(file)).await.unwrap_err();
        assert!(refused.contains("/body/file: must "), "{refused}");
    }
    // Strict out holds for parts as well.
    let refused = uploaded(&[], Upload { title: Some("too long".into()), files: vec![] }).await.unwrap_err();
    assert!(refused.contains("/body/title: must have at most 5 characters"), "{refused}");
}

#[tokio::test]
async fn the_boundary_is_in_no_part() {
    let body = uploaded(&[], Upload { title: None, files: vec![File::new(format!("--{BOUNDARY}--"))] }).await.unwrap();
    assert!(body.starts_with("--part-7fffffff-1\r\n") && body.ends_with("--part-7fffffff-1--\r\n"), "{body}");
}

#[tokio::test]
async fn text_and_contents_are_sent_as_they_are() {
    let text = |text: &'static str| {
        move |request: &mut RequestEncoder| put_text(request, "text/plain", &json(text), &NO_RULES)
    };
    assert_eq!(sent(text("\"a\\n\\\"b\"")).await, Ok(("text/plain".into(), "a\n\"b".into())));
    assert_eq!(sent(text("1.50")).await, Ok(("text/plain".into(), "1.50".into())));
    assert!(sent(text("{}")).await.unwrap_err().contains("must be one text"));
    let content = |types: &'static [&'static str], said: Option<&'static str>| {
        let content = Content::new("x");
        let content = if let Some(said) = said { content.media_type(said) } else { content };
        sent(move |request| put_content(request, types, &content))
    };
    let ok = |media_type: &str| Ok((media_type.to_owned(), "x".to_owned()));
    assert_eq!(content(&["application/pdf"], None).await, ok("application/pdf"));
    assert_eq!(content(&["image/*", "image/png"], None).await, ok("image/png"));
    assert_eq!(content(&["image/*"], Some("image/webp")).await, ok("image/webp"));
    assert!(content(&["image/*"], None).await.unwrap_err().contains("must say its media type"));
    assert!(content(&["image/*"], Some("text/html")).await.unwrap_err().contains("must be of a media type"));
    assert!(content(&["*/*"], Some("a/b\r\nc: d")).await.unwrap_err().contains("cannot be sent"));
}

/// Gives `x` so many times, and counts how often it is opened.
fn repeated(length: u64, said: Option<u64>, opened: &Arc<AtomicUsize>) -> Content {
    let opened = Arc::clone(opened);
    Content::reader(said, move || {
        opened.fetch_add(1, Ordering::SeqCst);
        Ok(io::repeat(b'x').take(length))
    })
}

#[tokio::test]
async fn what_is_not_in_memory_is_opened_for_each_attempt() {
    let opened = Arc::new(AtomicUsize::new(0));
    for (said, framing) in [(Some(200_000), "content-length"), (None, "transfer-encoding")] {
        opened.store(0, Ordering::SeqCst);
        let server = Server::start(vec![reply(503, &[], b""), reply(204, &[], b"")]).await;
        let client = Client::builder(server.url()).clock(Arc::new(TestClock::new())).build().unwrap();
        let content = repeated(200_000, said, &opened);
        let put = move |request: &mut RequestEncoder| put_content(request, &["application/octet-stream"], &content);
        client.call(Sends(put)).send().await.unwrap();
        let received = server.received();
        assert_eq!((received.len(), opened.load(Ordering::SeqCst)), (2, 2));
        for request in received {
            assert_eq!((request.body.len(), request.header(framing).len()), (200_000, 1));
            assert!(request.body.iter().all(|byte| *byte == b'x'));
        }
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_not_sent() {
    let server = Server::start(vec![reply(204, &[], b"")]).await;
    let client = Client::builder(server.url()).build().unwrap();
    let gone = Content::reader(Some(1), || Err::<io::Empty, _>(io::Error::from(io::ErrorKind::NotFound)));
    let put = move |request: &mut RequestEncoder| put_content(request, &["a/b"], &gone);
    let error = client.call(Sends(put)).send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Request(_)) && error.outcome() == runtime::Outcome::NotSent, "{error}");
    assert!(server.received().is_empty());
    // Another length than was said is an error, not another body.
    let opened = Arc::new(AtomicUsize::new(0));
    for length in [9, 11] {
        let content = repeated(length, Some(10), &opened);
        let failed = content.open().unwrap().collect().await.unwrap_err();
        assert_eq!(failed.into_source().unwrap().to_string(), "the content is not as long as it said");
    }
}

#[test]
fn a_file_of_the_disk_has_its_name_and_length() {
    let path = std::env::temp_dir().join(format!("client-runtime-{}.txt", std::process::id()));
    std::fs::write(&path, "content").unwrap();
    let content = Content::from_path(&path).unwrap();
    assert_eq!((content.length(), content.bytes()), (Some(7), None));
    assert!(File::from_path(&path).is_ok() && File::from_path(std::env::temp_dir()).is_err());
    std::fs::remove_file(&path).unwrap();
    assert!(Content::from_path(&path).is_err());
    assert!(content.open().is_err());
}

#[tokio::test]
async fn nothing_of_a_body_is_shown() {
    let client = client(Arc::new(InMemory::new()));
    let shown = |put: &dyn Fn(&mut RequestEncoder)| client.call(Sends(put)).to_curl();
    static FORM: Form = Form::new("application/x-www-form-urlencoded", &[]);
    let value = json(r#"{"pin":"SECRET","l":["SECRET"]}"#);
    let form = shown(&|request| request.form_body(&FORM, &value, &NO_RULES));
    assert!(form.ends_with("--data-raw 'pin=[redacted]&l=[redacted]'"), "{form}");
    let upload = Upload { title: Some("SECR".into()), files: vec![File::new("SECRET").name("SECRET.png")] };
    let parts = shown(&|request| {
        request.parts_body(&Multipart::new("multipart/form-data", &[]), &upload, &NO_RULES);
    });
    assert!(parts.ends_with(" -F 'title=[redacted]' -F 'file=@[redacted]'"), "{parts}");
    let content = Content::new("SECRET").media_type("text/plain");
    let plain = shown(&|request| put_content(request, &["text/plain"], &content));
    assert!(plain.ends_with("--data-raw '[redacted]'"), "{plain}");
    let debugged = format!("{:?} {:?} {upload:?}", content, upload.files, upload = upload.files);
    assert!(!format!("{form}{parts}{plain}{debugged}").contains("SECR"), "{debugged}");
}

#[tokio::test]
async fn members_can_be_added_to_forms_and_parts() {
    static FORM: Form = Form::new("application/x-www-form-urlencoded", &[]);
    let transport = Arc::new(InMemory::new());
    let client = client(transport.clone());
    let empty = || Ok(RawResponse::new(http::StatusCode::NO_CONTENT, http::HeaderMap::new(), Bytes::new()));
    (0..2).for_each(|_| transport.answer_any(empty()));
    let value = json(r#"{"a":1,"b":2}"#);
    let call = client.call(Sends(|request: &mut RequestEncoder| request.form_body(&FORM, &value, &NO_RULES)));
    call.body_member("b", "x y").body_member("c", true).send().await.unwrap();
    let upload = Upload { title: Some("t".into()), files: vec![] };
    let call = client.call(Sends(|request: &mut RequestEncoder| {
        request.parts_body(&Multipart::new("multipart/form-data", &[]), &upload, &NO_RULES);
    }));
    call.body_member("title", "u").send().await.unwrap();
    let bodies: Vec<_> = transport.requests().iter().map(|request| request.body().clone()).collect();
    assert_eq!(bodies[0], "a=1&b=x+y&c=true");
    let expected =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nu\r\n--{BOUNDARY}--\r\n");
    assert_eq!(bodies[1], expected);
    let content = Content::new("\x01");
    let call = client.call(Sends(|request: &mut RequestEncoder| put_content(request, &["a/b"], &content)));
    assert!(call.body_member("a", 1).send().await.is_err());
}

#[test]
fn a_response_is_chosen_by_its_content_type() {
    let response = |content_type: Option<&str>, body: &'static str| {
        let mut headers = http::HeaderMap::new();
        if let Some(content_type) = content_type {
            headers.insert("content-type", content_type.parse().unwrap());
        }
        RawResponse::new(http::StatusCode::OK, headers, Bytes::from_static(body.as_bytes()))
    };
    let known = ["application/json", "text/csv", "image/*", "application/problem+json"];
    let choose = |content_type: &str| response(Some(content_type), "x").choose(&known).ok();
    assert_eq!(choose("Application/JSON; charset=utf-8"), Some(0));
    assert_eq!(choose("application/problem+json"), Some(3));
    assert_eq!(choose("application/vnd.x+json"), Some(0));
    assert_eq!(choose("text/csv;header=present"), Some(1));
    assert_eq!(choose("image/webp"), Some(2));
    assert_eq!(choose("text/html"), None);
    assert_eq!(response(None, "x").choose(&known).ok(), Some(0));
    // Versions of one media type are told apart by their parameters.
    let known = ["application/vnd.x+json;version=2", "application/vnd.x+json; version=1", "application/vnd.x+json"];
    let choose = |content_type: &str| response(Some(content_type), "x").choose(&known).ok();
    assert_eq!(choose("application/vnd.x+json; charset=utf-8; Version=\"1\""), Some(1));
    assert_eq!(choose("application/vnd.x+json;version=2"), Some(0));
    assert_eq!(choose("application/vnd.x+json;version=3"), Some(2));
    assert_eq!(choose("application/vnd.x+json"), Some(2));
    assert_eq!(response(Some("application/vnd.x+json"), "x").choose(&known[..2]).ok(), Some(0));
    // A page from something in between is not the text that is documented, unless pages are.
    assert!(response(Some("text/html"), "<html>").text_of(&["text/plain"]).is_err());
    assert!(response(Some("text/html"), "<html>").bytes_of(&["application/pdf"]).is_err());
    assert_eq!(response(Some("text/html"), "<html>").text_of(&["text/html"]).unwrap(), "<html>");
    assert_eq!(response(Some("application/octet-stream"), "\u{feff}é").text_of(&["text/plain"]).unwrap(), "é");
    assert_eq!(response(None, "x").bytes_of(&["a/b"]).unwrap(), "x");
}
