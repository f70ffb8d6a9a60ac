//! Automata as tables.

use crate::pattern::Automaton;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Rows of numbers up to this width fit a line; wider ones are written as byte strings.
const LINE: usize = 76;

/// More spans of characters, as `\p{L}` has, are not written one by one.
const SPANS: usize = 32;

/// The body of a function that walks the automaton over `text`.
pub(super) fn emit_table(automaton: &Automaton) -> TokenStream {
    let classes = Literal::usize_unsuffixed(automaton.class_count);
    let state = if automaton.next.len() > 255 { Some(quote!(, u16)) } else { None };
    let spans = automaton.bytes.iter().map(|&(first, last, class)| emit_span(first, last, class));
    let wide = emit_wide(automaton);
    let next = emit_rows(automaton);
    let start = Literal::u16_unsuffixed(automaton.start);
    let accepting = Literal::u16_unsuffixed(automaton.accepting);
    quote! {
        use crate::runtime::pattern;
        static AUTOMATON: pattern::Automaton<#classes #state> = pattern::Automaton {
            classes: pattern::classes(&[#(#spans),*]),
            wide: #wide,
            next: #next,
            start: #start,
            accepting: #accepting,
        };
        AUTOMATON.matches(text)
    }
}

/// Spans of characters, one by one; where they are many, as one text and one string of classes.
fn emit_wide(automaton: &Automaton) -> TokenStream {
    if automaton.wide.len() > SPANS {
        let firsts: String = automaton.wide.iter().map(|&(first, _)| first).collect();
        let classes: Vec<u8> = automaton.wide.iter().map(|&(_, class)| class).collect();
        let classes = Literal::byte_string(&classes);
        return quote!(&pattern::spans(#firsts, #classes));
    }
    let spans = automaton.wide.iter().map(|&(first, class)| {
        let class = Literal::u8_unsuffixed(class);
        quote!((#first, #class))
    });
    quote!(&[#(#spans),*])
}

/// ASCII as characters, other bytes as numbers.
fn emit_span(first: u8, last: u8, class: u8) -> TokenStream {
    let byte = |byte: u8| {
        if byte.is_ascii() { Literal::byte_character(byte) } else { Literal::u8_unsuffixed(byte) }
    };
    let (first, last, class) = (byte(first), byte(last), Literal::u8_unsuffixed(class));
    quote!((#first, #last, #class))
}

fn emit_rows(automaton: &Automaton) -> TokenStream {
    let is_large = automaton.next.len() > 255;
    let width = |row: &[u16]| row.iter().map(|state| state.to_string().len() + 2).sum::<usize>();
    if automaton.next.iter().all(|row| width(row) <= LINE) {
        let rows = automaton.next.iter().map(|row| {
            let states = row.iter().map(|&state| Literal::u16_unsuffixed(state));
            quote!([#(#states),*])
        });
        return quote!(&[#(#rows),*]);
    }
    let rows = automaton.next.iter().map(|row| {
        let bytes: Vec<u8> = match is_large {
            true => row.iter().flat_map(|state| state.to_le_bytes()).collect(),
            false => row.iter().map(|&state| state as u8).collect(),
        };
        let literal = Literal::byte_string(&bytes);
        quote!(*#literal)
    });
    if is_large { quote!(&pattern::rows(&[#(#rows),*])) } else { quote!(&[#(#rows),*]) }
}
