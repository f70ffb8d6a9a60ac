//! Unions: which alternative a value is read as, where errors are, what hostile texts cost; and members that must not
//! be there.

use client_runtime::rules::{Rule, Validate};
use client_runtime::{
    Case, Checker, DecodeError, Json, JsonType, Map, Reader, Rules, Undeclared, Value, Writer, json, read_union,
};

/// A shape of either kind, told by a tag.
#[derive(Debug, PartialEq)]
enum Shape {
    Circle(Map<f64>),
    Square(Map<Value>),
    Text(String),
    Whole(i64),
    Any(f64),
    Unknown(Value),
}

impl Json for Shape {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        static CASES: [Case; 6] = [
            Case::new().types(&[JsonType::Object]).required(&["r"]).members(&["r", "x"]),
            Case::new().types(&[JsonType::Object]).tags(&[("kind", &["square", "rect"])]).members(&["kind", "x"]),
            Case::new().types(&[JsonType::Number]),
            Case::new().types(&[JsonType::Integer]),
            Case::new().types(&[JsonType::String]).texts(&["a", "b"]),
            Case::new().types(&[JsonType::Object]).required(&["r", "y"]).members(&["r", "x", "y"]),
        ];
        read_union(reader, &CASES, |case, reader| {
            Ok(match case {
                0 | 5 => Self::Circle(reader.value()?),
                1 => Self::Square(reader.value()?),
                2 => Self::Any(reader.value()?),
                3 => Self::Whole(reader.value()?),
                4 => Self::Text(reader.value()?),
                _ => Self::Unknown(reader.value()?),
            })
        })
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Circle(value) => value.write(writer),
            Self::Square(value) => value.write(writer),
            Self::Text(value) => value.write(writer),
            Self::Whole(value) => value.write(writer),
            Self::Any(value) => value.write(writer),
            Self::Unknown(value) => value.write(writer),
        }
    }
}

fn read(text: &str) -> Shape {
    json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn the_alternative_is_the_one_that_fits() {
    assert_eq!(read("{\"r\":1.5}"), Shape::Circle(Map::from([("r", 1.5)])));
    assert!(matches!(read("{\"x\":[1],\"kind\":\"rect\"}"), Shape::Square(_)));
    assert!(matches!(read("{\"x\":[1],\"k\\u0069nd\":\"squ\\u0061re\"}"), Shape::Square(_)), "escapes are decoded");
    assert_eq!(read("7"), Shape::Whole(7));
    assert_eq!(read("7.0"), Shape::Whole(7));
    assert_eq!(read("7.5"), Shape::Any(7.5));
    assert_eq!(read("\"b\""), Shape::Text("b".to_owned()));
    for unknown in
        ["\"c\"", "null", "[1]", "true", "{}", "{\"kind\":\"oval\"}", "{\"kind\":1}", "{\"kind\":null,\"q\":1}"]
    {
        let value = read(unknown);
        assert!(matches!(value, Shape::Unknown(_)), "{unknown}");
        assert_eq!(json::to_string(&value).unwrap(), unknown, "it survives");
    }
}

/// A constant that may be missing: where it is there, it tells; where it is not, what stands first or has more in common.
#[test]
fn a_hint_tells_where_it_is_there() {
    static CASES: [Case; 2] = [
        Case::new().types(&[JsonType::Object]).hints(&[("type", &["pcm"])]).members(&["type", "rate"]),
        Case::new().types(&[JsonType::Object]).hints(&[("type", &["gsm"])]).members(&["type", "mode"]),
    ];
    let case = |text: &str| {
        let mut reader = Reader::new(text.as_bytes()).unwrap();
        read_union(&mut reader, &CASES, |case, reader| reader.value::<Value>().map(|_| case)).unwrap()
    };
    assert_eq!(case("{\"type\":\"pcm\"}"), 0);
    assert_eq!(case("{\"rate\":1,\"type\":\"gsm\"}"), 1);
    assert_eq!(case("{}"), 0);
    assert_eq!(case("{\"mode\":1}"), 1);
    assert_eq!(case("{\"type\":\"new\"}"), 2, "nobody knows it");
    assert_eq!(case("{\"type\":1}"), 2, "no text at all");
}

/// An integer that the first candidate cannot hold is a number.
#[test]
fn of_several_the_first_that_can_be_read_is_taken() {
    assert_eq!(read("1e30"), Shape::Any(1e30));
    // A circle has numbers only, and this is a square too.
    assert!(matches!(read("{\"r\":\"big\",\"kind\":\"square\"}"), Shape::Square(_)));
    assert!(matches!(read("{\"r\":1,\"y\":1,\"x\":2}"), Shape::Circle(_)));
    // Followed by more: the reader goes on at the right place.
    let shapes: Vec<Shape> = json::from_str("[{\"r\":\"big\",\"kind\":\"square\"} , 1e30, [ ], 7]").unwrap();
    assert_eq!(shapes.len(), 4);
    assert_eq!(shapes[3], Shape::Whole(7));
}

#[test]
fn errors_are_located() {
    for (text, pointer, what) in [
        // The only one that fits.
        ("[0,{\"r\":1,\"x\":true}]", "/1/x", "expected a number, found a boolean"),
        // The first of two that fit, the one with more members in common.
        ("[{\"r\":1,\"y\":[],\"x\":2}]", "/0/y", "expected a number, found an array"),
        // No JSON: found while the value is read as unknown.
        ("[{\"kind\":\"square\",\"x\":[1,}]}]", "/0/x/1", "not JSON"),
        ("[{\"q\":1,\"q\":2}]", "/0/q", "the member occurs twice"),
        ("[{\"q\":", "/0/q", "ends too early"),
    ] {
        let error = json::from_str::<Vec<Shape>>(text).unwrap_err();
        assert_eq!(error.pointer(), pointer, "{text}: {error}");
        assert!(error.to_string().contains(what), "{text}: {error}");
    }
}

/// Either branch may hold either branch, and nothing tells them apart but the last member.
#[derive(Debug, PartialEq)]
enum Branch {
    Left(Box<Node<bool>>),
    Right(Box<Node<String>>),
    Unknown(Value),
}

#[derive(Debug, PartialEq)]
struct Node<T> {
    next: Option<Branch>,
    end: Option<T>,
}

impl<T: Json> Json for Node<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut next: Option<Branch> = None;
        let mut end: Option<T> = None;
        let mut others = Undeclared::default();
        match reader.object(&["next", "end"], &[], &mut [&mut next, &mut end], &mut others) {
            Ok(()) => Ok(Self { next, end }),
            Err(_) => Err(reader.failure()),
        }
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.member("next", &self.next);
        writer.member("end", &self.end);
        writer.end_object();
    }
}

