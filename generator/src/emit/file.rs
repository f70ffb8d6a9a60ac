//! A file as tokens, and the imports it needs.

use proc_macro2::TokenStream;
use quote::quote;

/// One file of the client, before it is text.
pub(crate) struct SourceFile {
    /// The path below the crate's folder.
    pub(crate) path: String,
    /// Its items, inner documentation included.
    pub(crate) tokens: TokenStream,
    /// Modules of the crate that are imported where a path starts with one.
    pub(crate) roots: &'static [&'static str],
}

impl SourceFile {
    /// A file with module documentation that gets imports of the crate's modules that the items name.
    pub(super) fn new(path: String, documentation: &TokenStream, items: TokenStream) -> Self {
        Self { roots: &ROOT_MODULES, ..Self::without_imports(path, quote! { #documentation #items }) }
    }

    /// A file that says itself what it imports.
    pub(super) fn without_imports(path: String, tokens: TokenStream) -> Self {
        Self { path, tokens, roots: &[] }
    }
}

/// `mod …;` and `pub use …::*;` for each module of a module, with the attribute that says when it is compiled. One that is called like a module of the crate's root says
/// that it is not that one, and one that is called like the module it is in, that this is meant.
pub(super) fn emit_modules<'n>(parent: &str, modules: impl Iterator<Item = (&'n String, TokenStream)>) -> TokenStream {
    let mut declarations = TokenStream::new();
    let mut exports = TokenStream::new();
    for (name, condition) in modules {
        let module = super::ident(name);
        let allow = (name == parent).then(|| quote! { #[allow(clippy::module_inception)] });
        let own = ROOT_MODULES.contains(&name.as_str()).then(|| quote! { self:: });
        declarations.extend(quote! { #condition #allow mod #module; });
        exports.extend(quote! { #condition pub use #own #module::*; });
    }
    quote! { #declarations #exports }
}

/// The modules of the crate's root that files import.
const ROOT_MODULES: [&str; 4] = ["models", "patterns", "runtime", "schemas"];
