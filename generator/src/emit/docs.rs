//! Documentation: CommonMark of the document as documentation comments that rustdoc reads without complaint.

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use super::common_mark::escape;
use crate::ir;

/// A documentation comment of one or more lines.
pub(super) fn emit_lines(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote! { #(#[doc = #lines])* }
}

/// Inner documentation of a file.
pub(super) fn emit_file_docs(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote! { #(#![doc = #lines])* }
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
    emit_lines(&text)
}

/// The description, the assumption and the notes as paragraphs of their own.
pub(super) fn push_body(paragraphs: &mut Vec<String>, docs: &ir::Docs) {
    if let Some(description) = &docs.description {
        paragraphs.push(escape(description));
    }
    if let Some(assumed) = &docs.assumed {
        paragraphs.push(format!("Assumed, not documented: {}", escape(assumed)));
    }
    paragraphs.extend(docs.notes.iter().map(|note| escape(note)));
    if let Some(see) = &docs.see {
        let text = see.text.as_deref().map_or(String::new(), |text| format!("{}: ", escape(text)));
        paragraphs.push(format!("See {text}{}", escape(&see.url)));
    }
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
    use super::code;

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
