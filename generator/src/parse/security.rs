//! Security Scheme, OAuth Flow and Security Requirement Objects (OpenAPI 3.1.1, 4.8.27 to 4.8.30).

use crate::source::{Node, Place};

use super::reader::{Reader, ignored_member, parse_list, parse_map, parse_string, parse_word, wrong_type};
use super::{Context, Extensions, Map, Spanned};

/// Security Scheme Object.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// Where it stands.
    pub place: Place,
    /// `type`, required, with the members of that type.
    pub kind: SecurityKind,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// The types of security scheme.
#[allow(clippy::large_enum_variant, reason = "a document has a handful of them")]
#[derive(Debug, Clone, PartialEq)]
pub enum SecurityKind {
    /// `apiKey`
    ApiKey {
        /// `name` of the header, query parameter or cookie, required.
        name: Option<Spanned<String>>,
        /// `in`, required.
        location: Option<Spanned<SecurityLocation>>,
    },
    /// `http`
    Http {
        /// `scheme` of the `Authorization` header, required: `basic`, `bearer`, ….
        scheme: Option<Spanned<String>>,
        /// `bearerFormat`, a hint.
        bearer_format: Option<Spanned<String>>,
    },
    /// `mutualTLS` (3.1)
    MutualTls,
    /// `oauth2`
    OAuth2 {
        /// `flows`, required.
        flows: Option<OAuthFlows>,
    },
    /// `openIdConnect`
    OpenIdConnect {
        /// `openIdConnectUrl`, required.
        url: Option<Spanned<String>>,
    },
}

/// Where an API key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecurityLocation {
    /// `query`
    Query,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
}

/// OAuth Flows Object.
#[derive(Debug, Clone, PartialEq)]
pub struct OAuthFlows {
    /// Where it stands.
    pub place: Place,
    /// `implicit`
    pub implicit: Option<OAuthFlow>,
    /// `password`
    pub password: Option<OAuthFlow>,
    /// `clientCredentials`
    pub client_credentials: Option<OAuthFlow>,
    /// `authorizationCode`
    pub authorization_code: Option<OAuthFlow>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// OAuth Flow Object.
#[derive(Debug, Clone, PartialEq)]
pub struct OAuthFlow {
    /// Where it stands.
    pub place: Place,
    /// `authorizationUrl`
    pub authorization_url: Option<Spanned<String>>,
    /// `tokenUrl`
    pub token_url: Option<Spanned<String>>,
    /// `refreshUrl`
    pub refresh_url: Option<Spanned<String>>,
    /// `scopes`, required: descriptions by name.
    pub scopes: Map<Spanned<String>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Security Requirement Object: all of these schemes together. Without any it means that no security is fine too.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityRequirement {
    /// Where it stands.
    pub place: Place,
    /// Scopes or roles by the name of the scheme. The place is that of the list, so its key is the name.
    pub schemes: Map<Spanned<Vec<Spanned<String>>>>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    ApiKey,
    Http,
    MutualTls,
    OAuth2,
    OpenIdConnect,
}

const KINDS: &[(&str, Kind)] = &[
    ("apiKey", Kind::ApiKey),
    ("http", Kind::Http),
    ("mutualTLS", Kind::MutualTls),
    ("oauth2", Kind::OAuth2),
    ("openIdConnect", Kind::OpenIdConnect),
];

const LOCATIONS: &[(&str, SecurityLocation)] =
    &[("query", SecurityLocation::Query), ("header", SecurityLocation::Header), ("cookie", SecurityLocation::Cookie)];

/// Reads a Security Scheme Object; nothing when its `type` is missing or unknown.
pub fn parse_security_scheme(node: Node<'_>, context: &mut Context<'_>) -> Option<SecurityScheme> {
    let mut reader = Reader::open(node, context, "Security Scheme Object")?;
    let kind = reader.require("type").and_then(|node| parse_word(node, reader.context, KINDS))?.value;
    let kind = match kind {
        Kind::ApiKey => SecurityKind::ApiKey {
            name: reader.required_string("name"),
            location: reader.require("in").and_then(|node| parse_word(node, reader.context, LOCATIONS)),
        },
        Kind::Http => SecurityKind::Http {
            scheme: reader.required_string("scheme"),
            bearer_format: reader.string("bearerFormat"),
        },
        Kind::MutualTls => SecurityKind::MutualTls,
        Kind::OAuth2 => {
            SecurityKind::OAuth2 { flows: reader.require("flows").and_then(|node| parse_flows(node, reader.context)) }
        }
        Kind::OpenIdConnect => SecurityKind::OpenIdConnect { url: reader.required_string("openIdConnectUrl") },
    };
    let description = reader.string("description");
    for name in ["name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl"] {
        if let Some(member) = reader.unasked(name) {
            ignored_member(member, reader.context, "in a security scheme of this type");
        }
    }
    Some(SecurityScheme { place: node.place(), kind, description, extensions: reader.finish() })
}

fn parse_flows(node: Node<'_>, context: &mut Context<'_>) -> Option<OAuthFlows> {
    let mut reader = Reader::open(node, context, "OAuth Flows Object")?;
    Some(OAuthFlows {
        place: node.place(),
        implicit: reader.object("implicit", parse_flow),
        password: reader.object("password", parse_flow),
        client_credentials: reader.object("clientCredentials", parse_flow),
        authorization_code: reader.object("authorizationCode", parse_flow),
        extensions: reader.finish(),
    })
}

fn parse_flow(node: Node<'_>, context: &mut Context<'_>) -> Option<OAuthFlow> {
    let mut reader = Reader::open(node, context, "OAuth Flow Object")?;
    let flow = node.key().unwrap_or_default();
    // OpenAPI 3.1.1, 4.8.29.1 says which flow needs which URL.
    if matches!(flow, "implicit" | "authorizationCode") {
        reader.require("authorizationUrl");
    }
    if matches!(flow, "password" | "clientCredentials" | "authorizationCode") {
        reader.require("tokenUrl");
    }
    Some(OAuthFlow {
        place: node.place(),
        authorization_url: reader.string("authorizationUrl"),
        token_url: reader.string("tokenUrl"),
        refresh_url: reader.string("refreshUrl"),
        scopes: reader
            .require("scopes")
            .map(|scopes| parse_map(scopes, reader.context, parse_string))
            .unwrap_or_default(),
        extensions: reader.finish(),
    })
}

/// Reads a Security Requirement Object.
pub fn parse_security_requirement(node: Node<'_>, context: &mut Context<'_>) -> Option<SecurityRequirement> {
    let Some(members) = node.as_object() else {
        wrong_type(node, context, "an object (Security Requirement Object)");
        return None;
    };
    let mut schemes = Map::new();
    for member in members {
        if let Some(scopes) = parse_list(member.node, context, parse_string) {
            schemes.insert(member.key, Spanned::new(scopes, member.node.place()));
        }
    }
    Some(SecurityRequirement { place: node.place(), schemes })
}
