//! Bodies of the media type `application/x-www-form-urlencoded`.
//!
//! Responsible for the serializer of the WHATWG URL standard, section 5.2. Works on JSON values; knows no model.

use super::content::Content;
use super::json::{self, Json};
use super::property::{Property, find, spell, write_form};
use super::request::{RequestEncoder, RequestError};
use super::request_body::RequestBody;
use super::rules::{Rules, Validate};
use super::value::Value;

/// What is constant about a form: its media type, and how its members are spelled.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    media_type: &'static str,
    properties: &'static [Property],
}

impl Form {
    /// A form of this media type. Members that are not listed are spelled by default.
    #[must_use]
    pub const fn new(media_type: &'static str, properties: &'static [Property]) -> Self {
        Self { media_type, properties }
    }

    /// Writes an object.
    ///
    /// # Errors
    ///
    /// Which member must do what to have a form; the empty name stands for the value as a whole.
    pub fn encode(&self, value: &Value) -> Result<String, (String, &'static str)> {
        let Value::Object(members) = value else {
            return Err((String::new(), "must be an object: a form has names"));
        };
        let mut fields = Vec::new();
        for (name, value) in members {
            let spelled = spell(find(self.properties, name), name, value, &mut fields);
            spelled.map_err(|reason| (name.to_owned(), reason))?;
        }
        Ok(write_form(&fields))
    }
}

impl RequestEncoder {
    /// Adds a form as the body.
    pub fn form_body<T: Json + Validate>(&mut self, form: &Form, value: &T, rules: &Rules) {
        self.check_body(value, rules);
        let value = match json::to_value(value) {
            Ok(value) => value,
            Err(error) => return self.fail(RequestError::Encode(error)),
        };
        match form.encode(&value) {
            Ok(text) => self.put_body(form.media_type, RequestBody::Whole(Content::new(text))),
            Err((name, reason)) => self.refuse_member(&name, reason),
        }
    }
}
