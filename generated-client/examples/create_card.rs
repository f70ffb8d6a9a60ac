//! Creates a card, and repeats the call as after a lost answer: with the same key there is one card.
//!
//! `cargo run -p mono-client --example create_card`

mod support;

use mono_client::Client;
use mono_client::models::NewCard;
use support::{Answer, Server, samples};

#[tokio::main]
#[allow(dead_code)] // the tests run the example without it
async fn main() -> support::Result {
    run().await
}

/// The example.
pub async fn run() -> support::Result {
    let mono = Server::start([Answer::json(201, samples::CARD), Answer::json(200, samples::CARD)]).await;
    // For the real one: `Client::builder(Environment::Sandbox)`.
    let client = Client::builder(mono.url().as_str()).bearer_token("any-token").build()?;

    let account_id = "lacc_5tgliBmzjZ6mpQPRbQjfKj".parse()?;
    let configuration_group_id = "ccg_5tgliBmzjZ6mpQPRbQjfKj".parse()?;
    let call = client.create_card(NewCard::new(account_id, configuration_group_id).nickname("Travel card"));
    let again = call.clone(); // keeps the idempotency key

    let card = call.send().await?;
    let id = card.id.as_ref().ok_or("the answer has no card ID")?;
    println!("created {id}, status {}, replay: {}", card.status().as_u16(), card.is_replay());

    let same = again.send().await?;
    println!("once more: status {}, replay: {}", same.status().as_u16(), same.is_replay());
    if card.is_replay() || !same.is_replay() || same.id != card.id {
        return Err("the second call was to repeat the first".into());
    }
    println!("the name of the holder does not show: {:?}", card.cardholder);
    Ok(())
}
