//! Access tokens of OAuth 2.0 by the client's own credentials (RFC 6749, section 4.4).
//!
//! Responsible for asking for a token, for keeping it as long as it is good, and for one question at a time however many calls need the
//! answer. Does not know which operations need one.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{Method, StatusCode, Uri};

use super::client::Core;
use super::content::Content;
use super::parameter::percent_encode;
use super::response::RawResponse;
use super::secret::Secret;
use super::security::{base64, header_value};
use super::server::{BaseUrl, Origin, check_path};
use super::transport::{Limits, Transport, TransportErrorKind};
use super::value::Value;

/// The most bytes of an answer with a token.
const MAX_ANSWER: usize = 256 * 1024;

/// How long before its end a token is not used any more; a quarter of its life if that is less.
const MARGIN: Duration = Duration::from_secs(30);

/// What a client shows to get access tokens. Clones share the token. `Debug` shows no secret.
///
/// The token is asked for when a call first needs it, again when it is about to end, and once more when the server refuses it with 401.
#[derive(Clone)]
pub struct ClientCredentials {
    token_url: String,
    id: String,
    secret: Secret,
    scope: Option<String>,
    in_body: bool,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    token: Option<AccessToken>,
    /// Counts the tokens.
    generation: u64,
    /// Counts the questions for tokens.
    question: u64,
    asking: bool,
    waiting: Vec<Waker>,
    /// Which question had which failure.
    failed: Option<(u64, TokenError)>,
}

/// A token, and which one it is.
#[derive(Clone)]
pub struct AccessToken {
    pub(super) header: HeaderValue,
    pub(super) generation: u64,
    /// On the client's clock.
    until: Option<Duration>,
}

