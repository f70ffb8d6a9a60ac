//! A transport without a network.

use std::sync::Mutex;

use bytes::Bytes;
use client_runtime as runtime;
use runtime::response::RawResponse;
use runtime::transport::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};

/// A transport that keeps requests and answers 200, or fails as told.
#[derive(Default)]
pub struct Scripted {
    pub requests: Mutex<Vec<http::Request<runtime::Content>>>,
    pub fails: Option<TransportErrorKind>,
}

impl Transport for Scripted {
    fn send<'a>(
        &'a self,
        request: http::Request<runtime::Content>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<RawResponse, TransportError>> {
        self.requests.lock().unwrap().push(request);
        let answer = match self.fails {
            Some(kind) => Err(TransportError::new(kind).with_source("because")),
            None => Ok(RawResponse::new(http::StatusCode::OK, http::HeaderMap::new(), Bytes::new())),
        };
        Box::pin(async move { answer })
    }
}
