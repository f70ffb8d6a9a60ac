//! Values of the document as JSON text, numbers exactly as they stand.

use crate::source::{Kind, Node};

/// On one line, for documentation.
pub(super) fn compact(node: Node<'_>) -> String {
    let mut text = String::new();
    write(node, None, &mut text);
    text
}

/// Over several lines, indented by two blanks.
pub(super) fn pretty(node: Node<'_>) -> String {
    let mut text = String::new();
    write(node, Some(0), &mut text);
    text
}

/// A text as a JSON string.
pub(super) fn string(text: &str) -> String {
    let mut out = String::new();
    write_string(text, &mut out);
    out
}

/// The source layer limits the depth of a document, so the recursion is bounded.
fn write(node: Node<'_>, depth: Option<usize>, out: &mut String) {
    match node.kind() {
        Kind::Null => out.push_str("null"),
        Kind::Bool => out.push_str(if node.as_bool() == Some(true) { "true" } else { "false" }),
        Kind::Number => out.push_str(node.as_number_str().unwrap_or("null")),
        Kind::String => write_string(node.as_str().unwrap_or_default(), out),
        Kind::Array => {
            let items: Vec<_> = node.as_array().into_iter().flatten().collect();
            write_list(items.len(), '[', ']', depth, out, |index, depth, out| write(items[index], depth, out));
        }
        Kind::Object => {
            let members: Vec<_> = node.as_object().into_iter().flatten().collect();
            write_list(members.len(), '{', '}', depth, out, |index, depth, out| {
                write_string(members[index].key, out);
                out.push_str(": ");
                write(members[index].node, depth, out);
            });
        }
    }
}

fn write_list(
    length: usize,
    open: char,
    close: char,
    depth: Option<usize>,
    out: &mut String,
    mut item: impl FnMut(usize, Option<usize>, &mut String),
) {
    out.push(open);
    let inner = depth.map(|depth| depth + 1);
    for index in 0..length {
        if index > 0 {
            out.push(',');
        }
        match inner {
            Some(inner) => line(inner, out),
            None if index > 0 => out.push(' '),
            None => {}
        }
        item(index, inner, out);
    }
    if let Some(depth) = depth
        && length > 0
    {
        line(depth, out);
    }
    out.push(close);
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// JSON's escapes (RFC 8259, 7): quote, backslash, controls.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
}
