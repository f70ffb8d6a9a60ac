//! Calls that block: anywhere, several at a time, and with all that other calls have.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod http_support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use client_runtime as runtime;
use http_support::api::{self, AddNote, CreateCard, GetCard, new_card};
use http_support::{Reply, Server, json, reply};
use runtime::blocking::Blocking;
use runtime::client::Client;
use runtime::error::ErrorKind;
use runtime::memory::InMemory;
use runtime::outcome::Outcome;
use runtime::response::RawResponse;
use runtime::retry::RetryPolicy;
use runtime::timeout::{TimeoutPhase, Timeouts};
use runtime::transport::{BoxFuture, Limits, Transport, TransportError};

/// A server that runs on threads of its own, so that the test's thread may block.
fn serve(script: Vec<Reply>) -> (tokio::runtime::Runtime, Server) {
    let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = threads.block_on(Server::start(script));
    (threads, server)
}

fn client(server: &Server) -> Client<Blocking> {
    let policy = RetryPolicy::new().base(Duration::from_millis(1));
    api::builder(&server.url()).retry(policy).build_blocking().unwrap()
}

fn drip() -> Reply {
    Reply::Drip(b"HTTP/1.1 200 X\r\ncontent-length: 900\r\n\r\n".to_vec(), Duration::from_millis(20))
}

#[test]
fn outside_of_a_runtime() {
    let script = vec![Reply::Close, reply(503, &[], ""), json(201, r#"{"id":"crd_1"}"#), reply(409, &[], ""), drip()];
    let (_threads, server) = serve(script);
    let client = client(&server);
    let call = client.call(CreateCard::new(new_card()));
    let key = call.key().unwrap().clone();
    let response = call.send().unwrap();
    assert_eq!((response.id.as_str(), response.attempts(), response.idempotency_key()), ("crd_1", 3, Some(&key)));
    let error = client.call(AddNote::new()).send().unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (409, Outcome::Unknown));
    let begin = Instant::now();
    let error = client.call(AddNote::new()).timeout(Duration::from_millis(150)).send().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)), "{error:?}");
    assert!(begin.elapsed() < Duration::from_secs(3));
    assert_eq!(error.outcome(), Outcome::Applied);
    assert!(client.raw("GET", "/x").no_retry().timeout(Duration::from_millis(50)).send().is_err());
}

#[test]
fn inside_of_a_runtime() {
    let (_threads, server) = serve(vec![Reply::Close, reply(204, &[], "")]);
    let client = client(&server);
    for threads in [tokio::runtime::Builder::new_current_thread(), tokio::runtime::Builder::new_multi_thread()] {
        let mut threads = threads;
        let runtime = threads.enable_all().build().unwrap();
        let client = client.clone();
        let attempts = runtime.block_on(async move {
            let built = api::builder("http://localhost:1").build_blocking().unwrap();
            drop(built); // the thread's runtime ends here, and must not mind
            let raw = client.call(GetCard::new("c")).send_raw().unwrap();
            assert_eq!(raw.status().as_u16(), 204);
            tokio::spawn(async move { client.call(GetCard::new("c")).send().unwrap().attempts() }).await.unwrap()
        });
        assert_eq!(attempts, 1);
    }
}

#[test]
fn several_at_a_time() {
    let (_threads, server) = serve(vec![Reply::Hang]);
    let client = api::builder(&server.url())
        .timeouts(Timeouts::new().attempt(Duration::from_millis(300)))
        .build_blocking()
        .unwrap();
    let begin = Instant::now();
    let threads: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            std::thread::spawn(move || client.call(GetCard::new("c")).send().is_err())
        })
        .collect();
    drop(client);
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    assert!(begin.elapsed() < Duration::from_millis(2500), "{:?}", begin.elapsed());
}

#[test]
fn without_a_network() {
    let memory = Arc::new(InMemory::new());
    memory.answer_empty::<AddNote>(204);
    let transport: Arc<dyn Transport> = Arc::clone(&memory) as _;
    let client = api::builder("https://api.invalid").transport(transport).build_blocking().unwrap();
    client.call(AddNote::new()).send().unwrap();
    assert_eq!(memory.requests_of::<AddNote>().len(), 1);
    let mut broken = new_card();
    broken.amount = 0;
    let error = client.call(CreateCard::new(broken)).send().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::InvalidRequest(_)));
    assert!(!format!("{client:?}").contains("SECRET"));
}

struct Panicking;

impl Transport for Panicking {
    fn send<'a>(
        &'a self,
        _: http::Request<runtime::Content>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<RawResponse, TransportError>> {
        Box::pin(async { panic!("a transport that panics") })
    }
}

#[test]
fn a_transport_that_panics_is_an_error_of_the_call() {
    let client = api::builder("https://api.invalid").transport(Arc::new(Panicking)).build_blocking().unwrap();
    for _ in 0..2 {
        let error = client.call(CreateCard::new(new_card())).send().unwrap_err();
        assert_eq!((error.outcome(), error.idempotency_key().is_some()), (Outcome::Unknown, true));
    }
}
