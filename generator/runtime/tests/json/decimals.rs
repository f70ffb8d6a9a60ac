//! Decimals in strings: what is accepted, their exact order, and conversions that never round.

use std::collections::HashSet;

use crate::formats::table;
use crate::runtime::fixed_point::Decimal;
use crate::runtime::json;
use crate::runtime::number::Number;
use crate::runtime::rules::{Format, validate};

fn read(text: &str) -> Decimal {
    json::from_str(&json::to_string(&text.to_owned()).unwrap()).unwrap()
}

#[test]
fn accepted_are_json_numbers_without_an_exponent() {
    table(
        Format::Decimal,
        &["0", "-0", "10.10", "-0.50", "0.000", "123456789012345678901234567890.123456789012345678901234567890"],
        &[
            "", "-", "+1", "1.", ".5", "-.5", "01", "00.1", "1e3", "1E3", "1.5e-3", "1,5", "1 000", " 1", "1 ", "NaN",
            "Infinity", "0x1", "1.2.3", "--1", "1\n", "१", "$1",
        ],
    );
}

#[test]
fn text_and_scale_are_kept_and_values_compared() {
    let read_back = json::to_string(&read("10.10")).unwrap();
    assert_eq!(read_back, "\"10.10\"");
    assert_eq!((read("10.10").scale(), read("7").scale(), read("1e3").scale()), (Some(2), Some(0), None));
    assert_eq!(read("10.10"), read("10.1"));
    assert_eq!(read("-0.00"), read("0"));
    assert_ne!(read("0.1"), read("0.10000000000000000000000000000000000001"));
    let mut sorted = ["10", "9.99", "x", "-1", "-10.5", "1e3", "10.01"].map(read).to_vec();
    sorted.sort();
    assert_eq!(
        sorted.iter().map(Decimal::as_str).collect::<Vec<_>>(),
        ["-10.5", "-1", "9.99", "10", "10.01", "1e3", "x"]
    );
    let distinct: HashSet<Decimal> = ["1.0", "1", "1.00", "x", "1e0"].map(read).into_iter().collect();
    assert_eq!(distinct.len(), 3);
    assert!(validate(&read("10.10")).is_ok());
    assert_eq!(validate(&read("1e3")).unwrap_err().violations()[0].rule().to_string(), "must be of the format decimal");
    assert_eq!("1e3".parse::<Decimal>().unwrap_err().to_string(), "Decimal: must be of the format decimal");
}

#[test]
fn numbers_and_back() {
    let number: Number = "10.10".parse().unwrap();
    assert_eq!(Decimal::try_from(&number).unwrap().as_str(), "10.10");
    assert_eq!(Number::try_from(&read("10.10")).unwrap().as_str(), "10.10");
    assert_eq!(read("10.10").number(), Some(number));
    assert!(Decimal::try_from(&"1e3".parse::<Number>().unwrap()).is_err());
    assert!(Number::try_from(&read("1e3")).is_err() && read("x").number().is_none());
    assert_eq!(Decimal::from(-5i64).as_str(), "-5");
    assert_eq!(Decimal::from(u128::MAX).as_str(), "340282366920938463463374607431768211455");
}

#[cfg(feature = "rust_decimal")]
#[test]
fn rust_decimal_and_back() {
    use rust_decimal::Decimal as Other;
    for text in
        ["10.10", "-0.50", "0", "0.000", "79228162514264337593543950335", "-7.9228162514264337593543950335", "-0.00"]
    {
        let other = Other::try_from(&read(text)).unwrap();
        assert_eq!(Decimal::from(other).as_str(), text);
        assert_eq!(Other::try_from(&text.parse::<Number>().unwrap()).unwrap(), other);
        assert_eq!(Number::from(other).as_str(), text);
    }
    for (text, expected) in [
        ("1.50e3", "1500"),
        ("15e-1", "1.5"),
        ("1.5E+1", "15"),
        ("0e999999", "0"),
        ("-1e-28", "-0.0000000000000000000000000001"),
    ] {
        assert_eq!(Other::try_from(&text.parse::<Number>().unwrap()).unwrap().to_string(), expected, "{text}");
    }
    for text in [
        "79228162514264337593543950336",
        "0.00000000000000000000000000001",
        "1.00000000000000000000000000000",
        "123456789012345678901234567890123456789012345678901234567890",
        "1e29",
        "1e999999999999999999",
        "1e-999999999999999999",
    ] {
        assert!(Other::try_from(&text.parse::<Number>().unwrap()).is_err(), "{text}");
        assert!(Other::try_from(&read(text)).is_err(), "{text}");
    }
    assert_eq!(
        Other::try_from(&read("79228162514264337593543950336")).unwrap_err().to_string(),
        "Decimal: must have at most 96 bits and 28 decimal places to be converted"
    );
    assert!(Other::try_from(&read("ten")).is_err());
}
