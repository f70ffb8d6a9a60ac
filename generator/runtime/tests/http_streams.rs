//! Bodies that are read as they come: bytes, server-sent events, lines of JSON; over a real socket.
#![cfg(feature = "reqwest")]

mod http_support;

use std::time::{Duration, Instant};

use client_runtime as runtime;
use http_support::{Reply, Server, api, json, reply};
use runtime::error::ErrorKind;
use runtime::json;
use runtime::operation::{Failure, NoFailure, Operation, OperationMeta};
use runtime::outcome::Outcome;
use runtime::request::RequestEncoder;
use runtime::response::RawResponse;
use runtime::retry::RetryPolicy;
use runtime::timeout::{TimeoutPhase, Timeouts};
use runtime::{DecodeError, EventStream, LineStream};

/// What an operation with streams becomes.
#[derive(Clone)]
struct Feed;

impl Operation for Feed {
    type Success = ();
    type Failure = Refusal;
    const META: OperationMeta = OperationMeta::new("feed", "GET", "/feed");

    fn encode(&self, _: &mut RequestEncoder) {}

    fn decode(response: &RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        Some(response.empty())
    }
}

/// What is wrong.
#[derive(Debug, PartialEq)]
struct Refusal(String);

impl Failure for Refusal {
    fn decode(response: &RawResponse) -> Option<Result<Self, DecodeError>> {
        (response.status() == 400).then(|| response.json().map(Self))
    }
}

impl EventStream for Feed {
    type Data = i64;

    fn read(data: &str) -> Result<i64, DecodeError> {
        json::from_answer(data.as_bytes())
    }
}

impl LineStream for Feed {
    type Line = i64;
    const MEDIA_TYPE: &'static str = "application/x-ndjson";
}

const EVENTS: (&str, &str) = ("content-type", "text/event-stream; charset=utf-8");
const LINES: (&str, &str) = ("content-type", "application/x-ndjson");

/// A head that says no length: the body ends with the connection.
fn endless(header: (&str, &str), body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 Said\r\n{}: {}\r\n\r\n{body}", header.0, header.1).into_bytes()
}

#[tokio::test]
async fn bytes_come_as_they_are_sent() {
    let size = 40 << 20;
    let server = Server::start(vec![reply(503, &[], ""), reply(200, &[("x-kind", "big")], vec![7_u8; size])]).await;
    let policy = RetryPolicy::new().base(Duration::from_millis(1));
    let client = api::builder(&server.url()).retry(policy).max_response_bytes(1000).build().unwrap();
    let response = client.call(Feed).send_bytes().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.attempts(), &response.headers()["x-kind"]),
        (200, 2, &"big".parse().unwrap())
    );
    let mut stream = response.into_inner();
    let (mut read, mut largest) = (0, 0);
    while let Some(piece) = stream.next().await {
        let piece = piece.unwrap();
        assert!(!piece.is_empty() && piece.iter().all(|byte| *byte == 7));
        (read, largest) = (read + piece.len(), largest.max(piece.len()));
    }
    assert_eq!((read, stream.bytes_read()), (size, size as u64));
    assert!(largest < 8 << 20, "pieces, not the whole: {largest}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_body_keeps_its_limits() {
    let cut = b"HTTP/1.1 200 X\r\ncontent-length: 900\r\n\r\nabc".to_vec();
    let drip = Reply::Drip(cut.clone(), Duration::from_millis(5));
    let server =
        Server::start(vec![drip.clone(), Reply::BytesThenClose(cut.clone()), Reply::Bytes(cut), Reply::Hang]).await;
    let timeouts = Timeouts::new().attempt(Duration::from_secs(2)).idle(Duration::from_millis(60));
    let client = api::builder(&server.url()).timeouts(timeouts).build().unwrap();

    // Pieces that come in time may come for longer than an attempt may take; but not for ever.
    let mut stream = client.call(Feed).send_bytes().await.unwrap().into_inner().max_bytes(100);
    let error = last_error(&mut stream).await;
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge), "{error:?}");
    assert_eq!((error.outcome(), error.status().unwrap().as_u16(), stream.bytes_read()), (Outcome::Applied, 200, 101));

    let mut stream = client.call(Feed).send_bytes().await.unwrap().into_inner();
    let error = last_error(&mut stream).await;
    assert!(matches!(error.kind(), ErrorKind::Transport), "{error:?}");
    assert_eq!((error.outcome(), error.operation()), (Outcome::Applied, "feed"));

    let begin = Instant::now();
    let mut stream = client.call(Feed).send_bytes().await.unwrap().into_inner();
    let error = last_error(&mut stream).await;
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Idle)), "{error:?}");
    assert!(begin.elapsed() < Duration::from_millis(1500), "not the attempt's time: {:?}", begin.elapsed());

    let error = client.call(Feed).send_bytes().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Attempt)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

