//! `src/webhooks`: requests that the server sends, webhooks and callbacks, with readers of their payloads.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{SourceFile, emit_modules};
use super::types::emit_type;
use super::{body, docs, feature, form, header, ident, response};
use crate::ir;

/// `src/webhooks/mod.rs`.
pub(super) fn emit_webhooks(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs(
        "Requests that the server sends to yours: webhooks, and callbacks of operations.\n\nYour web server takes them, checks that they come from whom they should, and gives headers and body to `decode`; constants read the documented headers and parameters of the query.",
    );
    let modules = api.webhooks.iter().enumerate();
    let modules = modules.map(|(index, webhook)| (&webhook.module, feature::emit_webhook(api, index)));
    let items = emit_modules("webhooks", modules);
    SourceFile::new("src/webhooks/mod.rs".to_owned(), &documentation, items)
}

/// One file of `src/webhooks`.
pub(super) fn emit_webhook(api: &ir::Api, webhook: &ir::Webhook) -> SourceFile {
    let documentation = docs::emit_file_docs(&format!("`{}`", webhook.pointer));
    let docs = emit_docs(api, webhook);
    let (name, wire, method) = (ident(&webhook.name.rust), &webhook.name.wire, webhook.method.as_str());
    let decode = webhook.payload.as_ref().map(|payload| emit_decode(api, payload));
    let headers = webhook.headers.iter().map(|header| header::emit_constant(api, header));
    let queries = webhook.queries.iter().map(|query| emit_query(api, query));
    let deprecated = docs::emit_allow_deprecated(webhook.docs.deprecated);
    let items = quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub struct #name;

        #deprecated
        impl #name {
            /// The name in the document.
            pub const NAME: &'static str = #wire;

            /// The method of the request.
            pub const METHOD: &'static str = #method;

            #(#headers)*

            #(#queries)*

            #decode
        }
    };
    SourceFile::new(format!("src/webhooks/{}.rs", webhook.module), &documentation, items)
}

/// The reader of the body.
fn emit_decode(api: &ir::Api, payload: &ir::Payload) -> TokenStream {
    let ty = emit_type(api, &payload.ty);
    let read = body::emit_read(api, payload);
    quote! {
        /// Reads the payload of a request. The headers say what the body is.
        ///
        /// As tolerant as reading the answer of a server: `validate()` of what comes back says what is odd about it.
        ///
        /// # Errors
        /// When the content type is another one, the body is compressed, or it is not of the type's shape.
        #[inline]
        pub fn decode(headers: &http::HeaderMap, body: &[u8]) -> Result<#ty, runtime::DecodeError> {
            let response = &runtime::webhook::payload(headers, body);
            #read
        }
    }
}

/// The constant by which a parameter of the query is read.
fn emit_query(api: &ir::Api, query: &ir::ReceivedQuery) -> TokenStream {
    let (constant, wire, ty) = (ident(&query.name.rust), &query.name.wire, emit_type(api, &query.ty));
    let documentation = docs::emit_variant_docs(&format!("The query parameter {}", docs::code(wire)), &query.docs);
    let field = form::emit_field(wire, &query.form);
    quote! { #documentation pub const #constant: runtime::Query<#ty> = runtime::Query::new(#field); }
}

/// What it is, and what the server expects for an answer.
fn emit_docs(api: &ir::Api, webhook: &ir::Webhook) -> TokenStream {
    let mut paragraphs = Vec::new();
    paragraphs.push(match &webhook.docs.summary {
        Some(summary) => docs::escape(summary),
        None => format!("{}.", docs::code(&webhook.name.wire)),
    });
    let method = webhook.method.as_str();
    paragraphs.push(match &webhook.callback {
        None => format!("The server sends it as `{method}`."),
        Some(callback) => format!(
            "The server sends it as `{method}` to {}, after [`{operation}`](crate::operations::{operation}).",
            docs::code(&callback.expression),
            operation = api.operations[callback.operation].type_name,
        ),
    });
    docs::push_body(&mut paragraphs, &webhook.docs);
    if !webhook.answers.is_empty() {
        let rows = webhook.answers.iter().map(|answer| describe_answer(api, answer));
        paragraphs.push(format!("# Expected answers\n\n{}", rows.collect::<Vec<_>>().join("\n")));
    }
    let lines = docs::emit_lines(&paragraphs.join("\n\n"));
    let alias = docs::emit_alias_attribute(&webhook.name);
    let deprecated = docs::emit_deprecated(&webhook.docs);
    quote! { #lines #alias #deprecated }
}

fn describe_answer(api: &ir::Api, answer: &ir::Answer) -> String {
    let mut text = response::describe_status(answer.status);
    if let Some(description) = &answer.docs.description {
        text.push_str(": ");
        text.push_str(&docs::escape(description).replace('\n', " "));
    }
    if let Some(assumption) = docs::assumption(&answer.docs) {
        text.push(' ');
        text.push_str(&assumption.replace('\n', " "));
    }
    let bodies: Vec<String> = answer.payloads.iter().map(|payload| describe_payload(api, payload)).collect();
    if !bodies.is_empty() {
        text.push_str(&format!(" Body: {}.", bodies.join(", or ")));
    }
    format!("* {text}")
}

/// The type where it has a name, and the media type where that is no JSON.
fn describe_payload(api: &ir::Api, payload: &ir::Payload) -> String {
    let media_types: Vec<String> = payload.media_types().map(docs::code).collect();
    let media_types = media_types.join(" or ");
    let Some(id) = payload.ty.named() else { return media_types };
    let link = format!("[`{0}`](crate::models::{0})", api.type_definition(id).name.rust);
    if payload.kind == ir::ContentKind::Json { link } else { format!("{link} as {media_types}") }
}
