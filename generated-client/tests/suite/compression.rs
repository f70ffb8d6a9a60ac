//! Compressed answers, where the feature `gzip` asks for them: the limit of size counts what they become.

use mono_client::{ErrorKind, Outcome};

use crate::support::calls;
use crate::support::fault_server::{FaultServer, Step, answer, gzip_bomb, head};
use crate::support::samples;
use crate::support::server::Server;

const HEADERS: [(&str, &str); 2] = [("content-type", "application/json"), ("content-encoding", "gzip")];

/// RFC 1952 around one stored block of RFC 1951: compressed by nothing, and read like any other.
fn gzip(text: &str) -> Vec<u8> {
    let crc = !text.bytes().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    });
    let length = u16::try_from(text.len()).expect("a short text");
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(text.bytes());
    bytes.extend(crc.to_le_bytes());
    bytes.extend(u32::from(length).to_le_bytes());
    bytes
}

#[tokio::test]
async fn a_compressed_answer_is_asked_for_and_read() {
    let server =
        FaultServer::start(|_| vec![Step::Write(answer(200, &HEADERS, &gzip(samples::CARD_OPERATIONS)))]).await;
    let client = Server::builder_for(&server.url()).build().expect("a client");
    let page = client.call(calls::listing()).send().await.expect("a success");
    assert!(page.balance_operations.is_some());
    assert_eq!(server.arrived()[0].header("accept-encoding"), Some("gzip"));
    let mut stream = client.call(calls::listing()).send_bytes().await.expect("a success").into_inner();
    let mut text = Vec::new();
    while let Some(piece) = stream.next().await {
        text.extend_from_slice(&piece.expect("a piece"));
    }
    assert_eq!(text, samples::CARD_OPERATIONS.as_bytes());
}

/// The first 64 kB of a body of 1 GB become 8 MB: the call ends there, and waits for no more.
#[tokio::test]
async fn a_bomb_stops_at_the_limit() {
    let steps = vec![Step::Write(head(200, &HEADERS, Some(1 << 30))), Step::Write(gzip_bomb(1 << 16)), Step::Hang];
    let server = FaultServer::start(move |_| steps.clone()).await;
    let client = Server::builder_for(&server.url()).max_response_bytes(1 << 20).build().expect("a client");
    let error = client.call(calls::listing()).send().await.expect_err("too large");
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Applied);
    let mut stream =
        client.call(calls::listing()).send_bytes().await.expect("a success").into_inner().max_bytes(1 << 20);
    let error = loop {
        if let Err(error) = stream.next().await.expect("an error comes first") {
            break error;
        }
    };
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge), "{error:?}");
    assert!(stream.bytes_read() < 2 << 20, "one piece more than the limit at most: {}", stream.bytes_read());
}
