//! What a caller adds to one request beyond the document: headers, members of the query and of the body.
//!
//! Responsible for keeping it until the request is made, and for refusing what would break it. Knows no client.

use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use super::content::Content;
use super::framing::is_framing;
use super::json;
use super::parameter::percent_encode;
use super::request::{Pair, RawRequest, RequestError};
use super::request_body::{Part, RequestBody, form_encode};
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
        match &mut request.body {
            Some(RequestBody::Parts(parts)) => {
                parts.retain(|part| !self.members.iter().any(|(name, _)| *name == part.name));
                for (name, value) in &self.members {
                    let (text, media_type) = as_text(value);
                    parts.push(Part::new(name.clone(), media_type, Content::new(text)));
                }
                Ok(())
            }
            Some(RequestBody::Whole(body)) => {
                let bytes = body.bytes().ok_or(RequestError::BodyMembers)?;
                if is_form(&request.headers) {
                    request.body = Some(RequestBody::Whole(Content::new(self.add_fields(&bytes)?)));
                    return Ok(());
                }
                let json = json::from_slice(&bytes).map_err(|_| RequestError::BodyMembers)?;
                self.add_members(request, json)
            }
            None => self.add_members(request, Value::Object(Map::new())),
        }
    }

    fn add_members(&self, request: &mut RawRequest, mut body: Value) -> Result<(), RequestError> {
        let Value::Object(object) = &mut body else {
            return Err(RequestError::BodyMembers);
        };
        for (name, value) in &self.members {
            object.insert(name.clone(), value.clone());
        }
        request.set_json(&body)
    }

    /// The form without the fields of the same names, and with these.
    fn add_fields(&self, form: &[u8]) -> Result<String, RequestError> {
        let form = std::str::from_utf8(form).map_err(|_| RequestError::BodyMembers)?;
        let names: Vec<String> = self.members.iter().map(|(name, _)| form_encode(name)).collect();
        let other = |field: &&str| !field.is_empty() && !names.iter().any(|name| field.split('=').next() == Some(name));
        let mut fields: Vec<String> = form.split('&').filter(other).map(str::to_owned).collect();
        for (name, (_, value)) in names.iter().zip(&self.members) {
            fields.push(format!("{name}={}", form_encode(&as_text(value).0)));
        }
        Ok(fields.join("&"))
    }
}

/// Whether the body is a form of names and values.
#[must_use]
pub fn is_form(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// A value as the text of a form, and what it is if that is no plain text.
fn as_text(value: &Value) -> (String, Option<HeaderValue>) {
    match value {
        Value::String(text) => (text.clone(), None),
        Value::Null => (String::new(), None),
        Value::Bool(_) | Value::Number(_) => (value.to_string(), None),
        Value::Array(_) | Value::Object(_) => (value.to_string(), Some(HeaderValue::from_static("application/json"))),
    }
}
