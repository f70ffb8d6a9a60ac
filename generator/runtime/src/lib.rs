//! Run-time support of generated clients: the JSON codec, the rules, the HTTP calls.
//!
//! Every file here but this one is copied byte for byte into each client, as `src/runtime/`. The client's
//! `src/runtime/mod.rs` is made from this file: the modules it needs, and the names of those under `runtime::`.

pub mod call;
pub mod checker;
pub mod client;
pub mod curl;
pub mod date;
pub mod date_time;
pub mod decimal;
pub mod decode_error;
pub mod error;
pub mod example;
pub mod execute;
pub mod extras;
pub mod format;
pub mod idempotency;
pub mod json;
pub mod kind;
pub mod map;
pub mod missing;
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

pub use call::Call;
pub use checker::{Checker, Invalid, Violation};
pub use client::{Async, Client, ClientBuilder};
pub use date::Date;
pub use date_time::DateTime;
pub use decode_error::DecodeError;
pub use error::{Error, ErrorKind};
pub use idempotency::IdempotencyKey;
pub use json::Json;
pub use map::Map;
pub use missing::MissingMember;
pub use nullable::{Nullable, Patch};
pub use number::Number;
pub use object_reader::Ignored;
pub use operation::{Decoded, NoFailure, Operation, OperationMeta};
pub use outcome::Outcome;
pub use parameter::{Parameter, Style};
pub use pattern::Pattern;
pub use reader::Reader;
pub use redact::Redacted;
pub use request::RequestEncoder;
pub use response::{RawResponse, Response};
pub use rules::{Bound, NO_RULES, Rules, Validate};
pub use secret::Secret;
pub use security::Credential;
pub use server::Server;
pub use text::{ShortText, StringType, Text};
pub use timeout::Timeouts;
pub use transport::Transport;
pub use uri::Uri;
pub use uuid::Uuid;
pub use value::Value;
pub use writer::Writer;

#[allow(unused_imports)] // a client may have no use for it
pub(crate) use serde_bridge::serde_bridge;
#[allow(unused_imports)]
pub(crate) use text::string_type;
