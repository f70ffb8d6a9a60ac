//! Security schemes and the request ID.

use super::{Docs, Location, Name};

/// A security scheme that the client can satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The scheme's name, and the builder method that takes the credential.
    pub name: Name,
    /// What it is.
    pub kind: SecurityKind,
    /// Documentation.
    pub docs: Docs,
}

/// The kinds of credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization` in another scheme (RFC 9110, section 11.6.2): the user makes the whole value.
    Authorization {
        /// The scheme as the document calls it.
        scheme: String,
    },
    /// A key under a name of its own.
    Key {
        /// Where it goes: a header, the query or a cookie.
        location: Location,
        /// The name it has there.
        name: String,
    },
    /// An access token that the client gets by its own credentials (RFC 6749, section 4.4).
    ClientCredentials {
        /// Where it gets it: an absolute URL, or a path of the server.
        token_url: String,
        /// What it asks for: every scope that an operation needs.
        scopes: Vec<String>,
    },
}

/// Where a response says its request ID (`x-request-id`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId {
    /// A header.
    pub header: Option<String>,
    /// A JSON pointer into the body.
    pub body: Option<String>,
}
