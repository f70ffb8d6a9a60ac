//! Operations: keys that make a call repeatable, bodies of errors.

use super::Linter;
use crate::diagnostic::Code;
use crate::parse::{
    Document, Method, Operation, Parameter, ParameterLocation, PathItem, RefOr, Status, parse_operation,
    parse_parameter, parse_path_item, parse_response,
};

/// How many path items may refer to each other.
const LONGEST_CHAIN: usize = 20;

/// An operation that the client has.
pub(super) struct Reached {
    pub(super) method: Method,
    pub(super) operation: Operation,
    /// Those of the path item and its own, those that lead nowhere left out.
    pub(super) parameters: Vec<Parameter>,
}

impl Linter<'_, '_> {
    /// The operations of all paths.
    pub(super) fn operations(&mut self, document: &Document) -> Vec<Reached> {
        let mut reached = Vec::new();
        for item in document.paths.iter().flat_map(|paths| paths.items.values()) {
            self.operations_of(item, 0, &mut reached);
        }
        reached
    }

    fn operations_of(&mut self, item: &PathItem, depth: usize, reached: &mut Vec<Reached>) {
        if let Some(reference) = item.reference.as_ref().filter(|_| depth < LONGEST_CHAIN)
            && let Some(place) = self.target(reference.as_str(), reference.place)
            && let Some(target) = parse_path_item(self.node(place), self.context)
        {
            self.operations_of(&target, depth + 1, reached);
        }
        for (method, operation) in &item.operations {
            let mut operation = operation.clone();
            if let Some(reference) = &operation.reference {
                let target = self.target(reference.as_str(), reference.place);
                let Some(target) = target.and_then(|place| parse_operation(self.node(place), self.context)) else {
                    continue;
                };
                operation = target;
            }
            let all: Vec<&RefOr<Parameter>> = item.parameters.iter().chain(&operation.parameters).collect();
            let parameters = all.into_iter().filter_map(|parameter| self.follow(parameter, parse_parameter)).collect();
            reached.push(Reached { method: *method, operation, parameters });
        }
    }

    /// The lints of one operation.
    pub(super) fn lint_operation(&mut self, reached: &Reached) {
        self.lint_idempotency(reached);
        self.lint_error_bodies(reached);
    }

    /// RFC 9110, 9.2.2: POST is not idempotent, so without a key nobody can send it a second time when the answer was lost.
    fn lint_idempotency(&mut self, reached: &Reached) {
        let Reached { method: Method::Post, operation, parameters } = reached else { return };
        let header = |parameter: &&Parameter| parameter.location.value == ParameterLocation::Header;
        let mut headers = parameters.iter().filter(header);
        if headers.clone().any(|header| header.extensions.iter().any(|(name, _)| name == "x-idempotency-key")) {
            return;
        }
        let message = "this POST has no idempotency key: when its answer is lost, it cannot be sent again";
        let diagnostic = self.context.diagnostics.report(Code::NoIdempotencyKey, operation.place, message);
        match headers.find(|header| header.name.value.to_ascii_lowercase().contains("idempoten")) {
            Some(header) => diagnostic
                .label(header.name.place, "this looks like one")
                .help("say so with `x-idempotency-key: true` on the parameter"),
            None => diagnostic.help(
                "declare the header with `x-idempotency-key: true`, or allow this with the reason why there is none",
            ),
        };
    }

    fn lint_error_bodies(&mut self, reached: &Reached) {
        if reached.method == Method::Head {
            // RFC 9110, 9.3.2: a response to HEAD has no content.
            return;
        }
        for (status, response) in reached.operation.responses.iter().flat_map(|responses| &responses.entries) {
            let is_error = match status.value {
                Status::Code(code) => code >= 400,
                Status::Range(class) => class >= 4,
                Status::Default => true,
            };
            let Some(response) = is_error.then(|| self.follow(response, parse_response)).flatten() else { continue };
            if response.content.is_empty() {
                self.context
                    .diagnostics
                    .report(Code::EmptyError, response.place, "this error response has no body")
                    .help("describe under `content` what says why it failed");
            }
        }
    }
}
