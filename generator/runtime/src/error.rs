//! The one error of calls.
//!
//! Responsible for what a caller can ask of a failed call, and for showing none of its secrets. Does not know how calls are made.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use super::clock;
use super::idempotency::IdempotencyKey;
use super::operation::NoFailure;
use super::outcome::Outcome;
use super::reader::DecodeError;
use super::request::RequestError;
use super::rules::Invalid;
use super::timeout::TimeoutPhase;
use super::transport::BoxError;

/// How much of a response's body an error keeps.
pub const KEPT_BODY: usize = 8 * 1024;

/// A call that failed. `E` is the operation's documented error.
///
/// Neither `Display` nor `Debug` shows a body, a value of the request or a credential; ask [`api`](Self::api) or [`body`](Self::body).
pub struct Error<E>(Box<Inner<E>>);

struct Inner<E> {
    kind: ErrorKind<E>,
    context: Context,
}

/// What failed.
#[non_exhaustive]
pub enum ErrorKind<E> {
    /// The request breaks rules of the document; nothing was sent.
    InvalidRequest(Invalid),
    /// The request cannot be sent, for another reason than the document's rules; nothing was sent.
    Request(RequestError),
    /// No access token could be had, so the call was not sent; the cause is a [`TokenError`](super::token::TokenError).
    Credential,
    /// No connection to the server; nothing was sent.
    Connect,
    /// It took too long.
    Timeout(TimeoutPhase),
    /// The connection was lost, or what came over it was not HTTP.
    Transport,
    /// The response's body is larger than allowed.
    BodyTooLarge,
    /// The server answered with a documented error.
    Api(E),
    /// The server answered with a status that the document does not know (redirects among them).
    UnexpectedStatus,
    /// The answer is not as documented.
    Decode(DecodeError),
    /// The answer breaks rules of the document, and the client was built to be strict about that.
    InvalidResponse(Invalid),
}

/// What is known about a failed call besides its kind.
pub struct Context {
    pub(super) operation: &'static str,
    pub(super) status: Option<StatusCode>,
    pub(super) headers: Option<HeaderMap>,
    pub(super) body: Box<[u8]>,
    pub(super) request_id: Option<String>,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) attempts: u32,
    pub(super) outcome: Outcome,
    pub(super) elapsed: Duration,
    pub(super) retryable: bool,
    pub(super) source: Option<BoxError>,
}

impl Context {
    /// About a call that has not been sent.
    #[must_use]
    pub fn not_sent(operation: &'static str) -> Self {
        Self {
            operation,
            status: None,
            headers: None,
            body: Box::default(),
            request_id: None,
            key: None,
            attempts: 0,
            outcome: Outcome::NotSent,
            elapsed: Duration::ZERO,
            retryable: false,
            source: None,
        }
    }
}

impl Error<NoFailure> {
    /// The same failure as an error of an operation: there is no documented error in it.
    #[must_use]
    pub fn widen<E>(self) -> Error<E> {
        let kind = match self.0.kind {
            ErrorKind::InvalidRequest(invalid) => ErrorKind::InvalidRequest(invalid),
            ErrorKind::Request(error) => ErrorKind::Request(error),
            ErrorKind::Credential => ErrorKind::Credential,
            ErrorKind::Connect => ErrorKind::Connect,
            ErrorKind::Timeout(phase) => ErrorKind::Timeout(phase),
            ErrorKind::Transport => ErrorKind::Transport,
            ErrorKind::BodyTooLarge => ErrorKind::BodyTooLarge,
            ErrorKind::Api(none) => match none {},
            ErrorKind::UnexpectedStatus => ErrorKind::UnexpectedStatus,
            ErrorKind::Decode(error) => ErrorKind::Decode(error),
            ErrorKind::InvalidResponse(invalid) => ErrorKind::InvalidResponse(invalid),
        };
        Error::new(kind, self.0.context)
    }
}

impl<E> Error<E> {
    /// An error of a kind.
    #[must_use]
    pub fn new(kind: ErrorKind<E>, context: Context) -> Self {
        Self(Box::new(Inner { kind, context }))
    }

