//! Webhooks and callbacks: requests that the server sends, whose payloads the client can read.

use super::content::Content;
use super::response::{lower_status, status_word};
use super::webhook_parameter::Received;
use super::{Lowering, docs};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, module, pascal};
use crate::parse::{
    Body, Callback, Map, MediaType, Method, Operation, Parameter, PathItem, RefOr, Response, Responses, parse_body,
    parse_callback, parse_path_item, parse_response,
};
use crate::source::Place;

/// How many path items may refer to each other.
const LONGEST_CHAIN: usize = 20;

/// Places of a webhook that later passes point at.
pub(super) struct WebhookPlaces {
    name: Place,
    /// `x-rust-name`.
    pinned: Option<String>,
}

/// What a path item says of all its requests.
struct Inherited<'i> {
    summary: Option<String>,
    description: Option<String>,
    parameters: &'i [RefOr<Parameter>],
}

/// What a request of the server belongs to.
struct Origin<'o> {
    /// What it is called where it has no `operationId`.
    name: &'o str,
    callback: Option<ir::Callback>,
}

impl Lowering<'_, '_> {
    /// The webhooks of the document.
    pub(super) fn lower_webhooks(&mut self, webhooks: &Map<PathItem>) {
        for (name, item) in webhooks.iter() {
            self.lower_requests(item, &Origin { name, callback: None }, 0);
            self.lower_pending();
        }
    }

    /// The callbacks of an operation.
    pub(super) fn lower_callbacks(&mut self, callbacks: &Map<RefOr<Callback>>, operation: usize, wire: &str) {
        for (name, callback) in callbacks.iter() {
            let Some(followed) = self.follow(callback, parse_callback) else { continue };
            let Callback { place: _, expressions, extensions } = followed.object;
            self.no_extensions(&extensions);
            for (expression, item) in expressions.iter() {
                let callback = Some(ir::Callback { operation, expression: expression.to_owned() });
                self.lower_requests(item, &Origin { name: &format!("{wire} {name}"), callback }, 0);
            }
        }
    }

    fn lower_requests(&mut self, item: &PathItem, origin: &Origin<'_>, depth: usize) {
        let PathItem { place: _, reference, summary, description, operations, servers, parameters, extensions } = item;
        self.no_extensions(extensions);
        for server in servers.iter().flatten() {
            self.unsupported(server.place, "`servers` mean nothing for a request that the server sends");
        }
        if let Some(reference) = reference {
            if depth > LONGEST_CHAIN {
                let message = "the reference leads in a circle";
                self.context.diagnostics.report(Code::UnresolvedReference, reference.place, message);
            } else if let Some(place) = self.resolve(&reference.value, reference.place)
                && let Some(target) = parse_path_item(self.node(place), self.context)
            {
                self.lower_requests(&target, origin, depth + 1);
            }
        }
        let inherited = Inherited { summary: docs::text(summary), description: docs::text(description), parameters };
        for (method, operation) in operations {
            let name = match operations.len() {
                1 => origin.name.to_owned(),
                _ => format!("{} {}", origin.name, method.key()),
            };
            let origin = Origin { name: &name, callback: origin.callback.clone() };
            self.lower_webhook(*method, operation, &origin, &inherited);
        }
    }

    fn lower_webhook(&mut self, method: Method, operation: &Operation, origin: &Origin<'_>, inherited: &Inherited<'_>) {
        if let Some(target) = self.referred_operation(operation) {
            return self.lower_webhook(method, &target, origin, inherited);
        }
        let Operation {
            place,
            reference: _,
            // Documentation: there is no call that they could group, name a credential for or send anywhere.
            tags: _,
            security: _,
            summary,
            description,
            external_docs,
            operation_id,
            parameters,
            request_body,
            responses,
            callbacks,
            deprecated,
            servers,
            extensions,
        } = operation;
        self.links.add_operation(operation_id);
        self.check_extensions(extensions, &["x-rust-name"]);
        for keyword in ["tags", "security"] {
            if let Some(node) = self.node(*place).get(keyword) {
                self.context.note_documentation(node.place());
            }
        }
        for server in servers.iter().flatten() {
            self.unsupported(server.place, "`servers` mean nothing for a request that the server sends");
        }
        for callback in callbacks.iter().map(|(_, callback)| callback) {
            self.unsupported(callback.place(), "callbacks of a request that the server sends are not generated");
        }
        let wire = operation_id.as_ref().map_or_else(|| origin.name.to_owned(), |id| id.value.clone());
        let payload = request_body.as_ref().and_then(|body| self.lower_webhook_body(body, &wire));
        let Received { headers, queries } = self.received_parameters(parameters, inherited.parameters, &wire);
        let answers = self.lower_answers(responses.as_ref(), &wire);
        let pinned = self.rust_name(extensions);
        let assumed = self.text(extensions, "x-assumed");
        let pointer = self.pointer(*place);
        self.webhook_places.push(WebhookPlaces { name: operation_id.as_ref().map_or(*place, |id| id.place), pinned });
        self.webhooks.push(ir::Webhook {
            name: ir::Name { wire, rust: String::new() },
            module: String::new(),
            pointer,
            method: super::operation::lower_method(method),
            docs: ir::Docs {
                summary: docs::text(summary).or_else(|| inherited.summary.clone()),
                description: docs::text(description).or_else(|| inherited.description.clone()),
                deprecated: deprecated.as_ref().is_some_and(|deprecated| deprecated.value),
                assumed,
                see: docs::see(external_docs),
                notes: Vec::new(),
            },
            payload,
            headers,
            queries,
            answers,
            callback: origin.callback.clone(),
        });
    }

