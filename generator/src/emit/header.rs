//! Documented headers of responses and of webhooks: a constant each.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::emit_type;
use super::{docs, ident};
use crate::ir;

/// The constants by which the headers of an operation's responses are read.
pub(super) fn emit_headers(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    if operation.headers.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&operation.type_name);
    let constants = operation.headers.iter().map(|header| emit_constant(api, header));
    quote! {
        /// The documented headers of responses.
        impl #name {
            #(#constants)*
        }
    }
}

/// The constant by which one header is read.
pub(super) fn emit_constant(api: &ir::Api, header: &ir::ResponseHeader) -> TokenStream {
    let (constant, wire, ty) = (ident(&header.name.rust), &header.name.wire, emit_type(api, &header.ty));
    let form = ident(match header.form {
        ir::HeaderForm::Text => "text",
        ir::HeaderForm::Json => "json",
        ir::HeaderForm::Texts => "texts",
        ir::HeaderForm::Jsons => "jsons",
    });
    let documentation = docs::emit_variant_docs(&format!("The header {}", docs::code(wire)), &header.docs);
    // Names of headers are compared in lower case.
    let wire = wire.to_ascii_lowercase();
    quote! { #documentation pub const #constant: runtime::Header<#ty> = runtime::Header::#form(#wire); }
}
