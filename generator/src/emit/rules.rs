//! Rules as constant expressions of the run-time support's builder.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{docs, ident};
use crate::ir;

/// A reference to a constant rule table: `&const { Rules::new().max_length(255) }`.
pub(super) fn emit_rules_reference(api: &ir::Api, rules: &ir::Rules) -> TokenStream {
    if rules.is_empty() {
        return quote! { &runtime::NO_RULES };
    }
    let rules = emit_rules(api, rules);
    quote! { &const { #rules } }
}

/// The constant expression of a rule table.
pub(super) fn emit_rules(api: &ir::Api, rules: &ir::Rules) -> TokenStream {
    let ir::Rules {
        min_length,
        max_length,
        patterns,
        one_of,
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        items,
        names,
        values,
    } = rules;
    let mut tokens = quote! { runtime::Rules::new() };
    let counts = [
        ("min_length", min_length),
        ("max_length", max_length),
        ("min_items", min_items),
        ("max_items", max_items),
        ("min_properties", min_properties),
        ("max_properties", max_properties),
    ];
    for (method, count) in counts {
        if let Some(count) = count {
            let (method, count) = (ident(method), Literal::u64_unsuffixed(*count));
            tokens.extend(quote! { .#method(#count) });
        }
    }
    for id in patterns {
        let constant = ident(&api.patterns[id.0].constant);
        tokens.extend(quote! { .pattern(&patterns::#constant) });
    }
    if !one_of.is_empty() {
        tokens.extend(quote! { .one_of(&[#(#one_of),*]) });
    }
    let bounds = [
        ("minimum", minimum),
        ("maximum", maximum),
        ("exclusive_minimum", exclusive_minimum),
        ("exclusive_maximum", exclusive_maximum),
        ("multiple_of", multiple_of),
    ];
    for (method, bound) in bounds {
        if let Some(bound) = bound {
            let (method, bound) = (ident(method), emit_bound(bound));
            tokens.extend(quote! { .#method(#bound) });
        }
    }
    if *unique_items {
        tokens.extend(quote! { .unique_items() });
    }
    for (method, nested) in [("items", items), ("names", names), ("values", values)] {
        if let Some(nested) = nested {
            let (method, nested) = (ident(method), emit_rules_reference(api, nested));
            tokens.extend(quote! { .#method(#nested) });
        }
    }
    tokens
}

pub(super) fn emit_bound(bound: &ir::Bound) -> TokenStream {
    match bound {
        ir::Bound::Integer(integer) => {
            let integer = Literal::i128_unsuffixed(*integer);
            quote! { runtime::Bound::integer(#integer) }
        }
        ir::Bound::Decimal(text) => quote! { runtime::Bound::decimal(#text) },
    }
}

/// The rules in words, for the documentation of a member.
pub(super) fn describe(api: &ir::Api, rules: &ir::Rules) -> Vec<String> {
    rules.describe(&|id| docs::code(&api.patterns[id.0].pattern.source))
}
