//! OpenAPI Object (OpenAPI 3.1.1, 4.8.1).

use crate::diagnostic::{Code, closest};
use crate::source::{FileId, Kind, Node, Place};

use super::components::parse_components;
use super::info::parse_info;
use super::operation::parse_external_documentation;
use super::path_item::{parse_path_item, parse_paths};
use super::reader::{Reader, parse_string};
use super::security::parse_security_requirement;
use super::server::parse_server;
use super::tag::parse_tag;
use super::{
    Components, Context, Extensions, ExternalDocumentation, Info, Map, PathItem, Paths, SecurityRequirement, Server,
    Spanned, Tag, Version,
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

/// Loads and reads the entry document: [`Context::load`], then [`parse_document`].
pub fn parse_entry(path: &str, context: &mut Context<'_>) -> Option<Document> {
    let file = context.load(path, None)?;
    parse_document(file, context)
}

/// Reads the entry document; sets the version of the context. Nothing when it is none that can be read.
pub fn parse_document(file: FileId, context: &mut Context<'_>) -> Option<Document> {
    let node = context.sources.root(file)?;
    if node.kind() != Kind::Object {
        let message = format!("an OpenAPI document is an object, not {}", node.kind().with_article());
        context.diagnostics.report(Code::NotOpenApi, node.place(), message);
        return None;
    }
    let version = parse_version(node, context)?;
    context.version = version.value;
    let mut reader = Reader::open(node, context, "OpenAPI Object")?;
    reader.member("openapi");
    let document = Document {
        place: node.place(),
        version,
        info: reader.object("info", parse_info),
        json_schema_dialect: reader.newer().string("jsonSchemaDialect"),
        servers: reader.list("servers", parse_server),
        paths: reader.object("paths", parse_paths),
        webhooks: reader.newer().map("webhooks", parse_path_item),
        components: reader.object("components", parse_components),
        security: reader.list("security", parse_security_requirement),
        tags: reader.list("tags", parse_tag).unwrap_or_default(),
        external_docs: reader.object("externalDocs", parse_external_documentation),
        extensions: reader.finish(),
    };
    check_required(node, context);
    Some(document)
}

/// Reports what a document must have and has not.
fn check_required(node: Node<'_>, context: &mut Context<'_>) {
    let mut missing = |message: &str| {
        context.diagnostics.report(Code::MissingMember, node.place(), message);
    };
    if node.get("info").is_none() {
        missing("the document has no `info`");
    }
    let has = |name: &str| node.get(name).is_some();
    match context.version {
        Version::V3_0 if !has("paths") => missing("the document has no `paths`"),
        // OpenAPI 3.1.1, 4.3: at least one of the `components`, `paths`, or `webhooks` fields.
        Version::V3_1 if !has("paths") && !has("components") && !has("webhooks") => {
            missing("the document has none of `paths`, `components` and `webhooks`");
        }
        Version::V3_0 | Version::V3_1 => {}
    }
}

/// Finds out whether this is OpenAPI, and which version.
fn parse_version(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<Version>> {
    let Some(member) = node.get("openapi") else {
        if let Some(swagger) = node.get("swagger") {
            context
                .diagnostics
                .report(Code::Swagger2, swagger.key_spot(), "this document is Swagger 2.0, which is not read")
                .help("convert it to OpenAPI 3 first, for instance with `npx swagger2openapi --outfile openapi.yaml <file>`");
            return None;
        }
        let known = node.as_object().into_iter().flatten().map(|member| member.key);
        let near = closest("openapi", known).map(|key| format!("is `{key}` meant to be `openapi`?"));
        context
            .diagnostics
            .report(
                Code::NotOpenApi,
                node.place(),
                "the document has no `openapi`, which names the version of the standard",
            )
            .help(near.unwrap_or_else(|| "an OpenAPI document starts with `openapi: 3.1.0`".to_owned()));
        return None;
    };
    if !matches!(member.kind(), Kind::String | Kind::Number) {
        let message = format!("`openapi` must be a version, not {}", member.kind().with_article());
        context.diagnostics.report(Code::UnsupportedVersion, member.place(), message).help("write `openapi: 3.1.0`");
        return None;
    }
    let text = parse_string(member, context)?;
    let mut parts = text.value.split('.');
    let version = match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Version::V3_0,
        (Some("3"), Some("1")) => Version::V3_1,
        (Some("3"), Some("2")) => {
            let message = format!("OpenAPI {} is read as 3.1", text.value);
            context
                .diagnostics
                .report(Code::NewerVersion, member.place(), message)
                .help("what 3.2 adds is reported as unknown where it occurs");
            Version::V3_1
        }
        _ => {
            let message = format!("`{}` is no version of OpenAPI that is read", text.value);
            context
                .diagnostics
                .report(Code::UnsupportedVersion, member.place(), message)
                .help("the versions 3.0 and 3.1 are read");
            return None;
        }
    };
    Some(Spanned::new(version, member.place()))
}
