//! Tag Object (OpenAPI 3.1.1, 4.8.22).

use crate::source::{Node, Place};

use super::operation::parse_external_documentation;
use super::reader::Reader;
use super::{Context, Extensions, ExternalDocumentation, Spanned};

/// Tag Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Where it stands.
    pub place: Place,
    /// `name`, required.
    pub name: Spanned<String>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocumentation>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Tag Object; nothing when it has no `name`.
pub fn parse_tag(node: Node<'_>, context: &mut Context<'_>) -> Option<Tag> {
    let mut reader = Reader::open(node, context, "Tag Object")?;
    let name = reader.required_string("name");
    let description = reader.string("description");
    let external_docs = reader.object("externalDocs", parse_external_documentation);
    let extensions = reader.finish();
    Some(Tag { place: node.place(), name: name?, description, external_docs, extensions })
}
