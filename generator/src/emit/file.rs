//! A file as tokens, and the imports it needs.

use proc_macro2::{TokenStream, TokenTree};
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

/// `use crate::…;` for each of the crate's modules that a path in the items starts with.
fn imports(items: &TokenStream) -> TokenStream {
    let mut found = [("models", false), ("patterns", false), ("runtime", false)];
    find(items.clone(), &mut found);
    let imports = found.iter().filter(|(_, used)| *used).map(|(module, _)| {
        let module = super::ident(module);
        quote! { use crate::#module; }
    });
    quote! { #(#imports)* }
}

/// Marks the modules that are followed by `::` and not preceded by it.
fn find(tokens: TokenStream, found: &mut [(&str, bool); 3]) {
    let mut trees = tokens.into_iter().peekable();
    let mut after_colon = false;
    while let Some(tree) = trees.next() {
        let next_is_colon = matches!(trees.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
        match tree {
            TokenTree::Ident(name) if next_is_colon && !after_colon => {
                // A field such as `models: Vec<…>` is followed by one colon, a path by two joint ones.
                let joint =
                    matches!(trees.peek(), Some(TokenTree::Punct(p)) if p.spacing() == proc_macro2::Spacing::Joint);
                if joint && let Some(entry) = found.iter_mut().find(|(module, _)| name == module) {
                    entry.1 = true;
                }
                after_colon = false;
            }
            TokenTree::Punct(punct) => after_colon = punct.as_char() == ':',
            TokenTree::Group(group) => {
                find(group.stream(), found);
                after_colon = false;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => after_colon = false,
        }
    }
}
