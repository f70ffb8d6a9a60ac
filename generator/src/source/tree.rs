//! One ordered tree per file, in two flat buffers: the nodes in document order, and the text of all keys, strings and numbers.
//!
//! **Invariant:** a node is followed by its whole subtree, so the first child of `n` is `n + 1`, and the next sibling of `n` is the end of `n`'s subtree.

use std::collections::HashMap;

/// A piece of the tree's own text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    start: u32,
    len: u32,
}

/// How a node is found in its parent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key {
    Root,
    Member(Text),
    Index(u32),
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Text),
    String(Text),
    Array,
    Object,
}

/// One node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    pub(super) parent: u32,
    /// The node after the last one of the subtree.
    pub(super) end: u32,
    pub(super) key: Key,
    pub(super) value: Value,
}

/// The tree of one file. An object that has many members also has an index, sorted by key.
#[derive(Debug, Default)]
pub(super) struct Tree {
    text: String,
    nodes: Vec<Record>,
    indexes: HashMap<u32, Box<[u32]>>,
}

/// Objects with more members than this get an index.
const LINEAR: usize = 12;

impl Tree {
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.nodes.len())
            .expect("the builder keeps the number of nodes below u32::MAX")
    }

    pub(super) fn record(&self, node: u32) -> Record {
        self.nodes[node as usize]
    }

    pub(super) fn text(&self, text: Text) -> &str {
        &self.text[text.start as usize..(text.start + text.len) as usize]
    }

    pub(super) fn key(&self, node: u32) -> Option<&str> {
        match self.record(node).key {
            Key::Member(text) => Some(self.text(text)),
            Key::Root | Key::Index(_) => None,
        }
    }

    /// The children of a node, in document order.
    pub(super) fn children(&self, node: u32) -> Children<'_> {
        let end = self.record(node).end;
        Children {
            tree: self,
            next: node + 1,
            end,
        }
    }

    /// The member of an object.
    pub(super) fn get(&self, node: u32, key: &str) -> Option<u32> {
        if let Some(index) = self.indexes.get(&node) {
            let found = index
                .binary_search_by(|&child| self.key(child).unwrap_or_default().cmp(key))
                .ok()?;
            return Some(index[found]);
        }
        self.children(node)
            .find(|&child| self.key(child) == Some(key))
    }
}

/// The children of a node.
#[derive(Debug, Clone)]
pub(super) struct Children<'a> {
    tree: &'a Tree,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        (self.next < self.end).then(|| {
            let child = self.next;
            self.next = self.tree.record(child).end;
            child
        })
    }
}
