//! Unions: the enum, what it is made from, how it is read and checked.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::schema::{emit_schema_path, emit_types};
use super::types::emit_type;
use super::{docs, ident, rules};
use crate::ir;

/// The enum with everything that belongs to it.
pub(super) fn emit_union(api: &ir::Api, definition: &ir::TypeDefinition, union: &ir::Union) -> TokenStream {
    let declaration = emit_declaration(api, definition, union);
    let conversions = union.variants.iter().filter(|variant| variant.convertible);
    let conversions = conversions.map(|variant| emit_conversion(api, definition, variant));
    let codec = emit_codec(definition, union);
    let validate = emit_validate(api, definition, union);
    let debug = emit_debug(definition, union);
    let name = ident(&definition.name.rust);
    quote! {
        #declaration
        #(#conversions)*
        #validate
        #debug
        #codec
        runtime::serde_bridge!(#name);
    }
}

fn emit_declaration(api: &ir::Api, definition: &ir::TypeDefinition, union: &ir::Union) -> TokenStream {
    let docs = docs::emit_type_docs(definition);
    let (name, unknown) = (ident(&definition.name.rust), ident(&union.unknown));
    let derives = if is_redacted(union) {
        quote! { Clone, PartialEq }
    } else {
        quote! { Clone, Debug, PartialEq }
    };
    let variants = union.variants.iter().map(|variant| {
        let mut first = docs::code(&variant.name.wire);
        let constraints = rules::describe(api, &variant.rules);
        if !constraints.is_empty() {
            first = format!("{first}, constraints: {}", constraints.join(", "));
        }
        let docs = docs::emit_variant_docs(&first, &variant.docs);
        let (name, ty) = (ident(&variant.name.rust), emit_type(api, &variant.ty));
        quote! { #docs #name(#ty), }
    });
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that is none of the documented alternatives.
            #unknown(runtime::Value),
        }
    }
}

/// From a value whose type alone tells the variant; boxes are the variant's own business.
fn emit_conversion(api: &ir::Api, definition: &ir::TypeDefinition, variant: &ir::UnionVariant) -> TokenStream {
    let (name, case) = (ident(&definition.name.rust), ident(&variant.name.rust));
    let (ty, value) = match &variant.ty {
        ir::Type::Boxed(inner) => (emit_type(api, inner), quote! { Box::new(value) }),
        ir::Type::Named(_)
        | ir::Type::String
        | ir::Type::Binary
        | ir::Type::File
        | ir::Type::Content
        | ir::Type::Bytes
        | ir::Type::Format(_)
        | ir::Type::Integer(_)
        | ir::Type::Number
        | ir::Type::Float32
        | ir::Type::Float64
        | ir::Type::Boolean
        | ir::Type::Null
        | ir::Type::Any
        | ir::Type::Array(_)
        | ir::Type::Map(_)
        | ir::Type::Nullable(_) => (emit_type(api, &variant.ty), quote! { value }),
    };
    quote! {
        impl From<#ty> for #name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self::#case(#value)
            }
        }
    }
}

fn emit_codec(definition: &ir::TypeDefinition, union: &ir::Union) -> TokenStream {
    let (name, unknown) = (ident(&definition.name.rust), ident(&union.unknown));
    let count = Literal::usize_unsuffixed(union.variants.len());
    let cases = union.variants.iter().map(|variant| emit_case(&variant.case));
    let variants: Vec<_> = union.variants.iter().map(|variant| ident(&variant.name.rust)).collect();
    let indexes = (0..union.variants.len()).map(Literal::usize_unsuffixed);
    quote! {
        impl runtime::Json for #name {
            #[inline]
            fn read(reader: &mut runtime::Reader<'_>) -> Result<Self, runtime::DecodeError> {
                static CASES: [runtime::Case; #count] = [#(#cases),*];
                runtime::read_union(reader, &CASES, |case, reader| {
                    Ok(match case {
                        #(#indexes => Self::#variants(reader.value()?),)*
                        _ => Self::#unknown(reader.value()?),
                    })
                })
            }

            #[inline]
            fn write(&self, writer: &mut runtime::Writer) {
                match self {
                    #(Self::#variants(value) => runtime::Json::write(value, writer),)*
                    Self::#unknown(value) => runtime::Json::write(value, writer),
                }
            }
        }
    }
}

