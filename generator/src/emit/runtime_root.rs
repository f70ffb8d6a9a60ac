//! `src/runtime/mod.rs`: which files of the run-time support this client has.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::SourceFile;
use super::{docs, ident};
use crate::runtime_files::RuntimeFiles;

/// Files that are only for tests.
const TEST_ONLY: &[&str] = &["contract", "example"];

/// The modules, and the names the root of the run-time support gives their items.
pub(crate) fn emit_runtime_root(runtime: &RuntimeFiles) -> SourceFile {
    let documentation =
        docs::emit_file_docs("The run-time support of this client: the JSON codec, the rules, the calls.");
    let modules: TokenStream = runtime
        .files
        .iter()
        .map(|file| {
            let name = ident(file.name);
            let test = TEST_ONLY.contains(&file.name).then(|| quote! { #[cfg(test)] });
            quote! { #test pub mod #name; }
        })
        .collect();
    let exports = &runtime.exports;
    let tokens = quote! { #documentation #modules #(#exports)* };
    SourceFile::without_imports("src/runtime/mod.rs".to_owned(), tokens)
}
