//! The transport over reqwest.
//!
//! Responsible for keeping the limits and for saying truly whether a request may have left. The only file that knows reqwest; no type of it is
//! in the public API.
#![cfg(feature = "reqwest")]

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::BytesMut;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use http_body::{Frame, SizeHint};

use super::content::{Bytes, Content, Opened};
use super::incoming::{Body, Incoming};
use super::response::RawResponse;
use super::transport::{BoxError, BoxFuture, Limits, Transport, TransportError, TransportErrorKind};

/// Whether a TLS provider is built in.
pub const HAS_TLS: bool = cfg!(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"));

/// How long an unused connection is kept: less than servers usually do, so that few requests meet one that is being closed.
pub const IDLE: Duration = Duration::from_secs(30);

/// Sends requests with reqwest: HTTP/1.1 (HTTP/2 if the program builds reqwest with it), keep-alive, TLS by rustls.
///
/// No redirects, no repeated requests, no cookies; no decompression, unless the feature `gzip` is on: then answers are asked for in that
/// form, and the limit of their size counts the bytes that they become, and stops them there. `http_proxy` and its like are read only if
/// [asked for](ReqwestBuilder::environment_proxy).
///
/// Certificates are checked by the platform's verifier: reqwest builds it in with rustls anyway, it is kept up to date with the machine,
/// and it knows the roots that a company adds. A machine without any root certificates (an empty container) cannot build the transport.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with the defaults.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, BoxError> {
        Self::builder().build()
    }

    /// Begins to build a transport.
    pub fn builder() -> ReqwestBuilder {
        ReqwestBuilder { connect_timeout: Duration::from_secs(10), environment_proxy: false }
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReqwestTransport")
    }
}

/// Builds a [`ReqwestTransport`].
#[derive(Clone, Debug)]
#[must_use]
pub struct ReqwestBuilder {
    connect_timeout: Duration,
    environment_proxy: bool,
}

impl ReqwestBuilder {
    /// Sets the time for a connection to stand: 10 seconds unless set. It holds for all requests.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sets whether the proxies of the environment (`HTTPS_PROXY` and its like) are used. A proxy sees plain requests as they are.
    pub fn environment_proxy(mut self, used: bool) -> Self {
        self.environment_proxy = used;
        self
    }

    /// The transport.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn build(self) -> Result<ReqwestTransport, BoxError> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .pool_idle_timeout(IDLE)
            .referer(false)
            // Another crate of the program may have turned these features of reqwest on.
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .tcp_nodelay(true);
        if !cfg!(feature = "gzip") {
            builder = builder.no_gzip();
        }
        if !self.environment_proxy {
            builder = builder.no_proxy();
        }
        let client = with_tls(builder)?.build()?;
        Ok(ReqwestTransport { client })
    }
}

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    use rustls_platform_verifier::BuilderVerifierExt;

    #[cfg(feature = "rustls-aws-lc-rs")]
    use rustls::crypto::aws_lc_rs as crypto;
    #[cfg(not(feature = "rustls-aws-lc-rs"))]
    use rustls::crypto::ring as crypto;

    let config = rustls::ClientConfig::builder_with_provider(Arc::new(crypto::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder)
}

impl Transport for ReqwestTransport {
    fn send<'a>(
        &'a self,
        request: http::Request<Content>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<RawResponse, TransportError>> {
        Box::pin(self.attempt(request, limits))
    }

    fn open<'a>(
        &'a self,
        request: http::Request<Content>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<Incoming, TransportError>> {
        Box::pin(async {
            let mut response = self.begin(request, None).await?;
            let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
            let body = reqwest::Body::from(response);
            Ok(Incoming::new(status, headers, Box::new(Pieces(body))))
        })
    }
}

impl ReqwestTransport {
    /// Sends a request and reads the response up to its body.
    async fn begin(
        &self,
        request: http::Request<Content>,
        limit: Option<Duration>,
    ) -> Result<reqwest::Response, TransportError> {
        let unsupported =
            |reason: &'static str| TransportError::new(TransportErrorKind::Unsupported).with_source(reason);
        if request.uri().scheme_str() == Some("https") && !HAS_TLS {
            return Err(unsupported("https needs one of the features `rustls-ring` and `rustls-aws-lc-rs`"));
        }
        let written = request.uri().clone();
        let (parts, body) = request.into_parts();
        let (body, watch) = watched(body.open()?);
        let request = http::Request::from_parts(parts, body);
        let mut request = reqwest::Request::try_from(request).map_err(|error| failure(error, None))?;
        if request.url().path() != written.path() || !same_query(request.url().query(), written.query()) {
            return Err(unsupported("the URL is not read back as it was written"));
        }
        *request.timeout_mut() = limit;
        let answer = self.client.execute(request).await; // its future is gone after this
        answer.map_err(|error| {
            let unsent = watch.is_some_and(|watch| watch.abandon());
            let failure = failure(error, None);
            if unsent { failure.not_sent() } else { failure }
        })
    }

