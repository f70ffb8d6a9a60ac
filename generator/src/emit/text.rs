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
    let sensitive = emit_sensitive(text.sensitive);
    quote! {
        #docs
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(#storage);

        impl #name {
            /// The text.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl runtime::StringType for #name {
            const NAME: &'static str = #wire;
            const RULES: runtime::Rules = #rules;
            #sensitive

            #[inline]
            fn from_text(text: &str) -> Self {
                Self(text.into())
            }
        }

        runtime::string_type!(#name);
    }
}

/// What a type of texts says if they must not be shown.
pub(super) fn emit_sensitive(sensitive: bool) -> Option<TokenStream> {
    sensitive.then(|| quote! { const SENSITIVE: bool = true; })
}
