//! All files of a run: loaded on demand, each once, and kept until the end.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, OnceLock};

use super::file::SourceFile;
use super::tree::{Key, Value};
use super::{FileId, Loader, Node, NodeId, Place, Pointer, Position, Problem, Span, Spot};

/// All files of a run.
///
/// Loading needs no exclusive access, so nodes that were taken before stay usable: a reader can follow a reference into a new file
/// while it holds nodes of others.
pub struct Sources<'l> {
    loader: &'l dyn Loader,
    paths: Mutex<HashMap<String, FileId>>,
    /// Chunk `n` has room for `2^n` files; chunks never move.
    chunks: [OnceLock<Box<[OnceLock<SourceFile>]>>; 32],
}

impl<'l> Sources<'l> {
    /// No files yet.
    #[must_use]
    pub fn new(loader: &'l dyn Loader) -> Self {
        Self { loader, paths: Mutex::default(), chunks: [const { OnceLock::new() }; 32] }
    }

    /// The file at `path`, loaded and read now if it was not before. What goes wrong is in [`Sources::problems`].
    ///
    /// # Panics
    /// When a loader that was called here panicked before.
    pub fn load(&self, path: &str) -> FileId {
        let mut paths = self.paths.lock().expect("nothing panics while the paths are locked but the loader");
        if let Some(&file) = paths.get(path) {
            return file;
        }
        let file = FileId(u32::try_from(paths.len()).expect("there are fewer than 2^32 files"));
        let loaded = SourceFile::read(path, file, self.loader.load(path));
        paths.insert(path.to_owned(), file);
        let position = file.0 + 1;
        let chunk = position.ilog2();
        let files = self.chunks[chunk as usize].get_or_init(|| (0..1 << chunk).map(|_| OnceLock::new()).collect());
        files[(position - (1 << chunk)) as usize].set(loaded).expect("the number of a file is given once");
        file
    }

