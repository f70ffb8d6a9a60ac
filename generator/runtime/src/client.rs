//! The client: what all calls share, and how it is built.
//!
//! Responsible for the configuration and for refusing what is unsafe while building. Knows no operation.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::call::Call;
use super::clock::{Clock, SystemClock};
use super::extras::MAX_HEADERS;
use super::framing::is_framing;
use super::operation::Operation;
use super::other_server::OtherServers;
use super::raw::RawCall;
use super::retry::{RETRY_QUOTA, RetryPolicy, TokenBucket};
use super::security::{Credential, Credentials, header_value};
use super::server::{BaseUrl, InvalidServer, Origin, Server};
use super::timeout::Timeouts;
use super::transport::{BoxError, Transport};

/// The header `User-Agent`, unless another one is set.
pub const AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The most bytes of a response's body, unless the client is built with another limit.
pub const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

/// A client of the API. Cloning is cheap, and clones share their connections.
///
/// `C` is how calls are sent.
pub struct Client<C = Async> {
    core: Arc<Core>,
    mode: C,
}

/// Calls are futures.
#[derive(Clone)]
pub struct Async {
    transport: Arc<dyn Transport>,
}

impl Async {
    /// What carries the requests.
    #[must_use]
    pub fn transport(&self) -> &dyn Transport {
        &*self.transport
    }
}

impl fmt::Debug for Async {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Async")
    }
}

/// What all calls of a client share, whatever carries them.
pub struct Core {
    pub(super) base: BaseUrl,
    pub(super) timeouts: Timeouts,
    pub(super) retry: RetryPolicy,
    pub(super) bucket: TokenBucket,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) max_response_bytes: usize,
    pub(super) strict: bool,
    pub(super) plain_http: bool,
    pub(super) missing_credentials: bool,
    pub(super) headers: HeaderMap,
    pub(super) credentials: Credentials,
    pub(super) others: OtherServers,
}

impl Client<Async> {
    /// Begins to build a client of a server: one that the document names, or any URL.
    pub fn builder(server: impl Into<Server>) -> ClientBuilder {
        ClientBuilder::new(server.into())
    }
}

impl<C> Client<C> {
    pub(super) fn new(core: Core, mode: C) -> Self {
        Self { core: Arc::new(core), mode }
    }

    #[cfg(feature = "blocking")]
    pub(super) fn shared(&self) -> Arc<Core> {
        Arc::clone(&self.core)
    }

    /// A call of an operation, not yet sent.
    pub fn call<O: Operation>(&self, operation: O) -> Call<'_, C, O> {
        Call::new(self, operation)
    }

    /// A request by its method and its path (which begins with a slash and is encoded; it may bring a query), for what the document does not know.
    pub fn raw(&self, method: &str, path: &str) -> RawCall<'_, C> {
        RawCall::new(self, method, path)
    }

    /// What all calls share.
    #[must_use]
    pub fn core(&self) -> &Core {
        &self.core
    }

    /// How calls are sent.
    #[must_use]
    pub fn mode(&self) -> &C {
        &self.mode
    }
}

impl<C: Clone> Clone for Client<C> {
    fn clone(&self) -> Self {
        Self { core: Arc::clone(&self.core), mode: self.mode.clone() }
    }
}

impl<C> fmt::Debug for Client<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("core", &self.core).finish_non_exhaustive()
    }
}

