//! `src/operations`: each operation as a value, and the client's method for it.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{SourceFile, emit_modules};
use super::types::{Argument, emit_allow_names, emit_argument, emit_default, emit_type};
use super::{
    body, docs, feature, header, ident, operation_builder, operation_docs, paging, parameter, response, stream,
};
use crate::ir;

/// `src/operations/mod.rs`.
pub(super) fn emit_operations(api: &ir::Api) -> SourceFile {
    let documentation =
        docs::emit_file_docs("The operations of the document as values, one file each, a folder per tag.");
    let items = emit_modules(
        "operations",
        api.tags.iter().enumerate().map(|(index, tag)| (&tag.name.rust, feature::emit_tag(api, index))),
    );
    SourceFile::new("src/operations/mod.rs".to_owned(), &documentation, items)
}

/// `src/operations/<tag>/mod.rs`.
pub(super) fn emit_tag(api: &ir::Api, index: usize) -> SourceFile {
    let tag = &api.tags[index];
    let mut paragraphs = vec![docs::code(&tag.name.wire)];
    docs::push_body(&mut paragraphs, &tag.docs);
    let documentation = docs::emit_file_docs(&paragraphs.join("\n\n"));
    let members = api.operations.iter().filter(|operation| operation.tag == index);
    let items = emit_modules(&tag.name.rust, members.map(|operation| (&operation.module, TokenStream::new())));
    SourceFile::new(format!("src/operations/{}/mod.rs", tag.name.rust), &documentation, items)
}

/// The file of one operation.
pub(super) fn emit_operation_file(api: &ir::Api, operation: &ir::Operation) -> SourceFile {
    let documentation = docs::emit_file_docs(&format!("`{}`", operation.pointer));
    let declaration = emit_declaration(api, operation);
    let implementation = emit_implementation(api, operation);
    let enums = response::emit_enums(api, operation);
    let method = emit_method(api, operation);
    let setters = emit_setters(api, operation);
    let pages = paging::emit_paging(api, operation);
    let streams = stream::emit_streams(api, operation);
    let headers = header::emit_headers(api, operation);
    let items = quote! { #declaration #implementation #headers #pages #streams #enums #method #setters };
    let path = format!("src/operations/{}/{}.rs", api.tags[operation.tag].name.rust, operation.module);
    SourceFile::new(path, &documentation, items)
}

fn emit_declaration(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let docs = operation_docs::emit_operation_docs(operation);
    let name = ident(&operation.type_name);
    let parameters = operation.plain_parameters().map(|parameter| parameter::emit_field(api, parameter));
    let body = operation.body.as_ref().map(|body| {
        let (field, ty) = (ident(&body.field), emit_type(api, &body.payload.ty));
        let docs = docs::emit_lines(&body.docs.description.as_deref().map_or("The body.".to_owned(), docs::escape));
        if body.required {
            quote! { #docs pub #field: #ty, }
        } else {
            quote! { #docs pub #field: Option<#ty>, }
        }
    });
    let construction = match &operation.construction {
        ir::Construction::New => emit_constructor(api, operation),
        ir::Construction::Builder { name, for_tests: _ } => operation_builder::emit_builder(api, operation, name),
    };
    let derives = if operation.plain_parameters().any(|parameter| parameter.sensitive) {
        quote! { Clone, PartialEq }
    } else {
        quote! { Clone, Debug, PartialEq }
    };
    let debug = emit_debug(operation);
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#parameters)*
            #body
        }

        #construction
        #debug
    }
}

/// `new`, and `Default` where it takes nothing.
fn emit_constructor(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let name = ident(&operation.type_name);
    let (arguments, fields) = emit_required(api, operation);
    let allow = docs::emit_allow_deprecated(operation.has_deprecated_parameters());
    let default = arguments.is_empty().then(|| emit_default(&name));
    let allow_names = emit_allow_names(operation.required_fields().map(|field| field.name));
    quote! {
        #allow
        impl #name {
            /// The operation with what it requires.
            #allow_names
            #[inline]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields)* }
            }
        }
        #default
    }
}

