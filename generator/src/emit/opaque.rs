//! Opaque values: a newtype over JSON with a reader for each type that it may be.

use proc_macro2::TokenStream;
use quote::quote;

use super::schema::emit_schema_path;
use super::types::emit_type;
use super::{docs, ident};
use crate::ir;

/// The newtype with everything that belongs to it.
pub(super) fn emit_opaque(api: &ir::Api, definition: &ir::TypeDefinition, opaque: &ir::Opaque) -> TokenStream {
    let docs = docs::emit_type_docs(definition);
    let name = ident(&definition.name.rust);
    let derives = if opaque.sensitive {
        quote! { Clone, PartialEq }
    } else {
        quote! { Clone, Debug, PartialEq }
    };
    let views = emit_views(api, definition, opaque);
    let conversions = opaque.views.iter().filter(|view| view.convertible);
    let conversions = conversions.map(|view| emit_conversion(api, definition, view));
    let check = opaque.schema.map(|id| {
        let schema = emit_schema_path(api, id);
        quote! {
            if checker.count() == before {
                #schema.check(&self.0, checker);
            }
        }
    });
    let before = check.is_some().then(|| quote! { let before = checker.count(); });
    let debug = emit_debug(definition, opaque);
    quote! {
        #docs
        #[derive(#derives)]
        pub struct #name(
            /// The value as JSON.
            pub runtime::Value,
        );
        #views
        #(#conversions)*

        impl runtime::Validate for #name {
            #[inline]
            fn check(&self, rules: &runtime::Rules, checker: &mut runtime::Checker) {
                #before
                runtime::Validate::check(&self.0, rules, checker);
                #check
            }
        }

        #debug

        impl runtime::Json for #name {
            const KNOWS_NULL: bool = true;

            #[inline]
            fn read(reader: &mut runtime::Reader<'_>) -> Result<Self, runtime::DecodeError> {
                reader.value().map(Self)
            }

            #[inline]
            fn write(&self, writer: &mut runtime::Writer) {
                runtime::Json::write(&self.0, writer);
            }
        }

        runtime::serde_bridge!(#name);
    }
}

/// A reader for each type that the value may be.
fn emit_views(api: &ir::Api, definition: &ir::TypeDefinition, opaque: &ir::Opaque) -> TokenStream {
    if opaque.views.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&definition.name.rust);
    let views = opaque.views.iter().map(|view| {
        let (method, ty) = (ident(&view.name.rust), emit_type(api, &view.ty));
        let summary = docs::emit_lines(&format!("The value read as {}.", docs::code(&view.name.wire)));
        quote! {
            #summary
            ///
            /// # Errors
            /// When it is not of that shape. A value may be read as more than one alternative.
            #[inline]
            pub fn #method(&self) -> Result<#ty, runtime::DecodeError> {
                runtime::json::from_value(&self.0)
            }
        }
    });
    quote! {
        impl #name {
            #(#views)*
        }
    }
}

/// From a value of a type that may be it. Not every value has a JSON form: floats may not be finite.
fn emit_conversion(api: &ir::Api, definition: &ir::TypeDefinition, view: &ir::View) -> TokenStream {
    let (name, ty) = (ident(&definition.name.rust), emit_type(api, &view.ty));
    quote! {
        impl TryFrom<#ty> for #name {
            type Error = runtime::writer::EncodeError;

            #[inline]
            fn try_from(value: #ty) -> Result<Self, Self::Error> {
                runtime::json::to_value(&value).map(Self)
            }
        }
    }
}

fn emit_debug(definition: &ir::TypeDefinition, opaque: &ir::Opaque) -> TokenStream {
    if !opaque.sensitive {
        return TokenStream::new();
    }
    let (name, text) = (ident(&definition.name.rust), &definition.name.rust);
    quote! {
        impl ::core::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.debug_tuple(#text).field(&runtime::Redacted).finish()
            }
        }
    }
}
