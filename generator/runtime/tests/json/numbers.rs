//! Integers of every width, exact numbers against an independent oracle (`num-bigint`).

use std::cmp::Ordering;
use std::fmt::Debug;

use num_bigint::BigInt;

use crate::Seeded;
use crate::runtime::decimal;
use crate::runtime::json::{self, Json};
use crate::runtime::number::Number;
use crate::runtime::reader::Problem;

#[track_caller]
fn is<T: Json + PartialEq + Debug>(text: &str, value: T) {
    assert_eq!(json::from_str::<T>(text).ok(), Some(value), "{text}");
}

#[track_caller]
fn is_not<T: Json + PartialEq + Debug>(text: &str, problem: Problem) {
    assert_eq!(json::from_str::<T>(text).map_err(|error| error.problem()), Err(problem), "{text}");
}

macro_rules! bounds {
    ($($integer:ident)*) => {$(
        for (bound, step) in [($integer::MIN, -1i8), ($integer::MAX, 1)] {
            is(&bound.to_string(), bound);
            is(&format!("{bound}.000"), bound);
            is(&format!("{bound}e0"), bound);
            if bound != 0 {
                is(&format!("{bound}0E-1"), bound);
            }
            let beyond = (BigInt::from(bound) + step).to_string();
            is_not::<$integer>(&beyond, Problem::OutOfRange(stringify!($integer)));
            is_not::<$integer>(&format!("{beyond}.0"), Problem::OutOfRange(stringify!($integer)));
            is_not::<$integer>(&format!("{bound}.5"), Problem::NotInteger);
            assert_eq!(json::to_string(&bound).unwrap(), bound.to_string());
        }
        for text in ["0", "-0", "0.0", "-0.0", "0e5", "0e-5", "-0e+5", "0.000e999"] {
            is::<$integer>(text, 0);
        }
        for text in ["1.0", "1e0", "10e-1", "0.1e1", "0.01E+2", "1.00", "100e-2", "1000000000000000000000000e-24"] {
            is::<$integer>(text, 1);
        }
        for text in ["1e400", "-1e400", "1e38000", "123456789012345678901234567890123456789012345"] {
            is_not::<$integer>(text, Problem::OutOfRange(stringify!($integer)));
        }
        for text in ["1e-400", "0.5", "1.5", "-1.5", "15e-1", "1e-1", "123456789.0000000000000000000000000000000000001"] {
            is_not::<$integer>(text, Problem::NotInteger);
        }
        is_not::<$integer>("1e9999999999999999999", Problem::OutOfRange("this client"));
    )*};
}

#[test]
fn integers_of_every_width() {
    bounds!(i8 i16 i32 i64 i128 u8 u16 u32 u64);
    is("1e3", 1000i64);
    is("9223372036854775807", i64::MAX);
    is("-9223372036854775808", i64::MIN);
    is("9223372036854775807.0", i64::MAX);
    is("922337203685477580.7e1", i64::MAX);
    is_not::<i64>("9223372036854775808", Problem::OutOfRange("i64"));
    is("9223372036854775808", 9_223_372_036_854_775_808u64);
    is("9007199254740993", 9_007_199_254_740_993i64);
    is("9007199254740993.0", 9_007_199_254_740_993i64);
    is_not::<u8>("-1", Problem::OutOfRange("u8"));
    is("1e2", 100u8);
    for value in [0, 1, -1, 9, 10, 99, 100, -100, 1_234_567_890, i64::MAX - 1] {
        is(&json::to_string(&value).unwrap(), value);
    }
}

