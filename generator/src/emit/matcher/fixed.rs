//! Lines of known lengths as conditions on slices of bytes: the length decides first, then each run has its place.

use super::class::{Unit, byte_predicate, test};
use crate::pattern::{CharSet, Rest, Run};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// Runs of at least so many bytes are looked up in a table, without a branch for each byte: measured, this is two to
/// three times as fast as comparisons. Shorter ones are compared, which is easier to read.
const TABLE_RUN: u32 = 8;

/// What is found out about slices of bytes.
#[derive(Default)]
pub(super) struct Conditions {
    /// Single bytes and literals, which are checked first because they are cheap.
    places: Vec<TokenStream>,
    runs: Vec<TokenStream>,
    /// Classes that are looked up in a table.
    tables: Vec<CharSet>,
}

impl Conditions {
    /// All conditions, joined, after those that are given.
    pub(super) fn join(&self, before: impl IntoIterator<Item = TokenStream>) -> TokenStream {
        let all = before.into_iter().chain(self.places.iter().cloned()).chain(self.runs.iter().cloned());
        quote!(#(#all)&&*)
    }

    /// The items that the conditions need.
    pub(super) fn items(&self) -> TokenStream {
        if self.tables.is_empty() {
            return TokenStream::new();
        }
        let tables = self.tables.iter().enumerate().map(|(index, class)| {
            let name = table_name(index);
            let ranges = class.ranges().map(|(first, last)| {
                let (first, last) = (Literal::byte_character(first as u8), Literal::byte_character(last as u8));
                quote!((#first, #last))
            });
            quote!(static #name: [bool; 256] = pattern::members(&[#(#ranges),*]);)
        });
        quote!(use crate::runtime::pattern; #(#tables)*)
    }

    /// Runs of known lengths, perhaps with one that fills what they leave. Returns the condition on the bytes of
    /// this name.
    pub(super) fn add_line(&mut self, name: &TokenStream, head: &[Run], rest: &Rest) -> TokenStream {
        if let ([Run::Literal(literal)], Rest::Any) = (head, rest) {
            let literal = Literal::byte_string(literal.as_bytes());
            return quote!(#name.starts_with(#literal));
        }
        let size = |runs: &[Run]| runs.iter().map(|run| run.byte_lengths().0).sum::<usize>();
        let front = size(head);
        let (class, min, max, tail) = match rest {
            Rest::Any => {
                self.add_runs(name, usize::MAX, 0, head);
                return self.join(emit_length(name, front, None));
            }
            Rest::Nothing => {
                self.add_runs(name, front, 0, head);
                return self.join(emit_length(name, front, Some(front)));
            }
            Rest::Filled { class, min, max, tail } => (class, *min, *max, tail),
        };
        let back = size(tail);
        let least = (front + back).saturating_add(min as usize);
        let most = max.map(|max| (front + back).saturating_add(max as usize));
        if back == 0 {
            self.add_runs(name, usize::MAX, 0, head);
            self.add_run(name, (front, None), class, max);
            return self.join(emit_length(name, least, most));
        }
        self.add_runs(&quote!(front), usize::MAX, 0, head);
        self.add_run(&quote!(front), (front, None), class, max);
        self.add_runs(&quote!(back), back, 0, tail);
        let (outside, number) = (emit_outside(name, least, most), Literal::usize_unsuffixed(back));
        let all = self.join(None);
        quote! {
            if #outside { return false; }
            let (front, back) = #name.split_at(#name.len() - #number);
            #all
        }
    }

    /// One condition for each run, the first of which begins at `at`; `end` is the length of the slice, where it is
    /// known.
    pub(super) fn add_runs(&mut self, name: &TokenStream, end: usize, mut at: usize, runs: &[Run]) {
        for run in runs {
            let length = run.byte_lengths().0;
            let begin = at;
            at += length;
            let range = (begin, (at != end).then_some(at));
            let slice = slice(name, range);
            let place = Literal::usize_unsuffixed(begin);
            match run {
                Run::Literal(literal) => self.places.push(match literal.as_bytes() {
                    [byte] => {
                        let byte = Literal::byte_character(*byte);
                        quote!(#name[#place] == #byte)
                    }
                    bytes => {
                        let literal = Literal::byte_string(bytes);
                        if begin == 0 { quote!(#name.starts_with(#literal)) } else { quote!(#slice == *#literal) }
                    }
                }),
                Run::OneOf(literals) => {
                    let literals = literals.iter().map(|literal| Literal::byte_string(literal.as_bytes()));
                    let borrow = (range != (0, None)).then(|| quote!(&));
                    self.places.push(quote!(matches!(#borrow #slice, #(#literals)|*)));
                }
                Run::Class { class, .. } if length == 1 => {
                    self.places.push(test(&quote!(#name[#place]), class, Unit::Byte, true));
                }
                Run::Class { class, max, .. } => self.add_run(name, range, class, *max),
            }
        }
    }

    /// That all bytes of a slice, of which there are at most so many, are in the class.
    fn add_run(&mut self, name: &TokenStream, range: (usize, Option<usize>), class: &CharSet, max: Option<u32>) {
        let slice = slice(name, range);
        if class.range_count() == 1 || max.is_some_and(|max| max < TABLE_RUN) {
            let predicate = byte_predicate(class);
            return self.runs.push(quote!(#slice.iter().all(#predicate)));
        }
        let known = self.tables.iter().position(|table| table == class);
        let index = known.unwrap_or(self.tables.len());
        if known.is_none() {
            self.tables.push(class.clone());
        }
        let table = table_name(index);
        let borrow = (range != (0, None)).then(|| quote!(&));
        self.runs.push(quote!(pattern::all(#borrow #slice, &#table)));
    }
}

fn table_name(index: usize) -> Ident {
    let name = if index == 0 { "CLASS".to_owned() } else { format!("CLASS_{}", index + 1) };
    Ident::new(&name, Span::call_site())
}

/// That the length is within bounds; nothing where there are none.
fn emit_length(name: &TokenStream, min: usize, max: Option<usize>) -> Option<TokenStream> {
    let (least, most) = (Literal::usize_unsuffixed(min), max.map(Literal::usize_unsuffixed));
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
    let (least, most) = (Literal::usize_unsuffixed(min), max.map(Literal::usize_unsuffixed));
    match (min, most) {
        (1, None) => quote!(#name.is_empty()),
        (_, None) => quote!(#name.len() < #least),
        (_, Some(most)) => quote!(!matches!(#name.len(), #least..=#most)),
    }
}

/// A part of a slice, in the shortest way of writing it.
fn slice(name: &TokenStream, (begin, end): (usize, Option<usize>)) -> TokenStream {
    let (first, last) = (Literal::usize_unsuffixed(begin), end.map(Literal::usize_unsuffixed));
    match (begin, last) {
        (0, None) => quote!(#name),
        (0, Some(last)) => quote!(#name[..#last]),
        (_, None) => quote!(#name[#first..]),
        (_, Some(last)) => quote!(#name[#first..#last]),
    }
}