impl ClientCredentials {
    /// Credentials for a token endpoint: an absolute URL, or a path of the client's own server. They are sent in the header
    /// `Authorization` (RFC 6749, section 2.3.1).
    #[must_use]
    pub fn new(token_url: impl Into<String>, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            token_url: token_url.into(),
            id: id.into(),
            secret: secret.into(),
            scope: None,
            in_body: false,
            state: Arc::default(),
        }
    }

    /// Asks for these scopes, parted by spaces. Without it, the server decides.
    #[must_use]
    pub fn scope(mut self, scopes: impl Into<String>) -> Self {
        self.scope = Some(scopes.into());
        self
    }

    /// Sends the credentials in the body, for servers that do not take them in a header.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// The token endpoint.
    ///
    /// # Errors
    ///
    /// Why it cannot be used.
    pub fn endpoint(&self, base: &BaseUrl, plain_http: bool) -> Result<Uri, &'static str> {
        let text = if self.token_url.starts_with('/') {
            format!("{}{}", base.origin(), self.token_url)
        } else {
            self.token_url.clone()
        };
        let uri: Uri = text.parse().map_err(|_| "the token endpoint is no URL")?;
        let origin = Origin::of(&uri).ok_or("the token endpoint is no http or https URL")?;
        check_path(uri.path())?;
        if !origin.is_https() && !origin.is_loopback() && !plain_http {
            return Err("plain http to the token endpoint is not allowed");
        }
        Ok(uri)
    }

    /// A token that is good, and not the one that was refused. One question is asked at a time, and its answer is for all who wait.
    pub(super) async fn token(
        &self,
        core: &Core,
        transport: &dyn Transport,
        limits: &Limits,
        refused: Option<u64>,
    ) -> Result<AccessToken, TokenError> {
        let mut patience = core.clock.sleep(limits.attempt);
        let mut awaited = None;
        let turn = poll_fn(|context| {
            let turn = self.turn(core.clock.elapsed(), refused, &mut awaited, context);
            match (&turn, &mut patience) {
                (Poll::Pending, Some(patience)) if awaited.is_some() => {
                    patience.as_mut().poll(context).map(|()| Turn::Failed(TokenError::late()))
                }
                _ => turn,
            }
        });
        match turn.await {
            Turn::Have(token) => Ok(token),
            Turn::Failed(error) => Err(error),
            Turn::Ask(question) => {
                let asking = Asking(self);
                let answer = self.ask(core, transport, limits).await;
                let mut state = self.state();
                let result = match answer {
                    Ok((header, life)) => {
                        state.generation += 1;
                        let until = life.map(|life| core.clock.elapsed().saturating_add(life - MARGIN.min(life / 4)));
                        let token = AccessToken { header, generation: state.generation, until };
                        state.token = Some(token.clone());
                        Ok(token)
                    }
                    Err(error) => {
                        state.failed = Some((question, error.clone()));
                        Err(error)
                    }
                };
                drop(state);
                drop(asking);
                result
            }
        }
    }

    fn turn(
        &self,
        now: Duration,
        refused: Option<u64>,
        awaited: &mut Option<u64>,
        context: &Context<'_>,
    ) -> Poll<Turn> {
        let mut state = self.state();
        let good =
            |token: &&AccessToken| Some(token.generation) != refused && token.until.is_none_or(|until| now < until);
        if let Some(token) = state.token.as_ref().filter(good) {
            return Poll::Ready(Turn::Have(token.clone()));
        }
        if let Some((_, error)) = state.failed.as_ref().filter(|(question, _)| Some(*question) == *awaited) {
            return Poll::Ready(Turn::Failed(error.clone()));
        }
        if state.asking {
            *awaited = Some(state.question);
            state.waiting.push(context.waker().clone());
            return Poll::Pending;
        }
        state.asking = true;
        state.question += 1;
        Poll::Ready(Turn::Ask(state.question))
    }

    async fn ask(
        &self,
        core: &Core,
        transport: &dyn Transport,
        limits: &Limits,
    ) -> Result<(HeaderValue, Option<Duration>), TokenError> {
        let request = self.request(core).map_err(TokenError::unusable)?;
        let limits = Limits::new(limits.connect, limits.attempt, limits.max_response_bytes.min(MAX_ANSWER));
        let response = transport.send(request, &limits).await.map_err(|error| {
            let status = error.status();
            TokenError { reason: Reason::Transport(error.kind()), status, code: None }
        })?;
        read(&response)
    }

    fn request(&self, core: &Core) -> Result<http::Request<Content>, &'static str> {
        let uri = self.endpoint(&core.base, core.plain_http)?;
        let (id, secret) = (percent_encode(&self.id), percent_encode(self.secret.expose()));
        let mut body = String::from("grant_type=client_credentials");
        if let Some(scope) = &self.scope {
            body.push_str(&format!("&scope={}", percent_encode(scope)));
        }
        if self.in_body {
            body.push_str(&format!("&client_id={id}&client_secret={secret}"));
        }
        let mut request = http::Request::new(Content::new(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        if let Some(agent) = core.headers.get(USER_AGENT) {
            headers.insert(USER_AGENT, agent.clone());
        }
        if !self.in_body {
            let basic = format!("Basic {}", base64(format!("{id}:{secret}").as_bytes()));
            let mut basic = header_value(&basic).ok_or("the credentials cannot be sent")?;
            basic.set_sensitive(true);
            headers.insert(AUTHORIZATION, basic);
        }
        Ok(request)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ClientCredentials").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What somebody who needs a token has to do.
enum Turn {
    Have(AccessToken),
    Failed(TokenError),
    /// To ask this question; all others wait.
    Ask(u64),
}

/// While it lives, nobody else asks. It may be dropped at any time, with the call that asks: then the next one does.
struct Asking<'a>(&'a ClientCredentials);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.asking = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// The token of a response (RFC 6749, section 5.1), as a header's value, and how long it is good.
fn read(response: &RawResponse) -> Result<(HeaderValue, Option<Duration>), TokenError> {
    let status = response.status();
    let body: Option<Value> = response.json().ok();
    let member = |name: &str| body.as_ref().and_then(|body| body.get(name));
    if status != StatusCode::OK {
        // Only the standard's own words: a server may repeat what it was sent.
        const CODES: [&str; 6] = [
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
        ];
        let said = member("error").and_then(Value::as_str);
        let code = CODES.into_iter().find(|code| said == Some(code));
        return Err(TokenError { reason: Reason::Refused, status: Some(status), code });
    }
    let bearer = member("token_type").and_then(Value::as_str).is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
    let token = member("access_token").and_then(Value::as_str).filter(|token| !token.is_empty() && bearer);
    let header = token.filter(|token| !token.contains(' ')).and_then(|token| header_value(&format!("Bearer {token}")));
    let mut header = header.ok_or(TokenError { reason: Reason::Answer, status: Some(status), code: None })?;
    header.set_sensitive(true);
    let life = member("expires_in").and_then(|life| life.as_i64().or_else(|| life.as_str()?.parse().ok()));
    Ok((header, life.map(|life| Duration::from_secs(u64::try_from(life).unwrap_or(0)))))
}

/// Why there is no access token. Holds nothing of what was sent or received but a status and a word of the standard.
#[derive(Clone, Debug)]
pub struct TokenError {
    reason: Reason,
    status: Option<StatusCode>,
    code: Option<&'static str>,
}

#[derive(Clone, Copy, Debug)]
enum Reason {
    Unusable(&'static str),
    Late,
    Transport(TransportErrorKind),
    Refused,
    Answer,
}

impl TokenError {
    fn unusable(reason: &'static str) -> Self {
        Self { reason: Reason::Unusable(reason), status: None, code: None }
    }

    fn late() -> Self {
        Self { reason: Reason::Late, status: None, code: None }
    }

    /// The status of the token endpoint's answer, if one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The standard's word for the refusal, for example `invalid_client` (RFC 6749, section 5.2).
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.code
    }

    /// Whether asking again may help.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self.reason {
            Reason::Unusable(_) | Reason::Answer => false,
            Reason::Late => true,
            Reason::Transport(kind) => {
                !matches!(kind, TransportErrorKind::Unsupported | TransportErrorKind::BodyTooLarge)
            }
            Reason::Refused => {
                self.status.is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504))
            }
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            Reason::Unusable(reason) => formatter.write_str(reason)?,
            Reason::Late => formatter.write_str("no access token in time")?,
            Reason::Transport(_) => formatter.write_str("the token endpoint gave no complete answer")?,
            Reason::Refused => formatter.write_str("the token endpoint refused")?,
            Reason::Answer => formatter.write_str("the token endpoint's answer holds no bearer token")?,
        }
        if let Some(status) = self.status {
            write!(formatter, ", status {}", status.as_u16())?;
        }
        match self.code {
            Some(code) => write!(formatter, ", {code}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for TokenError {}
