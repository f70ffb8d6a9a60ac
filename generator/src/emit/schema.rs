//! `src/schemas.rs`: what the document demands of values beyond what types and rules say, as data.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::SourceFile;
use super::{docs, feature, ident, rules, types};
use crate::ir;

/// Every schema that has a name.
pub(super) fn emit_schemas(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs(
        "What the document demands of values beyond what types and rules say, as data that values are held against.",
    );
    let statics = api.schemas.iter().enumerate().map(|(index, definition)| {
        let condition = feature::emit_schema(api, index);
        let summary = docs::emit_lines(&docs::code(&definition.pointer));
        let (constant, schema) = (ident(&definition.constant), emit_schema(api, &definition.schema));
        quote! {
            #summary
            #condition
            pub(crate) static #constant: runtime::Schema = #schema;
        }
    });
    SourceFile::new("src/schemas.rs".to_owned(), &documentation, quote! { #(#statics)* })
}

/// The path of a named schema.
pub(super) fn emit_schema_path(api: &ir::Api, id: ir::SchemaId) -> TokenStream {
    let constant = ident(&api.schemas[id.0].constant);
    quote! { schemas::#constant }
}

/// A constant expression. References inside need no `const` block: in the initialiser of a static they live as long as
/// it does, and a block could not refer to statics.
fn emit_schema(api: &ir::Api, schema: &ir::Schema) -> TokenStream {
    let ir::Schema {
        nothing,
        references,
        types,
        values,
        rules,
        format,
        properties: _,
        required: _,
        pattern_properties: _,
        additional: _,
        names: _,
        dependent_required: _,
        dependent_schemas: _,
        unevaluated_properties: _,
        prefix_items: _,
        items: _,
        contains: _,
        min_contains: _,
        max_contains: _,
        unevaluated_items: _,
        all_of,
        any_of,
        one_of,
        not,
        condition,
    } = schema;
    let mut tokens = quote! { runtime::Schema::new() };
    if *nothing {
        tokens.extend(quote! { .nothing() });
    }
    if !references.is_empty() {
        let constants = references.iter().map(|id| ident(&api.schemas[id.0].constant));
        tokens.extend(quote! { .references(&[#(&#constants),*]) });
    }
    if !types.is_empty() {
        let types = emit_types(types);
        tokens.extend(quote! { .types(#types) });
    }
    if let Some(values) = values {
        tokens.extend(quote! { .values(&[#(#values),*]) });
    }
    if !rules.is_empty() {
        let rules = rules::emit_rules_reference(api, rules);
        tokens.extend(quote! { .rules(#rules) });
    }
    if let Some(format) = format {
        let format = emit_format(*format);
        tokens.extend(quote! { .format(#format) });
    }
    let object = emit_object(api, schema);
    if !object.is_empty() {
        tokens.extend(quote! { .object(&runtime::ObjectSchema::new() #object) });
    }
    let array = emit_array(api, schema);
    if !array.is_empty() {
        tokens.extend(quote! { .array(&runtime::ArraySchema::new() #array) });
    }
    if !all_of.is_empty() {
        let all_of = emit_list(api, all_of);
        tokens.extend(quote! { .all_of(#all_of) });
    }
    for (method, alternatives) in [("any_of", any_of), ("one_of", one_of)] {
        if let Some(alternatives) = alternatives {
            let (method, alternatives) = (ident(method), emit_list(api, alternatives));
            tokens.extend(quote! { .#method(#alternatives) });
        }
    }
    tokens.extend(emit_single(api, "not", not.as_deref()));
    if let Some(condition) = condition {
        let optional = |schema: &Option<ir::Schema>| match schema {
            Some(schema) => {
                let schema = emit_schema(api, schema);
                quote! { Some(&#schema) }
            }
            None => quote! { None },
        };
        let (consequence, alternative) = (optional(&condition.consequence), optional(&condition.alternative));
        let condition = emit_schema(api, &condition.condition);
        tokens.extend(quote! { .condition(&#condition, #consequence, #alternative) });
    }
    tokens
}

/// The calls for what speaks of objects.
fn emit_object(api: &ir::Api, schema: &ir::Schema) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (method, named) in [("properties", &schema.properties), ("dependent_schemas", &schema.dependent_schemas)] {
        if !named.is_empty() {
            let method = ident(method);
            let entries = named.iter().map(|(name, schema)| {
                let schema = emit_schema(api, schema);
                quote! { (#name, &#schema) }
            });
            tokens.extend(quote! { .#method(&[#(#entries),*]) });
        }
    }
    if !schema.required.is_empty() {
        let names = &schema.required;
        tokens.extend(quote! { .required(&[#(#names),*]) });
    }
    if !schema.pattern_properties.is_empty() {
        let entries = schema.pattern_properties.iter().map(|(id, schema)| {
            let (constant, schema) = (ident(&api.patterns[id.0].constant), emit_schema(api, schema));
            quote! { (&patterns::#constant, &#schema) }
        });
        tokens.extend(quote! { .pattern_properties(&[#(#entries),*]) });
    }
    if !schema.dependent_required.is_empty() {
        let entries = schema.dependent_required.iter().map(|(name, others)| quote! { (#name, &[#(#others),*]) });
        tokens.extend(quote! { .dependent_required(&[#(#entries),*]) });
    }
    tokens.extend(emit_single(api, "additional", schema.additional.as_deref()));
    tokens.extend(emit_single(api, "names", schema.names.as_deref()));
    tokens.extend(emit_single(api, "unevaluated", schema.unevaluated_properties.as_deref()));
    tokens
}

/// The calls for what speaks of arrays.
fn emit_array(api: &ir::Api, schema: &ir::Schema) -> TokenStream {
    let mut tokens = TokenStream::new();
    if !schema.prefix_items.is_empty() {
        let items = emit_list(api, &schema.prefix_items);
        tokens.extend(quote! { .prefix_items(#items) });
    }
    tokens.extend(emit_single(api, "items", schema.items.as_deref()));
    tokens.extend(emit_single(api, "contains", schema.contains.as_deref()));
    for (method, count) in [("min_contains", schema.min_contains), ("max_contains", schema.max_contains)] {
        if let Some(count) = count {
            let (method, count) = (ident(method), Literal::u64_unsuffixed(count));
            tokens.extend(quote! { .#method(#count) });
        }
    }
    tokens.extend(emit_single(api, "unevaluated", schema.unevaluated_items.as_deref()));
    tokens
}

fn emit_single(api: &ir::Api, method: &str, schema: Option<&ir::Schema>) -> TokenStream {
    let Some(schema) = schema else { return TokenStream::new() };
    let (method, schema) = (ident(method), emit_schema(api, schema));
    quote! { .#method(&#schema) }
}

fn emit_list(api: &ir::Api, schemas: &[ir::Schema]) -> TokenStream {
    let schemas = schemas.iter().map(|schema| emit_schema(api, schema));
    quote! { &[#(&#schemas),*] }
}

/// A list of types.
pub(super) fn emit_types(types: &[ir::JsonType]) -> TokenStream {
    let types = types.iter().map(|ty| {
        let variant = ident(match ty {
            ir::JsonType::Null => "Null",
            ir::JsonType::Boolean => "Boolean",
            ir::JsonType::Integer => "Integer",
            ir::JsonType::Number => "Number",
            ir::JsonType::String => "String",
            ir::JsonType::Array => "Array",
            ir::JsonType::Object => "Object",
        });
        quote! { runtime::JsonType::#variant }
    });
    quote! { &[#(#types),*] }
}

fn emit_format(format: ir::Format) -> TokenStream {
    let variant = ident(types::format_name(format));
    quote! { runtime::format::Format::#variant }
}
