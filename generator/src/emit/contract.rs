//! `src/contract_tests.rs`: for each constraint a value just inside of it and one just outside.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::SourceFile;
use super::rules::emit_bound;
use super::types::emit_type;
use super::{docs, feature, ident};
use crate::ir;

/// Whether a type has a constraint.
pub(super) fn occurs(api: &ir::Api) -> bool {
    !api.contracts.is_empty()
}

/// The tests, one for each type.
pub(super) fn emit_contracts(api: &ir::Api) -> SourceFile {
    let mut paragraphs = vec![
        "For each constraint of the document a value just inside of it and one just outside.".to_owned(),
        "A pair is made where the types and their rules say what is valid. Unions and values that are held against a \
         schema as data have none."
            .to_owned(),
    ];
    if !api.contracts_missing.is_empty() {
        let names = api.contracts_missing.iter().map(|id| docs::code(&api.type_definition(*id).name.rust));
        let names: Vec<String> = names.collect();
        paragraphs.push(format!("No valid value is known, so that nothing is tried, of {}.", names.join(", ")));
    }
    let documentation = docs::emit_file_docs(&paragraphs.join("\n\n"));
    let tests = api.contracts.iter().map(|contract| emit_contract(api, contract));
    let mut edges = api.contracts.iter().flat_map(|contract| &contract.edges);
    let rule = edges.any(|edge| edge.probe.rule().is_some()).then(|| quote! { Rule, });
    let imports = quote! { use crate::runtime::{#rule contract::Contract}; };
    SourceFile::new("src/contract_tests.rs".to_owned(), &documentation, quote! { #imports #(#tests)* })
}

fn emit_contract(api: &ir::Api, contract: &ir::Contract) -> TokenStream {
    let ir::Contract { ty, base, required, edges, untried } = contract;
    let definition = api.type_definition(*ty);
    let mut paragraphs = vec![docs::code(&definition.pointer)];
    paragraphs.extend(untried.iter().map(|untried| format!("Not tried: {untried}.")));
    let summary = docs::emit_lines(&paragraphs.join("\n\n"));
    let condition = feature::emit_type(api, ty.0);
    let name = ident(&definition.module);
    let ty = emit_type(api, &ir::Type::Named(*ty));
    let required = match required {
        ir::RequiredMembers::All => quote! { .all_required() },
        ir::RequiredMembers::Some(names) => quote! { .required(&[#(#names),*]) },
        ir::RequiredMembers::None => TokenStream::new(),
    };
    let edges = edges.iter().map(|edge| emit_edge(api, edge));
    quote! {
        #summary
        #condition
        #[test]
        fn #name() {
            Contract::of::<#ty>(#base) #required #(#edges)*;
        }
    }
}

/// A pair as a call of the run-time support.
pub(super) fn emit_edge(api: &ir::Api, edge: &ir::Edge) -> TokenStream {
    let ir::Edge { at, probe } = edge;
    match probe {
        ir::Probe::Length { rule } => {
            let rule = emit_rule(api, rule);
            quote! { .length(#at, #rule) }
        }
        ir::Probe::Count { rule, item } => {
            let rule = emit_rule(api, rule);
            quote! { .count(#at, #rule, #item) }
        }
        ir::Probe::Pair { rule, inside, outside } => {
            let rule = emit_rule(api, rule);
            quote! { .pair(#at, #rule, #inside, #outside) }
        }
        ir::Probe::Everywhere { rule, inside, outside, others } => {
            let rule = emit_rule(api, rule);
            if others.is_empty() {
                quote! { .pair(#at, #rule, #inside, #outside) }
            } else {
                quote! { .pairs(&[#at, #(#others),*], #rule, #inside, #outside) }
            }
        }
        ir::Probe::Outside { rule, outside } => {
            let rule = emit_rule(api, rule);
            quote! { .outside(#at, #rule, #outside) }
        }
        ir::Probe::Accepted { value } => quote! { .accepted(#at, #value) },
    }
}

fn emit_rule(api: &ir::Api, rule: &ir::BrokenRule) -> TokenStream {
    let count = |name: &str, count: &u64| {
        let (name, count) = (ident(name), Literal::u64_unsuffixed(*count));
        quote! { Rule::#name(#count) }
    };
    let bound = |name: &str, bound: &ir::Bound| {
        let (name, bound) = (ident(name), emit_bound(bound));
        quote! { Rule::#name(#bound) }
    };
    match rule {
        ir::BrokenRule::MinLength(length) => count("MinLength", length),
        ir::BrokenRule::MaxLength(length) => count("MaxLength", length),
        ir::BrokenRule::Pattern(id) => {
            let constant = ident(&api.patterns[id.0].constant);
            quote! { Rule::Pattern(patterns::#constant.source) }
        }
        ir::BrokenRule::Format(name) => quote! { Rule::Format(#name) },
        ir::BrokenRule::OneOf(texts) => quote! { Rule::OneOf(&[#(#texts),*]) },
        ir::BrokenRule::Minimum(limit) => bound("Minimum", limit),
        ir::BrokenRule::Maximum(limit) => bound("Maximum", limit),
        ir::BrokenRule::ExclusiveMinimum(limit) => bound("ExclusiveMinimum", limit),
        ir::BrokenRule::ExclusiveMaximum(limit) => bound("ExclusiveMaximum", limit),
        ir::BrokenRule::MultipleOf(limit) => bound("MultipleOf", limit),
        ir::BrokenRule::MinItems(items) => count("MinItems", items),
        ir::BrokenRule::MaxItems(items) => count("MaxItems", items),
        ir::BrokenRule::UniqueItems => quote! { Rule::UniqueItems },
        ir::BrokenRule::MinProperties(members) => count("MinProperties", members),
        ir::BrokenRule::MaxProperties(members) => count("MaxProperties", members),
        ir::BrokenRule::Undeclared => quote! { Rule::Undeclared },
    }
}
