//! Requests that the server sends: webhooks and callbacks.
//!
//! They are received, so a payload is compared like a response.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN};
use crate::{ir, outline};

impl<'a> Pair<'a> {
    /// All webhooks and callbacks, by name; one that is not found by it, by its place.
    pub(super) fn compare_webhooks(&mut self) {
        let (old, new) = (&self.old.webhooks, &self.new.webhooks);
        let named = |list: &'a [ir::Webhook], name: &str| list.iter().position(|other| other.name.wire == name);
        let mut found: Vec<usize> = Vec::new();
        for was in old {
            let unknown = |is: &ir::Webhook| named(old, &is.name.wire).is_none();
            let at_its_place = || new.iter().position(|is| is.pointer == was.pointer && unknown(is));
            if let Some(index) = named(new, &was.name.wire).or_else(at_its_place) {
                found.push(index);
                self.compare_webhook(was, &new[index]);
            } else {
                let item = Item::new(ItemKind::Webhook, &was.name.wire);
                let rust = format!("`webhooks::{}` is gone", was.name.rust);
                let reason = "programs that read the payload do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&item, "webhook-removed", format!("{} is gone", request(was)), effect);
            }
        }
        for (_, is) in new.iter().enumerate().filter(|(index, _)| !found.contains(index)) {
            let item = Item::new(ItemKind::Webhook, &is.name.wire);
            let rust = format!("`webhooks::{}` is new", is.name.rust);
            let reason = "the server may send what a program does not know";
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason };
            self.push(&item, "webhook-added", request(is), effect);
        }
    }

    fn compare_webhook(&mut self, old: &'a ir::Webhook, new: &'a ir::Webhook) {
        let ir::Webhook {
            name,
            // Modules are private: all webhooks are `webhooks::…`.
            module: _,
            pointer: _,
            method,
            docs,
            payload,
            headers,
            queries,
            answers,
            callback: _,
        } = old;
        let item = Item::new(ItemKind::Webhook, &name.wire);
        if name.wire != new.name.wire {
            let effect = Effect {
                rust: "`NAME` is another text",
                verdict: RUN,
                reason: "a program that tells webhooks apart by it does so by another name",
            };
            self.push(&item, "webhook-renamed", format!("`{}` → `{}`", name.wire, new.name.wire), effect);
        }
        self.compare_name(&item, "type in `webhooks`", &name.rust, &new.name.rust);
        if *method != new.method {
            let effect = Effect {
                rust: "`METHOD` is another one",
                verdict: RUN,
                reason: "a program that takes the old one does not get the request",
            };
            self.push(&item, "method-changed", format!("{} → {}", request(old), request(new)), effect);
        }
        let (was, is) = (target(self.old, old), target(self.new, new));
        if was != is {
            let effect = Effect {
                rust: "nothing of the client",
                verdict: RUN,
                reason: "the server sends it elsewhere: a program that did not change may not get it",
            };
            self.push(&item, "callback-moved", format!("{was} → {is}"), effect);
        }
        self.compare_payloads(&item, payload.as_ref(), new.payload.as_ref());
        self.compare_headers(&item, headers, &new.headers);
        self.compare_queries(&item, queries, &new.queries);
        self.compare_answers(&item, answers, &new.answers);
        let statuses = |answers: &[ir::Answer]| answers.iter().map(|answer| answer.status).collect::<Vec<_>>();
        let texts = |answers: &[ir::Answer]| answers.iter().map(|answer| answer.docs.clone()).collect::<Vec<_>>();
        let same = statuses(answers) == statuses(&new.answers) && texts(answers) == texts(&new.answers);
        self.compare_docs(&item, docs, &new.docs, same);
    }

    fn compare_payloads(&mut self, item: &Item, old: Option<&'a ir::Payload>, new: Option<&'a ir::Payload>) {
        match (old, new) {
            (None, None) => {}
            (None, Some(_)) => {
                let effect =
                    Effect { rust: "`decode` is new", verdict: Verdict::Minor, reason: "nothing else changes" };
                self.push(item, "payload-added", "a payload", effect);
            }
            (Some(_), None) => {
                let reason = "programs that read the payload do not compile";
                let effect = Effect { rust: "`decode` is gone", verdict: COMPILE, reason };
                self.push(item, "payload-removed", "no payload", effect);
            }
            (Some(old), Some(new)) => {
                self.compare_use(item, &old.ty, &new.ty);
                self.compare_content_type(item, old, new);
            }
        }
    }

    /// What `decode` takes a body for.
    fn compare_content_type(&mut self, item: &Item, old: &ir::Payload, new: &ir::Payload) {
        let types = |payload: &ir::Payload| payload.media_types().map(str::to_owned).collect::<Vec<_>>().join("`, `");
        let (was, is) = (types(old), types(new));
        if std::mem::discriminant(&old.kind) != std::mem::discriminant(&new.kind) {
            let effect = Effect {
                rust: "`decode` reads another content type",
                verdict: RUN,
                reason: "payloads that were read are refused",
            };
            return self.push(item, "media-type-changed", format!("`{was}` → `{is}`"), effect);
        }
        // Of several it is said of the enum.
        if was != is && old.kind != ir::ContentKind::Choice {
            let effect = Effect {
                rust: "`decode` reads what it read before",
                verdict: Verdict::Patch,
                reason: "media types of one kind are read alike",
            };
            self.push(item, "media-type-changed", format!("`{was}` → `{is}`"), effect);
        }
        self.compare_forms(item, old, new);
    }

    /// Parameters of the query: each is a constant of the webhook.
    fn compare_queries(&mut self, item: &Item, old: &'a [ir::ReceivedQuery], new: &'a [ir::ReceivedQuery]) {
        for was in old {
            let wire = format!("query `{}`", was.name.wire);
            let Some(is) = new.iter().find(|is| is.name.wire == was.name.wire) else {
                let rust = format!("the constant `{}` is gone", was.name.rust);
                let effect = Effect { rust: &rust, verdict: COMPILE, reason: "programs that read it do not compile" };
                self.push(item, "query-removed", wire, effect);
                continue;
            };
            self.compare_name(item, "constant of a query parameter", &was.name.rust, &is.name.rust);
            if !self.same_type(&was.ty, &is.ty) {
                let effect =
                    Effect { rust: "its value has another type", verdict: COMPILE, reason: "the types differ" };
                self.push(item, "query-changed", wire, effect);
            } else if was.form != is.form {
                let effect = Effect {
                    rust: "the same text gives another value",
                    verdict: RUN,
                    reason: "a server of the old document writes it in the old way",
                };
                self.push(item, "query-read-differently", wire, effect);
            }
        }
        for is in new.iter().filter(|is| old.iter().all(|was| was.name.wire != is.name.wire)) {
            let rust = format!("the constant `{}` is new", is.name.rust);
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "nothing else changes" };
            self.push(item, "query-added", format!("query `{}`", is.name.wire), effect);
        }
    }

    /// What the server expects for an answer, which programs send.
    fn compare_answers(&mut self, item: &Item, old: &'a [ir::Answer], new: &'a [ir::Answer]) {
        for was in old {
            let Some(is) = new.iter().find(|is| is.status == was.status) else { continue };
            let kinds =
                |answer: &'a ir::Answer| answer.payloads.iter().map(|payload| (&payload.media_type, &payload.ty));
            let same = was.payloads.len() == is.payloads.len()
                && kinds(was).zip(kinds(is)).all(|(was, is)| was.0 == is.0 && self.same_type(was.1, is.1));
            if !same {
                let effect = Effect {
                    rust: "nothing of the client",
                    verdict: RUN,
                    reason: "the server may not read the answer that a program gives",
                };
                let wire = format!("another body of the answer {}", outline::status(was.status));
                self.push(item, "answer-changed", wire, effect);
            }
        }
    }
}

fn request(webhook: &ir::Webhook) -> String {
    format!("`{}`", webhook.method.as_str())
}

/// Where the server sends it.
fn target(api: &ir::Api, webhook: &ir::Webhook) -> String {
    webhook.callback.as_ref().map_or("a webhook".to_owned(), |callback| {
        format!("`{}` after `{}`", callback.expression, api.operations[callback.operation].name.wire)
    })
}
