//! String newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, rules};
use crate::ir;

/// The newtype and its one trait implementation; everything else comes from the run-time support's macro.
pub(super) fn emit_text(api: &ir::Api, definition: &ir::TypeDefinition, text: &ir::TextType) -> TokenStream {
    let docs = docs::emit_type_docs(definition);
    let (name, wire) = (ident(&definition.name.rust), &definition.name.wire);
    let storage = if text.inline {
        quote! { runtime::ShortText }
    } else {
        quote! { runtime::Text }
    };
    let rules = rules::emit_rules(api, &text.rules);
    let sensitive = text.sensitive;
    quote! {
        #docs
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(#storage);

        impl runtime::StringType for #name {
            const NAME: &'static str = #wire;
            const RULES: runtime::Rules = #rules;
            const SENSITIVE: bool = #sensitive;

            #[inline]
            fn from_text(text: &str) -> Self {
                Self(text.into())
            }

            #[inline]
            fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        runtime::string_type!(#name);
    }
}
