//! The raw tree into the one that is used: merge keys are applied, and of equal keys the last one counts.
//!
//! Both are rare, so the tree is rebuilt only when it has one of them, and remembers then which raw node each node comes from.

use std::collections::HashMap;

use super::ProblemKind;
use super::read::{Raw, Remark, Syntax};
use super::tree::{Key, Tree, Value};

/// The rebuilt tree.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) tree: Tree,
    /// The raw node of every node.
    pub(super) origins: Vec<u32>,
    /// What was found; the nodes are raw ones.
    pub(super) remarks: Vec<Remark>,
    /// Equal keys: the raw node that counts, and one that does not.
    pub(super) duplicates: Vec<(u32, u32)>,
}

/// Rebuilds a raw tree.
pub(super) fn merge(raw: &Raw) -> Merged {
    let merged =
        Merged { tree: raw.tree.with_same_text(), origins: Vec::new(), remarks: Vec::new(), duplicates: Vec::new() };
    let mut merger = Merger { raw, merged };
    merger.copy(0, 0, Key::Root);
    merger.merged
}

struct Merger<'r> {
    raw: &'r Raw,
    merged: Merged,
}

impl Merger<'_> {
    /// Copies a raw node and what is in it. As deep as the text, which the reader limits.
    fn copy(&mut self, raw_node: u32, parent: u32, key: Key) {
        let value = self.raw.tree.record(raw_node).value;
        let node = self.merged.tree.push(parent, key, value);
        self.merged.origins.push(raw_node);
        match value {
            Value::Array => {
                for child in self.raw.tree.children(raw_node) {
                    self.copy(child, node, self.raw.tree.record(child).key);
                }
            }
            Value::Object => {
                for child in self.members(raw_node, true) {
                    self.copy(child, node, self.raw.tree.record(child).key);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        self.merged.tree.close(node);
        if matches!(value, Value::Object) {
            self.merged.tree.index(node);
        }
    }

    /// The raw members an object has in effect: its own, the last of equal ones, then those merged in.
    fn members(&mut self, object: u32, report: bool) -> Vec<u32> {
        let tree = &self.raw.tree;
        let mut own: Vec<u32> = Vec::new();
        let mut positions: HashMap<&str, usize> = HashMap::new();
        let mut merges = Vec::new();
        for child in tree.children(object) {
            let key = tree.key(child).unwrap_or_default();
            if key == "<<" && self.raw.syntax == Syntax::Yaml {
                merges.push(child);
            } else if let Some(&position) = positions.get(key) {
                let hidden = std::mem::replace(&mut own[position], child);
                if report {
                    self.merged.duplicates.push((child, hidden));
                }
            } else {
                positions.insert(key, own.len());
                own.push(child);
            }
        }
        for child in merges {
            let bases: Vec<u32> = match tree.record(child).value {
                Value::Array => tree.children(child).collect(),
                _ => vec![child],
            };
            for base in bases {
                if !matches!(tree.record(base).value, Value::Object) {
                    if report {
                        self.merged.remarks.push(Remark {
                            kind: ProblemKind::BadMerge,
                            node: base,
                            tag: String::new(),
                        });
                    }
                    continue;
                }
                for member in self.members(base, false) {
                    let key = tree.key(member).unwrap_or_default();
                    if !positions.contains_key(key) {
                        positions.insert(key, own.len());
                        own.push(member);
                    }
                }
            }
        }
        own
    }
}
