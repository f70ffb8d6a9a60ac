//! Run-time support of generated clients: the JSON codec, the rules, the HTTP calls.
//!
//! Every file here but this one is copied byte for byte into each client, as `src/runtime/`.

pub mod call;
pub mod client;
pub mod date;
pub mod date_time;
pub mod error;
pub mod idempotency;
pub mod json;
pub mod nullable;
pub mod number;
pub mod operation;
pub mod outcome;
pub mod parameter;
pub mod pattern;
pub mod reader;
pub mod redact;
pub mod request;
pub mod response;
pub mod rules;
pub mod secret;
pub mod security;
pub mod serde_bridge;
pub mod server;
pub mod text;
pub mod transport;
pub mod uri;
pub mod uuid;
pub mod value;
pub mod writer;
