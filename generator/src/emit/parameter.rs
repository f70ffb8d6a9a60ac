//! Parameters: their constant descriptions and their setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::schema::emit_schema_path;
use super::types::{Argument, emit_argument, emit_type};
use super::{docs, ident, rules};
use crate::ir;

/// What the documentation of an idempotency key's setter adds.
const KEY_NOTE: &str = "Without this a fresh key is made with the call, a UUID of version 4: its method `key` shows it. A key that is set may \
     be any that `IdempotencyKey` holds: what the document demands of its form is not checked.";

/// The field of an operation for a parameter.
pub(super) fn emit_field(api: &ir::Api, parameter: &ir::Parameter) -> TokenStream {
    let docs = emit_docs(api, parameter);
    let (field, ty) = (ident(&parameter.name.rust), emit_type(api, &parameter.ty));
    if parameter.required {
        quote! { #docs pub #field: #ty, }
    } else {
        quote! { #docs pub #field: Option<#ty>, }
    }
}

/// The statement that checks and encodes all parameters: one call of one function, whatever their types are.
pub(super) fn emit_encode(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let fields: Vec<_> = operation.plain_parameters().map(|parameter| ident(&parameter.name.rust)).collect();
    if fields.is_empty() {
        return TokenStream::new();
    }
    let descriptions = operation.plain_parameters().map(|parameter| emit_description(api, parameter));
    quote! { request.parameters(const { &[#(#descriptions),*] }, &[#(&self.#fields),*]); }
}

fn location(location: ir::Location) -> &'static str {
    match location {
        ir::Location::Path => "path",
        ir::Location::Query => "query",
        ir::Location::Header => "header",
        ir::Location::Cookie => "cookie",
    }
}

/// The constant expression that describes a parameter; only what differs from the standard's defaults is said.
fn emit_description(api: &ir::Api, parameter: &ir::Parameter) -> TokenStream {
    let wire = &parameter.name.wire;
    let location = ident(location(parameter.location));
    let mut tokens = quote! { runtime::Parameter::#location(#wire) };
    let usual = match parameter.location {
        ir::Location::Path | ir::Location::Header => ir::Style::Simple,
        ir::Location::Query | ir::Location::Cookie => ir::Style::Form,
    };
    if parameter.style != usual {
        let style = emit_style(parameter.style);
        tokens.extend(quote! { .style(#style) });
    }
    if parameter.explode != (parameter.style == ir::Style::Form) {
        let explode = parameter.explode;
        tokens.extend(quote! { .explode(#explode) });
    }
    if parameter.allow_reserved {
        tokens.extend(quote! { .allow_reserved() });
    }
    if parameter.content.is_some() {
        tokens.extend(quote! { .json() });
    }
    if parameter.sensitive {
        tokens.extend(quote! { .sensitive() });
    }
    if !parameter.schemes.is_empty() {
        let schemes = &parameter.schemes;
        tokens.extend(quote! { .credential_of(&[#(#schemes),*]) });
    }
    if !parameter.rules.is_empty() {
        let rules = rules::emit_rules(api, &parameter.rules);
        tokens.extend(quote! { .rules(#rules) });
    }
    if let Some(id) = parameter.schema {
        let schema = emit_schema_path(api, id);
        tokens.extend(quote! { .schema(&#schema) });
    }
    tokens
}

pub(super) fn emit_style(style: ir::Style) -> TokenStream {
    let variant = ident(match style {
        ir::Style::Matrix => "Matrix",
        ir::Style::Label => "Label",
        ir::Style::Simple => "Simple",
        ir::Style::Form => "Form",
        ir::Style::SpaceDelimited => "SpaceDelimited",
        ir::Style::PipeDelimited => "PipeDelimited",
        ir::Style::DeepObject => "DeepObject",
    });
    quote! { runtime::Style::#variant }
}

/// The setter of an optional parameter on a call.
pub(super) fn emit_setter(api: &ir::Api, operation: &ir::Operation, parameter: &ir::Parameter) -> TokenStream {
    let setter = ident(&parameter.setter);
    match parameter.role {
        ir::ParameterRole::Plain => {
            let field = ident(&parameter.name.rust);
            let Argument { ty, value } = emit_argument(api, &parameter.ty, &ident("value"));
            // The field has the whole documentation; a change of it should not show twice.
            let summary = docs::emit_lines(&format!("Sets [`{field}`]({}::{field}).", operation.type_name));
            let deprecated = docs::emit_deprecated(&parameter.docs);
            quote! {
                #summary
                #deprecated
                pub fn #setter(mut self, value: #ty) -> Self {
                    self.operation_mut().#field = Some(#value);
                    self
                }
            }
        }
        ir::ParameterRole::IdempotencyKey => {
            let mut described = parameter.clone();
            described.docs.notes.push(KEY_NOTE.to_owned());
            let docs = emit_docs(api, &described);
            quote! {
                #docs
                pub fn #setter(self, key: runtime::IdempotencyKey) -> Self {
                    self.with_idempotency_key(key)
                }
            }
        }
    }
}

fn emit_docs(api: &ir::Api, parameter: &ir::Parameter) -> TokenStream {
    docs::emit_member_docs(
        &parameter.name,
        &parameter.docs,
        parameter.default.as_deref(),
        &parameter.examples,
        &rules::describe(api, &parameter.rules),
    )
}
