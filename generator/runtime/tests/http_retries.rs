//! Retries: which, how often, after which pauses, and what all attempts mean together. No network and no waiting.

mod http_support;

use std::sync::Arc;
use std::time::Duration;

use client_runtime as runtime;
use http_support::api::{self, AddNote, Card, CreateCard, GetCard, new_card};
use runtime::client::{Client, ClientBuilder};
use runtime::clock::Clock;
use runtime::error::ErrorKind;
use runtime::memory::InMemory;
use runtime::operation::Operation;
use runtime::outcome::Outcome;
use runtime::response::RawResponse;
use runtime::retry::RetryPolicy;
use runtime::test_clock::TestClock;
use runtime::timeout::{TimeoutPhase, Timeouts};
use runtime::transport::{TransportError, TransportErrorKind};

/// A client without a network.
struct Bench {
    memory: Arc<InMemory>,
    clock: Arc<TestClock>,
    client: Client,
}

fn bench(build: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Bench {
    let (memory, clock) = (Arc::new(InMemory::new()), Arc::new(TestClock::new()));
    let transport: Arc<dyn runtime::Transport> = Arc::clone(&memory) as _;
    let builder = api::builder("http://localhost").transport(transport).clock(Arc::clone(&clock) as Arc<dyn Clock>);
    Bench { memory, clock, client: build(builder.timeouts(long()).retry(RetryPolicy::new())).build().unwrap() }
}

fn long() -> Timeouts {
    let hour = Duration::from_secs(3600);
    Timeouts::new().attempt(hour).total(hour)
}

impl Bench {
    /// The answers to `get_card`, in their order.
    fn script(&self, statuses: &[u16]) {
        for status in statuses {
            self.memory.answer_empty::<GetCard>(*status);
        }
    }

    fn tokens(&self) -> u32 {
        self.client.core().retry_tokens()
    }

    fn pauses(&self) -> Vec<u64> {
        self.clock.pauses().iter().map(Duration::as_secs).collect()
    }

    async fn get(&self) -> Result<u32, runtime::Error<runtime::NoFailure>> {
        self.client.call(GetCard::new("c")).send().await.map(|response| response.attempts())
    }
}

/// A response with headers.
fn response(status: u16, headers: &[(&'static str, &str)]) -> RawResponse {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
    RawResponse::new(status.try_into().unwrap(), headers, bytes::Bytes::new())
}

fn io() -> TransportError {
    TransportError::new(TransportErrorKind::Io)
}

fn refused() -> TransportError {
    TransportError::new(TransportErrorKind::Connect)
}

// The six cases of AWS's "standard mode": a base of one second, no jitter (the dice show 1).

#[tokio::test]
async fn standard_mode_a_success_after_two_failures_gives_its_tokens_back() {
    let bench = bench(|builder| builder);
    bench.script(&[500, 500, 204]);
    assert_eq!(bench.get().await.unwrap(), 3);
    assert_eq!((bench.tokens(), bench.pauses()), (495, vec![1, 2]));
    // The tokens on the way: after one failure 495, after two 490.
    for (failures, left) in [(1, 495), (2, 490)] {
        let bench = self::bench(|builder| builder);
        bench.script(&vec![500; failures]);
        assert!(bench.get().await.is_err());
        assert_eq!(bench.tokens(), left);
    }
}

#[tokio::test]
async fn standard_mode_b_three_failures_are_the_end_of_three_attempts() {
    let bench = bench(|builder| builder);
    bench.script(&[502, 502, 502, 204]);
    let error = bench.get().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (502, 3));
    assert_eq!((bench.tokens(), bench.pauses()), (490, vec![1, 2]));
}

#[tokio::test]
async fn standard_mode_c_five_tokens_are_one_retry() {
    let bench = bench(|builder| builder.retry_quota(5));
    bench.script(&[500, 502, 204]);
    let error = bench.get().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (502, 2));
    assert_eq!((bench.tokens(), bench.pauses()), (0, vec![1]));
}

#[tokio::test]
async fn standard_mode_d_without_tokens_there_is_no_retry() {
    let bench = bench(|builder| builder.retry_quota(0));
    bench.script(&[500, 204]);
    let error = bench.get().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (500, 1));
    assert_eq!((bench.tokens(), bench.pauses()), (0, vec![]));
}

