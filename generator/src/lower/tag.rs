//! Tags: folders of operations.

use super::{Lowering, docs};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming;
use crate::parse::{Spanned, Tag};

/// Where operations without a tag go.
const UNTAGGED: &str = "default";

impl Lowering<'_, '_> {
    /// The declared tags; those without an operation are dropped at the end.
    pub(super) fn lower_tags(&mut self, tags: &[Tag]) {
        for (index, tag) in tags.iter().enumerate() {
            let Tag { place: _, name, description, external_docs, extensions } = tag;
            self.check_extensions(extensions, &["x-rust-name"]);
            if let Some(first) = tags[..index].iter().find(|first| first.name.value == name.value) {
                let message = format!("the tag `{}` is declared twice: this one has no effect", name.value);
                self.context
                    .diagnostics
                    .report(Code::IgnoredMember, name.place, message)
                    .label(first.name.place, "first declared here")
                    .help("a tag is declared once (OpenAPI 3.1.1, 4.8.1); join the two");
                continue;
            }
            let rust = self.rust_name(extensions).unwrap_or_default();
            self.tags.push(ir::Tag {
                name: ir::Name { wire: name.value.clone(), rust },
                docs: ir::Docs {
                    description: docs::text(description),
                    see: docs::see(external_docs),
                    ..ir::Docs::default()
                },
            });
        }
    }

    /// The group of an operation: its first tag.
    pub(super) fn tag_of(&mut self, tags: &[Spanned<String>]) -> usize {
        let wire = tags.first().map_or(UNTAGGED, |tag| tag.value.as_str());
        if let Some(index) = self.tags.iter().position(|tag| tag.name.wire == wire) {
            return index;
        }
        let name = ir::Name { wire: wire.to_owned(), rust: String::new() };
        self.tags.push(ir::Tag { name, docs: ir::Docs::default() });
        self.tags.len() - 1
    }

    /// Drops tags without operations, and gives the others their module names.
    pub(super) fn finish_tags(&mut self) {
        let used: Vec<bool> =
            (0..self.tags.len()).map(|index| self.operations.iter().any(|operation| operation.tag == index)).collect();
        let mut new_index = Vec::new();
        let mut count = 0;
        for used in &used {
            new_index.push(count);
            count += usize::from(*used);
        }
        let mut position = 0;
        self.tags.retain(|_| {
            position += 1;
            used[position - 1]
        });
        for operation in &mut self.operations {
            operation.tag = new_index[operation.tag];
        }
        let claims: Vec<naming::Claim> = self
            .tags
            .iter()
            .map(|tag| naming::Claim {
                wire: tag.name.wire.clone(),
                wanted: if tag.name.rust.is_empty() { naming::module(&tag.name.wire) } else { tag.name.rust.clone() },
                pinned: !tag.name.rust.is_empty(),
            })
            .collect();
        for (tag, assigned) in self.tags.iter_mut().zip(naming::Scope::default().assign(&claims)) {
            tag.name.rust = assigned.name;
        }
    }
}
