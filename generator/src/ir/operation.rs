//! Operations.

use super::{
    Body, Construction, Docs, ErrorType, Name, Paging, Parameter, ParameterRole, RequestId, Response, ResponseHeader,
    SchemaId, StreamKind, Streaming, SuccessType, Type, successes,
};

/// A group of operations: a folder of the emitted crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The tag and its module's name.
    pub name: Name,
    /// Documentation.
    pub docs: Docs,
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId` and the client's method.
    pub name: Name,
    /// The name of the type that is the operation as a value.
    pub type_name: String,
    /// The module (and file) it stands in.
    pub module: String,
    /// The index of its group in `Api::tags`.
    pub tag: usize,
    /// The JSON pointer it came from.
    pub pointer: String,
    /// The HTTP method.
    pub method: Method,
    /// The path template.
    pub path: String,
    /// Documentation.
    pub docs: Docs,
    /// The parameters, path ones first.
    pub parameters: Vec<Parameter>,
    /// The request's body.
    pub body: Option<Body>,
    /// The media types that are asked for, where that is more than `application/json`.
    pub accept: Option<String>,
    /// Every documented response.
    pub responses: Vec<Response>,
    /// The headers of all responses that have a type.
    pub headers: Vec<ResponseHeader>,
    /// What a call gives on success.
    pub success: SuccessType,
    /// What a documented failure is.
    pub failure: ErrorType,
    /// How a program makes one.
    pub construction: Construction,
    /// Alternatives of sets of security schemes, by name; empty where no credential is sent.
    pub security: Vec<Vec<String>>,
    /// The servers it goes to in place of the client's: absolute URLs, or relative to the client's.
    pub servers: Vec<String>,
    /// Where a response says its request ID.
    pub request_id: Option<RequestId>,
    /// The statuses after which the call may be tried again (`x-retry`), where the document says so.
    pub retry: Option<Vec<u16>>,
    /// How the pages of a list follow each other.
    pub pagination: Option<Pagination>,
    /// The same, where the client can walk them.
    pub paging: Option<Paging>,
}

/// A field of an operation as a value: a parameter or the body.
#[derive(Clone, Copy, Debug)]
pub struct OperationField<'o> {
    /// The parameter's name on the wire; the field's for the body.
    pub wire: &'o str,
    /// The field's and argument's name.
    pub name: &'o str,
    /// The setter's name.
    pub setter: &'o str,
    /// The type.
    pub ty: &'o Type,
    /// Whether it must be given.
    pub required: bool,
}

impl Operation {
    /// The parameters that are fields of the operation.
    pub fn plain_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.role == ParameterRole::Plain)
    }

    /// The fields of the operation in the order of arguments: parameters, then the body.
    pub fn fields(&self) -> impl Iterator<Item = OperationField<'_>> {
        let parameters = self.plain_parameters().map(|parameter| OperationField {
            wire: &parameter.name.wire,
            name: &parameter.name.rust,
            setter: &parameter.setter,
            ty: &parameter.ty,
            required: parameter.required,
        });
        let body = self.body.iter().map(|body| OperationField {
            wire: &body.field,
            name: &body.field,
            setter: &body.field,
            ty: &body.payload.ty,
            required: body.required,
        });
        parameters.chain(body)
    }

    /// The fields that must be given.
    pub fn required_fields(&self) -> impl Iterator<Item = OperationField<'_>> {
        self.fields().filter(|field| field.required)
    }

    /// What a success can be read as while it comes.
    pub fn stream(&self, kind: StreamKind) -> Option<&Streaming> {
        self.responses.iter().flat_map(|response| &response.streams).find(|stream| stream.kind == kind)
    }

    /// The responses that describe successes: those of such a status, or where there is none, `default`.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        successes(&self.responses)
    }

    /// Visits every type reference, also those inside lists, maps and nulls.
    pub fn each_type(&self, visit: &mut dyn FnMut(&Type)) {
        self.parameters.iter().for_each(|parameter| parameter.ty.visit(visit));
        self.body.iter().for_each(|body| body.payload.ty.visit(visit));
        let payloads = self.responses.iter().filter_map(|response| response.payload.as_ref());
        payloads.for_each(|payload| payload.ty.visit(visit));
        let streams = self.responses.iter().flat_map(|response| &response.streams);
        streams.filter_map(|stream| stream.ty.as_ref()).for_each(|ty| ty.visit(visit));
        self.headers.iter().for_each(|header| header.ty.visit(visit));
    }

    /// The schemas that values of this operation are held against.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> + '_ {
        let parameters = self.parameters.iter().filter_map(|parameter| parameter.schema);
        parameters.chain(self.body.iter().filter_map(|body| body.schema))
    }

    /// Whether a parameter is deprecated.
    pub fn has_deprecated_parameters(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.docs.deprecated)
    }
}

/// An HTTP method that OpenAPI names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// PUT.
    Put,
    /// POST.
    Post,
    /// DELETE.
    Delete,
    /// OPTIONS.
    Options,
    /// HEAD.
    Head,
    /// PATCH.
    Patch,
    /// TRACE.
    Trace,
}

impl Method {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// `x-pagination`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pagination {
    /// Numbered pages.
    Numbered {
        /// The parameter that holds the page's number.
        page: String,
        /// The parameter that holds the page's size.
        size: Option<String>,
        /// Where the items stand in a response.
        items: String,
        /// Where the number of pages stands in a response.
        total_pages: Option<String>,
    },
    /// Each page names the next.
    Cursor {
        /// The parameter that holds the cursor.
        cursor: String,
        /// Where a response says the next cursor.
        next: String,
        /// Where the items stand in a response.
        items: String,
    },
}
