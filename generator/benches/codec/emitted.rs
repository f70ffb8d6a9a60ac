//! The same schemas as the generator emits them.

use generator::source::{LoadError, Loader};
use generator::{FileSet, Options};
use quote::ToTokens;
use syn::Item;

use crate::document::document;
use crate::profile::Profile;

/// The document, which is no file.
struct Text(String);

impl Loader for Text {
    fn load(&self, _: &str) -> Result<String, LoadError> {
        Ok(self.0.clone())
    }
}

/// The files of the client.
pub(crate) fn files(profile: Profile, name: &str) -> FileSet {
    let options =
        Options { crate_name: Some(name.to_owned()), source_name: "codec.json".to_owned(), ..Options::default() };
    let text = Text(document(profile));
    let generated = generator::generate(&text, "codec.json", &options);
    generated.files.expect("the document has no error")
}

/// A model without its rules, constructors, setters and builder.
pub(crate) fn codec_only(text: &str) -> String {
    let mut file = syn::parse_file(text).expect("emitted code is Rust");
    let mut builders = Vec::new();
    file.items.retain(|item| match item {
        Item::Impl(block) => match &block.trait_ {
            Some((path, _)) => path.segments.last().is_none_or(|name| name.ident != "Validate"),
            None => has_constants(block),
        },
        Item::Struct(item) if item.ident.to_string().ends_with("Builder") => {
            builders.push(item.ident.clone());
            false
        }
        _ => true,
    });
    file.items.retain(|item| match item {
        Item::Impl(block) => {
            let name = block.self_ty.to_token_stream().to_string();
            !builders.iter().any(|builder| *builder == name)
        }
        _ => true,
    });
    prettyplease::unparse(&file)
}

/// Whether a block holds what the codec itself may name.
fn has_constants(block: &syn::ItemImpl) -> bool {
    block.items.iter().any(|item| matches!(item, syn::ImplItem::Const(_)))
}
