//! Writes compact JSON for writers that the models bring.
//!
//! It knows JSON's syntax: commas, escapes, numbers. It must not know any model, rule or HTTP.

use std::fmt;

use super::decode_error::DecodeError;
use super::json::Json;
use super::nullable::Patch;
use super::number::float_text;
use super::pointer;
use super::reader::MAX_DEPTH;
use super::scan::plain_length;
use super::value::Map;

/// Collects one JSON text. It puts the commas itself.
#[derive(Default)]
pub struct Writer {
    out: Vec<u8>,
    depth: usize,
    error: Option<EncodeError>,
    complete: bool,
}

/// A value that JSON cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(Box<(String, &'static str)>);

/// Shows how long the text is, and nothing of it.
impl fmt::Debug for Writer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Writer").field("bytes", &self.out.len()).field("error", &self.error).finish()
    }
}

impl Writer {
    /// An empty text.
    #[must_use]
    pub const fn new() -> Self {
        Self { out: Vec::new(), depth: 0, error: None, complete: false }
    }

    /// An empty text for checks of what was received: what is never sent is written, too.
    #[must_use]
    pub const fn complete() -> Self {
        Self { out: Vec::new(), depth: 0, error: None, complete: true }
    }

    /// Whether what is never sent is written, too.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// The text.
    ///
    /// # Errors
    /// When a value was written that JSON cannot hold.
    pub fn finish(self) -> Result<Vec<u8>, EncodeError> {
        match self.error {
            None => Ok(self.out),
            Some(error) => Err(error),
        }
    }

