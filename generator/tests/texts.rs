//! What becomes of texts: values, numbers, keys, merge keys, limits, and where everything stands.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use generator::source::{
    FileId, Fragment, Kind, LoadError, Loader, Node, Pointer, ProblemKind, Sources, Spot, UriReference,
};

struct Files(HashMap<&'static str, String>);

impl Loader for Files {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        self.0.get(path).cloned().ok_or_else(|| LoadError::new("there is no such file"))
    }
}

fn files<const N: usize>(files: [(&'static str, &str); N]) -> Files {
    Files(files.into_iter().map(|(path, text)| (path, text.to_owned())).collect())
}

/// A tree as compact JSON.
fn json(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Null => "null".to_owned(),
        Kind::Bool => node.as_bool().unwrap().to_string(),
        Kind::Number => node.as_number_str().unwrap().to_owned(),
        Kind::String => format!("{:?}", node.as_str().unwrap()),
        Kind::Array => format!("[{}]", node.as_array().unwrap().map(json).collect::<Vec<_>>().join(",")),
        Kind::Object => {
            let members = node.as_object().unwrap().map(|member| format!("{:?}:{}", member.key, json(member.node)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

fn read(path: &'static str, text: &str) -> (Option<String>, Vec<(ProblemKind, String)>) {
    let loader = files([(path, text)]);
    let sources = Sources::new(&loader);
    let file = sources.load(path);
    let problems = sources.problems(file).iter().map(|problem| {
        let at = sources.span(problem.spot).map_or(0, |span| span.start);
        let position = sources.position(file, at);
        (problem.kind, format!("{}:{}", position.line, position.column))
    });
    (sources.root(file).map(json), problems.collect())
}

fn yaml(text: &str) -> String {
    let (tree, problems) = read("a.yaml", text);
    assert!(problems.is_empty(), "{problems:?}");
    tree.expect("the text is YAML")
}

fn problem(path: &'static str, text: &str) -> (ProblemKind, String) {
    let (tree, problems) = read(path, text);
    assert!(tree.is_none(), "there is a tree");
    assert_eq!(problems.len(), 1);
    problems[0].clone()
}

#[test]
fn json_and_yaml_become_the_same_tree() {
    let text = r#"{"b": [1, 2.50, "x", null, true], "a": {"é": "\"\n"}, "": {}, "e": []}"#;
    let tree = r#"{"b":[1,2.50,"x",null,true],"a":{"é":"\"\n"},"":{},"e":[]}"#;
    assert_eq!(read("a.json", text).0.unwrap(), tree);
    assert_eq!(yaml("b: [1, 2.50, x, null, true]\na: {é: \"\\\"\\n\"}\n'': {}\ne: []\n"), tree);
    assert_eq!(read("a.yaml", text).0.unwrap(), tree);
    assert_eq!(read("noextension", text).0.unwrap(), tree);
    assert_eq!(read("v1.2/noextension", "a: 1").0.unwrap(), r#"{"a":1}"#);
}

#[test]
fn surrogate_pairs_are_read_in_json_whatever_the_name_of_the_file() {
    for path in ["a.json", "a.yaml", "a"] {
        assert_eq!(read(path, r#"{"a": "\ud83d\ude00"}"#).0.unwrap(), r#"{"a":"😀"}"#);
    }
}

#[test]
fn numbers_keep_their_text() {
    let exact = [
        "0",
        "-1",
        "10.10",
        "1e3",
        "1.0",
        "1E-3",
        "-0.0",
        "0.1000",
        "18446744073709551615",
        "18446744073709551616",
        "340282366920938463463374607431768211456",
        "123456789012345678901234567890.123456789012345678901234567890",
        "1e400",
    ];
    for text in exact {
        assert_eq!(read("a.json", &format!("[{text}]")).0.unwrap(), format!("[{text}]"));
        assert_eq!(yaml(&format!("- {text}\n- x # y\n")), format!("[{text},\"x\"]"));
        assert_eq!(
            yaml(&format!("é: &a {text}\nb: *a\nc: {{d: {text}}}")),
            format!("{{\"é\":{text},\"b\":{text},\"c\":{{\"d\":{text}}}}}")
        );
    }
    assert_eq!(yaml("[0x1F, 0o17, +5, +1.5, .5, 5., -0]"), "[31,15,5,1.5,0.5,5,0]");
    assert_eq!(
        yaml("['10.10', \"1e3\", \"1e400\", 1_000, 007, 1.2.3, 12:30]"),
        r#"["10.10","1e3","1e400","1_000","007","1.2.3","12:30"]"#
    );
}

#[test]
fn yaml_is_read_as_version_1_2_says() {
    assert_eq!(yaml("[yes, no, on, off, y, n, NO]"), r#"["yes","no","on","off","y","n","NO"]"#);
    assert_eq!(yaml("[true, False, TRUE, null, ~, Null, ]"), "[true,false,true,null,null,null]");
    assert_eq!(yaml("a: 2020-01-01\nb:\nc: ''"), r#"{"a":"2020-01-01","b":null,"c":""}"#);
    assert_eq!(yaml("!!str 5"), "\"5\"");
    assert_eq!(yaml("a: |\n  x\n  y\nb: >-\n  x\n  y\n"), r#"{"a":"x\ny\n","b":"x y"}"#);
}

#[test]
fn keys_become_strings() {
    assert_eq!(yaml("200: a\n-1: b\n4XX: c\non: d\n"), r#"{"200":"a","-1":"b","4XX":"c","on":"d"}"#);
    let (tree, problems) = read("a.yaml", "true: a\n1.50: b\n~: c\n? [x]\n: d\n!x e: f\n");
    assert_eq!(tree.unwrap(), r#"{"true":"a","1.50":"b","null":"c","[…]":"d","e":"f"}"#);
    let places: Vec<_> = problems.iter().map(|(kind, place)| (*kind, place.as_str())).collect();
    let odd = ProblemKind::OddKey;
    assert_eq!(places, [(odd, "1:1"), (odd, "2:1"), (odd, "3:1"), (odd, "4:3"), (odd, "6:4")]);
}

#[test]
fn keys_of_large_objects_are_found_by_their_text() {
    let mut text = String::new();
    for key in 0..20 {
        writeln!(text, "1{}: {key}", char::from(b'a' + key)).unwrap();
    }
    text.push_str("1e3: x\n");
    let loader = files([("a.yaml", &text)]);
    let sources = Sources::new(&loader);
    let root = sources.root(sources.load("a.yaml")).unwrap();
    assert_eq!(root.as_object().unwrap().count(), 21);
    for member in root.as_object().unwrap() {
        assert_eq!(root.get(member.key).map(Node::place), Some(member.node.place()), "{}", member.key);
    }
    assert_eq!(root.get("1e3").and_then(Node::as_str), Some("x"));
}

#[test]
fn merge_keys_are_applied() {
    let text = "base: &base {a: 1, b: 2.0}\nother: &other {b: 3, c: 4}\n\
                x: {<<: *base, b: 5}\ny: {<<: [*base, *other], d: 6}\nz: {<<: {<<: *other, a: 7}}\n";
    assert_eq!(
        yaml(text),
        r#"{"base":{"a":1,"b":2.0},"other":{"b":3,"c":4},"x":{"b":5,"a":1},"y":{"d":6,"a":1,"b":2.0,"c":4},"z":{"a":7,"b":3,"c":4}}"#
    );
    assert_eq!(read("a.json", r#"{"<<": {"a": 1}}"#).0.unwrap(), r#"{"<<":{"a":1}}"#);
    let (tree, problems) = read("a.yaml", "a:\n  <<: 5\n  b: 1\n");
    assert_eq!(tree.unwrap(), r#"{"a":{"b":1}}"#);
    assert_eq!(problems, [(ProblemKind::BadMerge, "2:7".to_owned())]);
}

#[test]
fn the_last_of_equal_keys_counts_and_is_reported() {
    for (path, text) in [("a.json", "{\"a\": 1, \"b\": 2,\n\"a\": 3}"), ("a.yaml", "{a: 1, b: 2,\na: 3}")] {
        let (tree, problems) = read(path, text);
        assert_eq!(tree.unwrap(), r#"{"a":3,"b":2}"#);
        assert_eq!(problems, [(ProblemKind::DuplicateKey, "2:1".to_owned())]);
    }
    let mut text = String::new();
    for key in 0..100 {
        writeln!(text, "k{key}: {key}").unwrap();
    }
    text.push_str("k50: again\n");
    assert_eq!(read("a.yaml", &text).1, [(ProblemKind::DuplicateKey, "101:1".to_owned())]);
}

#[test]
fn tags_are_reported_and_infinity_is_a_string() {
    let (tree, problems) = read("a.yaml", "a: !x {b: 1}\nb: !include c.yaml\nc: .inf\nd: -.INF\ne: .nan\n");
    assert_eq!(tree.unwrap(), r#"{"a":{"b":1},"b":"c.yaml","c":".inf","d":"-.INF","e":".nan"}"#);
    let kinds: Vec<_> = problems.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [ProblemKind::Tag, ProblemKind::Tag, ProblemKind::NoNumber, ProblemKind::NoNumber, ProblemKind::NoNumber]
    );
}

#[test]
fn marks_and_line_ends_do_not_matter() {
    for text in ["\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 2\r\n", "a: 1\nb: |\n  x\n  y\nc: 2"] {
        assert_eq!(yaml(text), r#"{"a":1,"b":"x\ny\n","c":2}"#);
    }
    assert_eq!(read("a.json", "\u{feff}{\"a\": 1}\r\n").0.unwrap(), r#"{"a":1}"#);
    assert_eq!(problem("a.yaml", "a: 1\r\nb: [\r\n").1, "3:1");
}

#[test]
fn what_cannot_be_read_is_one_located_problem() {
    for text in ["", " \n\t\n", "# nothing\n", "---\n"] {
        assert_eq!(problem("a.yaml", text).0, ProblemKind::Empty, "{text:?}");
    }
    assert_eq!(problem("a.json", " \n").0, ProblemKind::Empty);
    assert_eq!(problem("a.yaml", "a: 1\n---\nb: 2\n"), (ProblemKind::SeveralDocuments, "2:1".to_owned()));
    assert_eq!(problem("a.json", "{\"a\": 1,\n \"b\" 2}"), (ProblemKind::Syntax, "2:6".to_owned()));
    assert_eq!(problem("a.json", "{} {}"), (ProblemKind::Syntax, "1:4".to_owned()));
    assert_eq!(problem("a.yaml", "a: é\nb: \"ü\" x\n"), (ProblemKind::Syntax, "2:8".to_owned()));
    assert_eq!(problem("a.yaml", "a: *nowhere\n").0, ProblemKind::Syntax);
    assert_eq!(problem("a.yaml", "a:\n\t- b\n"), (ProblemKind::Syntax, "2:1".to_owned()));
    assert_eq!(problem("a.yaml", "a: &a [*a]\n").0, ProblemKind::Limit);
    let loader = files([]);
    let sources = Sources::new(&loader);
    let file = sources.load("nowhere.yaml");
    assert_eq!(sources.problems(file)[0].kind, ProblemKind::Unreadable);
    assert!(sources.root(file).is_none());
}

#[test]
fn hostile_texts_are_refused_in_time() {
    let deep = 200_000;
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        writeln!(bomb, "a{level}: &a{level} [{}]", [alias.as_str(); 9].join(", ")).unwrap();
    }
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(200_000), vec!["*a"; 100_000].join(", "));
    let texts = [
        ("a.json", "[".repeat(deep)),
        ("a.json", "{\"a\":".repeat(deep)),
        ("a.yaml", "[".repeat(deep)),
        ("a.yaml", "{a: ".repeat(deep)),
        ("a.yaml", "- ".repeat(deep)),
        ("a.yaml", (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect()),
        ("a.yaml", bomb),
        ("a.yaml", long),
    ];
    for (path, text) in texts {
        let start = Instant::now();
        let (kind, _) = problem(path, &text);
        assert!(matches!(kind, ProblemKind::Limit | ProblemKind::Syntax), "{kind:?}");
        assert!(start.elapsed() < Duration::from_secs(10), "{path} {:.20} took {:?}", text, start.elapsed());
    }
}

/// The text a spot stands for.
fn written<'s>(sources: &'s Sources<'_>, spot: Spot) -> &'s str {
    let span = sources.span(spot).expect("every node stands somewhere");
    &sources.text(spot.file())[span.start as usize..span.end as usize]
}

fn walk<'a>(node: Node<'a>, visit: &mut dyn FnMut(Node<'a>)) {
    visit(node);
    for child in node.as_array().into_iter().flatten() {
        walk(child, visit);
    }
    for member in node.as_object().into_iter().flatten() {
        walk(member.node, visit);
    }
}

#[test]
fn every_node_knows_where_it_stands() {
    let yaml = "é: &a\n  - 'it''s'   # note\n  - plain text\n  - |\n    block\n    text\n  - {k: [1.0, \"é\"], \"q\": ~}\n\
                b: *a\nc: {<<: {x: 10.10}, y: *a}\n? long\n: value\n? [1, {a: b}]\n: odd\nempty:\nlast: 'x'\n";
    let json = "{\"é\": [\"a\\\"b\", -1.5e3, null, {}, [], {\"k\": true}],\n \"\\u0062\" : \"é\" }";
    let loader = files([("a.yaml", yaml), ("a.json", json)]);
    let sources = Sources::new(&loader);
    for path in ["a.yaml", "a.json"] {
        let file = sources.load(path);
        walk(sources.root(file).unwrap(), &mut |node| {
            let (value, key) = (written(&sources, node.place().value()), written(&sources, node.place().key()));
            if let Some(number) = node.as_number_str() {
                assert_eq!(value, number);
            }
            if let Some(text) = node.as_str().filter(|text| text.chars().all(char::is_alphabetic)) {
                assert_eq!(value.trim_matches(['"', '\'']), text);
            }
            if let Some(name) = node.key().filter(|name| name.chars().all(char::is_alphabetic) && *name != "b") {
                assert_eq!(key.trim_matches(['"', '\'']), name);
            }
            let pointer = sources.pointer(node.place());
            assert_eq!(sources.find(file, &pointer), Ok(node.place()), "{pointer}");
        });
    }
    let file = sources.load("a.yaml");
    let at = |pointer: &str| {
        let place = sources.find(file, &Pointer::parse(pointer).unwrap()).unwrap();
        let span = sources.span(place.value()).unwrap();
        let position = sources.position(file, span.start);
        (position.line, position.column)
    };
    assert_eq!(at("/é/3/k/1"), (7, 15));
    assert_eq!(at("/b/3/k/1"), (7, 15));
    assert_eq!(at("/c/y/1"), (3, 5));
    assert_eq!(at("/c/x"), (9, 13));
    assert_eq!(at("/last"), (15, 7));
}

#[test]
fn pointers_that_lead_nowhere_say_how_far_they_went() {
    let loader = files([("a.yaml", "a: {b: [1, 2]}\n'01': x\n")]);
    let sources = Sources::new(&loader);
    let file = sources.load("a.yaml");
    let find = |pointer: &str| sources.find(file, &Pointer::parse(pointer).unwrap());
    let missing = find("/a/b/2").unwrap_err();
    assert_eq!((sources.pointer(missing.nearest.unwrap()).as_str(), missing.token.as_str()), ("/a/b", "2"));
    for pointer in ["/a/c", "/a/b/-", "/a/b/01", "/a/b/x", "/a/b/0/c", "/"] {
        assert!(find(pointer).is_err(), "{pointer}");
    }
    assert!(find("/01").is_ok() && find("/a/b/1").is_ok());
}

#[test]
fn each_file_is_loaded_once_and_nodes_outlive_later_loads() {
    struct Counting(AtomicUsize);
    impl Loader for Counting {
        fn load(&self, path: &str) -> Result<String, LoadError> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(format!("path: {path}\n"))
        }
    }
    let loader = Counting(AtomicUsize::new(0));
    let sources = Sources::new(&loader);
    let first = sources.root(sources.load("0.yaml")).unwrap();
    let ids: Vec<FileId> = (0..3000).map(|number| sources.load(&format!("{number}.yaml"))).collect();
    assert_eq!(ids.clone(), sources.files().collect::<Vec<_>>());
    assert_eq!(sources.load("7.yaml"), ids[7]);
    assert_eq!(loader.0.load(Ordering::Relaxed), 3000);
    assert_eq!(first.get("path").unwrap().as_str(), Some("0.yaml"));
    assert_eq!(sources.root(ids[2999]).unwrap().get("path").unwrap().as_str(), Some("2999.yaml"));
}

#[test]
fn paths_are_relative_to_the_file_they_stand_in() {
    let loader =
        files([("a.yaml", "x: 1"), ("spec/b/a.yaml", "x: 1"), ("/abs/a.yaml", "x: 1"), ("../up/a.yaml", "x: 1")]);
    let sources = Sources::new(&loader);
    for (from, path, resolved) in [
        ("a.yaml", "b.yaml", "b.yaml"),
        ("a.yaml", "./s/../b.yaml", "b.yaml"),
        ("a.yaml", "../b.yaml", "../b.yaml"),
        ("spec/b/a.yaml", "c.yaml", "spec/b/c.yaml"),
        ("spec/b/a.yaml", "../c.yaml", "spec/c.yaml"),
        ("spec/b/a.yaml", "../../../c.yaml", "../c.yaml"),
        ("spec/b/a.yaml", "/c.yaml", "/c.yaml"),
        ("/abs/a.yaml", "../../c.yaml", "/c.yaml"),
        ("../up/a.yaml", "../c.yaml", "../c.yaml"),
    ] {
        assert_eq!(sources.resolve_path(sources.load(from), path), resolved, "{from} {path}");
    }
}

#[test]
fn references_are_taken_apart() {
    let parse = |text: &str| UriReference::parse(text).unwrap();
    let pointer = |text: &str| Fragment::Pointer(Pointer::parse(text).unwrap());
    let local = parse("#/components/schemas/a~1b%20c");
    assert_eq!((local.path.as_str(), local.fragment, local.scheme), ("", pointer("/components/schemas/a~1b c"), None));
    let file = parse("../common%20types.yaml#/Money");
    assert_eq!((file.path.as_str(), &file.fragment), ("../common types.yaml", &pointer("/Money")));
    assert_eq!(parse("card.yaml").fragment, pointer(""));
    assert_eq!(parse("card.yaml#").fragment, pointer(""));
    assert_eq!(parse("#money").fragment, Fragment::Anchor("money".to_owned()));
    for text in
        ["https://example.com/a.yaml#/A", "HTTP://x/y", "//host/a.yaml", "urn:example:card", "file:///etc/passwd"]
    {
        assert!(parse(text).is_remote(), "{text}");
    }
    for text in ["#/a", "a.yaml", "./a:b.yaml", "C:/a.yaml", "/a/b.yaml"] {
        assert!(!parse(text).is_remote(), "{text}");
    }
    assert!(UriReference::parse("#/a~2").is_err() && UriReference::parse("a%zz.yaml").is_err());
}
