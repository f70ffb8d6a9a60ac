//! Objects: the struct, its constructor, its setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::schema::emit_schema_path;
use super::types::{Argument, emit_allow_names, emit_argument, emit_default, emit_type};
use super::{docs, ident, object_builder, object_codec, object_parts, rules};
use crate::ir;

/// The struct with everything that belongs to it.
pub(super) fn emit_object(api: &ir::Api, definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    let name = ident(&definition.name.rust);
    let declaration = emit_declaration(api, definition, object);
    let construction = match &object.construction {
        ir::Construction::New => emit_constructor(api, definition, object),
        ir::Construction::Builder { name, for_tests } => {
            object_builder::emit_builder(api, definition, object, name, *for_tests)
        }
    };
    let setters = match &object.construction {
        ir::Construction::New => emit_setters(api, definition, object),
        ir::Construction::Builder { .. } => TokenStream::new(),
    };
    let debug = emit_debug(definition, object);
    let codec = match object.codec {
        ir::Codec::Json => {
            let codec = object_codec::emit_codec(api, definition, object);
            quote! { #codec runtime::serde_bridge!(#name); }
        }
        ir::Codec::Parts => object_parts::emit_parts(definition, object),
    };
    let validate = emit_validate(api, definition, object);
    quote! {
        #declaration
        #construction
        #setters
        #validate
        #debug
        #codec
    }
}

/// The type of a field: presence and null included.
pub(super) fn emit_field_type(api: &ir::Api, member: &ir::Member) -> TokenStream {
    let ty = emit_type(api, &member.ty);
    match (member.required, member.nullable) {
        (true, false) => ty,
        (false, false) => quote! { Option<#ty> },
        (true, true) => quote! { runtime::Nullable<#ty> },
        (false, true) => quote! { runtime::Patch<#ty> },
    }
}

/// The value of an optional member that is left out.
pub(super) fn emit_absent(member: &ir::Member) -> TokenStream {
    if member.nullable {
        quote! { runtime::Patch::Absent }
    } else {
        quote! { None }
    }
}

fn emit_declaration(api: &ir::Api, definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    let docs = docs::emit_type_docs(definition);
    let name = ident(&definition.name.rust);
    let derives = if is_redacted(object) {
        quote! { Clone, PartialEq }
    } else {
        quote! { Clone, Debug, PartialEq }
    };
    let fields = object.members.iter().map(|member| {
        let docs = docs::emit_member_docs(
            &member.name,
            &member.docs,
            member.default.as_deref(),
            &member.examples,
            &rules::describe(api, &member.rules),
        );
        let (field, ty) = (ident(&member.name.rust), emit_field_type(api, member));
        quote! { #docs pub #field: #ty, }
    });
    let additional = match &object.additional {
        ir::Additional::Closed { field } => {
            let field = ident(field);
            quote! {
                /// Members that were received although the document allows no others. Reported by `validate`, never sent.
                pub #field: runtime::Undeclared,
            }
        }
        ir::Additional::Kept { field, ty, .. } => {
            let (field, ty) = (ident(field), emit_type(api, ty));
            quote! {
                /// Members that the document does not declare, in the order they came.
                pub #field: runtime::Map<#ty>,
            }
        }
    };
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #additional
        }
    }
}

/// `new`: the required members are its arguments.
fn emit_constructor(api: &ir::Api, definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    let name = ident(&definition.name.rust);
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    for member in &object.members {
        let field = ident(&member.name.rust);
        if !member.required {
            let absent = emit_absent(member);
            fields.push(quote! { #field: #absent, });
        } else if let Some(constant) = emit_constant(api, member) {
            fields.push(quote! { #field: #constant, });
        } else if member.nullable {
            let ty = emit_field_type(api, member);
            arguments.push(quote! { #field: #ty });
            fields.push(quote! { #field, });
        } else {
            let Argument { ty, value } = emit_argument(api, &member.ty, &field);
            arguments.push(quote! { #field: #ty });
            let plain = field == value.to_string();
            fields.push(if plain {
                quote! { #field, }
            } else {
                quote! { #field: #value, }
            });
        }
    }
    fields.push(emit_no_additional(object));
    let allow = docs::emit_allow_deprecated(object.has_deprecated());
    let constants = object.members.iter().filter(|member| member.required && member.constant.is_some());
    let constants = constants.map(|member| docs::code(&member.name.wire)).collect::<Vec<_>>().join(", ");
    let summary = match (arguments.is_empty(), constants.is_empty()) {
        (true, true) => "An empty value.".to_owned(),
        (true, false) => format!("A value with its constant members only: {constants}."),
        (false, _) => "A value with its required members.".to_owned(),
    };
    let summary = docs::emit_lines(&summary);
    let default = arguments.is_empty().then(|| emit_default(&name));
    let taken = object.members.iter().filter(|member| member.required && member.constant.is_none());
    let allow_names = emit_allow_names(taken.map(|member| member.name.rust.as_str()));
    quote! {
        #allow
        impl #name {
            #summary
            #allow_names
            #[inline]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields)* }
            }
        }
        #default
    }
}

/// A setter for each optional member, and one for `null` where that is a value.
fn emit_setters(api: &ir::Api, definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    let setters: Vec<_> =
        object.members.iter().filter(|member| !member.required).map(|member| emit_setter(api, member)).collect();
    if setters.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&definition.name.rust);
    let allow = docs::emit_allow_deprecated(object.has_deprecated());
    quote! { #allow
    impl #name { #(#setters)* } }
}

fn emit_setter(api: &ir::Api, member: &ir::Member) -> TokenStream {
    let (field, setter) = (ident(&member.name.rust), ident(&member.setter.value));
    let Argument { ty, value } = emit_argument(api, &member.ty, &ident("value"));
    let wrapper = if member.nullable {
        quote! { runtime::Patch::Value }
    } else {
        quote! { Some }
    };
    let summary = docs::emit_lines(&format!("Sets {}.", docs::code(&member.name.wire)));
    let alias = docs::emit_deprecated(&member.docs);
    let null = member.setter.null.as_ref().map(|null| {
        let null = ident(null);
        let summary = docs::emit_lines(&format!("Sets {} to `null`.", docs::code(&member.name.wire)));
        quote! {
            #summary
            #alias
            #[inline]
            #[must_use]
            pub fn #null(mut self) -> Self {
                self.#field = runtime::Patch::Null;
                self
            }
        }
    });
    quote! {
        #summary
        #alias
        #[inline]
        #[must_use]
        pub fn #setter(mut self, value: #ty) -> Self {
            self.#field = #wrapper(#value);
            self
        }
        #null
    }
}

/// `Debug` by hand where a member must not be shown.
fn emit_debug(definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    if !is_redacted(object) {
        return TokenStream::new();
    }
    let (name, text) = (ident(&definition.name.rust), &definition.name.rust);
    let fields = object.members.iter().map(|member| {
        let (field, wire) = (ident(&member.name.rust), &member.name.rust);
        if member.sensitive {
            quote! { .field(#wire, &runtime::Redacted) }
        } else {
            quote! { .field(#wire, &self.#field) }
        }
    });
    let additional = match &object.additional {
        ir::Additional::Closed { field } | ir::Additional::Kept { field, .. } => {
            let (field, text) = (ident(field), field);
            quote! { .field(#text, &self.#field) }
        }
    };
    let allow = docs::emit_allow_deprecated(object.has_deprecated());
    quote! {
        #allow
        impl ::core::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.debug_struct(#text) #(#fields)* #additional .finish()
            }
        }
    }
}

/// The value of a member that can have no other.
pub(super) fn emit_constant(api: &ir::Api, member: &ir::Member) -> Option<TokenStream> {
    let value = match member.constant.as_ref()? {
        ir::Constant::Variant(variant) => {
            let (ty, variant) = (emit_type(api, &member.ty), ident(variant));
            quote! { #ty::#variant }
        }
        ir::Constant::Boolean(value) => quote! { #value },
    };
    Some(if member.nullable {
        quote! { runtime::Nullable::Value(#value) }
    } else {
        value
    })
}

/// The field for members that are not declared, without any.
pub(super) fn emit_no_additional(object: &ir::Object) -> TokenStream {
    match &object.additional {
        ir::Additional::Closed { field } => {
            let field = ident(field);
            quote! { #field: runtime::Undeclared::default(), }
        }
        ir::Additional::Kept { field, .. } => {
            let field = ident(field);
            quote! { #field: runtime::Map::new(), }
        }
    }
}

fn is_redacted(object: &ir::Object) -> bool {
    object.members.iter().any(|member| member.sensitive)
}

/// The rules of each member, and `validate()`.
fn emit_validate(api: &ir::Api, definition: &ir::TypeDefinition, object: &ir::Object) -> TokenStream {
    let name = ident(&definition.name.rust);
    let mut checks = Vec::new();
    let counted = !object.rules.is_empty();
    for member in &object.members {
        let (field, wire) = (ident(&member.name.rust), &member.name.wire);
        let rules = rules::emit_rules_reference(api, &member.rules);
        if let Some(id) = member.schema {
            let schema = emit_schema_path(api, id);
            checks.push(quote! { checker.member_schema(#wire, &self.#field, #rules, &#schema); });
        } else if member.checked {
            checks.push(quote! { checker.member(#wire, &self.#field, #rules); });
        }
    }
    match &object.additional {
        ir::Additional::Closed { field } => {
            let field = ident(field);
            checks.push(quote! { runtime::Validate::check(&self.#field, &runtime::Rules::NONE, checker); });
        }
        ir::Additional::Kept { field, rules, checked: true, .. } => {
            let field = ident(field);
            let rules = rules::emit_rules_reference(api, rules);
            checks.push(quote! {
                runtime::Validate::check(&self.#field, &const { runtime::Rules::new().values(#rules) }, checker);
            });
        }
        ir::Additional::Kept { checked: false, .. } => {}
    }
    let whole = object.schema.map(|id| {
        let schema = emit_schema_path(api, id);
        quote! { checker.schema(before, &#schema, self); }
    });
    let before = whole.is_some().then(|| quote! { let before = checker.count(); });
    let own = counted.then(|| emit_count(api, object));
    let body = quote! { #before #own #(#checks)* #whole };
    let checker = if body.is_empty() { ident("_checker") } else { ident("checker") };
    let allow = docs::emit_allow_deprecated(object.has_deprecated());
    quote! {
        #allow
        impl runtime::Validate for #name {
            #[inline]
            fn check(&self, _rules: &runtime::Rules, #checker: &mut runtime::Checker) {
                #body
            }
        }
    }
}

/// The check of how many members there are: those declared that are present, and the others.
fn emit_count(api: &ir::Api, object: &ir::Object) -> TokenStream {
    let rules = rules::emit_rules_reference(api, &object.rules);
    let fields = object.members.iter().map(|member| ident(&member.name.rust));
    let additional = match &object.additional {
        ir::Additional::Closed { .. } => TokenStream::new(),
        ir::Additional::Kept { field, .. } => {
            let field = ident(field);
            quote! { + self.#field.len() }
        }
    };
    quote! {
        let present = [#(!runtime::Json::is_absent(&self.#fields)),*];
        checker.object(#rules, present.into_iter().filter(|present| *present).count() #additional);
    }
}
