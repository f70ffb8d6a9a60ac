//! Each fault of a server against each kind of operation: how often a call is sent, what it believes to have happened, how soon it says so.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use mono_client::operations::UpdateLedgerAccountBalance;
use mono_client::runtime::DecodeError;
use mono_client::runtime::operation::{Operation, OperationMeta};
use mono_client::runtime::request::RequestEncoder;
use mono_client::runtime::response::RawResponse;
use mono_client::{Client, Error, IdempotencyKey, Outcome, RetryPolicy, Timeouts};

use crate::support::calls;
use crate::support::fault_server::{Arrived, FaultServer, Step, answer, gzip_bomb, head};
use crate::support::samples;
use crate::support::server::{Server, TOKEN, nobody};

/// The ledger balance operation as it would be without an idempotency key.
#[derive(Clone)]
struct Keyless(UpdateLedgerAccountBalance);

impl Operation for Keyless {
    type Success = <UpdateLedgerAccountBalance as Operation>::Success;
    type Failure = <UpdateLedgerAccountBalance as Operation>::Failure;
    const META: OperationMeta = {
        let meta = <UpdateLedgerAccountBalance as Operation>::META;
        OperationMeta::new("keyless", meta.method(), meta.path()).success(&[200, 201]).security(meta.requirements())
    };

    fn encode(&self, request: &mut RequestEncoder) {
        self.0.encode(request);
    }

    fn decode(response: &RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        UpdateLedgerAccountBalance::decode(response)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Get,
    KeyedPost,
    KeylessPost,
}

const KINDS: [Kind; 3] = [Kind::Get, Kind::KeyedPost, Kind::KeylessPost];

impl Kind {
    /// A success that can be read.
    fn success(self) -> &'static str {
        if self == Kind::Get { samples::CARD_OPERATIONS } else { samples::ACCOUNT_OPERATION }
    }
}

/// What is known of a call that has ended.
#[derive(Debug)]
struct End {
    /// `ok`, or the kind of the error.
    kind: String,
    attempts: u32,
    outcome: Option<Outcome>,
    key: Option<IdempotencyKey>,
    elapsed: Duration,
    shown: String,
}

async fn end<O: Operation>(client: &Client, operation: O) -> End {
    let call = client.call(operation);
    let line = format!("{call:?} {}", call.to_curl());
    match call.send().await {
        Ok(response) => End {
            kind: "ok".into(),
            attempts: response.attempts(),
            outcome: None,
            key: response.idempotency_key().cloned(),
            elapsed: response.elapsed(),
            shown: line,
        },
        Err(error) => End {
            kind: format!("{:?}", error.kind()).split('(').next().unwrap_or_default().into(),
            attempts: error.attempts(),
            outcome: Some(error.outcome()),
            key: error.idempotency_key().cloned(),
            elapsed: error.elapsed(),
            shown: format!("{line} {} {}", texts(&error), std::any::type_name::<O>()),
        },
    }
}

/// All that an error shows, with its causes.
fn texts<E>(error: &Error<E>) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(one) = cause {
        text.push_str(&format!(" {one} {one:?}"));
        cause = one.source();
    }
    text
}

async fn ended(client: &Client, kind: Kind) -> End {
    match kind {
        Kind::Get => end(client, calls::listing()).await,
        Kind::KeyedPost => end(client, calls::ledger()).await,
        Kind::KeylessPost => end(client, Keyless(calls::ledger())).await,
    }
}

fn builder(url: &str, limit: Duration) -> mono_client::ClientBuilder {
    Server::builder_for(url)
        .timeouts(Timeouts::new().attempt(limit))
        .retry(RetryPolicy::new().base(Duration::from_millis(1)))
}

/// Asserts what holds whatever happened: the same bytes each time, and no secret in sight.
fn assert_sent(end: &End, arrived: &[Arrived], fault: &str) {
    assert_eq!(arrived.len(), end.attempts as usize, "{fault}: requests that came");
    let bytes: usize = arrived.iter().map(Arrived::size).sum();
    assert_eq!(bytes, arrived[0].size() * arrived.len(), "{fault}: bytes that came");
    for request in arrived {
        assert!(*request == arrived[0], "{fault}: not the same bytes");
        assert_eq!(request.header("x-idempotency-key"), end.key.as_ref().map(IdempotencyKey::as_str), "{fault}");
        assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()), "{fault}");
    }
    for secret in [TOKEN, "100000000", "SECRET"] {
        assert!(!end.shown.contains(secret), "{fault}: {}", end.shown);
    }
}

