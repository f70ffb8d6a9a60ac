//! The two clients side by side, and the changes found so far.

use std::collections::{HashMap, HashSet};

use super::entry::{Breaks, Change, Item, Verdict, code};
use super::names::Renames;
use crate::{ir, outline};

/// Programs that name the thing no longer compile.
pub(super) const COMPILE: Verdict = Verdict::Major(Breaks::Compile);
/// Programs compile, but do something else.
pub(super) const RUN: Verdict = Verdict::Major(Breaks::Run);

/// Two clients, and what was found.
pub(super) struct Pair<'a> {
    pub(super) old: &'a ir::Api,
    pub(super) new: &'a ir::Api,
    /// Types that are the same under another name.
    pub(super) renames: Renames<'a>,
    /// The types of the new client by name.
    new_types: HashMap<&'a str, ir::TypeId>,
    /// The types that some name stood for and stands for.
    same: HashSet<(ir::TypeId, ir::TypeId)>,
    changes: Vec<Change>,
}

/// Where an item occurred and occurs: a rule that tightens matters to those who send.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    pub(super) old: ir::Usage,
    pub(super) new: ir::Usage,
}

impl Reach {
    /// The reach of what stands in requests.
    pub(super) const REQUEST: Self =
        Self { old: ir::Usage { request: true, response: false }, new: ir::Usage { request: true, response: false } };
}

/// What a change is to a program and how much that matters.
pub(super) struct Effect<'t> {
    pub(super) rust: &'t str,
    pub(super) verdict: Verdict,
    pub(super) reason: &'static str,
}

impl<'a> Pair<'a> {
    pub(super) fn new(old: &'a ir::Api, new: &'a ir::Api) -> Self {
        let new_types = new.types.iter().enumerate();
        let new_types = new_types.map(|(index, is)| (is.name.rust.as_str(), ir::TypeId(index))).collect();
        let renames = Renames::new(old, new);
        let mut pair = Self { old, new, renames, new_types, same: HashSet::new(), changes: Vec::new() };
        let names = (0..old.types.len()).map(ir::TypeId).filter_map(|was| Some((was, pair.now(was)?)));
        pair.same = names.map(|(was, is)| (behind(old, was), behind(new, is))).collect();
        pair
    }

    /// How many changes are known.
    pub(super) fn count(&self) -> usize {
        self.changes.len()
    }

    /// What the name of an old type names in the new client, if it is still there.
    pub(super) fn now(&self, old: ir::TypeId) -> Option<ir::TypeId> {
        let name = self.renames.new_name(&self.old.type_definition(old).name.rust);
        self.new_types.get(name).copied()
    }

    pub(super) fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    /// Notes a change.
    pub(super) fn push(&mut self, item: &Item, kind: &'static str, wire: impl Into<String>, effect: Effect<'_>) {
        let Effect { rust, verdict, reason } = effect;
        let (item, wire, rust) = (item.clone(), wire.into(), rust.to_owned());
        self.changes.push(Change { item, kind, wire, rust, verdict, reason });
    }

    /// Whether two types are one to a Rust program: a renamed type is the same, and so is an alias and what it stands
    /// for. That names of one type became names of several is said of them.
    pub(super) fn same_type(&self, old: &'a ir::Type, new: &'a ir::Type) -> bool {
        let named = |old: &ir::Type, new: &ir::Type| match (old, new) {
            (ir::Type::Named(old), ir::Type::Named(new)) => {
                self.same.contains(&(behind(self.old, *old), behind(self.new, *new)))
            }
            (_, _) => false,
        };
        if named(old, new) {
            return true;
        }
        let (old, new) = (expanded(self.old, old), expanded(self.new, new));
        match (old, new) {
            (ir::Type::Named(_), ir::Type::Named(_)) => named(old, new),
            (ir::Type::Array(a), ir::Type::Array(b))
            | (ir::Type::Map(a), ir::Type::Map(b))
            | (ir::Type::Nullable(a), ir::Type::Nullable(b))
            | (ir::Type::Boxed(a), ir::Type::Boxed(b)) => self.same_type(a, b),
            (a, b) => a == b,
        }
    }