impl Json for Branch {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        static CASES: [Case; 2] = [
            Case::new().types(&[JsonType::Object]).members(&["next", "end"]),
            Case::new().types(&[JsonType::Object]).members(&["next", "end"]),
        ];
        read_union(reader, &CASES, |case, reader| {
            Ok(match case {
                0 => Self::Left(reader.value()?),
                1 => Self::Right(reader.value()?),
                _ => Self::Unknown(reader.value()?),
            })
        })
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Left(value) => value.write(writer),
            Self::Right(value) => value.write(writer),
            Self::Unknown(value) => value.write(writer),
        }
    }
}

/// The member that tells comes after the nested union, so each level is read as both: 2⁹⁰ readings, were nothing
/// remembered. With long texts in between, reading everything anew on each level shows too: looking ahead may cost
/// depth × length, and a trial for each alternative, but no more.
#[test]
fn nested_unions_cost_their_depth_times_their_length() {
    let padding = format!("\"pad\":\"{}\",", "x".repeat(2_000));
    for end in ["\"text\"", "true", "5"] {
        let text = format!(
            "{}{{\"end\":{end}}}{}",
            format!("{{{padding}\"next\":").repeat(90),
            format!(",\"end\":{end}}}").repeat(90)
        );
        let start = std::time::Instant::now();
        let read = json::from_str::<Branch>(&text);
        assert!(start.elapsed().as_secs() < 20, "{end}: {:?}", start.elapsed());
        if end == "5" {
            let error = read.unwrap_err();
            assert!(error.pointer().ends_with("/next/end"), "{error}");
        } else {
            assert_eq!(matches!(read.unwrap(), Branch::Right(_)), end == "\"text\"", "{end}");
        }
    }
}

/// What stands for absence in answers does so in a trial too.
#[test]
fn null_is_absent_inside_of_unions() {
    let text = "{\"next\":{\"end\":null,\"next\":null},\"end\":\"text\"}";
    let Branch::Right(node) = json::from_answer::<Branch>(text.as_bytes()).unwrap() else { panic!("it has a text") };
    assert_eq!(node.next, Some(Branch::Left(Box::new(Node { next: None, end: None }))));
    // Elsewhere `null` is a value, and none that `end` can have.
    assert_eq!(json::from_str::<Branch>(text).unwrap_err().pointer(), "/next/end");
}

#[test]
fn undeclared_members_are_kept_reported_and_not_shown() {
    #[derive(Debug, PartialEq)]
    struct Closed(Undeclared);
    impl Json for Closed {
        fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let mut undeclared = Undeclared::default();
            match reader.object(&[], &[], &mut [], &mut undeclared) {
                Ok(()) => Ok(Self(undeclared)),
                Err(_) => Err(reader.failure()),
            }
        }
        fn write(&self, _: &mut Writer) {}
    }
    assert_eq!(std::mem::size_of::<Undeclared>(), std::mem::size_of::<usize>());
    let Closed(none) = json::from_str("{}").unwrap();
    assert!(none.is_empty() && none == Undeclared::default());
    let Closed(some) = json::from_str("{\"b\":\"secret\",\"a/b\":1}").unwrap();
    assert_eq!(some.names().collect::<Vec<_>>(), ["b", "a/b"]);
    assert_eq!((some.len(), some.get("b").and_then(Value::as_str)), (2, Some("secret")));
    assert!(!format!("{some:?}").contains("secret"));
    let mut checker = Checker::new();
    some.check(&Rules::NONE, &mut checker);
    let invalid = checker.finish("").unwrap_err();
    let places: Vec<_> = invalid.violations().iter().map(|found| (found.pointer(), found.rule())).collect();
    assert_eq!(places, [("/b", Rule::Undeclared), ("/a~1b", Rule::Undeclared)]);
    let error = json::from_str::<Closed>("{\"a\":1,\"a\":1}").unwrap_err();
    assert_eq!(error.to_string(), "at /a: the member occurs twice (byte 11)");
}
