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
    /// Adds a node after all others; its subtree is still empty.
    pub(super) fn push(&mut self, parent: u32, key: Key, value: Value) -> u32 {
        let node = self.len();
        self.nodes.push(Record { parent, end: node + 1, key, value });
        node
    }

    /// Ends the subtree of a node: nodes pushed from now on do not belong to it.
    pub(super) fn close(&mut self, node: u32) {
        self.nodes[node as usize].end = self.len();
    }

    /// Gives an object that has many members its index.
    pub(super) fn index(&mut self, node: u32) {
        if self.children(node).nth(LINEAR).is_none() {
            return;
        }
        let mut index: Vec<u32> = self.children(node).collect();
        index.sort_by(|&left, &right| self.key(left).cmp(&self.key(right)));
        self.indexes.insert(node, index.into_boxed_slice());
    }

    /// Whether two members of an object have the same key.
    pub(super) fn has_equal_keys(&self, node: u32) -> bool {
        if let Some(index) = self.indexes.get(&node) {
            return index.windows(2).any(|pair| self.key(pair[0]) == self.key(pair[1]));
        }
        let mut children = self.children(node);
        while let Some(child) = children.next() {
            let key = self.key(child);
            if children.clone().any(|other| self.key(other) == key) {
                return true;
            }
        }
        false
    }

    /// Adds text to the buffer.
    pub(super) fn push_text(&mut self, text: &str) -> Text {
        let start = u32::try_from(self.text.len()).expect("the reader keeps the text below 4 GiB");
        self.text.push_str(text);
        Text { start, len: u32::try_from(text.len()).expect("the reader keeps the text below 4 GiB") }
    }

    /// The size of the text buffer.
    pub(super) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// Exchanges the value of a node that has no children.
    pub(super) fn set_value(&mut self, node: u32, value: Value) {
        self.nodes[node as usize].value = value;
    }

    /// Exchanges the key of a node.
    pub(super) fn set_key(&mut self, node: u32, key: Key) {
        self.nodes[node as usize].key = key;
    }

    /// Gives back memory that was reserved and not used.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.nodes.shrink_to_fit();
    }

    /// An empty tree with the same text, so that [`Text`]s of this one stay good there.
    pub(super) fn with_same_text(&self) -> Self {
        Self { text: self.text.clone(), ..Self::default() }
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.nodes.len()).expect("the builder keeps the number of nodes below u32::MAX")
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
        Children { tree: self, next: node + 1, end }
    }

    /// The member of an object.
    pub(super) fn get(&self, node: u32, key: &str) -> Option<u32> {
        if let Some(index) = self.indexes.get(&node) {
            let found = index.binary_search_by(|&child| self.key(child).unwrap_or_default().cmp(key)).ok()?;
            return Some(index[found]);
        }
        self.children(node).find(|&child| self.key(child) == Some(key))
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
