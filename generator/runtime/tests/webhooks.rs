//! What the server of an API sends by itself: forms, queries, and bodies by their content type.

use client_runtime::decode_error::Problem;
use client_runtime::json;
use client_runtime::webhook::payload;
use client_runtime::{FormField, FormReader, Query, Value};
use http::{HeaderMap, HeaderValue};

const READER: FormReader = FormReader::new(&[
    FormField::text("name"),
    FormField::json("count"),
    FormField::texts("tags"),
    FormField::jsons("ids").separated(','),
    FormField::texts("words").separated(' '),
    FormField::texts("codes").separated(','),
    FormField::deep("to", &[FormField::text("city"), FormField::json("zone")]),
]);

fn read(text: &str) -> String {
    json::to_string(&READER.read::<Value>(text.as_bytes()).unwrap()).unwrap()
}

fn problem(text: &[u8]) -> (String, Problem) {
    let error = READER.read::<Value>(text).unwrap_err();
    (error.pointer().to_owned(), error.problem())
}

#[test]
fn each_name_is_read_as_it_is_said() {
    assert_eq!(read("name=a+b%26%3d&count=1e3"), r#"{"name":"a b&=","count":1e3}"#);
    assert_eq!(read("name=5&&count=&x=1"), r#"{"name":"5","x":"1"}"#, "an empty text is no number");
    assert_eq!(read("tags=a,b&tags=&ids=1,,2&words=x+y"), r#"{"tags":["a,b",""],"ids":[1,2],"words":["x","y"]}"#);
    assert_eq!(read("codes=a%2Cb,c"), r#"{"codes":["a,b","c"]}"#, "an item may hold a comma");
    assert_eq!(read("ids=&to[city]=Cali&to%5Bzone%5D=5"), r#"{"ids":[],"to":{"city":"Cali","zone":5}}"#);
    assert_eq!(read("more=1&more=2&more=3&name"), r#"{"more":["1","2","3"],"name":""}"#);
    assert_eq!(read("name=100%&x[y]=%zz"), r#"{"name":"100%","x[y]":"%zz"}"#);
    assert_eq!(read(""), "{}");
}

#[test]
fn what_is_no_such_form_is_an_error_with_its_place() {
    assert_eq!(problem(b"name=a&name=b"), ("/name".to_owned(), Problem::Duplicate));
    assert_eq!(problem(b"count=1&count=2"), ("/count".to_owned(), Problem::Duplicate));
    assert_eq!(problem(b"name=%ff"), ("/name".to_owned(), Problem::Other("the text is not UTF-8")));
    assert_eq!(problem(b"%ff=a"), (String::new(), Problem::Other("a name is not UTF-8")));
    assert!(matches!(problem(b"count=1,%22admin%22:true").1, Problem::Syntax(_)), "one value is one value");
    assert_eq!(problem(b"to=x").0, "/to");
    assert_eq!(problem(b"to[city]=a&to[city]=b"), ("/to[city]".to_owned(), Problem::Duplicate));
}

#[test]
fn other_names_have_a_form_too() {
    const NUMBERS: FormReader = FormReader::new(&[]).others(FormField::json(""));
    assert_eq!(json::to_string(&NUMBERS.read::<Value>(b"a=1&b=true").unwrap()).unwrap(), r#"{"a":1,"b":true}"#);
    assert!(NUMBERS.read::<Value>(b"a=x").is_err());
}

#[test]
fn a_parameter_has_the_type_that_the_document_says() {
    let query = "page=2&tags=a|b&name=x+y&name%5B%5D=1&bad=x&at=1&at=2";
    assert_eq!(Query::<i64>::new(FormField::json("page")).read(query).unwrap(), Some(2));
    let tags = Query::<Vec<String>>::new(FormField::texts("tags").separated('|'));
    assert_eq!(tags.read(query).unwrap().unwrap(), ["a", "b"]);
    assert_eq!(Query::<String>::new(FormField::text("name")).read(query).unwrap().as_deref(), Some("x y"));
    assert_eq!(Query::<Vec<i64>>::new(FormField::jsons("at")).read(query).unwrap().unwrap(), [1, 2]);
    assert_eq!(Query::<i64>::new(FormField::json("none")).read(query).unwrap(), None);
    assert!(Query::<i64>::new(FormField::json("bad")).read(query).is_err());
    assert!(Query::<i64>::new(FormField::json("at")).read(query).is_err());
}

const FORM: FormReader = FormReader::new(&[FormField::json("a")]);

fn said(name: &'static str, value: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(name, HeaderValue::from_static(value));
    headers.insert("x-other", HeaderValue::from_static("y"));
    headers
}

#[test]
fn a_payload_is_read_by_its_content_type() {
    let json = said("content-type", "application/json; charset=utf-8");
    assert!(payload(&json, br#"{"a":1}"#).json::<Value>().is_ok());
    assert!(payload(&json, b"a=1").form::<Value>(&FORM).is_err(), "it says that it is JSON");
    assert_eq!(payload(&json, b"").headers().len(), 1, "a signature is none of the body's business");
    let form = said("content-type", "Application/X-WWW-Form-URLencoded");
    assert!(payload(&form, b"a=1").form::<Value>(&FORM).is_ok());
    assert!(payload(&form, br#"{"a":1}"#).json::<Value>().is_err());
    // Nothing is said: it is what the document says.
    assert!(payload(&HeaderMap::new(), b"a=1").form::<Value>(&FORM).is_ok());
    assert!(payload(&HeaderMap::new(), b"[]").json::<Value>().is_ok());
    let packed = said("content-encoding", "gzip");
    assert!(payload(&packed, b"a=1").form::<Value>(&FORM).is_err());
    assert!(payload(&packed, b"[]").json::<Value>().is_err());
}
