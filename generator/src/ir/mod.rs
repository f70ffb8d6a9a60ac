//! What the client will be, as plain data: final names, types, rules, operations.
//!
//! Knows no tokens, no Rust syntax as text and no document. `lower` makes it; `emit` prints it and can neither fail nor
//! decide. **Invariant:** once an [`Api`] exists, generation succeeds.

mod enumeration;
mod name;
mod object;
mod operation;
mod parameter;
mod pattern;
mod response;
mod rules;
mod security;
mod server;
mod text;
mod types;

pub use enumeration::{Enumeration, Variant};
pub use name::{Docs, Name};
pub use object::{Additional, Construction, Member, MemberSetter, Object};
pub use operation::{Body, Method, Operation, Pagination, Tag};
pub use parameter::{Location, Parameter, ParameterRole, Style};
pub use pattern::{PatternDefinition, PatternId};
pub use response::{ErrorType, ErrorVariant, Payload, Response, Status, SuccessType};
pub use rules::{Bound, Rules};
pub use security::{RequestId, SecurityKind, SecurityScheme};
pub use server::Server;
pub use text::TextType;
pub use types::{Alias, Example, Format, Integer, Type, TypeDefinition, TypeId, TypeKind, Usage};

/// Everything that goes into one client crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`: the version of the document, not of the crate.
    pub version: String,
    /// `info.description`, CommonMark.
    pub docs: Docs,
    /// The name of the emitted crate.
    pub crate_name: String,
    /// The path of the entry document as the user gave it, for the banner of each file.
    pub source: String,
    /// Every named type, in the order of the document.
    pub types: Vec<TypeDefinition>,
    /// Every distinct regular expression that any rule uses.
    pub patterns: Vec<PatternDefinition>,
    /// The groups of operations, in the order of the document.
    pub tags: Vec<Tag>,
    /// Every operation, in the order of the document.
    pub operations: Vec<Operation>,
    /// Every example of the document, in its order.
    pub examples: Vec<Example>,
    /// The servers of the document.
    pub servers: Vec<Server>,
    /// The security schemes that the client can satisfy.
    pub security_schemes: Vec<SecurityScheme>,
}

impl Api {
    /// The definition behind a type reference.
    pub fn type_definition(&self, id: TypeId) -> &TypeDefinition {
        &self.types[id.0]
    }
}
