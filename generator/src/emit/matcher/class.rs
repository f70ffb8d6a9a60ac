//! Sets of characters as tests.

use crate::pattern::CharSet;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// What a text is taken apart into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Bytes, where all classes are ASCII.
    Byte,
    /// Characters.
    Char,
}

impl Unit {
    fn literal(self, char: char) -> Literal {
        match self {
            Unit::Byte => Literal::byte_character(char as u8),
            Unit::Char => Literal::character(char),
        }
    }
}

/// A predicate on references to bytes.
pub(super) fn byte_predicate(class: &CharSet) -> TokenStream {
    if let Some(name) = ascii_name(class) {
        return quote!(u8::#name);
    }
    match class.as_single() {
        Some(char) => {
            let literal = Unit::Byte.literal(char);
            quote!(|&byte| byte == #literal)
        }
        None => {
            let pattern = alternatives(class, Unit::Byte);
            quote!(|byte| matches!(byte, #pattern))
        }
    }
}

/// Whether one value is in the class, or that it is not.
pub(super) fn test(value: &TokenStream, class: &CharSet, unit: Unit, wanted: bool) -> TokenStream {
    // `[^/]` is easier to read as "not `/`".
    let complement = class.complement();
    let (class, wanted) = match unit {
        Unit::Char if complement.range_count() < class.range_count() => (&complement, !wanted),
        Unit::Char | Unit::Byte => (class, wanted),
    };
    if let Some(name) = ascii_name(class) {
        return if wanted { quote!(#value.#name()) } else { quote!(!#value.#name()) };
    }
    if let Some(char) = class.as_single() {
        let literal = unit.literal(char);
        return if wanted { quote!(#value == #literal) } else { quote!(#value != #literal) };
    }
    let pattern = alternatives(class, unit);
    match (class.is_empty(), wanted) {
        (true, true) => quote!(false),
        (true, false) => quote!(true),
        (false, true) => quote!(matches!(#value, #pattern)),
        (false, false) => quote!(!matches!(#value, #pattern)),
    }
}

/// What the methods of `str` look for: a character, a few, or those that pass a test.
pub(super) fn char_search(class: &CharSet) -> TokenStream {
    let singles: Option<Vec<char>> = class.ranges().map(|(first, last)| (first == last).then_some(first)).collect();
    match singles.as_deref() {
        Some([char]) => quote!(#char),
        Some(chars @ [_, ..]) => quote!([#(#chars),*]),
        _ => {
            let test = test(&quote!(char), class, Unit::Char, true);
            quote!(|char: char| #test)
        }
    }
}

/// The class as a pattern of `match`.
pub(super) fn alternatives(class: &CharSet, unit: Unit) -> TokenStream {
    let ranges = class.ranges().map(|(first, last)| {
        let (begin, end) = (unit.literal(first), unit.literal(last));
        if first == last { quote!(#begin) } else { quote!(#begin..=#end) }
    });
    quote!(#(#ranges)|*)
}

/// The method of `u8` and `char` for the class.
fn ascii_name(class: &CharSet) -> Option<TokenStream> {
    let ranges: Vec<(char, char)> = class.ranges().collect();
    Some(match ranges[..] {
        [('0', '9')] => quote!(is_ascii_digit),
        [('a', 'z')] => quote!(is_ascii_lowercase),
        [('A', 'Z')] => quote!(is_ascii_uppercase),
        [('A', 'Z'), ('a', 'z')] => quote!(is_ascii_alphabetic),
        [('0', '9'), ('A', 'Z'), ('a', 'z')] => quote!(is_ascii_alphanumeric),
        [('0', '9'), ('A', 'F'), ('a', 'f')] => quote!(is_ascii_hexdigit),
        _ => return None,
    })
}
