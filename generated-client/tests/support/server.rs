//! A server on loopback that answers what it is told to, and remembers what it was asked.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, Mutex};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use mono_client::runtime::reqwest_transport::ReqwestTransport;
use mono_client::runtime::transport::Transport;
use mono_client::{Client, ClientBuilder, RetryPolicy};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;

/// The token of the client that [`Server::client`] makes.
pub const TOKEN: &str = "sandbox-token-1f4b";

/// What the server does with one request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Answers.
    Reply {
        /// The status.
        status: u16,
        /// The headers, besides those that HTTP itself needs.
        headers: Vec<(&'static str, String)>,
        /// The body.
        body: Bytes,
    },
    /// Reads the request and closes the connection without a word.
    HangUp,
    /// Reads the request and keeps the connection open.
    Never,
}

impl Answer {
    /// A JSON body.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::text(status, "application/json; charset=utf-8", body)
    }

    /// A body of another kind.
    pub fn text(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        Self::Reply { status, headers: vec![("content-type", content_type.into())], body: body.into().into() }
    }

    /// No body and no content type.
    pub fn empty(status: u16) -> Self {
        Self::Reply { status, headers: Vec::new(), body: Bytes::new() }
    }

    /// The same with one more header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Reply { headers, .. } = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The path, still encoded.
    pub path: String,
    /// The query, still encoded.
    pub query: Option<String>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Recorded {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    /// The body as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is UTF-8")
    }

    /// The one value of a header, if it came.
    #[track_caller]
    pub fn header(&self, name: &str) -> Option<&str> {
        let values: Vec<_> = self.headers.get_all(name).iter().collect();
        assert!(values.len() <= 1, "{name} came {} times", values.len());
        values.first().map(|value| value.to_str().expect("a header is visible ASCII"))
    }
}

#[derive(Default)]
struct Shared {
    answers: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<Recorded>>,
}

/// The server. It ends when it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Begins to listen, on a port that is free. The answers are given in this order.
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Shared { answers: Mutex::new(answers.into_iter().collect()), ..Shared::default() });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, accepting }
    }

    /// A server that gives one answer.
    pub async fn answering(answer: Answer) -> Self {
        Self::start([answer]).await
    }

    /// Gives this answer too, after the others.
    pub fn then(&self, answer: Answer) {
        self.shared.answers.lock().expect("no test panics with the lock").push_back(answer);
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A builder of a client of this server, with a token. All clients share the transport: to make one takes a while,
    /// because it reads the root certificates. Without retries: each answer is seen by itself.
    pub fn client_builder(&self) -> ClientBuilder {
        Self::builder_for(&self.url())
    }

    /// The transport that all clients share.
    pub fn transport() -> Arc<dyn Transport> {
        static TRANSPORT: LazyLock<Arc<ReqwestTransport>> =
            LazyLock::new(|| Arc::new(ReqwestTransport::new().expect("the transport can be built")));
        Arc::clone(&*TRANSPORT) as Arc<dyn Transport>
    }

    /// The same for a server at this URL.
    pub fn builder_for(url: &str) -> ClientBuilder {
        Client::builder(url).bearer_token(TOKEN).transport(Self::transport()).retry(RetryPolicy::never())
    }

    /// A client of this server, with a token.
    pub fn client(&self) -> Client {
        self.client_builder().build().expect("the client can be built")
    }

    /// What came so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.requests.lock().expect("no test panics with the lock").clone()
    }

    /// The request, of which there was exactly one.
    #[track_caller]
    pub fn request(&self) -> Recorded {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "requests that came");
        requests.remove(0)
    }

    /// Asserts that nothing came.
    #[track_caller]
    pub fn assert_untouched(&self) {
        assert_eq!(self.requests().len(), 0, "requests that came");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        let service = service_fn(move |request| answer(request, Arc::clone(&shared)));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer(request: hyper::Request<Incoming>, shared: Arc<Shared>) -> io::Result<http::Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    shared.requests.lock().expect("no test panics with the lock").push(Recorded {
        method: head.method.to_string(),
        path: head.uri.path().into(),
        query: head.uri.query().map(Into::into),
        headers: head.headers,
        body,
    });
    let next = shared.answers.lock().expect("no test panics with the lock").pop_front();
    match next.unwrap_or_else(|| Answer::text(599, "text/plain", "this request was not expected")) {
        Answer::Reply { status, headers, body } => {
            let mut response = http::Response::new(Full::new(body));
            *response.status_mut() = StatusCode::from_u16(status).expect("a status");
            for (name, value) in headers {
                let value: Result<HeaderValue, _> = value.parse();
                response.headers_mut().insert(HeaderName::from_static(name), value.expect("a header's value"));
            }
            Ok(response)
        }
        Answer::HangUp => Err(io::Error::from(io::ErrorKind::ConnectionAborted)),
        Answer::Never => std::future::pending().await,
    }
}

/// An address of loopback at which nobody listens. The port stays taken as long as the socket lives.
pub fn nobody() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("loopback has a free port");
    let url = format!("http://{}", socket.local_addr().expect("a bound socket has an address"));
    (socket, url)
}
