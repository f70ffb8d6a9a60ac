//! Decoding and encoding a page of 500 operations, against serde's derive with `serde_json`.
//!
//! `cargo bench -p mono-client --bench codec`. Ratios count; the times of one machine do not. Both sides read and write
//! the same bytes, which is asserted. The derived types are what a careful user writes down for these schemas: texts
//! are `String`s. The emitted types do more with the same bytes: IDs are types of their own, unknown members and
//! values are kept, a member that occurs twice is an error.

#![expect(clippy::print_stdout, reason = "the ratios are what this program is for")]

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mono_client::models::CardBalanceOperationPage;
use mono_client::runtime::json;
use serde::{Deserialize, Serialize};

const OPERATIONS: usize = 500;

#[derive(Serialize, Deserialize)]
struct Page {
    #[serde(skip_serializing_if = "Option::is_none")]
    balance_operations: Option<Vec<Operation>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pagination: Option<Pagination>,
}

#[derive(Serialize, Deserialize)]
struct Operation {
    amount: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    card_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    operation: OperationType,
    #[serde(skip_serializing_if = "Option::is_none")]
    performed_at: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Money {
    amount: i64,
    currency: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum OperationType {
    Topup,
    Withdrawal,
}

#[derive(Serialize, Deserialize)]
struct Pagination {
    #[serde(skip_serializing_if = "Option::is_none")]
    page_number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_items: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_pages: Option<i64>,
}

/// The page as a server writes it: compact, its members in the order of the documentation.
fn page() -> String {
    let operations: Vec<String> = (0..OPERATIONS)
        .map(|number| {
            let (kind, sign) = if number % 3 == 0 { ("withdrawal", "Withdrawal") } else { ("topup", "Topup") };
            format!(
                r#"{{"amount":{{"amount":{},"currency":"COP"}},"card_id":"car_5tgliBmzjZ6mpQPRbQjfKj","description":"{sign} for suscripción {number}","entity_id":"Entity ID used for idempotency requests","id":"cbo_{number:05}liBmzjZ6mpQPRbQjf","operation":"{kind}","performed_at":"2022-01-{:02}T01:{:02}:00Z"}}"#,
                100_000 + number * 7919,
                number % 28 + 1,
                number % 60,
            )
        })
        .collect();
    format!(
        r#"{{"balance_operations":[{}],"card_id":"car_5tgliBmzjZ6mpQPRbQjfKj","pagination":{{"page_number":1,"page_size":{OPERATIONS},"total_items":{OPERATIONS},"total_pages":1}}}}"#,
        operations.join(",")
    )
}

fn bench(criterion: &mut Criterion) {
    let text = page();
    let bytes = text.as_bytes();
    let emitted: CardBalanceOperationPage = json::from_slice(bytes).expect("it is such a page");
    let derived: Page = serde_json::from_slice(bytes).expect("it is such a page");
    assert_eq!(json::to_vec(&emitted).expect("it can be written"), bytes);
    assert_eq!(serde_json::to_vec(&derived).expect("it can be written"), bytes);

    let mut pair = Pair { criterion, bytes: bytes.len() };
    pair.measure(
        "decode",
        || json::from_slice::<CardBalanceOperationPage>(black_box(bytes)).is_ok(),
        || serde_json::from_slice::<Page>(black_box(bytes)).is_ok(),
    );
    pair.measure(
        "encode",
        || json::to_vec(black_box(&emitted)).is_ok(),
        || serde_json::to_vec(black_box(&derived)).is_ok(),
    );
}

struct Pair<'a> {
    criterion: &'a mut Criterion,
    bytes: usize,
}

impl Pair<'_> {
    fn measure(&mut self, name: &str, emitted: impl Fn() -> bool, derived: impl Fn() -> bool) {
        let mut best = [f64::INFINITY; 2];
        // One after the other, and the best of many: what remains when the rest of the machine is busy.
        for _ in 0..1000 {
            best[0] = best[0].min(seconds(&emitted));
            best[1] = best[1].min(seconds(&derived));
        }
        let [emitted_speed, derived_speed] = best.map(|seconds| self.bytes as f64 / seconds / 1e6);
        println!(
            "{name}: emitted {emitted_speed:.0} MB/s, derives with serde_json {derived_speed:.0} MB/s; {:.2} times as fast",
            emitted_speed / derived_speed
        );
        let mut group = self.criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(self.bytes as u64));
        group.bench_function("emitted", |bencher| bencher.iter(&emitted));
        group.bench_function("derives", |bencher| bencher.iter(&derived));
        group.finish();
    }
}

fn seconds(work: &impl Fn() -> bool) -> f64 {
    let start = Instant::now();
    assert!(black_box(work()));
    start.elapsed().as_secs_f64()
}

criterion_group!(benches, bench);
criterion_main!(benches);
