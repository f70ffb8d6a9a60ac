//! Creates the link that activates a plastic card, and tells the documented errors apart.
//!
//! `cargo run -p mono-client --example create_activation_link`

mod support;

use mono_client::Client;
use mono_client::models::NewActivationLink;
use mono_client::operations::CreateActivationLinkError;
use support::{Answer, Server, samples};

#[tokio::main]
#[allow(dead_code)] // the tests run the example without it
async fn main() -> support::Result {
    run().await
}

/// The example.
pub async fn run() -> support::Result {
    let mono =
        Server::start([Answer::json(201, samples::LINK), Answer::json(422, samples::UNPROCESSABLE_ENTITY)]).await;
    let client = Client::builder(mono.url().as_str()).bearer_token("any-token").build()?;

    let link = NewActivationLink::new(
        "acc_5tgliBmzjZ6mpQPRbQjfKj".parse()?,
        "carh_5tgliBmzjZ6mpQPRbQjfKj".parse()?,
        "ccg_5tgliBmzjZ6mpQPRbQjfKj".parse()?,
    )
    .nickname("Travel card");

    let created = client.create_activation_link(link.clone()).send().await?;
    let state = created.state.as_ref().map_or("?", |state| state.as_str());
    // Whoever has the link can activate the card, so it shows only when it is asked for with `as_str`.
    println!("{state}: a link of {} characters, in logs {created:?}", created.url.as_str().len());

    match client.create_activation_link(link).send().await {
        Ok(_) => return Err("the second link was to be refused".into()),
        Err(error) => match error.api() {
            Some(CreateActivationLinkError::UnprocessableContent(body)) => {
                for detail in &body.errors {
                    println!("{}: {} (request {})", detail.error_code, detail.message, body.id);
                }
            }
            _ => return Err(error.into()),
        },
    }
    Ok(())
}
