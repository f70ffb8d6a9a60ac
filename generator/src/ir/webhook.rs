//! Requests that the server sends: webhooks, and callbacks of operations.

use super::{Docs, Method, Name, Payload, Status, Type};

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
    /// What its body holds; none where there is no body, or none that is JSON.
    pub payload: Option<Payload>,
    /// What the server expects for an answer.
    pub answers: Vec<Answer>,
    /// The operation that it belongs to; a webhook belongs to none.
    pub callback: Option<Callback>,
}

impl Webhook {
    /// Visits every type reference, also those inside lists, maps and nulls.
    pub fn each_type(&self, visit: &mut dyn FnMut(&Type)) {
        let answers = self.answers.iter().filter_map(|answer| answer.payload.as_ref());
        self.payload.iter().chain(answers).for_each(|payload| payload.ty.visit(visit));
    }
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
    /// What it holds.
    pub payload: Option<Payload>,
    /// Documentation.
    pub docs: Docs,
}