impl Core {
    /// How many tokens are left for retries.
    #[must_use]
    pub fn retry_tokens(&self) -> u32 {
        self.bucket.left()
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.credentials.iter().map(|(scheme, _)| scheme).collect();
        formatter
            .debug_struct("Core")
            .field("base", &self.base)
            .field("others", &self.others)
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("strict", &self.strict)
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}

/// Builds a [`Client`]. Its `Debug` shows no secret.
#[derive(Clone)]
pub struct ClientBuilder {
    server: Server,
    transport: Option<Arc<dyn Transport>>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    retry_quota: u32,
    clock: Option<Arc<dyn Clock>>,
    max_response_bytes: usize,
    strict: bool,
    plain_http: bool,
    missing_credentials: bool,
    headers: Vec<(String, String)>,
    credentials: Credentials,
    trusted: Vec<Server>,
    replaced: Vec<(Server, Server)>,
}

impl ClientBuilder {
    /// Begins to build a client of a server.
    #[must_use]
    pub fn new(server: Server) -> Self {
        Self {
            server,
            transport: None,
            timeouts: Timeouts::new(),
            retry: RetryPolicy::new(),
            retry_quota: RETRY_QUOTA,
            clock: None,
            max_response_bytes: MAX_RESPONSE_BYTES,
            strict: false,
            plain_http: false,
            missing_credentials: false,
            headers: Vec::new(),
            credentials: Credentials::default(),
            trusted: Vec::new(),
            replaced: Vec::new(),
        }
    }

    /// Sets what carries the requests. Without it, it is reqwest, if the feature `reqwest` is on.
    #[must_use]
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Sets the limits of time.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets how often calls are tried, and how long the pauses are.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets how many tokens all calls of the client share for their retries: 500 unless set, of which a retry takes 5. 0 is the end of all
    /// retries.
    #[must_use]
    pub fn retry_quota(mut self, tokens: u32) -> Self {
        self.retry_quota = tokens;
        self
    }

    /// Sets where time, pauses and chance come from. Without it, from the machine.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Sets the most bytes of a response's body.
    #[must_use]
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Checks responses too, against all rules of the document. Without it only a wrong shape is an error.
    #[must_use]
    pub fn strict_responses(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Sets the header `User-Agent`.
    #[must_use]
    pub fn user_agent(self, text: impl Into<String>) -> Self {
        self.default_header(USER_AGENT.as_str(), text)
    }

    /// Sends a header with every request, unless the request has one of the same name. Its value is shown nowhere.
    #[must_use]
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Keeps a credential for a security scheme of the document. It is sent to the client's own server only, and to those that
    /// [`trust`](Self::trust) and [`replace_server`](Self::replace_server) name.
    #[must_use]
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.insert(scheme.into(), credential);
        self
    }

    /// Sends operations that need credentials though there are none: the transport adds them, or the document is wrong.
    #[must_use]
    pub fn allow_missing_credentials(mut self) -> Self {
        self.missing_credentials = true;
        self
    }

    /// Allows connections to other machines that are not encrypted: everybody on the way can read the credentials.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Lets operations go to this server, with their credentials, for which the document names it as their own. Without this, an
    /// operation whose server is of another origin than the client's (scheme, host, port) is refused before anything is sent.
    ///
    /// Of several servers of an operation the first one is taken, in the order of the document, that is of the client's own origin, trusted
    /// or replaced.
    #[must_use]
    pub fn trust(mut self, server: impl Into<Server>) -> Self {
        self.trusted.push(server.into());
        self
    }

