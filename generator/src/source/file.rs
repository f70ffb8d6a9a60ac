//! One file: its text, its tree, what is wrong with it, and where its nodes stand.

use std::sync::OnceLock;

use super::locate::{NodeSpan, locate};
use super::merge::merge;
use super::number::yaml_to_json;
use super::read::{Failure, Raw, Remark, Rounded, Syntax, read};
use super::tree::{Key, Tree, Value};
use super::{FileId, LoadError, NodeId, Place, Position, Problem, ProblemKind, Span, Spot};

#[derive(Debug, Default)]
pub(super) struct SourceFile {
    pub(super) path: String,
    /// Without a byte order mark.
    pub(super) text: String,
    pub(super) tree: Tree,
    pub(super) problems: Vec<Problem>,
    syntax: Option<Syntax>,
    /// The tree as it stands in the text, and the node of it that each node comes from; only when the two differ.
    raw: Option<(Tree, Vec<u32>)>,
    spans: OnceLock<Vec<NodeSpan>>,
    /// The offset of the first byte of every line.
    lines: OnceLock<Vec<u32>>,
    /// How many characters stand before each block of bytes: some files are one line.
    characters: OnceLock<Vec<u32>>,
}

/// The bytes of a block.
const BLOCK: usize = 4096;

impl SourceFile {
    /// Reads what the loader gave.
    pub(super) fn read(path: &str, id: FileId, loaded: Result<String, LoadError>) -> Self {
        let mut file = Self { path: path.to_owned(), ..Self::default() };
        match loaded {
            Ok(text) => file.text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            Err(error) => {
                let message = format!("cannot read `{path}`: {error}");
                file.problems.push(Problem {
                    kind: ProblemKind::Unreadable,
                    spot: Spot::Text(id, 0),
                    message,
                    other: None,
                });
                return file;
            }
        }
        match read(path, &file.text) {
            Ok(raw) => file.take(id, raw),
            Err(failure) => file.fail(id, &failure),
        }
        file
    }

    fn fail(&mut self, id: FileId, failure: &Failure) {
        let offset = match (failure.kind, failure.position) {
            (ProblemKind::SeveralDocuments, _) => self.second_document(),
            (_, Some((line, column))) => self.offset(line, column),
            (_, None) => 0,
        };
        let other = failure
            .context
            .as_ref()
            .map(|(text, (line, column))| (Spot::Text(id, self.offset(*line, *column)), text.clone()));
        let message = failure.message.clone();
        self.problems.push(Problem { kind: failure.kind, spot: Spot::Text(id, offset), message, other });
    }

    fn take(&mut self, id: FileId, mut raw: Raw) {
        self.syntax = Some(raw.syntax);
        if !raw.rounded.is_empty() {
            let spans = locate(raw.syntax, &self.text, &raw.tree);
            restore(&mut raw, &spans, &self.text);
            self.spans = OnceLock::from(spans);
        }
        let mut remarks = std::mem::take(&mut raw.remarks);
        let mut duplicates = Vec::new();
        if raw.needs_merge {
            let merged = merge(&raw);
            remarks.extend(merged.remarks);
            duplicates = merged.duplicates;
            self.tree = merged.tree;
            self.raw = Some((raw.tree, merged.origins));
        } else {
            self.tree = raw.tree;
        }
        for (counts, hidden) in duplicates {
            let key = self.raw_tree().key(counts).unwrap_or_default().to_owned();
            let problem = Problem {
                kind: ProblemKind::DuplicateKey,
                spot: self.raw_spot(id, counts, true),
                message: format!("the key `{key}` occurs twice in one object"),
                other: Some((self.raw_spot(id, hidden, true), "it occurs here first".to_owned())),
            };
            self.problems.push(problem);
        }
        for remark in remarks {
            let problem = self.remark(id, &remark);
            self.problems.push(problem);
        }
    }

    fn remark(&self, id: FileId, remark: &Remark) -> Problem {
        let message = match remark.kind {
            ProblemKind::OddKey => {
                format!("the key `{}` is not a string", self.raw_tree().key(remark.node).unwrap_or_default())
            }
            ProblemKind::BadMerge => "a merge key `<<` must name an object or a list of objects".to_owned(),
            ProblemKind::Tag => format!("the YAML tag `!{}` has no meaning here", remark.tag.trim_start_matches('!')),
            _ => "infinity and not-a-number are no numbers of JSON".to_owned(),
        };
        let spot = self.raw_spot(id, remark.node, remark.kind == ProblemKind::OddKey);
        Problem { kind: remark.kind, spot, message, other: None }
    }

    /// The spot of a raw node: that of the node it became, or else its place in the text.
    fn raw_spot(&self, id: FileId, raw_node: u32, key: bool) -> Spot {
        let node = match &self.raw {
            None => Some(raw_node),
            Some((_, origins)) => {
                origins.iter().position(|&origin| origin == raw_node).and_then(|node| u32::try_from(node).ok())
            }
        };
        if let Some(node) = node {
            let place = Place { file: id, node: NodeId(node) };
            return if key { Spot::Key(place) } else { Spot::Value(place) };
        }
        let span = self.raw_spans()[raw_node as usize];
        let span = if key { span.key.or(span.value) } else { span.value.or(span.key) };
        Spot::Text(id, span.map_or(0, |span| span.start))
    }

