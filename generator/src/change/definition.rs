//! Types of `models`.

use super::entry::{Item, ItemKind, Verdict};
use super::identity::{Identities, Identity};
use super::pair::{COMPILE, Effect, Pair, Reach};
use crate::ir::{self, Construction, TypeDefinition, TypeId, TypeKind};

impl<'a> Pair<'a> {
    /// All types, by the names that programs use. What several names stand for is compared once.
    pub(super) fn compare_types(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut identities = Identities::new(self);
        let mut found = vec![false; new.types.len()];
        for (index, was) in old.types.iter().enumerate() {
            let item = Item::new(ItemKind::Type, &was.name.rust);
            let (now, identity) = (self.now(TypeId(index)), identities.of(TypeId(index)));
            let (Some(now), Some(identity)) = (now, identity) else {
                let rust = format!("`models::{}` is gone", was.name.rust);
                let reason = "programs that name the type do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&item, "type-removed", format!("schema `{}` is gone", was.name.wire), effect);
                continue;
            };
            found[now.0] = true;
            let is = new.type_definition(now);
            if was.name.rust != is.name.rust {
                let rust = format!("`models::{}` is now `models::{}`", was.name.rust, is.name.rust);
                let reason = "programs that name the type do not compile";
                let wire = format!("schema `{}` → `{}`", was.name.wire, is.name.wire);
                self.push(&item, "type-renamed", wire, Effect { rust: &rust, verdict: COMPILE, reason });
            }
            let before = self.count();
            self.compare_named(&item, (was, is), identity);
            if identity.first.0 == TypeId(index) {
                self.compare_definition(&item, (was, is), identity);
                identity.changed = self.count() > before;
            }
        }
        for (is, _) in new.types.iter().zip(&found).filter(|(_, found)| !**found) {
            let item = Item::new(ItemKind::Type, &is.name.rust);
            let rust = format!("`models::{}` is new", is.name.rust);
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "nothing else changes" };
            self.push(&item, "type-added", format!("schema `{}`", is.name.wire), effect);
        }
        self.compare_identities(&identities);
    }

    /// What belongs to a name, whatever it stands for.
    fn compare_named(&mut self, item: &Item, (was, is): (&TypeDefinition, &TypeDefinition), identity: &Identity) {
        let TypeDefinition { name: _, module: _, pointer: _, docs, kind, usage, checked: _, examples } = was;
        let texts =
            |examples: &[ir::Example]| -> Vec<String> { examples.iter().map(|example| example.json.clone()).collect() };
        let first = (self.old.type_definition(identity.first.0), self.new.type_definition(identity.first.1));
        // What all names of a type say is said of the first.
        let known = !std::ptr::eq(was, first.0) && (docs, &is.docs) == (&first.0.docs, &first.1.docs);
        self.compare_docs(item, if known { &is.docs } else { docs }, &is.docs, texts(examples) == texts(&is.examples));
        let rules = |kind: &TypeKind| match kind {
            TypeKind::Alias(alias) => alias.rules.clone(),
            _ => ir::Rules::default(),
        };
        self.compare_rules(item, Reach { old: *usage, new: is.usage }, &rules(kind), &rules(&is.kind));
    }

    /// What names stand for.
    fn compare_definition(
        &mut self,
        item: &Item,
        (was, is): (&'a TypeDefinition, &'a TypeDefinition),
        identity: &Identity,
    ) {
        let (old, new) = (&self.old.type_definition(identity.old).kind, &self.new.type_definition(identity.new).kind);
        let (name, reach) = (&was.name.rust, identity.reach);
        match (old, new) {
            (TypeKind::Object(old), TypeKind::Object(new)) => {
                self.compare_construction(item, &construction(was, old), &construction(is, new));
                self.compare_objects(item, name, reach, old, new);
            }
            (TypeKind::Text(old), TypeKind::Text(new)) => {
                // `inline` is a matter of storage.
                let ir::TextType { rules, inline: _, sensitive } = old;
                self.compare_rules(item, reach, rules, &new.rules);
                self.compare_sensitive(item, *sensitive, new.sensitive);
            }
            (TypeKind::Enumeration(old), TypeKind::Enumeration(new)) => {
                self.compare_enumerations(item, name, reach, old, new);
            }
            (TypeKind::Union(old), TypeKind::Union(new)) => self.compare_unions(item, name, reach, old, new),
            (TypeKind::Opaque(old), TypeKind::Opaque(new)) => self.compare_opaque(item, name, reach, old, new),
            // Their rules belong to the names.
            (TypeKind::Alias(old), TypeKind::Alias(new)) => self.compare_use(item, &old.ty, &new.ty),
            (TypeKind::Contents(old), TypeKind::Contents(new)) => self.compare_contents(item, name, reach, old, new),
            (
                TypeKind::Object(_)
                | TypeKind::Text(_)
                | TypeKind::Enumeration(_)
                | TypeKind::Union(_)
                | TypeKind::Opaque(_)
                | TypeKind::Alias(_)
                | TypeKind::Contents(_),
                new,
            ) => {
                let rust = format!("{} → {}", spell(old), spell(new));
                let reason = "another kind of type has other members and methods";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(item, "type-kind-changed", "another kind of schema", effect);
            }
        }
    }
}

/// How a value of an object is made by the names that belong to this one.
fn construction(named: &TypeDefinition, object: &ir::Object) -> Construction {
    match (&named.kind, &object.construction) {
        (TypeKind::Alias(ir::Alias { builder: Some(builder), .. }), Construction::Builder { for_tests, .. }) => {
            Construction::Builder { name: builder.name.clone(), for_tests: *for_tests }
        }
        (_, construction) => construction.clone(),
    }
}

fn spell(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "a struct",
        TypeKind::Text(_) => "a string newtype",
        TypeKind::Enumeration(_) => "an enumeration of strings",
        TypeKind::Union(_) => "an enum of alternatives",
        TypeKind::Opaque(_) => "a JSON value with readers",
        TypeKind::Alias(_) => "an alias",
        TypeKind::Contents(_) => "an enum by media type",
    }
}
