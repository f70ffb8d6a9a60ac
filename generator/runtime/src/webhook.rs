//! Requests that the server of the API sends: webhooks, and callbacks of operations.
//!
//! Responsible for handing the body of one to what reads the bodies of answers, so that both are read alike. Knows no web server.

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use super::response::RawResponse;

/// What a request holds, to be read like the body of an answer. Of the headers it needs those that say what the body is.
#[must_use]
pub fn payload(headers: &HeaderMap, body: &[u8]) -> RawResponse {
    let mut chosen = HeaderMap::new();
    for name in [CONTENT_TYPE, CONTENT_ENCODING] {
        for value in headers.get_all(&name) {
            chosen.append(name.clone(), value.clone());
        }
    }
    RawResponse::new(StatusCode::OK, chosen, Bytes::copy_from_slice(body))
}
