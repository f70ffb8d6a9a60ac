//! Base64: what each format accepts, what is decoded all the same, and that nothing is lost on the way.

use crate::Seeded;
use crate::formats::table;
use crate::runtime::byte::{Base64, Base64Url};
use crate::runtime::json;
use crate::runtime::rules::{Format, validate};

/// RFC 4648, section 10, and what shows both alphabets.
const VECTORS: [(&[u8], &str, &str); 9] = [
    (b"", "", ""),
    (b"f", "Zg==", "Zg"),
    (b"fo", "Zm8=", "Zm8"),
    (b"foo", "Zm9v", "Zm9v"),
    (b"foob", "Zm9vYg==", "Zm9vYg"),
    (b"fooba", "Zm9vYmE=", "Zm9vYmE"),
    (b"foobar", "Zm9vYmFy", "Zm9vYmFy"),
    (&[0xfb, 0xff, 0xbf], "+/+/", "-_-_"),
    (&[0xff], "/w==", "_w"),
];

#[test]
fn bytes_become_the_texts_of_the_rfc_and_come_back() {
    for (bytes, text, url) in VECTORS {
        assert_eq!(Base64::from_bytes(bytes), *text);
        assert_eq!(Base64Url::from_bytes(bytes), *url);
        assert_eq!(text.parse::<Base64>().unwrap().decode().unwrap(), bytes);
        assert_eq!(url.parse::<Base64Url>().unwrap().decode().unwrap(), bytes);
    }
    let mut seeded = Seeded(0x2545_f491_4f6c_dd1d);
    for length in 0..300 {
        let bytes: Vec<u8> = (0..length).map(|_| seeded.next().to_be_bytes()[0]).collect();
        let (text, url) = (Base64::from_bytes(&bytes), Base64Url::from_bytes(&bytes));
        assert!(Format::Base64.holds(text.as_str()) && Format::Base64Url.holds(url.as_str()));
        assert_eq!((text.decode().unwrap(), url.decode().unwrap()), (bytes.clone(), bytes));
    }
}

#[test]
fn each_format_has_one_alphabet() {
    let padded = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy", "AAAA"];
    let other = ["Zg", "Zm8", "_w", "-_-_", "_w==", "AA"];
    table(
        Format::Base64,
        &[&padded[..], &["+/+/", "/w=="]].concat(),
        &[
            &other[..],
            &[
                "Z",
                "Z===",
                "====",
                "=",
                "Zg=",
                "Zg===",
                "Zm9v====",
                "Zm9v=",
                "Zh==",
                "Zi==",
                "Zk==",
                "Zo==",
                "Zm+=",
                "Zm9=",
                "Zm8=Zm8=",
                "Z g=",
                "Zg==\n",
                "Zm9v\r\nYmFy",
                "Zm9!",
                "Zmé=",
                "Zg=A",
                " Zm9v",
            ],
        ]
        .concat(),
    );
    table(
        Format::Base64Url,
        &[&padded[..], &other[..]].concat(),
        &["+/+/", "/w", "Z", "Z===", "====", "=", "Zg=", "Zh", "Zm9", "Zg\n", "Zm9v====", "é", "Zg.A"],
    );
}

#[test]
fn a_response_is_decoded_in_any_spelling() {
    let read = |text: &str| -> Base64 { json::from_str(&json::to_string(&text.to_owned()).unwrap()).unwrap() };
    for text in ["Zm9vYg", "Zm9vYg==", "Zm9v\r\nYg==\r\n", "Zm9vYg=\n=", "\nZm9vYg"] {
        assert_eq!(read(text).decode().unwrap(), b"foob", "{text:?}");
    }
    assert_eq!(read("-_+/").decode().unwrap(), [0xfb, 0xff, 0xbf]);
    for text in ["Z", "Zh==", "Zm9=", "Zm 9v", "Zg=", "Z===", "=", "Zm9v=", "Zm9v====", "Zg=A", "é", "Zm9v\u{2028}"] {
        assert!(read(text).decode().is_err(), "{text:?}");
    }
    let kept = read("Zm9vYg");
    assert_eq!(json::to_string(&kept).unwrap(), "\"Zm9vYg\"");
    assert_eq!(validate(&kept).unwrap_err().violations()[0].rule().to_string(), "must be of the format byte");
    assert_eq!("Zg".parse::<Base64>().unwrap_err().to_string(), "Base64: must be of the format byte");
    assert_eq!("/w".parse::<Base64Url>().unwrap_err().to_string(), "Base64Url: must be of the format base64url");
}
