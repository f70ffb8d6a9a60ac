//! Objects and their members.

use super::entry::{Item, ItemKind, Verdict};
use super::operation::Argument;
use super::pair::{COMPILE, Effect, Pair, RUN, Reach};
use crate::ir::{self, Additional, Construction};

impl<'a> Pair<'a> {
    /// Two objects of one name.
    pub(super) fn compare_objects(
        &mut self,
        item: &Item,
        name: &str,
        reach: Reach,
        old: &'a ir::Object,
        new: &'a ir::Object,
    ) {
        let ir::Object { members, additional, rules, schema, construction, codec } = old;
        self.compare_members(name, reach, old, new);
        if matches!((construction, &new.construction), (Construction::New, Construction::New)) {
            self.compare_arguments(item, &arguments(self.old, members), &arguments(self.new, &new.members));
        }
        self.compare_additional(item, reach, additional, &new.additional);
        self.compare_rules(item, reach, rules, &new.rules);
        self.compare_schema(item, reach, *schema, new.schema);
        if *codec != new.codec {
            let effect = match new.codec {
                ir::Codec::Parts => Effect {
                    rust: "the type holds files: it has no JSON form any more",
                    verdict: COMPILE,
                    reason: "programs that read or write it as JSON do not compile",
                },
                ir::Codec::Json => Effect {
                    rust: "the type holds no files: it has a JSON form",
                    verdict: Verdict::Minor,
                    reason: "what changes about its members is said beside",
                },
            };
            self.push(item, "codec-changed", "whether bodies of files use the object", effect);
        }
    }

    /// How programs make a value.
    pub(super) fn compare_construction(&mut self, item: &Item, old: &Construction, new: &Construction) {
        let spell = |construction: &Construction| match construction {
            Construction::New => "new(…)".to_owned(),
            Construction::Builder { name, for_tests: false } => format!("builder() -> {name}"),
            Construction::Builder { name, for_tests: true } => {
                format!("builder() -> {name} with the feature `builders`")
            }
        };
        let renamed = match (old, new) {
            (Construction::New, Construction::New) => false,
            // The builder of a renamed type has another name for that reason; that the type has is said already.
            (Construction::Builder { name: was, for_tests: before }, Construction::Builder { name: is, for_tests }) => {
                was != is && self.renames.is_same(&item.name, &item.name) || !before && *for_tests
            }
            (Construction::New, Construction::Builder { .. }) | (Construction::Builder { .. }, Construction::New) => {
                true
            }
        };
        if renamed {
            let rust = format!("`{}` → `{}`", spell(old), spell(new));
            let effect = Effect { rust: &rust, verdict: COMPILE, reason: "programs that make a value do not compile" };
            let wire = "how many members are required, or whether requests hold the type";
            self.push(item, "construction-changed", wire, effect);
        }
    }

    fn compare_members(&mut self, owner: &str, reach: Reach, old: &'a ir::Object, new: &'a ir::Object) {
        let mut found: Vec<usize> = Vec::new();
        for was in &old.members {
            let item = Item::of(ItemKind::Member, owner, &was.name.wire);
            let same = new.members.iter().position(|is| is.name.wire == was.name.wire);
            let renamed = || {
                let known = |wire: &str| old.members.iter().any(|other| other.name.wire == wire);
                new.members.iter().position(|is| is.name.rust == was.name.rust && !known(&is.name.wire))
            };
            if let Some(index) = same.or_else(renamed) {
                found.push(index);
                self.compare_member(&item, reach, (old, was), (new, &new.members[index]));
            } else {
                let rust = format!("the field `{}` is gone, and with it its setter or argument", was.name.rust);
                let reason = "programs that use the member do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&item, "member-removed", "the member is gone", effect);
            }
        }
        for (_, is) in new.members.iter().enumerate().filter(|(index, _)| !found.contains(index)) {
            let item = Item::of(ItemKind::Member, owner, &is.name.wire);
            self.added_member(&item, reach, (old, new), is);
        }
    }

