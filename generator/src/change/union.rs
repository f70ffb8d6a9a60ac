//! Unions, and values that are told apart by no type.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN, Reach};
use crate::ir;

impl<'a> Pair<'a> {
    /// Two unions of one name.
    pub(super) fn compare_unions(
        &mut self,
        item: &Item,
        owner: &str,
        reach: Reach,
        old: &'a ir::Union,
        new: &'a ir::Union,
    ) {
        // That variants overlap decides how much is checked, not what a program can do.
        let ir::Union { variants, unknown, overlapping: _, schema } = old;
        self.compare_name(item, "variant of other values", unknown, &new.unknown);
        let found = self.matched(variants, &new.variants);
        for (was, index) in variants.iter().zip(&found) {
            let alternative = Item::of(ItemKind::Alternative, owner, &was.name.rust);
            match index {
                Some(index) => self.compare_alternative(&alternative, reach, was, &new.variants[*index]),
                None => self.removed_alternative(&alternative, &format!("`{owner}::{}`", was.name.rust)),
            }
        }
        for (_, is) in new.variants.iter().enumerate().filter(|(index, _)| !found.contains(&Some(*index))) {
            let alternative = Item::of(ItemKind::Alternative, owner, &is.name.rust);
            let rust = format!("`{owner}::{}` is new; it was `{}`", is.name.rust, new.unknown);
            self.added_alternative(&alternative, &rust);
        }
        self.compare_schema(item, reach, *schema, new.schema);
    }

    /// The index of each old alternative in the new list: by the name that programs use, else by the document's, else
    /// by a type that was renamed.
    fn matched(&self, old: &'a [ir::UnionVariant], new: &'a [ir::UnionVariant]) -> Vec<Option<usize>> {
        let place = |name: &str| new.iter().position(|is| is.name.rust == name);
        let mut found: Vec<Option<usize>> = old.iter().map(|was| place(&was.name.rust)).collect();
        for (at, was) in old.iter().enumerate() {
            if found[at].is_some() {
                continue;
            }
            let free = |index: usize| !found.contains(&Some(index));
            let mut rest = new.iter().enumerate().filter(|(index, _)| free(*index));
            let same_name = rest.clone().find(|(_, is)| is.name.wire == was.name.wire);
            let is_named = was.ty.named().is_some();
            found[at] = same_name
                .or_else(|| rest.find(|(_, is)| is_named && self.same_type(&was.ty, &is.ty)))
                .map(|(index, _)| index);
        }
        found
    }

    fn compare_alternative(&mut self, item: &Item, reach: Reach, old: &'a ir::UnionVariant, new: &'a ir::UnionVariant) {
        let ir::UnionVariant { name, ty, rules, checked: _, sensitive, docs, case, convertible } = old;
        self.compare_name(item, "variant", &name.rust, &new.name.rust);
        self.compare_use(item, ty, &new.ty);
        if *case != new.case {
            // Members come and go with the type of the alternative, where they are reported.
            let told = (&case.types, &case.texts, &case.tags);
            let effect = if told == (&new.case.types, &new.case.texts, &new.case.tags) {
                Effect {
                    rust: "a value may be read as another alternative",
                    verdict: Verdict::Minor,
                    reason: "the members that tell the alternatives apart are others",
                }
            } else {
                Effect {
                    rust: "values are read as another alternative",
                    verdict: RUN,
                    reason: "what was read as this alternative before no longer is",
                }
            };
            self.push(item, "alternative-told-differently", "what tells the alternative from the others", effect);
        }
        self.compare_convertible(item, *convertible, new.convertible);
        self.compare_rules(item, reach, rules, &new.rules);
        self.compare_sensitive(item, *sensitive, new.sensitive);
        self.compare_docs(item, docs, &new.docs, true);
    }

    /// Two opaque values of one name.
    pub(super) fn compare_opaque(
        &mut self,
        item: &Item,
        owner: &str,
        reach: Reach,
        old: &'a ir::Opaque,
        new: &'a ir::Opaque,
    ) {
        let ir::Opaque { views, schema, sensitive } = old;
        for was in views {
            let view = Item::of(ItemKind::Alternative, owner, &was.name.rust);
            match new.views.iter().find(|is| is.name.rust == was.name.rust) {
                Some(is) => {
                    self.compare_use(&view, &was.ty, &is.ty);
                    self.compare_convertible(&view, was.convertible, is.convertible);
                }
                None => self.removed_alternative(&view, &format!("the reader `{}`", was.name.rust)),
            }
        }
        for is in new.views.iter().filter(|is| views.iter().all(|was| was.name.rust != is.name.rust)) {
            let view = Item::of(ItemKind::Alternative, owner, &is.name.rust);
            self.added_alternative(&view, &format!("the reader `{}` is new", is.name.rust));
        }
        self.compare_schema(item, reach, *schema, new.schema);
        self.compare_sensitive(item, *sensitive, new.sensitive);
    }

    fn removed_alternative(&mut self, item: &Item, what: &str) {
        let rust = format!("{what} is gone");
        let reason = "programs that name the alternative do not compile";
        self.push(
            item,
            "alternative-removed",
            "the alternative is gone",
            Effect { rust: &rust, verdict: COMPILE, reason },
        );
    }

    fn added_alternative(&mut self, item: &Item, rust: &str) {
        let reason = "the enum is `#[non_exhaustive]`, and other values were kept before";
        self.push(item, "alternative-added", "a new alternative", Effect { rust, verdict: Verdict::Minor, reason });
    }

    fn compare_convertible(&mut self, item: &Item, old: bool, new: bool) {
        let (rust, verdict, reason) = match (old, new) {
            (true, false) => {
                ("the conversion from the alternative's type is gone", COMPILE, "programs that use it do not compile")
            }
            (false, true) => {
                ("a conversion from the alternative's type is new", Verdict::Minor, "nothing else changes")
            }
            (true, true) | (false, false) => return,
        };
        let wire = "whether the type alone tells the alternative";
        self.push(item, "conversion-changed", wire, Effect { rust, verdict, reason });
    }
}
