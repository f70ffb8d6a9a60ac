//! Names that stand for one type: what was one type may become several, and several may become one.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::entry::{Item, ItemKind};
use super::pair::{COMPILE, Effect, Pair, Reach, behind};
use crate::ir::{self, TypeId};

/// A type of the old client and the one of the new client that names of the old one lead to.
pub(super) struct Identity {
    /// The definition in the old client.
    pub(super) old: TypeId,
    /// The definition in the new client.
    pub(super) new: TypeId,
    /// The first of the names, in the old client and in the new one.
    pub(super) first: (TypeId, TypeId),
    /// Where values of any of the names occurred and occur.
    pub(super) reach: Reach,
    /// The two definitions differ.
    pub(super) changed: bool,
}

/// All pairs of types that names lead to.
pub(super) struct Identities {
    list: Vec<Identity>,
    /// The index of each old name's; nothing where the name is gone.
    names: Vec<Option<usize>>,
}

impl Identities {
    pub(super) fn new(pair: &Pair<'_>) -> Self {
        let mut known: HashMap<(TypeId, TypeId), usize> = HashMap::new();
        let mut identities = Self { list: Vec::new(), names: Vec::new() };
        for was in (0..pair.old.types.len()).map(TypeId) {
            let index = pair.now(was).map(|is| {
                let (old, new) = (behind(pair.old, was), behind(pair.new, is));
                let index = *known.entry((old, new)).or_insert(identities.list.len());
                if index == identities.list.len() {
                    let nowhere = ir::Usage::default();
                    let reach = Reach { old: nowhere, new: nowhere };
                    identities.list.push(Identity { old, new, first: (was, is), reach, changed: false });
                }
                let reach = &mut identities.list[index].reach;
                let uses = [
                    (&mut reach.old, pair.old.type_definition(was).usage),
                    (&mut reach.new, pair.new.type_definition(is).usage),
                ];
                for (all, this) in uses {
                    all.request |= this.request;
                    all.response |= this.response;
                }
                index
            });
            identities.names.push(index);
        }
        identities
    }

    /// What the name of an old type led to and leads to; nothing where the name is gone.
    pub(super) fn of(&mut self, name: TypeId) -> Option<&mut Identity> {
        self.names[name.0].map(|index| &mut self.list[index])
    }

    /// The pairs that have a type in common.
    fn groups(&self, common: fn(&Identity) -> TypeId) -> impl Iterator<Item = Vec<&Identity>> {
        let mut groups: BTreeMap<TypeId, Vec<&Identity>> = BTreeMap::new();
        for identity in &self.list {
            groups.entry(common(identity)).or_default().push(identity);
        }
        groups.into_values().filter(|group| group.len() > 1)
    }

    /// The types of a client that changed, or hold one that did.
    fn touched(&self, api: &ir::Api, side: fn(&Identity) -> TypeId) -> HashSet<TypeId> {
        let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        for (index, definition) in api.types.iter().enumerate() {
            definition.kind.each_type(&mut |ty| {
                let held = ty.named().map(|name| behind(api, name));
                held.into_iter().for_each(|held| holders.entry(held).or_default().push(TypeId(index)));
            });
        }
        let mut touched = HashSet::new();
        let changed = self.list.iter().filter(|identity| identity.changed);
        let mut open: Vec<TypeId> = changed.map(side).collect();
        while let Some(ty) = open.pop() {
            if touched.insert(ty) {
                open.extend(holders.get(&ty).into_iter().flatten());
            }
        }
        touched
    }
}

impl<'a> Pair<'a> {
    /// Names that stood for one type and stand for several, and the reverse. It is said of those that changed.
    pub(super) fn compare_identities(&mut self, identities: &Identities) {
        let touched = identities.touched(self.new, |identity| identity.new);
        for group in identities.groups(|identity| identity.old) {
            for (name, other) in self.others(&group, |identity| touched.contains(&identity.new)) {
                let wire = format!("`{name}` and `{other}` no longer say the same");
                let rust = format!("`models::{name}` and `models::{other}` are two types now");
                let reason = "programs that use a value of one for the other do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&Item::new(ItemKind::Type, name), "type-split", wire, effect);
            }
        }
        let touched = identities.touched(self.old, |identity| identity.old);
        for group in identities.groups(|identity| identity.new) {
            for (name, other) in self.others(&group, |identity| touched.contains(&identity.old)) {
                let wire = format!("`{name}` and `{other}` say the same now");
                let rust = format!("`models::{name}` and `models::{other}` are one type now");
                let reason = "programs that implement a trait for both do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&Item::new(ItemKind::Type, name), "type-joined", wire, effect);
            }
        }
    }

    /// The names of all of a group but one, each with the name of that one: the first that is what it was, if any is.
    fn others(&self, group: &[&Identity], touched: impl Fn(&Identity) -> bool) -> Vec<(&'a str, &'a str)> {
        let stays = group.iter().position(|identity| !touched(identity)).unwrap_or(0);
        let name = |identity: &Identity| self.old.type_definition(identity.first.0).name.rust.as_str();
        let others = group.iter().enumerate().filter(|(index, _)| *index != stays);
        others.map(|(_, other)| (name(other), name(group[stays]))).collect()
    }
}
