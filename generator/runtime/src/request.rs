//! Requests on their way from an operation to a transport.
//!
//! Responsible for putting parameters and bodies together, for checking them in the same pass, and for what no request may hold (the path
//! guard, header injection). Knows no server and no credentials.

use std::fmt;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use http::{HeaderMap, Method};

use super::checker::SchemaCheck;
use super::content::Content;
use super::framing::is_framing;
use super::idempotency::IdempotencyKey;
use super::json::{self, Json};
use super::operation::OperationMeta;
use super::parameter::{Location, Parameter, encode_template};
use super::path_template::{fixed_query, is_collapsible, next_parameter};
use super::request_body::RequestBody;
pub use super::request_error::{Fault, RequestError};
use super::rules::{Checker, Invalid, NO_RULES, Rule, Rules, Validate};
use super::security::header_value;
use super::token::ClientCredentials;
use super::value::Value;
use super::writer::{EncodeError, Writer};

/// A value of a parameter, whatever its type: one function then serves all of them.
pub trait ParameterValue {
    /// Whether the parameter is left out.
    fn is_left_out(&self) -> bool;

    /// Checks it against its type's rules and those of its place.
    fn check_against(&self, rules: &Rules, checker: &mut Checker);

    /// Writes its JSON.
    fn write_to(&self, writer: &mut Writer);
}

impl<T: Json + Validate> ParameterValue for T {
    fn is_left_out(&self) -> bool {
        self.is_absent()
    }

    fn check_against(&self, rules: &Rules, checker: &mut Checker) {
        self.check(rules, checker);
    }

    fn write_to(&self, writer: &mut Writer) {
        self.write(writer);
    }
}

fn written(value: &dyn ParameterValue, mut writer: Writer) -> Result<Vec<u8>, EncodeError> {
    value.write_to(&mut writer);
    writer.finish()
}

