//! Servers.

use super::{Docs, Name};

/// A server of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The name (`x-environment`, else the host) and the variant of the client's `Environment`.
    pub name: Name,
    /// The URL, variables with their defaults: the variant. None where a part of it is known to the user only.
    pub url: Option<String>,
    /// Where a part of the URL can, or has to, be chosen: how.
    pub template: Option<ServerTemplate>,
    /// Documentation.
    pub docs: Docs,
}

/// A URL with variables: a type whose value becomes the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerTemplate {
    /// The name of the type.
    pub type_name: String,
    /// The URL, with variables in braces.
    pub url: String,
    /// The URL is relative to where the document is served: the name of the field and argument that say so.
    pub base: Option<String>,
    /// The variables, in the order of the document.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name in braces, and that of the field and its setter.
    pub name: Name,
    /// The value it has when none is chosen; without one it is an argument.
    pub default: Option<String>,
    /// The only values it can have, where the document lists them.
    pub choice: Option<ServerChoice>,
    /// Documentation.
    pub docs: Docs,
}

/// The values of a variable: an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerChoice {
    /// The name of the type.
    pub type_name: String,
    /// The values, and their variants.
    pub values: Vec<Name>,
}
