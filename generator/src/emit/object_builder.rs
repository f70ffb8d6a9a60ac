//! Builders: for types with many required members, and for types that only responses have (users make those in tests).

use proc_macro2::TokenStream;
use quote::quote;

use super::object::{emit_absent, emit_constant, emit_field_type, emit_no_additional};
use super::types::{Argument, emit_allow_names, emit_argument};
use super::{docs, ident};
use crate::ir;

/// The builder type, `builder()` and `build()`.
pub(super) fn emit_builder(
    api: &ir::Api,
    definition: &ir::TypeDefinition,
    object: &ir::Object,
    builder: &str,
    for_tests: bool,
) -> TokenStream {
    let (name, builder) = (ident(&definition.name.rust), ident(builder));
    let condition = for_tests.then(|| quote! { #[cfg(feature = "builders")] });
    let purpose =
        if for_tests { "\n\nOnly responses have this type, so that programs make one in their tests." } else { "" };
    let summary =
        docs::emit_lines(&format!("Makes a [`{name}`]: set its members, then [`build`](Self::build).{purpose}"));
    let settable = || object.members.iter().filter(|member| !is_constant(member));
    let fields = settable().map(|member| {
        let (field, ty) = (ident(&member.name.rust), emit_field_type(api, member));
        if member.required {
            quote! { #field: Option<#ty>, }
        } else {
            quote! { #field: #ty, }
        }
    });
    let empty = settable().map(|member| {
        let field = ident(&member.name.rust);
        let absent = if member.required {
            quote! { None }
        } else {
            emit_absent(member)
        };
        quote! { #field: #absent }
    });
    let setters = settable().map(|member| emit_setter(api, member));
    let names: Vec<_> = settable().map(|member| ident(&member.name.rust)).collect();
    let patterns = settable().zip(&names).map(|(member, field)| {
        if member.required {
            quote! { #field: Some(#field) }
        } else {
            quote! { #field }
        }
    });
    let incomplete = emit_incomplete(object);
    let constants = object.members.iter().filter(|member| is_constant(member)).map(|member| {
        let (field, constant) = (ident(&member.name.rust), emit_constant(api, member));
        quote! { #field: #constant, }
    });
    let additional = emit_no_additional(object);
    let allow = docs::emit_allow_deprecated(object.has_deprecated());
    let allow_names = emit_allow_names(settable().map(|member| member.name.rust.as_str()));
    quote! {
        #condition
        #allow
        impl #name {
            /// A builder without any member set.
            #[inline]
            pub fn builder() -> #builder {
                #builder { #(#empty,)* }
            }
        }

        #summary
        #condition
        pub struct #builder {
            #(#fields)*
        }

        #condition
        #allow
        impl #builder {
            #(#setters)*

            /// The value, unless a required member is missing.
            #allow_names
            #[inline]
            pub fn build(self) -> Result<#name, runtime::MissingMember> {
                match self {
                    Self { #(#patterns,)* } => Ok(#name { #(#names,)* #(#constants)* #additional }),
                    #incomplete
                }
            }
        }
    }
}

/// Whether nothing but one value can be set.
fn is_constant(member: &ir::Member) -> bool {
    member.required && member.constant.is_some()
}

/// What is said where a required member is missing.
fn emit_incomplete(object: &ir::Object) -> TokenStream {
    let members = object.members.iter().filter(|member| member.required && !is_constant(member)).map(|member| {
        let (field, wire) = (ident(&member.name.rust), &member.name.wire);
        quote! { (#wire, incomplete.#field.is_some()) }
    });
    let members: Vec<_> = members.collect();
    if members.is_empty() {
        return TokenStream::new();
    }
    quote! { incomplete => Err(runtime::MissingMember::of(&[#(#members),*])), }
}

fn emit_setter(api: &ir::Api, member: &ir::Member) -> TokenStream {
    let (field, setter) = (ident(&member.name.rust), ident(&member.setter.value));
    let Argument { ty, value } = emit_argument(api, &member.ty, &ident("value"));
    let (set, unset) = match (member.required, member.nullable) {
        (_, false) => (quote! { Some(#value) }, None),
        (true, true) => {
            (quote! { Some(runtime::Nullable::Value(#value)) }, Some(quote! { Some(runtime::Nullable::Null) }))
        }
        (false, true) => (quote! { runtime::Patch::Value(#value) }, Some(quote! { runtime::Patch::Null })),
    };
    let summary = docs::emit_lines(&format!("Sets {}.", docs::code(&member.name.wire)));
    let null = member.setter.null.as_ref().zip(unset).map(|(null, unset)| {
        let null = ident(null);
        let summary = docs::emit_lines(&format!("Sets {} to `null`.", docs::code(&member.name.wire)));
        quote! {
            #summary
            #[inline]
            #[must_use]
            pub fn #null(mut self) -> Self {
                self.#field = #unset;
                self
            }
        }
    });
    quote! {
        #summary
        #[inline]
        #[must_use]
        pub fn #setter(mut self, value: #ty) -> Self {
            self.#field = #set;
            self
        }
        #null
    }
}
