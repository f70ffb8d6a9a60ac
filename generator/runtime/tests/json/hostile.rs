//! Texts that nobody should send: cut, mutated, nested, ill-encoded. An error each, never a panic.

use crate::Seeded;
use crate::model::NewCard;
use crate::runtime::json;
use crate::runtime::reader::{MAX_DEPTH, Problem};
use crate::runtime::scan::plain_length;
use crate::runtime::value::{Map, Value};

const CARD: &str = r#" {"account_id":"acc_0123456789012345678901","limit":{"amount":-10.10e+2,"currency":"COP"},"nickname":"Tr\u00e1v\ud83d\ude00 é💳","parent":null,"children":[{"account_id":"x","parent":"y","limit":{"currency":"a","amount":0}}],"pin_retries":1e1,"later":[1.50,{"a":[true,false,null]}]} "#;

#[test]
fn cut_anywhere_it_is_an_error() {
    let end = CARD.trim_end().len();
    assert!(json::from_str::<NewCard>(CARD).is_ok());
    for length in 0..end {
        let cut = &CARD.as_bytes()[..length];
        assert!(json::from_slice::<NewCard>(cut).is_err(), "{length}");
        assert!(json::from_slice::<Value>(cut).is_err(), "{length}");
    }
    let error = json::from_str::<NewCard>(r#"{"account_id":"x","children":[{"limit":{"amount":1"#).unwrap_err();
    assert_eq!((error.pointer(), error.problem()), ("/children/0/limit/amount", Problem::Truncated));
}

#[test]
fn mutated_it_never_panics_and_what_is_read_can_be_written() {
    let mut random = Seeded(0x9E37_79B9_7F4A_7C15);
    let pieces: [&[u8]; 16] = [
        b"\"",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"null",
        b"\\ud800",
        b"\xff",
        b"1e999",
        b"-",
        b"\0",
        b"\\u00",
        b"\xEF\xBB\xBF",
    ];
    let mut read = 0;
    for _ in 0..60_000 {
        let mut text = CARD.as_bytes().to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(text.len());
            match random.below(4) {
                0 => text[at] = u8::try_from(random.below(256)).unwrap(),
                1 => {
                    text.remove(at);
                }
                2 => {
                    let piece = pieces[random.below(pieces.len())];
                    text.splice(at..at, piece.iter().copied());
                }
                _ => {
                    let end = (at + random.below(30)).min(text.len());
                    let piece = text[at..end].to_vec();
                    let to = random.below(text.len());
                    text.splice(to..to, piece);
                }
            }
        }
        let value = json::from_slice::<Value>(&text);
        // serde_json is laxer about duplicates and depth only; what it refuses is not JSON.
        if serde_json::from_slice::<serde_json::Value>(&text).is_err() {
            let known = serde_json::from_slice::<serde_json::Value>(&text).unwrap_err();
            assert!(
                value.is_err() || known.to_string().contains("out of range"),
                "{:?}",
                String::from_utf8_lossy(&text)
            );
        }
        match json::from_slice::<NewCard>(&text) {
            Ok(card) => {
                read += 1;
                let again = json::to_vec(&card).unwrap();
                assert_eq!(json::from_slice::<NewCard>(&again).unwrap(), card);
                let _ = card.validate();
            }
            Err(error) => {
                assert!(error.offset() <= text.len());
                let _ = error.to_string();
            }
        }
    }
    assert!(read > 5_000, "{read}");
}

#[test]
fn too_deep_is_an_error_without_a_stack_overflow() {
    for open in ["[", "{\"a\":", "[{\"a\":", " [ "] {
        let text = open.repeat(200_000);
        let error = json::from_str::<Value>(&text).unwrap_err();
        assert_eq!(error.problem(), Problem::TooDeep);
        assert!(error.pointer().len() <= MAX_DEPTH * 2);
    }
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json::from_str::<Value>(&nested(MAX_DEPTH)).is_ok());
    assert!(json::from_str::<Value>(&nested(MAX_DEPTH + 1)).is_err());
    // Siblings do not add up.
    let wide = format!("[{}]", vec!["[{\"a\":[]},[]]"; 1000].join(","));
    assert!(json::from_str::<Value>(&wide).is_ok());
    let child = |depth: usize| {
        let open = r#"{"account_id":"x","parent":null,"children":["#;
        format!("{}{}", open.repeat(depth), "]}".repeat(depth))
    };
    assert!(json::from_str::<NewCard>(&child(MAX_DEPTH / 2)).is_ok());
    let error = json::from_str::<NewCard>(&child(100_000)).unwrap_err();
    assert_eq!(error.problem(), Problem::TooDeep);
    let skipped = format!(r#"{{"amount":1,"currency":"","x":{}}}"#, "[".repeat(200_000));
    assert!(json::from_str::<crate::model::Amount>(&skipped).is_err());
}

