//! Responses: what a call gives, and the enums by status.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN};
use crate::{ir, outline};

/// An enum by status: its name and its variants.
type ByStatus<'a> = (&'a str, &'a [ir::ErrorVariant]);

impl<'a> Pair<'a> {
    /// All responses of an operation.
    pub(super) fn compare_responses(&mut self, item: &Item, old: &'a ir::Operation, new: &'a ir::Operation) {
        self.compare_success(item, old, new);
        self.compare_failure(item, old, new);
        self.compare_shared_failure(item, old, new);
        for was in &old.responses {
            let response = Item::of(ItemKind::Response, &old.name.wire, &outline::status(was.status));
            match new.responses.iter().find(|is| is.status == was.status) {
                Some(is) => self.compare_response(&response, was, is),
                None => self.removed_response(&response, old, was),
            }
        }
        for is in new.responses.iter().filter(|is| old.responses.iter().all(|was| was.status != is.status)) {
            let response = Item::of(ItemKind::Response, &old.name.wire, &outline::status(is.status));
            self.added_response(&response, old, new, is);
        }
    }

    /// The type that `send` gives.
    fn compare_success(&mut self, item: &Item, old: &'a ir::Operation, new: &'a ir::Operation) {
        let same = match (&old.success, &new.success) {
            (ir::SuccessType::Empty, ir::SuccessType::Empty) => true,
            (ir::SuccessType::One(was), ir::SuccessType::One(is)) => self.same_type(was, is),
            (ir::SuccessType::PerStatus { name: was, .. }, ir::SuccessType::PerStatus { name: is, .. }) => was == is,
            (ir::SuccessType::Empty | ir::SuccessType::One(_) | ir::SuccessType::PerStatus { .. }, _) => false,
        };
        if !same {
            let rust =
                format!("`{}` → `{}`", spell_success(self.old, &old.success), spell_success(self.new, &new.success));
            let reason = "what a call gives has another type";
            let effect = Effect { rust: &rust, verdict: COMPILE, reason };
            self.push(item, "success-type-changed", "other bodies of successful responses", effect);
        }
        if let (Some(was), Some(is)) = (success_enum(old), success_enum(new)) {
            self.compare_variants(item, &old.name.wire, was, is);
        }
    }

    /// The type of documented failures.
    fn compare_failure(&mut self, item: &Item, old: &'a ir::Operation, new: &'a ir::Operation) {
        match (failure_enum(old), failure_enum(new)) {
            (None, None) => {}
            (Some(was), Some(is)) => {
                self.compare_name(item, "type of failures", was.0, is.0);
                self.compare_variants(item, &old.name.wire, was, is);
            }
            (was, is) => {
                let spell = |list: Option<ByStatus<'_>>| list.map_or("NoFailure", |list| list.0).to_owned();
                let rust = format!("`Error<{}>` → `Error<{}>`", spell(was), spell(is));
                let reason = "the type of the error is another";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(item, "failure-type-changed", "the first or the last documented failure", effect);
            }
        }
    }

    /// Whether the type of failures is that of other operations, and of which.
    pub(super) fn compare_shared_failure(&mut self, item: &Item, old: &'a ir::Operation, new: &'a ir::Operation) {
        let named = |api: &'a ir::Api, name: &str| api.operations.iter().find(|other| other.name.wire == name);
        let (Some(was), Some(is)) = (failure_root(self.old, old), failure_root(self.new, new)) else { return };
        if let Some(other) = named(self.new, &was.name.wire).and_then(|other| failure_root(self.new, other))
            && !std::ptr::eq(is, other)
        {
            let rust =
                format!("the failures of `{}` have another type than those of `{}`", new.name.rust, was.name.rust);
            let reason = "programs that take one for the other do not compile";
            let effect = Effect { rust: &rust, verdict: COMPILE, reason };
            self.push(item, "failure-type-parted", "failures that were the same no longer are", effect);
        }
        if let Some(other) = named(self.old, &is.name.wire).and_then(|other| failure_root(self.old, other))
            && !std::ptr::eq(was, other)
        {
            let rust = format!("the failures of `{}` have the type of those of `{}`", new.name.rust, is.name.rust);
            let reason = "programs that implement a trait for both do not compile";
            let effect = Effect { rust: &rust, verdict: COMPILE, reason };
            self.push(item, "failure-type-joined", "failures that differed are the same", effect);
        }
    }

