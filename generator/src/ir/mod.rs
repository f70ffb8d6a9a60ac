//! What the client will be, as plain data: final names, types, rules, operations.
//!
//! Knows no tokens, no Rust syntax as text and no document. `lower` makes it; `emit` prints it and can neither fail nor
//! decide. **Invariant:** once an [`Api`] exists, generation succeeds.

mod body;
mod contract;
mod enumeration;
mod feature;
mod name;
mod object;
mod operation;
mod paging;
mod parameter;
mod pattern;
mod response;
mod rules;
mod schema;
mod security;
mod server;
mod text;
mod types;
mod union;
mod webhook;

pub use body::{
    Body, ContentKind, ContentVariant, Contents, Direction, Encoding, FieldForm, FormField, Payload, ReceivedForm,
    Spelling,
};
pub use contract::{BrokenRule, Contract, Edge, ParameterContract, Probe, RequestContract, RequiredMembers};
pub use enumeration::{Enumeration, Variant};
pub use feature::{Features, Needed};
pub use name::{Docs, Link, Name};
pub use object::{Access, Additional, Codec, Constant, Construction, Member, MemberSetter, Object};
pub use operation::{Method, Operation, OperationField, Pagination, Tag};
pub use paging::{PageOrder, Paging, Presence, Step};
pub use parameter::{Location, Parameter, ParameterRole, Style};
pub use pattern::{PatternDefinition, PatternId, PatternUse};
pub use response::{
    ErrorType, ErrorVariant, HeaderForm, Response, ResponseHeader, Status, StreamKind, Streaming, SuccessType,
    successes,
};
pub use rules::{Bound, Rules};
pub use schema::{Condition, JsonType, Schema, SchemaDefinition, SchemaId};
pub use security::{RequestId, SecurityKind, SecurityScheme};
pub use server::{Server, ServerChoice, ServerTemplate, ServerVariable};
pub use text::TextType;
pub use types::{Alias, Example, Format, Integer, Type, TypeDefinition, TypeId, TypeKind, Usage};
pub use union::{Case, Opaque, Union, UnionVariant, View};
pub use webhook::{Answer, Callback, ReceivedQuery, Webhook};

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
    /// Every distinct regular expression of the document that the client can check.
    pub patterns: Vec<PatternDefinition>,
    /// Every schema that values are held against as JSON, in the order of the document.
    pub schemas: Vec<SchemaDefinition>,
    /// The groups of operations, in the order of the document.
    pub tags: Vec<Tag>,
    /// Every operation, in the order of the document.
    pub operations: Vec<Operation>,
    /// Every request that the server sends: webhooks, and callbacks of operations.
    pub webhooks: Vec<Webhook>,
    /// Every example of the document, in its order.
    pub examples: Vec<Example>,
    /// Values at the edge of each constraint, a test for each type that has any.
    pub contracts: Vec<Contract>,
    /// The objects that have none, since no valid value of them is known.
    pub contracts_missing: Vec<TypeId>,
    /// What the request of an operation is made of, a test for each operation that has an example or a constraint.
    pub request_contracts: Vec<RequestContract>,
    /// The servers of the document.
    pub servers: Vec<Server>,
    /// The security schemes that the client can satisfy.
    pub security_schemes: Vec<SecurityScheme>,
    /// What is compiled with which group of operations; none in a client that is compiled as a whole.
    pub features: Option<Features>,
}

impl Api {
    /// The definition behind a type reference.
    pub fn type_definition(&self, id: TypeId) -> &TypeDefinition {
        &self.types[id.0]
    }

    /// Visits every use of a schema as data, but for those inside schemas.
    pub fn each_schema_use(&mut self, visit: &mut dyn FnMut(&mut SchemaId)) {
        for definition in &mut self.types {
            match &mut definition.kind {
                TypeKind::Object(object) => {
                    object.schema.iter_mut().for_each(&mut *visit);
                    object.members.iter_mut().flat_map(|member| &mut member.schema).for_each(&mut *visit);
                }
                TypeKind::Union(union) => union.schema.iter_mut().for_each(&mut *visit),
                TypeKind::Opaque(opaque) => opaque.schema.iter_mut().for_each(&mut *visit),
                TypeKind::Contents(contents) => {
                    contents.variants.iter_mut().flat_map(|variant| &mut variant.schema).for_each(&mut *visit);
                }
                TypeKind::Alias(_) | TypeKind::Text(_) | TypeKind::Enumeration(_) => {}
            }
        }
        for operation in &mut self.operations {
            operation.parameters.iter_mut().flat_map(|parameter| &mut parameter.schema).for_each(&mut *visit);
            operation.body.iter_mut().flat_map(|body| &mut body.schema).for_each(&mut *visit);
        }
    }

    /// The patterns that the client or its tests hold values against.
    pub fn used_patterns(&self) -> impl Iterator<Item = &PatternDefinition> {
        self.patterns.iter().filter(|definition| definition.usage != PatternUse::None)
    }

    /// The formats that occur in any type, each once.
    pub fn formats(&self) -> Vec<Format> {
        let mut formats = Vec::new();
        self.each_type(&mut |ty| {
            if let Type::Format(format) = ty
                && !formats.contains(format)
            {
                formats.push(*format);
            }
        });
        formats
    }

    /// Visits every type reference, also those inside lists, maps and nulls.
    fn each_type(&self, visit: &mut dyn FnMut(&Type)) {
        for definition in &self.types {
            definition.kind.each_type(&mut |ty| ty.visit(visit));
        }
        self.operations.iter().for_each(|operation| operation.each_type(visit));
        self.webhooks.iter().for_each(|webhook| webhook.each_type(visit));
    }
}