/// Asserts that a log tells of each attempt, and no secret.
#[cfg(feature = "tracing")]
fn assert_logged(log: &str, end: &End, fault: &str) {
    let attempts = log.lines().filter(|line| line.starts_with("attempt attempt=")).count();
    assert_eq!(attempts, end.attempts as usize, "{fault}: {log}");
    for secret in [TOKEN, "100000000", "SECRET"] {
        assert!(!log.contains(secret), "{fault}: {log}");
    }
}

struct Fault {
    name: &'static str,
    steps: fn(Kind) -> Vec<Step>,
    /// How the call ends.
    kind: &'static str,
    outcome: Option<Outcome>,
    /// Whether it is sent again, if it may be.
    again: bool,
    /// Whether it is the limit of time that ends it.
    slow: bool,
}

const JSON: (&str, &str) = ("content-type", "application/json");

fn good(kind: Kind) -> Vec<u8> {
    answer(200, &[JSON], kind.success().as_bytes())
}

fn broken(name: &'static str, outcome: Outcome, steps: fn(Kind) -> Vec<Step>) -> Fault {
    Fault { name, steps, kind: "Transport", outcome: Some(outcome), again: true, slow: false }
}

fn slow(name: &'static str, outcome: Outcome, steps: fn(Kind) -> Vec<Step>) -> Fault {
    Fault { kind: "Timeout", slow: true, ..broken(name, outcome, steps) }
}

fn fine(name: &'static str, steps: fn(Kind) -> Vec<Step>) -> Fault {
    Fault { name, steps, kind: "ok", outcome: None, again: false, slow: false }
}

fn unreadable(name: &'static str, steps: fn(Kind) -> Vec<Step>) -> Fault {
    Fault { name, steps, kind: "Decode", outcome: Some(Outcome::Applied), again: false, slow: false }
}

/// Without the feature `gzip` compression is refused; with it, this is a body that breaks off.
fn miscompressed(name: &'static str, steps: fn(Kind) -> Vec<Step>) -> Fault {
    if cfg!(feature = "gzip") { broken(name, Outcome::Applied, steps) } else { unreadable(name, steps) }
}

fn status(name: &'static str, outcome: Outcome, again: bool, steps: fn(Kind) -> Vec<Step>) -> Fault {
    Fault { name, steps, kind: "UnexpectedStatus", outcome: Some(outcome), again, slow: false }
}

const LIMIT: Duration = Duration::from_millis(250);

