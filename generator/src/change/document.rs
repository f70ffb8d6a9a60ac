//! The client as a whole, and its servers.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN};
use crate::ir;

impl<'a> Pair<'a> {
    /// What concerns the whole crate.
    pub(super) fn compare_document(&mut self) {
        let (old, new) = (self.old, self.new);
        let item = Item::new(ItemKind::Client, &old.crate_name);
        self.compare_name(&item, "package", &old.crate_name, &new.crate_name);
        self.compare_docs(&item, &old.docs, &new.docs, old.title == new.title);
        self.compare_features(&item);
    }

    /// Cargo features of groups of operations: programs name them, and those that leave the default ones out have to.
    fn compare_features(&mut self, item: &Item) {
        let (old, new) = (self.old.tag_features(), self.new.tag_features());
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|name| !those.contains(name)).map(|name| format!("`{name}`")).collect()
        };
        let (gone, added) = (only(old, new).join(", "), only(new, old).join(", "));
        if !gone.is_empty() {
            let rust = "Cargo refuses programs that name these features";
            let effect = Effect { rust, verdict: COMPILE, reason: "a program's `Cargo.toml` may name them" };
            self.push(item, "features-removed", format!("features {gone} are gone"), effect);
        }
        if old.is_empty() && !added.is_empty() {
            let rust = "programs with `default-features = false` have no operations until they name `all-operations`";
            let reason = "with so many operations each group has a feature of its own";
            let effect = Effect { rust, verdict: COMPILE, reason };
            self.push(item, "features-added", format!("features {added} are new"), effect);
        }
    }

    /// Servers: the variants of `Environment`, and the types of those with variables.
    pub(super) fn compare_servers(&mut self) {
        let (old, new) = (&self.old.servers, &self.new.servers);
        for was in old {
            let is = new.iter().find(|is| is.name.rust == was.name.rust);
            self.compare_variant(was, is);
            self.compare_template(was, is);
            if let Some(is) = is {
                self.compare_docs(&Item::new(ItemKind::Server, &was.name.rust), &was.docs, &is.docs, true);
            }
        }
        for is in new.iter().filter(|is| old.iter().all(|was| was.name.rust != is.name.rust)) {
            let item = Item::new(ItemKind::Server, &is.name.rust);
            let rust = match (&is.url, &is.template) {
                (Some(_), _) => format!("`Environment::{}` is new", is.name.rust),
                (None, Some(template)) => format!("`{}` is new", template.type_name),
                (None, None) => continue,
            };
            let reason = "`Environment` is `#[non_exhaustive]`";
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason };
            self.push(&item, "server-added", format!("`{}`", url(is)), effect);
        }
    }

    fn compare_variant(&mut self, was: &ir::Server, is: Option<&ir::Server>) {
        let item = Item::new(ItemKind::Server, &was.name.rust);
        let Some(old) = &was.url else { return };
        let Some(new) = is.and_then(|is| is.url.as_ref()) else {
            let rust = format!("`Environment::{}` is gone", was.name.rust);
            let reason = "programs that use the variant do not compile";
            let effect = Effect { rust: &rust, verdict: COMPILE, reason };
            self.push(&item, "server-removed", format!("`{old}` is gone"), effect);
            return;
        };
        if old != new {
            let effect = Effect {
                rust: "the same program talks to another address",
                verdict: RUN,
                reason: "calls and credentials of a program that did not change go elsewhere",
            };
            self.push(&item, "server-moved", format!("`{old}` → `{new}`"), effect);
        }
    }

    /// A type of a server with variables: its arguments and setters, and what it makes of them.
    fn compare_template(&mut self, was: &ir::Server, is: Option<&ir::Server>) {
        let item = Item::new(ItemKind::Server, &was.name.rust);
        let new = is.and_then(|is| is.template.as_ref());
        let Some(old) = &was.template else {
            if let Some(new) = new {
                let rust = format!("`{}` is new", new.type_name);
                let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "nothing else changes" };
                self.push(&item, "server-variables-added", format!("`{}`", new.url), effect);
            }
            return;
        };
        let Some(new) = new.filter(|new| new.type_name == old.type_name) else {
            let rust = format!("`{}` is gone", old.type_name);
            let reason = "programs that use the type do not compile";
            let effect = Effect { rust: &rust, verdict: COMPILE, reason };
            self.push(&item, "server-removed", format!("`{}` has no variables", old.url), effect);
            return;
        };
        if old == new {
            return;
        }
        let wire = format!("`{}` → `{}`", old.url, new.url);
        let effect = if signature(old) == signature(new) {
            Effect {
                rust: "the same values make another address",
                verdict: RUN,
                reason: "calls and credentials of a program that did not change go elsewhere",
            }
        } else {
            Effect {
                rust: "its arguments, setters or values are others",
                verdict: COMPILE,
                reason: "programs that use those that are gone do not compile",
            }
        };
        self.push(&item, "server-variables-changed", wire, effect);
    }
}

fn url(server: &ir::Server) -> &str {
    server.url.as_deref().or(server.template.as_ref().map(|template| template.url.as_str())).unwrap_or_default()
}

/// What programs write: the argument of a relative URL, and of each variable the name, whether it is optional, and its type.
type Signature<'s> = (Option<&'s String>, Vec<(&'s String, bool, Option<&'s ir::ServerChoice>)>);

fn signature(template: &ir::ServerTemplate) -> Signature<'_> {
    let variables = template.variables.iter();
    let signatures =
        variables.map(|variable| (&variable.name.rust, variable.default.is_some(), variable.choice.as_ref()));
    (template.base.as_ref(), signatures.collect())
}
