//! What the generator makes of each keyword.
//!
//! **Invariant:** the rows are exactly the members that the reader asks for, and each does what its state says;
//! `generator/tests/ledger.rs` holds both. A keyword that a document uses in a way that is not supported is refused there,
//! whatever stands here.

use super::LedgerState::{self, Documented, Generated, Refused, Validated};

/// The keywords of one kind of object that have one state.
pub type LedgerRow = (&'static str, LedgerState, &'static [&'static str]);

/// What becomes of `keyword` in `object`. What the standard does not know, there, is refused.
pub(super) fn state_of(object: &str, keyword: &str) -> LedgerState {
    let row = LEDGER_TABLE.iter().find(|(name, _, keywords)| *name == object && keywords.contains(&keyword));
    match row {
        Some((_, state, _)) => *state,
        // Those with a meaning; the others are counted before.
        None if keyword.starts_with("x-") => extension(keyword),
        None => Refused,
    }
}

/// `x-allow` and `x-assumed` are for the author; where another has no meaning, that is reported.
fn extension(keyword: &str) -> LedgerState {
    match keyword {
        "x-allow" | "x-assumed" | "x-enum-descriptions" => Documented,
        _ => Generated,
    }
}

/// The table.
pub const LEDGER_TABLE: &[LedgerRow] = &[
    ("OpenAPI Object", Generated, &["openapi", "info", "servers", "paths", "components", "security", "tags"]),
    ("OpenAPI Object", Documented, &["externalDocs"]),
    ("OpenAPI Object", Refused, &["jsonSchemaDialect", "webhooks"]),
    ("Info Object", Generated, &["title", "version"]),
    ("Info Object", Documented, &["summary", "description", "termsOfService", "contact", "license"]),
    ("Contact Object", Documented, &["name", "url", "email"]),
    ("License Object", Documented, &["name", "identifier", "url"]),
    ("External Documentation Object", Documented, &["description", "url"]),
    ("Tag Object", Generated, &["name"]),
    ("Tag Object", Documented, &["description", "externalDocs"]),
    ("Server Object", Generated, &["url", "variables"]),
    ("Server Object", Documented, &["description"]),
    ("Server Variable Object", Generated, &["default"]),
    ("Server Variable Object", Documented, &["enum", "description"]),
    (
        "Components Object",
        Generated,
        &[
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "callbacks",
            "pathItems",
        ],
    ),
    ("Components Object", Documented, &["links"]),
    ("Reference Object", Generated, &["$ref"]),
    ("Reference Object", Documented, &["summary", "description"]),
    (
        "Path Item Object",
        Generated,
        &["$ref", "get", "put", "post", "delete", "options", "head", "patch", "trace", "parameters"],
    ),
    ("Path Item Object", Documented, &["summary", "description"]),
    ("Path Item Object", Refused, &["servers"]),
    (
        "Operation Object",
        Generated,
        &[
            "$ref",
            "tags",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "deprecated",
            "security",
        ],
    ),
    ("Operation Object", Documented, &["summary", "description", "externalDocs"]),
    ("Operation Object", Refused, &["servers"]),
    (
        "Parameter Object",
        Generated,
        &["name", "in", "required", "deprecated", "style", "explode", "allowReserved", "schema", "content"],
    ),
    ("Parameter Object", Documented, &["description", "example", "examples"]),
    ("Parameter Object", Refused, &["allowEmptyValue"]),
    ("Request Body Object", Generated, &["content", "required"]),
    ("Request Body Object", Documented, &["description"]),
    ("Media Type Object", Generated, &["schema", "example", "examples", "encoding"]),
    ("Encoding Object", Generated, &["contentType", "headers", "style", "explode", "allowReserved"]),
    ("Response Object", Generated, &["headers", "content"]),
    ("Response Object", Documented, &["description", "links"]),
    ("Header Object", Generated, &["schema", "content"]),
    (
        "Header Object",
        Documented,
        &[
            "description",
            "required",
            "deprecated",
            "style",
            "explode",
            "allowReserved",
            "allowEmptyValue",
            "example",
            "examples",
        ],
    ),
    ("Header Object", Refused, &["name", "in"]),
    ("Example Object", Generated, &["value"]),
    ("Example Object", Documented, &["summary", "description", "externalValue"]),
    ("Link Object", Documented, &["operationRef", "operationId", "parameters", "requestBody", "description", "server"]),
    ("Security Scheme Object", Generated, &["type", "name", "in", "scheme", "flows"]),
    ("Security Scheme Object", Documented, &["description", "bearerFormat", "openIdConnectUrl"]),
    ("OAuth Flows Object", Generated, &["clientCredentials"]),
    ("OAuth Flows Object", Documented, &["implicit", "password", "authorizationCode"]),
    ("OAuth Flow Object", Generated, &["tokenUrl"]),
    ("OAuth Flow Object", Documented, &["authorizationUrl", "refreshUrl", "scopes"]),
    ("Discriminator Object", Generated, &["propertyName", "mapping"]),
    ("XML Object", Refused, &["name", "namespace", "prefix", "attribute", "wrapped"]),
    (
        "Schema Object",
        Generated,
        &[
            "$ref",
            "type",
            "nullable",
            "format",
            "properties",
            "required",
            "items",
            "enum",
            "const",
            "allOf",
            "anyOf",
            "oneOf",
            "discriminator",
            "additionalProperties",
            "$defs",
            "deprecated",
            "readOnly",
            "writeOnly",
            "contentEncoding",
            "example",
            "examples",
        ],
    ),
    (
        "Schema Object",
        Validated,
        &[
            "multipleOf",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "prefixItems",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
            "unevaluatedProperties",
            "not",
            "if",
            "then",
            "else",
        ],
    ),
    (
        "Schema Object",
        Documented,
        &[
            "title",
            "description",
            "default",
            "externalDocs",
            "$comment",
            "$anchor",
            "$dynamicAnchor",
            "$vocabulary",
            "contentMediaType",
            "contentSchema",
        ],
    ),
    ("Schema Object", Refused, &["$dynamicRef", "$schema", "$id", "xml"]),
];
