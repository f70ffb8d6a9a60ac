//! The emitted check of the pattern of a card ID against engines that compile it when the program runs.
//!
//! `cargo bench -p generator --bench pattern`. Ratios count, the times of one machine do not.

#![expect(
    clippy::print_stdout,
    reason = "the ratios are what this program is for"
)]

use client_runtime as runtime;
use criterion::{Criterion, criterion_group};
use std::hint::black_box;
use std::time::Instant;

// The text that the generator emits; a test asserts that it is.
include!("card_id.rs");

const PATTERN: &str = r"^[A-Za-z]{2,6}_[\w-]{22}$";

const VALID: [&str; 4] = [
    "card_4fG7hJ2kLmN8pQrS1tUvWx",
    "cd_0123456789abcdefghij-_",
    "MonoId_ABCDEFGHIJKLMNOPQRSTUV",
    "acc_zyxwvutsrqponmlkjihgfe",
];

const INVALID: [&str; 7] = [
    "",
    "card",
    "card_4fG7hJ2kLmN8pQrS1tUvW",
    "card_4fG7hJ2kLmN8pQrS1tUvWxyz0123",
    "c1rd_4fG7hJ2kLmN8pQrS1tUvWx",
    "card_4fG7hJ2kLmN8pQrS1tUvW!",
    "card-4fG7hJ2kLmN8pQrS1tUvWx",
];

fn matchers() -> [(&'static str, Box<dyn Fn(&str) -> bool>); 3] {
    let regex = regex::Regex::new(r"(?-u)^[A-Za-z]{2,6}_[\w-]{22}$").expect("the pattern is legal");
    let regress = regress::Regex::with_flags(PATTERN, "u").expect("the pattern is legal");
    [
        ("emitted", Box::new(matches_card_id)),
        ("regex", Box::new(move |text| regex.is_match(text))),
        (
            "regress",
            Box::new(move |text| regress.find(text).is_some()),
        ),
    ]
}

fn bench(criterion: &mut Criterion) {
    for (kind, texts) in [("valid", &VALID[..]), ("invalid", &INVALID[..])] {
        let mut group = criterion.benchmark_group(kind);
        for (name, matches) in matchers() {
            group.bench_function(name, |bencher| {
                bencher.iter(|| texts.iter().filter(|text| matches(black_box(text))).count());
            });
        }
        group.finish();
    }
}

/// The best of many short runs: what remains when the rest of the machine is busy.
fn best(texts: &[&str], matches: &dyn Fn(&str) -> bool) -> f64 {
    let run = || {
        let start = Instant::now();
        for _ in 0..1000 {
            for text in texts {
                black_box(matches(black_box(text)));
            }
        }
        start.elapsed().as_nanos() as f64 / 1000.0 / texts.len() as f64
    };
    (0..500).map(|_| run()).fold(f64::INFINITY, f64::min)
}

criterion_group!(benches, bench);

fn main() {
    for (_, matches) in matchers() {
        assert!(
            VALID.iter().all(|text| matches(text)) && !INVALID.iter().any(|text| matches(text))
        );
    }
    for (kind, texts) in [("valid", &VALID[..]), ("invalid", &INVALID[..])] {
        let times = matchers().map(|(name, matches)| (name, best(texts, &*matches)));
        for (name, time) in times {
            println!(
                "{kind:8} {name:8} {time:6.1} ns, {:5.1} times the emitted check",
                time / times[0].1
            );
        }
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
