//! Nodes into the complete OpenAPI vocabulary: 3.0 and 3.1 in one model.
//!
//! Every object of the standard is a plain struct with a field for every member the standard knows, its place, and its extensions.
//! Unknown and mistyped members are reported here; what is mistyped is treated as absent. No reference is followed and no Rust type
//! is chosen.
//!
//! Every `parse_*` function works from any node, so that whoever follows a reference can parse what it finds there.

mod body;
mod callback;
mod components;
mod context;
mod discriminator;
mod document;
mod example;
mod extension;
mod header;
mod info;
mod link;
mod map;
mod media_type;
mod objects;
mod operation;
mod parameter;
mod path_item;
mod reader;
mod reference;
mod response;
mod schema;
mod schema_bound;
mod schema_keyword;
mod security;
mod server;
mod tag;
mod version;

pub use body::{Body, parse_body};
pub use callback::{Callback, parse_callback};
pub use components::{Components, parse_components};
pub use context::{Context, Spanned};
pub use discriminator::{Discriminator, Xml, parse_discriminator, parse_xml};
pub use document::{Document, parse_document, parse_entry};
pub use example::{Example, parse_example};
pub use extension::{EXTENSIONS, Extensions};
pub use header::{Header, parse_header};
pub use info::{Contact, Info, License, parse_info};
pub use link::{Link, parse_link};
pub use map::Map;
pub use media_type::{Encoding, MediaType, parse_encoding, parse_media_type};
pub use objects::Objects;
pub use operation::{ExternalDocumentation, Operation, parse_operation};
pub use parameter::{Parameter, ParameterLocation, ParameterStyle, parse_parameter};
pub use path_item::{Method, PathItem, Paths, parse_path_item, parse_paths};
pub use reference::{Placed, RefOr, Reference, parse_ref_or};
pub use response::{Response, Responses, Status, parse_response, parse_responses};
pub use schema::{Bound, Schema, SchemaObject, Type};
pub use schema_keyword::parse_schema;
pub use security::{
    OAuthFlow, OAuthFlows, SecurityKind, SecurityLocation, SecurityRequirement, SecurityScheme,
    parse_security_requirement, parse_security_scheme,
};
pub use server::{Server, ServerVariable, parse_server};
pub use tag::{Tag, parse_tag};
pub use version::Version;
