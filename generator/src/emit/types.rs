//! Type references.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::ir;

/// The Rust type of a type reference.
pub(super) fn emit_type(api: &ir::Api, ty: &ir::Type) -> TokenStream {
    match ty {
        ir::Type::Named(id) => {
            let name = ident(&api.type_definition(*id).name.rust);
            quote! { models::#name }
        }
        ir::Type::String | ir::Type::Binary => quote! { String },
        ir::Type::File => quote! { runtime::File },
        ir::Type::Content => quote! { runtime::Content },
        ir::Type::Bytes => quote! { runtime::Bytes },
        ir::Type::Format(format) => emit_format(*format),
        ir::Type::Integer(integer) => emit_integer(*integer),
        ir::Type::Number => quote! { runtime::Number },
        ir::Type::Float32 => quote! { f32 },
        ir::Type::Float64 => quote! { f64 },
        ir::Type::Boolean => quote! { bool },
        ir::Type::Null => quote! { () },
        ir::Type::Any => quote! { runtime::Value },
        ir::Type::Array(items) => {
            let items = emit_type(api, items);
            quote! { Vec<#items> }
        }
        ir::Type::Map(values) => {
            let values = emit_type(api, values);
            quote! { runtime::Map<#values> }
        }
        ir::Type::Nullable(inner) => {
            let inner = emit_type(api, inner);
            quote! { runtime::Nullable<#inner> }
        }
        ir::Type::Boxed(inner) => {
            let inner = emit_type(api, inner);
            quote! { Box<#inner> }
        }
    }
}

fn emit_format(format: ir::Format) -> TokenStream {
    let name = ident(format_name(format));
    quote! { runtime::#name }
}

/// The run-time support's name for a format: of the type, and of the variant of its `Format`.
pub(super) fn format_name(format: ir::Format) -> &'static str {
    match format {
        ir::Format::DateTime => "DateTime",
        ir::Format::Date => "Date",
        ir::Format::Time => "Time",
        ir::Format::Duration => "Duration",
        ir::Format::Uuid => "Uuid",
        ir::Format::Uri => "Uri",
        ir::Format::UriReference => "UriReference",
        ir::Format::Hostname => "Hostname",
        ir::Format::Ipv4 => "Ipv4",
        ir::Format::Ipv6 => "Ipv6",
        ir::Format::Base64 => "Base64",
        ir::Format::Base64Url => "Base64Url",
        ir::Format::Decimal => "Decimal",
    }
}

fn emit_integer(integer: ir::Integer) -> TokenStream {
    match integer {
        ir::Integer::I8 => quote! { i8 },
        ir::Integer::I16 => quote! { i16 },
        ir::Integer::I32 => quote! { i32 },
        ir::Integer::I64 => quote! { i64 },
        ir::Integer::I128 => quote! { i128 },
        ir::Integer::U128 => quote! { u128 },
        ir::Integer::U8 => quote! { u8 },
        ir::Integer::U16 => quote! { u16 },
        ir::Integer::U32 => quote! { u32 },
        ir::Integer::U64 => quote! { u64 },
    }
}

/// A value as an argument of a constructor or setter: its type there, and the expression that makes the field's value.
pub(super) struct Argument {
    /// The type in the signature.
    pub(super) ty: TokenStream,
    /// The value for the field, made from an argument of the given name.
    pub(super) value: TokenStream,
}

/// How a value is passed in: strings by anything that becomes one, boxed values without the box.
pub(super) fn emit_argument(api: &ir::Api, ty: &ir::Type, name: &proc_macro2::Ident) -> Argument {
    match ty {
        ir::Type::String | ir::Type::Binary | ir::Type::File | ir::Type::Content => {
            let ty = emit_type(api, ty);
            Argument { ty: quote! { impl Into<#ty> }, value: quote! { #name.into() } }
        }
        ir::Type::Named(id) if matches!(api.type_definition(*id).kind, ir::TypeKind::Contents(_)) => {
            let ty = emit_type(api, ty);
            Argument { ty: quote! { impl Into<#ty> }, value: quote! { #name.into() } }
        }
        ir::Type::Boxed(inner) => Argument { ty: emit_type(api, inner), value: quote! { Box::new(#name) } },
        ir::Type::Named(_)
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
        | ir::Type::Nullable(_) => Argument { ty: emit_type(api, ty), value: quote! { #name } },
    }
}

/// What clippy has to be told of a function with these names: it takes some names for placeholders that the document took in
/// earnest.
pub(super) fn emit_allow_names<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<TokenStream> {
    names.any(|name| PLACEHOLDERS.contains(&name)).then(|| quote! { #[allow(clippy::disallowed_names)] })
}

/// The names that `clippy::disallowed_names` complains of.
const PLACEHOLDERS: [&str; 3] = ["foo", "baz", "quux"];

/// `Default` by `new`, where that takes no argument.
pub(super) fn emit_default(name: &proc_macro2::Ident) -> TokenStream {
    quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    }
}
