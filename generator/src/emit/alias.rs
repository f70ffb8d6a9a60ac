//! Names for types that have no members of their own, or that stand elsewhere.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, types};
use crate::ir;

/// `pub type Name = …;`
pub(super) fn emit_alias(api: &ir::Api, definition: &ir::TypeDefinition, alias: &ir::Alias) -> TokenStream {
    let docs = docs::emit_type_docs(definition);
    let name = ident(&definition.name.rust);
    let ty = types::emit_type(api, &alias.ty);
    let builder = alias.builder.as_ref().map(|builder| emit_builder(definition, builder));
    quote! {
        #docs
        pub type #name = #ty;
        #builder
    }
}

fn emit_builder(definition: &ir::TypeDefinition, builder: &ir::AliasBuilder) -> TokenStream {
    let ir::AliasBuilder { name, original, for_tests } = builder;
    let condition = for_tests.then(|| quote! { #[cfg(feature = "builders")] });
    let summary = docs::emit_lines(&format!("Makes a [`{}`].", definition.name.rust));
    let (name, original) = (ident(name), ident(original));
    quote! {
        #summary
        #condition
        pub type #name = models::#original;
    }
}
