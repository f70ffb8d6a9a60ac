//! What the examples talk to instead of Mono: a server in this very process, which answers what Mono's reference
//! pages show. No account and no token is needed.

#[path = "../../tests/support/samples.rs"]
#[allow(dead_code)] // no example needs all of it
pub mod samples;
#[path = "../../tests/support/server.rs"]
#[allow(dead_code)]
pub mod server;

pub use server::{Answer, Server};

/// What an example returns: any error ends it.
pub type Result = std::result::Result<(), Box<dyn std::error::Error>>;
