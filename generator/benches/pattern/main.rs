//! The emitted check of the pattern of a card ID against engines that compile it when the program runs.
//!
//! `cargo bench -p generator --bench pattern`. Ratios count, the times of one machine do not.

#![expect(clippy::print_stdout, reason = "the ratios are what this program is for")]

use client_runtime as runtime;
use criterion::{Criterion, criterion_group, criterion_main};
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

fn bench(criterion: &mut Criterion) {
    let regex = regex::Regex::new(r"(?-u)^[A-Za-z]{2,6}_[\w-]{22}$").expect("the pattern is legal");
    let regress = regress::Regex::with_flags(PATTERN, "u").expect("the pattern is legal");
    for (kind, texts) in [("valid", &VALID[..]), ("invalid", &INVALID[..])] {
        let mut group = Group { criterion, kind, texts, emitted: 0.0 };
        group.measure("emitted", matches_card_id);
        group.measure("regex", |text| regex.is_match(text));
        group.measure("regress", |text| regress.find(text).is_some());
    }
}

/// One kind of texts.
struct Group<'a> {
    criterion: &'a mut Criterion,
    kind: &'a str,
    texts: &'a [&'a str],
    /// The time of the emitted check in nanoseconds.
    emitted: f64,
}

impl Group<'_> {
    fn measure(&mut self, name: &str, matches: impl Fn(&str) -> bool) {
        for text in self.texts {
            assert_eq!(matches(text), self.kind == "valid", "{name} on {text:?}");
        }
        let best = best(self.texts, &matches);
        if name == "emitted" {
            self.emitted = best;
        }
        println!("{} {name}: {best:.1} ns a text, {:.1} times the emitted check", self.kind, best / self.emitted);
        self.criterion.bench_function(&format!("{}/{name}", self.kind), |bencher| {
            bencher.iter(|| {
                for text in self.texts {
                    black_box(matches(black_box(text)));
                }
            });
        });
    }
}

/// The best of many short runs: what remains when the rest of the machine is busy.
fn best(texts: &[&str], matches: impl Fn(&str) -> bool) -> f64 {
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
criterion_main!(benches);
