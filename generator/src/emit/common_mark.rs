//! CommonMark of the document, made harmless for rustdoc and plain for clippy.

/// CommonMark from a document, made harmless for rustdoc.
///
/// Code fences without a language, and indented code, would be compiled as Rust; `[x]` would be a link to an item;
/// `<T>` would be an HTML tag; a bare address is a warning. Code spans, code fences and links with a target stay as they
/// are. What belongs to the item of a list is indented as far as the item's text, which CommonMark does not demand, but
/// clippy does.
pub(super) fn escape(text: &str) -> String {
    let mut blocks = Blocks::default();
    for line in text.trim().lines() {
        blocks.line(&line.trim_end().replace('\t', "    "));
    }
    blocks.finish()
}

/// The lines so far, and the blocks that the next line can be in.
#[derive(Default)]
struct Blocks {
    out: Vec<String>,
    /// The items of lists that are open, the innermost last.
    items: Vec<Item>,
    fence: Option<Fence>,
    /// The last line was a paragraph of a quotation.
    quoted: bool,
}

/// An item of a list: where its text begins.
struct Item {
    /// In the document.
    from: usize,
    /// In the result.
    to: usize,
}

/// A code fence that is open.
struct Fence {
    marker: char,
    length: usize,
    /// Its indent in the document.
    from: usize,
    /// Its indent in the result.
    to: usize,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let marker = body.chars().next().filter(|c| matches!(c, '`' | '~'));
        let run = marker.map_or(0, |marker| body.chars().take_while(|c| *c == marker).count());
        if let Some(fence) = &self.fence {
            let closes = marker == Some(fence.marker) && run >= fence.length && body[run..].trim().is_empty();
            let blanks = if closes { fence.to } else { fence.to + indent.saturating_sub(fence.from) };
            self.push(blanks, body);
            if closes {
                self.fence = None;
            }
            return;
        }
        if body.is_empty() {
            self.push(0, "");
            self.quoted = false;
        } else if let Some(marker) = marker.filter(|_| run >= 3) {
            self.close_items(indent);
            let to = self.text_indent();
            let language = body[run..].split_whitespace().next().unwrap_or("").to_lowercase();
            let language = if is_foreign_language(&language) { language } else { "text".to_owned() };
            self.push(to, &format!("{}{language}", &body[..run]));
            self.fence = Some(Fence { marker, length: run, from: indent, to });
            self.quoted = false;
        } else if let Some(marker) = list_marker(body) {
            self.close_items(indent);
            let to = self.text_indent();
            let text = body[marker..].trim_start();
            self.push(to, format!("{} {}", &body[..marker], escape_line(text)).trim_end());
            self.items.push(Item { from: indent + body.len() - text.len(), to: to + marker + 1 });
            self.quoted = false;
        } else {
            self.paragraph(indent, body);
        }
    }

    /// A line of a paragraph, a heading, a table or a quotation.
    fn paragraph(&mut self, indent: usize, body: &str) {
        let quotation = body.starts_with('>');
        let continues = self.out.last().is_some_and(|line| !line.is_empty());
        if self.quoted && continues && !body.starts_with(['>', '#']) {
            let blanks = self.text_indent();
            self.push(blanks, &format!("> {}", escape_line(body)));
            return;
        }
        self.quoted = quotation;
        if !continues || body.starts_with(['>', '#']) {
            self.close_items(indent);
        }
        // Four blanks more would start indented code, which rustdoc compiles.
        let more = match self.items.last() {
            Some(_) if continues => 0,
            Some(item) => indent.saturating_sub(item.from).min(3),
            None => indent.min(3),
        };
        let blanks = self.text_indent() + more;
        self.push(blanks, &escape_line(body));
    }

    /// Ends the items that a line of this indent is not part of.
    fn close_items(&mut self, indent: usize) {
        while self.items.last().is_some_and(|item| indent < item.from) {
            self.items.pop();
        }
    }

    fn text_indent(&self) -> usize {
        self.items.last().map_or(0, |item| item.to)
    }

    fn push(&mut self, blanks: usize, text: &str) {
        let blanks = if text.is_empty() { 0 } else { blanks };
        self.out.push(format!("{}{text}", " ".repeat(blanks)));
    }

    fn finish(mut self) -> String {
        if let Some(Fence { marker, length, to, .. }) = self.fence.take() {
            self.push(to, &marker.to_string().repeat(length));
        }
        self.out.join("\n")
    }
}

/// The length of the marker that starts an item of a list.
fn list_marker(body: &str) -> Option<usize> {
    let digits = body.chars().take_while(char::is_ascii_digit).count();
    let marker = if digits > 0 && digits < 10 && body[digits..].starts_with(['.', ')']) {
        digits + 1
    } else if body.starts_with(['-', '*', '+']) {
        1
    } else {
        return None;
    };
    (body[marker..].is_empty() || body[marker..].starts_with(' ')).then_some(marker)
}

/// Whether rustdoc leaves a fence of this language alone: a plain word that is not Rust nor one of rustdoc's own.
fn is_foreign_language(language: &str) -> bool {
    !language.is_empty()
        && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '#')
        && !matches!(language, "rust" | "rs" | "should_panic" | "no_run" | "ignore" | "compile_fail")
}

/// One line outside a code fence, without its indent.
fn escape_line(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
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
    use super::escape;

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
    fn what_belongs_to_an_item_is_indented_like_it() {
        assert_eq!(escape("* one\nlazy\n  * inner\n      far\nnext"), "* one\n  lazy\n  * inner\n    far\n    next");
        assert_eq!(escape("1.  one\n    two\n\n    three\n\nfour"), "1. one\n   two\n\n   three\n\nfour");
        assert_eq!(escape("- a\n# Head\ntext"), "- a\n# Head\ntext");
        assert_eq!(escape("*emphasis* and -1\n    far"), "*emphasis* and -1\n   far");
        assert_eq!(escape("x\n\n        - far"), "x\n\n- far");
    }

    #[test]
    fn fences_stand_where_their_item_does() {
        assert_eq!(escape("- a\n\n    ```json\n      {}\n    ```"), "- a\n\n  ```json\n    {}\n  ```");
        assert_eq!(escape("x\n\n     ```\n     y"), "x\n\n```text\ny\n```");
    }

    #[test]
    fn quotations_are_marked_on_every_line() {
        assert_eq!(escape("> one\ntwo\n\nthree"), "> one\n> two\n\nthree");
    }
}
