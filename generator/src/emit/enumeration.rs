//! String enumerations, open to values the document does not list.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, text};
use crate::ir;

/// The enum, `ALL`, and its one trait implementation.
pub(super) fn emit_enumeration(definition: &ir::TypeDefinition, enumeration: &ir::Enumeration) -> TokenStream {
    let docs = docs::emit_type_docs(definition);
    let (name, wire) = (ident(&definition.name.rust), &definition.name.wire);
    let unknown = ident(&enumeration.unknown);
    let variants: Vec<_> = enumeration.variants.iter().map(|variant| ident(&variant.name.rust)).collect();
    let texts: Vec<_> = enumeration.variants.iter().map(|variant| &variant.name.wire).collect();
    let variant_docs = enumeration
        .variants
        .iter()
        .map(|variant| docs::emit_variant_docs(&docs::code(&variant.name.wire), &variant.docs));
    let rules = if enumeration.closed {
        quote! { runtime::Rules::new().one_of(&[#(#texts),*]) }
    } else {
        quote! { runtime::Rules::new() }
    };
    let sensitive = text::emit_sensitive(enumeration.sensitive);
    let read = if variants.is_empty() {
        quote! { Self::#unknown(text.into()) }
    } else {
        quote! {
            match text {
                #(#texts => Self::#variants,)*
                _ => Self::#unknown(text.into()),
            }
        }
    };
    quote! {
        #docs
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value this client does not know. Made by reading a text; a known value never stands here then.
            #unknown(runtime::Text),
        }

        impl #name {
            /// Every documented value.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The text.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::#unknown(text) => text.as_str(),
                }
            }
        }

        impl runtime::StringType for #name {
            const NAME: &'static str = #wire;
            const RULES: runtime::Rules = #rules;
            #sensitive

            #[inline]
            fn from_text(text: &str) -> Self {
                #read
            }
        }

        runtime::string_type!(#name, equality of its text);
    }
}
