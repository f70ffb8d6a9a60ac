//! The example of the README: a test holds the two to each other.

use mono_client::models::{CardId, Currency, Money, NewCardBalanceOperation, OperationType};
use mono_client::{Client, Environment, Outcome};

/// Puts 100 000.00 COP on a card.
pub async fn top_up(token: String, card: &str) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder(Environment::Sandbox).bearer_token(token).build()?;
    let card: CardId = card.parse()?;
    let amount = Money::new(10_000_000, Currency::Cop);
    let call = client.apply_card_balance_operation(card, NewCardBalanceOperation::new(amount, OperationType::Topup));
    println!("idempotency key: {:?}", call.key());
    match call.send().await {
        Ok(done) => println!("status {}, repeated: {}", done.status(), done.is_replay()),
        Err(error) => match error.outcome() {
            Outcome::NotSent | Outcome::Rejected => println!("nothing happened: {error}"),
            Outcome::Applied => println!("it happened, the answer was unreadable: {error}"),
            _ => println!("it may have happened; reconcile by the key: {error}"),
        },
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(token), Some(card)) => top_up(token, &card).await,
        _ => {
            println!("usage: quick_start TOKEN CARD_ID");
            Ok(())
        }
    }
}