    /// The variants that are in both enums, and `body()`.
    fn compare_variants(&mut self, item: &Item, operation: &str, old: ByStatus<'a>, new: ByStatus<'a>) {
        for was in old.1 {
            let Some(is) = new.1.iter().find(|is| is.status == was.status) else { continue };
            let item = Item::of(ItemKind::Response, operation, &outline::status(was.status));
            self.compare_name(&item, "variant", &was.name, &is.name);
            if !self.same_optional_type(was.ty.as_ref(), is.ty.as_ref()) {
                let spell = |ty: Option<String>| ty.unwrap_or("nothing".to_owned());
                let was = spell(was.ty.as_ref().map(|ty| self.old_type(ty)));
                let is = spell(is.ty.as_ref().map(|ty| self.new_type(ty)));
                let rust = format!("the variant holds `{is}` instead of `{was}`");
                let reason = "what the variant holds has another type";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&item, "response-type-changed", "another body", effect);
            }
        }
        let (was, is) = (shared_body(old.1), shared_body(new.1));
        if was.is_some() && !self.same_optional_type(was, is) {
            let rust = format!("`{}::body()` is gone or gives another type", new.0);
            let effect = Effect { rust: &rust, verdict: COMPILE, reason: "programs that call it do not compile" };
            self.push(item, "shared-body-changed", "the statuses no longer have one body in common", effect);
        }
    }

    fn removed_response(&mut self, item: &Item, old: &'a ir::Operation, response: &ir::Response) {
        let wire = format!("{} is no longer documented", outline::status(response.status));
        let effect = match by_status(old, response.status) {
            Some((name, variants)) => {
                let variant = variants.iter().find(|variant| variant.status == response.status);
                let rust = format!("`{name}::{}` is gone", variant.map_or("", |variant| &variant.name));
                let reason = "programs that match the variant do not compile";
                return self.push(item, "response-removed", wire, Effect { rust: &rust, verdict: COMPILE, reason });
            }
            None => Effect {
                rust: "the status is read like the other successes",
                verdict: Verdict::Patch,
                reason: "undocumented successes are read as the documented ones",
            },
        };
        self.push(item, "response-removed", wire, effect);
    }

    fn added_response(&mut self, item: &Item, old: &'a ir::Operation, new: &'a ir::Operation, response: &ir::Response) {
        let wire = format!("{} is documented", outline::status(response.status));
        let Some((name, variants)) = by_status(new, response.status) else {
            let effect = Effect {
                rust: "the status is read as before: like the other successes",
                verdict: Verdict::Patch,
                reason: "undocumented successes were read as the documented ones",
            };
            return self.push(item, "response-added", wire, effect);
        };
        let variant = variants.iter().find(|variant| variant.status == response.status);
        let variant = variant.map_or("", |variant| &variant.name);
        let before = by_status(old, response.status).and_then(|(_, variants)| {
            let wider = [wider(response.status), Some(ir::Status::Default)].into_iter().flatten();
            let mut found = wider.filter_map(|status| variants.iter().find(|variant| variant.status == status));
            found.find(|variant| variant.status != response.status)
        });
        let (rust, verdict, reason) = match before {
            Some(before) => (
                format!("`{name}::{variant}` is new; it was `{name}::{}`", before.name),
                RUN,
                "an arm for the old variant no longer sees the status",
            ),
            None => (
                format!("`{name}::{variant}` is new; the status was an undocumented one"),
                Verdict::Minor,
                "the enum is `#[non_exhaustive]`",
            ),
        };
        self.push(item, "response-added", wire, Effect { rust: &rust, verdict, reason });
    }

    fn compare_response(&mut self, item: &Item, old: &'a ir::Response, new: &'a ir::Response) {
        // Typed headers and streams are the operation's.
        let ir::Response { status: _, payload, replay, docs, headers, typed_headers: _, streams: _ } = old;
        if *replay != new.replay {
            let effect = Effect {
                rust: "`is_replay()` answers differently",
                verdict: Verdict::Minor,
                reason: "the document says more of the same answers",
            };
            self.push(item, "replay-changed", format!("`x-replay` {replay} → {}", new.replay), effect);
        }
        if let (Some(was), Some(is)) = (payload, &new.payload) {
            self.compare_received(item, was, is);
        }
        self.compare_docs(item, docs, &new.docs, *headers == new.headers);
    }

    /// Headers with a type: each is a constant of the operation or webhook.
    pub(super) fn compare_headers(
        &mut self,
        item: &Item,
        old: &'a [ir::ResponseHeader],
        new: &'a [ir::ResponseHeader],
    ) {
        for was in old {
            let wire = format!("header `{}`", was.name.wire);
            let is = new.iter().find(|is| is.name.wire == was.name.wire);
            let spell =
                |api, header: &ir::ResponseHeader| format!("{} as {:?}", outline::ty(api, &header.ty), header.form);
            match is {
                None => {
                    let rust = format!("the constant `{}` is gone", was.name.rust);
                    let effect =
                        Effect { rust: &rust, verdict: COMPILE, reason: "programs that read it do not compile" };
                    self.push(item, "header-removed", wire, effect);
                }
                Some(is) => {
                    self.compare_name(item, "constant of a header", &was.name.rust, &is.name.rust);
                    if spell(self.old, was) != spell(self.new, is) {
                        let effect =
                            Effect { rust: "its value has another type", verdict: COMPILE, reason: "the types differ" };
                        self.push(item, "header-changed", wire, effect);
                    }
                }
            }
        }
        for is in new.iter().filter(|is| old.iter().all(|was| was.name.wire != is.name.wire)) {
            let rust = format!("the constant `{}` is new", is.name.rust);
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "nothing else changes" };
            self.push(item, "header-added", format!("header `{}`", is.name.wire), effect);
        }
    }

    /// What a success can be read as while it comes.
    pub(super) fn compare_streams(&mut self, item: &Item, old: &'a ir::Operation, new: &'a ir::Operation) {
        for kind in [ir::StreamKind::Events, ir::StreamKind::Lines] {
            let method = match kind {
                ir::StreamKind::Events => "send_events()",
                ir::StreamKind::Lines => "send_lines()",
            };
            let spell = |api, stream: &ir::Streaming| stream.ty.as_ref().map(|ty| outline::ty(api, ty));
            let (code, rust, verdict, reason) = match (old.stream(kind), new.stream(kind)) {
                (None, None) => continue,
                (Some(_), None) => {
                    ("stream-removed", "is gone", COMPILE, "programs that read the stream do not compile")
                }
                (None, Some(_)) => ("stream-added", "is new", Verdict::Minor, "nothing else changes"),
                (Some(was), Some(is)) if spell(self.old, was) != spell(self.new, is) => {
                    ("stream-changed", "gives another type", COMPILE, "the types differ")
                }
                (Some(_), Some(_)) => continue,
            };
            let rust = format!("`{method}` {rust}");
            self.push(item, code, "a body that is read as it comes", Effect { rust: &rust, verdict, reason });
        }
    }
}