#[tokio::test]
async fn standard_mode_e_pauses_double() {
    let bench = bench(|builder| builder.retry(RetryPolicy::new().max_attempts(5)));
    bench.script(&[500; 5]);
    assert_eq!(bench.get().await.unwrap_err().attempts(), 5);
    assert_eq!((bench.tokens(), bench.pauses()), (480, vec![1, 2, 4, 8]));
}

#[tokio::test]
async fn standard_mode_f_pauses_have_a_cap() {
    let policy = RetryPolicy::new().max_attempts(5).cap(Duration::from_secs(3));
    let bench = bench(|builder| builder.retry(policy));
    bench.script(&[500; 5]);
    assert_eq!(bench.get().await.unwrap_err().attempts(), 5);
    assert_eq!((bench.tokens(), bench.pauses()), (480, vec![1, 2, 3, 3]));
}

#[tokio::test]
async fn the_bucket_is_shared_and_fills_again_with_successes() {
    let bench = bench(|builder| builder.retry_quota(20));
    bench.script(&[500; 6]);
    let clone = bench.client.clone();
    assert_eq!(clone.call(GetCard::new("c")).send().await.unwrap_err().attempts(), 3);
    assert_eq!(bench.get().await.unwrap_err().attempts(), 3);
    assert_eq!(bench.tokens(), 0);
    bench.script(&[503]);
    assert_eq!(bench.get().await.unwrap_err().attempts(), 1);
    bench.script(&[204; 4]);
    for _ in 0..4 {
        bench.get().await.unwrap();
    }
    assert_eq!(bench.tokens(), 4, "one for each success");
    bench.script(&[204; 30]);
    for _ in 0..30 {
        bench.get().await.unwrap();
    }
    assert_eq!(bench.tokens(), 20, "never more than at the begin");
}

#[tokio::test]
async fn jitter_takes_a_part_of_the_pause() {
    let bench = bench(|builder| builder);
    bench.clock.set_random(0.25);
    bench.script(&[500, 500, 204]);
    bench.get().await.unwrap();
    assert_eq!(bench.clock.pauses(), [Duration::from_millis(250), Duration::from_millis(500)]);
}

#[test]
fn pauses_of_the_policy() {
    let policy = RetryPolicy::new();
    let seconds = Duration::from_secs;
    assert_eq!(policy.pause(1, 0.0, None), Duration::ZERO);
    assert_eq!(policy.pause(1, f64::NAN, None), seconds(1));
    assert_eq!(policy.pause(1, 7.0, None), seconds(1));
    assert_eq!(policy.pause(40, 1.0, None), seconds(20));
    assert_eq!(policy.pause(0, 1.0, None), seconds(1));
    let huge = RetryPolicy::new().base(Duration::MAX).cap(Duration::MAX);
    assert!(huge.pause(u32::MAX, 1.0, None) > seconds(u64::MAX / 2));
    assert_eq!(policy.pause(1, 0.0, Some(seconds(7))), seconds(7));
    assert_eq!(policy.pause(3, 1.0, Some(seconds(2))), seconds(4), "never shorter than our own pause");
    assert_eq!(policy.pause(1, 1.0, Some(seconds(86_400))), seconds(60), "never longer than the cap");
}

#[tokio::test]
async fn the_server_can_ask_for_a_longer_pause() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:30 GMT");
    for (headers, pause) in [
        (vec![("retry-after", "7")], 7),
        (vec![("retry-after", "0")], 1),
        (vec![("retry-after", "-3")], 1),
        (vec![("retry-after", "99999999999999999999999")], 60),
        (vec![("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"), date], 7),
        (vec![("retry-after", "Sun, 06 Nov 1994 08:49:20 GMT"), date], 1),
        (vec![("retry-after", "Thu, 01 Jan 1970 00:00:09 GMT")], 9),
        (vec![("retry-after", "soon")], 1),
    ] {
        let bench = bench(|builder| builder);
        bench.memory.answer::<GetCard>(response(429, &headers));
        bench.script(&[204]);
        assert_eq!(bench.get().await.unwrap(), 2);
        assert_eq!(bench.pauses(), [pause], "{headers:?}");
    }
}

