//! The servers of the document.

use mono_client::runtime::client::BuildError;
use mono_client::{Client, Environment};

use crate::support::calls::{self, success};
use crate::support::server::{Server, TOKEN};

#[test]
fn every_environment_has_its_documented_url() {
    let urls: Vec<_> = Environment::ALL.iter().map(|environment| environment.url()).collect();
    assert_eq!(
        urls,
        ["https://api.sandbox.cuentamono.com", "https://api.cuentamono.com", "https://api.cert.monoban.co"]
    );
    assert_eq!(Environment::Sandbox.url(), urls[0]);
    assert_eq!(Environment::Production.url(), urls[1]);
    assert_eq!(Environment::Cert.url(), urls[2]);
}

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
#[test]
fn a_client_can_be_built_for_every_environment() {
    for environment in Environment::ALL {
        let client = Client::builder(*environment).bearer_token("token").build().expect("the client can be built");
        assert!(format!("{client:?}").contains(environment.url()), "{client:?}");
    }
}

/// Everybody on the way could read the token.
#[test]
fn plain_http_to_another_machine_is_refused() {
    let builder = Client::builder("http://api.cuentamono.com").bearer_token(TOKEN);
    let error = builder.clone().build().expect_err("the connection would not be encrypted");
    assert!(matches!(error, BuildError::PlainHttp), "{error:?}");
    builder.allow_plain_http().build().expect("it was allowed");
}

/// A gateway may put a path before all others.
#[tokio::test]
async fn the_path_of_a_server_stays_in_front() {
    for slash in ["", "/"] {
        let server = Server::answering(success::<mono_client::operations::CreateCard>()).await;
        let url = format!("{}/gateway/mono%20co{slash}", server.url());
        let client = Client::builder(url.as_str()).bearer_token(TOKEN).build().expect("the client can be built");
        client.call(calls::new_card()).send().await.expect("a success");
        assert_eq!(server.request().path, "/gateway/mono%20co/v1/ledger/cards");
    }
}

#[test]
fn a_url_that_is_none_is_refused() {
    for url in ["", "api.cuentamono.com", "ftp://127.0.0.1", "http://127.0.0.1/?a=b", "http://127.0.0.1/a/../b"] {
        let error = Client::builder(url).bearer_token(TOKEN).build().expect_err(url);
        assert!(matches!(error, BuildError::Server(_)), "{error:?}");
    }
}
