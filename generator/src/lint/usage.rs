//! Components that no operation uses.

use std::collections::{HashMap, HashSet};

use super::Linter;
use crate::diagnostic::Code;
use crate::parse::Document;
use crate::source::{Kind, Node, Place};

/// The members of a Components Object (OpenAPI 3.1.1, 4.8.7).
const SECTIONS: [&str; 10] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
];

impl Linter<'_, '_> {
    /// Reports components that nothing refers to but, at most, other such components.
    pub(super) fn lint_usage(&mut self, document: &Document) {
        for entry in self.unused(document.place) {
            let entry = self.node(entry);
            let name = entry.key().unwrap_or_default();
            let section = entry.parent().and_then(Node::key).unwrap_or_default();
            self.context
                .diagnostics
                .report(Code::UnusedComponent, entry.key_spot(), format!("nothing uses `{name}` of `{section}`"))
                .help("remove it, or refer to it where it belongs");
        }
    }

    /// Components that nothing refers to but, at most, other such components.
    pub(super) fn unused(&mut self, document: Place) -> Vec<Place> {
        let root = self.node(document);
        let Some(components) = root.get("components") else { return Vec::new() };
        let empty =
            |name: &str| root.get(name).and_then(Node::as_object).is_none_or(|mut members| members.next().is_none());
        if empty("paths") && empty("webhooks") {
            // A document without operations is a library: its components are for other documents.
            return Vec::new();
        }
        let entries: Vec<Node<'_>> = SECTIONS
            .iter()
            .filter_map(|section| components.get(section)?.as_object())
            .flat_map(|members| members.filter(|member| !member.key.starts_with("x-")).map(|member| member.node))
            // What is no component at all is reported as such.
            .filter(|node| matches!(node.kind(), Kind::Object | Kind::Bool))
            .collect();
        let mut search = Search {
            linter: self,
            components,
            used: HashSet::new(),
            seen: HashSet::new(),
            open: Vec::new(),
            derived: HashMap::new(),
        };
        search.find_derived();
        search.run(document);
        let used = search.used;
        entries.into_iter().map(Node::place).filter(|entry| !used.contains(entry)).collect()
    }
}

/// The search for everything that operations lead to.
struct Search<'l, 'c, 'a> {
    linter: &'l mut Linter<'c, 'a>,
    components: Node<'a>,
    /// Places that were reached, and what they stand in.
    used: HashSet<Place>,
    /// Places that were reached themselves.
    seen: HashSet<Place>,
    /// Nodes still to be looked through.
    open: Vec<Node<'a>>,
    /// Schemas that derive from another by `allOf`: with a discriminator there, they are values of it.
    derived: HashMap<Place, Vec<Place>>,
}

impl<'a> Search<'_, '_, 'a> {
    fn find_derived(&mut self) {
        for member in self.components.get("schemas").and_then(Node::as_object).into_iter().flatten() {
            for part in member.node.get("allOf").and_then(Node::as_array).into_iter().flatten() {
                if let Some(parent) = part.get("$ref").and_then(|target| self.target(target)) {
                    self.derived.entry(parent).or_default().push(member.node.place());
                }
            }
        }
    }

    /// Starts with everything but the components.
    fn run(&mut self, document: Place) {
        let members = self.linter.node(document).as_object().into_iter().flatten();
        self.open.extend(members.filter(|member| member.key != "components").map(|member| member.node));
        while let Some(node) = self.open.pop() {
            self.look_at(node);
        }
    }

    fn look_at(&mut self, node: Node<'a>) {
        if let Some(target) = node.get("$ref").and_then(|target| self.target(target)) {
            self.reach(target);
        }
        if node.key() == Some("security") {
            self.reach_schemes(node);
        }
        if let Some(mapping) = node.get("discriminator").and_then(|discriminator| discriminator.get("mapping")) {
            for member in mapping.as_object().into_iter().flatten() {
                self.reach_mapped(member.node);
            }
        }
        self.open.extend(node.as_object().into_iter().flatten().map(|member| member.node));
        self.open.extend(node.as_array().into_iter().flatten());
    }

    fn target(&mut self, target: Node<'a>) -> Option<Place> {
        self.linter.target(target.as_str()?, target.place())
    }

    /// Marks a place and what it stands in, to be looked through; and what derives from it.
    fn reach(&mut self, place: Place) {
        let mut places = vec![place];
        while let Some(place) = places.pop() {
            if !self.seen.insert(place) {
                continue;
            }
            let node = self.linter.node(place);
            self.open.push(node);
            // A reference into a component uses the component, but not all that it holds.
            let mut outer = Some(node);
            while let Some(inner) = outer {
                self.used.insert(inner.place());
                outer = inner.parent();
            }
            if node.get("discriminator").is_some() {
                places.extend(self.derived.get(&place).into_iter().flatten());
            }
        }
    }

    /// A value of `mapping` is the name of a schema or a reference (OpenAPI 3.1.1, 4.8.25).
    fn reach_mapped(&mut self, value: Node<'a>) {
        let Some(text) = value.as_str() else { return };
        let named = self.components.get("schemas").and_then(|schemas| schemas.get(text)).map(Node::place);
        if let Some(place) = named.or_else(|| self.target(value)) {
            self.reach(place);
        }
    }

    /// The schemes that a list of security requirements names.
    fn reach_schemes(&mut self, list: Node<'a>) {
        let requirements = list.as_array().into_iter().flatten().filter_map(Node::as_object);
        for name in requirements.flatten().map(|member| member.key) {
            let scheme = self.components.get("securitySchemes").and_then(|schemes| schemes.get(name));
            if let Some(scheme) = scheme {
                self.reach(scheme.place());
            }
        }
    }
}
