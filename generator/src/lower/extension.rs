//! The extensions the generator understands, and nothing else that starts with `x-`.

use super::Lowering;
use crate::diagnostic::Code;
use crate::ir;
use crate::naming;
use crate::parse::{EXTENSIONS, Extensions};
use crate::source::{Kind, Place};

/// What the document says at its root.
#[derive(Default)]
pub(super) struct DocumentExtensions {
    /// `x-request-id`.
    pub(super) request_id: Option<ir::RequestId>,
    /// `x-retry`.
    pub(super) retry: Option<Vec<u16>>,
}

impl Lowering<'_, '_> {
    /// The place of an extension's value.
    pub(super) fn extension(&self, extensions: &Extensions, name: &str) -> Option<Place> {
        extensions.iter().find(|(key, _)| key == name).map(|(_, place)| *place)
    }

    /// An extension that is a flag.
    pub(super) fn flag(&mut self, extensions: &Extensions, name: &str) -> bool {
        let Some(place) = self.extension(extensions, name) else { return false };
        match self.node(place).as_bool() {
            Some(flag) => flag,
            None => {
                self.bad_extension(place, &format!("`{name}` must be `true` or `false`"));
                false
            }
        }
    }

    /// An extension that is a text.
    pub(super) fn text(&mut self, extensions: &Extensions, name: &str) -> Option<String> {
        let place = self.extension(extensions, name)?;
        let text = self.node(place).as_str().map(str::to_owned);
        if text.is_none() {
            self.bad_extension(place, &format!("`{name}` must be a string"));
        }
        text
    }

    /// `x-rust-name`: a Rust identifier.
    pub(super) fn rust_name(&mut self, extensions: &Extensions) -> Option<String> {
        let name = self.text(extensions, "x-rust-name")?;
        if naming::is_identifier(&name) {
            return Some(name);
        }
        let place = self.extension(extensions, "x-rust-name")?;
        self.context
            .diagnostics
            .report(Code::InvalidRustName, place, format!("`{name}` cannot be a name in Rust"))
            .help("take an identifier that is no keyword and no name of the prelude");
        None
    }

    /// `x-enum-descriptions`: value to text.
    pub(super) fn enum_descriptions(&mut self, extensions: &Extensions) -> Vec<(String, String)> {
        let Some(place) = self.extension(extensions, "x-enum-descriptions") else { return Vec::new() };
        let Some(members) = self.node(place).as_object() else {
            self.bad_extension(place, "`x-enum-descriptions` must be an object: value to text");
            return Vec::new();
        };
        let mut descriptions = Vec::new();
        for member in members {
            match member.node.as_str() {
                Some(text) => descriptions.push((member.key.to_owned(), text.to_owned())),
                None => self.bad_extension(member.node.place(), "the description of an enum value must be a string"),
            }
        }
        descriptions
    }

    /// The extensions at the root of the document.
    pub(super) fn document_extensions(&mut self, extensions: &Extensions) -> DocumentExtensions {
        let request_id = self.extension(extensions, "x-request-id").and_then(|place| {
            let node = self.node(place);
            let mut member = |name: &str| {
                let member = node.get(name)?;
                let text = member.as_str().map(str::to_owned);
                if text.is_none() {
                    self.bad_extension(member.place(), &format!("`{name}` of `x-request-id` must be a string"));
                }
                text
            };
            let request_id = ir::RequestId { header: member("header"), body: member("body") };
            if node.kind() != Kind::Object || (request_id.header.is_none() && request_id.body.is_none()) {
                self.bad_extension(place, "`x-request-id` must be an object with `header` or `body`");
                return None;
            }
            Some(request_id)
        });
        DocumentExtensions { request_id, retry: self.retry_statuses(extensions) }
    }

    /// `x-retry`: the statuses after which a call may be tried again.
    pub(super) fn retry_statuses(&mut self, extensions: &Extensions) -> Option<Vec<u16>> {
        let place = self.extension(extensions, "x-retry")?;
        let statuses = self.node(place).get("statuses").and_then(|statuses| statuses.as_array());
        let read: Option<Vec<u16>> = statuses.and_then(|list| {
            list.map(|item| item.as_number()?.to_u64().filter(|code| (100..600).contains(code)).map(|code| code as u16))
                .collect()
        });
        if read.is_none() {
            self.bad_extension(place, "`x-retry` must be an object with `statuses`, a list of HTTP statuses");
        }
        read
    }

    /// `x-pagination`.
    pub(super) fn pagination(&mut self, extensions: &Extensions) -> Option<ir::Pagination> {
        let place = self.extension(extensions, "x-pagination")?;
        let node = self.node(place);
        let text = |name: &str| node.get(name).and_then(|member| member.as_str()).map(str::to_owned);
        let pagination = match (text("page"), text("cursor"), text("next"), text("items")) {
            (Some(page), None, None, Some(items)) => {
                ir::Pagination::Numbered { page, size: text("size"), items, total_pages: text("total_pages") }
            }
            (None, Some(cursor), Some(next), Some(items)) => ir::Pagination::Cursor { cursor, next, items },
            _ => {
                self.bad_extension(
                    place,
                    "`x-pagination` must be `{page, size, items, total_pages}` or `{cursor, next, items}`",
                );
                return None;
            }
        };
        Some(pagination)
    }

    /// Warns of known extensions where none means anything.
    pub(super) fn no_extensions(&mut self, extensions: &Extensions) {
        self.check_extensions(extensions, &[]);
    }

    /// Warns of known extensions in a place where they mean nothing.
    pub(super) fn check_extensions(&mut self, extensions: &Extensions, meant: &[&str]) {
        for (name, place) in extensions {
            let everywhere = matches!(name.as_str(), "x-allow" | "x-assumed");
            if EXTENSIONS.contains(&name.as_str()) && !everywhere && !meant.contains(&name.as_str()) {
                let message = format!("`{name}` has no effect here");
                self.context.diagnostics.report(Code::MisplacedExtension, place.key(), message);
            }
        }
    }

    fn bad_extension(&mut self, place: Place, message: &str) {
        self.context.diagnostics.report(Code::BadExtension, place, message);
    }
}
