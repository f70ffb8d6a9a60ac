//! Types of `models`.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, Reach};
use crate::ir::{self, TypeKind};

impl<'a> Pair<'a> {
    /// All types, by the names that programs use.
    pub(super) fn compare_types(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut found: Vec<&str> = Vec::new();
        for was in &old.types {
            let item = Item::new(ItemKind::Type, &was.name.rust);
            let name = self.renames.new_name(&was.name.rust);
            if let Some(is) = new.types.iter().find(|is| is.name.rust == name) {
                found.push(&is.name.rust);
                if was.name.rust != is.name.rust {
                    let rust = format!("`models::{}` is now `models::{}`", was.name.rust, is.name.rust);
                    let reason = "programs that name the type do not compile";
                    let wire = format!("schema `{}` → `{}`", was.name.wire, is.name.wire);
                    self.push(&item, "type-renamed", wire, Effect { rust: &rust, verdict: COMPILE, reason });
                }
                self.compare_definition(&item, was, is);
            } else {
                let rust = format!("`models::{}` is gone", was.name.rust);
                let reason = "programs that name the type do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&item, "type-removed", format!("schema `{}` is gone", was.name.wire), effect);
            }
        }
        for is in new.types.iter().filter(|is| !found.contains(&is.name.rust.as_str())) {
            let item = Item::new(ItemKind::Type, &is.name.rust);
            let rust = format!("`models::{}` is new", is.name.rust);
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "nothing else changes" };
            self.push(&item, "type-added", format!("schema `{}`", is.name.wire), effect);
        }
    }

    fn compare_definition(&mut self, item: &Item, old: &'a ir::TypeDefinition, new: &'a ir::TypeDefinition) {
        let ir::TypeDefinition { name, module: _, pointer: _, docs, kind, usage, checked: _, examples } = old;
        let texts =
            |examples: &[ir::Example]| -> Vec<String> { examples.iter().map(|example| example.json.clone()).collect() };
        self.compare_docs(item, docs, &new.docs, texts(examples) == texts(&new.examples));
        let reach = Reach { old: *usage, new: new.usage };
        match (kind, &new.kind) {
            (TypeKind::Object(was), TypeKind::Object(is)) => self.compare_objects(item, &name.rust, reach, was, is),
            (TypeKind::Text(was), TypeKind::Text(is)) => {
                // `inline` is a matter of storage.
                let ir::TextType { rules, inline: _, sensitive } = was;
                self.compare_rules(item, reach, rules, &is.rules);
                self.compare_sensitive(item, *sensitive, is.sensitive);
            }
            (TypeKind::Enumeration(was), TypeKind::Enumeration(is)) => {
                self.compare_enumerations(item, &name.rust, reach, was, is);
            }
            (TypeKind::Union(was), TypeKind::Union(is)) => self.compare_unions(item, &name.rust, reach, was, is),
            (TypeKind::Opaque(was), TypeKind::Opaque(is)) => self.compare_opaque(item, &name.rust, reach, was, is),
            (TypeKind::Alias(was), TypeKind::Alias(is)) => {
                self.compare_use(item, &was.ty, &is.ty);
                self.compare_rules(item, reach, &was.rules, &is.rules);
            }
            (TypeKind::Contents(was), TypeKind::Contents(is)) => {
                self.compare_contents(item, &name.rust, reach, was, is);
            }
            (
                TypeKind::Object(_)
                | TypeKind::Text(_)
                | TypeKind::Enumeration(_)
                | TypeKind::Union(_)
                | TypeKind::Opaque(_)
                | TypeKind::Alias(_)
                | TypeKind::Contents(_),
                is,
            ) => {
                let rust = format!("{} → {}", spell(kind), spell(is));
                let reason = "another kind of type has other members and methods";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(item, "type-kind-changed", "another kind of schema", effect);
            }
        }
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
