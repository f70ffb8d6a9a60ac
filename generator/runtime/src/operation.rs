//! Operations: plain data that knows how to become a request and how to read its response.
//!
//! Responsible for the trait, for what is constant about an operation, and for what reading a response can end in. No I/O here.

use std::fmt;

use super::reader::DecodeError;
use super::request::RequestEncoder;
use super::response::RawResponse;
use super::rules::{Invalid, Validate};
use super::security::Requirements;

/// An operation of the API, with the values of its parameters and its body.
pub trait Operation {
    /// What a success holds.
    type Success: Validate;
    /// What a documented error holds; [`NoFailure`] where none is documented.
    type Failure: Failure;
    /// What is constant about the operation.
    const META: OperationMeta;

    /// Puts parameters and body into a request, and checks them.
    fn encode(&self, request: &mut RequestEncoder);

    /// Reads a success; nothing where successes have several shapes, and the document does not name this status.
    fn decode(response: &RawResponse) -> Option<Result<Self::Success, DecodeError>>
    where
        Self: Sized;

    /// Checks everything that the document demands of a request.
    ///
    /// # Errors
    ///
    /// The rules that are broken, and where.
    fn validate(&self) -> Result<(), Invalid>
    where
        Self: Sized,
    {
        let mut request = RequestEncoder::new(const { &Self::META });
        self.encode(&mut request);
        request.into_violations()
    }
}

/// The documented failures of operations.
pub trait Failure: Sized {
    /// Reads a response; nothing where the document does not name its status as one of a failure.
    fn decode(response: &RawResponse) -> Option<Result<Self, DecodeError>>;
}

/// What reading a response ended in.
pub enum Decoded<O: Operation> {
    /// A success.
    Success(O::Success),
    /// A documented error.
    Failure(O::Failure),
    /// The status is documented, the rest is not as documented.
    Unreadable(DecodeError),
    /// The document does not know this status.
    Undocumented,
}

impl<O: Operation> Decoded<O> {
    /// Reads a response: a documented success, else a documented failure, else a success of a status that the document
    /// does not name, if all that it names have the same shape.
    #[must_use]
    pub fn read(response: &RawResponse) -> Self {
        let documented = O::META.is_documented_success(response.status().as_u16());
        if !documented && let Some(failure) = O::Failure::decode(response) {
            return failure.map_or_else(Self::Unreadable, Self::Failure);
        }
        let success = if documented || response.status().is_success() { O::decode(response) } else { None };
        match success {
            Some(read) => read.map_or_else(Self::Unreadable, Self::Success),
            None => Self::Undocumented,
        }
    }
}

/// The error of operations that document none. There is no value of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFailure {}

impl Failure for NoFailure {
    fn decode(_: &RawResponse) -> Option<Result<Self, DecodeError>> {
        None
    }
}

impl fmt::Display for NoFailure {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for NoFailure {}

/// What is constant about an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationMeta {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    accept: &'static str,
    success: &'static [u16],
    any_success: bool,
    security: Requirements,
    idempotency_key: Option<&'static str>,
    replay: &'static [u16],
    request_id_header: Option<&'static str>,
    request_id_body: Option<&'static str>,
    retry: Option<&'static [u16]>,
    servers: &'static [&'static str],
}

impl OperationMeta {
    /// An operation by its name, method and path template. It needs no credentials until [`security`](Self::security) says so.
    #[must_use]
    pub const fn new(name: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            name,
            method,
            path,
            accept: "application/json",
            success: &[200],
            any_success: false,
            security: &[],
            idempotency_key: None,
            replay: &[],
            request_id_header: None,
            request_id_body: None,
            retry: None,
            servers: &[],
        }
    }

    /// Sets the media types that are asked for.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// Sets the statuses of documented successes, which is 200 alone until then.
    #[must_use]
    pub const fn success(mut self, statuses: &'static [u16]) -> Self {
        self.success = statuses;
        self
    }

    /// Every status of success is documented.
    #[must_use]
    pub const fn any_success(mut self) -> Self {
        self.any_success = true;
        self
    }

    /// Sets the alternatives of credentials, each a list of schemes that are needed together.
    #[must_use]
    pub const fn security(mut self, requirements: Requirements) -> Self {
        self.security = requirements;
        self
    }

    /// Sets the header that an idempotency key travels in.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Sets the statuses that mean that an earlier call's result is repeated.
    #[must_use]
    pub const fn replay(mut self, statuses: &'static [u16]) -> Self {
        self.replay = statuses;
        self
    }

    /// Sets the response header that holds the server's name for the request.
    #[must_use]
    pub const fn request_id_header(mut self, header: &'static str) -> Self {
        self.request_id_header = Some(header);
        self
    }

    /// Sets the place in the body of an error response (a JSON pointer) that holds the server's name for the request.
    #[must_use]
    pub const fn request_id_body(mut self, pointer: &'static str) -> Self {
        self.request_id_body = Some(pointer);
        self
    }

    /// Sets the statuses after which the call may be tried again.
    #[must_use]
    pub const fn retry(mut self, statuses: &'static [u16]) -> Self {
        self.retry = Some(statuses);
        self
    }

    /// Sets the servers that the operation goes to in place of the client's: absolute URLs, or relative to the client's.
    #[must_use]
    pub const fn servers(mut self, urls: &'static [&'static str]) -> Self {
        self.servers = urls;
        self
    }

    /// The servers that the operation goes to in place of the client's; none where it goes to that.
    #[must_use]
    pub const fn own_servers(&self) -> &'static [&'static str] {
        self.servers
    }

    /// The operation's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The path template.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The media types that are asked for.
    #[must_use]
    pub const fn accepted(&self) -> &'static str {
        self.accept
    }

    /// Whether the document names this status as one of a success.
    #[must_use]
    pub fn is_documented_success(&self, status: u16) -> bool {
        self.success.contains(&status) || self.any_success && (200..300).contains(&status)
    }

    /// The alternatives of credentials.
    #[must_use]
    pub const fn requirements(&self) -> Requirements {
        self.security
    }

    /// The header that an idempotency key travels in, if one is declared.
    #[must_use]
    pub const fn key_header(&self) -> Option<&'static str> {
        self.idempotency_key
    }

    /// Whether a response of this status repeats an earlier call's result.
    #[must_use]
    pub fn is_replay(&self, status: u16) -> bool {
        self.replay.contains(&status)
    }

    /// Where the server's name for the request is found: a response header, and a place in the body of an error response.
    #[must_use]
    pub const fn request_id(&self) -> (Option<&'static str>, Option<&'static str>) {
        (self.request_id_header, self.request_id_body)
    }

    /// Whether a response of this status is a reason to try again, if the call may be repeated at all.
    #[must_use]
    pub fn is_retryable_status(&self, status: u16) -> bool {
        self.retry.unwrap_or(&[408, 429, 500, 502, 503, 504]).contains(&status)
    }
}