#[test]
fn floats_are_the_nearest_and_written_shortest() {
    for text in [
        "0.1",
        "1e300",
        "-1.5e-300",
        "5e-324",
        "1.7976931348623157e308",
        "123456789.125",
        "0",
        "1",
        "-0",
        "1e16",
        "1e15",
        "0.00001",
        "0.000001",
    ] {
        let value: f64 = json::from_str(text).unwrap();
        assert_eq!(value.to_bits(), text.parse::<f64>().unwrap().to_bits());
        let written = json::to_string(&value).unwrap();
        assert_eq!(json::from_str::<f64>(&written).unwrap().to_bits(), value.to_bits(), "{written}");
        assert!(decimal::is_number(written.as_bytes()), "{written}");
    }
    is_not::<f64>("1e400", Problem::OutOfRange("f64"));
    is_not::<f32>("1e39", Problem::OutOfRange("f32"));
    is("1e-400", 0.0f64);
    // Rounded once: by way of f64 it would be the number below.
    is("1.00000017881393432617187499", 1.000_000_1_f32);
    assert_eq!(json::to_string(&0.1f32).unwrap(), "0.1");
    assert_eq!(json::to_string(&1e300).unwrap(), "1e300");
    assert_eq!(json::to_string(&1e15).unwrap(), "1000000000000000");
    let mut random = Seeded(7);
    for _ in 0..20_000 {
        let value = f64::from_bits(random.next());
        if value.is_finite() {
            is(&json::to_string(&value).unwrap(), value);
            assert_eq!(Number::try_from(value).unwrap().as_f64(), value);
        }
    }
}

#[test]
fn numbers_keep_their_text() {
    for text in
        ["10.10", "-0", "0.0", "1E+2", "1e-2", "123456789012345678901234567890.123456789", "1e999999999999999999"]
    {
        let number: Number = json::from_str(text).unwrap();
        assert_eq!(json::to_string(&number).unwrap(), text);
        assert_eq!(text.parse::<Number>().unwrap().as_str(), text);
        assert_eq!(number.to_string(), text);
    }
    for bad in [
        "",
        "-",
        "01",
        "1.",
        ".1",
        "1e",
        "1e+",
        " 1",
        "1 ",
        "+1",
        "NaN",
        "inf",
        "1_0",
        "0x1",
        "1e1.5",
        "١",
        "1e1000000000000000000",
        "--1",
        "1.-1",
        "-e1",
    ] {
        assert!(bad.parse::<Number>().is_err(), "{bad:?}");
        assert!(Number::try_from(bad.to_owned()).is_err());
    }
    assert!("1e0000000000000000000000000000001".parse::<Number>().is_ok());
    assert!(Number::try_from(f64::NAN).is_err());
    assert_eq!(Number::try_from(0.1).unwrap().as_str(), "0.1");
    assert_eq!(Number::from(i128::MIN).as_i128(), Some(i128::MIN));
    assert_eq!(Number::from(u64::MAX).as_u64(), Some(u64::MAX));
    assert_eq!(Number::from(u64::MAX).as_i64(), None);
    assert_eq!("1e3".parse::<Number>().unwrap().as_i64(), Some(1000));
    assert_eq!("1.5".parse::<Number>().unwrap().as_i64(), None);
}

#[test]
fn equal_numbers_are_equal_and_huge_exponents_are_told_apart() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    for (left, right) in [
        ("1", "1.0"),
        ("1", "1e0"),
        ("-0", "0"),
        ("0e5", "0.00"),
        ("100", "1e2"),
        ("0.001", "1e-3"),
        ("12.50", "0.125e2"),
        ("1e999999999999999998", "0.1e999999999999999999"),
        ("-5", "-50e-1"),
    ] {
        assert_eq!(number(left), number(right), "{left} {right}");
        assert_eq!(number(left).decimal().canonical(), number(right).decimal().canonical());
    }
    let ascending = [
        "-1e999999999999999999",
        "-1e400",
        "-1.1",
        "-1.09",
        "-1",
        "-1e-400",
        "0",
        "1e-999999999999999999",
        "1e-400",
        "0.1",
        "0.11",
        "0.9",
        "1",
        "1.0000000000000000000000000000000000001",
        "9",
        "10",
        "10.5",
        "1e400",
        "2e400",
        "1e401",
        "1e999999999999999998",
        "1e999999999999999999",
    ];
    for (index, left) in ascending.iter().enumerate() {
        for (other, right) in ascending.iter().enumerate() {
            assert_eq!(number(left).cmp(&number(right)), index.cmp(&other), "{left} {right}");
        }
    }
}

