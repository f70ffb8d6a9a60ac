//! Wire names in Rust's spellings: `UpperCamel`, `snake`, `SCREAMING`, and module names that are safe as file names.

use std::collections::BTreeMap;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::digest::digest;
use super::word::{signed_words, words};

/// Words that cannot be identifiers in any edition up to 2024, and those that clash with what emitted files use unqualified.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield",
];

/// Type names that emitted files use without a path; a schema of that name gets the suffix `Model`.
const PRELUDE_TYPES: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "Into",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
];

/// File names that some file system refuses or that Rust gives a meaning.
const RESERVED_FILES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lib", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "main", "mod", "nul", "prn",
];

/// A type's name: `card_id` becomes `CardId`, `+1` becomes `Plus1`, an empty name `Empty`.
pub fn pascal(wire: &str) -> String {
    let name = variant(wire);
    if PRELUDE_TYPES.contains(&name.as_str()) { format!("{name}Model") } else { name }
}

/// A variant's name: as that of a type, but that it hides none.
pub fn variant(wire: &str) -> String {
    variant_of(&words(wire))
}

/// The names of variants side by side: where one name would stand for several values, a `+` before a digit is spelled,
/// and so is a `-` if the same value with `+` is among them: `GMT+5` and `GMT-5` become `GmtPlus5` and `GmtMinus5`, while
/// nobody says `UtfMinus8`.
pub fn variants(wires: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = wires.iter().map(|wire| variant(wire)).collect();
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, wire) in names.iter().zip(wires) {
        groups.entry(name.clone()).or_default().push(wire);
    }
    for (name, wire) in names.iter_mut().zip(wires) {
        let others = || groups[name].iter().filter(|other| *other != wire);
        let unsigned = |wire: &str| wire.replace('-', "+");
        let signed = match wire.contains('+') {
            true => others().next().is_some(),
            false => wire.contains('-') && others().any(|other| unsigned(other) == unsigned(wire)),
        };
        if signed {
            *name = variant_of(&signed_words(wire));
        }
    }
    names
}

fn variant_of(words: &str) -> String {
    let name = lead_with_letter(words.to_upper_camel_case(), "N", "Empty");
    if name == "Self" { "SelfModel".to_owned() } else { name }
}

/// A field, argument or method name: `cardId` becomes `card_id`; keywords get an underscore behind them.
pub fn snake(wire: &str) -> String {
    let name = lead_with_letter(words(wire).to_snake_case(), "n", "empty");
    if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// The setter of a field: the field's name, with `with_` before it where a method of that name is there already.
pub fn setter_name(field: &str, taken: &[&str]) -> String {
    if taken.contains(&field) { format!("with_{field}") } else { field.to_owned() }
}

/// A constant's name: `card-id` becomes `CARD_ID`.
pub fn constant(wire: &str) -> String {
    lead_with_letter(words(wire).to_shouty_snake_case(), "N", "EMPTY")
}

/// A module's name, which is also a file's name: like [`snake`], and safe on every file system.
pub fn module(wire: &str) -> String {
    let name = ascii(snake(wire));
    if RESERVED_FILES.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// Rust loads files for modules with ASCII names only; a digest of the whole name stands for what is left out.
fn ascii(name: String) -> String {
    if name.is_ascii() {
        return name;
    }
    let kept: String = name.chars().filter(char::is_ascii).collect();
    let kept = kept.trim_matches('_');
    let letter = if kept.starts_with(|c: char| c.is_ascii_alphabetic()) { "" } else { "n" };
    format!("{letter}{kept}_{:08x}", digest(name.as_bytes()))
}

/// Whether a text can stand as a plain identifier in emitted code.
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = characters.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
    starts
        && text != "_"
        && characters.all(unicode_ident::is_xid_continue)
        && !KEYWORDS.contains(&text)
        && !PRELUDE_TYPES.contains(&text)
}

/// Keeps only characters an identifier may hold, and puts `letter` before a leading digit.
fn lead_with_letter(name: String, letter: &str, empty: &str) -> String {
    let kept: String = name.chars().filter(|c| *c == '_' || unicode_ident::is_xid_continue(*c)).collect();
    match kept.chars().next() {
        None => empty.to_owned(),
        Some(first) if unicode_ident::is_xid_start(first) => kept,
        Some(_) => format!("{letter}{kept}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{constant, is_identifier, module, pascal, snake, variant, variants};

    #[test]
    fn obstacle_course() {
        assert_eq!(pascal("card_id"), "CardId");
        assert_eq!(pascal("Option"), "OptionModel");
        assert_eq!(variant("string"), "String");
        assert_eq!(variant("self"), "SelfModel");
        assert_eq!(pascal("+1"), "Plus1");
        assert_eq!(pascal("-1"), "Minus1");
        assert_eq!(pascal("1st"), "N1st");
        assert_eq!(pascal(""), "Empty");
        assert_eq!(pascal("self"), "SelfModel");
        assert_eq!(snake("type"), "type_");
        assert_eq!(snake("gen"), "gen_");
        assert_eq!(snake("self"), "self_");
        assert_eq!(snake("2fa"), "n2fa");
        assert_eq!(snake("x-idempotency-key"), "x_idempotency_key");
        assert_eq!(constant("page_size"), "PAGE_SIZE");
        assert_eq!(module("con"), "con_");
        assert_eq!(module("mod"), "mod_");
        assert!(module("período").is_ascii() && module("日本") != module("日人"));
        assert!(is_identifier("año"));
        assert!(!is_identifier("fn"));
        assert!(!is_identifier("a b"));
        assert!(!is_identifier("_"));
    }

    #[test]
    fn signs_are_spelled_where_they_tell_values_apart() {
        let names = |wires: &[&str]| variants(wires).join(" ");
        assert_eq!(names(&["GMT+5", "GMT-5", "GMT5", "GMT"]), "GmtPlus5 GmtMinus5 Gmt5 Gmt");
        assert_eq!(names(&["GMT+5", "GMT-6"]), "Gmt5 Gmt6", "nothing meets");
        assert_eq!(names(&["C5", "C+5"]), "C5 CPlus5");
        assert_eq!(names(&["utf-8", "utf8"]), "Utf8 Utf8", "a hyphen is no sign");
        assert_eq!(names(&["a-b", "a+b"]), "AB AB", "nor is anything before a letter");
        assert_eq!(names(&["+1", "-1", "1"]), "Plus1 Minus1 N1");
    }

    #[test]
    fn every_name_is_an_identifier_rust_reads() {
        for wire in ["", "-", "💳", "a b", "日本", "\u{301}x", "#/x", "crate", "0", "_", "__", "a\u{200d}b"] {
            for name in [pascal(wire), snake(wire), constant(wire), module(wire)] {
                assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{wire:?} became {name:?}");
            }
        }
    }
}
