//! Enums by media type: of bodies that can be sent in several ways, and of responses that come in several.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::emit_type;
use super::{body, docs, ident, rules};
use crate::ir;

/// The enum with everything that belongs to it.
pub(super) fn emit_contents(api: &ir::Api, definition: &ir::TypeDefinition, contents: &ir::Contents) -> TokenStream {
    let declaration = emit_declaration(api, definition, contents);
    let conversions = contents.variants.iter().filter(|variant| variant.convertible);
    let conversions = conversions.map(|variant| emit_conversion(api, definition, variant));
    let codec = match contents.direction {
        ir::Direction::Request => {
            let put = emit_put(api, definition, contents);
            quote! { #(#conversions)* #put }
        }
        ir::Direction::Response => {
            let (read, validate) = (emit_read(api, definition, contents), emit_validate(api, definition, contents));
            quote! { #read #validate }
        }
    };
    quote! { #declaration #codec }
}

fn emit_declaration(api: &ir::Api, definition: &ir::TypeDefinition, contents: &ir::Contents) -> TokenStream {
    let summary = docs::emit_lines(match contents.direction {
        ir::Direction::Request => "A body, by the media type that it is sent as.",
        ir::Direction::Response => "A response, by the media type that it comes as.",
    });
    let name = ident(&definition.name.rust);
    let variants = contents.variants.iter().map(|variant| {
        let types: Vec<String> = variant.payload.media_types().map(docs::code).collect();
        let docs = docs::emit_lines(&types.join(", "));
        let (name, ty) = (ident(&variant.name), emit_type(api, &variant.payload.ty));
        quote! { #docs #name(#ty), }
    });
    quote! {
        #summary
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// From a value whose type alone tells the variant; boxes are the variant's own business.
fn emit_conversion(api: &ir::Api, definition: &ir::TypeDefinition, variant: &ir::ContentVariant) -> TokenStream {
    let (name, case) = (ident(&definition.name.rust), ident(&variant.name));
    let (ty, value) = match &variant.payload.ty {
        ir::Type::Boxed(inner) => (emit_type(api, inner), quote! { Box::new(value) }),
        ty => (emit_type(api, ty), quote! { value }),
    };
    quote! {
        impl From<#ty> for #name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self::#case(#value)
            }
        }
    }
}

fn emit_put(api: &ir::Api, definition: &ir::TypeDefinition, contents: &ir::Contents) -> TokenStream {
    let name = ident(&definition.name.rust);
    let arms = contents.variants.iter().map(|variant| {
        let case = ident(&variant.name);
        let value = match &variant.payload.ty {
            ir::Type::Boxed(_) => quote! { &**body },
            _ => quote! { body },
        };
        let put = body::emit_put(api, &variant.payload, &variant.rules, &value);
        let check = variant.schema.map(|id| body::emit_check(api, id, &value));
        quote! { Self::#case(body) => { #put #check } }
    });
    quote! {
        impl runtime::request_content::RequestContent for #name {
            #[inline]
            fn put(&self, request: &mut runtime::RequestEncoder) {
                match self { #(#arms)* }
            }
        }
    }
}

fn emit_read(api: &ir::Api, definition: &ir::TypeDefinition, contents: &ir::Contents) -> TokenStream {
    let name = ident(&definition.name.rust);
    // One entry for each media type, and beside it which variant that is.
    let mut media_types: Vec<&str> = Vec::new();
    let mut arms = Vec::new();
    for (index, variant) in contents.variants.iter().enumerate() {
        let first = media_types.len();
        media_types.extend(variant.payload.media_types());
        let case = ident(&variant.name);
        let read = body::emit_read(api, &variant.payload);
        let boxed = match (&variant.payload.ty, &variant.payload.kind) {
            // The codec makes the box itself.
            (ir::Type::Boxed(_), ir::ContentKind::Text | ir::ContentKind::Bytes) => quote! { .map(Box::new) },
            _ => TokenStream::new(),
        };
        let last = media_types.len() - 1;
        let pattern = if index + 1 == contents.variants.len() {
            quote! { _ }
        } else if first == last {
            let first = Literal::usize_unsuffixed(first);
            quote! { #first }
        } else {
            let (first, last) = (Literal::usize_unsuffixed(first), Literal::usize_unsuffixed(last));
            quote! { #first..=#last }
        };
        arms.push(quote! { #pattern => #read #boxed .map(Self::#case), });
    }
    quote! {
        impl runtime::response::ResponseContent for #name {
            #[inline]
            fn read(response: &runtime::RawResponse) -> Result<Self, runtime::DecodeError> {
                match response.choose(&[#(#media_types),*])? { #(#arms)* }
            }
        }
    }
}

/// The rules of each variant.
fn emit_validate(api: &ir::Api, definition: &ir::TypeDefinition, contents: &ir::Contents) -> TokenStream {
    let name = ident(&definition.name.rust);
    let arms = contents.variants.iter().map(|variant| {
        let (case, rules) = (ident(&variant.name), rules::emit_rules_reference(api, &variant.rules));
        quote! { Self::#case(body) => runtime::Validate::check(body, #rules, checker), }
    });
    quote! {
        impl runtime::Validate for #name {
            #[inline]
            fn check(&self, _rules: &runtime::Rules, checker: &mut runtime::Checker) {
                match self { #(#arms)* }
            }
        }
    }
}
