//! Texts with a type of their own: how they are kept, and how a newtype or an open enum of the document becomes one.
//!
//! It knows owned and inline texts and the trait behind `string_type!`. It must not know any document's types.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;

use super::checker::{Checker, broken_by_text};
use super::decode_error::DecodeError;
use super::json::Json;
use super::reader::Reader;
use super::redact::REDACTED;
use super::rules::{Rule, Rules, Validate};
use super::writer::Writer;

/// A type whose JSON is a string. `string_type!` gives it everything else it needs.
pub trait StringType: AsRef<str> + Sized {
    /// The type's name, for errors and `Debug`.
    const NAME: &'static str;
    /// The rules every value should keep.
    const RULES: Rules;
    /// Whether the text must not be shown.
    const SENSITIVE: bool = false;

    /// The value of this text, whether or not it keeps the rules.
    fn from_text(text: &str) -> Self;
}

/// A text that breaks a rule of the type it was meant for. It does not hold the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidText {
    name: &'static str,
    rule: Rule,
}

impl InvalidText {
    /// An error of a type.
    #[must_use]
    pub const fn new(name: &'static str, rule: Rule) -> Self {
        Self { name, rule }
    }

    /// The name of the type.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        self.name
    }

    /// The first rule that is broken.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        self.rule
    }
}

impl fmt::Display for InvalidText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.name, self.rule)
    }
}

impl std::error::Error for InvalidText {}

/// The value of a text that keeps the type's rules.
///
/// # Errors
/// When it breaks one.
#[inline]
pub fn parse<T: StringType>(text: &str) -> Result<T, InvalidText> {
    let rules = const { &T::RULES };
    match broken_by_text(text, rules, |_| ControlFlow::Break(())) {
        ControlFlow::Continue(()) => Ok(T::from_text(text)),
        ControlFlow::Break(()) => match const { T::RULES.only_for_texts() } {
            Some(rule) => Err(InvalidText { name: T::NAME, rule }),
            None => Err(invalid(T::NAME, rules, text)),
        },
    }
}

/// The first of several rules that is broken, looked for once more: whether one is has to be known fast, which has not.
#[cold]
#[inline(never)]
fn invalid(name: &'static str, rules: &Rules, text: &str) -> InvalidText {
    let rule = broken_by_text(text, rules, ControlFlow::Break).break_value();
    InvalidText { name, rule: rule.unwrap_or(Rule::Other("must keep its rules")) }
}

/// Checks a text against its type's rules and those of its place.
#[inline]
pub fn check<T: StringType>(value: &T, local: &Rules, checker: &mut Checker) {
    checker.text(value.as_ref(), const { &T::RULES });
    checker.text(value.as_ref(), local);
}

/// Shows a text of a type, or that there is one.
///
/// # Errors
/// As the formatter.
pub fn debug(formatter: &mut fmt::Formatter<'_>, name: &str, text: &str, sensitive: bool) -> fmt::Result {
    if sensitive { write!(formatter, "{name}({REDACTED})") } else { write!(formatter, "{name}({text:?})") }
}

/// Shows a text, or that there is one.
///
/// # Errors
/// As the formatter.
pub fn display(formatter: &mut fmt::Formatter<'_>, text: &str, sensitive: bool) -> fmt::Result {
    formatter.pad(if sensitive { REDACTED } else { text })
}

/// A text of any length.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text(Box<str>);

/// The longest text that a [`ShortText`] holds without the heap, in bytes.
pub const INLINE: usize = 30;

/// A text that needs no heap up to [`INLINE`] bytes: cheap to make, to clone and to drop.
#[derive(Clone)]
pub struct ShortText(Short);

#[derive(Clone)]
enum Short {
    Inline { length: u8, bytes: [u8; INLINE] },
    Heap(Box<str>),
}

impl ShortText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // The bytes are those of a text, so the check cannot fail.
            Short::Inline { .. } => std::str::from_utf8(self.as_bytes()).unwrap_or_default(),
            Short::Heap(text) => text,
        }
    }

    /// Whether it is held without the heap.
    #[must_use]
    pub const fn is_inline(&self) -> bool {
        matches!(self.0, Short::Inline { .. })
    }

    fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Short::Inline { length, bytes } => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Short::Heap(text) => text.as_bytes(),
        }
    }
}

impl From<&str> for ShortText {
    #[inline]
    fn from(text: &str) -> Self {
        let mut bytes = [0; INLINE];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(length)) => {
                place.copy_from_slice(text.as_bytes());
                Self(Short::Inline { length, bytes })
            }
            _ => Self(Short::Heap(text.into())),
        }
    }
}

impl PartialEq for ShortText {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for ShortText {}

impl PartialOrd for ShortText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ShortText {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl Hash for ShortText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

impl Default for ShortText {
    fn default() -> Self {
        Self::from("")
    }
}

impl Text {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

macro_rules! plain_text {
    ($($text:ident)*) => {$(
        impl From<String> for $text {
            fn from(text: String) -> Self {
                text.as_str().into()
            }
        }

        impl AsRef<str> for $text {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl fmt::Display for $text {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl fmt::Debug for $text {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self.as_str(), formatter)
            }
        }

        impl Json for $text {
            fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                reader.str().map(Self::from)
            }

            fn write(&self, writer: &mut Writer) {
                writer.str(self.as_str());
            }
        }

        impl Validate for $text {
            fn check(&self, rules: &Rules, checker: &mut Checker) {
                checker.text(self.as_str(), rules);
            }
        }
    )*};
}

plain_text!(Text ShortText);

/// Gives a [`StringType`] that has a method `as_str` what users and the codec need of it. A file that uses it says
/// `use crate::runtime;` before.
///
/// A type derives its equality and order, unless it says that they are those of its text. If equality is neither, it
/// says so, and the type cannot be compared with texts.
#[allow(unused_macros)]
macro_rules! string_type {
    ($name:ident) => {
        runtime::text::string_type!($name, equality of its own);

        impl ::std::cmp::PartialEq<str> for $name {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }
    };
    ($name:ident, equality of its text) => {
        runtime::text::string_type!($name);

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl ::std::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }
    };
    ($name:ident, equality of its own) => {
        impl ::std::str::FromStr for $name {
            type Err = runtime::text::InvalidText;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, runtime::text::InvalidText> {
                runtime::text::parse(text)
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = runtime::text::InvalidText;

            #[inline]
            fn try_from(text: &str) -> ::std::result::Result<Self, runtime::text::InvalidText> {
                runtime::text::parse(text)
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = runtime::text::InvalidText;

            #[inline]
            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, runtime::text::InvalidText> {
                runtime::text::parse(&text)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                runtime::text::display(formatter, self.as_str(), <Self as runtime::text::StringType>::SENSITIVE)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                use runtime::text::StringType;
                runtime::text::debug(formatter, Self::NAME, self.as_str(), Self::SENSITIVE)
            }
        }

        impl runtime::json::Json for $name {
            #[inline]
            fn read(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::DecodeError> {
                ::std::result::Result::Ok(runtime::text::StringType::from_text(reader.str()?))
            }

            #[inline]
            fn write(&self, writer: &mut runtime::writer::Writer) {
                writer.str(self.as_str());
            }
        }

        impl runtime::rules::Validate for $name {
            #[inline]
            fn check(&self, rules: &runtime::rules::Rules, checker: &mut runtime::rules::Checker) {
                runtime::text::check(self, rules, checker);
            }
        }

        runtime::serde_bridge!($name);
    };
}

#[allow(unused_imports)] // a client may have no use for it
pub(crate) use string_type;