/// A number as an integer and a power of ten, for the oracle.
fn random_number(random: &mut Seeded) -> (String, BigInt, i32) {
    let mut digits = String::new();
    let most = if random.below(4) == 0 { 60 } else { 6 };
    for _ in 0..=random.below(most) {
        let digit = if random.below(3) == 0 { 0 } else { random.below(10) };
        digits.push(char::from(b'0' + u8::try_from(digit).unwrap()));
    }
    let fraction = random.below(digits.len());
    let exponent = if random.below(2) == 0 { 0 } else { i32::try_from(random.below(40)).unwrap() - 20 };
    let head = digits[..digits.len() - fraction].trim_start_matches('0');
    let mut text = if head.is_empty() { "0".to_owned() } else { head.to_owned() };
    if fraction > 0 {
        text.push('.');
        text.push_str(&digits[digits.len() - fraction..]);
    }
    if exponent != 0 {
        text.push_str(&format!("e{exponent}"));
    }
    let negative = random.below(3) == 0;
    let size: BigInt = digits.parse().unwrap();
    let (text, size) = if negative { (format!("-{text}"), -size) } else { (text, size) };
    (text, size, exponent - i32::try_from(fraction).unwrap())
}

fn power(exponent: i32) -> BigInt {
    BigInt::from(10).pow(u32::try_from(exponent).unwrap())
}

#[test]
fn order_multiples_and_integers_agree_with_big_integers() {
    let mut random = Seeded(0xDEAD_BEEF_1234_5678);
    let (mut multiples, mut equal) = (0, 0);
    for round in 0..60_000 {
        let (left_text, left, left_exponent) = random_number(&mut random);
        let (mut right_text, mut right, mut right_exponent) = random_number(&mut random);
        if round % 4 == 0 {
            // Pairs that are multiples: the left number times an integer, spelt in another way.
            right = BigInt::from(1 + random.below(50)) * 2u8 * 5u8;
            right_exponent = left_exponent - 1;
            right *= &left;
            right_text = format!("{right}e{right_exponent}");
        }
        let (a, b) = (left_text.parse::<Number>().unwrap(), right_text.parse::<Number>().unwrap());
        let least = left_exponent.min(right_exponent);
        let scaled_left = &left * power(left_exponent - least);
        let scaled_right = &right * power(right_exponent - least);
        let expected = scaled_left.cmp(&scaled_right);
        assert_eq!(a.cmp(&b), expected, "{left_text} {right_text}");
        equal += usize::from(expected == Ordering::Equal);
        let zero = BigInt::ZERO;
        let multiple = if scaled_left == zero { scaled_right == zero } else { &scaled_right % &scaled_left == zero };
        assert_eq!(b.is_multiple_of(&a), multiple, "{right_text} of {left_text}");
        multiples += usize::from(multiple);
        let integer = if left_exponent >= 0 {
            Some(&left * power(left_exponent))
        } else {
            let by = power(-left_exponent);
            (&left % &by == zero).then(|| &left / &by)
        };
        assert_eq!(a.is_integer(), integer.is_some(), "{left_text}");
        let as_i128 = integer.clone().and_then(|integer| i128::try_from(integer).ok());
        assert_eq!(a.as_i128(), as_i128, "{left_text}");
        let as_i64 = integer.clone().and_then(|integer| i64::try_from(integer).ok());
        assert_eq!(a.as_i64(), as_i64, "{left_text}");
        assert_eq!(a.as_u64(), integer.and_then(|integer| u64::try_from(integer).ok()), "{left_text}");
    }
    assert!(multiples > 12_000 && equal > 150, "{multiples} {equal}");
}

#[test]
fn multiples_of_money_and_of_huge_numbers() {
    let multiple = |value: &str, of: &str| value.parse::<Number>().unwrap().is_multiple_of(&of.parse().unwrap());
    for (value, of) in [
        ("10.10", "0.01"),
        ("4.35", "0.01"),
        ("1.1", "0.1"),
        ("0.3", "0.1"),
        ("1e400", "3e0"),
        ("0", "0.01"),
        ("-0.02", "0.01"),
        ("1e999999999999999999", "1024"),
        ("1e999999999999999999", "1e-999999999999999999"),
        ("12391239123", "1e-8"),
        ("0.0075", "0.0001"),
        ("1e308", "0.123456789"),
    ] {
        let expected = !matches!((value, of), ("1e400", _) | ("1e308", _));
        assert_eq!(multiple(value, of), expected, "{value} of {of}");
    }
    let by = "123456789012345678901234567890123456789012345678901";
    assert!(multiple(&format!("{by}000"), by) && multiple(&format!("{by}e999999999999999999"), by));
    assert!(!multiple(&format!("{by}1"), by));
    assert!(!multiple("0.001", "0.01") && !multiple("0.00751", "0.0001") && !multiple("1", "0"));
}