/// What a value of an alternative looks like, as a constant expression.
fn emit_case(case: &ir::Case) -> TokenStream {
    let ir::Case { types, texts, tags, hints, required, members, closed } = case;
    let mut tokens = quote! { runtime::Case::new() };
    if !types.is_empty() {
        let types = emit_types(types);
        tokens.extend(quote! { .types(#types) });
    }
    if let Some(texts) = texts {
        tokens.extend(quote! { .texts(&[#(#texts),*]) });
    }
    for (method, tags) in [("tags", tags), ("hints", hints)] {
        if !tags.is_empty() {
            let method = ident(method);
            let tags = tags.iter().map(|(name, texts)| quote! { (#name, &[#(#texts),*]) });
            tokens.extend(quote! { .#method(&[#(#tags),*]) });
        }
    }
    for (method, names) in [("required", required), ("members", members)] {
        if !names.is_empty() {
            let method = ident(method);
            tokens.extend(quote! { .#method(&[#(#names),*]) });
        }
    }
    if *closed {
        tokens.extend(quote! { .closed() });
    }
    tokens
}

/// The rules of the variant, then what only the schema knows. Where a value may fit several variants, nothing but the
/// schema says whether it is valid.
fn emit_validate(api: &ir::Api, definition: &ir::TypeDefinition, union: &ir::Union) -> TokenStream {
    let (name, unknown) = (ident(&definition.name.rust), ident(&union.unknown));
    let arms = union.variants.iter().map(|variant| {
        let case = ident(&variant.name.rust);
        if variant.checked {
            let rules = rules::emit_rules_reference(api, &variant.rules);
            quote! { Self::#case(value) => runtime::Validate::check(value, #rules, checker), }
        } else {
            quote! { Self::#case(_) => {} }
        }
    });
    let variants = quote! {
        match self {
            #(#arms)*
            Self::#unknown(_) => checker.report(runtime::rules::Rule::NoAlternative),
        }
    };
    let body = match (union.schema, union.overlapping) {
        (None, _) => variants,
        (Some(id), true) => {
            let schema = emit_schema_path(api, id);
            quote! { checker.schema(checker.count(), &#schema, self); }
        }
        (Some(id), false) => {
            let schema = emit_schema_path(api, id);
            quote! {
                let before = checker.count();
                #variants
                checker.schema(before, &#schema, self);
            }
        }
    };
    quote! {
        impl runtime::Validate for #name {
            #[inline]
            fn check(&self, _rules: &runtime::Rules, checker: &mut runtime::Checker) {
                #body
            }
        }
    }
}

/// `Debug` by hand where a variant must not be shown. What an unknown value holds, nobody knows.
fn emit_debug(definition: &ir::TypeDefinition, union: &ir::Union) -> TokenStream {
    if !is_redacted(union) {
        return TokenStream::new();
    }
    let (name, unknown, unknown_text) = (ident(&definition.name.rust), ident(&union.unknown), &union.unknown);
    let arms = union.variants.iter().map(|variant| {
        let (case, text) = (ident(&variant.name.rust), &variant.name.rust);
        if variant.sensitive {
            quote! { Self::#case(_) => formatter.debug_tuple(#text).field(&runtime::Redacted).finish(), }
        } else {
            quote! { Self::#case(value) => formatter.debug_tuple(#text).field(value).finish(), }
        }
    });
    quote! {
        impl ::core::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#arms)*
                    Self::#unknown(_) => formatter.debug_tuple(#unknown_text).field(&runtime::Redacted).finish(),
                }
            }
        }
    }
}

fn is_redacted(union: &ir::Union) -> bool {
    union.variants.iter().any(|variant| variant.sensitive)
}
