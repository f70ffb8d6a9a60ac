//! `src/environment.rs`: the document's servers.

use quote::quote;

use super::file::SourceFile;
use super::{docs, ident};
use crate::ir;

/// `Environment`, one variant a server.
pub(super) fn emit_servers(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs("The servers of the document.");
    let variants: Vec<_> = api.servers.iter().map(|server| ident(&server.name.rust)).collect();
    let urls: Vec<_> = api.servers.iter().map(|server| &server.url).collect();
    let variant_docs = api.servers.iter().map(|server| {
        let mut paragraphs = vec![docs::code(&server.url)];
        docs::push_body(&mut paragraphs, &server.docs);
        docs::emit_lines(&paragraphs.join("\n\n"))
    });
    let items = quote! {
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
    };
    SourceFile::new("src/environment.rs".to_owned(), &documentation, items)
}
