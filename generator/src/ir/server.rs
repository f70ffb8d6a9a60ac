//! Servers.

use super::{Docs, Name};

/// A server: a variant of the client's `Environment`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The name (`x-environment`, else the host) and the variant.
    pub name: Name,
    /// The URL.
    pub url: String,
    /// Documentation.
    pub docs: Docs,
}
