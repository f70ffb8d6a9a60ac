//! The scan of a JSON text that serde_json has accepted: it looks for the bounds of tokens and nothing else.

use crate::source::Span;
use crate::source::tree::Tree;

use super::NodeSpan;

/// What the scan is inside of.
enum Frame {
    Array(usize),
    Object(usize),
}

pub(super) fn locate(text: &str, tree: &Tree) -> Vec<NodeSpan> {
    let bytes = text.as_bytes();
    let mut spans = Vec::with_capacity(tree.len() as usize);
    let mut frames: Vec<Frame> = Vec::new();
    let mut key = None;
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => {
                at += 1;
                continue;
            }
            b'{' => {
                frames.push(Frame::Object(spans.len()));
                at += 1;
            }
            b'[' => {
                frames.push(Frame::Array(spans.len()));
                at += 1;
            }
            b'}' | b']' => {
                at += 1;
                if let Some(Frame::Array(node) | Frame::Object(node)) = frames.pop() {
                    let open: &mut NodeSpan = &mut spans[node];
                    open.value = open.value.and_then(|value| span(value.start as usize, at));
                }
                continue;
            }
            b'"' => {
                at = string_end(bytes, at);
                if matches!(frames.last(), Some(Frame::Object(_))) && key.is_none() {
                    key = Some(span(start, at));
                    continue;
                }
            }
            _ => {
                while at < bytes.len() && !matches!(bytes[at], b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'}' | b']')
                {
                    at += 1;
                }
            }
        }
        spans.push(NodeSpan { key: key.take().flatten(), value: span(start, at) });
    }
    spans.resize(tree.len() as usize, NodeSpan::default());
    spans
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn span(start: usize, end: usize) -> Option<Span> {
    Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
}
