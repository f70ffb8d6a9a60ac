//! Servers that misbehave: what a call says about it, how soon, and what it believes to have happened.

mod http_support;

use std::error::Error as _;
use std::time::{Duration, Instant};

use client_runtime as runtime;
use http_support::api::{self, AddNote, CreateCard, CreateCardError, GetCard, client, new_card};
use http_support::{Reply, Server, json, reply};
use runtime::error::{Error, ErrorKind};
use runtime::outcome::Outcome;
use runtime::timeout::{TimeoutPhase, Timeouts};

async fn fail(url: &str, timeouts: Timeouts) -> Error<CreateCardError> {
    let client = api::builder(url).timeouts(timeouts).max_response_bytes(1000).build().unwrap();
    let error = client.call(CreateCard::new(new_card())).send().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    error
}

fn kind<E>(error: &Error<E>) -> String {
    format!("{:?}", error.kind())
}

#[tokio::test]
async fn a_refused_connection_is_not_sent() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = fail(&format!("http://{free}"), Timeouts::new()).await;
    assert_eq!((kind(&error).as_str(), error.outcome(), error.is_retryable()), ("Connect", Outcome::NotSent, true));
    assert!(error.status().is_none() && error.body().is_empty() && error.source().is_some());
    assert_eq!(error.to_string(), "create_card: no connection to the server");
    // A POST without a key too: not a byte has left.
    let error = client(&format!("http://{free}")).call(AddNote::new()).send().await.unwrap_err();
    assert_eq!((error.outcome(), error.is_retryable()), (Outcome::NotSent, true));
}

#[tokio::test]
async fn a_connection_closed_after_the_request_is_unknown_and_the_request_is_not_repeated() {
    for answer in
        [Reply::Close, Reply::BytesThenClose(b"HTTP/1.1 20".to_vec()), Reply::BytesThenClose(b"hello\r\n\r\n".to_vec())]
    {
        let server = Server::start(vec![answer]).await;
        let error = fail(&server.url(), Timeouts::new()).await;
        assert_eq!(
            (kind(&error).as_str(), error.outcome(), error.is_retryable()),
            ("Transport", Outcome::Unknown, true)
        );
        server.one();
        let error = client(&server.url()).call(AddNote::new()).send().await.unwrap_err();
        assert_eq!((error.outcome(), error.is_retryable()), (Outcome::Unknown, false));
        assert_eq!(server.received().len(), 2);
    }
}

#[tokio::test]
async fn a_kept_connection_that_breaks_on_a_request_does_not_make_the_library_repeat_it() {
    let server = Server::start(vec![reply(204, &[], ""), Reply::Close, reply(204, &[], "")]).await;
    let client = client(&server.url());
    client.call(GetCard::new("a")).send().await.unwrap();
    let error = client.call(GetCard::new("b")).send().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(server.received().len(), 2);
    client.call(GetCard::new("c")).send().await.unwrap();
    let paths: Vec<_> = server.received().iter().map(|request| request.target.clone()).collect();
    assert_eq!(paths, ["/v1/cards/a/close", "/v1/cards/b/close", "/v1/cards/c/close"]);
}

