//! Reading and writing objects as JSON, by concrete code over the run-time support's tokenizer.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::ident;
use super::object::emit_field_type;
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
///
/// The slots have their types written, and errors leave at as few places as possible: both is what the compiler's time
/// goes to otherwise, at every leaving all slots have to be dropped.
fn emit_read(api: &ir::Api, object: &ir::Object) -> TokenStream {
    let wires: Vec<_> = object.members.iter().map(|member| &member.name.wire).collect();
    let fields: Vec<_> = object.members.iter().map(|member| ident(&member.name.rust)).collect();
    let slots: Vec<_> = (0..object.members.len()).map(slot).collect();
    let declarations = object.members.iter().zip(&slots).map(|(member, slot)| {
        let ty = emit_field_type(api, member);
        match (member.required, member.nullable) {
            (true, _) => quote! { let mut #slot: Option<#ty> = None; },
            (false, false) => quote! { let mut #slot: #ty = None; },
            (false, true) => quote! { let mut #slot: #ty = runtime::Patch::Absent; },
        }
    });
    let arms = object.members.iter().zip(&slots).enumerate().map(|(index, (member, slot))| {
        let (index, method) = (Literal::usize_unsuffixed(index), method(member));
        quote! { #index => reader.#method(&mut #slot), }
    });
    let (map, other, additional) = match &object.additional {
        ir::Additional::Closed => (None, quote! { reader.skip_member(&mut object) }, None),
        ir::Additional::Kept { field, .. } => {
            let field = ident(field);
            (
                Some(quote! { let mut additional = runtime::Map::new(); }),
                quote! { reader.additional(&mut object, &mut additional) },
                Some(quote! { #field: additional, }),
            )
        }
    };
    let step = if object.members.is_empty() {
        quote! { while reader.next_member(&mut object, MEMBERS)?.is_some() { #other?; } }
    } else {
        quote! {
            while let Some(member) = reader.next_member(&mut object, MEMBERS)? {
                let result = match member {
                    #(#arms)*
                    _ => #other,
                };
                result?;
            }
        }
    };
    let complete = emit_complete(object);
    quote! {
        const MEMBERS: &[&str] = &[#(#wires),*];
        let mut object = reader.begin_object()?;
        #(#declarations)*
        #map
        #step
        #complete
        Ok(Self {
            #(#fields: #slots,)*
            #additional
        })
    }
}

/// All required members are there, or the first that is missing is an error.
fn emit_complete(object: &ir::Object) -> TokenStream {
    let required = || object.members.iter().enumerate().filter(|(_, member)| member.required).map(|(index, _)| index);
    let slots: Vec<_> = required().map(slot).collect();
    if slots.is_empty() {
        return TokenStream::new();
    }
    let indices = required().map(Literal::usize_unsuffixed);
    quote! {
        let (#(Some(#slots),)*) = (#(#slots,)*) else {
            return Err(object.incomplete(MEMBERS, &[#(#indices),*]));
        };
    }
}

/// The variable that holds a member until the object is complete.
fn slot(index: usize) -> Ident {
    ident(&format!("slot_{index}"))
}

/// The method of the reader and of the writer for a member of this kind.
fn method(member: &ir::Member) -> Ident {
    ident(match (member.required, member.nullable) {
        (true, _) => "required",
        (false, false) => "optional",
        (false, true) => "patch",
    })
}

fn emit_write(object: &ir::Object) -> TokenStream {
    let members = object.members.iter().map(|member| {
        let (field, wire, method) = (ident(&member.name.rust), &member.name.wire, method(member));
        quote! { writer.#method(#wire, &self.#field); }
    });
    let additional = match &object.additional {
        ir::Additional::Closed => TokenStream::new(),
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