fn success_enum(operation: &ir::Operation) -> Option<ByStatus<'_>> {
    match &operation.success {
        ir::SuccessType::PerStatus { name, variants } => Some((name, variants)),
        ir::SuccessType::Empty | ir::SuccessType::One(_) => None,
    }
}

/// The operation that has the enum of an operation's failures: itself, or another one that documents the same.
fn failure_root<'a>(api: &'a ir::Api, operation: &'a ir::Operation) -> Option<&'a ir::Operation> {
    let ir::ErrorType::PerStatus { name: _, variants: _, same_as } = &operation.failure else { return None };
    let Some(first) = same_as else { return Some(operation) };
    api.operations.iter().find(|other| failure_enum(other).is_some_and(|(name, _)| name == first))
}

fn failure_enum(operation: &ir::Operation) -> Option<ByStatus<'_>> {
    match &operation.failure {
        ir::ErrorType::PerStatus { name, variants, same_as: _ } => Some((name, variants)),
        ir::ErrorType::Undocumented => None,
    }
}

/// The enum that has a variant for this status.
fn by_status(operation: &ir::Operation, status: ir::Status) -> Option<ByStatus<'_>> {
    if status.is_success() { success_enum(operation) } else { failure_enum(operation) }
}

/// The hundred that a status is in.
fn wider(status: ir::Status) -> Option<ir::Status> {
    match status {
        ir::Status::Code(code) => u8::try_from(code / 100).ok().map(ir::Status::Range),
        ir::Status::Range(_) | ir::Status::Default => None,
    }
}

/// The type that every variant holds.
fn shared_body(variants: &[ir::ErrorVariant]) -> Option<&ir::Type> {
    let first = variants.first()?.ty.as_ref()?;
    variants.iter().all(|variant| variant.ty.as_ref() == Some(first)).then_some(first)
}

fn spell_success(api: &ir::Api, success: &ir::SuccessType) -> String {
    match success {
        ir::SuccessType::Empty => "()".to_owned(),
        ir::SuccessType::One(ty) => outline::ty(api, ty),
        ir::SuccessType::PerStatus { name, .. } => name.clone(),
    }
}
