//! `\p{…}`: the Unicode properties that ECMA-262 names, spelled exactly as it spells them.

use super::class::CharSet;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::script::ScriptWithExtensions;
use icu_properties::{CodePointMapData, CodePointSetData, PropertyParser};

/// The characters of `\p{name}` or `\p{name=value}`; nothing when ECMA-262 has no such property.
pub(super) fn characters(name: &str, value: Option<&str>) -> Option<CharSet> {
    match (name, value) {
        ("General_Category" | "gc", Some(value)) => general_category(value),
        ("Script" | "sc", Some(value)) => script(value),
        ("Script_Extensions" | "scx", Some(value)) => script_extensions(value),
        (_, Some(_)) => None,
        ("Any", None) => Some(CharSet::all()),
        ("ASCII", None) => Some(CharSet::from_ranges([(0, 0x7f)])),
        ("Assigned", None) => general_category("Cn").map(|unassigned| unassigned.complement()),
        (name, None) => general_category(name).or_else(|| binary(name)),
    }
}

fn binary(name: &str) -> Option<CharSet> {
    let set = CodePointSetData::new_for_ecma262(name.as_bytes())?;
    Some(CharSet::from_ranges(set.iter_ranges().map(|range| (*range.start(), *range.end()))))
}

fn general_category(value: &str) -> Option<CharSet> {
    let group = PropertyParser::<GeneralCategoryGroup>::new().get_strict(value)?;
    let map = CodePointMapData::<GeneralCategory>::new();
    Some(CharSet::from_ranges(map.iter_ranges_for_group(group).map(|range| (*range.start(), *range.end()))))
}

fn script(value: &str) -> Option<CharSet> {
    let script = PropertyParser::<Script>::new().get_strict(value)?;
    let map = CodePointMapData::<Script>::new();
    let set = CharSet::from_ranges(map.iter_ranges_for_value(script).map(|range| (*range.start(), *range.end())));
    // ISO 15924 has more scripts than Unicode; of those without a character only this one is a Unicode alias.
    (!set.is_empty() || matches!(value, "Katakana_Or_Hiragana" | "Hrkt")).then_some(set)
}

fn script_extensions(value: &str) -> Option<CharSet> {
    script(value)?;
    let script = PropertyParser::<Script>::new().get_strict(value)?;
    let ranges = ScriptWithExtensions::new().get_script_extensions_ranges(script);
    Some(CharSet::from_ranges(ranges.map(|range| (*range.start(), *range.end()))))
}

#[cfg(test)]
mod tests {
    use super::characters;

    #[test]
    fn names_are_exact() {
        for (name, value) in [
            ("L", None),
            ("Letter", None),
            ("Lu", None),
            ("gc", Some("Uppercase_Letter")),
            ("sc", Some("Grek")),
            ("Script", Some("Greek")),
            ("scx", Some("Deva")),
            ("Alphabetic", None),
            ("Alpha", None),
            ("ASCII_Hex_Digit", None),
            ("AHex", None),
            ("Any", None),
            ("Assigned", None),
            ("punct", None),
        ] {
            assert!(characters(name, value).is_some_and(|set| !set.is_empty()), "{name}={value:?}");
        }
        for (name, value) in [
            ("letter", None),
            ("lu", None),
            ("Greek", None),
            ("sc", Some("greek")),
            ("sc", Some("Jpan")),
            ("InBasicLatin", None),
            ("Block", Some("Basic_Latin")),
            ("Line_Break", None),
            ("L", Some("L")),
            ("", None),
        ] {
            assert!(characters(name, value).is_none(), "{name}={value:?}");
        }
    }

    #[test]
    fn extensions_hold_more_than_the_script() {
        let danda = '\u{964}';
        assert!(!characters("sc", Some("Deva")).unwrap().contains(danda));
        assert!(characters("scx", Some("Deva")).unwrap().contains(danda));
    }
}