#[tokio::test]
async fn a_body_cut_off_means_what_the_status_means() {
    for (status, outcome) in
        [(200, Outcome::Applied), (400, Outcome::Rejected), (409, Outcome::Unknown), (500, Outcome::Unknown)]
    {
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nx-request-id: r9\r\ncontent-length: 50\r\n\r\n{{\"id\""
        );
        let server = Server::start(vec![Reply::BytesThenClose(head.into_bytes())]).await;
        let error = fail(&server.url(), Timeouts::new()).await;
        assert_eq!((kind(&error).as_str(), error.outcome()), ("Transport", outcome));
        assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (status, Some("r9")));
    }
    let chunked = "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n";
    let server = Server::start(vec![Reply::BytesThenClose(chunked.into())]).await;
    let error = fail(&server.url(), Timeouts::new()).await;
    assert_eq!((kind(&error).as_str(), error.outcome()), ("Transport", Outcome::Applied));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read_to_its_end() {
    let full = format!("{{\"id\":\"{}\"}}", "x".repeat(991));
    let server = Server::start(vec![json(200, &full)]).await;
    let client = api::builder(&server.url()).max_response_bytes(1000).build().unwrap();
    assert_eq!(client.call(CreateCard::new(new_card())).send().await.map(|card| card.id.len()).ok(), Some(991));

    let server = Server::start(vec![json(200, &format!("{full} "))]).await;
    let error = fail(&server.url(), Timeouts::new()).await;
    assert_eq!(
        (kind(&error).as_str(), error.outcome(), error.is_retryable()),
        ("BodyTooLarge", Outcome::Applied, false)
    );
    // Announced: not one byte of it is waited for.
    let head = b"HTTP/1.1 200 X\r\ncontent-length: 1001\r\n\r\n".to_vec();
    let server = Server::start(vec![Reply::Drip(head, Duration::from_millis(500))]).await;
    let error = fail(&server.url(), Timeouts::new()).await;
    assert_eq!((kind(&error).as_str(), error.outcome()), ("BodyTooLarge", Outcome::Applied));
    assert!(error.elapsed() < Duration::from_secs(5));
    // Without an announced length, and without an end.
    let mut chunk = b"HTTP/1.1 400 X\r\ntransfer-encoding: chunked\r\n\r\nFFFFFF\r\n".to_vec();
    chunk.extend_from_slice(&[b' '; 2000]);
    let server = Server::start(vec![Reply::Drip(chunk, Duration::from_millis(5))]).await;
    let error = fail(&server.url(), Timeouts::new()).await;
    assert_eq!((kind(&error).as_str(), error.outcome()), ("BodyTooLarge", Outcome::Rejected));
    assert!(error.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn timeouts_cut_silence_and_drips() {
    let head = b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n".to_vec();
    let slow = Duration::from_millis(20);
    let cases = [
        (Reply::Hang, Outcome::Unknown),
        (Reply::Drip(b"HTTP/1.1 200 X\r\nx-slow:".to_vec(), slow), Outcome::Unknown),
        (Reply::Drip(head, slow), Outcome::Applied),
    ];
    let cut = Duration::from_millis(150);
    let long = Duration::from_secs(30);
    for (answer, outcome) in cases {
        for (timeouts, phase) in [
            (Timeouts::new().attempt(cut).total(long), TimeoutPhase::Attempt),
            (Timeouts::new().attempt(long).total(cut), TimeoutPhase::Total),
        ] {
            let server = Server::start(vec![answer.clone()]).await;
            let client = api::builder(&server.url()).timeouts(timeouts).build().unwrap();
            let error = client.call(GetCard::new("c")).send().await.unwrap_err();
            assert_eq!(error.outcome(), outcome);
            let server = Server::start(vec![answer.clone()]).await;
            let started = Instant::now();
            let error = fail(&server.url(), timeouts).await;
            let elapsed = started.elapsed();
            assert!(matches!(error.kind(), ErrorKind::Timeout(found) if *found == phase), "{error:?}");
            assert_eq!((error.outcome(), error.is_retryable()), (outcome, true));
            assert!(elapsed >= cut && elapsed < cut * 10, "{elapsed:?}");
            assert!(error.elapsed() >= cut && error.elapsed() <= elapsed);
            server.one();
        }
    }
}

#[tokio::test]
async fn attempts_that_take_too_long_follow_each_other_until_the_total_time_ends() {
    let server = Server::start(vec![Reply::Hang]).await;
    let (attempt, total) = (Duration::from_millis(100), Duration::from_millis(350));
    let policy = runtime::RetryPolicy::new().base(Duration::from_millis(1)).max_attempts(10);
    let builder = api::builder(&server.url()).retry(policy).timeouts(Timeouts::new().attempt(attempt).total(total));
    let error = builder.build().unwrap().call(GetCard::new("c")).send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)), "{error:?}");
    assert!(error.elapsed() >= total && error.elapsed() < total * 3, "{:?}", error.elapsed());
    assert!((2..=4).contains(&error.attempts()), "{}", error.attempts());
    assert_eq!((server.received().len(), error.outcome()), (error.attempts() as usize, Outcome::Unknown));
}

