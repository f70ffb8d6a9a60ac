//! Tags that the document does not declare.

use super::Linter;
use super::operation::Reached;
use crate::diagnostic::{Code, closest};
use crate::parse::Document;

impl Linter<'_, '_> {
    /// Reports tags of operations that `tags` of the document does not have.
    pub(super) fn lint_tags(&mut self, document: &Document, operations: &[Reached]) {
        let declared: Vec<&str> = document.tags.iter().map(|tag| tag.name.as_str()).collect();
        for tag in operations.iter().flat_map(|reached| &reached.operation.tags) {
            if declared.contains(&tag.as_str()) {
                continue;
            }
            let message = format!("the tag `{}` is not declared", tag.value);
            let diagnostic = self.context.diagnostics.report(Code::UndeclaredTag, tag.place, message);
            match closest(tag.as_str(), declared.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("declare it in `tags` of the document, with a description"),
            };
        }
    }
}
