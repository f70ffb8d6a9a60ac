//! Extensions that are nearly one with a meaning.

use std::collections::HashMap;

use super::Linter;
use crate::diagnostic::{Code, closest};
use crate::parse::EXTENSIONS;
use crate::source::Node;

/// What holds values, in which nothing is an extension.
const VALUES: [&str; 6] = ["const", "default", "enum", "example", "examples", "value"];

impl Linter<'_, '_> {
    /// Reports every `x-` member that is a slip away from an extension the generator understands: anybody may make up extensions, so it
    /// has no effect and nothing else says so. Looks at all files that were read so far.
    pub(super) fn lint_extensions(&mut self) {
        let sources = self.context.sources;
        let mut open: Vec<Node<'_>> = sources.files().filter_map(|file| sources.root(file)).collect();
        let mut known: HashMap<&str, Option<&str>> = HashMap::new();
        while let Some(node) = open.pop() {
            open.extend(node.as_array().into_iter().flatten());
            let named = matches!(node.key(), Some("properties" | "headers"));
            for member in node.as_object().into_iter().flatten() {
                if !named && VALUES.contains(&member.key) {
                    continue;
                }
                if !named && member.key.starts_with("x-") {
                    let near = known.entry(member.key).or_insert_with(|| near_extension(member.key));
                    if let Some(near) = near {
                        self.near_extension(member.node, near);
                    }
                } else {
                    open.push(member.node);
                }
            }
        }
    }

    fn near_extension(&mut self, node: Node<'_>, near: &str) {
        let name = node.key().unwrap_or_default();
        self.context
            .diagnostics
            .report(Code::NearExtension, node.key_spot(), format!("`{name}` has no meaning"))
            .help(format!("did you mean `{near}`?"));
    }
}

/// The extension that a name is a slip away from, unless it is one.
fn near_extension(name: &str) -> Option<&'static str> {
    if EXTENSIONS.contains(&name) { None } else { closest(name, EXTENSIONS.iter().copied()) }
}
