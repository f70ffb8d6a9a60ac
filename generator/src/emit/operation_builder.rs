//! Builders of operations with many required things. What is optional is set on the call, as for every operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::{Argument, emit_allow_names, emit_argument, emit_type};
use super::{docs, ident};
use crate::ir;

/// The builder type, `builder()` and `build()`.
pub(super) fn emit_builder(api: &ir::Api, operation: &ir::Operation, builder: &str) -> TokenStream {
    let (name, builder) = (ident(&operation.type_name), ident(builder));
    let required: Vec<_> = operation.required_fields().collect();
    let fields: Vec<_> = required.iter().map(|one| ident(one.name)).collect();
    let types = required.iter().map(|one| emit_type(api, one.ty));
    let wires: Vec<_> = required.iter().map(|one| one.wire).collect();
    let allow_names = emit_allow_names(required.iter().map(|one| one.name));
    let setters = required.iter().map(|one| {
        let (field, setter) = (ident(one.name), ident(one.setter));
        let Argument { ty, value } = emit_argument(api, one.ty, &ident("value"));
        let summary = docs::emit_lines(&format!("Sets [`{field}`]({name}::{field})."));
        quote! {
            #summary
            #[must_use]
            #[inline]
            pub fn #setter(mut self, value: #ty) -> Self {
                self.#field = Some(#value);
                self
            }
        }
    });
    let optional = operation.fields().filter(|field| !field.required).map(|field| ident(field.name));
    let summary = docs::emit_lines(&format!(
        "Makes [`{name}`]: set what it requires, then [`build`](Self::build). What is optional is set on the call."
    ));
    let allow = docs::emit_allow_deprecated(operation.has_deprecated_parameters());
    quote! {
        #allow
        impl #name {
            /// A builder without anything set.
            #[inline]
            pub fn builder() -> #builder {
                #builder { #(#fields: None,)* }
            }
        }

        #summary
        pub struct #builder {
            #(#fields: Option<#types>,)*
        }

        #allow
        impl #builder {
            #(#setters)*

            /// The operation, unless something that it requires is missing.
            #allow_names
            #[inline]
            pub fn build(self) -> Result<#name, runtime::MissingMember> {
                match self {
                    Self { #(#fields: Some(#fields),)* } => Ok(#name { #(#fields,)* #(#optional: None,)* }),
                    incomplete => Err(runtime::MissingMember::of(&[#((#wires, incomplete.#fields.is_some())),*])),
                }
            }
        }
    }
}