    fn lower_webhook_body(&mut self, body: &RefOr<Body>, wire: &str) -> Option<ir::Payload> {
        let Body { place, description: _, content, required: _, extensions } = self.follow(body, parse_body)?.object;
        self.no_extensions(&extensions);
        if let Some(keyword) = self.node(place).get("required") {
            self.context.note_documentation(keyword.place());
        }
        let mut contents = self.lower_received(&content, &format!("{wire} payload"));
        match contents.len() {
            0 | 1 => contents.pop().map(|only| only.payload),
            _ => Some(self.choice(contents, ir::Direction::Response, &format!("{wire} content"), place)),
        }
    }

    fn lower_received(&mut self, content: &Map<MediaType>, owner: &str) -> Vec<Content> {
        let content: Vec<(&str, &MediaType)> = content.iter().collect();
        self.lower_media_types(&content, ir::Direction::Response, owner)
    }

    fn lower_answers(&mut self, responses: Option<&Responses>, wire: &str) -> Vec<ir::Answer> {
        let Some(Responses { place: _, entries, extensions }) = responses else { return Vec::new() };
        self.no_extensions(extensions);
        let mut answers = Vec::new();
        for (status, response) in entries {
            let Some(followed) = self.follow(response, parse_response) else { continue };
            let Response { place: _, description, headers, content, links, extensions } = followed.object;
            self.no_extensions(&extensions);
            for place in headers.values().map(RefOr::place).chain(links.values().map(RefOr::place)) {
                self.unsupported(place, "headers and links of an answer that you give are not represented");
            }
            let status = lower_status(status.value);
            let known = self.example_places.len();
            // The types are those that the server could read: what writes a request has no place in an answer.
            let contents = self.lower_received(&content, &format!("{wire} answer {}", status_word(status)));
            self.request_examples.extend(self.example_places.iter().skip(known).copied());
            let description = followed.description.or_else(|| docs::text(&description));
            answers.push(ir::Answer {
                status,
                payloads: contents.into_iter().map(|content| content.payload).collect(),
                docs: ir::Docs { description, assumed: self.text(&extensions, "x-assumed"), ..ir::Docs::default() },
            });
        }
        answers
    }

    /// Types and modules of webhooks; they meet nobody else's.
    pub(super) fn assign_webhook_names(&mut self) {
        let claim = |(webhook, places): (&ir::Webhook, &WebhookPlaces)| Claim {
            wire: webhook.name.wire.clone(),
            wanted: places.pinned.clone().unwrap_or_else(|| pascal(&webhook.name.wire)),
            pinned: places.pinned.is_some(),
        };
        let claims: Vec<Claim> = self.webhooks.iter().zip(&self.webhook_places).map(claim).collect();
        let names = Scope::default().assign(&claims);
        let places: Vec<Place> = self.webhook_places.iter().map(|places| places.name).collect();
        for (index, assigned) in names.iter().enumerate() {
            self.report_collision(assigned, &claims, places[index], |other| places.get(other).copied());
        }
        let modules: Vec<Claim> = claims
            .iter()
            .zip(&names)
            .map(|(claim, name)| Claim { wire: claim.wire.clone(), wanted: module(&name.name), pinned: false })
            .collect();
        let modules = Scope::default().assign(&modules);
        for ((webhook, name), module) in self.webhooks.iter_mut().zip(names).zip(modules) {
            webhook.name.rust = name.name;
            webhook.module = module.name;
        }
    }
}
