//! A file as tokens, and the imports it needs.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

/// One file of the client, before it is text.
pub(crate) struct SourceFile {
    /// The path below the crate's folder.
    pub(crate) path: String,
    /// Its items, inner documentation included.
    pub(crate) tokens: TokenStream,
}

impl SourceFile {
    /// A file with module documentation and with imports of the crate's modules that the items name.
    pub(super) fn new(path: String, documentation: &TokenStream, items: TokenStream) -> Self {
        let imports = imports(&items);
        Self { path, tokens: quote! { #documentation #imports #items } }
    }
}

/// `mod …;` and `pub use …::*;` for each module of a module. One that is called like a module of the crate's root says
/// that it is not that one, and one that is called like the module it is in, that this is meant.
pub(super) fn emit_modules<'n>(parent: &str, names: impl Iterator<Item = &'n String>) -> TokenStream {
    let mut declarations = TokenStream::new();
    let mut exports = TokenStream::new();
    for name in names {
        let module = super::ident(name);
        let allow = (name == parent).then(|| quote! { #[allow(clippy::module_inception)] });
        let own = ROOT_MODULES.contains(&name.as_str()).then(|| quote! { self:: });
        declarations.extend(quote! { #allow mod #module; });
        exports.extend(quote! { pub use #own #module::*; });
    }
    quote! { #declarations #exports }
}

/// The modules of the crate's root that files import.
const ROOT_MODULES: [&str; 4] = ["models", "patterns", "runtime", "schemas"];

/// `use crate::…;` for each of the crate's modules that a path in the items starts with.
fn imports(items: &TokenStream) -> TokenStream {
    let mut found = ROOT_MODULES.map(|module| (module, false));
    find(items.clone(), &mut found);
    let imports = found.iter().filter(|(_, used)| *used).map(|(module, _)| {
        let module = super::ident(module);
        quote! { use crate::#module; }
    });
    quote! { #(#imports)* }
}

/// Marks the modules that a path starts with: followed by `::` and not preceded by it.
fn find(tokens: TokenStream, found: &mut [(&str, bool); 4]) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Ident(name)
                if is_separator(&trees, index + 1) && !(index >= 2 && is_separator(&trees, index - 2)) =>
            {
                if let Some(entry) = found.iter_mut().find(|(module, _)| name == module) {
                    entry.1 = true;
                }
            }
            TokenTree::Group(group) => find(group.stream(), found),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Whether `::` stands at an index.
fn is_separator(trees: &[TokenTree], index: usize) -> bool {
    let colon = |index: usize| match trees.get(index) {
        Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => Some(punct.spacing()),
        _ => None,
    };
    colon(index) == Some(Spacing::Joint) && colon(index + 1).is_some()
}
