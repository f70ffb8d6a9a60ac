//! Lines of known lengths as conditions on slices of bytes: the length decides first, then each run has its place.

use super::class::{Unit, byte_predicate, test};
use crate::pattern::{Rest, Run};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Runs of known lengths, perhaps with one that fills what they leave: a condition on the bytes of this name.
pub(super) fn emit_fixed(name: &TokenStream, head: &[Run], rest: &Rest) -> TokenStream {
    if let ([Run::Literal(literal)], Rest::Any) = (head, rest) {
        let literal = Literal::byte_string(literal.as_bytes());
        return quote!(#name.starts_with(#literal));
    }
    let size = |runs: &[Run]| runs.iter().map(|run| run.byte_lengths().0).sum::<usize>();
    let front = size(head);
    let Rest::Filled {
        class,
        min,
        max,
        tail,
    } = rest
    else {
        let length = match rest {
            Rest::Nothing => emit_length(name, front, Some(front)),
            _ => emit_length(name, front, None),
        };
        let end = if *rest == Rest::Nothing {
            front
        } else {
            usize::MAX
        };
        let conditions = length.into_iter().chain(emit_segments(name, end, 0, head));
        return quote!(#(#conditions)&&*);
    };
    let back = size(tail);
    let least = (front + back).saturating_add(*min as usize);
    let length = emit_length(
        name,
        least,
        max.map(|max| (front + back).saturating_add(max as usize)),
    );
    let predicate = byte_predicate(class);
    if back == 0 {
        let slice = slice(name, front, None);
        let mut conditions: Vec<TokenStream> = length.into_iter().collect();
        conditions.extend(emit_segments(name, usize::MAX, 0, head));
        conditions.push(quote!(#slice.iter().all(#predicate)));
        return quote!(#(#conditions)&&*);
    }
    let number = Literal::usize_unsuffixed(back);
    let check = emit_outside(
        name,
        least,
        max.map(|max| (front + back).saturating_add(max as usize)),
    );
    let filled = slice(&quote!(front), front, None);
    let mut conditions = emit_segments(&quote!(front), usize::MAX, 0, head);
    conditions.push(quote!(#filled.iter().all(#predicate)));
    conditions.extend(emit_segments(&quote!(back), back, 0, tail));
    quote! {
        if #check { return false; }
        let (front, back) = #name.split_at(#name.len() - #number);
        #(#conditions)&&*
    }
}

/// That the length is within bounds; nothing where there are none.
fn emit_length(name: &TokenStream, min: usize, max: Option<usize>) -> Option<TokenStream> {
    let (least, most) = (
        Literal::usize_unsuffixed(min),
        max.map(Literal::usize_unsuffixed),
    );
    match (min, most) {
        (0, None) => None,
        (0, Some(_)) if max == Some(0) => Some(quote!(#name.is_empty())),
        (1, None) => Some(quote!(!#name.is_empty())),
        (_, None) => Some(quote!(#name.len() >= #least)),
        (_, Some(most)) if max == Some(min) => Some(quote!(#name.len() == #most)),
        (0, Some(most)) => Some(quote!(#name.len() <= #most)),
        (_, Some(most)) => Some(quote!(matches!(#name.len(), #least..=#most))),
    }
}

/// That the length, at least one, is not within bounds.
fn emit_outside(name: &TokenStream, min: usize, max: Option<usize>) -> TokenStream {
    let (least, most) = (
        Literal::usize_unsuffixed(min),
        max.map(Literal::usize_unsuffixed),
    );
    match (min, most) {
        (1, None) => quote!(#name.is_empty()),
        (_, None) => quote!(#name.len() < #least),
        (_, Some(most)) => quote!(!matches!(#name.len(), #least..=#most)),
    }
}

/// One condition for each run, the first of which begins at `at`; `end` is the length of the slice, where it is known.
pub(super) fn emit_segments(
    name: &TokenStream,
    end: usize,
    mut at: usize,
    runs: &[Run],
) -> Vec<TokenStream> {
    let mut conditions = Vec::new();
    for run in runs {
        let length = run.byte_lengths().0;
        let begin = at;
        at += length;
        let slice = slice(name, begin, (at != end).then_some(at));
        let place = Literal::usize_unsuffixed(begin);
        conditions.push(match run {
            Run::Literal(literal) => match literal.as_bytes() {
                [byte] => {
                    let byte = Literal::byte_character(*byte);
                    quote!(#name[#place] == #byte)
                }
                bytes => {
                    let literal = Literal::byte_string(bytes);
                    if begin == 0 {
                        quote!(#name.starts_with(#literal))
                    } else {
                        quote!(#slice == *#literal)
                    }
                }
            },
            Run::OneOf(literals) => {
                let literals = literals
                    .iter()
                    .map(|literal| Literal::byte_string(literal.as_bytes()));
                if begin == 0 && at == end {
                    quote!(matches!(#name, #(#literals)|*))
                } else {
                    quote!(matches!(&#slice, #(#literals)|*))
                }
            }
            Run::Class { class, .. } if length == 1 => {
                test(&quote!(#name[#place]), class, Unit::Byte, true)
            }
            Run::Class { class, .. } => {
                let predicate = byte_predicate(class);
                quote!(#slice.iter().all(#predicate))
            }
        });
    }
    conditions
}

/// A part of a slice, in the shortest way of writing it.
fn slice(name: &TokenStream, begin: usize, end: Option<usize>) -> TokenStream {
    let (first, last) = (
        Literal::usize_unsuffixed(begin),
        end.map(Literal::usize_unsuffixed),
    );
    match (begin, last) {
        (0, None) => quote!(#name),
        (0, Some(last)) => quote!(#name[..#last]),
        (_, None) => quote!(#name[#first..]),
        (_, Some(last)) => quote!(#name[#first..#last]),
    }
}