async fn last_error(stream: &mut runtime::ByteStream) -> runtime::Error<NoFailure> {
    loop {
        if let Err(error) = stream.next().await.expect("an error comes first") {
            assert!(stream.next().await.is_none(), "an error is the end");
            return error;
        }
    }
}

#[tokio::test]
async fn what_is_no_success_is_read_whole() {
    let script = vec![
        json(400, r#""no""#),
        reply(302, &[("location", "/x")], ""),
        reply(500, &[], vec![0; 2000]),
        reply(200, &[("content-encoding", "br")], "x"),
    ];
    let server = Server::start(script).await;
    let client = api::builder(&server.url()).max_response_bytes(1000).build().unwrap();
    let error = client.call(Feed).send_bytes().await.unwrap_err();
    assert_eq!((error.api().map(|refusal| refusal.0.as_str()), error.outcome()), (Some("no"), Outcome::Rejected));
    let error = client.call(Feed).send_bytes().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UnexpectedStatus), "{error:?}");
    let error = client.call(Feed).send_bytes().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge), "{error:?}");
    let error = client.call(Feed).send_bytes().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Applied);
}

#[tokio::test]
async fn events_are_typed() {
    let text = ": hello\n\nid: 1\ndata: 4\n\nevent: odd\ndata: [DONE]\n\nretry: 20\ndata: 2\ndata: 0\n\ndata: 9";
    let script = vec![
        Reply::BytesThenClose(endless(EVENTS, text)),
        json(200, "{}"),
        Reply::BytesThenClose(endless(EVENTS, &"x".repeat(50))),
    ];
    let server = Server::start(script).await;
    let client = api::builder(&server.url()).max_response_bytes(40).build().unwrap();
    let mut events = client.call(Feed).send_events().await.unwrap().into_inner();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.kind(), first.id(), first.read().unwrap()), ("message", "1", 4));
    let second = events.next().await.unwrap().unwrap();
    assert_eq!((second.kind(), second.data(), second.read().is_err()), ("odd", "[DONE]", true));
    assert_eq!(events.next().await.unwrap().unwrap().data(), "2\n0");
    assert!(events.next().await.is_none(), "what has not ended is no event");
    assert_eq!((events.last_id(), events.retry()), ("1", Some(Duration::from_millis(20))));
    assert_eq!(server.received()[0].header("accept"), ["text/event-stream"]);

    let error = client.call(Feed).send_events().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
    let mut events = client.call(Feed).send_events().await.unwrap().into_inner();
    assert!(matches!(events.next().await.unwrap().unwrap_err().kind(), ErrorKind::BodyTooLarge));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_event_comes_when_it_is_sent() {
    let server = Server::start(vec![Reply::Bytes(endless(EVENTS, "data: 1\n\ndata: 2"))]).await;
    let client = api::client(&server.url());
    let mut events = client.call(Feed).send_events().await.unwrap().into_inner();
    assert_eq!(events.next().await.unwrap().unwrap().read().unwrap(), 1, "before the body ends");
    let waiting = tokio::time::timeout(Duration::from_millis(50), events.next()).await;
    assert!(waiting.is_err(), "and the rest is waited for");
}

#[tokio::test]
async fn lines_are_typed() {
    let script = vec![
        reply(200, &[LINES], "\u{feff}1\n\n 2 \r\n\"x\"\n[\n3"),
        reply(200, &[], "1\n".repeat(100)),
        reply(200, &[LINES], "1".repeat(50)),
        reply(200, &[("content-type", "text/html")], "1"),
        Reply::BytesThenClose(b"HTTP/1.1 200 X\r\ncontent-length: 900\r\n\r\n1\n2".to_vec()),
    ];
    let server = Server::start(script).await;
    let client = api::builder(&server.url()).max_response_bytes(40).build().unwrap();
    let mut lines = client.call(Feed).send_lines().await.unwrap().into_inner();
    let mut found = Vec::new();
    while let Some(line) = lines.next().await {
        found.push(line.map_err(|error| matches!(error.kind(), ErrorKind::Decode(_))));
    }
    assert_eq!(found, [Ok(1), Ok(2), Err(true), Err(true), Ok(3)]);
    assert_eq!(server.one().header("accept"), ["application/x-ndjson"]);

    let mut lines = client.call(Feed).send_lines().await.unwrap().into_inner();
    let mut count = 0;
    while let Some(line) = lines.next().await {
        assert_eq!(line.unwrap(), 1);
        count += 1;
    }
    assert_eq!(count, 100, "each line may be as large as a response, all together larger");
    let mut lines = client.call(Feed).send_lines().await.unwrap().into_inner();
    assert!(matches!(lines.next().await.unwrap().unwrap_err().kind(), ErrorKind::BodyTooLarge));
    let error = client.call(Feed).send_lines().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
    let mut lines = client.call(Feed).send_lines().await.unwrap().into_inner();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    assert!(matches!(lines.next().await.unwrap().unwrap_err().kind(), ErrorKind::Transport));
    assert!(lines.next().await.is_none(), "half a line is none");
}