    fn added_member(
        &mut self,
        item: &Item,
        reach: Reach,
        (was, object): (&'a ir::Object, &'a ir::Object),
        member: &'a ir::Member,
    ) {
        let ty = field_type(self.new, member);
        let field = format!("a new field `{}: {ty}`", member.name.rust);
        if !member.required {
            let effect = Effect { rust: &field, verdict: Verdict::Minor, reason: "it can be left out" };
            return self.push(item, "member-added", "an optional member", effect);
        }
        if member.constant.is_some() {
            let rust = format!("{field}, filled in by the client");
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "no argument: it has one value only" };
            return self.push(item, "member-added", "a required member with one value", effect);
        }
        let wire = "a required member";
        match (&was.construction, &object.construction) {
            (Construction::New, _) => {
                let rust = format!("{field}, an argument when a value is made");
                let effect = Effect { rust: &rust, verdict: COMPILE, reason: "old programs lack the argument" };
                self.push(item, "member-added", wire, effect);
            }
            (Construction::Builder { .. }, _) if reach.old.request => {
                let rust = format!("{field}; `build()` is an error without it");
                let effect = Effect { rust: &rust, verdict: RUN, reason: "old programs do not set the member" };
                self.push(item, "member-added", wire, effect);
            }
            (Construction::Builder { .. }, _) => {
                let rust = format!("{field}; a response without it is a decode error");
                let reason = "responses have it now; only tests that build a value have to set it";
                let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason };
                self.push(item, "member-added", wire, effect);
            }
        }
    }

    fn compare_member(
        &mut self,
        item: &Item,
        reach: Reach,
        (was, old): (&'a ir::Object, &'a ir::Member),
        (is, new): (&'a ir::Object, &'a ir::Member),
    ) {
        let ir::Member {
            name,
            ty,
            nullable,
            required,
            rules,
            schema,
            // Members that do not occur in a direction are not in the type of that direction.
            access: _,
            constant,
            checked: _,
            sensitive,
            docs,
            default,
            examples,
            setter,
        } = old;
        if name.wire != new.name.wire {
            let wire = format!("`{}` → `{}`", name.wire, new.name.wire);
            let effect = Effect {
                rust: "none: the field keeps its name",
                verdict: RUN,
                reason: "the same program writes another name, and does not read the old one",
            };
            self.push(item, "wire-name-changed", wire, effect);
        }
        self.compare_name(item, "field", &name.rust, &new.name.rust);
        if (required, nullable) != (&new.required, &new.nullable) || !self.same_type(ty, &new.ty) {
            let rust = format!("`{}` → `{}`", field_type(self.old, old), field_type(self.new, new));
            let effect = Effect { rust: &rust, verdict: COMPILE, reason: "the field has another type" };
            let (kind, wire) = presence(old, new);
            self.push(item, kind, wire, effect);
        }
        let both_new = matches!((&was.construction, &is.construction), (Construction::New, Construction::New));
        let both_builders = matches!(
            (&was.construction, &is.construction),
            (Construction::Builder { .. }, Construction::Builder { .. })
        );
        if (both_builders || both_new && !required && !new.required) && name.rust == new.name.rust {
            self.compare_name(item, "setter", &setter.value, &new.setter.value);
            if let (Some(was), Some(is)) = (&setter.null, &new.setter.null) {
                self.compare_name(item, "setter", was, is);
            }
        }
        if *required && new.required {
            self.compare_constant(item, constant.as_ref(), new.constant.as_ref());
        }
        self.compare_rules(item, reach, rules, &new.rules);
        self.compare_schema(item, reach, *schema, new.schema);
        self.compare_sensitive(item, *sensitive, new.sensitive);
        self.compare_default(item, default.as_deref(), new.default.as_deref());
        self.compare_docs(item, docs, &new.docs, *examples == new.examples);
    }

    fn compare_constant(&mut self, item: &Item, old: Option<&ir::Constant>, new: Option<&ir::Constant>) {
        let spell = |constant: Option<&ir::Constant>| match constant {
            None => "several values".to_owned(),
            Some(ir::Constant::Variant(variant)) => format!("`{variant}` only"),
            Some(ir::Constant::Boolean(boolean)) => format!("`{boolean}` only"),
        };
        if old == new {
            return;
        }
        let wire = format!("{} → {}", spell(old), spell(new));
        let effect = match (old, new) {
            (Some(_), Some(_)) => Effect {
                rust: "the client fills in another value",
                verdict: RUN,
                reason: "the same program sends something else",
            },
            (_, None) => Effect {
                rust: "a new argument when a value is made",
                verdict: COMPILE,
                reason: "old programs lack the argument",
            },
            (None, _) => Effect {
                rust: "no argument any more: the client fills in the value",
                verdict: COMPILE,
                reason: "old programs give an argument too many",
            },
        };
        self.push(item, "constant-changed", wire, effect);
    }

    fn compare_additional(&mut self, item: &Item, reach: Reach, old: &'a Additional, new: &'a Additional) {
        match (old, new) {
            (
                Additional::Kept { field: was, ty: was_type, rules: was_rules, .. },
                Additional::Kept { field: is, ty: is_type, rules: is_rules, .. },
            ) => {
                self.compare_name(item, "field of other members", was, is);
                self.compare_use(item, was_type, is_type);
                self.compare_rules(item, reach, was_rules, is_rules);
            }
            (Additional::Closed { field: was }, Additional::Closed { field: is }) => {
                self.compare_name(item, "field of other members", was, is);
            }
            (Additional::Kept { field, .. }, Additional::Closed { .. }) => {
                let rust = format!("the map `{field}` is gone");
                let effect =
                    Effect { rust: &rust, verdict: COMPILE, reason: "programs that use the map do not compile" };
                self.push(item, "closed", "other members are no longer allowed", effect);
            }
            (Additional::Closed { field: was }, Additional::Kept { field, ty, .. }) => {
                let rust = format!("a map `{field}: Map<{}>` instead of `{was}`", self.new_type(ty));
                let effect = Effect { rust: &rust, verdict: COMPILE, reason: "the old field is gone" };
                self.push(item, "opened", "other members are allowed", effect);
            }
        }
    }
}

