//! Responses: the raw one with its readers, and the one that a call returns.
//!
//! Responsible for looking at the content type before the body, and for finding the server's name for the request. Knows nothing of how
//! a response came here.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use super::content::{Bytes, fits};
use super::idempotency::IdempotencyKey;
use super::json::{self, Json};
use super::operation::OperationMeta;
use super::outcome::Outcome;
use super::reader::DecodeError;
use super::rules::{Checker, Rules, Validate};
use super::value::Value;

/// A body that may come as one of several media types.
pub trait ResponseContent: Sized {
    /// Reads it by the content type of the response.
    ///
    /// # Errors
    ///
    /// When the content type is another one, or the body is not as documented.
    fn read(response: &RawResponse) -> Result<Self, DecodeError>;
}

/// A complete response, not yet read. Its `Debug` shows neither the body nor values of headers.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    /// A response of these parts.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Takes the response apart.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }

    /// Reads the body as JSON, if the content type says that it is JSON (or says nothing).
    ///
    /// `application/json`, `text/json` and everything that ends in `+json` are JSON, whatever their parameters: JSON is UTF-8. A byte order mark is skipped.
    ///
    /// # Errors
    ///
    /// When the content type is another one, the body is empty, compressed, no JSON, or of another shape. Nothing of the body is in the error.
    pub fn json<T: Json>(&self) -> Result<T, DecodeError> {
        json::from_answer(self.json_bytes(&[])?)
    }

    /// The same, where the document says that these media types hold JSON too.
    ///
    /// # Errors
    ///
    /// As [`json`](Self::json).
    pub fn json_of<T: Json>(&self, media_types: &[&str]) -> Result<T, DecodeError> {
        json::from_answer(self.json_bytes(media_types)?)
    }

    /// Reads nothing. A body that the document does not speak of is passed over, unless it is a page for people: that
    /// does not come from the API but from something in between.
    ///
    /// # Errors
    ///
    /// When the body is HTML.
    pub fn empty(&self) -> Result<(), DecodeError> {
        let html = self.media_type().is_some_and(|text| is_page(&text));
        if html && !self.body.is_empty() { Err(DecodeError::other("the body is a page of HTML")) } else { Ok(()) }
    }

    /// Reads the body as UTF-8 text, whatever the content type.
    ///
    /// # Errors
    ///
    /// When the body is compressed or not UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        self.check_encoding()?;
        let text =
            std::str::from_utf8(without_mark(&self.body)).map_err(|_| DecodeError::other("the body is not UTF-8"))?;
        Ok(text.to_owned())
    }

    /// Reads the body as it is.
    ///
    /// # Errors
    ///
    /// When it is compressed.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        self.check_encoding()?;
        Ok(self.body.clone())
    }

    /// Reads the body as UTF-8 text, where the document says that it is of one of these media types or ranges. It may say to be of another,
    /// for nothing depends on that; but a page for people where none is documented comes from something in between.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text), and when the body is HTML.
    pub fn text_of(&self, media_types: &[&str]) -> Result<String, DecodeError> {
        self.refuse_page(media_types)?;
        self.text()
    }

    /// The same for a body that is taken as it is.
    ///
    /// # Errors
    ///
    /// When it is compressed, or HTML.
    pub fn bytes_of(&self, media_types: &[&str]) -> Result<Bytes, DecodeError> {
        self.refuse_page(media_types)?;
        self.bytes()
    }

    /// Which of the media types or ranges of the document the body is of: the one that names it, with its parameters if one has them, else
    /// a JSON one for any JSON, else a range. It is the first one where the response does not say.
    ///
    /// # Errors
    ///
    /// When the body is of another media type.
    pub fn choose(&self, media_types: &[&str]) -> Result<usize, DecodeError> {
        let Some(said) = self.media_type().filter(|said| !said.is_empty()) else { return Ok(0) };
        let is_json = |text: &str| matches!(text, "application/json" | "text/json") || text.ends_with("+json");
        let find = |test: &dyn Fn(&str) -> bool| media_types.iter().position(|known| test(known));
        let has = parameters(self.headers.get(CONTENT_TYPE).and_then(|text| text.to_str().ok()).unwrap_or_default());
        // Of several that name it, the one that says most of what the body says and nothing else (RFC 9110, 12.5.1).
        let named = media_types.iter().enumerate().filter(|(_, known)| !known.contains('*') && fits(&said, known));
        let agrees = |known: &str| parameters(known).iter().all(|parameter| has.contains(parameter));
        let exact =
            named.clone().filter(|(_, known)| agrees(known)).rev().max_by_key(|(_, known)| parameters(known).len());
        exact
            .or_else(|| named.clone().min_by_key(|(_, known)| parameters(known).len()))
            .map(|(at, _)| at)
            .or_else(|| find(&|known| is_json(known) && is_json(&said)))
            .or_else(|| find(&|known| fits(&said, known)))
            .ok_or_else(|| DecodeError::other("the content type is none that the document names"))
    }

    fn refuse_page(&self, media_types: &[&str]) -> Result<(), DecodeError> {
        let Some(said) = self.media_type().filter(|said| is_page(said)) else { return Ok(()) };
        if self.body.is_empty() || media_types.iter().any(|known| fits(&said, known)) {
            return Ok(());
        }
        Err(DecodeError::other("the body is a page of HTML"))
    }

    /// Whether the body is as it says, and not compressed.
    pub(super) fn check_encoding(&self) -> Result<(), DecodeError> {
        let plain = |value: &http::HeaderValue| value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
        if self.headers.get_all(CONTENT_ENCODING).iter().all(plain) {
            Ok(())
        } else {
            Err(DecodeError::other("the body is compressed, which was not asked for"))
        }
    }

    /// The media type of the body, in lower case and without parameters.
    pub(super) fn media_type(&self) -> Option<String> {
        let text = self.headers.get(CONTENT_TYPE)?.to_str().unwrap_or("?");
        Some(text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }

    fn json_bytes(&self, media_types: &[&str]) -> Result<&[u8], DecodeError> {
        if let Some(text) = self.media_type() {
            let json = matches!(text.as_str(), "application/json" | "text/json" | "") || text.ends_with("+json");
            if !json && !media_types.iter().any(|known| known.eq_ignore_ascii_case(&text)) {
                return Err(DecodeError::other("the content type is not JSON"));
            }
        }
        self.check_encoding()?;
        let body = without_mark(&self.body);
        if body.trim_ascii().is_empty() {
            return Err(DecodeError::other("the body is empty"));
        }
        Ok(body)
    }
}

