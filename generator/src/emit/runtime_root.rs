//! `src/runtime/mod.rs`: which files of the run-time support this client has.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::SourceFile;
use super::{docs, ident};
use crate::runtime_files::RuntimeFile;

/// Files that are only for tests.
const TEST_ONLY: &[&str] = &["example"];

/// Macros that emitted files use by the name of the module they stand in.
const MACROS: &[(&str, &str)] = &[("serde_bridge", "serde_bridge"), ("text", "string_type")];

/// The modules, and the macros under the name that emitted files call them by.
pub(crate) fn emit_runtime_root(files: &[RuntimeFile]) -> SourceFile {
    let documentation =
        docs::emit_file_docs("The run-time support of this client: the JSON codec, the rules, the calls.");
    let modules: TokenStream = files
        .iter()
        .map(|file| {
            let name = ident(file.name);
            if TEST_ONLY.contains(&file.name) {
                quote! { #[cfg(test)] pub mod #name; }
            } else {
                quote! { pub mod #name; }
            }
        })
        .collect();
    let macros: TokenStream = MACROS
        .iter()
        .filter(|(module, _)| files.iter().any(|file| file.name == *module))
        .map(|(module, name)| {
            let (module, name) = (ident(module), ident(name));
            quote! { pub(crate) use #module::#name; }
        })
        .collect();
    SourceFile { path: "src/runtime/mod.rs".to_owned(), tokens: quote! { #documentation #modules #macros } }
}
