//! Tops up a prepaid card, and tells what a failure means: did it happen or not?
//!
//! `cargo run -p mono-client --example apply_card_balance_operation`

mod support;

use mono_client::models::{CardId, Currency, Money, NewCardBalanceOperation, OperationType};
use mono_client::operations::ApplyCardBalanceOperationError;
use mono_client::{Client, Outcome};
use support::{Answer, Server, samples};

#[tokio::main]
#[allow(dead_code)] // the tests run the example without it
async fn main() -> support::Result {
    run().await
}

/// The example.
pub async fn run() -> support::Result {
    let mono =
        Server::start([Answer::empty(201), Answer::json(404, samples::NOT_FOUND), Answer::HangUp, Answer::empty(200)])
            .await;
    let client = Client::builder(mono.url().as_str()).bearer_token("any-token").build()?;

    let card_id: CardId = "car_5tgliBmzjZ6mpQPRbQjfKj".parse()?;
    // Money is counted in minor units: this is one million pesos.
    let topup = NewCardBalanceOperation::new(Money::new(100_000_000, Currency::Cop), OperationType::Topup)
        .description("Topup for suscripcion");

    let response = client.apply_card_balance_operation(card_id.clone(), topup.clone()).send().await?;
    println!("applied, replay: {}", response.is_replay());

    let error = match client.apply_card_balance_operation(card_id.clone(), topup.clone()).send().await {
        Ok(_) => return Err("this card was not to be found".into()),
        Err(error) => error,
    };
    println!("{error}");
    match error.api() {
        Some(ApplyCardBalanceOperationError::NotFound(body)) => println!("no such card: {}", body.message),
        _ => return Err(error.into()),
    }

    let call = client.apply_card_balance_operation(card_id, topup);
    let again = call.clone();
    // The client would try again by itself, with the same key; here it must not, to show what is left to its caller.
    match call.no_retry().send().await {
        Ok(_) => return Err("this answer was to be lost".into()),
        Err(error) => match error.outcome() {
            Outcome::NotSent | Outcome::Rejected => println!("nothing happened"),
            Outcome::Applied => println!("it happened, but the answer could not be read"),
            _ => {
                println!("it may have happened, so the same call is made again with the same key");
                let response = again.send().await?;
                println!("it had happened: {}", response.is_replay());
            }
        },
    }
    Ok(())
}
