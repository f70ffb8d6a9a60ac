//! Tokens to text: imports, prettyplease, a banner, a blank line between items.
//!
//! Knows nothing of OpenAPI. Imports are found here since the buffer that `syn` reads is the one place where tokens can
//! be looked at without copying them, which was an eighth of the time. The output is final: no other formatter runs over it.

use proc_macro2::Spacing;
use syn::buffer::Cursor;
use syn::parse::{ParseStream, Parser};
use syn::{File, Item};

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
    let mut used = vec![false; file.roots.len()];
    let parser = |input: ParseStream<'_>| {
        if !file.roots.is_empty() {
            find(input.cursor(), file.roots, &mut used);
        }
        input.parse::<File>()
    };
    let parsed = parser.parse2(file.tokens).expect("emit makes Rust that syn reads");
    let roots = file.roots.iter().zip(used).filter(|(_, used)| *used);
    let import = |root: &str| syn::parse_str(&["use crate::", root, ";"].concat()).expect("a module has a plain name");
    (roots.map(|(root, _)| import(root)).collect(), parsed)
}

/// Marks the modules that a path starts with: followed by `::` and not preceded by it.
fn find(mut cursor: Cursor<'_>, roots: &[&str], used: &mut [bool]) {
    let mut inside = false;
    while !cursor.eof() {
        if let Some((name, rest)) = cursor.ident() {
            cursor = rest;
            if !inside
                && separator(cursor).is_some()
                && let Some(index) = roots.iter().position(|root| name == root)
            {
                used[index] = true;
            }
            inside = false;
        } else if let Some(rest) = separator(cursor) {
            cursor = rest;
            inside = true;
        } else if let Some((group, _, _, rest)) = cursor.any_group() {
            find(group, roots, used);
            cursor = rest;
            inside = false;
        } else {
            cursor = cursor.token_tree().map_or_else(Cursor::empty, |(_, rest)| rest);
            inside = false;
        }
    }
}

/// What follows `::`, if that is next.
fn separator(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let (first, rest) = cursor.punct()?;
    let (second, rest) = rest.punct().filter(|_| first.as_char() == ':' && first.spacing() == Spacing::Joint)?;
    (second.as_char() == ':').then_some(rest)
}

/// Items of one group follow each other without a blank line.
fn group(item: &Item) -> Option<u8> {
    match item {
        Item::Mod(module) if module.content.is_none() => Some(0),
        Item::Use(_) => Some(1),
        _ => None,
    }
}
