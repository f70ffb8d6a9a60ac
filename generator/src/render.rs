//! Tokens to text: prettyplease, a banner, a blank line between items.
//!
//! Knows nothing of OpenAPI. The output is final: no other formatter runs over it.

use syn::{File, Item};

use crate::emit::SourceFile;

/// The text of a file: the banner that marks it as generated, inner attributes, items.
///
/// Runs of `mod` and `use` stay together; every other item has a blank line before it.
pub(crate) fn render(file: SourceFile, banner: &str) -> String {
    let parsed: File = syn::parse2(file.tokens).expect("emit makes Rust that syn reads");
    let mut text = String::from(banner);
    text.push('\n');
    let head = File { frontmatter: None, shebang: None, attrs: parsed.attrs, items: Vec::new() };
    text.push_str(&prettyplease::unparse(&head));
    let mut previous = None;
    for item in parsed.items {
        let kind = group(&item);
        if kind.is_none() || previous != Some(kind) {
            text.push('\n');
        }
        previous = Some(kind);
        text.push_str(&prettyplease::unparse(&File {
            frontmatter: None,
            shebang: None,
            attrs: Vec::new(),
            items: vec![item],
        }));
    }
    text
}

/// Items of one group follow each other without a blank line.
fn group(item: &Item) -> Option<u8> {
    match item {
        Item::Mod(module) if module.content.is_none() => Some(0),
        Item::Use(_) => Some(1),
        _ => None,
    }
}
