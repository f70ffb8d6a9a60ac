//! JSON pointers (RFC 6901).

use std::borrow::Cow;
use std::fmt;

/// A JSON pointer in its text form: empty for the root, else `/` before every token, `~` written `~0` and `/` written `~1`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    text: String,
}

impl Pointer {
    /// The pointer to the root.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// When the text neither is empty nor starts with `/`, or has a `~` that is not followed by `0` or `1`.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        if !text.is_empty() && !text.starts_with('/') {
            return Err(PointerError::NoSlash);
        }
        let mut bytes = text.bytes();
        while let Some(byte) = bytes.next() {
            if byte == b'~' && !matches!(bytes.next(), Some(b'0' | b'1')) {
                return Err(PointerError::BadEscape);
            }
        }
        Ok(Self { text: text.to_owned() })
    }

    /// Reads the form inside a URI fragment (after the `#`), where characters may be percent-encoded (RFC 6901, 6).
    ///
    /// # Errors
    /// As [`Pointer::parse`], and when the percent-encoding is broken or is not UTF-8.
    pub fn parse_fragment(fragment: &str) -> Result<Self, PointerError> {
        Self::parse(&percent_decode(fragment).ok_or(PointerError::BadPercent)?)
    }

    /// The text form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this is the pointer to the root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.text.is_empty()
    }

    /// The tokens from the root down, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.text.split('/').skip(1).map(unescape)
    }

    /// The last token, unescaped; the root has none.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.text.rsplit_once('/').map(|(_, token)| unescape(token))
    }

    /// The pointer to the thing that holds this one; the root has none.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.text.rsplit_once('/').map(|(parent, _)| Self { text: parent.to_owned() })
    }

    /// This pointer with one more token, given unescaped.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        let mut joined = self.clone();
        joined.push(token);
        joined
    }

    /// Adds one token, given unescaped.
    pub fn push(&mut self, token: &str) {
        self.text.push('/');
        for character in token.chars() {
            match character {
                '~' => self.text.push_str("~0"),
                '/' => self.text.push_str("~1"),
                other => self.text.push(other),
            }
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Why a text is no JSON pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerError {
    /// It is not empty and does not start with `/`.
    NoSlash,
    /// A `~` is followed by something else than `0` or `1`.
    BadEscape,
    /// A `%` is not followed by two hexadecimal digits, or the bytes are no UTF-8.
    BadPercent,
}

impl fmt::Display for PointerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoSlash => "a JSON pointer starts with `/`",
            Self::BadEscape => "in a JSON pointer `~` is followed by `0` or `1`",
            Self::BadPercent => "`%` is followed by two hexadecimal digits, and the bytes are UTF-8",
        })
    }
}

impl std::error::Error for PointerError {}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') { Cow::Owned(token.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(token) }
}

/// Undoes percent-encoding; nothing when it is broken or not UTF-8.
pub(super) fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'%' {
            let (digits, after) = rest.split_at_checked(2)?;
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let value = digit(digits[0])? * 16 + digit(digits[1])?;
            bytes.push(u8::try_from(value).ok()?);
            rest = after;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_in_the_right_order() {
        let pointer = Pointer::parse("/a~1b/~01/m~0n").unwrap();
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["a/b", "~1", "m~n"]);
        assert_eq!(pointer.last().unwrap(), "m~n");
        assert_eq!(pointer.parent().unwrap().as_str(), "/a~1b/~01");
    }

    #[test]
    fn pushing_escapes() {
        let pointer = Pointer::root().join("paths").join("/cards/{id}").join("~");
        assert_eq!(pointer.as_str(), "/paths/~1cards~1{id}/~0");
        assert_eq!(Pointer::parse(pointer.as_str()).unwrap(), pointer);
    }

    #[test]
    fn the_root_and_the_empty_token_differ() {
        assert_eq!(Pointer::root().tokens().count(), 0);
        assert!(Pointer::root().last().is_none() && Pointer::root().parent().is_none());
        assert_eq!(Pointer::parse("/").unwrap().tokens().collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn fragments_are_percent_decoded_before_the_escapes() {
        let pointer = Pointer::parse_fragment("/paths/~1cards~1%7Bid%7D/%C3%A9").unwrap();
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/cards/{id}", "é"]);
    }

    #[test]
    fn broken_texts_are_refused() {
        assert_eq!(Pointer::parse("a"), Err(PointerError::NoSlash));
        assert_eq!(Pointer::parse("/a~"), Err(PointerError::BadEscape));
        assert_eq!(Pointer::parse("/~2"), Err(PointerError::BadEscape));
        for text in ["/%", "/%4", "/%zz", "/%+1", "/%ff"] {
            assert_eq!(Pointer::parse_fragment(text), Err(PointerError::BadPercent), "{text}");
        }
    }
}
