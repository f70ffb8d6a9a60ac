//! Reading and writing objects as JSON, by concrete code over the run-time support's tokenizer.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::ident;
use super::object::{emit_absent, emit_field_type};
use crate::ir;

/// The implementation of the JSON codec for an object.
pub(super) fn emit_codec(api: &ir::Api, definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    let name = ident(&definition.name.rust);
    let read = emit_read(api, object);
    let write = emit_write(object);
    let allow = super::docs::emit_allow_deprecated(object.has_deprecated());
    quote! {
        #allow
        impl runtime::Json for #name {
            #[inline]
            fn read(reader: &mut runtime::Reader<'_>) -> Result<Self, runtime::DecodeError> {
                #read
            }

            #[inline]
            fn write(&self, writer: &mut runtime::Writer) {
                #write
            }
        }
    }
}

/// A slot for each member, which the run-time support fills in one pass over the object.
///
/// Most of the time it takes to compile an object goes to its reader, so that has no code for each member but its slot:
/// no branch, and one place where an error leaves. There all slots have to be dropped.
fn emit_read(api: &ir::Api, object: &ir::Object) -> TokenStream {
    let wires = object.members.iter().map(|member| &member.name.wire);
    let fields = object.members.iter().map(|member| ident(&member.name.rust));
    let slots: Vec<_> = (0..object.members.len()).map(slot).collect();
    let required = required_indices(object).map(Literal::usize_unsuffixed);
    let declarations = object.members.iter().zip(&slots).map(|(member, slot)| {
        let (ty, absent) = (emit_field_type(api, member), emit_absent(member));
        if member.required {
            quote! { let mut #slot: Option<#ty> = None; }
        } else {
            quote! { let mut #slot: #ty = #absent; }
        }
    });
    let (others, additional) = match &object.additional {
        ir::Additional::Closed { field } => {
            let field = ident(field);
            (quote! { runtime::Undeclared::default() }, Some(quote! { #field: others, }))
        }
        ir::Additional::Kept { field, .. } => {
            let field = ident(field);
            (quote! { runtime::Map::new() }, Some(quote! { #field: others, }))
        }
    };
    let filled: Vec<_> = required_indices(object).map(slot).collect();
    // All in one pattern, so that there is one place where an error leaves.
    let (pattern, value) = if filled.is_empty() {
        (quote! { Ok(()) }, quote! { read })
    } else {
        (quote! { (Ok(()), #(Some(#filled)),*) }, quote! { (read, #(#filled),*) })
    };
    quote! {
        #(#declarations)*
        let mut others = #others;
        let read = reader.object(&[#(#wires),*], &[#(#required),*], &mut [#(&mut #slots),*], &mut others);
        let #pattern = #value else {
            return Err(reader.failure());
        };
        Ok(Self {
            #(#fields: #slots,)*
            #additional
        })
    }
}

/// The indices of the required members.
fn required_indices(object: &ir::Object) -> impl Iterator<Item = usize> {
    object.members.iter().enumerate().filter(|(_, member)| member.required).map(|(index, _)| index)
}

/// The variable that holds a member until the object is complete.
fn slot(index: usize) -> Ident {
    ident(&format!("slot_{index}"))
}

fn emit_write(object: &ir::Object) -> TokenStream {
    let members = object.members.iter().map(|member| {
        let (field, wire) = (ident(&member.name.rust), &member.name.wire);
        let method = ident(match (member.required, member.nullable) {
            (true, _) => "required",
            (false, false) => "optional",
            (false, true) => "patch",
        });
        quote! { writer.#method(#wire, &self.#field); }
    });
    let additional = match &object.additional {
        ir::Additional::Closed { field } => {
            let field = ident(field);
            quote! { writer.undeclared(&self.#field); }
        }
        ir::Additional::Kept { field, .. } => {
            let field = ident(field);
            quote! { writer.additional(&self.#field); }
        }
    };
    quote! {
        writer.begin_object();
        #(#members)*
        #additional
        writer.end_object();
    }
}