fn faults() -> Vec<Fault> {
    use Outcome::{Applied, Rejected, Unknown};
    use Step::{Close, Drip, Hang, Pause, Reset, Write};
    vec![
        fine("delay", |kind| vec![Pause(Duration::from_millis(100)), Write(good(kind))]),
        fine("slow but in time", |kind| {
            let mut bytes = good(kind);
            let rest = bytes.split_off(bytes.len() - 5);
            vec![Write(bytes), Drip(rest, Duration::from_millis(10))]
        }),
        fine("byte order mark", |kind| {
            vec![Write(answer(200, &[JSON], &[b"\xef\xbb\xbf", kind.success().as_bytes()].concat()))]
        }),
        broken("reset before the headers", Unknown, |_| vec![Reset]),
        broken("reset in the headers", Unknown, |_| {
            vec![Write(b"HTTP/1.1 200 OK\r\ncontent-".to_vec()), Pause(LIMIT / 10), Reset]
        }),
        broken("reset after the headers", Applied, |_| {
            vec![Write(head(201, &[JSON], Some(90))), Pause(LIMIT / 10), Reset]
        }),
        broken("close before any byte", Unknown, |_| vec![Close]),
        broken("less than the announced length", Applied, |_| {
            vec![Write(head(200, &[JSON], Some(90))), Write(b"{\"id\"".to_vec()), Close]
        }),
        broken("chunks cut off", Applied, |_| {
            vec![
                Write(head(200, &[JSON, ("transfer-encoding", "chunked")], None)),
                Write(b"5\r\n{\"id\"\r\n4".to_vec()),
                Close,
            ]
        }),
        broken("a 5xx cut off", Unknown, |_| vec![Write(head(500, &[JSON], Some(90))), Close]),
        broken("a 4xx cut off", Rejected, |_| vec![Write(head(422, &[JSON], Some(90))), Close]),
        broken("no HTTP", Unknown, |_| vec![Write(b"220 mail.example.com ESMTP\r\n\r\n".to_vec()), Close]),
        broken("two lengths", Unknown, |_| vec![Write(answer(200, &[JSON, ("content-length", "3")], b"{}")), Close]),
        slow("hang", Unknown, |_| vec![Hang]),
        slow("drip of headers", Unknown, |_| vec![Drip(vec![b'H'; 1000], Duration::from_millis(20))]),
        slow("drip of a body", Applied, |kind| {
            let body = kind.success().as_bytes().to_vec();
            vec![Write(head(200, &[JSON], Some(body.len()))), Drip(body, Duration::from_millis(20))]
        }),
        unreadable("HTML", |_| vec![Write(answer(200, &[("content-type", "text/html")], b"<html>SECRET</html>"))]),
        unreadable("Latin-1", |_| {
            vec![Write(answer(200, &[("content-type", "application/json; charset=iso-8859-1")], b"{\"a\":\"\xe9\"}"))]
        }),
        miscompressed("broken gzip", |_| {
            vec![Write(answer(200, &[JSON, ("content-encoding", "gzip")], b"\x1f\x8bno"))]
        }),
        miscompressed("gzip only claimed", |kind| {
            vec![Write(answer(200, &[JSON, ("content-encoding", "gzip")], kind.success().as_bytes()))]
        }),
        Fault {
            kind: if cfg!(feature = "gzip") { "BodyTooLarge" } else { "Decode" },
            ..unreadable("gzip bomb", |_| {
                vec![Write(answer(200, &[JSON, ("content-encoding", "gzip")], &gzip_bomb(1_000_000)))]
            })
        },
        unreadable("200,000 deep", |_| vec![Write(answer(200, &[JSON], "{\"a\":".repeat(200_000).as_bytes()))]),
        unreadable("nothing", |_| vec![Write(answer(200, &[JSON], b""))]),
        Fault {
            kind: "BodyTooLarge",
            ..unreadable("32 MB announced", |_| {
                vec![Write(head(200, &[JSON], Some(32 << 20))), Write(vec![b' '; 1 << 20]), Hang]
            })
        },
        Fault {
            kind: "BodyTooLarge",
            ..unreadable("32 MB in one chunk", |_| {
                let begin = head(200, &[JSON, ("transfer-encoding", "chunked")], None);
                vec![Write(begin), Write(b"2000000\r\n".to_vec()), Write(vec![b' '; 32 << 20])]
            })
        },
        status("redirect", Unknown, false, |_| {
            vec![Write(answer(307, &[("location", "http://elsewhere.invalid/")], b""))]
        }),
        status("500", Unknown, true, |_| vec![Write(answer(500, &[], b""))]),
        status("503", Unknown, true, |_| vec![Write(answer(503, &[("retry-after", "0")], b""))]),
        status("429", Rejected, true, |_| vec![Write(answer(429, &[], b""))]),
        status("409", Unknown, false, |_| vec![Write(answer(409, &[], b""))]),
        status("404", Rejected, false, |_| vec![Write(answer(404, &[], b""))]),
    ]
}

/// The fault again and again.
#[tokio::test]
async fn each_fault_meets_each_kind_of_operation() {
    #[cfg(feature = "tracing")]
    let log = crate::support::log::Log::default();
    #[cfg(feature = "tracing")]
    let _listening = tracing::subscriber::set_default(log.clone());
    for fault in faults() {
        for kind in KINDS {
            let name = format!("{}, {kind:?}", fault.name);
            let steps = (fault.steps)(kind);
            let server = FaultServer::start(move |_| steps.clone()).await;
            let limit = if fault.slow { LIMIT } else { Duration::from_secs(20) };
            let end = ended(&builder(&server.url(), limit).build().expect("a client"), kind).await;
            let attempts = if fault.again && kind != Kind::KeylessPost { 3 } else { 1 };
            assert_eq!((end.kind.as_str(), end.outcome, end.attempts), (fault.kind, fault.outcome, attempts), "{name}");
            assert_sent(&end, &server.arrived(), &name);
            #[cfg(feature = "tracing")]
            assert_logged(&log.take(), &end, &name);
            assert_eq!(end.key.is_some(), kind == Kind::KeyedPost, "{name}");
            assert!(end.elapsed < Duration::from_secs(8), "{name}: {:?}", end.elapsed);
            if fault.slow {
                assert!(
                    end.elapsed >= LIMIT * attempts && end.elapsed < LIMIT * attempts * 4,
                    "{name}: {:?}",
                    end.elapsed
                );
            }
        }
    }
}

/// The fault once, then a good answer: what may be repeated comes to its good end.
#[tokio::test]
async fn after_one_fault_a_repeated_call_succeeds() {
    for fault in faults() {
        for kind in KINDS {
            let name = format!("{}, {kind:?}", fault.name);
            let steps = (fault.steps)(kind);
            let first = std::sync::atomic::AtomicBool::new(true);
            let server = FaultServer::start(move |_| {
                let now = first.swap(false, std::sync::atomic::Ordering::SeqCst);
                if now { steps.clone() } else { vec![Step::Write(good(kind))] }
            })
            .await;
            let limit = if fault.slow { LIMIT } else { Duration::from_secs(20) };
            let end = ended(&builder(&server.url(), limit).build().expect("a client"), kind).await;
            let again = fault.again && kind != Kind::KeylessPost;
            let expected = if again { ("ok", None, 2) } else { (fault.kind, fault.outcome, 1) };
            assert_eq!((end.kind.as_str(), end.outcome, end.attempts), expected, "{name}");
            assert_sent(&end, &server.arrived(), &name);
        }
    }
}

