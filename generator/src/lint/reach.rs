//! The schemas that operations lead to, each once in each direction.

use std::collections::{HashSet, VecDeque};

use super::Linter;
use super::operation::Reached;
use crate::naming;
use crate::parse::{Map, MediaType, Schema, SchemaObject, parse_body, parse_header, parse_response, parse_schema};
use crate::source::Place;

/// Where a schema stands.
#[derive(Clone, Copy)]
pub(super) struct Site<'n> {
    /// The name of the property, parameter or component; empty where there is none.
    pub(super) name: &'n str,
    /// Where it stands.
    pub(super) place: Place,
    /// Whether values are sent; otherwise they are received.
    pub(super) request: bool,
}

/// The words of a name, in lower case.
pub(super) fn words(name: &str) -> Vec<String> {
    naming::snake(name).split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a name is that of an ID, or of several.
pub(super) fn is_identifier(name: &str) -> bool {
    words(name).last().is_some_and(|last| matches!(last.as_str(), "id" | "ids" | "uuid" | "guid"))
}

impl Linter<'_, '_> {
    /// The lints of all schemas.
    pub(super) fn lint_schemas(&mut self, operations: &[Reached]) {
        let mut reach = Reach { linter: self, open: VecDeque::new(), seen: HashSet::new() };
        for operation in operations {
            reach.operation(operation);
            reach.run();
        }
    }
}

/// The walk.
struct Reach<'l, 'c, 'a> {
    linter: &'l mut Linter<'c, 'a>,
    /// Schemas that references led to.
    open: VecDeque<(Place, bool)>,
    seen: HashSet<(Place, bool)>,
}

impl Reach<'_, '_, '_> {
    fn operation(&mut self, reached: &Reached) {
        for parameter in &reached.parameters {
            let site = Site { name: parameter.name.as_str(), place: parameter.name.place, request: true };
            if let Some(schema) = &parameter.schema {
                self.value(schema, site);
            }
            self.content(&parameter.content, site);
        }
        let body = reached.operation.request_body.as_ref().and_then(|body| self.linter.follow(body, parse_body));
        if let Some(body) = body {
            self.content(&body.content, Site { name: "", place: body.place, request: true });
        }
        for (_, response) in reached.operation.responses.iter().flat_map(|responses| &responses.entries) {
            let Some(response) = self.linter.follow(response, parse_response) else { continue };
            self.content(&response.content, Site { name: "", place: response.place, request: false });
            for (name, header) in response.headers.iter() {
                let Some(header) = self.linter.follow(header, parse_header) else { continue };
                if let Some(schema) = &header.schema {
                    self.value(schema, Site { name, place: header.place, request: false });
                }
            }
        }
    }

    fn content(&mut self, content: &Map<MediaType>, site: Site<'_>) {
        for schema in content.values().filter_map(|media_type| media_type.schema.as_ref()) {
            self.part(schema, site);
        }
    }

    fn run(&mut self) {
        while let Some((place, request)) = self.open.pop_front() {
            if self.seen.contains(&(place, request)) {
                continue;
            }
            let node = self.linter.node(place);
            let Some(schema) = parse_schema(node, self.linter.context) else { continue };
            let site = Site { name: node.key().unwrap_or_default(), place, request };
            // `Amount` is an amount whatever the property is called. A string with a name of its own is fine as an ID.
            self.linter.lint_amount(&site, &schema);
            self.part(&schema, site);
        }
    }

    /// A value with a name of its own: all that is known of it counts together.
    fn value(&mut self, schema: &Schema, site: Site<'_>) {
        if self.seen.contains(&(schema.place(), site.request)) {
            return;
        }
        self.linter.lint_amount(&site, schema);
        self.linter.lint_identifier(&site, schema);
        self.part(schema, site);
    }

    /// A schema, or a part of one.
    fn part(&mut self, schema: &Schema, site: Site<'_>) {
        let Some(object) = schema.as_object() else { return };
        if !self.seen.insert((object.place, site.request)) {
            return;
        }
        if let Some(reference) = &object.reference
            && let Some(target) = self.linter.target(reference.as_str(), reference.place)
        {
            self.open.push_back((target, site.request));
        }
        self.linter.lint_pattern(&site, object);
        self.linter.lint_format(object);
        self.members(object, site);
        let alternatives = [&object.all_of, &object.any_of, &object.one_of, &object.prefix_items];
        let others = [&object.consequence, &object.alternative, &object.additional_properties];
        let parts = alternatives.into_iter().flatten().flatten().chain(others.into_iter().flatten());
        for part in parts.chain(object.dependent_schemas.values()) {
            self.part(part, site);
        }
    }

    /// The members that occur in this direction (OpenAPI 3.0.4, 4.7.24: `readOnly`, `writeOnly`), and the elements of a list, which go by
    /// the name of the list.
    fn members(&mut self, object: &SchemaObject, site: Site<'_>) {
        for (name, schema) in object.properties.iter() {
            let keywords = schema.as_object();
            let said = |flag: Option<bool>| flag.unwrap_or(false);
            let read_only = said(keywords.and_then(|object| object.read_only.as_ref().map(|flag| flag.value)));
            let write_only = said(keywords.and_then(|object| object.write_only.as_ref().map(|flag| flag.value)));
            if (site.request && !read_only) || (!site.request && !write_only) {
                self.value(schema, Site { name, place: schema.place(), request: site.request });
            }
        }
        for schema in object.pattern_properties.values() {
            self.part(schema, Site { name: "", ..site });
        }
        if let Some(items) = &object.items {
            self.value(items, Site { place: items.place(), ..site });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_identifier;

    #[test]
    fn ids_are_told_by_their_names() {
        for name in ["id", "ID", "card_id", "cardId", "CardID", "card-ids", "uuid", "X-Request-Id"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "paid", "identity", "id_type", "idea", "grid"] {
            assert!(!is_identifier(name), "{name}");
        }
    }
}
