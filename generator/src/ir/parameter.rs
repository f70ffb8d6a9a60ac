//! Parameters of operations.

use super::{Docs, Name, Rules, SchemaId, Type};

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The wire name, and the field's and setter's name.
    pub name: Name,
    /// `in`.
    pub location: Location,
    /// How its value becomes text.
    pub style: Style,
    /// `explode`.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// The parameter is a JSON text of this media type instead of being spelled by a style.
    pub content: Option<String>,
    /// Whether it must be given.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// The rules of this place.
    pub rules: Rules,
    /// What its type and rules do not check.
    pub schema: Option<SchemaId>,
    /// Never shown.
    pub sensitive: bool,
    /// The security schemes, by their names, whose credential it carries.
    pub schemes: Vec<String>,
    /// Documentation.
    pub docs: Docs,
    /// What the server takes when it is absent, as JSON text.
    pub default: Option<String>,
    /// Example values as JSON text.
    pub examples: Vec<String>,
    /// What it is for.
    pub role: ParameterRole,
    /// The name of the setter, where it is optional.
    pub setter: String,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// A part of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// `style` (OpenAPI 3.1.1, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `matrix`.
    Matrix,
    /// `label`.
    Label,
    /// `simple`.
    Simple,
    /// `form`.
    Form,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
}

/// What a parameter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterRole {
    /// Part of the request's meaning.
    Plain,
    /// The idempotency key (`x-idempotency-key`): not a field of the operation but a property of the call.
    IdempotencyKey,
}
