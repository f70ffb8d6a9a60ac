//! OpenAPI Object (OpenAPI 3.1.1, 4.8.1).

use crate::source::{FileId, Place};

use super::{
    Components, Context, Extensions, ExternalDocumentation, Info, Map, PathItem, Paths,
    SecurityRequirement, Server, Spanned, Tag, Version,
};

/// OpenAPI Object: a whole document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Where it stands.
    pub place: Place,
    /// `openapi`: the version it is read as.
    pub version: Spanned<Version>,
    /// `info`, required.
    pub info: Option<Info>,
    /// `jsonSchemaDialect` (3.1).
    pub json_schema_dialect: Option<Spanned<String>>,
    /// `servers`; absent means one with the URL `/`.
    pub servers: Option<Vec<Server>>,
    /// `paths`, required in 3.0.
    pub paths: Option<Paths>,
    /// `webhooks` (3.1): requests the server may send, by name.
    pub webhooks: Map<PathItem>,
    /// `components`.
    pub components: Option<Components>,
    /// `security` of all operations that do not say their own.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `tags`.
    pub tags: Vec<Tag>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocumentation>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads the entry document; sets the version of the context. Nothing when it is none that can be read.
pub fn parse_document(file: FileId, context: &mut Context<'_>) -> Option<Document> {
    let _ = (file, context);
    None
}
