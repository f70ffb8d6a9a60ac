//! Tokens to text: imports, prettyplease, a banner, a blank line between items.
//!
//! Knows nothing of OpenAPI. Imports are found here, in the parsed items: to look through the tokens copies each of them,
//! which was a sixteenth of the time. The output is final: no other formatter runs over it.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::visit::{Visit, visit_path};
use syn::{File, Item, Macro, Path};

use crate::emit::SourceFile;

/// The text of a file: the banner that marks it as generated, inner attributes, items.
///
/// Runs of `mod` and `use` stay together; every other item has a blank line before it.
pub(crate) fn render(file: SourceFile, banner: &str) -> String {
    let (imports, parsed) = parse(file);
    let mut text = String::from(banner);
    text.push('\n');
    let head = File { frontmatter: None, shebang: None, attrs: parsed.attrs, items: Vec::new() };
    text.push_str(&prettyplease::unparse(&head));
    let mut previous = None;
    for item in imports.into_iter().chain(parsed.items) {
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

/// The imports that a file needs, and what is in it.
fn parse(file: SourceFile) -> (Vec<Item>, File) {
    let parsed: File = syn::parse2(file.tokens).expect("emit makes Rust that syn reads");
    let mut roots = Roots { names: file.roots, used: vec![false; file.roots.len()] };
    if !file.roots.is_empty() {
        roots.visit_file(&parsed);
    }
    let used = file.roots.iter().zip(roots.used).filter(|(_, used)| *used);
    let import = |root: &str| syn::parse_str(&["use crate::", root, ";"].concat()).expect("a module has a plain name");
    (used.map(|(root, _)| import(root)).collect(), parsed)
}

/// The modules that paths start with.
struct Roots<'n> {
    names: &'n [&'n str],
    used: Vec<bool>,
}

impl Roots<'_> {
    fn mark(&mut self, name: &proc_macro2::Ident) {
        if let Some(index) = self.names.iter().position(|root| name == root) {
            self.used[index] = true;
        }
    }

    /// What a macro is given: each name that `::` follows, and does not precede.
    fn mark_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(name) => {
                    let inside = index >= 2 && is_separator(&tokens[index - 2..]);
                    if !inside && is_separator(&tokens[index + 1..]) {
                        self.mark(name);
                    }
                }
                TokenTree::Group(group) => self.mark_tokens(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

/// Whether these tokens begin with `::`.
fn is_separator(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(first), TokenTree::Punct(second), ..] = tokens else { return false };
    first.as_char() == ':' && first.spacing() == Spacing::Joint && second.as_char() == ':'
}

impl<'ast> Visit<'ast> for Roots<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() && path.segments.len() > 1 {
            self.mark(&path.segments[0].ident);
        }
        visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        self.mark_tokens(call.tokens.clone());
    }
}

/// Items of one group follow each other without a blank line.
fn group(item: &Item) -> Option<u8> {
    match item {
        Item::Mod(module) if module.content.is_none() => Some(0),
        Item::Use(_) => Some(1),
        _ => None,
    }
}
