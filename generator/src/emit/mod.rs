//! IR to tokens, one file per thing printed.
//!
//! Total: nothing here can fail, decide, report or make up a name; it sees the [`ir::Api`] and nothing of the document.
//! `match`es on IR enums have no catch-all arm, so the compiler lists the places a new variant touches.
//!
//! Functions of emitted types are `#[inline]` or generic. This is not for speed: the machine code of the others would be made
//! in the client, for all operations and types of the document; of these it is made for what a program calls, in its crate.

mod alias;
mod body;
mod common_mark;
mod content;
mod contract;
mod crate_root;
mod docs;
mod enumeration;
mod example;
mod feature;
mod file;
mod header;
mod matcher;
mod models;
mod object;
mod object_builder;
mod object_codec;
mod object_parts;
mod opaque;
mod operation;
mod operation_builder;
mod operation_docs;
mod paging;
mod parameter;
mod patterns;
mod request_contract;
mod response;
mod rules;
mod runtime_root;
mod schema;
mod security;
mod server;
mod stream;
mod text;
mod types;
mod union;
mod webhook;

use proc_macro2::{Ident, Span};

use crate::ir;

pub(crate) use file::SourceFile;
pub use matcher::emit_matcher;
pub(crate) use runtime_root::emit_runtime_root;

/// A file to print, as a job that can run on any thread.
pub(crate) enum Job {
    /// `src/lib.rs`.
    CrateRoot,
    /// `src/patterns.rs`.
    Patterns,
    /// `src/pattern_tests.rs`.
    PatternTests,
    /// `src/schemas.rs`.
    Schemas,
    /// `src/environment.rs`.
    Servers,
    /// `src/security.rs`.
    Security,
    /// `src/examples.rs`.
    Examples,
    /// `src/contract_tests.rs`.
    Contracts,
    /// `src/request_tests.rs`.
    Requests,
    /// `src/models/mod.rs`.
    Models,
    /// One file of `src/models`.
    Model(usize),
    /// `src/operations/mod.rs`.
    Operations,
    /// `src/operations/<tag>/mod.rs`.
    Tag(usize),
    /// One file of `src/operations/<tag>`.
    Operation(usize),
    /// `src/webhooks/mod.rs`.
    Webhooks,
    /// One file of `src/webhooks`.
    Webhook(usize),
}

/// The files that an API becomes, beside the copies of the run-time support.
pub(crate) fn jobs(api: &ir::Api) -> Vec<Job> {
    let mut jobs = vec![Job::CrateRoot];
    if !api.patterns.is_empty() {
        jobs.push(Job::Patterns);
        jobs.push(Job::PatternTests);
    }
    if !api.schemas.is_empty() {
        jobs.push(Job::Schemas);
    }
    if !api.servers.is_empty() {
        jobs.push(Job::Servers);
    }
    if !api.security_schemes.is_empty() {
        jobs.push(Job::Security);
    }
    if example::occurs(api) {
        jobs.push(Job::Examples);
    }
    if contract::occurs(api) {
        jobs.push(Job::Contracts);
    }
    if request_contract::occurs(api) {
        jobs.push(Job::Requests);
    }
    if !api.types.is_empty() {
        jobs.push(Job::Models);
        jobs.extend((0..api.types.len()).map(Job::Model));
    }
    if !api.operations.is_empty() {
        jobs.push(Job::Operations);
        jobs.extend((0..api.tags.len()).map(Job::Tag));
        jobs.extend((0..api.operations.len()).map(Job::Operation));
    }
    if !api.webhooks.is_empty() {
        jobs.push(Job::Webhooks);
        jobs.extend((0..api.webhooks.len()).map(Job::Webhook));
    }
    jobs
}

/// Prints one file as tokens.
pub(crate) fn emit(api: &ir::Api, job: &Job) -> SourceFile {
    match job {
        Job::CrateRoot => crate_root::emit_crate_root(api),
        Job::Patterns => patterns::emit_patterns(api),
        Job::PatternTests => patterns::emit_pattern_tests(api),
        Job::Schemas => schema::emit_schemas(api),
        Job::Servers => server::emit_servers(api),
        Job::Security => security::emit_security(api),
        Job::Examples => example::emit_examples(api),
        Job::Contracts => contract::emit_contracts(api),
        Job::Requests => request_contract::emit_requests(api),
        Job::Models => models::emit_models(api),
        Job::Model(index) => models::emit_model(api, &api.types[*index]),
        Job::Operations => operation::emit_operations(api),
        Job::Tag(index) => operation::emit_tag(api, *index),
        Job::Operation(index) => operation::emit_operation_file(api, &api.operations[*index]),
        Job::Webhooks => webhook::emit_webhooks(api),
        Job::Webhook(index) => webhook::emit_webhook(api, &api.webhooks[*index]),
    }
}

/// An identifier of a name that `lower` made.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