    /// What failed.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind<E> {
        &self.0.kind
    }

    /// The documented error that the server answered with.
    #[must_use]
    pub fn api(&self) -> Option<&E> {
        match &self.0.kind {
            ErrorKind::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The documented error that the server answered with; else this error again.
    ///
    /// # Errors
    ///
    /// When the failure is another one.
    pub fn into_api(self) -> Result<E, Self> {
        match *self.0 {
            Inner { kind: ErrorKind::Api(error), .. } => Ok(error),
            inner => Err(Self(Box::new(inner))),
        }
    }

    /// What has happened on the server's side, over all attempts of the call.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.context.outcome
    }

    /// The status of the last answer, if one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.context.status
    }

    /// The headers of the last answer, if one came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.context.headers.as_ref()
    }

    /// The begin of the last answer's body, at most [`KEPT_BODY`] bytes. Mind where it is shown: servers repeat what they were sent.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.0.context.body
    }

    /// What the server calls the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.context.request_id.as_deref()
    }

    /// How long the server asks to wait before the next request: the header `Retry-After`, in seconds or as a date.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?, clock::now)
    }

    /// Whether the same call may be made again: nothing was sent, or the failure may pass and the call may be repeated, being
    /// idempotent by its method or by its key (which has to be the same again).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.context.retryable
    }

    /// How many requests were sent, or tried to.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.context.attempts
    }

    /// The idempotency key of the call.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.0.context.key.as_ref()
    }

    /// How long the call took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.context.elapsed
    }

    /// The operation's name.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.context.operation
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = &self.0.context;
        if !matches!(self.0.kind, ErrorKind::InvalidRequest(_) | ErrorKind::InvalidResponse(_)) {
            write!(formatter, "{}: ", context.operation)?; // those two name it themselves
        }
        match &self.0.kind {
            ErrorKind::InvalidRequest(invalid) => write!(formatter, "invalid request: {invalid}")?,
            ErrorKind::Request(error) => write!(formatter, "the request cannot be sent: {error}")?,
            ErrorKind::Credential => {
                formatter.write_str("no access token")?;
                if let Some(source) = &context.source {
                    write!(formatter, ": {source}")?;
                }
            }
            ErrorKind::Connect => formatter.write_str("no connection to the server")?,
            ErrorKind::Timeout(phase) => write!(formatter, "timeout ({phase})")?,
            ErrorKind::Transport => formatter.write_str("the connection failed before the answer was complete")?,
            ErrorKind::BodyTooLarge => formatter.write_str("the response's body is larger than allowed")?,
            ErrorKind::Api(_) => formatter.write_str("the server answered with an error")?,
            ErrorKind::UnexpectedStatus => formatter.write_str("the server answered with an undocumented status")?,
            ErrorKind::Decode(error) => write!(formatter, "the answer is not as documented: {error}")?,
            ErrorKind::InvalidResponse(invalid) => write!(formatter, "the answer is not as documented: {invalid}")?,
        }
        if let Some(status) = context.status {
            write!(formatter, ", status {}", status.as_u16())?;
        }
        if let Some(id) = &context.request_id {
            write!(formatter, ", request ID {id}")?;
        }
        Ok(())
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = &self.0.context;
        formatter
            .debug_struct("Error")
            .field("operation", &context.operation)
            .field("kind", &self.0.kind)
            .field("status", &context.status.map(|status| status.as_u16()))
            .field("request_id", &context.request_id)
            .field("idempotency_key", &context.key)
            .field("attempts", &context.attempts)
            .field("outcome", &context.outcome)
            .field("elapsed", &context.elapsed)
            .field("source", &context.source)
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for ErrorKind<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(invalid) => formatter.debug_tuple("InvalidRequest").field(invalid).finish(),
            Self::Request(error) => formatter.debug_tuple("Request").field(error).finish(),
            Self::Credential => formatter.write_str("Credential"),
            Self::Connect => formatter.write_str("Connect"),
            Self::Timeout(phase) => formatter.debug_tuple("Timeout").field(phase).finish(),
            Self::Transport => formatter.write_str("Transport"),
            Self::BodyTooLarge => formatter.write_str("BodyTooLarge"),
            Self::Api(_) => formatter.write_str("Api(..)"), // a body: servers repeat what they were sent
            Self::UnexpectedStatus => formatter.write_str("UnexpectedStatus"),
            Self::Decode(error) => formatter.debug_tuple("Decode").field(error).finish(),
            Self::InvalidResponse(invalid) => formatter.debug_tuple("InvalidResponse").field(invalid).finish(),
        }
    }
}

impl<E> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.kind {
            ErrorKind::InvalidRequest(invalid) | ErrorKind::InvalidResponse(invalid) => Some(invalid),
            ErrorKind::Request(error) => Some(error),
            ErrorKind::Decode(error) => Some(error),
            _ => match &self.0.context.source {
                Some(source) => Some(&**source),
                None => None,
            },
        }
    }
}

/// Reads `Retry-After`: seconds, or a date, which is compared with the server's own clock where it tells it.
#[must_use]
pub fn retry_after(headers: &HeaderMap, now: impl FnOnce() -> Option<SystemTime>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let then = http_date(text)?;
    let served = headers.get(DATE).and_then(|value| http_date(value.to_str().ok()?.trim()));
    let local = || now()?.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs());
    let now = served.or_else(local)?;
    Some(Duration::from_secs(then.saturating_sub(now)))
}

/// Seconds since 1970 of an HTTP date, in the form that servers must send: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let parts: Vec<&str> = text.get(5..)?.split(' ').collect();
    let [day, month, year, time, "GMT"] = parts[..] else {
        return None;
    };
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    let (day, year) = (number(day)?, number(year)?);
    let month = MONTHS.iter().position(|name| *name == month)?;
    let times: Vec<u64> = time.split(':').map(number).collect::<Option<_>>()?;
    let [hour, minute, second] = times[..] else {
        return None;
    };
    if !(1970..=9999).contains(&year) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let months = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = (1970..year).map(|year| if leap(year) { 366 } else { 365 }).sum::<u64>()
        + months[..month].iter().sum::<u64>()
        + day
        - 1;
    Some(days * 86400 + hour * 3600 + minute * 60 + second)
}
