//! The Mono client against a real HTTP server on loopback: what is sent, what is made of the answers, what is refused.
//!
//! `cargo test -p mono-client --test suite`; with `--features serde,blocking,tracing` for the tests of those features too.

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod bodies;
mod card_ids;
#[cfg(feature = "gzip")]
mod compression;
mod documentation;
mod enums;
mod environments;
mod examples;
mod failures;
mod faults;
mod formats;
mod headers;
mod identifiers;
mod ledger;
mod lengths;
mod memory;
mod metadata;
mod null_members;
mod outcomes;
mod outline;
mod pages;
mod paging;
mod paths;
mod queries;
mod readme;
mod redaction;
#[cfg(feature = "serde")]
mod serde_feature;
mod successes;
mod tolerance;
mod types;