/// A lost answer, then another error on the retry: it may have happened.
#[tokio::test]
async fn a_lost_answer_is_not_undone_by_what_comes_after_it() {
    for status in [400, 401, 403, 404, 409, 422] {
        for kind in [Kind::Get, Kind::KeyedPost] {
            let first = std::sync::atomic::AtomicBool::new(true);
            let server = FaultServer::start(move |_| {
                let now = first.swap(false, std::sync::atomic::Ordering::SeqCst);
                if now { vec![Step::Close] } else { vec![Step::Write(answer(status, &[], b""))] }
            })
            .await;
            let end = ended(&builder(&server.url(), Duration::from_secs(20)).build().expect("a client"), kind).await;
            assert_eq!((end.attempts, end.outcome), (2, Some(Outcome::Unknown)), "{status}, {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_and_was_never_sent() {
    let (_socket, url) = nobody();
    for kind in KINDS {
        let end = ended(&builder(&url, Duration::from_secs(20)).build().expect("a client"), kind).await;
        assert_eq!((end.kind.as_str(), end.outcome, end.attempts), ("Connect", Some(Outcome::NotSent), 3), "{kind:?}");
    }
}

#[tokio::test]
async fn the_total_time_ends_everything() {
    for (steps, outcome) in [
        (vec![Step::Hang], Outcome::Unknown),
        (vec![Step::Write(answer(503, &[("retry-after", "30")], b""))], Outcome::Unknown),
        (vec![Step::Write(answer(429, &[("retry-after", "30")], b""))], Outcome::Rejected),
    ] {
        let server = FaultServer::start(move |_| steps.clone()).await;
        let timeouts = Timeouts::new().total(LIMIT * 2);
        let client = builder(&server.url(), LIMIT).timeouts(timeouts).build().expect("a client");
        let end = ended(&client, Kind::KeyedPost).await;
        assert_eq!((end.attempts, end.outcome), (1, Some(outcome)), "{end:?}");
        assert!(end.elapsed < LIMIT * 8, "{:?}", end.elapsed);
    }
}

#[tokio::test]
async fn a_kept_connection_that_is_closed_between_requests_is_not_used() {
    for kind in KINDS {
        let server = FaultServer::start(move |_| vec![Step::Write(good(kind)), Step::Close]).await;
        let client = builder(&server.url(), Duration::from_secs(20)).build().expect("a client");
        for _ in 0..3 {
            let end = ended(&client, kind).await;
            assert_eq!((end.kind.as_str(), end.attempts), ("ok", 1), "{kind:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(server.connections(), 3);
    }
}

/// The server closes just when the next request comes. Whoever wins, nothing without a key comes twice.
#[tokio::test]
async fn a_kept_connection_that_is_closed_just_now() {
    for kind in KINDS {
        let server = FaultServer::start(move |_| vec![Step::Write(good(kind)), Step::Close]).await;
        let client = builder(&server.url(), Duration::from_secs(20)).build().expect("a client");
        let mut sent = 0;
        for _ in 0..200 {
            let before = server.arrived().len();
            let end = ended(&client, kind).await;
            let came = server.arrived().len() - before;
            assert!(came <= end.attempts as usize);
            if kind == Kind::KeylessPost {
                assert!(came <= 1, "a request without a key came twice");
                assert!(end.kind == "ok" || end.outcome == Some(Outcome::Unknown), "{end:?}");
            } else {
                assert_eq!(end.kind, "ok", "{end:?}");
            }
            sent += end.attempts;
        }
        assert!(sent >= 200);
    }
}

#[tokio::test]
async fn a_redirect_leads_nowhere() {
    let other = Arc::new(FaultServer::start(|_| vec![Step::Write(good(Kind::Get))]).await);
    for status in [301, 302, 303, 307, 308] {
        for kind in KINDS {
            let location = format!("{}/elsewhere", other.url());
            let server =
                FaultServer::start(move |_| vec![Step::Write(answer(status, &[("location", &location)], b""))]).await;
            let end = ended(&builder(&server.url(), Duration::from_secs(20)).build().expect("a client"), kind).await;
            assert_eq!((end.kind.as_str(), end.outcome), ("UnexpectedStatus", Some(Outcome::Unknown)));
            assert_eq!((end.attempts, server.arrived().len()), (1, 1));
        }
    }
    assert_eq!(other.connections(), 0);
}