    /// Where a node stands.
    pub(super) fn node_span(&self, node: u32) -> NodeSpan {
        let raw_node = self.raw.as_ref().map_or(node, |(_, origins)| origins[node as usize]);
        self.raw_spans()[raw_node as usize]
    }

    fn raw_tree(&self) -> &Tree {
        self.raw.as_ref().map_or(&self.tree, |(tree, _)| tree)
    }

    fn raw_spans(&self) -> &[NodeSpan] {
        self.spans
            .get_or_init(|| self.syntax.map_or_else(Vec::new, |syntax| locate(syntax, &self.text, self.raw_tree())))
    }

    /// The word or quoted text that starts at an offset.
    pub(super) fn token(&self, offset: u32) -> Span {
        let mut start = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let rest = &self.text[start..];
        let length = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].find([quote, '\n']).map(|end| end + 2),
            _ => rest.find(|next: char| next.is_whitespace() || ",:{}[]".contains(next)),
        };
        let end = (start + length.unwrap_or(rest.len()).max(1)).min(self.text.len());
        let end = (end..=self.text.len()).find(|&end| self.text.is_char_boundary(end)).unwrap_or(end);
        Span { start: to_u32(start), end: to_u32(end) }
    }

    pub(super) fn position(&self, offset: u32) -> Position {
        let lines = self.lines();
        let line = lines.partition_point(|&start| start <= offset).max(1);
        let start = lines[line - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        let column = self.characters_before(end.max(start)) - self.characters_before(start);
        Position { line: to_u32(line), column: to_u32(column + 1) }
    }

    /// How many characters start before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let blocks = self.characters.get_or_init(|| {
            let mut total = 0;
            let counts = self.text.as_bytes().chunks(BLOCK).map(|block| {
                let before = total;
                total += characters(block);
                to_u32(before)
            });
            counts.collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        let before = blocks.get(block).map_or(0, |&before| before as usize);
        before + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(offset, _)| to_u32(offset + 1))).collect()
        })
    }

    /// The offset of a line and column from 1.
    fn offset(&self, line: usize, column: usize) -> u32 {
        let lines = self.lines();
        let Some(&start) = lines.get(line.saturating_sub(1)) else {
            return to_u32(self.text.len());
        };
        let end = lines.get(line).map_or(self.text.len(), |&next| next as usize);
        let text = &self.text[start as usize..end];
        let column = column.saturating_sub(1);
        let within = match self.syntax_guess() {
            Syntax::Json => column.min(text.len()),
            Syntax::Yaml => text.char_indices().nth(column).map_or(text.len(), |(offset, _)| offset),
        };
        to_u32(start as usize + within)
    }

    fn syntax_guess(&self) -> Syntax {
        let yaml = self.path.ends_with(".yaml")
            || self.path.ends_with(".yml")
            || !self.text.trim_start().starts_with(['{', '[']);
        if yaml { Syntax::Yaml } else { Syntax::Json }
    }

    /// Where the second document starts.
    fn second_document(&self) -> u32 {
        let mut content = false;
        let mut offset = 0;
        for line in self.text.split_inclusive('\n') {
            if content && line.starts_with("---") {
                return to_u32(offset);
            }
            content |= !line.trim().is_empty() && !line.starts_with(['#', '%']);
            offset += line.len();
        }
        0
    }
}

/// How many characters start in a piece of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// Gives rounded numbers the text they have in the source.
fn restore(raw: &mut Raw, spans: &[NodeSpan], text: &str) {
    let slice = |span: Option<Span>| span.and_then(|span| text.get(span.start as usize..span.end as usize));
    for &rounded in &raw.rounded {
        match rounded {
            Rounded::Key(node) => {
                if let Some(written) = slice(spans[node as usize].key) {
                    let key = raw.tree.push_text(written);
                    raw.tree.set_key(node, Key::Member(key));
                    // The index of the object is in the order of the former keys; rebuilding makes a new one.
                    raw.needs_merge = true;
                }
            }
            Rounded::Value(node) => {
                let Some(written) = slice(spans[node as usize].value) else {
                    continue;
                };
                if let Some(number) = yaml_to_json(written) {
                    let number = raw.tree.push_text(&number);
                    raw.tree.set_value(node, Value::Number(number));
                } else if matches!(raw.tree.record(node).value, Value::String(_))
                    && written.ends_with(['f', 'F', 'n', 'N'])
                {
                    let string = raw.tree.push_text(written);
                    raw.tree.set_value(node, Value::String(string));
                }
            }
        }
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{FileId, SourceFile};

    #[test]
    fn columns_count_characters_across_blocks_and_lines() {
        let text = format!("é{}\n{}", "aé".repeat(5_000), "é€b".repeat(3_000));
        let file = SourceFile::read("a.yaml", FileId(0), Ok(text.clone()));
        for (offset, _) in text.char_indices().step_by(97) {
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
            let position = file.position(u32::try_from(offset).unwrap());
            assert_eq!((position.line as usize, position.column as usize), (line, column), "{offset}");
        }
        let end = file.position(u32::MAX);
        assert_eq!((end.line, end.column), (2, 9_001));
    }
}
