//! Headers of responses as the document types them.
//!
//! Responsible for reading a header's text (OpenAPI's style `simple`) into a value. Knows no operation.

use std::fmt;
use std::marker::PhantomData;

use http::{HeaderMap, HeaderValue};

use super::decode_error::DecodeError;
use super::error::Error;
use super::json::{self, Json};
use super::response::Response;

/// A documented header, and the type of its value. Operations have theirs as constants.
pub struct Header<T> {
    name: &'static str,
    form: Form,
    value: PhantomData<fn() -> T>,
}

/// How the text becomes JSON.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// It is a string.
    Text,
    /// It is JSON itself: a number, a boolean, or what the document says to be JSON.
    Json,
    /// Strings between commas.
    Texts,
    /// JSON values between commas.
    Jsons,
}

impl<T> Header<T> {
    const fn new(name: &'static str, form: Form) -> Self {
        Self { name, form, value: PhantomData }
    }

    /// A string.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, Form::Text)
    }

    /// A number, a boolean, or JSON.
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, Form::Json)
    }

    /// A list of strings.
    #[must_use]
    pub const fn texts(name: &'static str) -> Self {
        Self::new(name, Form::Texts)
    }

    /// A list of numbers or booleans.
    #[must_use]
    pub const fn jsons(name: &'static str) -> Self {
        Self::new(name, Form::Jsons)
    }

    /// The header's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: Json> Header<T> {
    /// The value, if the header is there. Of several lines a list takes all, other values the first. Rules of the document are not checked.
    ///
    /// # Errors
    ///
    /// When it is not of its type.
    pub fn read(&self, headers: &HeaderMap) -> Result<Option<T>, DecodeError> {
        let mut lines = headers.get_all(self.name).iter().peekable();
        if lines.peek().is_none() {
            return Ok(None);
        }
        let mut json = Vec::new();
        match self.form {
            Form::Text | Form::Json => {
                let line = lines.next().map(text).transpose()?.unwrap_or_default();
                self.put(line, &mut json)?;
            }
            Form::Texts | Form::Jsons => {
                json.push(b'[');
                for line in lines {
                    for item in text(line)?.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                        if json.len() > 1 {
                            json.push(b',');
                        }
                        self.put(item, &mut json)?;
                    }
                }
                json.push(b']');
            }
        }
        json::from_answer(&json).map(Some)
    }

    fn put(&self, text: &str, json: &mut Vec<u8>) -> Result<(), DecodeError> {
        match self.form {
            Form::Json | Form::Jsons => json.extend_from_slice(text.as_bytes()),
            Form::Text | Form::Texts => {
                let quoted = json::to_vec(&text.to_owned());
                json.extend(quoted.map_err(|_| DecodeError::other("the header has no JSON form"))?);
            }
        }
        Ok(())
    }
}

fn text(value: &HeaderValue) -> Result<&str, DecodeError> {
    std::str::from_utf8(value.as_bytes()).map(str::trim).map_err(|_| DecodeError::other("the header is not UTF-8"))
}

impl<V> Response<V> {
    /// A documented header, if it is there: `response.header(&operations::…::X_TOTAL)`.
    ///
    /// # Errors
    ///
    /// When it is not of its type.
    pub fn header<T: Json>(&self, header: &Header<T>) -> Result<Option<T>, DecodeError> {
        header.read(self.headers())
    }
}

impl<E> Error<E> {
    /// A documented header of the last answer, if one came and it is there.
    ///
    /// # Errors
    ///
    /// When it is not of its type.
    pub fn header<T: Json>(&self, header: &Header<T>) -> Result<Option<T>, DecodeError> {
        self.headers().map_or(Ok(None), |headers| header.read(headers))
    }
}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Header").field(&self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Header;
    use http::{HeaderMap, HeaderName, HeaderValue};

    fn headers(lines: &[(&'static str, &[u8])]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap());
        }
        headers
    }

    #[test]
    fn a_header_has_the_type_that_the_document_says() {
        let sent = headers(&[
            ("x-total", b" 1e3 "),
            ("x-name", br#"a "b", c\"#),
            ("x-flag", b"true"),
            ("x-tags", b"a, b,,"),
            ("x-tags", b"c"),
            ("x-ids", b"1,2, 3"),
            ("x-odd", b"\xff"),
            ("x-empty", b""),
        ]);
        assert_eq!(Header::<i64>::json("x-total").read(&sent).unwrap(), Some(1000));
        assert_eq!(Header::<String>::text("x-name").read(&sent).unwrap().as_deref(), Some(r#"a "b", c\"#));
        assert_eq!(Header::<bool>::json("X-Flag").read(&sent).unwrap(), Some(true));
        assert_eq!(Header::<Vec<String>>::texts("x-tags").read(&sent).unwrap().unwrap(), ["a", "b", "c"]);
        assert_eq!(Header::<Vec<i64>>::jsons("x-ids").read(&sent).unwrap().unwrap(), [1, 2, 3]);
        assert_eq!(Header::<i64>::json("x-none").read(&sent).unwrap(), None);
        assert_eq!(Header::<String>::text("x-empty").read(&sent).unwrap().as_deref(), Some(""));
        assert!(Header::<i64>::json("x-name").read(&sent).is_err());
        assert!(Header::<i64>::json("x-empty").read(&sent).is_err());
        assert!(Header::<String>::text("x-odd").read(&sent).is_err());
        assert!(Header::<Vec<i64>>::jsons("x-tags").read(&sent).is_err());
    }
}
