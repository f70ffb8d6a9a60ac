//! What the tests have in common: a server, the bodies of the reference pages, the operations as values.

pub mod calls;
pub mod fault_server;
pub mod log;
pub mod samples;
pub mod server;
