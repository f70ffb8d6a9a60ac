//! Responses that are read as they come.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use super::types::emit_type;
use crate::ir;

/// What the run-time support needs to know of an operation whose answer can be a stream.
pub(super) fn emit_streams(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let name = ident(&operation.type_name);
    let events = operation.stream(ir::StreamKind::Events).map(|stream| {
        let (data, read) = match &stream.ty {
            None => (quote! { String }, quote! { Ok(data.to_owned()) }),
            Some(ty) => (emit_type(api, ty), quote! { runtime::json::from_answer(data.as_bytes()) }),
        };
        quote! {
            impl runtime::EventStream for #name {
                type Data = #data;

                #[inline]
                fn read(data: &str) -> Result<#data, runtime::DecodeError> {
                    #read
                }
            }
        }
    });
    let lines = operation.stream(ir::StreamKind::Lines).map(|stream| {
        let line = stream.ty.as_ref().map_or(quote! { runtime::Value }, |ty| emit_type(api, ty));
        let media_type = &stream.media_type;
        quote! {
            impl runtime::LineStream for #name {
                type Line = #line;
                const MEDIA_TYPE: &'static str = #media_type;
            }
        }
    });
    quote! { #events #lines }
}
