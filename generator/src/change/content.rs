//! Bodies: their media types, and the enums that tell them apart.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN, Reach};
use crate::ir;

impl<'a> Pair<'a> {
    /// What a body of a request is sent as.
    pub(super) fn compare_sent(&mut self, item: &Item, old: &ir::Payload, new: &ir::Payload) {
        if old.kind == ir::ContentKind::Choice && new.kind == ir::ContentKind::Choice {
            return; // said of the enum
        }
        if old.media_type != new.media_type {
            let wire = format!("`{}` → `{}`", old.media_type, new.media_type);
            let effect = Effect {
                rust: "the same call has another `Content-Type`",
                verdict: RUN,
                reason: "a server of the old document may refuse it",
            };
            self.push(item, "media-type-changed", wire, effect);
        } else if old.kind != new.kind {
            let effect = Effect {
                rust: "the same value is written in another way",
                verdict: RUN,
                reason: "a server of the old document may not read it",
            };
            self.push(item, "encoding-changed", "how the members of the body are spelled", effect);
        }
        self.compare_choosable(item, old, new);
    }

    /// The media types that a content may say that is sent as it is.
    fn compare_choosable(&mut self, item: &Item, old: &ir::Payload, new: &ir::Payload) {
        if old.kind != ir::ContentKind::Bytes || new.kind != ir::ContentKind::Bytes {
            return;
        }
        for gone in old.others.iter().filter(|other| !new.media_types().any(|is| is == *other)) {
            let effect = Effect {
                rust: "a content that says this media type is refused",
                verdict: RUN,
                reason: "calls that went out before are refused",
            };
            self.push(item, "media-type-removed", format!("`{gone}`"), effect);
        }
        for added in new.others.iter().filter(|other| !old.media_types().any(|was| was == *other)) {
            let effect = Effect {
                rust: "a content may say this media type",
                verdict: Verdict::Minor,
                reason: "nothing else changes",
            };
            self.push(item, "media-type-added", format!("`{added}`"), effect);
        }
    }

    /// What a response is read from. Another type of it has been reported.
    pub(super) fn compare_received(&mut self, item: &Item, old: &ir::Payload, new: &ir::Payload) {
        self.compare_forms(item, old, new);
        let types = |payload: &ir::Payload| payload.media_types().map(str::to_owned).collect::<Vec<_>>();
        let (was, is) = (types(old), types(new));
        if was == is {
            return;
        }
        let wire = format!("`{}` → `{}`", was.join("`, `"), is.join("`, `"));
        let json = |payload: &ir::Payload| payload.kind == ir::ContentKind::Json;
        let effect = if json(old) && json(new) {
            Effect {
                rust: "`Accept` of a call may name another one; all are read as JSON",
                verdict: Verdict::Patch,
                reason: "any JSON media type is accepted",
            }
        } else {
            Effect {
                rust: "`Accept` of a call names other media types",
                verdict: Verdict::Minor,
                reason: "what has no other type is read as before",
            }
        };
        self.push(item, "media-type-changed", wire, effect);
    }

    /// How the names of a form are read that both know; another type of a member is said there.
    pub(super) fn compare_forms(&mut self, item: &Item, old: &ir::Payload, new: &ir::Payload) {
        let (ir::ContentKind::ReceivedForm(old), ir::ContentKind::ReceivedForm(new)) = (&old.kind, &new.kind) else {
            return;
        };
        let same = |was: &&ir::FormField| new.fields.iter().all(|is| is.name != was.name || is.form == was.form);
        let changed: Vec<String> =
            old.fields.iter().filter(|was| !same(was)).map(|was| format!("`{}`", was.name)).collect();
        if !changed.is_empty() {
            let effect = Effect {
                rust: "the same text gives another value",
                verdict: RUN,
                reason: "a server of the old document writes it in the old way",
            };
            self.push(item, "form-read-differently", format!("members {} of the form", changed.join(", ")), effect);
        }
    }

    /// Two enums by media type.
    pub(super) fn compare_contents(
        &mut self,
        item: &Item,
        owner: &str,
        reach: Reach,
        old: &'a ir::Contents,
        new: &'a ir::Contents,
    ) {
        let ir::Contents { direction, variants } = old;
        for was in variants {
            let variant = Item::of(ItemKind::Alternative, owner, &was.name);
            match new.variants.iter().find(|is| is.name == was.name) {
                Some(is) => self.compare_content(&variant, reach, *direction, was, is),
                None => {
                    let rust = format!("`{owner}::{}` is gone", was.name);
                    let reason = "programs that name the variant do not compile";
                    let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                    self.push(&variant, "media-type-removed", format!("`{}`", was.payload.media_type), effect);
                }
            }
        }
        for is in new.variants.iter().filter(|is| variants.iter().all(|was| was.name != is.name)) {
            let variant = Item::of(ItemKind::Alternative, owner, &is.name);
            let rust = format!("`{owner}::{}` is new", is.name);
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "the enum is `#[non_exhaustive]`" };
            self.push(&variant, "media-type-added", format!("`{}`", is.payload.media_type), effect);
        }
        let first = |contents: &ir::Contents| contents.variants.first().map(|variant| variant.name.clone());
        if first(old) != first(new) {
            let effect = Effect {
                rust: "another variant is the first",
                verdict: RUN,
                reason: "a value by itself, or a response that does not say its media type, may become another one",
            };
            self.push(item, "media-types-reordered", "the preferred media type", effect);
        }
    }

    fn compare_content(
        &mut self,
        item: &Item,
        reach: Reach,
        direction: ir::Direction,
        old: &'a ir::ContentVariant,
        new: &'a ir::ContentVariant,
    ) {
        let ir::ContentVariant { name: _, payload, rules, schema, convertible } = old;
        self.compare_use(item, &payload.ty, &new.payload.ty);
        match direction {
            ir::Direction::Request => self.compare_sent(item, payload, &new.payload),
            ir::Direction::Response => self.compare_received(item, payload, &new.payload),
        }
        self.compare_rules(item, reach, rules, &new.rules);
        self.compare_schema(item, reach, *schema, new.schema);
        if *convertible && !new.convertible {
            let effect = Effect {
                rust: "`From` is gone for the variant's type",
                verdict: COMPILE,
                reason: "programs that give the value alone do not compile, or mean another variant",
            };
            self.push(item, "conversion-removed", "another content of the same type comes before", effect);
        }
    }
}
