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
        paragraphs.extend(describe(&scheme.kind));
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
            ir::SecurityKind::Authorization { scheme: _ } => quote! {
                #lines
                #[must_use]
                pub fn #method(self, value: impl Into<runtime::Secret>) -> Self {
                    self.credential(
                        #wire,
                        runtime::Credential::Header { name: "authorization".into(), value: value.into() },
                    )
                }
            },
            ir::SecurityKind::ClientCredentials { token_url, scopes } => {
                let scopes = (!scopes.is_empty()).then(|| scopes.join(" ")).map(|scopes| quote! { .scope(#scopes) });
                quote! {
                    #lines
                    #[must_use]
                    pub fn #method(self, id: impl Into<String>, secret: impl Into<runtime::Secret>) -> Self {
                        let credentials = runtime::ClientCredentials::new(#token_url, id, secret) #scopes;
                        self.credential(#wire, runtime::Credential::ClientCredentials(credentials))
                    }
                }
            }
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

/// What the user has to know of a kind of credential.
fn describe(kind: &ir::SecurityKind) -> Option<String> {
    match kind {
        ir::SecurityKind::ClientCredentials { token_url, scopes } => {
            let asked = if scopes.is_empty() {
                String::new()
            } else {
                format!(", for the scopes that the operations need: {}", docs::code(&scopes.join(" ")))
            };
            Some(format!(
                "The client gets access tokens from {}, and renews them{asked}. For another token endpoint, for other scopes, or for a \
                 token of your own, give a [`Credential`](runtime::Credential) to [`credential`](Self::credential) under this scheme's \
                 name.",
                docs::code(token_url)
            ))
        }
        ir::SecurityKind::Authorization { scheme } => Some(format!(
            "The whole value of the header `Authorization`, in the scheme {}, which the client does not know. A value that differs from \
             request to request is the business of a [`Transport`](runtime::Transport) of your own; see \
             [`allow_missing_credentials`](Self::allow_missing_credentials).",
            docs::code(scheme)
        )),
        ir::SecurityKind::Bearer | ir::SecurityKind::Basic | ir::SecurityKind::Key { .. } => None,
    }
}
