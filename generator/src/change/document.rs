//! The client as a whole, and its servers.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN};

impl<'a> Pair<'a> {
    /// What concerns the whole crate.
    pub(super) fn compare_document(&mut self) {
        let (old, new) = (self.old, self.new);
        let item = Item::new(ItemKind::Client, &old.crate_name);
        self.compare_name(&item, "package", &old.crate_name, &new.crate_name);
        self.compare_docs(&item, &old.docs, &new.docs, old.title == new.title);
    }

    /// Servers: the variants of `Environment`.
    pub(super) fn compare_servers(&mut self) {
        let (old, new) = (&self.old.servers, &self.new.servers);
        for was in old {
            let item = Item::new(ItemKind::Server, &was.name.rust);
            let Some(is) = new.iter().find(|is| is.name.rust == was.name.rust) else {
                let rust = format!("`Environment::{}` is gone", was.name.rust);
                let reason = "programs that use the variant do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&item, "server-removed", format!("`{}` is gone", was.url), effect);
                continue;
            };
            if was.url != is.url {
                let effect = Effect {
                    rust: "the same program talks to another address",
                    verdict: RUN,
                    reason: "calls and credentials of a program that did not change go elsewhere",
                };
                self.push(&item, "server-moved", format!("`{}` → `{}`", was.url, is.url), effect);
            }
            self.compare_docs(&item, &was.docs, &is.docs, true);
        }
        for is in new.iter().filter(|is| old.iter().all(|was| was.name.rust != is.name.rust)) {
            let item = Item::new(ItemKind::Server, &is.name.rust);
            let rust = format!("`Environment::{}` is new", is.name.rust);
            let reason = "`Environment` is `#[non_exhaustive]`";
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason };
            self.push(&item, "server-added", format!("`{}`", is.url), effect);
        }
    }
}
