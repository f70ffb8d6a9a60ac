//! `src/environment.rs`: the document's servers.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::SourceFile;
use super::types::emit_default;
use super::{docs, ident};
use crate::ir;

/// The types of the servers that users name.
pub(super) fn emit_servers(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs("The servers of the document.");
    let environment = emit_environment(api);
    let templates = api.servers.iter().filter_map(|server| Some(emit_template(server, server.template.as_ref()?)));
    let items = quote! { #environment #(#templates)* };
    SourceFile::new("src/environment.rs".to_owned(), &documentation, items)
}

/// The public names of the file.
pub(super) fn names(api: &ir::Api) -> Vec<proc_macro2::Ident> {
    let environment = api.servers.iter().any(|server| server.url.is_some()).then(|| ident("Environment"));
    let templates = api.servers.iter().filter_map(|server| server.template.as_ref());
    let types = templates.flat_map(|template| {
        let choices = template.variables.iter().filter_map(|variable| variable.choice.as_ref());
        [ident(&template.type_name)].into_iter().chain(choices.map(|choice| ident(&choice.type_name)))
    });
    environment.into_iter().chain(types).collect()
}

/// `Environment`, one variant a server whose URL is known.
fn emit_environment(api: &ir::Api) -> TokenStream {
    let known: Vec<(&ir::Server, &String)> =
        api.servers.iter().filter_map(|server| Some((server, server.url.as_ref()?))).collect();
    if known.is_empty() {
        return TokenStream::new();
    }
    let variants: Vec<_> = known.iter().map(|(server, _)| ident(&server.name.rust)).collect();
    let urls: Vec<_> = known.iter().map(|(_, url)| url).collect();
    let variant_docs = known.iter().map(|(server, url)| {
        let mut paragraphs = vec![docs::code(url)];
        docs::push_body(&mut paragraphs, &server.docs);
        if let Some(template) = &server.template {
            paragraphs.push(format!("With the defaults of its variables; [`{}`] takes others.", template.type_name));
        }
        docs::emit_lines(&paragraphs.join("\n\n"))
    });
    quote! {
        /// A server of the document. Any other URL can be given as text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Environment {
            #(#variant_docs #variants,)*
        }

        impl Environment {
            /// Every server of the document.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The server's URL.
            pub const fn url(self) -> &'static str {
                match self {
                    #(Self::#variants => #urls,)*
                }
            }
        }

        impl From<Environment> for runtime::Server {
            fn from(environment: Environment) -> Self {
                Self::from(environment.url())
            }
        }
    }
}

/// A server with variables: its type, and those of its values.
fn emit_template(server: &ir::Server, template: &ir::ServerTemplate) -> TokenStream {
    let name = ident(&template.type_name);
    let mut paragraphs = vec![docs::code(&template.url)];
    docs::push_body(&mut paragraphs, &server.docs);
    paragraphs
        .push("It is given to [`Client::builder`](runtime::Client::builder), which checks the values.".to_owned());
    let summary = docs::emit_lines(&paragraphs.join("\n\n"));
    let base = template.base.as_ref().map(|base| ident(base));
    let base_field = base.as_ref().map(|base| quote! { #base: String, });
    let fields = template.variables.iter().map(|variable| {
        let (field, ty) = (ident(&variable.name.rust), field_type(variable));
        quote! { #field: #ty, }
    });
    let (constructor, default) = emit_constructor(template);
    let setters = template.variables.iter().filter(|variable| variable.default.is_some()).map(emit_setter);
    let values = template.variables.iter().map(|variable| {
        let (wire, field) = (&variable.name.wire, ident(&variable.name.rust));
        match &variable.choice {
            Some(_) => quote! { (#wire, server.#field.as_str()) },
            None => quote! { (#wire, &server.#field) },
        }
    });
    let url = &template.url;
    let relative = base.as_ref().map(|base| quote! { .relative_to(&server.#base) });
    let choices = template.variables.iter().filter_map(|variable| variable.choice.as_ref()).map(emit_choice);
    quote! {
        #summary
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name {
            #base_field
            #(#fields)*
        }

        impl #name {
            #constructor
            #(#setters)*
        }

        #default

        impl From<#name> for runtime::Server {
            fn from(server: #name) -> Self {
                Self::from_template(#url, &[#(#values),*]) #relative
            }
        }

        #(#choices)*
    }
}

fn field_type(variable: &ir::ServerVariable) -> TokenStream {
    match &variable.choice {
        Some(choice) => {
            let ty = ident(&choice.type_name);
            quote! { #ty }
        }
        None => quote! { String },
    }
}

/// `new`: the base of a relative URL, and the variables that have no default. With none of these, `Default` too.
fn emit_constructor(template: &ir::ServerTemplate) -> (TokenStream, Option<TokenStream>) {
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    if let Some(base) = template.base.as_ref().map(|base| ident(base)) {
        arguments.push(quote! { #base: impl Into<String> });
        fields.push(quote! { #base: #base.into() });
    }
    for variable in &template.variables {
        let field = ident(&variable.name.rust);
        fields.push(match (&variable.choice, &variable.default) {
            (Some(choice), Some(default)) => {
                let ty = ident(&choice.type_name);
                let value = choice.values.iter().find(|value| value.wire == *default).map(|value| ident(&value.rust));
                quote! { #field: #ty::#value }
            }
            (Some(choice), None) => {
                let ty = ident(&choice.type_name);
                arguments.push(quote! { #field: #ty });
                quote! { #field }
            }
            (None, Some(default)) => quote! { #field: #default.into() },
            (None, None) => {
                arguments.push(quote! { #field: impl Into<String> });
                quote! { #field: #field.into() }
            }
        });
    }
    let text = match &template.base {
        Some(base) => format!("The server, relative to where the document is served: `{base}` is an absolute URL."),
        None => "The server, with the defaults of its variables.".to_owned(),
    };
    let summary = docs::emit_lines(&text);
    let default = arguments.is_empty().then(|| emit_default(&ident(&template.type_name)));
    let constructor = quote! {
        #summary
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields),* }
        }
    };
    (constructor, default)
}

fn emit_setter(variable: &ir::ServerVariable) -> TokenStream {
    let setter = ident(&variable.name.rust);
    let mut paragraphs = vec![match &variable.default {
        Some(default) => {
            format!("Sets {}, which is {} without this.", docs::code(&variable.name.wire), docs::code(default))
        }
        None => format!("Sets {}.", docs::code(&variable.name.wire)),
    }];
    docs::push_body(&mut paragraphs, &variable.docs);
    let summary = docs::emit_lines(&paragraphs.join("\n\n"));
    let (ty, value) = match &variable.choice {
        Some(choice) => {
            let ty = ident(&choice.type_name);
            (quote! { #ty }, quote! { value })
        }
        None => (quote! { impl Into<String> }, quote! { value.into() }),
    };
    quote! {
        #summary
        #[must_use]
        pub fn #setter(mut self, value: #ty) -> Self {
            self.#setter = #value;
            self
        }
    }
}

fn emit_choice(choice: &ir::ServerChoice) -> TokenStream {
    let name = ident(&choice.type_name);
    let variants: Vec<_> = choice.values.iter().map(|value| ident(&value.rust)).collect();
    let texts: Vec<_> = choice.values.iter().map(|value| &value.wire).collect();
    let variant_docs = texts.iter().map(|text| docs::emit_lines(&docs::code(text)));
    quote! {
        /// The values that the document allows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
        }

        impl #name {
            /// Every value.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The text in the URL.
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(Self::#variants => #texts,)*
                }
            }
        }
    }
}
