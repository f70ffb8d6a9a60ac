//! Responses: the enums by status, and the `match` that decodes.

use proc_macro2::{Ident, Literal, TokenStream};
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
        ir::ErrorType::PerStatus { name, variants, same_as } => {
            let summary = format!("The documented failures of `{}`, by status.", operation.name.wire);
            if let Some(first) = same_as {
                let (summary, name, first) = (docs::emit_lines(&summary), ident(name), ident(first));
                return quote! { #success #summary pub type #name = super::#first; };
            }
            let enumeration = emit_enum(api, &summary, name, variants);
            let reading = emit_failure(api, operation, name, variants);
            quote! { #enumeration #reading }
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
    let body = emit_shared_body(api, &name, variants);
    quote! {
        #summary
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations)*
        }

        #body
    }
}

/// `body()`, where every variant holds the same type.
fn emit_shared_body(api: &ir::Api, name: &Ident, variants: &[ir::ErrorVariant]) -> TokenStream {
    let first = variants.first().and_then(|variant| variant.ty.as_ref());
    let Some(ty) = first.filter(|ty| variants.iter().all(|variant| variant.ty.as_ref() == Some(ty))) else {
        return TokenStream::new();
    };
    let ty = emit_type(api, ty);
    let names = variants.iter().map(|variant| ident(&variant.name));
    quote! {
        impl #name {
            /// The body, whatever the status.
            #[inline]
            pub fn body(&self) -> &#ty {
                match self {
                    #(Self::#names(body))|* => body,
                }
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

/// The members of an operation's constant description that say which statuses are documented successes.
pub(super) fn emit_successes(operation: &ir::Operation) -> TokenStream {
    let mut codes = Vec::new();
    let mut any = None;
    for response in operation.successes() {
        match response.status {
            ir::Status::Code(code) => codes.push(code),
            ir::Status::Range(_) | ir::Status::Default => any = Some(quote! { .any_success() }),
        }
    }
    if codes == [200] || any.is_some() {
        return quote! { #any };
    }
    let codes = codes.into_iter().map(Literal::u16_unsuffixed);
    quote! { .success(&[#(#codes),*]) }
}

/// The body of `decode`.
pub(super) fn emit_decode(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    match &operation.success {
        ir::SuccessType::Empty => quote! { Some(response.empty()) },
        ir::SuccessType::One(_) => {
            let reads =
                operation.successes().map(|response| (response.status, emit_read(api, response.payload.as_ref())));
            let reads: Vec<_> = reads.collect();
            // A success of a status that the document does not name is read like the first that it names.
            let first = reads.first().map_or_else(|| emit_read(api, None), |(_, read)| read.clone());
            emit_choice(reads, &first)
        }
        ir::SuccessType::PerStatus { name, variants } => {
            let name = ident(name);
            let reads =
                operation.successes().map(|response| (response.status, emit_variant(api, &name, variants, response)));
            emit_choice(reads.collect(), &quote! { return None })
        }
    }
}

/// The implementation of `Failure` for an enum by status.
fn emit_failure(api: &ir::Api, operation: &ir::Operation, name: &str, variants: &[ir::ErrorVariant]) -> TokenStream {
    let name = ident(name);
    let own = ident("Self");
    let failures = operation.responses.iter().filter(|response| !response.status.is_success());
    let reads = failures.map(|response| (response.status, emit_variant(api, &own, variants, response)));
    let choice = emit_choice(reads.collect(), &quote! { return None });
    quote! {
        impl runtime::Failure for #name {
            #[inline]
            fn decode(response: &runtime::RawResponse) -> Option<Result<Self, runtime::DecodeError>> {
                #choice
            }
        }
    }
}

/// What is read for each status: exact statuses first, then ranges, then the default, or what else is to be done.
fn emit_choice(mut reads: Vec<(ir::Status, TokenStream)>, otherwise: &TokenStream) -> TokenStream {
    reads.sort_by_key(|(status, _)| *status);
    let codes: Vec<u16> = reads
        .iter()
        .filter_map(|(status, _)| match status {
            ir::Status::Code(code) => Some(*code),
            ir::Status::Range(_) | ir::Status::Default => None,
        })
        .collect();
    let mut rest = otherwise.clone();
    let mut arms: Vec<(TokenStream, Vec<TokenStream>)> = Vec::new();
    for (status, read) in reads {
        let pattern = match status {
            ir::Status::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                quote! { #code }
            }
            ir::Status::Range(hundreds) => {
                // Clippy complains of a range that begins or ends with a status of its own.
                let others =
                    || (0..100).map(|unit| u16::from(hundreds) * 100 + unit).filter(|code| !codes.contains(code));
                let (Some(first), Some(last)) = (others().next(), others().next_back()) else { continue };
                let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
                quote! { #first..=#last }
            }
            ir::Status::Default => {
                rest = read;
                continue;
            }
        };
        // A range stands behind all exact statuses, for it means the others.
        let exact = matches!(status, ir::Status::Code(_));
        match arms.iter_mut().find(|(other, _)| exact && other.to_string() == read.to_string()) {
            Some((_, patterns)) => patterns.push(pattern),
            None => arms.push((read, vec![pattern])),
        }
    }
    arms.retain(|(read, _)| read.to_string() != rest.to_string());
    // A `match` with nothing but a rest is no choice.
    if arms.is_empty() {
        return quote! { Some(#rest) };
    }
    let arms = arms.into_iter().map(|(read, patterns)| quote! { #(#patterns)|* => #read, });
    quote! {
        Some(match response.status().as_u16() {
            #(#arms)*
            _ => #rest,
        })
    }
}

fn emit_variant(
    api: &ir::Api,
    enumeration: &Ident,
    variants: &[ir::ErrorVariant],
    response: &ir::Response,
) -> TokenStream {
    let variant = variants.iter().find(|variant| variant.status == response.status);
    let variant = ident(variant.map_or("Default", |variant| &variant.name));
    match &response.payload {
        Some(payload) => {
            let read = body::emit_read(api, payload);
            quote! { #read.map(#enumeration::#variant) }
        }
        None => quote! { response.empty().map(|()| #enumeration::#variant) },
    }
}

fn emit_read(api: &ir::Api, payload: Option<&ir::Payload>) -> TokenStream {
    payload.map_or_else(|| quote! { response.empty() }, |payload| body::emit_read(api, payload))
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
