//! Reading and writing objects as JSON, by concrete code over the run-time support's tokenizer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use crate::ir;

/// The implementation of the JSON codec for an object.
pub(super) fn emit_codec(definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    let name = ident(&definition.name.rust);
    let read = emit_read(object);
    let write = emit_write(object);
    let allow = super::docs::emit_allow_deprecated(object.has_deprecated());
    quote! {
        #allow
        impl runtime::Json for #name {
            fn read(reader: &mut runtime::Reader<'_>) -> Result<Self, runtime::DecodeError> {
                #read
            }

            fn write(&self, writer: &mut runtime::Writer) {
                #write
            }
        }
    }
}

/// One pass over the members: each has a slot, told by its index in a table of names.
fn emit_read(object: &ir::Object) -> TokenStream {
    let wires: Vec<_> = object.members.iter().map(|member| &member.name.wire).collect();
    let slots: Vec<_> = (0..object.members.len()).map(|index| ident(&format!("slot_{index}"))).collect();
    let fields: Vec<_> = object.members.iter().map(|member| ident(&member.name.rust)).collect();
    let arms = slots.iter().enumerate().map(|(index, slot)| {
        let index = Literal::usize_unsuffixed(index);
        quote! { #index => #slot = Some(reader.value()?), }
    });
    let (map, other, additional) = match &object.additional {
        ir::Additional::Closed { field } => {
            let field = ident(field);
            (
                Some(quote! { let mut others = runtime::Undeclared::default(); }),
                quote! { reader.undeclared(&mut object, &mut others)? },
                Some(quote! { #field: others, }),
            )
        }
        ir::Additional::Kept { field, .. } => {
            let field = ident(field);
            (
                Some(quote! { let mut additional = runtime::Map::new(); }),
                quote! { reader.additional(&mut object, &mut additional)? },
                Some(quote! { #field: additional, }),
            )
        }
    };
    let step = if object.members.is_empty() {
        quote! { while reader.next_member(&mut object, MEMBERS)?.is_some() { #other; } }
    } else {
        quote! {
            while let Some(member) = reader.next_member(&mut object, MEMBERS)? {
                match member {
                    #(#arms)*
                    _ => #other,
                }
            }
        }
    };
    quote! {
        const MEMBERS: &[&str] = &[#(#wires),*];
        #(let mut #slots = None;)*
        #map
        let mut object = reader.begin_object()?;
        #step
        Ok(Self {
            #(#fields: object.member(#slots, #wires)?,)*
            #additional
        })
    }
}

fn emit_write(object: &ir::Object) -> TokenStream {
    let members = object.members.iter().map(|member| {
        let (field, wire) = (ident(&member.name.rust), &member.name.wire);
        quote! { writer.member(#wire, &self.#field); }
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
