//! Tops up a ledger account, with metadata whose numbers stay as they are written.
//!
//! `cargo run -p mono-client --example update_ledger_account_balance`

mod support;

use mono_client::models::{AccountId, Currency, Metadata, Money, NewAccountBalanceOperation, OperationType};
use mono_client::runtime::json;
use mono_client::{Client, Patch};
use support::{Answer, Server, samples};

#[tokio::main]
#[allow(dead_code)] // the tests run the example without it
async fn main() -> support::Result {
    run().await
}

/// The example.
pub async fn run() -> support::Result {
    let mono = Server::start([Answer::json(201, samples::ACCOUNT_OPERATION)]).await;
    let client = Client::builder(mono.url().as_str()).bearer_token("any-token").build()?;

    let account_id: AccountId = "lacc_5tgliBmzjZ6mpQPRbQjfKj".parse()?;
    let metadata: Metadata = json::from_str(r#"{ "rate": 10.10, "id": 12345678901234567890 }"#)?;
    let topup = NewAccountBalanceOperation::new(
        Money::new(100_000_000, Currency::Cop),
        "37979c4d-9a6b-40de-b258-42e62f7ee4f1",
        OperationType::Topup,
    )
    .description("Topup #23")
    .metadata(metadata)
    .reference_null(); // says null, which is not the same as saying nothing

    let call = client.update_ledger_account_balance(account_id, topup).idempotency_key("topup-23".parse()?);
    println!("{}", call.to_curl()); // for logs and support: no token, no values
    let operation = call.send().await?;
    println!("status {}, operation {}", operation.status().as_u16(), operation.external_id);
    if let Patch::Value(metadata) = &operation.metadata {
        println!("metadata: {}", json::to_string(metadata)?);
    }
    println!("sent: {}", mono.request().text());
    Ok(())
}
