//! IDs whose type says nothing of what they name.

use super::Linter;
use super::reach::{Site, is_identifier};
use super::shape::Shape;
use crate::diagnostic::Code;
use crate::parse::Type;

impl Linter<'_, '_> {
    /// Reports a string that is an ID by its name and could be any other string by its type.
    pub(super) fn lint_identifier(&mut self, site: &Site<'_>, shape: &Shape) {
        let is_string = shape.types == [Type::String];
        if !is_string || shape.named || shape.formed || shape.listed || !is_identifier(site.name) {
            return;
        }
        self.context
            .diagnostics
            .report(Code::PlainId, site.place, format!("`{}` looks like an ID and is a plain string", site.name))
            .help("make its schema a component with a `pattern`, so that one kind of ID cannot be taken for another");
    }
}
