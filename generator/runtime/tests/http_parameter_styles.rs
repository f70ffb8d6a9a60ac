//! Every style of parameter against the table of cases that others have computed, and what has no form in a style.

use std::io::Write as _;

use client_runtime as runtime;
use runtime::operation::OperationMeta;
use runtime::parameter::{Parameter, Style};
use runtime::request::{Fault, RequestEncoder};
use runtime::value::Value;
use serde_json::Value as Json;

fn leaked(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// A parameter as the document describes it.
fn parameter(described: &Json) -> Parameter {
    let name = leaked(described["name"].as_str().unwrap());
    let mut parameter = match described["in"].as_str().unwrap() {
        "path" => Parameter::path(name),
        "query" => Parameter::query(name),
        "header" => Parameter::header(name),
        "cookie" => Parameter::cookie(name),
        other => panic!("{other}"),
    };
    if let Some(style) = described["style"].as_str() {
        parameter = parameter.style(match style {
            "simple" => Style::Simple,
            "label" => Style::Label,
            "matrix" => Style::Matrix,
            "form" => Style::Form,
            "spaceDelimited" => Style::SpaceDelimited,
            "pipeDelimited" => Style::PipeDelimited,
            "deepObject" => Style::DeepObject,
            other => panic!("{other}"),
        });
    }
    if let Some(explode) = described["explode"].as_bool() {
        parameter = parameter.explode(explode);
    }
    parameter
}

/// The URL and the header that a value ends up in, or the pointers of what is wrong with it.
fn sent<T: runtime::Json + runtime::Validate>(
    template: &str,
    parameter: &Parameter,
    value: &T,
) -> Result<(String, Option<String>), Vec<String>> {
    let meta: &'static OperationMeta = Box::leak(Box::new(OperationMeta::new("styles", "GET", leaked(template))));
    let mut encoder = RequestEncoder::new(meta);
    encoder.parameter(parameter, value);
    match encoder.finish() {
        Ok(request) => {
            let base = runtime::server::Server::from("http://h.invalid").base_url().unwrap();
            let uri = base.join(request.path(), request.query_text(false).as_deref()).expect("a URL");
            let header = request.headers().get(parameter.name()).map(|value| value.to_str().unwrap().to_owned());
            Ok((uri.to_string(), header))
        }
        Err(Fault::Invalid(invalid)) => {
            Err(invalid.violations().iter().map(|violation| violation.pointer().to_owned()).collect())
        }
        Err(other) => panic!("{other:?}"),
    }
}

fn value(text: &str) -> Value {
    runtime::json::from_slice(text.as_bytes()).unwrap()
}

/// Past the capture of tests: a skipped one has to be seen.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[test]
fn all_styles_of_the_oracle() {
    let Some(oracles) = std::env::var_os("OPENAPI_ORACLES") else {
        say("SKIPPED all_styles_of_the_oracle: OPENAPI_ORACLES does not say where the oracles are");
        return;
    };
    let folder = std::path::Path::new(&oracles).join("parameter-styles");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let lines =
        |name: &str| -> Vec<Json> { read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect() };
    let document: Json = serde_json::from_str(&read("styles.openapi.json")).unwrap();
    let expected = lines("styles.expected.jsonl");
    let (mut right, mut wrong) = (0, Vec::new());
    for line in read("styles.cases.jsonl").lines() {
        let case = value(line); // keeps the order of members
        let operation = case.get("op").and_then(Value::as_str).unwrap();
        let (template, described) = document["paths"]
            .as_object()
            .unwrap()
            .iter()
            .find(|(_, item)| item["get"]["operationId"] == operation)
            .unwrap();
        let described = &described["get"]["parameters"][0];
        let given = case.get("params").unwrap().get(described["name"].as_str().unwrap()).unwrap();
        let answer = expected.iter().find(|answer| answer["op"] == operation).unwrap();
        let header = answer["header"].as_str().map(str::to_owned);
        let found = sent(template, &parameter(described), given);
        if found == Ok((answer["url"].as_str().unwrap().to_owned(), header)) {
            right += 1;
        } else {
            wrong.push(format!("{operation}: {found:?}, expected {answer}"));
        }
    }
    say(&format!("parameter styles: {right} right, {} wrong", wrong.len()));
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(right, 43);
}

#[test]
fn nothing_of_null_and_of_empty_lists() {
    let tags = Parameter::query("tags");
    for nothing in ["null", "[]", "{}", "[null]", r#"{"a":null}"#] {
        assert_eq!(sent("/x", &tags, &value(nothing)), Ok(("http://h.invalid/x".into(), None)));
        assert_eq!(sent("/x", &Parameter::header("h"), &value(nothing)), Ok(("http://h.invalid/x".into(), None)));
        let path = Parameter::path("tags").style(Style::Matrix);
        assert_eq!(sent("/x{tags}", &path, &value(nothing)), Err(vec!["/path/tags".into()]));
    }
    assert_eq!(sent("/x", &tags, &value("[1,null,2.50]")).unwrap().0, "http://h.invalid/x?tags=1&tags=2.50");
}

#[test]
fn scalars_keep_their_text() {
    let query = Parameter::query("q");
    for (given, text) in
        [("true", "true"), ("1e3", "1e3"), ("10.10", "10.10"), ("9007199254740993", "9007199254740993")]
    {
        assert_eq!(sent("/x", &query, &value(given)).unwrap().0, format!("http://h.invalid/x?q={text}"));
    }
    assert_eq!(
        sent("/x", &query, &Value::from("a b+c&d=e%20#ü\n")).unwrap().0,
        "http://h.invalid/x?q=a%20b%2Bc%26d%3De%2520%23%C3%BC%0A"
    );
    let reserved = query.allow_reserved();
    assert_eq!(
        sent("/x", &reserved, &Value::from("a:/?@,&+#%[]'=")).unwrap().0,
        "http://h.invalid/x?q=a:/?@,%26%2B%23%25%5B%5D%27%3D"
    );
    let list = reserved.explode(false);
    assert_eq!(sent("/x", &list, &value(r#"["a,b","c:d"]"#)).unwrap().0, "http://h.invalid/x?q=a%2Cb,c:d");
}

#[test]
fn json_content() {
    let given = value(r#"{"a":["ü",1.0]}"#);
    assert_eq!(
        sent("/x", &Parameter::query("q").json(), &given).unwrap().0,
        "http://h.invalid/x?q=%7B%22a%22%3A%5B%22%C3%BC%22%2C1.0%5D%7D"
    );
    let header = sent("/x", &Parameter::header("q").json(), &value("[\"ü💳\"]")).unwrap().1;
    assert_eq!(header.as_deref(), Some(r#"["\u00fc\ud83d\udcb3"]"#));
}

#[test]
fn what_the_server_would_read_as_something_else_is_refused() {
    let refused = |parameter: &Parameter, given: &str| {
        assert_eq!(
            sent("/x", parameter, &value(given)),
            Err(vec![format!("/{}/q", parameter.location().name())]),
            "{given}"
        );
    };
    let query = Parameter::query("q");
    refused(&query.style(Style::SpaceDelimited), r#"["a b","c"]"#);
    refused(&query.style(Style::PipeDelimited), r#"["a|b","c"]"#);
    refused(&Parameter::header("q"), r#"["a,b","c"]"#);
    refused(&Parameter::header("q"), r#"{"a":{"b":1,"c":2}}"#);
    for text in ["a\r\nb: c", "a\nb", "a\0b", "é", " a", "a ", "a\tb", "a\u{7f}"] {
        let given = runtime::json::to_string(&Value::from(text)).unwrap();
        refused(&Parameter::header("q"), &given);
    }
    // One text is no list: its comma stands for itself.
    assert_eq!(sent("/x", &Parameter::header("q"), &Value::from("a,b")).unwrap().1.as_deref(), Some("a,b"));
}

/// The standard is silent on these; `README.md` and the warnings of the generator say what is done.
#[test]
fn what_the_standard_leaves_open() {
    let query = |parameter: &Parameter, given: &str| {
        let url = sent("/x", parameter, &value(given)).unwrap().0;
        url.split_once('?').map(|(_, query)| query.replace("%5B", "[").replace("%5D", "]")).unwrap_or_default()
    };
    let deep = Parameter::query("q").style(Style::DeepObject);
    for deep in [deep.explode(true), deep.explode(false)] {
        assert_eq!(
            query(&deep, r#"{"a":1,"b":{"c":"x y","d":[1,null,2]},"e":null}"#),
            "q[a]=1&q[b][c]=x%20y&q[b][d][]=1&q[b][d][]=2"
        );
        assert_eq!(query(&deep, r#"["a","b"]"#), "q[]=a&q[]=b");
        assert_eq!(query(&deep, r#"[{"a":1,"b":2},{"a":3}]"#), "q[0][a]=1&q[0][b]=2&q[1][a]=3");
        assert_eq!(query(&deep, r#"[[1,2],3]"#), "q[0][]=1&q[0][]=2&q[1]=3");
        assert_eq!(query(&deep, "7"), "q=7");
        assert_eq!(query(&deep, r#"{"a=b&c":"]"}"#), "q[a%3Db%26c]=]");
    }
    let filter = Parameter::query("filter[name]");
    assert_eq!(query(&filter, r#"["a","b"]"#), "filter[name]=a&filter[name]=b");
    assert_eq!(query(&filter.style(Style::DeepObject), r#"{"a":1}"#), "filter[name][a]=1");
    for style in [Style::SpaceDelimited, Style::PipeDelimited] {
        let delimited = Parameter::query("q").style(style);
        assert_eq!(query(&delimited, "\"a b|c\""), "q=a%20b%7Cc");
        assert_eq!(query(&delimited.explode(true), r#"["a b","c|d"]"#), "q=a%20b&q=c%7Cd");
        assert_eq!(query(&delimited.explode(true), r#"{"a":1,"b":2}"#), "a=1&b=2");
    }
    // What is inside is JSON text, wherever it stands.
    assert_eq!(query(&Parameter::query("q"), r#"[{"a":[1]},2]"#), "q=%7B%22a%22%3A[1]%7D&q=2");
    assert_eq!(query(&Parameter::query("q").explode(false), r#"{"a":{"b":1}}"#), "q=a,%7B%22b%22%3A1%7D");
    let path = |style| sent("/x/{q}", &Parameter::path("q").style(style), &value(r#"[["a"],"b"]"#)).unwrap().0;
    assert_eq!(path(Style::Simple), "http://h.invalid/x/%5B%22a%22%5D,b");
    assert_eq!(path(Style::Label), "http://h.invalid/x/.%5B%22a%22%5D,b");
    assert_eq!(path(Style::Matrix), "http://h.invalid/x/;q=%5B%22a%22%5D,b");
    let header = sent("/x", &Parameter::header("q").explode(true), &value(r#"{"a":{"b":"ü"}}"#)).unwrap().1;
    assert_eq!(header.as_deref(), Some(r#"a={"b":"\u00fc"}"#));
}

#[test]
fn several_parameters_stand_in_one_segment_and_in_two_places() {
    let meta: &'static OperationMeta =
        Box::leak(Box::new(OperationMeta::new("several", "GET", "/{a}.{b}/x-{id}:verb/{a}")));
    let encoded = |a: &str, b: &str| {
        let mut encoder = RequestEncoder::new(meta);
        encoder.parameter(&Parameter::path("a"), &a.to_owned());
        encoder.parameter(&Parameter::path("b").style(Style::Matrix), &b.to_owned());
        encoder.parameter(&Parameter::path("id"), &7_i64);
        encoder.parameter(&Parameter::query("id"), &"the query's".to_owned());
        encoder.parameter(&Parameter::header("id"), &"the header's".to_owned());
        encoder.parameter(&Parameter::cookie("id"), &"the cookie's".to_owned());
        encoder.parameter(&Parameter::cookie("list"), &vec!["1".to_owned(), "2".to_owned()]);
        encoder.finish()
    };
    let request = encoded("v1", "x/y").unwrap();
    assert_eq!(request.path(), "/v1.;b=x%2Fy/x-7:verb/v1");
    assert_eq!(request.query_text(false).as_deref(), Some("id=the%20query%27s"));
    assert_eq!(request.headers()["id"], "the header's");
    assert_eq!(request.headers()["cookie"], "id=the%20cookie%27s; list=1; list=2");
    // Servers that cut off matrix parameters would see `..`.
    for (a, b) in [(".", ""), (".", "x"), ("", "x")] {
        let Err(Fault::Invalid(invalid)) = encoded(a, b) else { panic!("{a} {b}") };
        assert!(invalid.violations().iter().any(|one| one.pointer().starts_with("/path/")), "{a} {b}");
        assert!(invalid.to_string().contains(": must "), "{invalid}");
    }
}

#[test]
fn a_header_of_cookies_stands_beside_cookies() {
    let mut encoder = RequestEncoder::new(Box::leak(Box::new(OperationMeta::new("cookies", "GET", "/"))));
    encoder.parameter(&Parameter::cookie("id"), &"1".to_owned());
    encoder.parameter(&Parameter::header("Cookie"), &"own=2".to_owned());
    assert_eq!(encoder.finish().unwrap().headers()["cookie"], "own=2; id=1");
    let mut encoder = RequestEncoder::new(Box::leak(Box::new(OperationMeta::new("cookies", "GET", "/"))));
    for (parameter, text) in [(Parameter::header("X-A"), "é"), (Parameter::path("a"), "\0")] {
        encoder.parameter(&parameter, &text.to_owned());
    }
    let Err(Fault::Invalid(invalid)) = encoder.finish() else { panic!("both are refused") };
    assert!(invalid.violations().iter().all(|one| one.to_string().contains(": must ")), "{invalid}");
}

/// What documents do to have two operations of one path.
#[test]
fn a_template_may_bring_a_part_of_the_query() {
    let (path, query) = (Parameter::path("q"), Parameter::query("r"));
    assert_eq!(sent("/a/{q}?beta=true&x", &path, &value("1")).unwrap().0, "http://h.invalid/a/1?beta=true&x=");
    assert_eq!(sent("/a?beta=true", &query, &value("\"?\"")).unwrap().0, "http://h.invalid/a?beta=true&r=%3F");
}

#[test]
fn the_path_guard_looks_at_whole_segments() {
    let path = Parameter::path("q");
    for text in ["", ".", ".."] {
        assert_eq!(sent("/a/{q}", &path, &Value::from(text)), Err(vec!["/path/q".into()]));
        assert_eq!(sent("/a/{q}/b", &path, &Value::from(text)), Err(vec!["/path/q".into()]));
        assert_eq!(sent("/a/x{q}", &path, &Value::from(text)).unwrap().0, format!("http://h.invalid/a/x{text}"));
    }
    assert_eq!(sent("/a/.{q}", &path, &Value::from(".")), Err(vec!["/path/q".into()]));
    assert_eq!(sent("/a/%2E{q}", &path, &Value::from(".")), Err(vec!["/path/q".into()]));
    let matrix = path.style(Style::Matrix);
    for text in [".", ".."] {
        assert_eq!(sent("/a/{q}", &matrix, &Value::from(text)).unwrap().0, format!("http://h.invalid/a/;q={text}"));
        assert_eq!(sent("/a/..{q}", &matrix, &Value::from(text)), Err(vec!["/path/q".into()]));
        assert_eq!(sent("/a/{q};v=1", &path, &Value::from(text)), Err(vec!["/path/q".into()]));
    }
    let list = |text: &str| sent("/a/{q}", &path.style(Style::Label).explode(true), &value(text));
    assert_eq!(list(r#"["",""]"#), Err(vec!["/path/q".into()]));
    assert_eq!(list(r#"["a.b","c"]"#), Err(vec!["/path/q".into()]));
    assert_eq!(sent("/a/{q}", &path, &value(r#"["..","b"]"#)).unwrap().0, "http://h.invalid/a/..,b");
    let label = path.style(Style::Label);
    assert_eq!(sent("/a/{q}", &label, &Value::from(".")), Err(vec!["/path/q".into()]));
    assert_eq!(sent("/a/{q}", &label, &Value::from("")), Err(vec!["/path/q".into()]));
    for text in ["a\nb", "\u{0}", "\u{7f}", "\u{85}", "a\r"] {
        assert_eq!(sent("/a/x{q}", &path, &Value::from(text)), Err(vec!["/path/q".into()]));
    }
    assert_eq!(
        sent("/a b/{q}", &path, &Value::from("..;/ü\\?#%2e")).unwrap().0,
        "http://h.invalid/a%20b/..%3B%2F%C3%BC%5C%3F%23%252e"
    );
}

/// A format is a text like any other in a parameter, and a wrong one is refused at its place.
#[test]
fn formats_stand_in_every_place() {
    let time: runtime::Time = "08:30:06+05:30".parse().unwrap();
    let address: runtime::Ipv6 = "2001:db8::1".parse().unwrap();
    let bytes = runtime::Base64::from_bytes([0xfb, 0xff, 0xbf, 0xff]);
    let decimal: runtime::Decimal = "10.10".parse().unwrap();
    let reference: runtime::UriReference = "../a?b=c&d#e".parse().unwrap();
    let path = |result: Result<(String, Option<String>), _>| result.unwrap().0;
    assert_eq!(path(sent("/x/{p}", &Parameter::path("p"), &bytes)), "http://h.invalid/x/%2B%2F%2B%2F%2Fw%3D%3D");
    assert_eq!(path(sent("/x/{p}", &Parameter::path("p"), &address)), "http://h.invalid/x/2001%3Adb8%3A%3A1");
    let query = |result| path(result).split_once('?').unwrap().1.to_owned();
    assert_eq!(query(sent("/x", &Parameter::query("q"), &time)), "q=08%3A30%3A06%2B05%3A30");
    assert_eq!(query(sent("/x", &Parameter::query("q"), &decimal)), "q=10.10");
    assert_eq!(query(sent("/x", &Parameter::query("q"), &reference)), "q=..%2Fa%3Fb%3Dc%26d%23e");
    let list = vec![decimal.clone(), "7".parse().unwrap()];
    assert_eq!(query(sent("/x", &Parameter::query("q").explode(false), &list)), "q=10.10,7");
    let header = |result: Result<(String, Option<String>), _>| result.unwrap().1.unwrap();
    assert_eq!(header(sent("/x", &Parameter::header("h"), &bytes)), "+/+//w==");
    assert_eq!(header(sent("/x", &Parameter::header("h"), &address)), "2001:db8::1");
    let wrong: runtime::Hostname = runtime::json::from_str("\"a_b\"").unwrap();
    assert_eq!(sent("/x/{p}", &Parameter::path("p"), &wrong), Err(vec!["/path/p".to_owned()]));
    let wrong: runtime::Duration = runtime::json::from_str("\"1 day\"").unwrap();
    assert_eq!(sent("/x", &Parameter::query("q"), &wrong), Err(vec!["/query/q".to_owned()]));
    let wrong: runtime::Ipv4 = runtime::json::from_str("\"::1\"").unwrap();
    assert_eq!(sent("/x", &Parameter::header("h"), &wrong), Err(vec!["/header/h".to_owned()]));
}