    /// Sends what the document sends to one server to another one instead, with credentials: to a gateway, or to a test's own server. It
    /// goes for operations with a server of their own of the same origin (scheme, host, port) as `document`; the path of their server is
    /// kept, after that of `instead`. A URL with variables that have no default is written as in the document, braces and all, and
    /// `instead` takes its place with its path; so is one without a host. All other operations go to the server that the client is built
    /// with, which is any URL.
    ///
    /// ```text
    /// Client::builder("http://127.0.0.1:8080").replace_server("https://uploads.example.com", "http://127.0.0.1:8080")
    /// ```
    #[must_use]
    pub fn replace_server(mut self, document: impl Into<Server>, instead: impl Into<Server>) -> Self {
        self.replaced.push((document.into(), instead.into()));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// When the server's URL, a credential or a header cannot be used, or nothing is there to carry requests.
    pub fn build(self) -> Result<Client<Async>, BuildError> {
        let (core, transport) = self.into_core()?;
        Ok(Client::new(core, Async { transport }))
    }

    pub(super) fn into_core(self) -> Result<(Core, Arc<dyn Transport>), BuildError> {
        let base = self.server.base_url().map_err(BuildError::Server)?;
        let others = OtherServers::read(&self.trusted, &self.replaced).map_err(BuildError::Server)?;
        let plain = |origin: &Origin| !origin.is_https() && !origin.is_loopback();
        if !self.plain_http && others.origins().chain([base.origin()]).any(plain) {
            return Err(BuildError::PlainHttp);
        }
        for (scheme, credential) in self.credentials.iter() {
            let checked = match credential {
                Credential::ClientCredentials(credentials) => credentials.endpoint(&base, self.plain_http).map(drop),
                _ => credential.check(),
            };
            checked.map_err(|reason| BuildError::Credential { scheme: scheme.into(), reason })?;
        }
        if self.headers.len() > MAX_HEADERS {
            return Err(BuildError::Header("(too many)".into()));
        }
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let known = HeaderName::from_bytes(name.as_bytes()).ok().filter(|name| !is_framing(name));
            let (Some(known), Some(mut value)) = (known, header_value(value)) else {
                return Err(BuildError::Header(name.escape_debug().take(100).collect()));
            };
            value.set_sensitive(known != USER_AGENT);
            headers.insert(known, value);
        }
        headers.entry(USER_AGENT).or_insert(HeaderValue::from_static(AGENT));
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&base, &self.timeouts)?,
        };
        let core = Core {
            base,
            timeouts: self.timeouts,
            retry: self.retry,
            bucket: TokenBucket::new(self.retry_quota),
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock::new())),
            max_response_bytes: self.max_response_bytes,
            strict: self.strict,
            plain_http: self.plain_http,
            missing_credentials: self.missing_credentials,
            headers,
            credentials: self.credentials,
            others,
        };
        Ok((core, transport))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(base: &BaseUrl, timeouts: &Timeouts) -> Result<Arc<dyn Transport>, BuildError> {
    use super::reqwest_transport::{HAS_TLS, ReqwestTransport};

    if base.origin().is_https() && !HAS_TLS {
        return Err(BuildError::NoTls);
    }
    let transport = ReqwestTransport::builder().connect_timeout(timeouts.connect).build();
    transport.map(|transport| -> Arc<dyn Transport> { Arc::new(transport) }).map_err(BuildError::Transport)
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &BaseUrl, _: &Timeouts) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.credentials.iter().map(|(scheme, _)| scheme).collect();
        formatter
            .debug_struct("ClientBuilder")
            .field("server", &self.server)
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}

/// Why a client cannot be built. Holds no secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The server's URL cannot be used.
    Server(InvalidServer),
    /// The connection would not be encrypted, to another machine, and that was not [allowed](ClientBuilder::allow_plain_http).
    PlainHttp,
    /// A credential cannot be sent.
    Credential {
        /// The credential's scheme.
        scheme: String,
        /// The reason.
        reason: &'static str,
    },
    /// A default header cannot be sent; its name.
    Header(String),
    /// Nothing carries requests: the feature `reqwest` is off, and no transport was given.
    NoTransport,
    /// The server is asked for by `https`, and no TLS feature (`rustls-ring`, `rustls-aws-lc-rs`) is on.
    NoTls,
    /// The transport could not be built.
    Transport(BoxError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(error) => fmt::Display::fmt(error, formatter),
            Self::PlainHttp => formatter.write_str("plain http to another machine is not allowed"),
            Self::Credential { scheme, reason } => {
                write!(formatter, "the credential for {scheme} cannot be sent: {reason}")
            }
            Self::Header(name) => write!(formatter, "the default header {name} cannot be sent"),
            Self::NoTransport => formatter.write_str("no transport: turn on the feature `reqwest`, or give one"),
            Self::NoTls => formatter.write_str("https needs one of the features `rustls-ring` and `rustls-aws-lc-rs`"),
            Self::Transport(error) => write!(formatter, "the transport cannot be built: {error}"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Server(error) => Some(error),
            Self::Transport(error) => Some(&**error),
            _ => None,
        }
    }
}
