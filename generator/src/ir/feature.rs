//! What of a client is compiled with which of its groups of operations.

use super::Api;

/// The Cargo features of a client with so many operations that a program hardly needs all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Features {
    /// The feature of all groups.
    pub all: String,
    /// The feature of each group, in the order of `Api::tags`.
    pub tags: Vec<String>,
    /// The groups that need each type, in the order of `Api::types`.
    pub types: Vec<Needed>,
    /// The groups that need each schema as data, in the order of `Api::schemas`.
    pub schemas: Vec<Needed>,
    /// The groups that need each request of the server, in the order of `Api::webhooks`.
    pub webhooks: Vec<Needed>,
}

/// When something is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needed {
    /// Always: what the server sends by itself belongs to no group.
    Always,
    /// With any of some groups.
    By {
        /// The groups.
        tags: Vec<usize>,
        /// Also with the feature of all groups: something that nothing leads to needs it.
        whole: bool,
    },
    /// With the feature of all groups: nothing leads to it, and a program may use it all the same.
    ByNone,
}

impl Api {
    /// The names of the features, in the order of the groups; none in a client that has no feature per group.
    pub fn tag_features(&self) -> &[String] {
        self.features.as_ref().map_or(&[], |features| &features.tags)
    }
}