    /// Both of two optional types, or neither.
    pub(super) fn same_optional_type(&self, old: Option<&'a ir::Type>, new: Option<&'a ir::Type>) -> bool {
        match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => self.same_type(old, new),
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    /// A type of the old client as users read it.
    pub(super) fn old_type(&self, ty: &ir::Type) -> String {
        outline::ty(self.old, ty)
    }

    /// A type of the new client as users read it.
    pub(super) fn new_type(&self, ty: &ir::Type) -> String {
        outline::ty(self.new, ty)
    }

    /// A name that programs use: `what` is what it names, as in "the field".
    pub(super) fn compare_name(&mut self, item: &Item, what: &str, old: &str, new: &str) {
        if old != new {
            let rust = format!("the {what} `{old}` is now `{new}`");
            let effect =
                Effect { rust: &rust, verdict: COMPILE, reason: "programs that use the old name do not compile" };
            self.push(item, "rust-name-changed", "unchanged", effect);
        }
    }

    /// Documentation, `deprecated`, and whatever else only documentation shows (`rest_is_same`).
    pub(super) fn compare_docs(&mut self, item: &Item, old: &ir::Docs, new: &ir::Docs, rest_is_same: bool) {
        if old.deprecated != new.deprecated {
            let (kind, wire, rust, verdict, reason) = if new.deprecated {
                (
                    "deprecated",
                    "now deprecated",
                    "each use is a compiler warning",
                    Verdict::Minor,
                    "programs compile, with a warning",
                )
            } else {
                (
                    "no-longer-deprecated",
                    "no longer deprecated",
                    "the warnings are gone",
                    Verdict::Patch,
                    "nothing else changes",
                )
            };
            self.push(item, kind, wire, Effect { rust, verdict, reason });
        }
        let texts = |docs: &ir::Docs| {
            let ir::Docs { summary, description, deprecated: _, assumed, see, notes } = docs.clone();
            (summary, description, assumed, see, notes)
        };
        if texts(old) != texts(new) || !rest_is_same {
            let effect = Effect { rust: "doc comments", verdict: Verdict::Patch, reason: "documentation only" };
            self.push(item, "documentation", "texts or examples", effect);
        }
    }

    /// What the server takes for an absent value.
    pub(super) fn compare_default(&mut self, item: &Item, old: Option<&str>, new: Option<&str>) {
        if old == new {
            return;
        }
        let spell = |default: Option<&str>| default.map_or("none".to_owned(), code);
        let wire = format!("`default` {} → {}", spell(old), spell(new));
        let rust = "doc comments; the client sends no defaults";
        let effect = if old.is_none() {
            Effect { rust, verdict: Verdict::Patch, reason: "documentation only" }
        } else {
            Effect { rust, verdict: Verdict::Minor, reason: "what is left out means something else to the server" }
        };
        self.push(item, "default-changed", wire, effect);
    }

    /// Whether a value is hidden.
    pub(super) fn compare_sensitive(&mut self, item: &Item, old: bool, new: bool) {
        let effect = match (old, new) {
            (false, true) => Effect {
                rust: "`Debug` and messages no longer show the value",
                verdict: Verdict::Patch,
                reason: "less is shown, and no format of `Debug` is promised",
            },
            (true, false) => Effect {
                rust: "`Debug` and messages show the value",
                verdict: Verdict::Minor,
                reason: "logs may newly hold the value: look whether that is meant",
            },
            (false, false) | (true, true) => return,
        };
        let wire = if new { "now sensitive" } else { "no longer sensitive" };
        self.push(item, "sensitive-changed", wire, effect);
    }
}

/// A type without the names that stand for others.
pub(super) fn expanded<'a>(api: &'a ir::Api, ty: &'a ir::Type) -> &'a ir::Type {
    let mut ty = ty;
    // An alias cannot lead back to itself without a type of its own in between.
    while let ir::Type::Named(id) = ty
        && let ir::TypeKind::Alias(alias) = &api.type_definition(*id).kind
    {
        ty = &alias.ty;
    }
    ty
}

/// The type that defines what a name stands for: the name's own, or the one that it is another name of.
pub(super) fn behind(api: &ir::Api, name: ir::TypeId) -> ir::TypeId {
    let mut id = name;
    while let ir::TypeKind::Alias(alias) = &api.type_definition(id).kind
        && let ir::Type::Named(next) = &alias.ty
    {
        id = *next;
    }
    id
}
