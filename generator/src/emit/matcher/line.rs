//! Straight lines as straight-line code.
//!
//! Runs whose end must be looked for are taken one after the other ([`Cursor`]). As soon as the lengths of all that is left are
//! known, the rest is one condition on slices: the length decides first ([`super::fixed`]).

use super::class::{Unit, alternatives, byte_predicate, char_search, test};
use super::fixed::Conditions;
use crate::pattern::{CharSet, Rest, Run, Runs};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The body of a function that checks `text`.
pub(super) fn emit_line(runs: &Runs) -> TokenStream {
    if let Some(whole) = emit_whole(runs) {
        return whole;
    }
    let rest_is_ascii = match &runs.rest {
        Rest::Any | Rest::Nothing => true,
        Rest::Filled { class, .. } => class.is_ascii(),
    };
    let is_indexed = |run: &Run| matches!(run.byte_lengths(), (min, max) if Some(min) == max) && run.is_ascii();
    let fixed = if rest_is_ascii { runs.head.iter().rev().take_while(|run| is_indexed(run)).count() } else { 0 };
    let (sought, fixed) = runs.head.split_at(runs.head.len() - fixed);
    let is_ascii =
        rest_is_ascii && sought.iter().all(|run| run.is_ascii() || matches!(run, Run::Literal(_) | Run::OneOf(_)));
    let cursor = Cursor { unit: if is_ascii { Unit::Byte } else { Unit::Char } };
    if fixed.is_empty()
        && runs.rest == Rest::Any
        && let Some((last, sought)) = sought.split_last()
    {
        let start = cursor.start();
        let takes = sought.iter().map(|run| cursor.take(run));
        let end = cursor.end(last);
        return quote!(#start #(#takes)* #end);
    }
    let start = if sought.is_empty() { TokenStream::new() } else { cursor.start() };
    let takes = sought.iter().map(|run| cursor.take(run));
    let name = match (sought.is_empty(), cursor.unit) {
        (true, Unit::Byte) => quote!(bytes),
        (true, Unit::Char) => quote!(text),
        (false, _) => quote!(rest),
    };
    let mut conditions = Conditions::default();
    let end = match &runs.rest {
        Rest::Filled { class, min, max, tail } if !rest_is_ascii => {
            emit_filled(&mut conditions, &name, class, (*min, *max), tail)
        }
        rest => {
            let bytes = match (sought.is_empty(), cursor.unit) {
                (true, _) => quote!(let bytes = text.as_bytes();),
                (false, Unit::Char) if !(fixed.is_empty() && *rest == Rest::Nothing) => {
                    quote!(let rest = rest.as_bytes();)
                }
                (false, _) => TokenStream::new(),
            };
            let condition = conditions.add_line(&name, fixed, rest);
            quote!(#bytes #condition)
        }
    };
    let items = conditions.items();
    quote!(#items #start #(#takes)* #end)
}

/// Lines that are one comparison of texts.
fn emit_whole(runs: &Runs) -> Option<TokenStream> {
    Some(match (&runs.head[..], &runs.rest) {
        ([], Rest::Nothing) => quote!(text.is_empty()),
        ([Run::Literal(literal)], Rest::Nothing) => quote!(text == #literal),
        ([Run::Literal(literal)], Rest::Any) => quote!(text.starts_with(#literal)),
        ([Run::OneOf(literals)], Rest::Nothing) => quote!(matches!(text, #(#literals)|*)),
        ([Run::OneOf(literals)], Rest::Any) => quote!(#(text.starts_with(#literals))||*),
        _ => return None,
    })
}

/// Takes runs off the front of `rest`.
struct Cursor {
    unit: Unit,
}

impl Cursor {
    fn start(&self) -> TokenStream {
        match self.unit {
            Unit::Byte => quote!(let rest = text.as_bytes();),
            Unit::Char => quote!(let rest = text;),
        }
    }

    fn literal(&self, literal: &str) -> Literal {
        match self.unit {
            Unit::Byte => Literal::byte_string(literal.as_bytes()),
            Unit::Char => Literal::string(literal),
        }
    }

    fn take(&self, run: &Run) -> TokenStream {
        match run {
            Run::Literal(literal) => {
                let literal = self.literal(literal);
                quote!(let Some(rest) = rest.strip_prefix(#literal) else { return false; };)
            }
            Run::OneOf(literals) => {
                let mut literals = literals.iter().map(|literal| self.literal(literal));
                let first = literals.next();
                quote! {
                    let Some(rest) = rest.strip_prefix(#first) #(.or_else(|| rest.strip_prefix(#literals)))* else {
                        return false;
                    };
                }
            }
            Run::Class { class, min, max } if Some(*min) == *max => self.take_fixed(class, *min),
            Run::Class { class, min, max } => self.take_all(class, *min, *max),
        }
    }

    /// A known number of characters.
    fn take_fixed(&self, class: &CharSet, count: u32) -> TokenStream {
        let number = Literal::u32_unsuffixed(count);
        match self.unit {
            Unit::Byte if count == 1 => {
                let pattern = alternatives(class, Unit::Byte);
                quote!(let Some((#pattern, rest)) = rest.split_first() else { return false; };)
            }
            Unit::Byte => {
                let predicate = byte_predicate(class);
                quote! {
                    let Some((run, rest)) = rest.split_at_checked(#number) else { return false; };
                    if !run.iter().all(#predicate) { return false; }
                }
            }
            Unit::Char if count == 1 => {
                let other = test(&quote!(char), class, Unit::Char, false);
                quote! {
                    let mut chars = rest.chars();
                    if chars.next().is_none_or(|char| #other) { return false; }
                    let rest = chars.as_str();
                }
            }
            Unit::Char => {
                let test = test(&quote!(char), class, Unit::Char, true);
                quote! {
                    let mut chars = rest.chars();
                    if chars.by_ref().take(#number).filter(|&char| #test).count() != #number { return false; }
                    let rest = chars.as_str();
                }
            }
        }
    }

    /// As many characters as there are.
    fn take_all(&self, class: &CharSet, min: u32, max: Option<u32>) -> TokenStream {
        let (find, count) = match self.unit {
            Unit::Byte => {
                let other = test(&quote!(byte), class, Unit::Byte, false);
                (quote!(rest.iter().position(|&byte| #other)), quote!(run.len()))
            }
            Unit::Char => {
                let other = char_search(&class.complement());
                (quote!(rest.find(#other)), quote!(run.chars().count()))
            }
        };
        let end = quote!(let end = #find.unwrap_or(rest.len()););
        let least = Literal::u32_unsuffixed(min);
        let outside = match (min, max.map(Literal::u32_unsuffixed)) {
            (0, None) => return quote!(#end let rest = &rest[end..];),
            (1, None) => quote!(run.is_empty()),
            (_, None) => quote!(#count < #least),
            (0, Some(most)) => quote!(#count > #most),
            (_, Some(most)) => quote!(!matches!(#count, #least..=#most)),
        };
        quote!(#end let (run, rest) = rest.split_at(end); if #outside { return false; })
    }

    /// Whether the last run is there, when anything may follow it.
    fn end(&self, run: &Run) -> TokenStream {
        match run {
            Run::Literal(literal) => {
                let literal = self.literal(literal);
                quote!(rest.starts_with(#literal))
            }
            Run::OneOf(literals) => {
                let literals = literals.iter().map(|literal| self.literal(literal));
                quote!(#(rest.starts_with(#literals))||*)
            }
            Run::Class { class, min, .. } => {
                let number = Literal::u32_unsuffixed(*min);
                let test = test(&quote!(char), class, Unit::Char, true);
                match (self.unit, *min) {
                    (Unit::Byte, _) => {
                        let predicate = byte_predicate(class);
                        quote!(rest.get(..#number).is_some_and(|run| run.iter().all(#predicate)))
                    }
                    (Unit::Char, 1) => quote!(rest.chars().next().is_some_and(|char| #test)),
                    (Unit::Char, _) => {
                        quote!(rest.chars().take(#number).filter(|&char| #test).count() == #number)
                    }
                }
            }
        }
    }
}

/// A run of characters that fills all but the tail, where the length in bytes does not tell their number.
fn emit_filled(
    conditions: &mut Conditions,
    name: &TokenStream,
    class: &CharSet,
    (min, max): (u32, Option<u32>),
    tail: &[Run],
) -> TokenStream {
    let length = tail.iter().map(|run| run.byte_lengths().0).sum();
    let (split, run) = match length {
        0 => (TokenStream::new(), name.clone()),
        length => {
            let number = Literal::usize_unsuffixed(length);
            let split = quote! {
                let Some((run, tail)) = #name.len().checked_sub(#number).and_then(|end| #name.split_at_checked(end)) else {
                    return false;
                };
                let tail = tail.as_bytes();
            };
            conditions.add_runs(&quote!(tail), length, 0, tail);
            (split, quote!(run))
        }
    };
    let (least, most) = (Literal::u32_unsuffixed(min), max.map(Literal::u32_unsuffixed));
    let count = match (min, most) {
        (0, None) => None,
        (1, None) => Some(quote!(!#run.is_empty())),
        (_, None) => Some(quote!(#run.chars().count() >= #least)),
        (0, Some(most)) => Some(quote!(#run.chars().count() <= #most)),
        (_, Some(most)) if Some(min) == max => Some(quote!(#run.chars().count() == #most)),
        (_, Some(most)) => Some(quote!(matches!(#run.chars().count(), #least..=#most))),
    };
    let test = test(&quote!(char), class, Unit::Char, true);
    let all = conditions.join(count.into_iter().chain([quote!(#run.chars().all(|char| #test))]));
    quote!(#split #all)
}
