//! Links: how a response leads to another operation, in words.

use super::{Lowering, docs, json_text};
use crate::parse::{Link, Map, RefOr, parse_link};

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

    /// A value or a runtime expression.
    fn expression(&self, place: crate::source::Place) -> String {
        let node = self.node(place);
        format!("`{}`", node.as_str().map_or_else(|| json_text::compact(node), str::to_owned))
    }
}
