//! `#[cfg(feature = "…")]`: what is compiled with which groups of operations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir;

/// The attribute of a group.
pub(super) fn emit_tag(api: &ir::Api, tag: usize) -> TokenStream {
    let Some(features) = &api.features else { return TokenStream::new() };
    let feature = &features.tags[tag];
    quote! { #[cfg(feature = #feature)] }
}

/// The attribute of a type.
pub(super) fn emit_type(api: &ir::Api, index: usize) -> TokenStream {
    api.features.as_ref().map(|features| emit_needed(features, &features.types[index])).unwrap_or_default()
}

/// The attribute of a schema as data.
pub(super) fn emit_schema(api: &ir::Api, index: usize) -> TokenStream {
    api.features.as_ref().map(|features| emit_needed(features, &features.schemas[index])).unwrap_or_default()
}

/// The attribute of a request that the server sends.
pub(super) fn emit_webhook(api: &ir::Api, index: usize) -> TokenStream {
    api.features.as_ref().map(|features| emit_needed(features, &features.webhooks[index])).unwrap_or_default()
}

/// The attribute of data that types and operations refer to, and a part of the groups to a part of only.
pub(super) fn emit_shared(api: &ir::Api) -> TokenStream {
    let Some(ir::Features { all, .. }) = &api.features else { return TokenStream::new() };
    let reason = "a part of the groups needs a part of this";
    quote! { #[cfg_attr(not(feature = #all), allow(dead_code, unused_imports, reason = #reason))] }
}

fn emit_needed(features: &ir::Features, needed: &ir::Needed) -> TokenStream {
    match needed {
        ir::Needed::Always => TokenStream::new(),
        ir::Needed::ByNone => {
            let all = &features.all;
            quote! { #[cfg(feature = #all)] }
        }
        ir::Needed::By { tags, whole } => {
            let names =
                tags.iter().map(|tag| features.tags[*tag].as_str()).chain(whole.then_some(features.all.as_str()));
            let names: Vec<&str> = names.collect();
            match names.as_slice() {
                [name] => quote! { #[cfg(feature = #name)] },
                _ => quote! { #[cfg(any(#(feature = #names),*))] },
            }
        }
    }
}
