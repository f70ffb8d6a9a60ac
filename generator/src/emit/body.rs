//! Bodies: how one is put into a request, and how one is read from a response.

use proc_macro2::TokenStream;
use quote::quote;

use super::schema::emit_schema_path;
use super::types::emit_type;
use super::{form, ident, parameter, rules};
use crate::ir;

/// The statements that put an operation's body into its request.
pub(super) fn emit_encode(api: &ir::Api, body: &ir::Body) -> TokenStream {
    let field = ident(&body.field);
    // Only JSON knows of absent values by itself.
    let by_itself = body.required || body.payload.kind == ir::ContentKind::Json;
    let value = if by_itself {
        quote! { &self.#field }
    } else {
        quote! { body }
    };
    let put = emit_put(api, &body.payload, &body.rules, &value);
    let check = body.schema.map(|id| emit_check(api, id, &value));
    if by_itself {
        quote! { #put #check }
    } else {
        quote! {
            if let Some(body) = &self.#field {
                #put
                #check
            }
        }
    }
}

/// The statement that puts a value into a request.
pub(super) fn emit_put(api: &ir::Api, payload: &ir::Payload, given: &ir::Rules, value: &TokenStream) -> TokenStream {
    let media_type = &payload.media_type;
    let rules = || rules::emit_rules_reference(api, given);
    match &payload.kind {
        ir::ContentKind::Json if given.is_empty() => quote! { request.json_body(#media_type, #value); },
        ir::ContentKind::Json => {
            let rules = rules();
            quote! { request.json_body_with(#media_type, #value, #rules); }
        }
        ir::ContentKind::Form(encodings) => {
            let (form, rules) = (emit_description("Form", media_type, encodings), rules());
            quote! { request.form_body(#form, #value, #rules); }
        }
        ir::ContentKind::Multipart(encodings) => {
            let (multipart, rules) = (emit_description("Multipart", media_type, encodings), rules());
            quote! { request.multipart_body(#multipart, #value, #rules); }
        }
        ir::ContentKind::Files(encodings) => {
            let (multipart, rules) = (emit_description("Multipart", media_type, encodings), rules());
            quote! { request.parts_body(#multipart, #value, #rules); }
        }
        ir::ContentKind::Text => {
            let rules = rules();
            quote! { runtime::request_content::put_text(request, #media_type, #value, #rules); }
        }
        ir::ContentKind::Bytes => {
            let media_types = payload.media_types();
            quote! { runtime::request_content::put_content(request, &[#(#media_types),*], #value); }
        }
        // Only what is received is of this kind.
        ir::ContentKind::ReceivedForm(_) => TokenStream::new(),
        ir::ContentKind::Choice => quote! { runtime::request_content::RequestContent::put(#value, request); },
    }
}

/// The statement that holds a body against its schema.
pub(super) fn emit_check(api: &ir::Api, id: ir::SchemaId, value: &TokenStream) -> TokenStream {
    let schema = emit_schema_path(api, id);
    quote! {
        request.check_body_schema(&#schema, #value);
    }
}

/// What is constant about a form: its media type, and how its members are spelled.
fn emit_description(name: &str, media_type: &str, encodings: &[ir::Encoding]) -> TokenStream {
    let name = ident(name);
    if encodings.is_empty() {
        return quote! { &runtime::#name::new(#media_type, &[]) };
    }
    let properties = encodings.iter().map(emit_property);
    quote! { &runtime::#name::new(#media_type, const { &[#(#properties),*] }) }
}

fn emit_property(encoding: &ir::Encoding) -> TokenStream {
    let name = &encoding.name;
    match &encoding.spelling {
        ir::Spelling::MediaTypes(types) => quote! { runtime::Property::typed(#name, &[#(#types),*]) },
        ir::Spelling::Style { style, explode, allow_reserved } => {
            let style = parameter::emit_style(*style);
            let reserved = allow_reserved.then(|| quote! { .allow_reserved() });
            quote! {
                runtime::Property::styled(
                    const { &runtime::Parameter::query(#name).style(#style).explode(#explode) #reserved }
                )
            }
        }
    }
}

/// The expression that reads a body from `response`.
pub(super) fn emit_read(api: &ir::Api, payload: &ir::Payload) -> TokenStream {
    let media_types = payload.media_types();
    match &payload.kind {
        ir::ContentKind::Json
        | ir::ContentKind::Form(_)
        | ir::ContentKind::Multipart(_)
        | ir::ContentKind::Files(_) => {
            quote! { response.json() }
        }
        ir::ContentKind::ReceivedForm(form) => {
            let reader = form::emit_reader(form);
            quote! { response.form(&#reader) }
        }
        ir::ContentKind::Text => quote! { response.text_of(&[#(#media_types),*]) },
        ir::ContentKind::Bytes => quote! { response.bytes_of(&[#(#media_types),*]) },
        ir::ContentKind::Choice => {
            let ty = emit_type(api, &payload.ty);
            quote! { <#ty as runtime::response::ResponseContent>::read(response) }
        }
    }
}
