//! The servers of the document.

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
use mono_client::Client;
use mono_client::Environment;

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