    /// The text as a string.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub fn finish_string(self) -> Result<String, EncodeError> {
        self.finish().map(|text| String::from_utf8(text).unwrap_or_default())
    }

    /// Whether a value was written that JSON cannot hold; the rest need not be written.
    #[must_use]
    pub const fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// Writes a required member.
    pub fn required<T: Json>(&mut self, name: &str, value: &T) {
        self.name(name);
        value.write(self);
    }

    /// Writes an optional member, if it is there.
    pub fn optional<T: Json>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// Writes an optional member that may be `null`, if it is there.
    pub fn patch<T: Json>(&mut self, name: &str, value: &Patch<T>) {
        match value {
            Patch::Absent => {}
            Patch::Null => self.required(name, &()),
            Patch::Value(value) => self.required(name, value),
        }
    }

    /// Writes a member, unless its value is absent.
    pub fn member<T: Json>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            self.name(name);
            value.write(self);
        }
    }

    /// Writes each entry as a member.
    pub fn additional<T: Json>(&mut self, map: &Map<T>) {
        for (name, value) in map {
            self.member(name, value);
        }
    }

    /// Writes a member's name; its value has to follow.
    #[inline(never)]
    pub fn name(&mut self, name: &str) {
        self.quoted(name);
        self.out.push(b':');
    }

    /// Begins an object.
    #[inline(never)]
    pub fn begin_object(&mut self) {
        self.begin(b'{');
    }

    /// Ends an object.
    #[inline(never)]
    pub fn end_object(&mut self) {
        self.end(b'}');
    }

    /// Begins an array.
    #[inline(never)]
    pub fn begin_array(&mut self) {
        self.begin(b'[');
    }

    /// Ends an array.
    #[inline(never)]
    pub fn end_array(&mut self) {
        self.end(b']');
    }

    /// Writes `null`.
    #[inline(never)]
    pub fn null(&mut self) {
        self.plain(b"null");
    }

    /// Writes a boolean.
    #[inline(never)]
    pub fn bool(&mut self, value: bool) {
        self.plain(if value { b"true" } else { b"false" });
    }

    /// Writes a number whose text is a JSON number, as a [`Number`](super::number::Number)'s is.
    pub fn number(&mut self, text: &str) {
        self.plain(text.as_bytes());
    }

    /// Writes an integer.
    #[inline(never)]
    pub fn i64(&mut self, value: i64) {
        self.integer(value < 0, value.unsigned_abs());
    }

    /// Writes an integer.
    pub fn u64(&mut self, value: u64) {
        self.integer(false, value);
    }

    /// Writes an integer.
    pub fn i128(&mut self, value: i128) {
        self.plain(value.to_string().as_bytes());
    }

    /// Writes an integer.
    pub fn u128(&mut self, value: u128) {
        self.plain(value.to_string().as_bytes());
    }

    /// Writes the shortest text of a float; one that is not finite is an error.
    #[inline(never)]
    pub fn f64(&mut self, value: f64) {
        if value.is_finite() {
            self.plain(float_text(value).as_bytes());
        } else {
            self.not_finite();
        }
    }

    /// Writes the shortest text of a float; one that is not finite is an error.
    #[inline(never)]
    pub fn f32(&mut self, value: f32) {
        if value.is_finite() {
            self.plain(float_text(value).as_bytes());
        } else {
            self.not_finite();
        }
    }

    /// Writes a string.
    #[inline(never)]
    pub fn str(&mut self, text: &str) {
        self.quoted(text);
    }

    /// A string: where names and texts are written, without a call more.
    #[inline(always)]
    fn quoted(&mut self, text: &str) {
        self.out.reserve(text.len() + 4);
        self.separate();
        self.out.push(b'"');
        match plain_length(text.as_bytes()) {
            None => self.out.extend_from_slice(text.as_bytes()),
            Some(length) => self.escaped(text.as_bytes(), length),
        }
        self.out.push(b'"');
    }

    /// The text of a string whose first byte to escape is at `at`.
    #[inline(never)]
    fn escaped(&mut self, mut bytes: &[u8], mut at: usize) {
        while let Some((plain, [byte, rest @ ..])) = bytes.split_at_checked(at) {
            self.out.extend_from_slice(plain);
            self.escape(*byte);
            bytes = rest;
            at = plain_length(bytes).unwrap_or(bytes.len());
        }
        self.out.extend_from_slice(bytes);
    }

    /// Notes an error at this place, unless there is one already.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, what: &'static str) {
        if self.error.is_none() {
            let pointer = pointer::locate(&self.out, self.out.len());
            self.error = Some(EncodeError(Box::new((pointer, what))));
        }
    }

    #[cold]
    #[inline(never)]
    fn not_finite(&mut self) {
        self.separate();
        self.fail("a number that is not finite");
        self.out.extend_from_slice(b"null");
    }

    fn begin(&mut self, bracket: u8) {
        self.separate();
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.fail("arrays and objects are nested too deep");
        }
        self.out.push(bracket);
    }

    fn end(&mut self, bracket: u8) {
        self.depth = self.depth.saturating_sub(1);
        self.out.push(bracket);
    }

    fn plain(&mut self, text: &[u8]) {
        self.separate();
        self.out.extend_from_slice(text);
    }

    /// The comma before a value or a name, where one is due.
    fn separate(&mut self) {
        if self.is_comma_due() {
            self.out.push(b',');
        }
    }

    /// Whether a value or a name needs a comma before it: the last byte tells.
    fn is_comma_due(&self) -> bool {
        !matches!(self.out.last(), None | Some(b'{' | b'[' | b':'))
    }

    fn integer(&mut self, negative: bool, mut size: u64) {
        let mut text = [0u8; 20];
        let mut start = text.len();
        loop {
            start -= 1;
            text[start] = b'0' + u8::try_from(size % 10).unwrap_or_default();
            size /= 10;
            if size == 0 || start == 0 {
                break;
            }
        }
        self.separate();
        if negative {
            self.out.push(b'-');
        }
        self.out.extend_from_slice(&text[start..]);
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            _ => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                self.out.extend_from_slice(b"\\u00");
                self.out.push(HEX[usize::from(byte >> 4)]);
                self.out.push(HEX[usize::from(byte & 15)]);
                return;
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }
}

impl EncodeError {
    /// The error for a writer whose text is no JSON.
    #[must_use]
    pub fn from_decode(error: &DecodeError) -> Self {
        Self(Box::new((error.pointer().to_owned(), "the value's own writer wrote no JSON")))
    }

    /// The JSON pointer of the place.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.0
    }

    /// What JSON cannot hold.
    #[must_use]
    pub fn problem(&self) -> &'static str {
        self.0.1
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.0.is_empty() {
            write!(formatter, "at {}: ", self.0.0.escape_debug())?;
        }
        formatter.write_str(self.0.1)
    }
}

impl std::error::Error for EncodeError {}
