//! Type references and type definitions.

use super::{Additional, Contents, Docs, Enumeration, Name, Object, Opaque, Rules, SchemaId, TextType, Union};

/// The index of a named type in `Api::types`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// What a value is on the Rust side, without presence: see [`super::Member`] for optional members.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A type of its own in `models`.
    Named(TypeId),
    /// A string without a type of its own.
    String,
    /// A string with a known format: a newtype of the run-time support that keeps the wire text.
    Format(Format),
    /// An integer.
    Integer(Integer),
    /// A number whose wire text is kept.
    Number,
    /// `format: float`.
    Float32,
    /// `format: double`.
    Float64,
    /// A boolean.
    Boolean,
    /// `null` and nothing else.
    Null,
    /// Any JSON value.
    Any,
    /// A string that is binary where a body can be: text in JSON.
    Binary,
    /// A file, as a part of a body.
    File,
    /// The body of a request as it is: bytes, or what can be opened.
    Content,
    /// The body of a response as it is.
    Bytes,
    /// A list.
    Array(Box<Type>),
    /// An object without declared members.
    Map(Box<Type>),
    /// The value or `null`.
    Nullable(Box<Type>),
    /// The value on the heap, where a type contains itself.
    Boxed(Box<Type>),
}

impl Type {
    /// What a list, a map, a null or a box is of.
    pub fn element(&self) -> Option<&Self> {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => Some(inner),
            Self::Named(_)
            | Self::String
            | Self::Format(_)
            | Self::Integer(_)
            | Self::Number
            | Self::Float32
            | Self::Float64
            | Self::Boolean
            | Self::Null
            | Self::Any
            | Self::Binary
            | Self::File
            | Self::Content
            | Self::Bytes => None,
        }
    }

    /// The named type that this is, or is a list, a map, a null or a box of.
    pub fn named(&self) -> Option<TypeId> {
        if let Self::Named(id) = self { Some(*id) } else { self.element()?.named() }
    }

    /// The same, to change it.
    pub fn named_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Named(id) => Some(id),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => inner.named_mut(),
            Self::String
            | Self::Format(_)
            | Self::Integer(_)
            | Self::Number
            | Self::Float32
            | Self::Float64
            | Self::Boolean
            | Self::Null
            | Self::Any
            | Self::Binary
            | Self::File
            | Self::Content
            | Self::Bytes => None,
        }
    }

    /// Visits this type and those inside it.
    pub fn visit(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        if let Some(inner) = self.element() {
            inner.visit(visit);
        }
    }
}

/// The formats of `string` that have a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `date-time`, RFC 3339.
    DateTime,
    /// `date`, RFC 3339 `full-date`.
    Date,
    /// `time`, RFC 3339 `full-time`.
    Time,
    /// `duration`, RFC 3339 Appendix A.
    Duration,
    /// `uuid`, RFC 9562.
    Uuid,
    /// `uri`, RFC 3986.
    Uri,
    /// `uri-reference`, RFC 3986.
    UriReference,
    /// `hostname`, RFC 1123.
    Hostname,
    /// `ipv4`, RFC 2673.
    Ipv4,
    /// `ipv6`, RFC 4291.
    Ipv6,
    /// `byte`, or `contentEncoding: base64`, RFC 4648.
    Base64,
    /// `base64url`, or `contentEncoding: base64url`, RFC 4648.
    Base64Url,
    /// `decimal`: a number as a string.
    Decimal,
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Integer {
    /// `int8`.
    I8,
    /// `int16`.
    I16,
    /// `int32`.
    I32,
    /// `int64`, and the width of an integer without a format.
    I64,
    /// Bounds beyond 64 bits.
    I128,
    /// Bounds beyond 127 bits.
    U128,
    /// `uint8`.
    U8,
    /// `uint16`.
    U16,
    /// `uint32`.
    U32,
    /// `uint64`.
    U64,
}

/// A type with a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDefinition {
    /// The schema's name and the Rust type's.
    pub name: Name,
    /// The module (and file) it stands in.
    pub module: String,
    /// The JSON pointer it came from.
    pub pointer: String,
    /// Documentation.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// Where it occurs.
    pub usage: Usage,
    /// Whether any value below it can break a rule, so that there is something to check.
    pub checked: bool,
    /// The schema's examples and those of bodies of this type, for the documentation.
    pub examples: Vec<Example>,
}

