//! String enumerations.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN, Reach};
use crate::ir;

impl<'a> Pair<'a> {
    /// Two enumerations of one name.
    pub(super) fn compare_enumerations(
        &mut self,
        item: &Item,
        owner: &str,
        reach: Reach,
        old: &'a ir::Enumeration,
        new: &'a ir::Enumeration,
    ) {
        let ir::Enumeration { variants, unknown, closed, sensitive } = old;
        self.compare_name(item, "variant of other values", unknown, &new.unknown);
        self.compare_sensitive(item, *sensitive, new.sensitive);
        self.compare_closed(item, reach, *closed, new.closed);
        let mut found: Vec<&str> = Vec::new();
        for was in variants {
            let value = Item::of(ItemKind::Value, owner, &was.name.wire);
            let same = new.variants.iter().find(|is| is.name.wire == was.name.wire);
            let renamed = || {
                let known = |wire: &str| variants.iter().any(|other| other.name.wire == wire);
                new.variants.iter().find(|is| is.name.rust == was.name.rust && !known(&is.name.wire))
            };
            if let Some(is) = same.or_else(renamed) {
                found.push(&is.name.wire);
                self.compare_value(&value, was, is);
            } else {
                let rust = format!("`{owner}::{}` is gone", was.name.rust);
                let reason = "programs that name the variant do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&value, "value-removed", "the value is gone", effect);
            }
        }
        for is in new.variants.iter().filter(|is| !found.contains(&is.name.wire.as_str())) {
            let value = Item::of(ItemKind::Value, owner, &is.name.wire);
            let rust = format!("`{owner}::{}` is new; it was `{}`", is.name.rust, new.unknown);
            let reason = "the enum is `#[non_exhaustive]`, and other values were kept before";
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason };
            self.push(&value, "value-added", "a new value", effect);
        }
        let order = |list: &'a [ir::Variant], other: &'a [ir::Variant]| -> Vec<&'a str> {
            let kept = list.iter().filter(|a| other.iter().any(|b| b.name.wire == a.name.wire));
            kept.map(|variant| variant.name.wire.as_str()).collect()
        };
        if order(variants, &new.variants) != order(&new.variants, variants) {
            let effect = Effect {
                rust: "`Ord` and `ALL` follow the new order",
                verdict: Verdict::Minor,
                reason: "an order of an API's values means nothing, but sorted output can change",
            };
            self.push(item, "values-reordered", "the order of the values", effect);
        }
    }

    fn compare_value(&mut self, item: &Item, old: &ir::Variant, new: &ir::Variant) {
        if old.name.wire != new.name.wire {
            let wire = format!("`{}` → `{}`", old.name.wire, new.name.wire);
            let effect = Effect {
                rust: "none: the variant keeps its name",
                verdict: RUN,
                reason: "the same program sends another text, and does not know the old one",
            };
            self.push(item, "wire-name-changed", wire, effect);
        }
        self.compare_name(item, "variant", &old.name.rust, &new.name.rust);
        self.compare_docs(item, &old.docs, &new.docs, true);
    }

    fn compare_closed(&mut self, item: &Item, reach: Reach, old: bool, new: bool) {
        let effect = match (old, new) {
            (true, true) | (false, false) => return,
            (false, true) if reach.old.request => Effect {
                rust: "a value that is not documented is refused before sending",
                verdict: RUN,
                reason: "such a value was sent before",
            },
            (true, false) if reach.new.request => Effect {
                rust: "a value that is not documented is sent",
                verdict: Verdict::Minor,
                reason: "requests can hold more than before",
            },
            (false, true) | (true, false) => Effect {
                rust: "only `validate()` tells the difference",
                verdict: Verdict::Patch,
                reason: "responses are kept whatever value they have",
            },
        };
        let wire = if new { "only documented values may be sent" } else { "other values may be sent" };
        self.push(item, "closed-changed", wire, effect);
    }
}
