//! Responses.

use super::{Docs, Name, Payload, Type};

/// A documented response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status or statuses.
    pub status: Status,
    /// What it holds; nothing where the document gives no content.
    pub payload: Option<Payload>,
    /// This status means the result of an earlier call (`x-replay`).
    pub replay: bool,
    /// Documentation.
    pub docs: Docs,
    /// The names of documented headers.
    pub headers: Vec<String>,
    /// Those whose values have a type.
    pub typed_headers: Vec<ResponseHeader>,
    /// What it can be read as while it comes.
    pub streams: Vec<Streaming>,
}

/// A documented header of responses.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// The header's name and the constant's.
    pub name: Name,
    /// How its text is read.
    pub form: HeaderForm,
    /// What its value is.
    pub ty: Type,
    /// Documentation.
    pub docs: Docs,
}

/// How the text of a header is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// It is a string.
    Text,
    /// It is JSON: a number, a boolean, or said to be JSON.
    Json,
    /// Strings between commas.
    Texts,
    /// Numbers or booleans between commas.
    Jsons,
}

/// A body of many values, each read as it comes.
#[derive(Clone, Debug, PartialEq)]
pub struct Streaming {
    /// How the values are told apart.
    pub kind: StreamKind,
    /// The media type.
    pub media_type: String,
    /// What one is as JSON; nothing where it is plain text.
    pub ty: Option<Type>,
}

/// How the values of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// Server-sent events.
    Events,
    /// One JSON value a line.
    Lines,
}

/// The statuses a response stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// `4XX`: a hundred statuses.
    Range(u8),
    /// `default`: every other one.
    Default,
}

/// What a successful call gives.
#[derive(Clone, Debug, PartialEq)]
pub enum SuccessType {
    /// No content.
    Empty,
    /// One type, whatever the status.
    One(Type),
    /// A type per status: an enum of this name.
    PerStatus {
        /// The enum's name.
        name: String,
        /// Its variants.
        variants: Vec<ErrorVariant>,
    },
}

/// What a documented failure is.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorType {
    /// No failure is documented.
    Undocumented,
    /// An enum of this name.
    PerStatus {
        /// The enum's name.
        name: String,
        /// Its variants.
        variants: Vec<ErrorVariant>,
        /// The enum of another operation of the group that this is another name for, since its failures are the same.
        same_as: Option<String>,
    },
}

/// One variant of an enum by status.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorVariant {
    /// The status or statuses.
    pub status: Status,
    /// The variant's name.
    pub name: String,
    /// What it holds.
    pub ty: Option<Type>,
    /// Documentation.
    pub docs: Docs,
}

/// The responses that describe successes: those of such a status, or where there is none, `default`.
pub fn successes(responses: &[Response]) -> impl Iterator<Item = &Response> {
    let any = responses.iter().any(|response| response.status.is_success());
    responses.iter().filter(move |response| response.status.is_success() || !any && response.status == Status::Default)
}

impl Status {
    /// Whether a call that got this status succeeded.
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Range(hundreds) => hundreds == 2,
            Self::Default => false,
        }
    }
}
