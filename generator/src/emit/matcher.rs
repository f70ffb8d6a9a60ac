//! Stand-in until the pattern compiler is merged.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;

/// To come.
pub(crate) fn emit_matcher(name: &str, _pattern: &crate::pattern::Pattern) -> TokenStream {
    let name = ident(name);
    quote! { fn #name(_text: &str) -> bool { true } }
}
