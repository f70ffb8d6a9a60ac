//! How a list is walked page by page.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::emit_type;
use super::{docs, ident, response};
use crate::ir;

/// What the run-time support needs to know of an operation whose list comes in pages.
pub(super) fn emit_paging(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let Some(paging) = &operation.paging else { return TokenStream::new() };
    let name = ident(&operation.type_name);
    let parameter = &operation.parameters[paging.parameter];
    let field = ident(&parameter.name.rust);
    let (item, position) = (emit_type(api, &paging.item), emit_type(api, &parameter.ty));
    let copy = match paging.order {
        ir::PageOrder::Numbered { .. } => TokenStream::new(),
        ir::PageOrder::Cursor { .. } => quote! { .clone() },
    };
    let (turned, said) = if parameter.required {
        (quote! { position }, quote! { Some(self.#field #copy) })
    } else {
        (quote! { Some(position) }, quote! { self.#field #copy })
    };
    let next = emit_next(api, operation, paging, parameter);
    let (shared, owned) = (emit_shared(&paging.items), emit_owned(&paging.items));
    let allow = docs::emit_allow_deprecated(paging.deprecated);
    quote! {
        #allow
        impl runtime::Paged for #name {
            type Item = #item;
            type Position = #position;

            #[inline]
            fn position(&self) -> Option<#position> {
                #said
            }

            #[inline]
            fn turn_to(&mut self, position: #position) {
                self.#field = #turned;
            }

            #next

            #[inline]
            fn items(page: &Self::Success) -> Option<&[#item]> {
                let items = #shared;
                Some(items)
            }

            #[inline]
            fn into_items(page: Self::Success) -> Option<Vec<#item>> {
                let items = #owned;
                Some(items)
            }
        }
    }
}

/// `next`.
fn emit_next(api: &ir::Api, operation: &ir::Operation, paging: &ir::Paging, parameter: &ir::Parameter) -> TokenStream {
    let (field, position) = (ident(&parameter.name.rust), emit_type(api, &parameter.ty));
    match &paging.order {
        ir::PageOrder::Numbered { first, total } => {
            let first = Literal::u8_unsuffixed(*first);
            let number = if parameter.required {
                quote! { self.#field }
            } else {
                quote! { self.#field.unwrap_or(#first) }
            };
            let (reader, total) = match total {
                None => (TokenStream::new(), quote! { None }),
                Some((steps, _)) => {
                    let success = response::emit_success_type(api, &operation.success);
                    let number = emit_shared(steps);
                    let reader = quote! {
                        #[inline]
                        fn total(page: &#success) -> Option<i128> {
                            let total = #number;
                            Some(i128::from(*total))
                        }
                    };
                    (reader, quote! { total(page) })
                }
            };
            quote! {
                #[inline]
                fn next(&self, page: &Self::Success) -> Option<#position> {
                    #reader
                    let count = Self::items(page).unwrap_or_default().len();
                    runtime::pages::number_after(#number, #first, #total, count)
                }
            }
        }
        ir::PageOrder::Cursor { next, same_type } => {
            let next = emit_shared(next);
            let value = if *same_type {
                quote! { Some((#next).clone()) }
            } else {
                quote! { runtime::pages::same_text(#next) }
            };
            quote! {
                #[inline]
                fn next(&self, page: &Self::Success) -> Option<#position> {
                    #value
                }
            }
        }
    }
}

/// A reference to what stands at the end of a way, from `page`, a reference; it leaves the function where nothing does.
fn emit_shared(steps: &[ir::Step]) -> TokenStream {
    let mut tokens = quote! { page };
    let mut reference = true;
    for step in steps {
        let field = ident(&step.field);
        tokens.extend(quote! { .#field });
        reference = match step.presence {
            ir::Presence::Always => false,
            ir::Presence::Optional => {
                tokens.extend(quote! { .as_ref()? });
                true
            }
            ir::Presence::Nullable => {
                tokens.extend(quote! { .as_option()? });
                true
            }
        };
    }
    if reference {
        tokens
    } else {
        quote! { &#tokens }
    }
}

/// What stands at the end of a way, from `page`, by value; it leaves the function where nothing does.
fn emit_owned(steps: &[ir::Step]) -> TokenStream {
    let mut tokens = quote! { page };
    for step in steps {
        let field = ident(&step.field);
        tokens.extend(quote! { .#field });
        match step.presence {
            ir::Presence::Always => {}
            ir::Presence::Optional => tokens.extend(quote! { ? }),
            ir::Presence::Nullable => tokens.extend(quote! { .into_option()? }),
        }
        if step.boxed {
            tokens = quote! { (*#tokens) };
        }
    }
    tokens
}
