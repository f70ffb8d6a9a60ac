//! `src/lib.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::SourceFile;
use super::{contract, docs, example, feature, ident, request_contract, server, types};
use crate::ir;

/// Where to begin, for who opens the documentation here.
const USE: &str = "\
# Use

[`Client::builder`] begins with a server and ends with a [`Client`]. Each operation of the document is a method of it, and
makes a [`Call`] that is to be sent. A success is a [`Response`]; of an [`Error`], [`outcome`](Error::outcome) says whether
the call may have been done all the same.

A request is held against the rules of the document before it is sent. A response may break them: ask
[`validate`](fn@runtime::checker::validate) where that matters.";

/// The crate's documentation, its modules, and what users need at hand.
pub(super) fn emit_crate_root(api: &ir::Api) -> SourceFile {
    let mut paragraphs = vec![docs::escape(&api.title)];
    docs::push_body(&mut paragraphs, &api.docs);
    paragraphs.push(format!("Made from version {} of the document.", docs::code(&api.version)));
    if !api.operations.is_empty() {
        paragraphs.push(USE.to_owned());
    }
    if !api.tag_features().is_empty() {
        let names: Vec<String> = api.tag_features().iter().map(|name| docs::code(name)).collect();
        paragraphs.push(format!(
            "# Features\n\nEach group of operations has a Cargo feature, and all of them are on by default: a program that needs a few is compiled faster with `default-features = false` and those, beside `reqwest`, `rustls-ring` and `stream`. `all-operations` stands for all of them. They are: {}.",
            names.join(", "),
        ));
    }
    let documentation = docs::emit_file_docs(&paragraphs.join("\n\n"));
    let models = (!api.types.is_empty()).then(|| quote! { pub mod models; });
    let operations = (!api.operations.is_empty()).then(|| quote! { pub mod operations; });
    let shared = feature::emit_shared(api);
    let patterns = api.used_patterns().next();
    let patterns = patterns.map(|_| quote! { #[cfg(test)] #shared mod pattern_tests; #shared mod patterns; });
    let schemas = (!api.schemas.is_empty()).then(|| quote! { #shared mod schemas; });
    let security = (!api.security_schemes.is_empty()).then(|| quote! { mod security; });
    let contracts = contract::occurs(api).then(|| quote! { #[cfg(test)] #shared mod contract_tests; });
    let requests = request_contract::occurs(api).then(|| quote! { #[cfg(test)] #shared mod request_tests; });
    let examples = example::occurs(api).then(|| quote! { #[cfg(test)] #shared mod examples; });
    let (environment, environment_use) = if api.servers.is_empty() {
        (TokenStream::new(), TokenStream::new())
    } else {
        let names = server::names(api);
        (quote! { mod environment; }, quote! { pub use environment::{#(#names),*}; })
    };
    let webhooks = (!api.webhooks.is_empty()).then(|| quote! { pub mod webhooks; });
    let formats = formats(api);
    let items = quote! {
        #contracts
        #environment
        #examples
        #models
        #operations
        #patterns
        #requests
        pub mod runtime;
        #schemas
        #security
        #webhooks
        #environment_use
        pub use runtime::{
            Call, Client, ClientBuilder, Error, ErrorKind, IdempotencyKey, Invalid, Map, Nullable, Number, Outcome,
            Patch, Response, RetryPolicy, Secret, Timeouts, Value, #(#formats),*
        };
    };
    let tokens = quote! {
        #documentation
        #![forbid(unsafe_code)]
        #items
    };
    SourceFile::without_imports("src/lib.rs".to_owned(), tokens)
}

/// The names of the formats that the client's types use, for users who make values of them.
fn formats(api: &ir::Api) -> Vec<proc_macro2::Ident> {
    let mut used: Vec<ir::Format> = api.formats();
    used.sort();
    used.into_iter().map(|format| ident(types::format_name(format))).collect()
}
