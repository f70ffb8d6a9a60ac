//! What the benchmarks of whole calls share: a server that costs nothing to speak of, and the same call by hand.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use mono_client::models::CardId;
use mono_client::operations::ListCardBalanceOperations;
use mono_client::{Client, RetryPolicy};
use serde::Deserialize;

#[path = "../../tests/support/samples.rs"]
#[allow(dead_code, reason = "one of them is needed")]
mod samples;

const TOKEN: &str = "sandbox-token-1f4b";

/// Answers every request by the same page of operations, on connections that are kept. Returns its URL.
pub fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let url = format!("http://{}", listener.local_addr().expect("a listener has an address"));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    url
}

/// Allocates once for a connection, never for a request.
fn answer(mut stream: TcpStream) {
    let body = samples::CARD_OPERATIONS;
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let (mut buffer, mut held) = ([0_u8; 4096], 0);
    stream.set_nodelay(true).expect("a socket");
    while let Ok(count @ 1..) = stream.read(&mut buffer[held..]) {
        held += count;
        if buffer[..held].ends_with(b"\r\n\r\n") {
            held = 0;
            if stream.write_all(reply.as_bytes()).is_err() {
                return;
            }
        }
    }
}

/// The emitted client, without retries: nothing fails here.
pub fn client(url: &str) -> Client {
    Client::builder(url).bearer_token(TOKEN).retry(RetryPolicy::never()).build().expect("a client")
}

/// The emitted call.
pub async fn emitted(client: &Client, card: &CardId) {
    let page = client.call(ListCardBalanceOperations::new(card.clone())).send().await.expect("a success");
    assert_eq!(page.balance_operations.as_ref().map(Vec::len), Some(1));
}

/// The same by hand: what a program would write without the emitted client.
pub async fn by_hand(client: &reqwest::Client, url: &str, card: &str) {
    let request = client.get(format!("{url}/v1/cards/{card}/prepaid/operations")).bearer_auth(TOKEN);
    let response = request.header("accept", "application/json").send().await.expect("an answer");
    let page: Page = response.error_for_status().expect("a success").json().await.expect("a page");
    assert_eq!(page.balance_operations.len(), 1);
}

/// A client for [`by_hand`], with the limits that the emitted one has too.
pub fn plain_client() -> reqwest::Client {
    // With the features of the emitted client, reqwest has TLS without a provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).tcp_nodelay(true);
    builder.timeout(std::time::Duration::from_secs(30)).build().expect("a client")
}

/// A card for both.
pub fn card() -> CardId {
    samples::CARD_ID.parse().expect("a card")
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and looked at by nobody")]
struct Page {
    balance_operations: Vec<Operation>,
    card_id: String,
    pagination: Pagination,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and looked at by nobody")]
struct Operation {
    amount: Money,
    card_id: String,
    description: Option<String>,
    entity_id: String,
    id: String,
    operation: String,
    performed_at: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and looked at by nobody")]
struct Money {
    amount: i64,
    currency: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and looked at by nobody")]
struct Pagination {
    page_number: i64,
    page_size: i64,
    total_items: i64,
    total_pages: i64,
}
