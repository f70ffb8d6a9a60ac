//! URI references (RFC 3986) as far as one document points into another.

use super::pointer::percent_decode;
use super::{Pointer, PointerError};

/// A URI reference, taken apart. Nothing is resolved here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UriReference {
    /// The scheme (`https`), in lower case, if there is one: the target is elsewhere.
    pub scheme: Option<String>,
    /// What stands before the fragment, percent-decoded unless there is a scheme; empty for the same document.
    pub path: String,
    /// What stands after the `#`.
    pub fragment: Fragment,
}

/// The fragment of a URI reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fragment {
    /// None, or an empty one, or one that starts with `/`.
    Pointer(Pointer),
    /// A plain name: an `$anchor`.
    Anchor(String),
}

impl UriReference {
    /// Takes `text` apart.
    ///
    /// # Errors
    /// When the fragment starts with `/` but is no JSON pointer, or the percent-encoding is broken.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        let (base, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = if fragment.is_empty() || fragment.starts_with('/') || fragment.starts_with('%') {
            Fragment::Pointer(Pointer::parse_fragment(fragment)?)
        } else {
            Fragment::Anchor(percent_decode(fragment).ok_or(PointerError::BadPercent)?.into_owned())
        };
        let scheme = base.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| is_scheme(scheme));
        let path = match scheme {
            Some(_) => base.to_owned(),
            None => percent_decode(base).ok_or(PointerError::BadPercent)?.into_owned(),
        };
        Ok(Self { scheme: scheme.map(str::to_ascii_lowercase), path, fragment })
    }

    /// Whether the target is on another machine: a scheme, or `//host`.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        self.scheme.is_some() || self.path.starts_with("//")
    }
}

fn is_scheme(text: &str) -> bool {
    // One letter is a Windows drive, not a scheme.
    text.len() > 1
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
}
