//! Names for types that have no members of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, types};
use crate::ir;

/// `pub type Name = …;`
pub(super) fn emit_alias(api: &ir::Api, definition: &ir::TypeDefinition, alias: &ir::Alias) -> TokenStream {
    let docs = docs::emit_type_docs(definition);
    let name = ident(&definition.name.rust);
    let ty = types::emit_type(api, &alias.ty);
    quote! {
        #docs
        pub type #name = #ty;
    }
}
