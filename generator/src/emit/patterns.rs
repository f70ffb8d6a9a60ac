//! `src/patterns.rs` and its tests: the document's regular expressions as code, and texts at the edge of each.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::SourceFile;
use super::{docs, ident, matcher};
use crate::ir;

/// Longer texts, and more of them, say no more.
const LONGEST_SAMPLE: usize = 200;
const MOST_MISSES: usize = 6;

/// `src/patterns.rs`: every regular expression of the document as code.
pub(super) fn emit_patterns(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs(
        "The regular expressions of the document (ECMA-262), compiled when this client was generated.",
    );
    let items: TokenStream = api
        .used_patterns()
        .map(|definition| {
            let constant = ident(&definition.constant);
            let function = ident(&definition.function);
            let source = &definition.pattern.source;
            let summary = docs::emit_lines(&docs::code(source));
            let unused = emit_unused(definition.usage);
            let matcher = matcher::emit_matcher(&definition.function, &definition.pattern);
            quote! {
                #summary
                #unused
                pub(crate) const #constant: runtime::Pattern = runtime::Pattern { source: #source, matches: #function };
                #matcher
            }
        })
        .collect();
    SourceFile::new("src/patterns.rs".to_owned(), &documentation, items)
}

/// The attribute of what the tests alone use.
fn emit_unused(usage: ir::PatternUse) -> TokenStream {
    match usage {
        ir::PatternUse::Tests => {
            let reason = "only examples are held against it";
            quote! { #[cfg_attr(not(test), allow(dead_code, reason = #reason))] }
        }
        ir::PatternUse::Client | ir::PatternUse::None => TokenStream::new(),
    }
}

/// `src/pattern_tests.rs`: for each pattern its shortest and longest text, and texts one character off.
pub(super) fn emit_pattern_tests(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs(
        "Texts at the edge of each regular expression: the shortest, the longest, one character off.",
    );
    let tests = api.used_patterns().map(|definition| {
        let (constant, function) = (ident(&definition.constant), ident(&definition.function));
        let samples = definition.pattern.samples();
        let fits = |text: &&String| text.len() <= LONGEST_SAMPLE;
        let mut hits: Vec<_> = samples.shortest.iter().chain(&samples.longest).filter(fits).collect();
        hits.dedup();
        let misses: Vec<_> = samples.misses.iter().filter(fits).take(MOST_MISSES).collect();
        let expected = hits.iter().map(|text| (*text, true)).chain(misses.iter().map(|text| (*text, false)));
        let rows = expected.map(|(text, matches)| quote! { (#text, #matches) });
        let summary = docs::emit_lines(&docs::code(&definition.pattern.source));
        quote! {
            #summary
            #[test]
            fn #function() {
                let texts: &[(&str, bool)] = &[#(#rows),*];
                for (text, expected) in texts {
                    assert_eq!((patterns::#constant.matches)(text), *expected, "{text:?}");
                }
            }
        }
    });
    SourceFile::new("src/pattern_tests.rs".to_owned(), &documentation, quote! { #(#tests)* })
}