    async fn attempt(&self, request: http::Request<Content>, limits: &Limits) -> Result<RawResponse, TransportError> {
        let head = request.method() == http::Method::HEAD; // has a length and no body
        let mut response = self.begin(request, Some(limits.attempt)).await?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let too_large = |headers| TransportError::new(TransportErrorKind::BodyTooLarge).with_response(status, headers);
        let announced = if head { None } else { length(&headers) };
        if announced.is_some_and(|length| length > limits.max_response_bytes as u64) {
            return Err(too_large(headers));
        }
        let mut body = BytesMut::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > limits.max_response_bytes => {
                    return Err(too_large(headers));
                }
                Ok(Some(chunk)) if body.is_empty() => body = BytesMut::from(chunk),
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => return Ok(RawResponse::new(status, headers, body.freeze())),
                Err(error) => return Err(failure(error, Some((status, headers)))),
            }
        }
    }
}

/// Whether a query was read as it was written, but for the apostrophe, which comes back encoded.
fn same_query(read: Option<&str>, written: Option<&str>) -> bool {
    match written {
        Some(written) if written.contains('\'') => read == Some(&written.replace('\'', "%27")),
        _ => read == written,
    }
}

/// The body of a response that is read as it comes.
struct Pieces(reqwest::Body);

impl Body for Pieces {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            return match http_body::Body::poll_frame(Pin::new(&mut self.0), context) {
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(piece) => Poll::Ready(Some(Ok(piece))),
                    Err(_) => continue, // trailers
                },
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(failure(error, None)))),
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            };
        }
    }
}

/// The length that a response announces for its body.
fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

/// What a failure of reqwest means. The URL is taken out of it: its query may hold a credential.
fn failure(error: reqwest::Error, response: Option<(StatusCode, HeaderMap)>) -> TransportError {
    let error = error.without_url();
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, true) => TransportErrorKind::AttemptTimeout,
        (false, false) if error.is_builder() => TransportErrorKind::Unsupported,
        (false, false) => TransportErrorKind::Io,
    };
    let failure = TransportError::new(kind).with_source(error);
    match response {
        Some((status, headers)) => failure.with_response(status, headers),
        None => failure,
    }
}

/// A body that is told when the HTTP library begins to write its request. An empty one is not: it could not stop the library any more.
fn watched(body: Opened) -> (reqwest::Body, Option<Watch>) {
    if body.is_empty() {
        return (reqwest::Body::default(), None);
    }
    let watch = Watch::default();
    let body = Watched { content: Mutex::new(body), watch: watch.clone() };
    (reqwest::Body::wrap(body), Some(watch))
}

/// Whether the library has begun to write a request, which it does when a connection stands; or must not begin any more.
#[derive(Clone, Default)]
struct Watch(Arc<AtomicU8>);

impl Watch {
    const WAITING: u8 = 0;
    const BEGUN: u8 = 1;
    const ABANDONED: u8 = 2;

    /// Notes the begin; false if the request has been abandoned before.
    fn begin(&self) -> bool {
        let before = self.0.compare_exchange(Self::WAITING, Self::BEGUN, Ordering::SeqCst, Ordering::SeqCst);
        before != Err(Self::ABANDONED)
    }

    /// Whether the request had not begun. Then it never will: its body fails.
    fn abandon(&self) -> bool {
        self.0.compare_exchange(Self::WAITING, Self::ABANDONED, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }
}

/// The library asks a body whether it is empty before it writes the head of its request (else it could not say how long the body is), and
/// takes the bytes after that.
///
/// The library shares a body between threads, which it never uses at the same time; so it has a lock, which is never waited for.
struct Watched {
    content: Mutex<Opened>,
    watch: Watch,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if !self.watch.begin() {
            return Poll::Ready(Some(Err("the request was abandoned".into())));
        }
        let content = self.content.get_mut().unwrap_or_else(PoisonError::into_inner);
        content.poll_piece(context).map(|piece| piece.map(|piece| piece.map(Frame::data).map_err(BoxError::from)))
    }

    fn is_end_stream(&self) -> bool {
        self.watch.begin();
        self.content.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let left = self.content.lock().unwrap_or_else(PoisonError::into_inner).left();
        left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
