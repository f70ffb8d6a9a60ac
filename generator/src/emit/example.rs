//! `src/examples.rs`: a test for every example of the document.

use quote::quote;

use super::file::SourceFile;
use super::types::emit_type;
use super::{docs, feature, ident, rules};
use crate::ir;

/// Whether the document has an example of any type.
pub(super) fn occurs(api: &ir::Api) -> bool {
    !api.examples.is_empty()
}

/// The tests.
pub(super) fn emit_examples(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs("Every example of the document: decoded, encoded again, validated.");
    let tests = api.examples.iter().map(|example| {
        let name = ident(&example.name);
        let summary = docs::emit_lines(&docs::code(&example.pointer));
        let (ty, json) = (emit_type(api, &example.ty), &example.json);
        let condition = example.ty.named().map(|id| feature::emit_type(api, id.0));
        let rules = rules::emit_rules_reference(api, &example.rules);
        quote! {
            #summary
            #condition
            #[test]
            fn #name() {
                runtime::example::assert_round_trip::<#ty>(#json, #rules);
            }
        }
    });
    SourceFile::new("src/examples.rs".to_owned(), &documentation, quote! { #(#tests)* })
}