/// Puts an operation's parameters and body into a request, and checks them on the way.
pub struct RequestEncoder {
    meta: &'static OperationMeta,
    validate: bool,
    checker: Checker,
    /// How many rules were broken before the last body.
    broken_before: usize,
    path: Vec<(&'static str, String, bool)>,
    query: Vec<Pair>,
    headers: HeaderMap,
    cookies: String,
    met: Vec<&'static str>,
    body: Option<RequestBody>,
    error: Option<RequestError>,
}

impl RequestEncoder {
    /// An empty request of an operation.
    #[must_use]
    pub fn new(meta: &'static OperationMeta) -> Self {
        let mut headers = HeaderMap::new();
        if !meta.accepted().is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_static(meta.accepted()));
        }
        Self {
            meta,
            validate: true,
            checker: Checker::new(),
            broken_before: 0,
            path: Vec::new(),
            query: fixed_query(meta.path()),
            headers,
            cookies: String::new(),
            met: Vec::new(),
            body: None,
            error: None,
        }
    }

    /// Does not check the document's rules. What keeps a request safe is checked all the same.
    pub fn skip_validation(&mut self) {
        self.validate = false;
    }

    /// Adds parameters with their values, in the same order, except those whose value is absent.
    pub fn parameters(&mut self, parameters: &[Parameter], values: &[&dyn ParameterValue]) {
        debug_assert_eq!(parameters.len(), values.len());
        for (parameter, value) in parameters.iter().zip(values) {
            self.parameter(parameter, *value);
        }
    }

    /// Adds a parameter, unless its value is absent.
    pub fn parameter(&mut self, parameter: &Parameter, value: &dyn ParameterValue) {
        if value.is_left_out() {
            return;
        }
        if self.validate {
            self.enter(parameter);
            let before = self.checker.count();
            value.check_against(parameter.value_rules(), &mut self.checker);
            // What types and rules find is said better by them.
            if let Some(schema) = parameter.value_schema().filter(|_| self.checker.count() == before) {
                schema.check_json(written(value, Writer::complete()), &mut self.checker);
            }
            self.leave(parameter);
        }
        self.put(parameter, written(value, Writer::new()).and_then(json::tree));
    }

    /// Adds a JSON body, unless the value is absent.
    pub fn json_body<T: Json + Validate>(&mut self, content_type: &'static str, value: &T) {
        self.json_body_with(content_type, value, &NO_RULES);
    }

    /// The same, with rules for the body as a whole.
    pub fn json_body_with<T: Json + Validate>(&mut self, content_type: &'static str, value: &T, rules: &Rules) {
        self.broken_before = self.checker.count();
        if !value.is_absent() {
            self.check_body(value, rules);
            self.put_json(content_type, json::to_vec(value));
        }
    }

    /// Holds the body that was just added against a schema, unless it broke rules already: types and rules say better
    /// what is wrong.
    pub fn check_body_schema<T: Json + Validate>(&mut self, schema: &'static dyn SchemaCheck, value: &T) {
        if self.validate && self.checker.count() == self.broken_before && !value.is_absent() {
            self.checker.enter("body");
            schema.check_json(written(value, Writer::complete()), &mut self.checker);
            self.checker.leave();
        }
    }

    /// Whether the document's rules are checked.
    #[must_use]
    pub fn validates(&self) -> bool {
        self.validate
    }

    /// Checks the body.
    pub fn check_body<T: Validate>(&mut self, value: &T, rules: &Rules) {
        self.broken_before = self.checker.count();
        if self.validate {
            self.checker.enter("body");
            value.check(rules, &mut self.checker);
            self.checker.leave();
        }
    }

    /// Reports that a member of the body, or without a name the body, cannot be sent.
    pub fn refuse_member(&mut self, name: &str, reason: &'static str) {
        self.checker.enter("body");
        if name.is_empty() {
            self.checker.refuse(reason);
        } else {
            self.checker.enter_name(name);
            self.checker.refuse(reason);
            self.checker.leave();
        }
        self.checker.leave();
    }

    /// Adds a body of any kind.
    pub fn put_body(&mut self, content_type: &str, body: RequestBody) {
        match header_value(content_type) {
            Some(value) => {
                self.headers.insert(CONTENT_TYPE, value);
            }
            None => self.fail(RequestError::Header),
        }
        self.body = Some(body);
    }

    /// The rules that were broken.
    ///
    /// # Errors
    ///
    /// If there are any.
    pub fn into_violations(self) -> Result<(), Invalid> {
        match self.finish() {
            Err(Fault::Invalid(invalid)) => Err(invalid),
            _ => Ok(()),
        }
    }

    /// The request.
    ///
    /// # Errors
    ///
    /// When rules are broken, or it cannot be written.
    pub fn finish(mut self) -> Result<RawRequest, Fault> {
        let path = self.expand_path(false);
        let hides = self.path.iter().any(|(_, _, sensitive)| *sensitive);
        let shown_path = if hides { Some(self.expand_path(true)) } else { None };
        self.checker.finish(self.meta.name()).map_err(Fault::Invalid)?;
        if let Some(error) = self.error {
            return Err(Fault::Request(error));
        }
        if !self.cookies.is_empty() {
            // A header of that name may be a parameter, too.
            let own = self.headers.get(COOKIE).and_then(|own| own.to_str().ok()).map(|own| format!("{own}; "));
            let cookies = own.unwrap_or_default() + &self.cookies;
            let mut value = header_value(&cookies).ok_or(Fault::Request(RequestError::Header))?;
            value.set_sensitive(true);
            self.headers.insert(COOKIE, value);
        }
        Ok(RawRequest {
            meta: self.meta,
            method: Method::from_bytes(self.meta.method().as_bytes())
                .map_err(|_| Fault::Request(RequestError::Method))?,
            path,
            shown_path,
            query: self.query,
            headers: self.headers,
            body: self.body,
            key: None,
            token: None,
            met: self.met,
        })
    }

    fn enter(&mut self, parameter: &Parameter) {
        self.checker.enter(parameter.location().name());
        self.checker.enter(parameter.name());
    }

    fn leave(&mut self, _: &Parameter) {
        self.checker.leave();
        self.checker.leave();
    }

    fn refuse(&mut self, parameter: &Parameter, reason: &'static str) {
        self.enter(parameter);
        self.checker.report(Rule::Other(reason));
        self.leave(parameter);
    }

    /// Notes why the request cannot be made; the first reason counts.
    pub fn fail(&mut self, error: RequestError) {
        self.error.get_or_insert(error);
    }

    fn put_json(&mut self, content_type: &'static str, body: Result<Vec<u8>, EncodeError>) {
        match body {
            Ok(body) => self.put_body(content_type, RequestBody::Whole(body.into())),
            Err(error) => self.fail(RequestError::Encode(error)),
        }
    }

    fn put(&mut self, parameter: &Parameter, value: Result<Value, EncodeError>) {
        let value = match value {
            Ok(value) => value,
            Err(error) => return self.fail(RequestError::Encode(error)),
        };
        let parts = match parameter.encode(&value) {
            Ok(parts) => parts,
            Err(reason) => return self.refuse(parameter, reason),
        };
        let sensitive = parameter.is_sensitive();
        if !parts.is_empty() {
            self.met.extend(parameter.schemes());
        }
        match parameter.location() {
            Location::Path => self.path.push((parameter.name(), parts.into_text(), sensitive)),
            Location::Query => {
                self.query.extend(parts.into_pairs().map(|(name, value)| Pair { name, value, sensitive }));
            }
            Location::Header if parts.is_empty() => {}
            Location::Header => self.put_header(parameter, &parts.into_text()),
            Location::Cookie => {
                for (name, value) in parts.into_pairs() {
                    if !self.cookies.is_empty() {
                        self.cookies.push_str("; ");
                    }
                    self.cookies.push_str(&name);
                    self.cookies.push('=');
                    self.cookies.push_str(&value);
                }
            }
        }
    }

    /// OpenAPI: parameters with the names of these three headers are to be ignored.
    fn put_header(&mut self, parameter: &Parameter, text: &str) {
        let lower = parameter.name().to_ascii_lowercase();
        if matches!(lower.as_str(), "accept" | "content-type" | "authorization") {
            return;
        }
        let name = match HeaderName::from_bytes(lower.as_bytes()) {
            Ok(name) if !is_framing(&name) => name,
            _ => return self.fail(RequestError::Header),
        };
        match header_value(text) {
            Some(mut value) => {
                value.set_sensitive(parameter.is_sensitive());
                self.headers.insert(name, value);
            }
            None => self.refuse(parameter, "must hold visible ASCII characters, and spaces inside, only"),
        }
    }

    /// The path with its parameters in place. A segment with a parameter in it must not end up as none, `.` or `..`.
    fn expand_path(&mut self, masked: bool) -> String {
        let mut path = String::new();
        let template = self.meta.path();
        let template = template.split_once('?').map_or(template, |(path, _)| path);
        for segment in template.split_inclusive('/') {
            let (segment, slash) = segment.strip_suffix('/').map_or((segment, ""), |segment| (segment, "/"));
            let begin = path.len();
            let mut last = None;
            let mut rest = segment;
            while let Some((before, name, after)) = next_parameter(rest) {
                path.push_str(&encode_template(before));
                match self.path.iter().find(|(known, _, _)| *known == name) {
                    Some((_, _, true)) if masked => path.push_str("[redacted]"),
                    Some((_, text, _)) => path.push_str(text),
                    None => self.error = self.error.take().or(Some(RequestError::PathParameter)),
                }
                last = Some(name);
                rest = after;
            }
            path.push_str(&encode_template(rest));
            let expanded = &path[begin..];
            if let Some(name) = last.filter(|_| !masked && is_collapsible(expanded)) {
                let known = self.path.iter().any(|(known, _, _)| *known == name);
                if known {
                    self.checker.enter(Location::Path.name());
                    self.checker.enter(name);
                    self.checker.report(Rule::Other("must not make a segment of the path empty, `.` or `..`"));
                    self.checker.leave();
                    self.checker.leave();
                }
            }
            path.push_str(slash);
        }
        path
    }
}