#[tokio::test]
async fn the_total_time_beats_the_pause_that_the_server_asks_for() {
    let bench = bench(|builder| builder.timeouts(long().total(Duration::from_secs(30))));
    bench.memory.answer::<GetCard>(response(503, &[("retry-after", "30")]));
    let error = bench.get().await.unwrap_err();
    assert_eq!((error.attempts(), bench.pauses(), bench.tokens()), (1, vec![], 500));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    bench.memory.answer::<GetCard>(response(503, &[("retry-after", "29")]));
    bench.script(&[503, 204]);
    // The pause fits; what is left then is too short for another one.
    assert_eq!(bench.get().await.unwrap_err().attempts(), 2);
    assert_eq!(bench.pauses(), [29]);
}

#[tokio::test]
async fn a_call_can_have_its_own_policy() {
    let bench = bench(|builder| builder);
    bench.script(&[500, 500, 500, 204, 500, 500]);
    let call = bench.client.call(GetCard::new("c"));
    let more = call.clone().retry(RetryPolicy::new().max_attempts(4));
    assert_eq!(more.send().await.unwrap().attempts(), 4);
    assert_eq!(call.no_retry().send().await.unwrap_err().attempts(), 1);
    assert_eq!(bench.client.raw("GET", "/x").no_retry().send().await.unwrap_err().attempts(), 1);
    let bench = self::bench(|builder| builder.retry(RetryPolicy::never()));
    bench.script(&[500, 204]);
    assert_eq!(bench.get().await.unwrap_err().attempts(), 1);
    let bench = self::bench(|builder| builder.retry(RetryPolicy::new().max_attempts(0)));
    bench.script(&[500, 204]);
    assert_eq!(bench.get().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn only_some_statuses_are_tried_again() {
    for status in 200..=599 {
        let bench = bench(|builder| builder);
        bench.script(&[status, 204]);
        let attempts = match bench.get().await {
            Ok(attempts) => attempts,
            Err(error) => error.attempts(),
        };
        let again = [408, 429, 500, 502, 503, 504].contains(&status);
        assert_eq!(attempts, if again { 2 } else { 1 }, "{status}");
    }
}

#[tokio::test]
async fn every_attempt_sends_the_same_bytes_and_the_next_call_another_key() {
    let bench = bench(|builder| builder);
    let card = Card { id: "crd_1".into(), amount: None, additional_properties: runtime::value::Map::new() };
    for _ in 0..2 {
        bench.memory.fail::<CreateCard>(io());
        bench.memory.answer_empty::<CreateCard>(503);
        bench.memory.succeed::<CreateCard>(201, &card);
        let call = bench.client.call(CreateCard::new(new_card()));
        let key = call.key().unwrap().clone();
        let response = call.send().await.unwrap();
        assert_eq!((response.attempts(), response.idempotency_key()), (3, Some(&key)));
    }
    let requests = bench.memory.requests_of::<CreateCard>();
    let key = |at: usize| requests[at].headers()["x-idempotency-key"].clone();
    for attempt in [1, 2, 4, 5] {
        let first = &requests[attempt / 3 * 3];
        assert_eq!(requests[attempt].headers(), first.headers());
        assert_eq!((requests[attempt].body(), requests[attempt].uri()), (first.body(), first.uri()));
    }
    assert_ne!(key(0), key(3));
}

#[tokio::test]
async fn without_a_key_nothing_is_sent_twice_once_bytes_may_have_left() {
    let bench = bench(|builder| builder);
    for status in [408, 429, 500, 502, 503, 504] {
        bench.memory.answer_empty::<AddNote>(status);
        let error = bench.client.call(AddNote::new()).send().await.unwrap_err();
        assert_eq!((error.attempts(), error.is_retryable()), (1, false), "{status}");
    }
    for error in [io(), TransportError::new(TransportErrorKind::AttemptTimeout)] {
        bench.memory.fail::<AddNote>(error);
        let error = bench.client.call(AddNote::new()).send().await.unwrap_err();
        assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    }
    // Not a byte has left: another attempt does no harm.
    bench.memory.fail::<AddNote>(refused());
    bench.memory.fail::<AddNote>(TransportError::new(TransportErrorKind::AttemptTimeout).not_sent());
    bench.memory.answer_empty::<AddNote>(204);
    assert_eq!(bench.client.call(AddNote::new()).send().await.unwrap().attempts(), 3);
    // Raw requests the same; a key makes the difference.
    for (method, key, attempts) in [
        ("POST", false, 1),
        ("PATCH", false, 1),
        ("POST", true, 2),
        ("PATCH", true, 2),
        ("PUT", false, 2),
        ("DELETE", false, 2),
    ] {
        bench.memory.answer_any(Err(io()));
        bench.memory.answer_any(Ok(response(204, &[])));
        let mut call = bench.client.raw(method, "/x");
        if key {
            call = call.idempotency_key("x-key", "k".parse().unwrap());
        }
        let sent = match call.send().await {
            Ok(response) => response.attempts(),
            Err(error) => {
                bench.client.raw("GET", "/rest").send().await.unwrap();
                error.attempts()
            }
        };
        assert_eq!(sent, attempts, "{method}");
    }
}

/// What a call of `create_card` believes to have happened after these attempts.
async fn outcome(answers: Vec<Result<u16, TransportError>>) -> (Outcome, u32) {
    let bench = bench(|builder| builder);
    for answer in answers {
        match answer {
            Ok(status) => bench.memory.answer_empty::<CreateCard>(status),
            Err(error) => bench.memory.fail::<CreateCard>(error),
        }
    }
    let error = bench.client.call(CreateCard::new(new_card())).send().await.unwrap_err();
    assert_eq!(error.attempts() as usize, bench.memory.requests().len());
    (error.outcome(), error.attempts())
}

#[tokio::test]
async fn an_outcome_is_that_of_all_attempts() {
    let cut = |status: u16| io().with_response(status.try_into().unwrap(), http::HeaderMap::new());
    for (answers, expected, attempts) in [
        (vec![Err(refused()), Err(refused()), Err(refused())], Outcome::NotSent, 3),
        (vec![Err(refused()), Ok(422)], Outcome::Rejected, 2),
        (vec![Ok(429), Ok(429), Ok(429)], Outcome::Rejected, 3),
        (vec![Ok(429), Err(refused()), Err(refused())], Outcome::Rejected, 3),
        // Committed, the answer lost, then another error on the retry.
        (vec![Err(io()), Ok(401)], Outcome::Unknown, 2),
        (vec![Err(io()), Ok(409)], Outcome::Unknown, 2),
        (vec![Err(io()), Ok(422)], Outcome::Unknown, 2),
        (vec![Err(io()), Err(refused()), Err(refused())], Outcome::Unknown, 3),
        (vec![Ok(500), Ok(400)], Outcome::Unknown, 2),
        (vec![Ok(408), Ok(400)], Outcome::Unknown, 2),
        // A 2xx was said once, and stays said.
        (vec![Err(cut(200)), Ok(409)], Outcome::Applied, 2),
        (vec![Err(cut(201)), Err(refused()), Err(refused())], Outcome::Applied, 3),
        (vec![Err(io()), Err(cut(200)), Ok(500)], Outcome::Applied, 3),
        (vec![Ok(201)], Outcome::Applied, 1), // without a body
    ] {
        let shown = format!("{answers:?}");
        assert_eq!(outcome(answers).await, (expected, attempts), "{shown}");
    }
}

/// The status of a raw answer is that of the last attempt only.
#[tokio::test]
async fn a_raw_answer_tells_the_outcome_of_all_attempts() {
    for (first, status, expected) in [
        (None, 201, Outcome::Applied),
        (None, 422, Outcome::Rejected),
        (None, 302, Outcome::Unknown),
        (Some(refused()), 422, Outcome::Rejected),
        (Some(io()), 422, Outcome::Unknown),
        (Some(io()), 201, Outcome::Applied),
        (Some(io().with_response(http::StatusCode::CREATED, http::HeaderMap::new())), 422, Outcome::Applied),
    ] {
        let shown = format!("{first:?}, then {status}");
        let bench = bench(|builder| builder);
        if let Some(error) = first {
            bench.memory.fail::<CreateCard>(error);
        }
        bench.memory.answer_empty::<CreateCard>(status);
        let response = bench.client.call(CreateCard::new(new_card())).send_raw().await.unwrap();
        assert_eq!((response.status().as_u16(), response.outcome()), (status, expected), "{shown}");
        assert_eq!(response.map(|_| ()).outcome(), expected, "{shown}");
    }
}

#[tokio::test]
async fn an_error_keeps_what_is_known_of_the_call() {
    let bench = bench(|builder| builder);
    bench.memory.fail::<CreateCard>(io());
    bench.memory.answer_empty::<CreateCard>(503);
    bench.memory.answer::<CreateCard>(response(409, &[("x-request-id", "r7")]));
    let call = bench.client.call(CreateCard::new(new_card()));
    let key = call.key().unwrap().clone();
    let error = call.send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (409, Some("r7")));
    assert_eq!((error.idempotency_key(), error.attempts()), (Some(&key), 3));
    assert_eq!(error.elapsed(), Duration::from_secs(3));
}

#[tokio::test]
async fn no_time_no_attempt() {
    let bench = bench(|builder| builder.timeouts(long().total(Duration::ZERO)));
    let error = bench.get().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)), "{error:?}");
    assert_eq!((error.attempts(), error.outcome()), (0, Outcome::NotSent));
}

