//! Responses: the enums by status, and the `match` that decodes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::emit_type;
use super::{body, docs, ident};
use crate::ir;

/// The type of a successful call.
pub(super) fn emit_success_type(api: &ir::Api, success: &ir::SuccessType) -> TokenStream {
    match success {
        ir::SuccessType::Empty => quote! { () },
        ir::SuccessType::One(ty) => emit_type(api, ty),
        ir::SuccessType::PerStatus { name, .. } => {
            let name = ident(name);
            quote! { #name }
        }
    }
}

/// The type of a documented failure.
pub(super) fn emit_failure_type(failure: &ir::ErrorType) -> TokenStream {
    match failure {
        ir::ErrorType::Undocumented => quote! { runtime::NoFailure },
        ir::ErrorType::PerStatus { name, .. } => {
            let name = ident(name);
            quote! { #name }
        }
    }
}

/// The enums by status that an operation needs.
pub(super) fn emit_enums(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let success = match &operation.success {
        ir::SuccessType::Empty | ir::SuccessType::One(_) => TokenStream::new(),
        ir::SuccessType::PerStatus { name, variants } => {
            let summary = format!("What `{}` gives, by status.", operation.name.wire);
            let enumeration = emit_enum(api, &summary, name, variants);
            let validate = emit_validate(name, variants);
            quote! { #enumeration #validate }
        }
    };
    let failure = match &operation.failure {
        ir::ErrorType::Undocumented => TokenStream::new(),
        ir::ErrorType::PerStatus { name, variants } => {
            let summary = format!("The documented failures of `{}`, by status.", operation.name.wire);
            emit_enum(api, &summary, name, variants)
        }
    };
    quote! { #success #failure }
}

fn emit_enum(api: &ir::Api, summary: &str, name: &str, variants: &[ir::ErrorVariant]) -> TokenStream {
    let (summary, name) = (docs::emit_lines(summary), ident(name));
    let declarations = variants.iter().map(|variant| {
        let docs = docs::emit_variant_docs(&describe_status(variant.status), &variant.docs);
        let name = ident(&variant.name);
        match &variant.ty {
            None => quote! { #docs #name, },
            Some(ty) => {
                let ty = emit_type(api, ty);
                quote! { #docs #name(#ty), }
            }
        }
    });
    let body = emit_shared_body(api, variants);
    quote! {
        #summary
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations)*
        }

        impl #name {
            #body
        }
    }
}

/// `body()`, where every variant holds the same type.
fn emit_shared_body(api: &ir::Api, variants: &[ir::ErrorVariant]) -> TokenStream {
    let first = variants.first().and_then(|variant| variant.ty.as_ref());
    let Some(ty) = first.filter(|ty| variants.iter().all(|variant| variant.ty.as_ref() == Some(ty))) else {
        return TokenStream::new();
    };
    let ty = emit_type(api, ty);
    let names = variants.iter().map(|variant| ident(&variant.name));
    quote! {
        /// The body, whatever the status.
        #[inline]
        pub fn body(&self) -> &#ty {
            match self {
                #(Self::#names(body))|* => body,
            }
        }
    }
}

/// A status in words, for documentation.
pub(super) fn describe_status(status: ir::Status) -> String {
    match status {
        ir::Status::Code(code) => format!("Status {code}"),
        ir::Status::Range(hundreds) => {
            format!("Any status from {hundreds}00 to {hundreds}99 without an entry of its own")
        }
        ir::Status::Default => "Any status without an entry of its own".to_owned(),
    }
}

/// The body of `decode`: exact statuses, then ranges, then the default.
pub(super) fn emit_decode(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let mut sorted: Vec<_> = operation.responses.iter().collect();
    sorted.sort_by_key(|response| response.status);
    let mut has_default = false;
    let mut arms: Vec<(TokenStream, Vec<TokenStream>)> = Vec::new();
    for response in sorted {
        let result = emit_result(api, operation, response);
        let pattern = match response.status {
            ir::Status::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                quote! { #code }
            }
            ir::Status::Range(hundreds) => {
                let first = Literal::u16_unsuffixed(u16::from(hundreds) * 100);
                let last = Literal::u16_unsuffixed(u16::from(hundreds) * 100 + 99);
                quote! { #first..=#last }
            }
            ir::Status::Default => {
                has_default = true;
                quote! { _ }
            }
        };
        match arms.iter_mut().find(|(other, _)| other.to_string() == result.to_string()) {
            Some((_, patterns)) if !matches!(response.status, ir::Status::Default) => patterns.push(pattern),
            _ => arms.push((result, vec![pattern])),
        }
    }
    // A `match` with nothing but a rest is no choice.
    match arms.as_slice() {
        [] => return quote! { runtime::Decoded::Undocumented },
        [(result, _)] if has_default => return result.clone(),
        _ => {}
    }
    let arms = arms.into_iter().map(|(result, patterns)| quote! { #(#patterns)|* => #result, });
    let rest = (!has_default).then(|| quote! { _ => runtime::Decoded::Undocumented, });
    quote! {
        match response.status().as_u16() {
            #(#arms)*
            #rest
        }
    }
}

/// The expression that decodes one documented response.
fn emit_result(api: &ir::Api, operation: &ir::Operation, response: &ir::Response) -> TokenStream {
    let read = emit_read(api, response.payload.as_ref());
    if response.status.is_success() {
        let value = match &operation.success {
            ir::SuccessType::Empty => quote! { response.empty() },
            ir::SuccessType::One(_) => read,
            ir::SuccessType::PerStatus { name, variants } => emit_variant(name, variants, response, &read),
        };
        return quote! { runtime::Decoded::success(#value) };
    }
    match &operation.failure {
        ir::ErrorType::Undocumented => quote! { runtime::Decoded::Undocumented },
        ir::ErrorType::PerStatus { name, variants } => {
            let value = emit_variant(name, variants, response, &read);
            quote! { runtime::Decoded::failure(#value) }
        }
    }
}

fn emit_variant(name: &str, variants: &[ir::ErrorVariant], response: &ir::Response, read: &TokenStream) -> TokenStream {
    let enumeration = ident(name);
    let variant = variants.iter().find(|variant| variant.status == response.status);
    let variant_name = ident(variant.map_or("Default", |variant| &variant.name));
    if response.payload.is_some() {
        quote! { #read.map(#enumeration::#variant_name) }
    } else {
        quote! { response.empty().map(|()| #enumeration::#variant_name) }
    }
}

fn emit_read(api: &ir::Api, payload: Option<&ir::Payload>) -> TokenStream {
    payload.map_or_else(|| quote! { response.empty() }, |payload| body::emit_read(api, payload))
}

/// How an undocumented success is read: like the documented ones, where those agree.
pub(super) fn emit_undocumented_success(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    match &operation.success {
        ir::SuccessType::PerStatus { .. } => TokenStream::new(),
        ir::SuccessType::Empty => quote! {
            #[inline]
            fn decode_undocumented_success(
                response: &runtime::RawResponse,
            ) -> Option<Result<Self::Success, runtime::DecodeError>> {
                Some(response.empty())
            }
        },
        ir::SuccessType::One(_) => {
            let documented = operation.responses.iter().find(|response| response.status.is_success());
            let read = emit_read(api, documented.and_then(|response| response.payload.as_ref()));
            quote! {
                #[inline]
                fn decode_undocumented_success(
                    response: &runtime::RawResponse,
                ) -> Option<Result<Self::Success, runtime::DecodeError>> {
                    Some(#read)
                }
            }
        }
    }
}

/// Checks a success by status: what the variant holds.
fn emit_validate(name: &str, variants: &[ir::ErrorVariant]) -> TokenStream {
    let name = ident(name);
    let arms = variants.iter().map(|variant| {
        let name = ident(&variant.name);
        match &variant.ty {
            Some(_) => quote! { Self::#name(body) => runtime::Validate::check(body, rules, checker), },
            None => quote! { Self::#name => {} },
        }
    });
    quote! {
        impl runtime::Validate for #name {
            #[inline]
            fn check(&self, rules: &runtime::Rules, checker: &mut runtime::Checker) {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}
