//! The scan of a YAML text that serde_yaml has accepted, by the events of saphyr-parser.
//!
//! The events come in the order of the raw nodes, so counting is enough; an alias stands for as many nodes as its anchor has, and
//! they stand where the anchor's do. Should the two parsers ever disagree about a text, the scan stops, and the rest has no place.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, Span as Marks};

use crate::source::Span;
use crate::source::tree::{Tree, Value};

use super::NodeSpan;

/// What the scan is inside of.
enum Frame {
    Array(usize),
    /// An object, and the key whose value comes next.
    Object(usize, Option<Option<Span>>),
    /// A key that is no scalar, so many levels deep in it.
    Key(usize),
}

struct Scan<'a> {
    tree: &'a Tree,
    spans: Vec<NodeSpan>,
    frames: Vec<Frame>,
    anchors: HashMap<usize, usize>,
    offsets: Offsets<'a>,
}

pub(super) fn locate(text: &str, tree: &Tree) -> Vec<NodeSpan> {
    let mut scan = Scan {
        tree,
        spans: Vec::with_capacity(tree.len() as usize),
        frames: Vec::new(),
        anchors: HashMap::new(),
        offsets: Offsets { text, character: 0, byte: 0 },
    };
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, marks))) = parser.next_event() {
        if scan.event(&event, marks).is_none() {
            break;
        }
    }
    scan.spans.resize(tree.len() as usize, NodeSpan::default());
    scan.spans
}

impl Scan<'_> {
    /// Takes one event; nothing when it does not fit the tree.
    fn event(&mut self, event: &Event<'_>, marks: Marks) -> Option<()> {
        if let Some(Frame::Key(depth)) = self.frames.last_mut() {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => *depth += 1,
                Event::SequenceEnd | Event::MappingEnd => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                self.frames.pop();
            }
            return Some(());
        }
        match event {
            Event::Scalar(_, _, anchor, _) => {
                let span = self.offsets.span(marks).map(|span| self.offsets.without_properties(span));
                if !self.take_key(span) {
                    self.push(*anchor, span)?;
                }
            }
            Event::Alias(anchor) => {
                let span = self.offsets.span(marks);
                if !self.take_key(span) {
                    self.alias(*anchor)?;
                }
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                let span = self.offsets.span(marks);
                if self.take_key(span) {
                    self.frames.push(Frame::Key(1));
                    return Some(());
                }
                let node = self.spans.len();
                self.push(*anchor, span)?;
                let value = self.tree.record(u32::try_from(node).ok()?).value;
                self.frames.push(match (event, value) {
                    (Event::SequenceStart(..), Value::Array) => Frame::Array(node),
                    (Event::MappingStart(..), Value::Object) => Frame::Object(node, None),
                    _ => return None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (Frame::Array(node) | Frame::Object(node, _)) = self.frames.pop()? else {
                    return None;
                };
                let end = self.offsets.span(marks)?.end;
                let value = self.spans[node].value.as_mut()?;
                value.end = value.end.max(end);
            }
            _ => {}
        }
        Some(())
    }

    /// Whether this is a key.
    fn take_key(&mut self, span: Option<Span>) -> bool {
        match self.frames.last_mut() {
            Some(Frame::Object(_, key @ None)) => {
                *key = Some(span);
                true
            }
            _ => false,
        }
    }

    /// The key of the value that comes now.
    fn key(&mut self) -> Option<Span> {
        match self.frames.last_mut() {
            Some(Frame::Object(_, key)) => key.take().flatten(),
            _ => None,
        }
    }

    fn push(&mut self, anchor: usize, value: Option<Span>) -> Option<()> {
        let node = self.spans.len();
        if node >= self.tree.len() as usize {
            return None;
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
        let key = self.key();
        self.spans.push(NodeSpan { key, value });
        Some(())
    }

    fn alias(&mut self, anchor: usize) -> Option<()> {
        let first = *self.anchors.get(&anchor)?;
        let node = u32::try_from(self.spans.len()).ok()?;
        if node >= self.tree.len() {
            return None;
        }
        let size = (self.tree.record(node).end - node) as usize;
        let key = self.key();
        let value = self.spans.get(first)?.value;
        self.spans.push(NodeSpan { key, value });
        for inner in first + 1..first + size {
            self.spans.push(*self.spans.get(inner)?);
        }
        Some(())
    }
}

/// Characters into bytes. Marks mostly go forward, so it is counted on from the last one.
struct Offsets<'a> {
    text: &'a str,
    character: usize,
    byte: usize,
}

impl Offsets<'_> {
    fn span(&mut self, marks: Marks) -> Option<Span> {
        let start = self.byte(marks.start.index());
        let (character, byte) = (self.character, self.byte);
        let end = self.byte(marks.end.index()).max(start);
        // The end of a block scalar may be far behind the start of the next event.
        (self.character, self.byte) = (character, byte);
        let written = self.text.get(start..end)?.trim_end().len();
        Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(start + written).ok()? })
    }

    /// A scalar without the anchor and the tag in front of it.
    fn without_properties(&self, span: Span) -> Span {
        let mut text = &self.text[span.start as usize..span.end as usize];
        while text.starts_with(['&', '!']) {
            let Some((_, rest)) = text.split_once(char::is_whitespace) else {
                break;
            };
            text = rest.trim_start();
        }
        Span { start: span.end - u32::try_from(text.len()).unwrap_or(0), end: span.end }
    }

    fn byte(&mut self, character: usize) -> usize {
        while self.character > character {
            self.character -= 1;
            self.byte -= self.text[..self.byte].chars().next_back().map_or(0, char::len_utf8);
        }
        while self.character < character {
            let Some(next) = self.text[self.byte..].chars().next() else {
                break;
            };
            self.character += 1;
            self.byte += next.len_utf8();
        }
        self.byte
    }
}
