//! Bodies of requests and responses: which media types, and how a value becomes one.

use super::{Docs, Rules, SchemaId, Style, Type};

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What it holds.
    pub payload: Payload,
    /// Whether it must be sent.
    pub required: bool,
    /// The rules of this place.
    pub rules: Rules,
    /// What its type and rules do not check.
    pub schema: Option<SchemaId>,
    /// The field's and argument's name.
    pub field: String,
    /// Documentation.
    pub docs: Docs,
}

/// A body with its media type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Payload {
    /// The media type.
    pub media_type: String,
    /// Other media types that hold the same.
    pub others: Vec<String>,
    /// The type.
    pub ty: Type,
    /// How a value of the type and a body become each other.
    pub kind: ContentKind,
}

impl Payload {
    /// All its media types, as the document writes them.
    pub fn media_types(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.media_type).chain(&self.others).map(String::as_str)
    }
}

/// How a value and a body become each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ContentKind {
    /// By the JSON codec.
    Json,
    /// As a form of names and values, made from the JSON form.
    Form(Vec<Encoding>),
    /// As parts, made from the JSON form.
    Multipart(Vec<Encoding>),
    /// As parts, some of which are files: the type has no JSON form.
    Files(Vec<Encoding>),
    /// From a form of names and values, by way of JSON: it is received, never sent.
    ReceivedForm(ReceivedForm),
    /// As text.
    Text,
    /// As it is.
    Bytes,
    /// The type is an enum by media type, and does it by itself.
    Choice,
}

/// How a member of a form is spelled, where that is not the default.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Encoding {
    /// The member's wire name.
    pub name: String,
    /// How its value becomes text.
    pub spelling: Spelling,
}

/// What an Encoding Object says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// Like a parameter of a query.
    Style {
        /// `style`.
        style: Style,
        /// `explode`.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// As content of one of these media types or ranges.
    MediaTypes(Vec<String>),
}

/// One of several contents, told apart by their media types: an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Contents {
    /// Whether it is sent or received.
    pub direction: Direction,
    /// The variants; the first one is preferred.
    pub variants: Vec<ContentVariant>,
}

/// Which way a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the server.
    Request,
    /// From the server.
    Response,
}

/// A variant of an enum by media type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContentVariant {
    /// The variant's name.
    pub name: String,
    /// What it holds.
    pub payload: Payload,
    /// The rules of this place.
    pub rules: Rules,
    /// What its type and rules do not check.
    pub schema: Option<SchemaId>,
    /// Whether a value of its type becomes the enum by itself.
    pub convertible: bool,
}

/// How a form that is received becomes JSON.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReceivedForm {
    /// The names that something is known of.
    pub fields: Vec<FormField>,
    /// How the texts of other names are read.
    pub others: FieldForm,
}

/// A name of a form, and how its text is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FormField {
    /// The name.
    pub name: String,
    /// How its text is read.
    pub form: FieldForm,
}

/// How the text of a name in a form or query is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldForm {
    /// It is a string.
    Text,
    /// It is JSON: a number, a boolean, or an object or list as a whole.
    Json,
    /// A list of strings: each under the name, or all in one text with this between them.
    Texts(Option<char>),
    /// The same of what is JSON.
    Jsons(Option<char>),
    /// `name[member]`, once for each member.
    Deep(Vec<FormField>),
}