/// The parameters of a media type but for the one that says how characters are written, names in lower case, values without quotes.
fn parameters(media_type: &str) -> Vec<(String, &str)> {
    let parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let parameters = parameters.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"')));
    parameters.filter(|(name, _)| name != "charset").collect()
}

/// Whether a media type is that of pages for people.
fn is_page(media_type: &str) -> bool {
    matches!(media_type, "text/html" | "application/xhtml+xml")
}

fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().map(http::HeaderName::as_str).collect();
        formatter
            .debug_struct("RawResponse")
            .field("status", &self.status.as_u16())
            .field("header_names", &names)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

impl Validate for Bytes {
    fn check(&self, _: &Rules, _: &mut Checker) {}
}

impl Validate for RawResponse {
    fn check(&self, _: &Rules, _: &mut Checker) {}
}

/// What the server calls the request: from the header that the document names, for error responses from the place in the body that it
/// names, else from a header that is commonly used.
#[must_use]
pub fn request_id(meta: &OperationMeta, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<String> {
    const COMMON: [&str; 6] =
        ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "x-amz-request-id", "x-ms-request-id"];
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).and_then(presentable);
    let (named, pointer) = meta.request_id();
    let in_body = || {
        let pointer = pointer.filter(|_| status.is_client_error() || status.is_server_error())?;
        let value: Value = json::from_slice(without_mark(body)).ok()?;
        value.pointer(pointer)?.as_str().and_then(presentable)
    };
    named.and_then(header).or_else(in_body).or_else(|| COMMON.into_iter().find_map(header))
}

/// A text that can stand in a line of a log: short, and without controls.
fn presentable(text: &str) -> Option<String> {
    let fits = !text.is_empty() && text.len() <= 128 && text.chars().all(|character| !character.is_control());
    fits.then(|| text.to_owned())
}

/// A success: the value that was read, and what is known about the call. Derefs to the value.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    facts: Box<Facts>,
}

/// What is known about a call besides the value it returns.
#[derive(Clone)]
pub struct Facts {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) request_id: Option<String>,
    pub(super) replay: bool,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) attempts: u32,
    pub(super) outcome: Outcome,
    pub(super) elapsed: Duration,
}

impl<T> Response<T> {
    /// A response of a value and the facts about its call.
    #[must_use]
    pub fn new(value: T, facts: Box<Facts>) -> Self {
        Self { value, facts }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.facts.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.facts.headers
    }

    /// What the server calls this request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.facts.request_id.as_deref()
    }

    /// Whether this is the result of an earlier call with the same idempotency key, as far as the document tells by the status.
    #[must_use]
    pub fn is_replay(&self) -> bool {
        self.facts.replay
    }

    /// The idempotency key that was sent.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.facts.key.as_ref()
    }

    /// How many requests were sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.facts.attempts
    }

    /// What has happened on the server's side, over all attempts of the call: [`Outcome::Applied`] for a success. For a raw answer it is more
    /// than its status tells: a request that is refused may be the repetition of one whose answer was lost.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.facts.outcome
    }

    /// How long the call took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.facts.elapsed
    }

    /// The same with another value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { value: change(self.value), facts: self.facts }
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.facts.status.as_u16())
            .field("request_id", &self.facts.request_id)
            .field("attempts", &self.facts.attempts)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