#[test]
fn ill_encoded_texts_are_refused() {
    for bad in [
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud800x\"",
        "\"\\ud800\\n\"",
        "\"\\ud83d\\ude0\"",
        "\"\\udc00\\ud800\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\u{1}\"",
        "\"\n\"",
        "'a'",
        "\"a",
        "\u{FEFF}1",
        "\u{FEFF}",
        "",
        " ",
        "nul",
        "nulll",
        "tru",
        "True",
        "NaN",
        "Infinity",
        "-Infinity",
        "-NaN",
        "undefined",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "1_000",
        "--1",
        "-01",
        "1.e1",
        "00",
        "1.0.0",
        "1 2",
        "{} []",
        "null,",
        "1]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "]",
        "}",
        ",",
        ":",
        "[1,,2]",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1;}",
        "{\"a\"::1}",
        "/* */1",
        "1//x",
        "\"\u{7f}\" x",
        "{\"\\ud800\":1}",
    ] {
        assert!(json::from_str::<Value>(bad).is_err(), "{bad:?}");
        assert!(
            json::from_str::<Vec<Value>>(&format!("[1,{bad}]")).is_err()
                || bad.trim().is_empty()
                || bad == "1]"
                || bad == "]",
            "{bad:?}"
        );
    }
    for bad in [
        &b"\"\xff\""[..],
        b"\"\xc3\"",
        b"\"\xed\xa0\x80\"",
        b"\"\xf4\x90\x80\x80\"",
        b"{\"\xff\":1}",
        b"\xff",
        b"1 \xff",
        b"\"\\n\xc0\x80\"",
    ] {
        let error = json::from_slice::<Value>(bad).unwrap_err();
        assert_eq!(error.problem(), Problem::Syntax("invalid UTF-8"));
    }
    let skipped = json::from_slice::<crate::model::Amount>(b"{\"x\":\"\xff\",\"amount\":1,\"currency\":\"\"}");
    assert!(skipped.is_err());
    let surrogate = json::from_str::<Map<Value>>("{\"a\":[\"\\ud800\"]}").unwrap_err();
    assert_eq!(surrogate.pointer(), "/a/0");
    let trailing = json::from_str::<Value>("{\"a\":1} x").unwrap_err();
    assert_eq!((trailing.pointer(), trailing.offset()), ("", 8));
}

#[test]
fn long_texts_are_read_in_linear_time() {
    let text = format!("\"{}\"", "x\\n".repeat(2_000_000));
    assert_eq!(json::from_str::<String>(&text).unwrap().len(), 4_000_000);
    let members: Vec<String> = (0..200_000).map(|index| format!("\"{index}\":{index}")).collect();
    let text = format!("{{{}}}", members.join(","));
    let map = json::from_str::<Map<i64>>(&text).unwrap();
    assert_eq!(map.get("199999"), Some(&199_999));
    let skipped = format!("{{\"amount\":1,\"currency\":\"\",{}", &text[1..]);
    assert!(json::from_str::<crate::model::Amount>(&skipped).is_ok());
    assert_eq!(json::to_string(&map).unwrap(), text);
}

/// Numbers whose exponents would keep a naive reader busy for ever.
#[test]
fn huge_exponents_are_quick() {
    for text in [
        "1e999999999999999999",
        "-1e-999999999999999999",
        "0e999999999999999999",
        "1e99999999999999999999999999",
        "0.1e-99999999999999999999",
    ] {
        let _ = json::from_str::<i64>(text);
        let _ = json::from_str::<u64>(text);
        let _ = json::from_str::<i128>(text);
        let _ = json::from_str::<f64>(text);
        let _ = json::from_str::<f32>(text);
        if let Ok(value) = json::from_str::<Value>(text) {
            assert_eq!(value, value.clone());
            let _ = (value.canonical(), value.as_i64());
        }
    }
    let digits = format!("[1{},0.{}1]", "0".repeat(4000), "0".repeat(1_000_000));
    let values = json::from_str::<Vec<Value>>(&digits).unwrap();
    assert_ne!(values[0], values[1]);
    assert!(json::from_str::<Value>(&"9".repeat(100_000)).is_err());
}

#[test]
fn the_first_byte_to_escape_is_found_at_every_place() {
    let special = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    for length in 0..28 {
        assert_eq!(plain_length(&vec![b'x'; length]), None);
        assert_eq!(plain_length(&vec![0; length]), (length > 0).then_some(0));
        for at in 0..length {
            for byte in 0..=255 {
                for filler in [b'x', 0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F, 0x80, 0xFF] {
                    let mut bytes = vec![filler; length];
                    bytes[at] = byte;
                    assert_eq!(plain_length(&bytes), bytes.iter().position(special));
                }
            }
        }
    }
}