/// A member of a query, encoded.
#[derive(Clone)]
pub struct Pair {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) sensitive: bool,
}

/// A request before it knows its server. Its `Debug` shows no values.
#[derive(Clone)]
pub struct RawRequest {
    pub(super) meta: &'static OperationMeta,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) shown_path: Option<String>,
    pub(super) query: Vec<Pair>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<RequestBody>,
    pub(super) key: Option<IdempotencyKey>,
    /// Where the access token comes from that each attempt bears.
    pub(super) token: Option<ClientCredentials>,
    /// The security schemes whose credential a parameter is.
    pub(super) met: Vec<&'static str>,
}

impl RawRequest {
    /// The path, encoded, from the first slash.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The headers so far.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> Option<&RequestBody> {
        self.body.as_ref()
    }

    /// The query, encoded; with what is sensitive left out if it is to be shown.
    #[must_use]
    pub fn query_text(&self, masked: bool) -> Option<String> {
        let mut text = String::new();
        for pair in &self.query {
            if !text.is_empty() {
                text.push('&');
            }
            text.push_str(&pair.name);
            text.push('=');
            text.push_str(if masked && pair.sensitive { "[redacted]" } else { &pair.value });
        }
        (!text.is_empty()).then_some(text)
    }

    /// Sets the idempotency key.
    ///
    /// # Errors
    ///
    /// When the header's name is none.
    pub fn set_key(&mut self, header: &str, key: IdempotencyKey) -> Result<(), RequestError> {
        let name = HeaderName::from_bytes(header.as_bytes()).map_err(|_| RequestError::Header)?;
        let value = header_value(key.as_str()).ok_or(RequestError::Header)?;
        if is_framing(&name) {
            return Err(RequestError::Header);
        }
        self.headers.insert(name, value);
        self.key = Some(key);
        Ok(())
    }

    /// Sets the JSON body; the content type stays, if there is one.
    ///
    /// # Errors
    ///
    /// When the value has no JSON form.
    pub fn set_json(&mut self, value: &Value) -> Result<(), RequestError> {
        let bytes = json::to_vec(value).map_err(RequestError::Encode)?;
        self.body = Some(RequestBody::Whole(Content::new(bytes)));
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(())
    }

    /// Whether the request may be sent again though the server may have seen it: by its method, or because it bears a key.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.key.is_some() || matches!(self.method.as_str(), "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE")
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawRequest")
            .field("operation", &self.meta.name())
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}