/// A head, and pieces that each come in a packet of their own.
async fn in_pieces(
    header: (&'static str, &'static str),
    pieces: Vec<Vec<u8>>,
) -> (String, tokio::task::JoinHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await.unwrap();
        stream.write_all(&endless(header, "")).await.unwrap();
        for piece in pieces {
            tokio::time::sleep(Duration::from_millis(5)).await;
            stream.write_all(&piece).await.unwrap();
        }
    });
    (url, task)
}

#[tokio::test]
async fn events_may_be_cut_anywhere() {
    let text = "\u{feff}: a comment\r\n\r\nid: 1\rdata: {\"€\r\ndata:\u{1F980}\"}\r\n\r\nretry: 70\nevent: é\ndata: 2\n\ndata: 3\r\rdata: lost";
    for size in [1, 2, 3, 5] {
        let (url, task) = in_pieces(EVENTS, text.as_bytes().chunks(size).map(<[u8]>::to_vec).collect()).await;
        let client = api::client(&url);
        let mut events = client.call(Feed).send_events().await.unwrap().into_inner();
        let mut found = Vec::new();
        while let Some(event) = events.next().await {
            let event = event.unwrap();
            found.push(format!("{} {} {:?}", event.kind(), event.id(), event.data()));
        }
        let first = format!("message 1 {:?}", "{\"€\n\u{1F980}\"}");
        assert_eq!(found, [first.as_str(), "é 1 \"2\"", "message 1 \"3\""], "{size}");
        assert_eq!(events.retry(), Some(Duration::from_millis(70)));
        task.await.unwrap();
    }
}

#[tokio::test]
async fn lines_may_be_cut_anywhere() {
    for size in [1, 2, 3, 5] {
        let text = "\u{feff}12\r\n\r\n 3\n\"\u{1F980}\"\n4";
        let (url, task) = in_pieces(LINES, text.as_bytes().chunks(size).map(<[u8]>::to_vec).collect()).await;
        let client = api::client(&url);
        let mut lines = client.call(Feed).send_lines().await.unwrap().into_inner();
        let mut found = Vec::new();
        while let Some(line) = lines.next().await {
            found.push(line.ok());
        }
        assert_eq!(found, [Some(12), Some(3), None, Some(4)], "{size}");
        task.await.unwrap();
    }
}

#[tokio::test]
async fn what_came_before_something_too_large_is_given_first() {
    let large = |size: usize| "7".repeat(size);
    let script = vec![
        reply(200, &[EVENTS], format!("data: 1\n\ndata: 2\n\ndata: {}\n\ndata: 3\n\n", large(50))),
        reply(200, &[LINES], format!("1\n2\n{}\n3\n", large(50))),
        // The end of a line is no part of it.
        reply(200, &[LINES], format!("{}1\n2\n", " ".repeat(39))),
        reply(200, &[LINES], format!("{}1\n2\n", " ".repeat(40))),
    ];
    let server = Server::start(script).await;
    let client = api::builder(&server.url()).max_response_bytes(40).build().unwrap();
    let mut events = client.call(Feed).send_events().await.unwrap().into_inner();
    for expected in [1, 2] {
        assert_eq!(events.next().await.unwrap().unwrap().read().unwrap(), expected);
    }
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge), "{error:?}");
    assert!(events.next().await.is_none(), "an error of the stream is its end");

    for expected in [&[Some(1), Some(2), None][..], &[Some(1), Some(2)], &[None]] {
        let mut lines = client.call(Feed).send_lines().await.unwrap().into_inner();
        let mut found = Vec::new();
        while let Some(line) = lines.next().await {
            found
                .push(line.map_err(|error| assert!(matches!(error.kind(), ErrorKind::BodyTooLarge), "{error:?}")).ok());
        }
        assert_eq!(found, expected);
    }
}

#[cfg(feature = "blocking")]
#[test]
fn where_calls_block_streams_are_iterators() {
    let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let script = vec![
        reply(200, &[], vec![1; 300_000]),
        reply(200, &[EVENTS], "data: 1\n\ndata: 2\n\n"),
        reply(200, &[LINES], "1\n2\n3\n"),
        reply(404, &[], ""),
    ];
    let server = threads.block_on(Server::start(script));
    let client = api::builder(&server.url()).build_blocking().unwrap();
    let bytes = client.call(Feed).send_bytes().unwrap().into_inner();
    assert_eq!(bytes.map(|piece| piece.unwrap().len()).sum::<usize>(), 300_000);
    let events = client.call(Feed).send_events().unwrap().into_inner();
    assert_eq!(events.map(|event| event.unwrap().read().unwrap()).collect::<Vec<_>>(), [1, 2]);
    // Inside of an asynchronous runtime too.
    let lines = threads.block_on(async {
        client.call(Feed).send_lines().unwrap().into_inner().map(Result::unwrap).collect::<Vec<_>>()
    });
    assert_eq!(lines, [1, 2, 3]);
    assert!(client.call(Feed).send_bytes().is_err());
}
