//! 10,000 calls against a ledger, a fifth of them with faults: the ledger holds what the calls say, and nothing twice.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mono_client::runtime::content::Content;
use mono_client::runtime::response::RawResponse;
use mono_client::runtime::transport::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};
use mono_client::{Client, IdempotencyKey, Outcome, RetryPolicy, Timeouts};

use crate::support::calls;
use crate::support::fault_server::{Arrived, FaultServer, Step, answer, head};
use crate::support::samples;
use crate::support::server::Server;

const CALLS: u64 = 10_000;
const SEED: u64 = 0x5eed_2026;

/// A number that looks random and is always the same for the same input (the finish of SplitMix64).
fn dice(input: u64) -> u64 {
    let mut mixed = (SEED ^ input).wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The key of a call, and the amount that it moves: its number is in both.
fn key(call: u64) -> IdempotencyKey {
    format!("call-{call}").parse().expect("a key")
}

fn amount(call: u64) -> i64 {
    i64::try_from(1_000_000 + call * 7).expect("small")
}

/// What the ledger knows of a key.
#[derive(Default)]
struct Entry {
    /// How many requests came with it.
    requests: u64,
    /// What was moved, each time that something was.
    effects: Vec<i64>,
    /// Whether an answer was lost after something was moved.
    lost: bool,
}

#[derive(Default)]
struct Ledger {
    entries: HashMap<String, Entry>,
    faults: u64,
    /// Retries of a call whose answer was lost, and that got another error.
    contradictions: u64,
}

const JSON: (&str, &str) = ("content-type", "application/json");

impl Ledger {
    /// Applies a request unless its key has been seen, and answers; or does one of these badly.
    fn serve(&mut self, request: &Arrived) -> Vec<Step> {
        let key = request.header("x-idempotency-key").expect("a key").to_owned();
        let body: serde_json::Value = serde_json::from_slice(&request.body).expect("a body");
        let amount = body.pointer("/amount/amount").and_then(serde_json::Value::as_i64).expect("an amount");
        let call: u64 = key.trim_start_matches("call-").parse().expect("a number");
        let entry = self.entries.entry(key).or_default();
        entry.requests += 1;
        let random = dice(call * 64 + entry.requests);
        let replay = !entry.effects.is_empty();
        let reply = |status: u16| Step::Write(answer(status, &[JSON], samples::ACCOUNT_OPERATION.as_bytes()));
        let refusal = |status: u16| vec![Step::Write(answer(status, &[JSON], samples::BAD_REQUEST.as_bytes()))];
        // After a lost answer the next one is often of another kind: the token has ended, the call is still under way, …
        let contradicts = entry.lost && random.is_multiple_of(2);
        if contradicts {
            self.contradictions += 1;
            return refusal([401, 409, 422, 403][(random / 2 % 4) as usize]);
        }
        let faulty = random % 100 < 20;
        if !faulty {
            if !replay {
                entry.effects.push(amount);
            }
            return vec![reply(if replay { 200 } else { 201 })];
        }
        self.faults += 1;
        let fault = random / 100 % 14;
        // The first six do nothing, the others move the money before they fail.
        if fault >= 6 {
            if !replay {
                entry.effects.push(amount);
            }
            entry.lost = true;
        }
        let cut = |status: u16, length| Step::Write(head(status, &[JSON], Some(length)));
        match fault {
            0 => vec![Step::Close],
            1 => vec![Step::Reset],
            2 if replay => refusal(409),
            2 => refusal(422),
            3 => refusal(503),
            4 => refusal(429),
            5 => vec![Step::Write(b"no HTTP at all\r\n\r\n".to_vec()), Step::Close],
            6 => vec![Step::Close],
            7 => vec![Step::Reset],
            8 => refusal(500),
            9 => refusal(504),
            10 => vec![cut(201, 500), Step::Write(b"{\"id\":".to_vec()), Step::Close],
            11 => vec![Step::Write(answer(200, &[("content-type", "text/html")], b"<html>"))],
            12 => vec![Step::Hang],
            _ => vec![Step::Write(b"HTTP/1.1 20".to_vec()), Step::Reset],
        }
    }
}

/// A transport around another one, which now and then cannot reach the server.
struct Flaky {
    inner: Arc<dyn Transport>,
    tries: Mutex<HashMap<String, u64>>,
}

impl Transport for Flaky {
    fn send<'a>(
        &'a self,
        request: http::Request<Content>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<RawResponse, TransportError>> {
        let key = request.headers()["x-idempotency-key"].to_str().expect("a key").to_owned();
        let call: u64 = key.trim_start_matches("call-").parse().expect("a number");
        let mut tries = self.tries.lock().expect("no test panics with the lock");
        let count = tries.entry(key).or_default();
        *count += 1;
        // More often on a retry: then an earlier answer may have been lost.
        let one_in = if *count == 1 { 100 } else { 4 };
        if dice(call * 64 + 32 + *count).is_multiple_of(one_in) {
            return Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect)) });
        }
        drop(tries);
        self.inner.send(request, limits)
    }
}

