//! References, followed without a word where they lead nowhere.

use super::Linter;
use crate::parse::{Context, RefOr};
use crate::source::{Fragment, Node, Place, UriReference};

/// How many references may lead to references.
const LONGEST_CHAIN: usize = 100;

impl<'a> Linter<'_, 'a> {
    /// The place a reference leads to.
    pub(super) fn target(&mut self, target: &str, from: Place) -> Option<Place> {
        let reference = UriReference::parse(target).ok().filter(|reference| !reference.is_remote())?;
        let file = if reference.path.is_empty() {
            from.file
        } else {
            let path = self.context.sources.resolve_path(from.file, &reference.path);
            self.context.load(&path, Some(from.value()))?
        };
        match reference.fragment {
            Fragment::Pointer(pointer) => self.context.sources.find(file, &pointer).ok(),
            Fragment::Anchor(_) => None,
        }
    }

    /// What stands at a place or at the end of a chain of references.
    pub(super) fn follow<T: Clone>(
        &mut self,
        item: &RefOr<T>,
        parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
    ) -> Option<T> {
        let reference = match item {
            RefOr::Object(object) => return Some(object.clone()),
            RefOr::Reference(reference) => reference,
        };
        let mut place = self.target(reference.target.as_str(), reference.target.place)?;
        for _ in 0..LONGEST_CHAIN {
            let node = self.node(place);
            match node.get("$ref").and_then(|next| Some((next.as_str()?, next.place()))) {
                Some((target, from)) => place = self.target(target, from)?,
                None => return parse(node, self.context),
            }
        }
        None
    }

    /// The node at a place.
    pub(super) fn node(&self, place: Place) -> Node<'a> {
        self.context.sources.node(place)
    }
}
