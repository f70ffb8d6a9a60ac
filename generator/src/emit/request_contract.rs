//! `src/request_tests.rs`: the request of each operation, and the constraints of its parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::contract::emit_edge;
use super::file::SourceFile;
use super::{docs, feature, ident};
use crate::ir;

/// Whether an operation has an example or a constraint.
pub(super) fn occurs(api: &ir::Api) -> bool {
    !api.request_contracts.is_empty()
}

/// The tests, one for each operation.
pub(super) fn emit_requests(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs(
        "The request of each operation, made from the examples of the document, and for each constraint of a parameter \
         a value just inside of it and one just outside.\n\n\
         Operations that require a list or an object as a parameter have none.",
    );
    let contracts = &api.request_contracts;
    let edges = contracts.iter().flat_map(|contract| &contract.parameters).flat_map(|parameter| &parameter.edges);
    let constrained = contracts.iter().any(|contract| !contract.parameters.is_empty());
    let contract = constrained.then(|| quote! { Contract, });
    let rule = edges.into_iter().any(|edge| edge.probe.rule().is_some()).then(|| quote! { Rule, });
    let value = contracts.iter().any(|contract| {
        !contract.arguments.is_empty() || !contract.optional.is_empty() || !contract.parameters.is_empty()
    });
    let value = value.then(|| quote! { value, });
    let deprecated = api.operations.iter().any(ir::Operation::has_deprecated_parameters);
    let allow = deprecated.then(|| quote! { #![allow(deprecated)] });
    let tests = contracts.iter().map(|contract| emit_request(api, contract));
    let items = quote! {
        use crate::operations;
        use crate::runtime::{#rule contract::{#contract Sent, #value}};
        #(#tests)*
    };
    SourceFile::new("src/request_tests.rs".to_owned(), &quote! { #documentation #allow }, items)
}

fn emit_request(api: &ir::Api, contract: &ir::RequestContract) -> TokenStream {
    let ir::RequestContract { operation, arguments, optional, path, query, headers, body, parameters } = contract;
    let operation = &api.operations[*operation];
    let summary = docs::emit_lines(&docs::code(&operation.pointer));
    let condition = feature::emit_tag(api, operation.tag);
    let (name, ty) = (ident(&operation.module), ident(&operation.type_name));
    let required = arguments.iter().zip(operation.required_fields());
    // What takes anything that becomes a text has to be told which.
    let required = required.map(|(argument, field)| match field.ty {
        ir::Type::String | ir::Type::Binary => (ident(field.setter), quote! { value::<String>(#argument) }),
        _ => (ident(field.setter), quote! { value(#argument) }),
    });
    let (setters, values): (Vec<_>, Vec<_>) = required.unzip();
    let made = match &operation.construction {
        ir::Construction::New => quote! { operations::#ty::new(#(#values),*) },
        ir::Construction::Builder { .. } => {
            quote! { operations::#ty::builder() #(.#setters(#values))* .build().expect("it has what it requires") }
        }
    };
    let settings = optional.iter().map(|(field, json)| {
        let field = ident(field);
        quote! { operation.#field = Some(value(#json)); }
    });
    let declaration = if optional.is_empty() {
        quote! { let operation = #made; }
    } else {
        quote! { let mut operation = #made; #(#settings)* }
    };
    let method = operation.method.as_str();
    let path = path.as_ref().map(|path| quote! { .goes_to(#method, #path) });
    let query = query.iter().map(|(name, value)| quote! { .query(#name, #value) });
    let headers = headers.iter().map(|(name, value)| quote! { .header(#name, #value) });
    let body = body.as_ref().map(|body| quote! { .body(#body) });
    let parameters = parameters.iter().map(|parameter| emit_parameter(api, operation, parameter));
    quote! {
        #summary
        #condition
        #[test]
        fn #name() {
            #declaration
            Sent::of(&operation) #path #(#query)* #(#headers)* #body;
            #(#parameters)*
        }
    }
}

fn emit_parameter(api: &ir::Api, operation: &ir::Operation, contract: &ir::ParameterContract) -> TokenStream {
    let ir::ParameterContract { parameter, pointer, base, edges } = contract;
    let parameter = &operation.parameters[*parameter];
    let field = ident(&parameter.name.rust);
    let value = if parameter.required {
        quote! { value(json) }
    } else {
        quote! { Some(value(json)) }
    };
    let edges = edges.iter().map(|edge| emit_edge(api, edge));
    quote! {
        Contract::of_parameter(&operation, #pointer, |operation, json| operation.#field = #value, #base) #(#edges)*;
    }
}
