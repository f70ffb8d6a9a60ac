//! A call as a line for a shell, for logs and for talking to support.
//!
//! Responsible for showing the shape of a request and none of its secrets: credentials, headers and parameters that are marked as sensitive,
//! and every value in a body are masked.

use http::header::{AUTHORIZATION, HeaderValue};

use super::client::Core;
use super::content::Content;
use super::error::Error;
use super::execute::{Authentication, complete};
use super::extras::is_form;
use super::json;
use super::operation::NoFailure;
use super::request::RawRequest;
use super::request_body::RequestBody;
use super::value::Value;

const MASK: &str = "[redacted]";

/// The line of a request, or a comment that says why there is none.
#[must_use]
pub fn render(core: &Core, request: Result<RawRequest, Error<NoFailure>>, authentication: Authentication) -> String {
    let mut request = match request {
        Ok(request) => request,
        Err(error) => return format!("# {error}"),
    };
    if let Err(error) = complete(core, &mut request, authentication) {
        return format!("# {}: {error}", request.meta.name());
    }
    if request.token.is_some() {
        let mut token = HeaderValue::from_static("Bearer");
        token.set_sensitive(true);
        request.headers.entry(AUTHORIZATION).or_insert(token);
    }
    let base = match core.others.choose(&core.base, request.meta.own_servers()) {
        Ok(base) => base,
        Err(error) => return format!("# {}: {error}", request.meta.name()),
    };
    let mut line = format!("curl -X {} ", quoted(request.method.as_str()));
    let path = request.shown_path.as_ref().unwrap_or(&request.path);
    let query = request.query_text(true).map_or_else(String::new, |query| format!("?{query}"));
    line.push_str(&quoted(&format!("{base}{path}{query}")));
    for (name, value) in &request.headers {
        let shown = if value.is_sensitive() { MASK } else { value.to_str().unwrap_or(MASK) };
        line.push_str(" -H ");
        line.push_str(&quoted(&format!("{name}: {shown}")));
    }
    match &request.body {
        None => {}
        Some(RequestBody::Parts(parts)) => {
            for part in parts {
                line.push_str(" -F ");
                let file = if part.file_name.is_some() { "@" } else { "" };
                line.push_str(&quoted(&format!("{}={file}{MASK}", part.name)));
            }
        }
        Some(RequestBody::Whole(content)) => {
            line.push_str(" --data-raw ");
            line.push_str(&quoted(&shown(&request, content)));
        }
    }
    line
}

/// A body of JSON or a form by its names, any other as nothing.
fn shown(request: &RawRequest, content: &Content) -> String {
    let Some(bytes) = content.bytes() else { return MASK.into() };
    if is_form(&request.headers) {
        let text = String::from_utf8_lossy(&bytes);
        let field = |field: &str| format!("{}={MASK}", field.split('=').next().unwrap_or_default());
        return text.split('&').map(field).collect::<Vec<_>>().join("&");
    }
    match json::from_slice::<Value>(&bytes) {
        Ok(value) => json::to_string(&masked(&value)).unwrap_or_else(|_| MASK.into()),
        Err(_) => MASK.into(),
    }
}

/// The same shape, with every text and number masked.
fn masked(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Array(items) => Value::Array(items.iter().map(masked).collect()),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.to_owned(), masked(value))).collect())
        }
        _ => Value::from(MASK),
    }
}

/// One word for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
