//! IDs whose type says nothing of what they name.

use super::Linter;
use super::reach::{Site, is_identifier};
use crate::diagnostic::Code;
use crate::parse::{Schema, Type};

impl Linter<'_, '_> {
    /// Reports a string that is an ID by its name and could be any other string by its type.
    pub(super) fn lint_identifier(&mut self, site: &Site<'_>, schema: &Schema) {
        if !is_identifier(site.name) {
            return;
        }
        let shape = self.shape(schema);
        let is_string = shape.types == [Type::String];
        if !is_string || shape.named || shape.formed || shape.listed {
            return;
        }
        self.context
            .diagnostics
            .report(Code::PlainId, site.place, format!("`{}` looks like an ID and is a plain string", site.name))
            .help("make its schema a component with a `pattern`, so that one kind of ID cannot be taken for another");
    }
}
