//! Parsing a card ID from text into the newtype, against newtypes over a `String` that engines check which compile the
//! pattern when the program runs.
//!
//! `cargo bench -p mono-client --bench card_id`. Ratios count; the times of one machine do not.

use std::hint::black_box;
use std::sync::LazyLock;

use criterion::{Criterion, criterion_group, criterion_main};
use mono_client::models::CardId;

const VALID: [&str; 4] = [
    "car_5tgliBmzjZ6mpQPRbQjfKj",
    "cd_0123456789abcdefghij-_",
    "MonoIds_ABCDEFGHIJKLMNOPQRSTUV",
    "acc_zyxwvutsrqponmlkjihgfe",
];

const INVALID: [&str; 7] = [
    "",
    "car",
    "car_5tgliBmzjZ6mpQPRbQjfK",
    "car_5tgliBmzjZ6mpQPRbQjfKjxyz0123",
    "c1r_5tgliBmzjZ6mpQPRbQjfKj",
    "car_5tgliBmzjZ6mpQPRbQjfK!",
    "car-5tgliBmzjZ6mpQPRbQjfKj",
];

/// What other clients hold: the text on the heap, checked by an engine.
struct Text(#[expect(dead_code, reason = "made and dropped, as the other")] String);

static REGEX: LazyLock<regex::Regex> =
    LazyLock::new(|| regex::Regex::new(r"(?-u)^[A-Za-z]{2,7}_[\w-]{22}$").expect("the pattern is legal"));
static REGRESS: LazyLock<regress::Regex> =
    LazyLock::new(|| regress::Regex::with_flags(r"^[A-Za-z]{2,7}_[\w-]{22}$", "u").expect("the pattern is legal"));

fn newtype(text: &str) -> Option<CardId> {
    text.parse().ok()
}

fn by_regex(text: &str) -> Option<Text> {
    REGEX.is_match(text).then(|| Text(text.to_owned()))
}

fn by_regress(text: &str) -> Option<Text> {
    REGRESS.find(text).map(|_| Text(text.to_owned()))
}

fn measure<T>(criterion: &mut Criterion, name: &str, texts: &[&str], parse: fn(&str) -> Option<T>) {
    criterion.bench_function(name, |bencher| {
        bencher.iter(|| texts.iter().map(|text| parse(black_box(text)).is_some()).filter(|found| *found).count());
    });
}

fn bench(criterion: &mut Criterion) {
    for (kind, texts) in [("valid", &VALID[..]), ("invalid", &INVALID[..])] {
        for text in texts {
            let expected = kind == "valid";
            assert_eq!((newtype(text).is_some(), by_regex(text).is_some()), (expected, expected), "{text:?}");
        }
        measure(criterion, &format!("{kind}/newtype"), texts, newtype);
        measure(criterion, &format!("{kind}/regex"), texts, by_regex);
        measure(criterion, &format!("{kind}/regress"), texts, by_regress);
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