/// What a call said in the end. `None`: a success.
async fn call(client: &Client, number: u64) -> (u64, Option<Outcome>, u32) {
    let mut operation = calls::ledger();
    operation.body.amount.amount = amount(number);
    let call = client.call(operation).with_idempotency_key(key(number));
    match call.send().await {
        Ok(response) => (number, None, response.attempts()),
        Err(error) => {
            assert_eq!(error.idempotency_key(), Some(&key(number)));
            (number, Some(error.outcome()), error.attempts())
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ledger_holds_what_the_calls_say() {
    let begin = Instant::now();
    let ledger = Arc::new(Mutex::new(Ledger::default()));
    let server = {
        let ledger = Arc::clone(&ledger);
        FaultServer::start(move |request| ledger.lock().expect("no script panics").serve(request)).await
    };
    let inner = Server::transport();
    let client = Server::builder_for(&server.url())
        .transport(Arc::new(Flaky { inner, tries: Mutex::default() }))
        .timeouts(Timeouts::new().attempt(Duration::from_millis(500)))
        .retry(RetryPolicy::new().base(Duration::from_millis(1)))
        .retry_quota(u32::MAX)
        .build()
        .expect("a client");
    let tasks: Vec<_> = (0..32)
        .map(|lane| {
            let client = client.clone();
            tokio::spawn(async move {
                let mut ends = Vec::new();
                for number in (lane..CALLS).step_by(32) {
                    ends.push(call(&client, number).await);
                }
                ends
            })
        })
        .collect();
    let mut ends = Vec::new();
    for task in tasks {
        ends.extend(task.await.expect("no call panics"));
    }
    assert_eq!(ends.len() as u64, CALLS);

    let ledger = ledger.lock().expect("no script panics");
    let (mut done, mut unknown) = (0, 0);
    let mut counts: HashMap<String, u64> = HashMap::new();
    for (number, outcome, attempts) in &ends {
        let entry = ledger.entries.get(key(*number).as_str());
        let effects = entry.map_or(&[][..], |entry| &entry.effects);
        assert!(effects.len() <= 1, "call {number} had an effect twice");
        assert!(entry.map_or(0, |entry| entry.requests) <= u64::from(*attempts));
        let moved: i64 = effects.iter().sum();
        let shown = outcome.map_or("done".into(), |outcome| format!("{outcome:?}"));
        *counts.entry(shown.clone()).or_default() += 1;
        match outcome {
            None | Some(Outcome::Applied) => {
                assert_eq!(moved, amount(*number), "call {number}, {shown}");
                done += amount(*number);
            }
            Some(Outcome::NotSent | Outcome::Rejected) => assert_eq!(moved, 0, "call {number}, {shown}"),
            Some(_) => unknown += moved,
        }
    }
    let total: i64 = ledger.entries.values().flat_map(|entry| &entry.effects).sum();
    assert_eq!(total, done + unknown);
    // The test means something only if all of this has occurred.
    for outcome in ["done", "Applied", "Unknown", "Rejected", "NotSent"] {
        assert!(counts.get(outcome).is_some_and(|count| *count > 0), "{outcome} in {counts:?}");
    }
    let requests: u64 = ledger.entries.values().map(|entry| entry.requests).sum();
    let share = ledger.faults * 100 / requests;
    assert!((18..=22).contains(&share), "{share} % of {requests} requests had a fault");
    assert!(ledger.contradictions > 100, "{} lost answers were followed by another error", ledger.contradictions);
    assert!(counts["Unknown"] < CALLS / 10 && counts["done"] > CALLS * 8 / 10, "{counts:?}");
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
    #[allow(clippy::print_stdout, reason = "figures for who asks with --nocapture")]
    {
        println!("{counts:?}, {requests} requests, {} contradictions, {:?}", ledger.contradictions, begin.elapsed());
    }
}
