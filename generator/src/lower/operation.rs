//! Paths and operations.

use std::collections::HashMap;

use super::parameter_style::StylePlace;
use super::security::Schemes;
use super::{Lowering, docs};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming;
use crate::parse::{
    Map, Method, Operation, Parameter, PathItem, Paths, RefOr, SecurityRequirement, Server, parse_operation,
    parse_path_item,
};
use crate::source::Place;

/// What the document says for operations that do not say it themselves.
pub(super) struct Defaults<'d> {
    /// `security` of the document.
    pub(super) security: Option<&'d [SecurityRequirement]>,
    /// The security schemes.
    pub(super) schemes: &'d Schemes,
    /// `servers` of the document.
    pub(super) servers: Option<&'d [Server]>,
    /// `x-request-id`.
    pub(super) request_id: Option<ir::RequestId>,
    /// `x-retry`.
    pub(super) retry: Option<Vec<u16>>,
}

/// Places of an operation that later passes point at.
pub(super) struct Places {
    /// `operationId`, or the operation.
    pub(super) name: Place,
    /// Whence the document leads to the operation: several paths may share one path item.
    pub(super) origin: Place,
    /// `x-rust-name`.
    pub(super) pinned: Option<String>,
    /// `x-pagination`.
    pub(super) pagination: Option<Place>,
    /// Where each parameter says its style.
    pub(super) parameters: Vec<StylePlace>,
}

/// What a path item says for all its operations.
struct Inherited<'p> {
    path: &'p str,
    /// Where the path stands, if the path item stands elsewhere.
    origin: Option<Place>,
    parameters: &'p [RefOr<Parameter>],
    servers: Option<&'p [Server]>,
    summary: Option<String>,
    description: Option<String>,
}

impl Lowering<'_, '_> {
    /// All operations of all paths.
    pub(super) fn lower_paths(&mut self, paths: &Paths, defaults: &Defaults<'_>) {
        let Paths { place: _, items, extensions } = paths;
        self.no_extensions(extensions);
        self.report_equal_paths(items);
        for (path, item) in items.iter() {
            let path = self.sent_path(path, item.place);
            self.lower_path_item(path, item, None, defaults, 0);
            self.lower_pending();
        }
    }

    /// Paths that differ in the names of their parameters only (OpenAPI 3.1.1, 4.8.8: "identical and invalid").
    fn report_equal_paths(&mut self, items: &Map<PathItem>) {
        let mut seen: HashMap<String, (&str, Place)> = HashMap::new();
        for (path, item) in items.iter() {
            let (first, place) = *seen.entry(without_names(path)).or_insert((path, item.place));
            if place != item.place {
                let message =
                    format!("`{path}` is the same path as `{first}`: the names of parameters tell none apart");
                self.context
                    .diagnostics
                    .report(Code::EqualPaths, item.place.key(), message)
                    .label(place.key(), "the other one")
                    .help("move the operations of both into one path item");
            }
        }
    }

