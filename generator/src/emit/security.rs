//! `src/security.rs`: a builder method for each security scheme.

use quote::quote;

use super::file::SourceFile;
use super::{docs, ident};
use crate::ir;

/// The builder methods that take credentials.
pub(super) fn emit_security(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs("Credentials, from the document's security schemes.");
    let methods = api.security_schemes.iter().map(|scheme| {
        let (method, wire) = (ident(&scheme.name.rust), &scheme.name.wire);
        let mut paragraphs = Vec::new();
        docs::push_body(&mut paragraphs, &scheme.docs);
        if let ir::SecurityKind::ClientCredentials { token_url } = &scheme.kind {
            paragraphs.push(format!(
                "The client gets access tokens from {}, and renews them. For another token endpoint, for scopes, or for a token of your \
                 own, give a [`Credential`](runtime::Credential) to [`credential`](Self::credential) under this scheme's name.",
                docs::code(token_url)
            ));
        }
        paragraphs.push(format!("Security scheme `{wire}`. Never shown by `Debug`, and wiped from memory on drop."));
        let lines = docs::emit_lines(&paragraphs.join("\n\n"));
        match &scheme.kind {
            ir::SecurityKind::Bearer => quote! {
                #lines
                #[must_use]
                pub fn #method(self, token: impl Into<runtime::Secret>) -> Self {
                    self.credential(#wire, runtime::Credential::Bearer(token.into()))
                }
            },
            ir::SecurityKind::Basic => quote! {
                #lines
                #[must_use]
                pub fn #method(self, username: impl Into<String>, password: impl Into<runtime::Secret>) -> Self {
                    self.credential(
                        #wire,
                        runtime::Credential::Basic { username: username.into(), password: password.into() },
                    )
                }
            },
            ir::SecurityKind::ClientCredentials { token_url } => quote! {
                #lines
                #[must_use]
                pub fn #method(self, id: impl Into<String>, secret: impl Into<runtime::Secret>) -> Self {
                    self.credential(
                        #wire,
                        runtime::Credential::ClientCredentials(runtime::ClientCredentials::new(#token_url, id, secret)),
                    )
                }
            },
            ir::SecurityKind::Key { location, name } => {
                let variant = ident(match location {
                    ir::Location::Header | ir::Location::Path => "Header",
                    ir::Location::Query => "Query",
                    ir::Location::Cookie => "Cookie",
                });
                quote! {
                    #lines
                    #[must_use]
                    pub fn #method(self, key: impl Into<runtime::Secret>) -> Self {
                        self.credential(
                            #wire,
                            runtime::Credential::#variant { name: #name.into(), value: key.into() },
                        )
                    }
                }
            }
        }
    });
    let items = quote! { impl runtime::ClientBuilder { #(#methods)* } };
    SourceFile::new("src/security.rs".to_owned(), &documentation, items)
}
