//! Lists what was moved on and off a card within a month.
//!
//! `cargo run -p mono-client --example list_card_balance_operations`

mod support;

use mono_client::Client;
use mono_client::models::{CardId, PerformedAtRange};
use support::{Answer, Server, samples};

#[tokio::main]
#[allow(dead_code)] // the tests run the example without it
async fn main() -> support::Result {
    run().await
}

/// The example.
pub async fn run() -> support::Result {
    let mono = Server::start([Answer::json(200, samples::CARD_OPERATIONS)]).await;
    let client = Client::builder(mono.url().as_str()).bearer_token("any-token").build()?;

    let card_id: CardId = "car_5tgliBmzjZ6mpQPRbQjfKj".parse()?;
    let january = PerformedAtRange::new().from("2022-01-01T00:00:00Z".parse()?).until("2022-02-01T00:00:00Z".parse()?);

    // What breaks a rule of the document is refused before anything is sent.
    match client.list_card_balance_operations(card_id.clone()).page_size(5).send().await {
        Ok(_) => return Err("a page of 5 was to be refused".into()),
        Err(error) => println!("{error}"),
    }

    let page = client.list_card_balance_operations(card_id).page_size(100).performed_at(january).send().await?;
    for operation in page.balance_operations.iter().flatten() {
        let time = operation.performed_at.as_ref().map_or("?", |time| time.as_str());
        println!("{time} {} {} {}", operation.operation, operation.amount.amount, operation.amount.currency);
    }
    let pages = page.pagination.as_ref().and_then(|pagination| pagination.total_pages);
    println!("page 1 of {}", pages.ok_or("the answer does not say how many pages there are")?);
    println!("asked for: {}", mono.request().query.unwrap_or_default());
    Ok(())
}
