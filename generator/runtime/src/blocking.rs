//! Calls that block the thread until they are answered.
//!
//! Responsible for the thread on which the calls of such a client run: so they can be made anywhere, inside of an asynchronous runtime too.
//! All else is as for other calls.
#![cfg(feature = "blocking")]

use std::fmt;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use super::call::{self, Call};
use super::client::{BuildError, Client, ClientBuilder};
use super::error::{Context, Error, ErrorKind};
use super::exchange::Exchange;
use super::execute::{self, Opened, Sending, execute};
use super::operation::{NoFailure, Operation};
use super::outcome::Outcome;
use super::raw::RawCall;
use super::request::RawRequest;
use super::response::{RawResponse, Response};
use super::transport::Transport;

/// Calls block.
///
/// All calls of a client, and of its clones, run on one thread, which ends with the last clone. Calls of several threads run at the same
/// time. Inside of an asynchronous runtime a call blocks one of that runtime's threads; it does not panic. A transport or clock of one's
/// own must not make blocking calls of the same client: it would wait for itself.
#[derive(Clone)]
pub struct Blocking {
    transport: Arc<dyn Transport>,
    worker: Arc<Worker>,
}

impl fmt::Debug for Blocking {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Blocking")
    }
}

/// The thread, which ends when this is dropped.
struct Worker {
    handle: Handle,
    _end: oneshot::Sender<()>,
}

impl Worker {
    fn start() -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel();
        thread::Builder::new().name("client-blocking".into()).spawn(move || {
            let _: Result<(), _> = runtime.block_on(ended);
            runtime.shutdown_background(); // what is still under way has nobody left to wait for it
        })?;
        Ok(Self { handle, _end: end })
    }
}

impl ClientBuilder {
    /// The client whose calls block.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build), and when no thread can be started.
    pub fn build_blocking(self) -> Result<Client<Blocking>, BuildError> {
        let (core, transport) = self.into_core()?;
        let worker = Worker::start().map_err(|error| BuildError::Transport(error.into()))?;
        Ok(Client::new(core, Blocking { transport, worker: Arc::new(worker) }))
    }
}

impl<O: Operation> Call<'_, Blocking, O> {
    /// Sends the call, and waits for its answer.
    ///
    /// # Errors
    ///
    /// When the request breaks rules, cannot be sent or is not answered, and when the answer is no success that can be read.
    pub fn send(self) -> Result<Response<O::Success>, Error<O::Failure>> {
        let (client, request, sending) = self.into_parts();
        let exchange = exchange(client, request, sending).map_err(Error::widen)?;
        call::finish::<O>(exchange, client.core().strict)
    }

    /// Sends the call, waits for its answer, and returns it as it is, whatever its status: [`outcome`](Response::outcome) says what was done.
    ///
    /// # Errors
    ///
    /// When the request breaks rules, cannot be sent or is not answered.
    pub fn send_raw(self) -> Result<Response<RawResponse>, Error<O::Failure>> {
        let (client, request, sending) = self.into_parts();
        exchange(client, request, sending).map(Exchange::into_raw_response).map_err(Error::widen)
    }
}

impl RawCall<'_, Blocking> {
    /// Sends the request, waits for its answer, and returns it as it is, whatever its status: [`outcome`](Response::outcome) says what was done.
    ///
    /// # Errors
    ///
    /// When the request cannot be sent or is not answered.
    pub fn send(self) -> Result<Response<RawResponse>, Error<NoFailure>> {
        let (client, request, sending) = self.into_parts();
        exchange(client, request, sending).map(Exchange::into_raw_response)
    }
}

/// The part of sending that is the same for all operations.
pub(super) fn exchange(
    client: &Client<Blocking>,
    request: Result<RawRequest, Error<NoFailure>>,
    sending: Sending,
) -> Result<Exchange, Error<NoFailure>> {
    let request = request?;
    let (core, transport) = (client.shared(), Arc::clone(&client.mode().transport));
    let lost = lost(&request);
    client.mode().run(async move { execute(&core, &*transport, request, sending).await }).unwrap_or_else(|| Err(lost()))
}

/// The same, where the body of a success is still to be read.
pub(super) fn open(
    client: &Client<Blocking>,
    request: Result<RawRequest, Error<NoFailure>>,
    sending: Sending,
) -> Result<Opened, Error<NoFailure>> {
    let request = request?;
    let (core, transport) = (client.shared(), Arc::clone(&client.mode().transport));
    let lost = lost(&request);
    client
        .mode()
        .run(async move { execute::open(&core, &*transport, request, sending).await })
        .unwrap_or_else(|| Err(lost()))
}

/// The error of a call that has vanished, in a panic of a transport of the caller's own.
fn lost(request: &RawRequest) -> impl FnOnce() -> Error<NoFailure> + use<> {
    let (meta, key) = (request.meta, request.key.clone());
    move || {
        let context = Context { key, attempts: 1, outcome: Outcome::Unknown, ..Context::not_sent(meta.name()) };
        Error::new(ErrorKind::Transport, context)
    }
}

impl Blocking {
    /// What a future ends in that runs on the client's thread; `None` if it panics.
    pub(super) fn run<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let (answer, answered) = mpsc::sync_channel(1);
        self.worker.handle.spawn(async move {
            let _ = answer.send(future.await);
        });
        answered.recv().ok()
    }
}
