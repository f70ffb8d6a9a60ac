//! Forms and queries that are received: what is constant about how they are read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir;

/// The reader of a form.
pub(super) fn emit_reader(form: &ir::ReceivedForm) -> TokenStream {
    let fields = form.fields.iter().map(|field| emit_field(&field.name, &field.form));
    let others = (form.others != ir::FieldForm::Text).then(|| {
        let others = emit_field("", &form.others);
        quote! { .others(#others) }
    });
    quote! { runtime::FormReader::new(const { &[#(#fields),*] }) #others }
}

/// A name, and how its text is read.
pub(super) fn emit_field(name: &str, form: &ir::FieldForm) -> TokenStream {
    let separated = |separator: Option<char>| {
        separator.map(|separator| {
            let separator = Literal::character(separator);
            quote! { .separated(#separator) }
        })
    };
    match form {
        ir::FieldForm::Text => quote! { runtime::FormField::text(#name) },
        ir::FieldForm::Json => quote! { runtime::FormField::json(#name) },
        ir::FieldForm::Texts(separator) => {
            let separated = separated(*separator);
            quote! { runtime::FormField::texts(#name) #separated }
        }
        ir::FieldForm::Jsons(separator) => {
            let separated = separated(*separator);
            quote! { runtime::FormField::jsons(#name) #separated }
        }
        ir::FieldForm::Deep(members) => {
            let members = members.iter().map(|member| emit_field(&member.name, &member.form));
            quote! { runtime::FormField::deep(#name, const { &[#(#members),*] }) }
        }
    }
}
