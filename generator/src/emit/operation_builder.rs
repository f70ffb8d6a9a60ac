//! Builders of operations with many required things. What is optional is set on the call, as for every operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::{Argument, emit_allow_names, emit_argument, emit_type};
use super::{docs, ident};
use crate::ir;

/// A required parameter, or the body.
struct Required<'a> {
    wire: &'a str,
    field: &'a str,
    setter: &'a str,
    ty: &'a ir::Type,
}

fn required(operation: &ir::Operation) -> Vec<Required<'_>> {
    let plain = |parameter: &&ir::Parameter| parameter.required && parameter.role == ir::ParameterRole::Plain;
    let parameters = operation.parameters.iter().filter(plain).map(|parameter| Required {
        wire: &parameter.name.wire,
        field: &parameter.name.rust,
        setter: &parameter.setter,
        ty: &parameter.ty,
    });
    let body = operation.body.iter().filter(|body| body.required).map(|body| Required {
        wire: &body.field,
        field: &body.field,
        setter: &body.field,
        ty: &body.payload.ty,
    });
    parameters.chain(body).collect()
}

/// The builder type, `builder()` and `build()`.
pub(super) fn emit_builder(api: &ir::Api, operation: &ir::Operation, builder: &str) -> TokenStream {
    let (name, builder) = (ident(&operation.type_name), ident(builder));
    let required = required(operation);
    let fields: Vec<_> = required.iter().map(|one| ident(one.field)).collect();
    let types = required.iter().map(|one| emit_type(api, one.ty));
    let wires: Vec<_> = required.iter().map(|one| one.wire).collect();
    let allow_names = emit_allow_names(&fields.iter().map(|field| quote! { #field }).collect::<Vec<_>>());
    let setters = required.iter().map(|one| {
        let (field, setter) = (ident(one.field), ident(one.setter));
        let Argument { ty, value } = emit_argument(api, one.ty, &ident("value"));
        let summary = docs::emit_lines(&format!("Sets [`{field}`]({name}::{field})."));
        quote! {
            #summary
            #[must_use]
            pub fn #setter(mut self, value: #ty) -> Self {
                self.#field = Some(#value);
                self
            }
        }
    });
    let optional = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required && parameter.role == ir::ParameterRole::Plain)
        .map(|parameter| &parameter.name.rust)
        .chain(operation.body.iter().filter(|body| !body.required).map(|body| &body.field))
        .map(|field| ident(field));
    let summary = docs::emit_lines(&format!(
        "Makes [`{name}`]: set what it requires, then [`build`](Self::build). What is optional is set on the call."
    ));
    let allow = docs::emit_allow_deprecated(operation.has_deprecated_parameters());
    quote! {
        #allow
        impl #name {
            /// A builder without anything set.
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
            pub fn build(self) -> Result<#name, runtime::MissingMember> {
                match self {
                    Self { #(#fields: Some(#fields),)* } => Ok(#name { #(#fields,)* #(#optional: None,)* }),
                    incomplete => Err(runtime::MissingMember::of(&[#((#wires, incomplete.#fields.is_some())),*])),
                }
            }
        }
    }
}
