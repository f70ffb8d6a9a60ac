//! What `tracing` sees of a call: names, counts, statuses; no values.
#![cfg(feature = "tracing")]

mod http_support;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use client_runtime as runtime;
use http_support::api::{self, CreateCard, TOKEN, new_card};
use runtime::clock::Clock;
use runtime::memory::InMemory;
use runtime::response::RawResponse;
use runtime::retry::RetryPolicy;
use runtime::test_clock::TestClock;
use runtime::transport::{TransportError, TransportErrorKind};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps each span with its fields, and with its parent's number.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Line>>>, Arc<AtomicU64>);

struct Line {
    name: &'static str,
    parent: Option<u64>,
    fields: BTreeMap<&'static str, String>,
}

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("client_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = BTreeMap::new();
        span.record(&mut Fields(&mut fields));
        let mut lines = self.0.lock().unwrap();
        lines.push(Line { name: span.metadata().name(), parent: span.parent().map(Id::into_u64), fields });
        Id::from_u64(lines.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut lines = self.0.lock().unwrap();
        values.record(&mut Fields(&mut lines[span.into_u64() as usize - 1].fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {
        self.1.fetch_add(1, Ordering::SeqCst);
    }

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_span_for_the_call_and_one_for_each_attempt() {
    let log = Log::default();
    let memory = Arc::new(InMemory::new());
    let headers =
        |id: &str| http::HeaderMap::from_iter([(http::HeaderName::from_static("x-request-id"), id.parse().unwrap())]);
    let answer = |status: u16, id: &str| RawResponse::new(status.try_into().unwrap(), headers(id), bytes::Bytes::new());
    memory.fail::<CreateCard>(TransportError::new(TransportErrorKind::Io));
    memory.answer::<CreateCard>(answer(503, "r2"));
    memory.answer::<CreateCard>(answer(409, "r3"));
    memory.answer::<CreateCard>(answer(201, "r4"));
    let client = api::builder("https://api.invalid")
        .transport(Arc::clone(&memory) as Arc<dyn runtime::Transport>)
        .clock(Arc::new(TestClock::new()) as Arc<dyn Clock>)
        .retry(RetryPolicy::new())
        .build()
        .unwrap();
    tracing::subscriber::with_default(log.clone(), || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(client.call(CreateCard::new(new_card())).send()).unwrap_err();
        runtime.block_on(client.call(CreateCard::new(new_card())).send_raw()).unwrap();
    });
    let lines = log.0.lock().unwrap();
    let shown: Vec<String> = lines
        .iter()
        .map(|line| {
            let fields: Vec<_> = line.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{}<{} {}", line.parent.unwrap_or(0), line.name, fields.join(" "))
        })
        .collect();
    let route = "/v1/ledger/{ledger}/cards";
    assert_eq!(
        shown,
        [
            &format!(
                "0<call attempts=3 method=POST operation=create_card outcome=Unknown request_id=r3 route={route} status=409"
            ),
            "1<attempt attempt=1 failure=Io",
            "1<attempt attempt=2 request_id=r2 status=503",
            "1<attempt attempt=3 request_id=r3 status=409",
            &format!("0<call attempts=1 method=POST operation=create_card request_id=r4 route={route} status=201"),
            "5<attempt attempt=1 request_id=r4 status=201",
        ]
    );
    assert!(log.1.load(Ordering::SeqCst) >= 6, "the spans are entered");
    let all = shown.concat();
    assert!(!all.contains("SECRET") && !all.contains(TOKEN) && !all.contains("acc_1"));
}
