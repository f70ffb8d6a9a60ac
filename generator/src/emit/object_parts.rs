//! Objects that hold files: written part by part, and never read.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident};
use crate::ir;

/// The implementation of the writing of parts.
pub(super) fn emit_parts(definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    let name = ident(&definition.name.rust);
    let members = object.members.iter().map(|member| {
        let (field, wire) = (ident(&member.name.rust), &member.name.wire);
        if is_file(&member.ty) {
            quote! { parts.files(#wire, &self.#field); }
        } else {
            quote! { parts.value(#wire, &self.#field); }
        }
    });
    let additional = match &object.additional {
        // Nothing was received that could be there.
        ir::Additional::Closed { .. } => TokenStream::new(),
        ir::Additional::Kept { field, ty, .. } => {
            let field = ident(field);
            if is_file(ty) {
                quote! { parts.other_files(&self.#field); }
            } else {
                quote! { parts.others(&self.#field); }
            }
        }
    };
    let allow = docs::emit_allow_deprecated(object.has_deprecated());
    quote! {
        #allow
        impl runtime::Parts for #name {
            #[inline]
            fn write(&self, parts: &mut runtime::PartWriter) {
                #(#members)*
                #additional
            }
        }
    }
}

/// Whether a value is a file or several.
fn is_file(ty: &ir::Type) -> bool {
    match ty {
        ir::Type::File => true,
        ir::Type::Array(inner) | ir::Type::Nullable(inner) | ir::Type::Boxed(inner) => is_file(inner),
        ir::Type::Named(_)
        | ir::Type::String
        | ir::Type::Format(_)
        | ir::Type::Integer(_)
        | ir::Type::Number
        | ir::Type::Float32
        | ir::Type::Float64
        | ir::Type::Boolean
        | ir::Type::Null
        | ir::Type::Any
        | ir::Type::Map(_)
        | ir::Type::Binary
        | ir::Type::Content
        | ir::Type::Bytes => false,
    }
}
