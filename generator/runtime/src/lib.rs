//! Run-time support of generated clients: the JSON codec, the rules, the HTTP calls.
//!
//! Every file here but this one is copied byte for byte into each client, as `src/runtime/`.

pub mod call;
pub mod checker;
pub mod client;
pub mod curl;
pub mod date;
pub mod date_time;
pub mod decimal;
pub mod decode_error;
pub mod error;
pub mod execute;
pub mod extras;
pub mod format;
pub mod idempotency;
pub mod json;
pub mod kind;
pub mod map;
pub mod nullable;
pub mod number;
pub mod object_reader;
pub mod operation;
pub mod outcome;
pub mod parameter;
pub mod pattern;
pub mod pointer;
pub mod raw;
pub mod reader;
pub mod redact;
pub mod request;
pub mod reqwest_transport;
pub mod response;
pub mod rules;
pub mod scan;
pub mod secret;
pub mod security;
pub mod serde_bridge;
pub mod server;
pub mod syntax;
pub mod text;
pub mod time_conversions;
pub mod timeout;
pub mod transport;
pub mod uri;
pub mod uuid;
pub mod validate;
pub mod value;
pub mod writer;

#[allow(unused_imports)]
pub(crate) use serde_bridge::serde_bridge;
#[allow(unused_imports)]
pub(crate) use text::string_type;
