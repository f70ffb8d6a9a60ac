//! Bodies of the media type `multipart/form-data` (RFC 7578), and others of parts with names.
//!
//! Responsible for making parts of an object's members: files as they are, all else by its JSON form. Does not know how parts are told
//! from each other.

use std::fmt;

use http::{HeaderName, HeaderValue};

use super::content::{Content, fits};
use super::file::{File, Files};
use super::framing::is_framing;
use super::json::{self, Json};
use super::property::{Field, Property, find, spell};
use super::request::{RequestEncoder, RequestError};
use super::request_body::{Part, RequestBody};
use super::rules::{Rules, Validate};
use super::security::header_value;
use super::value::{Map, Value};

/// What is constant about a multipart body: its media type, and how its members are spelled.
#[derive(Clone, Copy, Debug)]
pub struct Multipart {
    media_type: &'static str,
    properties: &'static [Property],
}

impl Multipart {
    /// A body of this media type. Members that are not listed are spelled by default.
    #[must_use]
    pub const fn new(media_type: &'static str, properties: &'static [Property]) -> Self {
        Self { media_type, properties }
    }
}

/// An object that holds files: it has no JSON form, but is written part by part.
pub trait Parts: Validate {
    /// Writes each member.
    fn write(&self, parts: &mut PartWriter);
}

/// Collects the parts of a body. `Debug` shows how many there are.
pub struct PartWriter {
    properties: &'static [Property],
    parts: Vec<Part>,
    refused: Option<(String, &'static str)>,
    error: Option<RequestError>,
}

impl PartWriter {
    fn new(multipart: &Multipart) -> Self {
        Self { properties: multipart.properties, parts: Vec::new(), refused: None, error: None }
    }

    /// Writes a member, unless it is absent.
    pub fn value<T: Json>(&mut self, name: &str, value: &T) {
        if value.is_absent() {
            return;
        }
        match json::to_value(value) {
            Ok(value) => self.member(name, &value),
            Err(error) => self.error = self.error.take().or(Some(RequestError::Encode(error))),
        }
    }

    /// Writes members that the document does not declare.
    pub fn others<T: Json>(&mut self, others: &Map<T>) {
        for (name, value) in others {
            self.value(name, value);
        }
    }

    /// Writes files that the document does not declare by name.
    pub fn other_files<T: Files>(&mut self, others: &Map<T>) {
        for (name, files) in others {
            self.files(name, files);
        }
    }

    /// Writes a member that is a file, or several.
    pub fn files<T: Files>(&mut self, name: &str, files: &T) {
        files.each(&mut |file| self.file(name, file));
    }

    fn member(&mut self, name: &str, value: &Value) {
        let property = find(self.properties, name);
        let mut fields = Vec::new();
        if let Err(reason) = spell(property, name, value, &mut fields) {
            return self.refuse(name, reason);
        }
        let said = property.and_then(|property| property.media_types().first().copied());
        // Parts are not encoded, so that nothing tells a comma of an item from one between items.
        let joined =
            matches!(value, Value::Array(_) | Value::Object(_)) && property.is_some_and(Property::joins_by_comma);
        if joined && fields.iter().any(|field| field.text.contains("%2C")) {
            return self.refuse(name, "must not hold a comma in an item: it separates items here");
        }
        for field in fields {
            let media_type = said.filter(|said| is_one(said)).or(field.json.then_some("application/json"));
            let media_type = media_type.map(HeaderValue::from_static);
            let Field { name, text, .. } = if field.encoded { decoded(field) } else { field };
            self.parts.push(Part::new(name, media_type, Content::new(text)));
        }
    }

    fn file(&mut self, name: &str, file: &File) {
        let named = find(self.properties, name).map_or(&[][..], |property| property.media_types());
        let said = file.content.said_media_type();
        let media_type = match (said, named) {
            (Some(said), []) => said,
            (Some(said), named) if named.iter().any(|range| fits(said, range)) => said,
            (Some(_), _) => return self.refuse(name, "must be of one of the media types that the document names"),
            (None, []) => UNKNOWN,
            (None, [only]) if is_one(only) => only,
            (None, named) if named.iter().any(|range| fits(UNKNOWN, range)) => UNKNOWN,
            (None, _) => return self.refuse(name, "must say its media type: the document names several"),
        };
        let mut part = Part::new(name.to_owned(), header_value(media_type), file.content.clone());
        part.file_name = Some(file.name.clone().unwrap_or_else(|| name.to_owned()));
        let mut sound = part.media_type.is_some();
        for (name, value) in &file.headers {
            match (HeaderName::from_bytes(name.as_bytes()), header_value(value)) {
                (Ok(name), Some(value)) if !is_framing(&name) && !OWN.contains(&name.as_str()) => {
                    part.headers.push((name, value));
                }
                _ => sound = false,
            }
        }
        if sound {
            self.parts.push(part);
        } else {
            self.error = self.error.take().or(Some(RequestError::Header));
        }
    }

    fn refuse(&mut self, name: &str, reason: &'static str) {
        self.refused.get_or_insert_with(|| (name.to_owned(), reason));
    }
}

impl fmt::Debug for PartWriter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PartWriter").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

/// Headers of a part that are said in another way.
const OWN: [&str; 2] = ["content-disposition", "content-type"];

/// The media type of what nothing is known of.
const UNKNOWN: &str = "application/octet-stream";

/// Whether this is one media type, and no range.
fn is_one(media_type: &str) -> bool {
    !media_type.contains('*')
}

/// The same field as plain text: parts are not encoded.
fn decoded(field: Field) -> Field {
    let decode = |text: &str| {
        let mut bytes = Vec::with_capacity(text.len());
        let mut rest = text.as_bytes();
        while let [first, after @ ..] = rest {
            let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
            let decoded = pair.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
            bytes.push(decoded.unwrap_or(*first));
            rest = if decoded.is_some() { &after[2..] } else { after };
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    Field { name: decode(&field.name), text: decode(&field.text), json: false, encoded: false }
}

impl RequestEncoder {
    /// Adds a body of parts, one or more for each member of an object.
    pub fn multipart_body<T: Json + Validate>(&mut self, multipart: &Multipart, value: &T, rules: &Rules) {
        self.check_body(value, rules);
        let members = match json::to_value(value) {
            Ok(Value::Object(members)) => members,
            Ok(_) => return self.refuse_member("", "must be an object: parts have names"),
            Err(error) => return self.fail(RequestError::Encode(error)),
        };
        let mut parts = PartWriter::new(multipart);
        members.iter().for_each(|(name, value)| parts.member(name, value));
        self.put_parts(multipart, parts);
    }

    /// The same for an object that holds files.
    pub fn parts_body<T: Parts>(&mut self, multipart: &Multipart, value: &T, rules: &Rules) {
        self.check_body(value, rules);
        let mut parts = PartWriter::new(multipart);
        value.write(&mut parts);
        self.put_parts(multipart, parts);
    }

    fn put_parts(&mut self, multipart: &Multipart, parts: PartWriter) {
        let PartWriter { properties: _, parts, refused, error } = parts;
        if let Some((name, reason)) = refused {
            self.refuse_member(&name, reason);
        }
        if let Some(error) = error {
            self.fail(error);
        }
        self.put_body(multipart.media_type, RequestBody::Parts(parts));
    }
}
