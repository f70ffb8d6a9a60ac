//! The check of a text against a pattern, as a function.
//!
//! Straight lines become straight-line code on bytes, everything else a table that the run-time half walks.
//! The code needs nothing but `core` and `crate::runtime::pattern`, allocates nothing and has nothing to set up.

mod class;
mod fixed;
mod line;
mod table;

use crate::pattern::{Matcher, Pattern};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The function `fn name(text: &str) -> bool`: whether the pattern occurs in the text. `name` is an identifier.
pub fn emit_matcher(name: &str, pattern: &Pattern) -> TokenStream {
    let ident = Ident::new(name, Span::call_site());
    let summary = format!(" Whether the text matches the pattern {}.", code_span(&pattern.source));
    let reason = match &pattern.matcher {
        Matcher::Unchecked { reason } => Some(format!(" Not checked by this client, so always true: {reason}.")),
        _ => None,
    };
    let remark = reason.map(|reason| quote!(#[doc = ""] #[doc = #reason]));
    let (parameter, body) = match &pattern.matcher {
        Matcher::Always | Matcher::Unchecked { .. } => (quote!(_text), quote!(true)),
        Matcher::Never => (quote!(_text), quote!(false)),
        Matcher::Contains(literals) => (quote!(text), quote!(#(text.contains(#literals))||*)),
        Matcher::Runs(runs) => (quote!(text), line::emit_line(runs)),
        Matcher::Automaton(automaton) => (quote!(text), table::emit_table(automaton)),
    };
    quote! {
        #[doc = #summary]
        #remark
        fn #ident(#parameter: &str) -> bool {
            #body
        }
    }
}

/// The pattern as a code span of Markdown. Characters that a comment cannot show are escaped, as ECMAScript escapes them.
fn code_span(source: &str) -> String {
    let mut text = String::new();
    for char in source.chars() {
        match char {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            ' '..='~' => text.push(char),
            _ if char.is_alphanumeric() => text.push(char),
            _ => text.push_str(&format!("\\u{{{:x}}}", u32::from(char))),
        }
    }
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // Markdown takes one space off each side, so that a span can begin and end with a backtick or a space.
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code_span;

    #[test]
    fn a_code_span_holds_any_pattern() {
        assert_eq!(code_span("^[a-z]$"), "`^[a-z]$`");
        assert_eq!(code_span("a`b``c"), "```a`b``c```");
        assert_eq!(code_span("`"), "`` ` ``");
        assert_eq!(code_span("a\nb\u{202e}"), "`a\\nb\\u{202e}`");
    }
}
