//! Documentation: CommonMark of the document as documentation comments that rustdoc reads without complaint.

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use super::common_mark::escape;
use crate::ir;

/// A documentation comment of one or more lines.
pub(super) fn emit_lines(text: &str) -> TokenStream {
    let lines = lines(text);
    quote! { #(#[doc = #lines])* }
}

/// Inner documentation of a file.
pub(super) fn emit_file_docs(text: &str) -> TokenStream {
    let lines = lines(text);
    quote! { #(#![doc = #lines])* }
}

/// The lines of a comment, each with the blank that stands before it.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {}", visible(line)) })
}

/// A line whose characters can all be seen: rustc refuses a comment with a lone carriage return, and one that turns the
/// direction of its text around; clippy refuses a tab.
fn visible(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '\t' => out.push_str("    "),
            '\r' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push_str(&code_point(character)),
            _ if character.is_control() => out.push_str(&code_point(character)),
            _ => out.push(character),
        }
    }
    out
}

/// `U+0000`.
fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Documentation, search alias and deprecation of a named type.
pub(super) fn emit_type_docs(definition: &ir::TypeDefinition) -> TokenStream {
    let mut paragraphs = vec![match &definition.docs.summary {
        Some(summary) => escape(summary),
        None => format!("{}.", code(&definition.name.wire)),
    }];
    if definition.docs.summary.is_none() && definition.docs.description.is_some() {
        paragraphs.clear();
    }
    push_body(&mut paragraphs, &definition.docs);
    for example in definition.examples.iter().take(1) {
        paragraphs.push(format!("# Example\n\n{}", fence("json", &example.json)));
    }
    if definition.docs.deprecated {
        // The attribute would warn at every use inside this crate; the sentence warns the reader.
        paragraphs.push("**Deprecated.**".to_owned());
    }
    let lines = emit_lines(&paragraphs.join("\n\n"));
    let alias = emit_alias_attribute(&definition.name);
    quote! { #lines #alias }
}

/// Documentation of a member or parameter: its text, then what the server assumes, then an example.
pub(super) fn emit_member_docs(
    name: &ir::Name,
    docs: &ir::Docs,
    default: Option<&str>,
    examples: &[String],
    constraints: &[String],
) -> TokenStream {
    let mut paragraphs = Vec::new();
    if let Some(summary) = &docs.summary {
        paragraphs.push(escape(summary));
    }
    push_body(&mut paragraphs, docs);
    if paragraphs.is_empty() {
        paragraphs.push(format!("{}.", code(&name.wire)));
    }
    if !constraints.is_empty() {
        paragraphs.push(format!("Constraints: {}.", constraints.join(", ")));
    }
    if let Some(default) = default {
        paragraphs.push(format!("Default of the server: {}.", code(default)));
    }
    if let Some(example) = examples.first() {
        paragraphs.push(format!("Example: {}", code(example)));
    }
    attributes(paragraphs, name, docs)
}

/// Documentation of an enum's variant: a fixed first line, then the document's text.
pub(super) fn emit_variant_docs(first: &str, docs: &ir::Docs) -> TokenStream {
    let mut text = first.to_owned();
    if let Some(description) = docs.description.as_deref().or(docs.summary.as_deref()) {
        text.push_str(": ");
        text.push_str(&escape(description));
    }
    let paragraphs: Vec<String> = [text].into_iter().chain(assumption(docs)).collect();
    emit_lines(&paragraphs.join("\n\n"))
}

/// The description, the assumption and the notes as paragraphs of their own.
pub(super) fn push_body(paragraphs: &mut Vec<String>, docs: &ir::Docs) {
    if let Some(description) = &docs.description {
        paragraphs.push(escape(description));
    }
    paragraphs.extend(assumption(docs));
    paragraphs.extend(docs.notes.iter().map(|note| escape(note)));
    if let Some(see) = &docs.see {
        let text = see.text.as_deref().map_or(String::new(), |text| format!("{}: ", escape(text)));
        paragraphs.push(format!("See {text}{}", escape(&see.url)));
    }
}

/// What is taken for granted here.
pub(super) fn assumption(docs: &ir::Docs) -> Option<String> {
    docs.assumed.as_ref().map(|assumed| format!("Assumed, not documented: {}", escape(assumed)))
}

/// Joins paragraphs, and adds the search alias for a wire name that Rust spells otherwise, and the deprecation.
fn attributes(paragraphs: Vec<String>, name: &ir::Name, docs: &ir::Docs) -> TokenStream {
    let lines = emit_lines(&paragraphs.join("\n\n"));
    let alias = emit_alias_attribute(name);
    let deprecated = emit_deprecated(docs);
    quote! { #lines #alias #deprecated }
}

/// `#[doc(alias = "…")]` where the wire name differs from the Rust name.
pub(super) fn emit_alias_attribute(name: &ir::Name) -> TokenStream {
    let wire = &name.wire;
    // rustdoc refuses an alias with quotes or with space around it, and an empty one.
    let plain = !wire.contains(['"', '\'']) && !wire.contains(char::is_control);
    let usable = !wire.is_empty() && plain && wire.trim() == wire && *wire != name.rust;
    if usable {
        quote! { #[doc(alias = #wire)] }
    } else {
        TokenStream::new()
    }
}

/// `#[deprecated]` where the document says so.
pub(super) fn emit_deprecated(docs: &ir::Docs) -> TokenStream {
    if docs.deprecated {
        quote! { #[deprecated] }
    } else {
        TokenStream::new()
    }
}

/// What an implementation needs that touches deprecated fields of its own type.
pub(super) fn emit_allow_deprecated(needed: bool) -> TokenStream {
    if needed {
        quote! { #[allow(deprecated)] }
    } else {
        TokenStream::new()
    }
}

/// A text as a code span.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{}{pad}{ticks}", text.replace(['\n', '\r'], " "))
}

/// A text in a code fence that it cannot end.
pub(super) fn fence(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest.max(2) + 1);
    format!("{ticks}{language}\n{text}\n{ticks}")
}

#[cfg(test)]
mod tests {
    use super::{code, visible};

    #[test]
    fn every_character_of_a_comment_is_seen() {
        assert_eq!(visible("a\tb\rc\0d"), "a    b cU+0000d");
        assert_eq!(visible("pay \u{202e}0001\u{202c} now"), "pay U+202E0001U+202C now");
        assert_eq!(visible("año 日本 \u{200d}"), "año 日本 \u{200d}");
    }

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
