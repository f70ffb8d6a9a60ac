//! Operations: the method, the request as a whole, the body.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN, Reach};
use crate::{ir, outline};

impl<'a> Pair<'a> {
    /// All operations, by `operationId`; one that is not found by it, by method and path.
    pub(super) fn compare_operations(&mut self) {
        let (old, new) = (&self.old.operations, &self.new.operations);
        let named = |list: &'a [ir::Operation], name: &str| list.iter().find(|other| other.name.wire == name);
        let mut found: Vec<&str> = Vec::new();
        for was in old {
            let same_request = || {
                let mut others = new.iter().filter(|is| named(old, &is.name.wire).is_none());
                others.find(|is| is.method == was.method && is.path == was.path)
            };
            match named(new, &was.name.wire).or_else(same_request) {
                Some(is) => {
                    found.push(&is.name.wire);
                    self.compare_operation(was, is);
                }
                None => {
                    let item = Item::new(ItemKind::Operation, &was.name.wire);
                    let rust = format!("`{}` and `operations::{}` are gone", was.name.rust, was.type_name);
                    let reason = "programs that call the operation do not compile";
                    let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                    self.push(&item, "operation-removed", format!("{} is gone", request(was)), effect);
                }
            }
        }
        for is in new.iter().filter(|is| !found.contains(&is.name.wire.as_str())) {
            let item = Item::new(ItemKind::Operation, &is.name.wire);
            let rust = format!("`{}` and `operations::{}` are new", is.name.rust, is.type_name);
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "nothing else changes" };
            self.push(&item, "operation-added", request(is), effect);
        }
    }

    fn compare_operation(&mut self, old: &'a ir::Operation, new: &'a ir::Operation) {
        let ir::Operation {
            name,
            type_name,
            // Modules are private: all operations are `operations::…`.
            module: _,
            tag: _,
            pointer: _,
            method,
            path,
            docs,
            parameters,
            body,
            // They follow from the responses.
            accept: _,
            responses: _,
            success: _,
            failure: _,
            security,
            servers,
            // How the required things are given follows from them.
            construction: _,
            request_id,
            retry,
            pagination,
            headers,
            paging,
        } = old;
        let item = Item::new(ItemKind::Operation, &name.wire);
        if name.wire != new.name.wire {
            let wire = format!("`operationId` `{}` → `{}`", name.wire, new.name.wire);
            let effect = Effect {
                rust: "messages and traces name the operation differently",
                verdict: Verdict::Minor,
                reason: "what the name does to the code is said beside",
            };
            self.push(&item, "operation-renamed", wire, effect);
        }
        self.compare_name(&item, "method", &name.rust, &new.name.rust);
        self.compare_name(&item, "type in `operations`", type_name, &new.type_name);
        if (method, &placeholders(path)) != (&new.method, &placeholders(&new.path)) {
            let effect = Effect {
                rust: "the same call is another request",
                verdict: RUN,
                reason: "a server of the old document does not know it, and what stood in between may not let it pass",
            };
            self.push(&item, "request-line-changed", format!("{} → {}", request(old), request(new)), effect);
        }
        let tags = (&self.old.tags[old.tag], &self.new.tags[new.tag]);
        let notes = |docs: &ir::Docs| ir::Docs { notes: Vec::new(), ..docs.clone() };
        self.compare_docs(&item, &notes(docs), &notes(&new.docs), tags.0 == tags.1);
        self.compare_security(&item, security, &new.security);
        if *servers != new.servers {
            let spell = |urls: &[String]| if urls.is_empty() { "the client's".to_owned() } else { urls.join(" or ") };
            let effect = Effect {
                rust: "the same call goes to another server, or is refused until that is trusted",
                verdict: RUN,
                reason: "calls and credentials of a program that did not change go elsewhere",
            };
            let wire = format!("`servers` {} → {}", spell(servers), spell(&new.servers));
            self.push(&item, "operation-server-changed", wire, effect);
        }
        self.compare_parameters(&name.wire, parameters, &new.parameters);
        self.compare_arguments(&item, &required_parameters(self.old, old), &required_parameters(self.new, new));
        self.compare_body(&name.wire, body.as_ref(), new.body.as_ref());
        self.compare_responses(&item, old, new);
        if *request_id != new.request_id {
            let effect = Effect {
                rust: "`request_id()` looks elsewhere",
                verdict: Verdict::Patch,
                reason: "it is a help for support and promises no value",
            };
            self.push(&item, "request-id-changed", "`x-request-id`", effect);
        }
        if *retry != new.retry {
            let spell = |statuses: &Option<Vec<u16>>| {
                let list = |statuses: &Vec<u16>| statuses.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
                statuses.as_ref().map_or("the usual".to_owned(), list)
            };
            let effect = Effect {
                rust: "calls are repeated after other statuses",
                verdict: Verdict::Minor,
                reason: "attempts are the client's own matter; what a call means is the same",
            };
            self.push(&item, "retry-changed", format!("`x-retry` {} → {}", spell(retry), spell(&new.retry)), effect);
        }
        self.compare_headers(&item, headers, &new.headers);
        self.compare_streams(&item, old, new);
        let paged = |was: bool| if was { "`pages()` and `items()` are there" } else { "no pages" };
        if (paging.is_some(), new.paging.is_some()) == (true, false) {
            let effect =
                Effect { rust: paged(false), verdict: COMPILE, reason: "programs that walk pages do not compile" };
            self.push(&item, "pagination-removed", "`x-pagination`", effect);
        } else if paging.is_none() && new.paging.is_some() {
            let effect = Effect { rust: paged(true), verdict: Verdict::Minor, reason: "nothing else changes" };
            self.push(&item, "pagination-added", "`x-pagination`", effect);
        } else if paging.is_some() && *pagination != new.pagination {
            let effect = Effect {
                rust: "pages are walked in another way",
                verdict: RUN,
                reason: "a server of the old document may not know it",
            };
            self.push(&item, "pagination-changed", "`x-pagination`", effect);
        } else if *pagination != new.pagination {
            let effect = Effect {
                rust: "doc comments; the client does not walk these pages",
                verdict: Verdict::Patch,
                reason: "documentation only",
            };
            self.push(&item, "pagination-changed", "`x-pagination`", effect);
        }
    }

    /// The order of required things: arguments that change places either do not compile or, worse, do.
    pub(super) fn compare_arguments(&mut self, item: &Item, old: &[Argument<'_>], new: &[Argument<'_>]) {
        let names = |list: &[Argument<'_>], other: &[Argument<'_>]| -> Vec<String> {
            let kept = list.iter().filter(|a| other.iter().any(|b| a.name == b.name));
            kept.map(|argument| argument.name.to_owned()).collect()
        };
        let (kept_old, kept_new) = (names(old, new), names(new, old));
        if kept_old == kept_new {
            return;
        }
        let rust = format!("arguments ({}) → ({})", kept_old.join(", "), kept_new.join(", "));
        let unseen = old.iter().map(|argument| &argument.ty).eq(new.iter().map(|argument| &argument.ty));
        let (verdict, reason) = if unseen {
            (RUN, "the types are the same, so that values go to other places unseen")
        } else {
            (COMPILE, "the arguments no longer fit")
        };
        let wire = "the order of required things in the document";
        self.push(item, "arguments-reordered", wire, Effect { rust: &rust, verdict, reason });
    }

    fn compare_body(&mut self, operation: &str, old: Option<&'a ir::Body>, new: Option<&'a ir::Body>) {
        let item = Item::new(ItemKind::Body, operation);
        match (old, new) {
            (None, None) => {}
            (None, Some(body)) if body.required => {
                let rust = format!("a new argument `{}` of the method", body.field);
                let effect = Effect { rust: &rust, verdict: COMPILE, reason: "old calls lack the argument" };
                self.push(&item, "body-added", "a required body", effect);
            }
            (None, Some(body)) => {
                let rust = format!("a new setter `{}` of the call", body.field);
                let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "it can be left out" };
                self.push(&item, "body-added", "an optional body", effect);
            }
            (Some(body), None) => {
                let what = if body.required { "argument" } else { "setter" };
                let rust = format!("the {what} `{}` and the field are gone", body.field);
                let effect =
                    Effect { rust: &rust, verdict: COMPILE, reason: "programs that give a body do not compile" };
                self.push(&item, "body-removed", "no body", effect);
            }
            (Some(old), Some(new)) => self.compare_bodies(&item, old, new),
        }
    }

    fn compare_bodies(&mut self, item: &Item, old: &'a ir::Body, new: &'a ir::Body) {
        let ir::Body { payload, required, rules, schema, field, docs } = old;
        self.compare_name(item, "field", field, &new.field);
        self.compare_presence(item, "body", *required, new.required);
        self.compare_use(item, &payload.ty, &new.payload.ty);
        self.compare_sent(item, payload, &new.payload);
        self.compare_rules(item, Reach::REQUEST, rules, &new.rules);
        self.compare_schema(item, Reach::REQUEST, *schema, new.schema);
        self.compare_docs(item, docs, &new.docs, true);
    }

    /// Whether something of a call must be given.
    pub(super) fn compare_presence(&mut self, item: &Item, what: &str, old: bool, new: bool) {
        if old == new {
            return;
        }
        let (kind, wire, rust) = if new {
            ("now-required", "optional → required", format!("the {what} is an argument instead of a setter"))
        } else {
            ("now-optional", "required → optional", format!("the {what} is a setter instead of an argument"))
        };
        let effect = Effect { rust: &rust, verdict: COMPILE, reason: "the arguments of the method are others" };
        self.push(item, kind, wire, effect);
    }

    /// The type at a place of a call.
    pub(super) fn compare_use(&mut self, item: &Item, old: &'a ir::Type, new: &'a ir::Type) {
        if !self.same_type(old, new) {
            let (old, new) = (self.old_type(old), self.new_type(new));
            let rust = format!("`{old}` → `{new}`");
            let effect = Effect { rust: &rust, verdict: COMPILE, reason: "values of the old type do not fit" };
            self.push(item, "type-changed", "another type", effect);
        }
    }
}

/// A required thing: an argument when a value or a call is made.
pub(super) struct Argument<'a> {
    pub(super) name: &'a str,
    /// Its type as users read it.
    pub(super) ty: String,
}

/// The parameters that are arguments. Names of path parameters are not compared: their order is that of the path.
fn required_parameters<'a>(api: &ir::Api, operation: &'a ir::Operation) -> Vec<Argument<'a>> {
    let arguments = operation.plain_parameters();
    let arguments = arguments.filter(|parameter| parameter.required && parameter.location != ir::Location::Path);
    arguments.map(|parameter| Argument { name: &parameter.name.wire, ty: outline::ty(api, &parameter.ty) }).collect()
}

fn request(operation: &ir::Operation) -> String {
    format!("`{} {}`", operation.method.as_str(), operation.path)
}

/// A path whose placeholders have no names: those are no part of a request.
fn placeholders(path: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for character in path.chars() {
        if !inside || character == '}' {
            plain.push(character);
        }
        inside = (inside || character == '{') && character != '}';
    }
    plain
}
