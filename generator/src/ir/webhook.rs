//! Requests that the server sends: webhooks, and callbacks of operations.

use super::{Docs, FieldForm, Method, Name, Payload, ResponseHeader, Status, Type};

/// A request that the server of the API sends to the user's.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// The name in the document, and that of the type.
    pub name: Name,
    /// The module (and file) it stands in.
    pub module: String,
    /// The JSON pointer it came from.
    pub pointer: String,
    /// The HTTP method.
    pub method: Method,
    /// Documentation.
    pub docs: Docs,
    /// What its body holds.
    pub payload: Option<Payload>,
    /// The headers whose values have a type, read like those of a response.
    pub headers: Vec<ResponseHeader>,
    /// The parameters of its query whose values have a type.
    pub queries: Vec<ReceivedQuery>,
    /// What the server expects for an answer.
    pub answers: Vec<Answer>,
    /// The operation that it belongs to; a webhook belongs to none.
    pub callback: Option<Callback>,
}

impl Webhook {
    /// Visits every type reference, also those inside lists, maps and nulls.
    pub fn each_type(&self, visit: &mut dyn FnMut(&Type)) {
        let answers = self.answers.iter().flat_map(|answer| &answer.payloads);
        self.payload.iter().chain(answers).for_each(|payload| payload.ty.visit(visit));
        self.headers.iter().for_each(|header| header.ty.visit(visit));
        self.queries.iter().for_each(|query| query.ty.visit(visit));
    }
}

/// A documented parameter of a query that is received.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceivedQuery {
    /// The parameter's name and the constant's.
    pub name: Name,
    /// How its text is read.
    pub form: FieldForm,
    /// What its value is.
    pub ty: Type,
    /// Documentation.
    pub docs: Docs,
}

/// Where a callback comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// The index of the operation in `Api::operations`.
    pub operation: usize,
    /// The runtime expression that gives its URL.
    pub expression: String,
}

/// An answer that the server expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: Status,
    /// What it can hold.
    pub payloads: Vec<Payload>,
    /// Documentation.
    pub docs: Docs,
}