    /// The files loaded so far, in the order of loading.
    pub fn files(&self) -> impl Iterator<Item = FileId> + '_ {
        (0..).map(FileId).take_while(|&file| self.slot(file).is_some_and(|slot| slot.get().is_some()))
    }

    /// The path of a file, as it was given.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.file(file).path
    }

    /// The text of a file, without a byte order mark.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.file(file).text
    }

    /// What is wrong with a file as a text.
    #[must_use]
    pub fn problems(&self, file: FileId) -> &[Problem] {
        &self.file(file).problems
    }

    /// The root of a file; nothing when it could not be read.
    #[must_use]
    pub fn root(&self, file: FileId) -> Option<Node<'_>> {
        let tree = &self.file(file).tree;
        (tree.len() > 0).then_some(Node { tree, place: Place { file, node: NodeId(0) } })
    }

    /// The node at a place.
    #[must_use]
    pub fn node(&self, place: Place) -> Node<'_> {
        Node { tree: &self.file(place.file).tree, place }
    }

    /// The JSON pointer of a place in its file.
    #[must_use]
    pub fn pointer(&self, place: Place) -> Pointer {
        let tree = &self.file(place.file).tree;
        let mut path = Vec::new();
        let mut node = place.node.0;
        while !matches!(tree.record(node).key, Key::Root) {
            path.push(node);
            node = tree.record(node).parent;
        }
        let mut pointer = Pointer::root();
        for node in path.into_iter().rev() {
            match tree.record(node).key {
                Key::Member(key) => pointer.push(tree.text(key)),
                Key::Index(index) => pointer.push(&index.to_string()),
                Key::Root => {}
            }
        }
        pointer
    }

    /// The place a pointer leads to.
    ///
    /// # Errors
    /// When it leads nowhere: how far it went, and the token that is missing there.
    pub fn find(&self, file: FileId, pointer: &Pointer) -> Result<Place, Missing> {
        let Some(mut node) = self.root(file) else {
            return Err(Missing { nearest: None, token: String::new() });
        };
        for token in pointer.tokens() {
            let next = match array_index(&token) {
                Some(index) if node.as_array().is_some() => node.element(index),
                _ => node.get(&token),
            };
            node = next.ok_or_else(|| Missing { nearest: Some(node.place()), token: token.into_owned() })?;
        }
        Ok(node.place())
    }

    /// The members of all objects of a file that have this key, in document order.
    pub fn members_named<'s>(&'s self, file: FileId, key: &'s str) -> impl Iterator<Item = Node<'s>> {
        let tree = &self.file(file).tree;
        (0..tree.len())
            .filter(move |&node| tree.key(node) == Some(key))
            .map(move |node| Node { tree, place: Place { file, node: NodeId(node) } })
    }

    /// Whether `inner` is `outer` or stands somewhere in it.
    #[must_use]
    pub fn contains(&self, outer: Place, inner: Place) -> bool {
        let end = self.file(outer.file).tree.record(outer.node.0).end;
        outer.file == inner.file && outer.node <= inner.node && inner.node.0 < end
    }

    /// A path given relative to a file (`../a.yaml`), as [`Sources::load`] takes it: `.` and `..` resolved where they can be.
    #[must_use]
    pub fn resolve_path(&self, from: FileId, path: &str) -> String {
        let base = self.path(from).rsplit_once('/').map_or("", |(folder, _)| folder);
        let absolute = path.starts_with('/') || (base.starts_with('/') && !base.is_empty());
        let mut parts: Vec<&str> = Vec::new();
        let base = if path.starts_with('/') { "" } else { base };
        for part in base.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|&last| last != "..") => {
                    parts.pop();
                }
                ".." if absolute => {}
                other => parts.push(other),
            }
        }
        let joined = parts.join("/");
        if absolute { format!("/{joined}") } else { joined }
    }

    /// The bytes that spots stand for, in the order asked; nothing where the text has none.
    ///
    /// The first call for a file scans its text, once for all its nodes.
    #[must_use]
    pub fn spans(&self, spots: &[Spot]) -> Vec<Option<Span>> {
        spots.iter().map(|&spot| self.span(spot)).collect()
    }

    /// The bytes that a spot stands for. See [`Sources::spans`].
    #[must_use]
    pub fn span(&self, spot: Spot) -> Option<Span> {
        let file = self.file(spot.file());
        match spot {
            Spot::Text(_, offset) => Some(file.token(offset)),
            Spot::Key(place) => {
                let span = file.node_span(place.node.0);
                span.key.or(span.value)
            }
            Spot::Value(place) => {
                let span = file.node_span(place.node.0);
                let container = matches!(file.tree.record(place.node.0).value, Value::Array | Value::Object);
                if container { span.key.or(span.value) } else { span.value.or(span.key) }
            }
        }
    }

    /// The line and column of a byte offset.
    #[must_use]
    pub fn position(&self, file: FileId, offset: u32) -> Position {
        self.file(file).position(offset)
    }

    fn file(&self, file: FileId) -> &SourceFile {
        self.slot(file).and_then(OnceLock::get).expect("a file id is made only when its file is in place")
    }

    fn slot(&self, file: FileId) -> Option<&OnceLock<SourceFile>> {
        let position = file.0 + 1;
        let chunk = position.ilog2();
        let files = self.chunks[chunk as usize].get()?;
        files.get((position - (1 << chunk)) as usize)
    }
}

impl fmt::Debug for Sources<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.files().map(|file| self.path(file))).finish()
    }
}

/// Where a pointer stopped leading anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The last place that exists; none when the file has no tree.
    pub nearest: Option<Place>,
    /// The token that is missing there, unescaped.
    pub token: String,
}

fn array_index(token: &str) -> Option<usize> {
    // RFC 6901, 4: no leading zeros, no sign.
    let plain = token.bytes().all(|byte| byte.is_ascii_digit()) && (token == "0" || !token.starts_with('0'));
    if plain { token.parse().ok() } else { None }
}