#[tokio::test]
async fn one_call_can_have_its_own_time() {
    let server = Server::start(vec![Reply::Hang]).await;
    let call = client(&server.url());
    let call = call.call(CreateCard::new(new_card()));
    let error = call.clone().timeout(Duration::from_millis(100)).send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)), "{error:?}");
    let error = call.timeout(Duration::ZERO).send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)), "{error:?}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    server.one();
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(vec![json(200, r#"{"id":"crd_1"}"#)]).await;
        let location = format!("{}/elsewhere", other.url());
        let server = Server::start(vec![reply(status, &[("location", &location)], "")]).await;
        let error = fail(&server.url(), Timeouts::new()).await;
        assert_eq!((kind(&error).as_str(), error.outcome()), ("UnexpectedStatus", Outcome::Unknown));
        assert_eq!(error.status().unwrap().as_u16(), status);
        server.one();
        assert!(other.received().is_empty());
        let error = client(&server.url()).call(GetCard::new("c")).send().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(other.received().is_empty());
    }
}

#[tokio::test]
async fn two_lengths_or_many_headers_are_an_error_not_a_panic() {
    let many: String = (0..5000).map(|index| format!("x-{index}: y\r\n")).collect();
    for head in [
        "HTTP/1.1 200 X\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} ".to_owned(),
        format!("HTTP/1.1 200 X\r\n{many}\r\n"),
        "HTTP/1.1 99999 X\r\n\r\n".to_owned(),
        "HTTP/1.1 200 X\r\ncontent-length: -1\r\n\r\n".to_owned(),
        "HTTP/9.9 200 X\r\n\r\n".to_owned(),
        "\0\0\0\0\r\n\r\n".to_owned(),
    ] {
        let server = Server::start(vec![Reply::BytesThenClose(head.clone().into_bytes())]).await;
        let error = fail(&server.url(), Timeouts::new()).await;
        assert_eq!((kind(&error).as_str(), error.outcome()), ("Transport", Outcome::Unknown), "{head:.40}");
        server.one();
    }
}

/// A server that takes connections and closes them, or says nothing.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
async fn without_handshake(silent: bool) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            if silent {
                kept.push(stream);
            }
        }
    });
    url
}

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
#[tokio::test]
async fn tls_that_does_not_come_to_stand_is_not_sent() {
    let error = fail(&without_handshake(false).await, Timeouts::new()).await;
    assert_eq!((kind(&error).as_str(), error.outcome()), ("Connect", Outcome::NotSent));
    let url = without_handshake(true).await;
    let cut = Duration::from_millis(150);
    for (timeouts, phase) in [
        (Timeouts::new().connect(cut), TimeoutPhase::Connect),
        (Timeouts::new().attempt(cut), TimeoutPhase::Attempt),
        (Timeouts::new().total(cut), TimeoutPhase::Total),
    ] {
        let error = fail(&url, timeouts).await;
        assert!(matches!(error.kind(), ErrorKind::Timeout(found) if *found == phase), "{error:?}");
        assert_eq!((error.outcome(), error.is_retryable()), (Outcome::NotSent, true), "{phase}");
        assert!(error.elapsed() >= cut && error.elapsed() < cut * 10);
    }
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
#[tokio::test]
async fn https_without_tls_is_refused() {
    let error = runtime::client::Client::builder("https://127.0.0.1:1").build().unwrap_err();
    assert!(matches!(error, runtime::client::BuildError::NoTls));
    let transport = runtime::reqwest_transport::ReqwestTransport::new().unwrap();
    let client = runtime::client::Client::builder("https://127.0.0.1:1")
        .transport(std::sync::Arc::new(transport))
        .build()
        .unwrap();
    let error = client.call(GetCard::new("c")).send().await.unwrap_err();
    assert!(error.to_string().contains("https needs one of the features"), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
}

#[tokio::test]
async fn the_length_of_a_head_announces_no_body() {
    let server = Server::start(vec![Reply::Bytes(b"HTTP/1.1 200 X\r\ncontent-length: 5000\r\n\r\n".to_vec())]).await;
    let client = api::builder(&server.url()).max_response_bytes(1000).build().unwrap();
    let response = client.raw("HEAD", "/x").send().await.unwrap();
    assert!(response.body().is_empty() && response.headers()["content-length"] == "5000");
}

/// How much comes of a request that is read slowly; says so when the first bytes have come.
async fn heard(listener: tokio::net::TcpListener, first: tokio::sync::oneshot::Sender<()>) -> usize {
    use tokio::io::AsyncReadExt;
    let (mut stream, _) = listener.accept().await.unwrap();
    let (mut count, mut piece) = (0, vec![0; 1 << 16]);
    let mut first = Some(first);
    loop {
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return count,
            Ok(more) => count += more,
        }
        first.take().map(|first| first.send(()));
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn of_a_call_that_is_given_up_nothing_is_sent_any_more() {
    // While its answer is waited for: the connection ends, and no other request follows.
    let server = Server::start(vec![Reply::Hang]).await;
    let client = api::client(&server.url());
    let given_up = tokio::time::timeout(Duration::from_millis(100), client.call(GetCard::new("c")).send()).await;
    assert!(given_up.is_err());
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.one();

    // While its body is written: the rest stays here.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (first, begun) = tokio::sync::oneshot::channel();
    let server = tokio::spawn(heard(listener, first));
    let client = api::client(&url);
    let mut card = new_card();
    card.document_number = Some("7".repeat(32 << 20));
    tokio::select! {
        _ = client.call(CreateCard::new(card)).send() => panic!("nothing has been answered"),
        begun = begun => begun.unwrap(),
    }
    let heard = tokio::time::timeout(Duration::from_secs(10), server).await.expect("the connection ends").unwrap();
    assert!(heard > 0 && heard < 32 << 20, "{heard}");
}
