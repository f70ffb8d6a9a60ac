//! What a caller adds to one request beyond the document: headers, members of the query and of the body.
//!
//! Responsible for keeping it until the request is made, and for refusing what would break it. Knows no client.

use http::header::HeaderName;

use super::json;
use super::parameter::percent_encode;
use super::request::{Pair, RawRequest, RequestError, is_framing};
use super::security::header_value;
use super::value::{Map, Value};

/// How many headers a caller can add; a map of headers has no room for all that one could ask for.
pub const MAX_HEADERS: usize = 1000;

/// Additions to one request.
#[derive(Clone, Default)]
pub struct Extras {
    headers: Vec<(String, String)>,
    query: Vec<Pair>,
    members: Vec<(String, Value)>,
}

impl Extras {
    /// Adds a header.
    pub fn header(&mut self, name: &str, value: &str) {
        self.headers.push((name.into(), value.into()));
    }

    /// Adds a member of the query.
    pub fn query(&mut self, name: &str, value: &str) {
        self.query.push(Pair { name: percent_encode(name), value: percent_encode(value), sensitive: true });
    }

    /// Adds a member of the body.
    pub fn body_member(&mut self, name: &str, value: Value) {
        self.members.push((name.into(), value));
    }

    /// Puts the additions into a request. The idempotency key cannot be set here.
    pub fn apply(&self, request: &mut RawRequest) -> Result<(), RequestError> {
        if self.headers.len() > MAX_HEADERS {
            return Err(RequestError::Header);
        }
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| RequestError::Header)?;
            let keyed = request.key.is_some()
                && request.meta.key_header().is_some_and(|header| name == header.to_ascii_lowercase().as_str());
            let mut value = header_value(value).ok_or(RequestError::Header)?;
            if keyed || is_framing(&name) {
                return Err(RequestError::Header);
            }
            value.set_sensitive(true);
            request.headers.insert(name, value);
        }
        request.query.extend(self.query.iter().cloned());
        if self.members.is_empty() {
            return Ok(());
        }
        let mut body = match &request.body {
            Some(body) => json::from_slice(body).map_err(|_| RequestError::BodyMembers)?,
            None => Value::Object(Map::new()),
        };
        let Value::Object(object) = &mut body else {
            return Err(RequestError::BodyMembers);
        };
        for (name, value) in &self.members {
            object.insert(name.clone(), value.clone());
        }
        request.set_json(&body)
    }
}