    /// What of a path is sent. Documents part operations of one path by a fragment, which stays here, or by members of the
    /// query, which do not.
    fn sent_path<'p>(&mut self, path: &'p str, place: Place) -> &'p str {
        let (sent, fragment) = path.split_once('#').map_or((path, None), |(sent, fragment)| (sent, Some(fragment)));
        let query = sent.split_once('?').map(|(_, query)| query);
        let fragment = fragment.map(|fragment| format!("a path has no fragment: `#{fragment}` is not sent"));
        let query = query.map(|query| format!("a path has no query: `{query}` is sent, before that of the parameters"));
        let mut segments = sent.split('?').next().unwrap_or_default().split('/');
        let dots = segments.any(|segment| matches!(segment, "." | ".."));
        let dots = dots.then(|| "a path with a segment `.` or `..` cannot be sent: each call is refused".to_owned());
        for message in fragment.into_iter().chain(query).chain(dots) {
            self.context.diagnostics.report(Code::OddPath, place.key(), message);
        }
        sent
    }

    fn lower_path_item(
        &mut self,
        path: &str,
        item: &PathItem,
        origin: Option<Place>,
        defaults: &Defaults<'_>,
        depth: usize,
    ) {
        let PathItem { place: written, reference, summary, description, operations, servers, parameters, extensions } =
            item;
        self.no_extensions(extensions);
        if let Some(reference) = reference {
            if depth > 20 {
                self.context.diagnostics.report(
                    Code::UnresolvedReference,
                    reference.place,
                    "the reference leads in a circle",
                );
            } else if let Some(place) = self.resolve(&reference.value, reference.place)
                && let Some(target) = parse_path_item(self.node(place), self.context)
            {
                self.lower_path_item(path, &target, origin.or(Some(*written)), defaults, depth + 1);
            }
        }
        let inherited = Inherited {
            path,
            origin,
            parameters,
            servers: servers.as_deref(),
            summary: docs::text(summary),
            description: docs::text(description),
        };
        for (method, operation) in operations {
            let origin = inherited.origin.unwrap_or(operation.place);
            self.lower_operation(*method, operation, origin, &inherited, defaults);
        }
    }

    fn lower_operation(
        &mut self,
        method: Method,
        operation: &Operation,
        origin: Place,
        inherited: &Inherited<'_>,
        defaults: &Defaults<'_>,
    ) {
        if let Some(target) = self.referred_operation(operation) {
            return self.lower_operation(method, &target, origin, inherited, defaults);
        }
        let Operation {
            place,
            // Followed above.
            reference: _,
            tags,
            summary,
            description,
            external_docs,
            operation_id,
            parameters,
            request_body,
            responses,
            callbacks,
            deprecated,
            security,
            servers,
            extensions,
        } = operation;
        self.links.add_operation(operation_id);
        self.check_extensions(extensions, &["x-pagination", "x-retry", "x-rust-name"]);
        let servers = self.lower_own_servers(servers.as_deref().or(inherited.servers), defaults.servers);
        let wire = match operation_id {
            Some(id) => id.value.clone(),
            None => format!("{} {}", method.key(), inherited.path),
        };
        let pinned = self.rust_name(extensions);
        let (mut parameters, parameter_places) =
            self.lower_parameters(parameters, inherited.parameters, &wire, inherited.path, *place);
        for parameter in &mut parameters {
            // An API key that is described as a parameter, too, is no less secret, and no less a credential.
            parameter.schemes = defaults.schemes.sent_in(parameter);
            parameter.sensitive |= !parameter.schemes.is_empty();
        }
        let body = match request_body {
            None => None,
            Some(body) => {
                let Ok(body) = self.lower_body(body, &wire) else { return };
                body
            }
        };
        let responses = self.lower_responses(responses.as_ref(), method, &wire);
        let security = self.lower_security(security.as_deref().or(defaults.security), defaults.schemes);
        let tag = self.tag_of(tags);
        let pagination = self.pagination(extensions);
        let retry = self.retry_statuses(extensions);
        let assumed = self.text(extensions, "x-assumed");
        let pointer = self.pointer(*place);
        self.lower_callbacks(callbacks, self.operations.len(), &wire);
        self.operation_places.push(Places {
            name: operation_id.as_ref().map_or(*place, |id| id.place),
            origin,
            pinned,
            pagination: self.extension(extensions, "x-pagination"),
            parameters: parameter_places,
        });
        self.operations.push(ir::Operation {
            construction: super::construction::of_operation(&parameters, body.as_ref()),
            name: ir::Name { wire: wire.clone(), rust: String::new() },
            type_name: naming::pascal(&wire),
            module: String::new(),
            tag,
            pointer,
            method: lower_method(method),
            path: inherited.path.to_owned(),
            docs: ir::Docs {
                summary: docs::text(summary).or_else(|| inherited.summary.clone()),
                description: docs::text(description).or_else(|| inherited.description.clone()),
                deprecated: deprecated.as_ref().is_some_and(|deprecated| deprecated.value),
                assumed,
                see: docs::see(external_docs),
                notes: pagination
                    .iter()
                    .map(paging_note)
                    .chain(super::stream::notes(&responses))
                    .chain(super::server::own_servers_note(&servers))
                    .collect(),
            },
            parameters,
            body,
            success: super::response::success_type(&responses, &wire),
            failure: super::response::failure_type(&responses, &wire),
            headers: super::header::of_operation(&responses),
            accept: super::content::accept(&responses),
            responses,
            security,
            servers,
            request_id: defaults.request_id.clone(),
            retry: retry.or_else(|| defaults.retry.clone()),
            pagination,
            paging: None,
        });
    }
}

impl Lowering<'_, '_> {
    /// The operation that stands elsewhere, which the standard does not know but documents over several files have; its
    /// own reference is not followed again, so that no circle is walked.
    pub(super) fn referred_operation(&mut self, operation: &Operation) -> Option<Operation> {
        let reference = operation.reference.as_ref()?;
        let place = self.resolve(&reference.value, reference.place)?;
        let mut target = parse_operation(self.node(place), self.context)?;
        target.reference = None;
        Some(target)
    }
}

/// A path whose parameters have lost their names.
fn without_names(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('{')
        && let Some((_, after)) = behind.split_once('}')
    {
        text.push_str(before);
        text.push_str("{}");
        rest = after;
    }
    text + rest
}

/// The paging of an operation in words.
fn paging_note(pagination: &ir::Pagination) -> String {
    match pagination {
        ir::Pagination::Numbered { page, items, total_pages, .. } => {
            let last = total_pages
                .as_ref()
                .map_or(String::new(), |place| format!(", and how many pages there are at `{place}`"));
            format!(
                "Page by page: the parameter `{page}` says which, the items stand at `{items}` of the response{last}."
            )
        }
        ir::Pagination::Cursor { cursor, next, items } => format!(
            "Page by page: the parameter `{cursor}` takes what the response before had at `{next}`; the items stand at `{items}`."
        ),
    }
}

pub(super) fn lower_method(method: Method) -> ir::Method {
    match method {
        Method::Get => ir::Method::Get,
        Method::Put => ir::Method::Put,
        Method::Post => ir::Method::Post,
        Method::Delete => ir::Method::Delete,
        Method::Options => ir::Method::Options,
        Method::Head => ir::Method::Head,
        Method::Patch => ir::Method::Patch,
        Method::Trace => ir::Method::Trace,
    }
}