/// The required things as arguments, and all fields with their values.
fn emit_required(api: &ir::Api, operation: &ir::Operation) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    for ir::OperationField { name, ty, required, .. } in operation.fields() {
        let field = ident(name);
        if required {
            let Argument { ty, value } = emit_argument(api, ty, &field);
            arguments.push(quote! { #field: #ty });
            let plain = value.to_string() == name;
            fields.push(if plain {
                quote! { #field, }
            } else {
                quote! { #field: #value, }
            });
        } else {
            fields.push(quote! { #field: None, });
        }
    }
    (arguments, fields)
}

/// `Debug` by hand where a parameter must not be shown.
fn emit_debug(operation: &ir::Operation) -> TokenStream {
    if !operation.plain_parameters().any(|parameter| parameter.sensitive) {
        return TokenStream::new();
    }
    let (name, text) = (ident(&operation.type_name), &operation.type_name);
    let parameters = operation.plain_parameters().map(|parameter| {
        let (field, text) = (ident(&parameter.name.rust), &parameter.name.rust);
        if parameter.sensitive {
            quote! { .field(#text, &runtime::Redacted) }
        } else {
            quote! { .field(#text, &self.#field) }
        }
    });
    let body = operation.body.as_ref().map(|body| {
        let (field, text) = (ident(&body.field), &body.field);
        quote! { .field(#text, &self.#field) }
    });
    let allow = docs::emit_allow_deprecated(operation.has_deprecated_parameters());
    quote! {
        #allow
        impl ::core::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.debug_struct(#text) #(#parameters)* #body .finish()
            }
        }
    }
}

/// What the run-time support needs to know: constants, how to encode, how to decode.
fn emit_implementation(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let name = ident(&operation.type_name);
    let success = response::emit_success_type(api, &operation.success);
    let failure = response::emit_failure_type(&operation.failure);
    let meta = emit_meta(operation);
    let parameters = parameter::emit_encode(api, operation);
    let body = operation.body.as_ref().map(|body| body::emit_encode(api, body));
    let request = if parameters.is_empty() && body.is_none() { ident("_request") } else { ident("request") };
    let decode = response::emit_decode(api, operation);
    let allow = docs::emit_allow_deprecated(operation.has_deprecated_parameters());
    quote! {
        #allow
        impl runtime::Operation for #name {
            type Success = #success;
            type Failure = #failure;

            const META: runtime::OperationMeta = #meta;

            #[inline]
            fn encode(&self, #request: &mut runtime::RequestEncoder) {
                #parameters
                #body
            }

            #[inline]
            fn decode(
                response: &runtime::RawResponse,
            ) -> Option<Result<Self::Success, runtime::DecodeError>> {
                #decode
            }
        }
    }
}

/// The constant description of an operation.
fn emit_meta(operation: &ir::Operation) -> TokenStream {
    let (name, method, path) = (&operation.name.wire, operation.method.as_str(), &operation.path);
    let mut tokens = quote! { runtime::OperationMeta::new(#name, #method, #path) };
    tokens.extend(response::emit_successes(operation));
    if let Some(accept) = &operation.accept {
        tokens.extend(quote! { .accept(#accept) });
    }
    if !operation.security.is_empty() {
        let alternatives = operation.security.iter().map(|schemes| quote! { &[#(#schemes),*] });
        tokens.extend(quote! { .security(&[#(#alternatives),*]) });
    }
    if !operation.servers.is_empty() {
        let servers = &operation.servers;
        tokens.extend(quote! { .servers(&[#(#servers),*]) });
    }
    let key = operation.parameters.iter().find(|parameter| parameter.role == ir::ParameterRole::IdempotencyKey);
    if let Some(key) = key {
        let header = &key.name.wire;
        tokens.extend(quote! { .idempotency_key(#header) });
    }
    let replays: Vec<_> = operation
        .responses
        .iter()
        .filter(|response| response.replay)
        .filter_map(|response| match response.status {
            ir::Status::Code(code) => Some(proc_macro2::Literal::u16_unsuffixed(code)),
            ir::Status::Range(_) | ir::Status::Default => None,
        })
        .collect();
    if !replays.is_empty() {
        tokens.extend(quote! { .replay(&[#(#replays),*]) });
    }
    if let Some(statuses) = &operation.retry {
        let statuses = statuses.iter().map(|status| proc_macro2::Literal::u16_unsuffixed(*status));
        tokens.extend(quote! { .retry(&[#(#statuses),*]) });
    }
    if let Some(ir::RequestId { header, body }) = &operation.request_id {
        if let Some(header) = header {
            tokens.extend(quote! { .request_id_header(#header) });
        }
        if let Some(body) = body {
            tokens.extend(quote! { .request_id_body(#body) });
        }
    }
    tokens
}

/// The client's method: the required things are its arguments, or the operation is.
fn emit_method(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let docs = operation_docs::emit_method_docs(api, operation);
    let (method, name) = (ident(&operation.name.rust), ident(&operation.type_name));
    if let ir::Construction::Builder { .. } = &operation.construction {
        return quote! {
            impl<C> runtime::Client<C> {
                #docs
                pub fn #method(&self, operation: #name) -> runtime::Call<'_, C, #name> {
                    self.call(operation)
                }
            }
        };
    }
    let (arguments, _) = emit_required(api, operation);
    let allow_names = emit_allow_names(operation.required_fields().map(|field| field.name));
    let values = operation.required_fields().map(|field| ident(field.name));
    quote! {
        impl<C> runtime::Client<C> {
            #docs
            #allow_names
            pub fn #method(&self, #(#arguments),*) -> runtime::Call<'_, C, #name> {
                self.call(#name::new(#(#values),*))
            }
        }
    }
}

/// The setters of a call: the optional parameters, an optional body, the idempotency key.
fn emit_setters(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let mut setters: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required || parameter.role == ir::ParameterRole::IdempotencyKey)
        .map(|parameter| parameter::emit_setter(api, operation, parameter))
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let field = ident(&body.field);
        let Argument { ty, value } = emit_argument(api, &body.payload.ty, &ident("value"));
        setters.push(quote! {
            /// Sets the body.
            pub fn #field(mut self, value: #ty) -> Self {
                self.operation_mut().#field = Some(#value);
                self
            }
        });
    }
    if setters.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&operation.type_name);
    let allow = docs::emit_allow_deprecated(operation.has_deprecated_parameters());
    quote! {
        #allow
        impl<C> runtime::Call<'_, C, #name> {
            #(#setters)*
        }
    }
}
