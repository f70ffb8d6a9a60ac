//! Which object of the standard each place was read as, for those who count keywords.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::source::{Node, Place};

use super::Context;

/// What was read, and what became of it as far as the one who read it can say. Kept only when it is asked for.
#[derive(Debug, Default)]
pub struct Objects {
    kinds: HashMap<Place, &'static str>,
    vocabulary: BTreeMap<&'static str, BTreeSet<&'static str>>,
    left_out: HashSet<Place>,
    documented: HashSet<Place>,
    used: HashSet<Place>,
    typed: HashMap<Place, Option<&'static str>>,
}

impl Objects {
    /// The object of the standard that a place was read as: `Schema Object`.
    #[must_use]
    pub fn kind(&self, place: Place) -> Option<&'static str> {
        self.kinds.get(&place).copied()
    }

    /// The members that were asked for in each kind of object.
    #[must_use]
    pub fn vocabulary(&self) -> &BTreeMap<&'static str, BTreeSet<&'static str>> {
        &self.vocabulary
    }

    /// Whether nothing was made of a value, since it cannot be read.
    #[must_use]
    pub fn is_left_out(&self, place: Place) -> bool {
        self.left_out.contains(&place)
    }

    /// Whether a value, as it stands here, is documentation only, though others of its keyword are more.
    #[must_use]
    pub fn is_documentation(&self, place: Place) -> bool {
        self.documented.contains(&place)
    }

    /// Whether code is made from a value, though others of its keyword are documentation only.
    #[must_use]
    pub fn is_used(&self, place: Place) -> bool {
        self.used.contains(&place)
    }

    /// The schemas that say what a value is, with the reason where the client has bare JSON only.
    #[must_use]
    pub fn typed_schemas(&self) -> &HashMap<Place, Option<&'static str>> {
        &self.typed
    }
}

impl Context<'_> {
    /// A node is read as an object of the standard.
    pub(super) fn note_object(&mut self, node: Node<'_>, what: &'static str) {
        if let Some(objects) = &mut self.objects {
            objects.kinds.entry(node.place()).or_insert(what);
        }
    }

    /// Members that the standard knows in a kind of object.
    pub(super) fn note_vocabulary(&mut self, what: &'static str, known: &[&'static str]) {
        if let Some(objects) = &mut self.objects {
            objects.vocabulary.entry(what).or_default().extend(known);
        }
    }

    /// Nothing is made of a value.
    pub(super) fn note_left_out(&mut self, node: Node<'_>) {
        if let Some(objects) = &mut self.objects {
            objects.left_out.insert(node.place());
        }
    }

    /// A value, as it stands here, is documentation only, though others of its keyword are more.
    pub fn note_documentation(&mut self, place: Place) {
        if let Some(objects) = &mut self.objects {
            objects.documented.insert(place);
        }
    }

    /// Code is made from a value, though others of its keyword are documentation only.
    pub fn note_use(&mut self, place: Place) {
        if let Some(objects) = &mut self.objects {
            objects.used.insert(place);
        }
    }

    /// A schema says what a value is, and became bare JSON for a reason, or a type. Of one that is read at several
    /// places the worst counts.
    pub fn note_typed_schema(&mut self, place: Place, bare: Option<&'static str>) {
        if let Some(objects) = &mut self.objects {
            let known = objects.typed.entry(place).or_default();
            *known = known.or(bare);
        }
    }
}
