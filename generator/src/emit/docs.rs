//! Documentation: CommonMark of the document as documentation comments that rustdoc reads without complaint.

use proc_macro2::TokenStream;
use quote::quote;

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

/// CommonMark from a document, made harmless for rustdoc.
///
/// Code fences without a language, and indented code, would be compiled as Rust; `[x]` would be a link to an item;
/// `<T>` would be an HTML tag; a bare address is a warning. Code spans, code fences and links with a target stay as they are.
pub(super) fn escape(text: &str) -> String {
    let mut out = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    for line in text.trim().lines() {
        let line = line.trim_end().replace('\t', "    ");
        let trimmed = line.trim_start();
        let marker = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'));
        let run = marker.map_or(0, |marker| trimmed.chars().take_while(|c| *c == marker).count());
        match (fence, marker) {
            (Some((open, length)), Some(marker))
                if open == marker && run >= length && trimmed[run..].trim().is_empty() =>
            {
                fence = None;
                out.push(line);
            }
            (Some(_), _) => out.push(line),
            (None, Some(marker)) if run >= 3 => {
                fence = Some((marker, run));
                let indent = line.len() - trimmed.len();
                let ticks = &trimmed[..run];
                let language = trimmed[run..].split_whitespace().next().unwrap_or("").to_lowercase();
                let language = if is_foreign_language(&language) { language } else { "text".to_owned() };
                out.push(format!("{}{ticks}{language}", " ".repeat(indent)));
            }
            (None, _) => out.push(escape_line(&line)),
        }
    }
    if let Some((marker, length)) = fence {
        out.push(marker.to_string().repeat(length));
    }
    out.join("\n")
}

/// Whether rustdoc leaves a fence of this language alone: a plain word that is not Rust nor one of rustdoc's own.
fn is_foreign_language(language: &str) -> bool {
    !language.is_empty()
        && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '#')
        && !matches!(language, "rust" | "rs" | "should_panic" | "no_run" | "ignore" | "compile_fail")
}

/// One line outside a code fence.
fn escape_line(line: &str) -> String {
    // Four blanks would start indented code, which rustdoc compiles; lists do not need more than three here.
    let indent = line.len() - line.trim_start().len();
    let body = line.trim_start();
    let mut out = " ".repeat(if indent >= 4 && !starts_list(body) { 3 } else { indent });
    let mut rest = body;
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '`' => code_span(rest),
            '[' => link(rest),
            '<' => autolink(rest),
            'h' if !out.ends_with(char::is_alphanumeric) => address(rest),
            _ => None,
        };
        if let Some((text, length)) = taken {
            out.push_str(&text);
            rest = &rest[length..];
            continue;
        }
        match character {
            '[' | ']' | '<' | '>' | '`' if !(character == '>' && out.trim().is_empty()) => {
                out.push('\\');
                out.push(character);
            }
            '\\' => {
                // A backslash that already escapes something keeps doing so.
                out.push('\\');
                let next = rest[1..].chars().next();
                match next {
                    Some(next) if next.is_ascii_punctuation() => {
                        out.push(next);
                        rest = &rest[1 + next.len_utf8()..];
                        continue;
                    }
                    _ => out.push('\\'),
                }
            }
            _ => out.push(character),
        }
        rest = &rest[character.len_utf8()..];
    }
    out
}

fn starts_list(body: &str) -> bool {
    let digits = body.chars().take_while(char::is_ascii_digit).count();
    body.starts_with(['-', '*', '+']) || (digits > 0 && body[digits..].starts_with(['.', ')']))
}

/// A code span that is closed on the same line.
fn code_span(rest: &str) -> Option<(String, usize)> {
    let ticks = rest.chars().take_while(|c| *c == '`').count();
    let end = rest[ticks..].find(&rest[..ticks])?;
    let length = ticks + end + ticks;
    Some((rest[..length].to_owned(), length))
}

/// An inline link `[text](target)` with an absolute target; anything else in brackets would be an item of the crate.
fn link(rest: &str) -> Option<(String, usize)> {
    let close = rest.find("](")?;
    let label = &rest[1..close];
    let target_length = rest[close + 2..].find(')')?;
    let target = &rest[close + 2..close + 2 + target_length];
    let absolute = target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:");
    if label.contains(['[', ']', '<', '>']) || !absolute || target.contains([' ', '<', '>']) {
        return None;
    }
    Some((format!("[{label}]({target})"), close + 2 + target_length + 1))
}

/// `<https://…>` stays.
fn autolink(rest: &str) -> Option<(String, usize)> {
    let end = rest.find('>')?;
    let target = &rest[1..end];
    let absolute = target.starts_with("https://") || target.starts_with("http://");
    (absolute && !target.contains([' ', '<'])).then(|| (rest[..=end].to_owned(), end + 1))
}

/// A bare address gets the brackets that make it a link.
fn address(rest: &str) -> Option<(String, usize)> {
    if !rest.starts_with("https://") && !rest.starts_with("http://") {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | ')' | ']' | '|'));
    let address = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    (address.len() > "https://".len()).then(|| (format!("<{address}>"), address.len()))
}

#[cfg(test)]
mod tests {
    use super::{code, escape};

    #[test]
    fn what_rustdoc_would_misread_is_escaped() {
        assert_eq!(escape("see [Foo] and <T>"), "see \\[Foo\\] and \\<T\\>");
        assert_eq!(escape("at https://example.com/x."), "at <https://example.com/x>.");
        assert_eq!(escape("[docs](https://example.com)"), "[docs](https://example.com)");
        assert_eq!(escape("`a[0]` stays"), "`a[0]` stays");
        assert_eq!(escape("```\nlet x;\n```"), "```text\nlet x;\n```");
        assert_eq!(escape("```json\n{}\n```"), "```json\n{}\n```");
        assert_eq!(escape("```rust\nx\n```"), "```text\nx\n```");
        assert_eq!(escape("```\nopen"), "```text\nopen\n```");
        assert_eq!(escape("    indented"), "indented");
        assert_eq!(escape("x\n\n    let y = 1;"), "x\n\n   let y = 1;");
        assert_eq!(escape("[rel](/docs)"), "\\[rel\\](/docs)");
        assert_eq!(escape("日本語 [x]"), "日本語 \\[x\\]");
        assert_eq!(escape("a \\* b \\w"), "a \\* b \\\\w");
    }

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