#[tokio::test]
async fn a_request_that_the_test_has_no_answer_to_fails() {
    let bench = bench(|builder| builder);
    bench.memory.answer_empty::<AddNote>(204);
    let error = bench.get().await.unwrap_err();
    assert!(error.to_string().contains("the test has no answer to get_card"), "{error}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 1));
    bench.memory.answer_empty::<GetCard>(7);
    assert!(bench.get().await.unwrap_err().to_string().contains("7 is no status"));
    let requests = bench.memory.requests();
    assert_eq!(requests[0].operation(), Some(GetCard::META.name()));
    assert!(bench.memory.requests_of::<AddNote>().is_empty());
    bench.client.call(AddNote::new()).send().await.unwrap();
    let body: api::NewCard = bench.memory.requests_of::<AddNote>()[0].json().unwrap();
    assert_eq!(body, new_card());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_machines_clock_waits() {
    let clock = runtime::SystemClock::new();
    let begin = std::time::Instant::now();
    let pause = |millis| clock.sleep(Duration::from_millis(millis)).unwrap();
    drop(pause(10)); // one that is given up
    tokio::join!(pause(60), pause(20), pause(0));
    let waited = begin.elapsed();
    assert!(waited >= Duration::from_millis(60) && waited < Duration::from_secs(5), "{waited:?}");
    assert!(clock.elapsed() >= Duration::from_millis(60));
    let dice: Vec<f64> = (0..100).map(|_| clock.random()).collect();
    assert!(dice.iter().all(|dice| (0.0..=1.0).contains(dice)) && dice.iter().any(|one| one != &dice[0]));
    assert!(clock.time_of_day().unwrap() > std::time::UNIX_EPOCH);
}

#[tokio::test]
async fn a_call_that_is_given_up_in_a_pause_gives_its_tokens_back() {
    let memory = Arc::new(InMemory::new());
    let transport: Arc<dyn runtime::Transport> = Arc::clone(&memory) as _;
    let policy = RetryPolicy::new().base(Duration::from_secs(60));
    let builder = api::builder("http://localhost").transport(transport).retry_quota(20).retry(policy);
    let client = builder.timeouts(long()).build().unwrap();
    for _ in 0..3 {
        memory.answer_empty::<GetCard>(503);
        let given_up = tokio::time::timeout(Duration::from_millis(20), client.call(GetCard::new("c")).send()).await;
        assert!(given_up.is_err(), "in the pause before the second attempt");
        assert_eq!(client.core().retry_tokens(), 20, "a retry that was not sent costs nothing");
    }
    assert_eq!(memory.requests().len(), 3);
}
