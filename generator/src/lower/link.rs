//! Links: how a response leads to another operation, in words.

use std::collections::HashSet;

use super::{Lowering, docs, json_text};
use crate::diagnostic::{Code, closest};
use crate::parse::{Link, Map, RefOr, Spanned, parse_link};
use crate::source::{Fragment, UriReference};

/// What links lead to, by `operationId`: whether it is there is known when all operations are.
#[derive(Default)]
pub(super) struct Links {
    targets: Vec<Spanned<String>>,
    operations: HashSet<String>,
}

impl Links {
    /// Notes that there is an operation of that name.
    pub(super) fn add_operation(&mut self, id: &Option<Spanned<String>>) {
        self.operations.extend(id.iter().map(|id| id.value.clone()));
    }
}

impl Lowering<'_, '_> {
    /// A sentence for each link of a response.
    pub(super) fn link_notes(&mut self, links: &Map<RefOr<Link>>) -> Vec<String> {
        let mut notes = Vec::new();
        for (name, link) in links.iter() {
            if let Some(followed) = self.follow(link, parse_link) {
                notes.push(self.link_note(name, &followed.object));
            }
        }
        notes
    }

    fn link_note(&mut self, name: &str, link: &Link) -> String {
        let Link { place: _, operation_ref, operation_id, parameters, request_body, description, server, extensions } =
            link;
        self.no_extensions(extensions);
        if let Some(server) = server {
            self.context.note_documentation(server.place);
        }
        self.links.targets.extend(operation_id.clone());
        if let Some(reference) = operation_ref {
            self.check_operation_reference(reference);
        }
        let target = operation_id.as_ref().or(operation_ref.as_ref()).map_or("", |target| target.as_str());
        let mut values: Vec<String> = parameters
            .iter()
            .map(|(parameter, place)| format!("`{parameter}` = {}", self.expression(*place)))
            .collect();
        values.extend(request_body.map(|place| format!("its body = {}", self.expression(place))));
        let with = if values.is_empty() { String::new() } else { format!(" with {}", values.join(", ")) };
        let description = docs::text(description).map_or(String::new(), |text| format!(": {text}"));
        format!("Link `{name}`: leads to `{target}`{with}{description}.")
    }

    /// Nothing is made of the operation, so one of another API need not be here; a file of ours that is not there is no
    /// error either.
    fn check_operation_reference(&mut self, reference: &Spanned<String>) {
        let (target, from) = (&reference.value, reference.place);
        match UriReference::parse(target) {
            Ok(uri) if uri.is_remote() => {}
            Ok(uri) if !uri.path.is_empty() => {
                let file = self.context.sources.load(&self.context.sources.resolve_path(from.file, &uri.path));
                match (self.context.sources.root(file), uri.fragment) {
                    (Some(_), Fragment::Pointer(pointer)) => drop(self.find(file, &pointer, target, from)),
                    (Some(_), Fragment::Anchor(_)) => {}
                    (None, _) => {
                        let message = format!("`{target}` leads nowhere: the file cannot be read");
                        self.context.diagnostics.report(Code::UnresolvedReference, from, message);
                    }
                }
            }
            Ok(_) | Err(_) => drop(self.resolve(target, from)),
        }
    }

    /// Reports links to operations that the document does not have.
    pub(super) fn check_links(&mut self) {
        let Links { targets, operations } = std::mem::take(&mut self.links);
        for target in targets.iter().filter(|target| !operations.contains(&target.value)) {
            let message = format!("there is no operation with the `operationId` `{}`", target.value);
            let mut known: Vec<&str> = operations.iter().map(String::as_str).collect();
            known.sort_unstable();
            let diagnostic = self.context.diagnostics.report(Code::UnresolvedReference, target.place, message);
            match closest(&target.value, known) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("name an operation of this document; `operationRef` leads to those of others"),
            };
        }
    }

    /// A value or a runtime expression.
    fn expression(&self, place: crate::source::Place) -> String {
        let node = self.node(place);
        format!("`{}`", node.as_str().map_or_else(|| json_text::compact(node), str::to_owned))
    }
}