/// An example of the document, to be decoded, encoded and validated by an emitted test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The name of its test.
    pub name: String,
    /// The JSON pointer of the example.
    pub pointer: String,
    /// The JSON text, indented.
    pub json: String,
    /// The type it is an example of.
    pub ty: Type,
    /// The rules at that place.
    pub rules: Rules,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// A struct.
    Object(Box<Object>),
    /// A string newtype.
    Text(TextType),
    /// A string enumeration.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// A JSON value with rules and readers.
    Opaque(Opaque),
    /// Another name for a type that has no members of its own: a list, a map, a number.
    Alias(Alias),
    /// One of several contents of a body.
    Contents(Contents),
}

impl TypeKind {
    /// Visits the types that a value of this kind holds, as they are written.
    pub fn each_type(&self, visit: &mut dyn FnMut(&Type)) {
        match self {
            Self::Object(object) => {
                object.members.iter().for_each(|member| visit(&member.ty));
                if let Additional::Kept { ty, .. } = &object.additional {
                    visit(ty);
                }
            }
            Self::Alias(alias) => visit(&alias.ty),
            Self::Union(union) => union.variants.iter().for_each(|variant| visit(&variant.ty)),
            Self::Opaque(opaque) => opaque.views.iter().for_each(|view| visit(&view.ty)),
            Self::Contents(contents) => contents.variants.iter().for_each(|variant| visit(&variant.payload.ty)),
            Self::Text(_) | Self::Enumeration(_) => {}
        }
    }

    /// The schemas that values of this kind are held against.
    pub fn schemas(&self) -> Vec<SchemaId> {
        match self {
            Self::Object(object) => {
                object.schema.into_iter().chain(object.members.iter().filter_map(|member| member.schema)).collect()
            }
            Self::Union(union) => union.schema.into_iter().collect(),
            Self::Opaque(opaque) => opaque.schema.into_iter().collect(),
            Self::Contents(contents) => contents.variants.iter().filter_map(|variant| variant.schema).collect(),
            Self::Alias(_) | Self::Text(_) | Self::Enumeration(_) => Vec::new(),
        }
    }

    /// Visits the schemas that values of this kind are held against, to change them.
    pub fn each_schema_mut(&mut self, visit: &mut dyn FnMut(&mut SchemaId)) {
        match self {
            Self::Object(object) => {
                object.schema.iter_mut().for_each(&mut *visit);
                object.members.iter_mut().flat_map(|member| &mut member.schema).for_each(visit);
            }
            Self::Union(union) => union.schema.iter_mut().for_each(visit),
            Self::Opaque(opaque) => opaque.schema.iter_mut().for_each(visit),
            Self::Contents(contents) => {
                contents.variants.iter_mut().flat_map(|variant| &mut variant.schema).for_each(visit);
            }
            Self::Alias(_) | Self::Text(_) | Self::Enumeration(_) => {}
        }
    }

    /// Visits the types that a value of this kind holds, to change them.
    pub fn each_type_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        match self {
            Self::Object(object) => {
                object.members.iter_mut().for_each(|member| visit(&mut member.ty));
                if let Additional::Kept { ty, .. } = &mut object.additional {
                    visit(ty);
                }
            }
            Self::Alias(alias) => visit(&mut alias.ty),
            Self::Union(union) => union.variants.iter_mut().for_each(|variant| visit(&mut variant.ty)),
            Self::Opaque(opaque) => opaque.views.iter_mut().for_each(|view| visit(&mut view.ty)),
            Self::Contents(contents) => {
                contents.variants.iter_mut().for_each(|variant| visit(&mut variant.payload.ty));
            }
            Self::Text(_) | Self::Enumeration(_) => {}
        }
    }
}

/// Another name for a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alias {
    /// The type it stands for.
    pub ty: Type,
    /// The rules that come with the name.
    pub rules: Rules,
    /// The builder of the type, under a name that belongs to this one.
    pub builder: Option<AliasBuilder>,
}

/// Another name for the builder of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AliasBuilder {
    /// The name.
    pub name: String,
    /// That of the object's builder.
    pub original: String,
    /// Whether programs make a value in their tests only, as [`super::Construction::Builder`] has it.
    pub for_tests: bool,
}

/// Whether a type is sent, received, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Usage {
    /// Reachable from a request.
    pub request: bool,
    /// Reachable from a response.
    pub response: bool,
}
