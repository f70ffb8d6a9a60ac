//! Bodies of requests that are neither JSON nor forms: text, and what is sent as it is.
//!
//! Responsible for their media types. Does not know how a request is put together.

use super::content::{Content, fits};
use super::json::{self, Json};
use super::request::{RequestEncoder, RequestError};
use super::request_body::RequestBody;
use super::rules::{Rules, Validate};
use super::value::Value;

/// A body that can be sent as one of several media types.
pub trait RequestContent {
    /// Puts it into a request, and checks it.
    fn put(&self, request: &mut RequestEncoder);
}

/// Adds a body as text: a string, a number or a boolean.
pub fn put_text<T: Json + Validate>(request: &mut RequestEncoder, media_type: &'static str, value: &T, rules: &Rules) {
    request.check_body(value, rules);
    let text = match json::to_value(value) {
        Ok(Value::String(text)) => text,
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        Ok(Value::Null | Value::Array(_) | Value::Object(_)) => {
            return request.refuse_member("", "must be one text: the body is no JSON");
        }
        Err(error) => return request.fail(RequestError::Encode(error)),
    };
    request.put_body(media_type, RequestBody::Whole(Content::new(text)));
}

/// Adds a body that is sent as it is. It may say which of the media types it is, and has to where there are only ranges.
pub fn put_content(request: &mut RequestEncoder, media_types: &[&'static str], content: &Content) {
    let said = content.said_media_type();
    if request.validates() && said.is_some_and(|said| !media_types.iter().any(|known| fits(said, known))) {
        request.refuse_member("", "must be of a media type that the document names");
    }
    match said.or_else(|| media_types.iter().find(|known| !known.contains('*')).copied()) {
        Some(media_type) => request.put_body(media_type, RequestBody::Whole(content.clone())),
        None => request.refuse_member("", "must say its media type: the document leaves it open"),
    }
}