/// The type of a field: presence and null included.
fn field_type(api: &ir::Api, member: &ir::Member) -> String {
    let ty = crate::outline::ty(api, &member.ty);
    match (member.required, member.nullable) {
        (true, false) => ty,
        (true, true) => format!("Nullable<{ty}>"),
        (false, false) => format!("Option<{ty}>"),
        (false, true) => format!("Patch<{ty}>"),
    }
}

/// The members that are arguments of `new`.
fn arguments<'a>(api: &ir::Api, members: &'a [ir::Member]) -> Vec<Argument<'a>> {
    let required = members.iter().filter(|member| member.required && member.constant.is_none());
    required.map(|member| Argument { name: &member.name.wire, ty: field_type(api, member) }).collect()
}

/// What of a member changed its field's type.
fn presence(old: &ir::Member, new: &ir::Member) -> (&'static str, &'static str) {
    match ((old.required, old.nullable), (new.required, new.nullable)) {
        ((false, was), (true, is)) if was == is => ("now-required", "optional → required"),
        ((true, was), (false, is)) if was == is => ("now-optional", "required → optional"),
        ((was, false), (is, true)) if was == is => ("now-nullable", "null is a value now"),
        ((was, true), (is, false)) if was == is => ("no-longer-nullable", "null is no value any more"),
        (was, is) if was == is => ("type-changed", "another type"),
        (_, _) => ("presence-changed", "both whether it must be there and whether null is a value"),
    }
}
