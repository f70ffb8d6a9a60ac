//! Splits wire names into words: signs that carry meaning become words, other punctuation separates.

use std::borrow::Cow;

/// The words of a wire name in ASCII-safe form, separated by single spaces.
///
/// A leading `+` or `-` before a digit, and names that are all punctuation, keep their meaning as words (`+1` becomes
/// `plus 1`, `>=` becomes `greater equal`), so that values which differ only by a sign stay apart.
pub(super) fn words(wire: &str) -> String {
    spell(wire, false)
}

/// The same where each `+` and `-` before a digit is a sign: `GMT+5` becomes `GMT plus 5`.
pub(super) fn signed_words(wire: &str) -> String {
    spell(wire, true)
}

fn spell(wire: &str, inner_signs: bool) -> String {
    let mut out = String::with_capacity(wire.len());
    let all_signs = !wire.chars().any(char::is_alphanumeric);
    let all_blank = wire.chars().all(char::is_whitespace);
    let mut previous: Option<char> = None;
    for (position, character) in wire.char_indices() {
        let next_is_digit =
            wire[position + character.len_utf8()..].chars().next().is_some_and(|next| next.is_ascii_digit());
        let leads = inner_signs || previous.is_none_or(|before| !before.is_alphanumeric());
        if character.is_alphanumeric() {
            out.push(character);
        } else if (all_signs && (all_blank || !character.is_whitespace()))
            || (leads && next_is_digit && matches!(character, '+' | '-'))
        {
            out.push(' ');
            out.push_str(&sign_word(character));
            out.push(' ');
        } else if character != '\'' {
            out.push(' ');
        }
        previous = Some(character);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The English word of a sign; where there is none here, its code point: `€` becomes `u20ac`.
fn sign_word(sign: char) -> Cow<'static, str> {
    Cow::Borrowed(match sign {
        ' ' => "space",
        '+' => "plus",
        '-' => "minus",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '!' => "not",
        '?' => "question",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '^' => "caret",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        '(' => "open",
        ')' => "close",
        '[' => "left",
        ']' => "right",
        '{' => "begin",
        '}' => "end",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        _ => return Cow::Owned(format!("u{:04x}", u32::from(sign))),
    })
}

#[cfg(test)]
mod tests {
    use super::{signed_words, words};

    #[test]
    fn signs_become_words_only_where_they_carry_meaning() {
        assert_eq!(words("+1"), "plus 1");
        assert_eq!(words("-1"), "minus 1");
        assert_eq!(words(">="), "greater equal");
        assert_eq!(words("x-idempotency-key"), "x idempotency key");
        assert_eq!(words("a-1"), "a 1");
        assert_eq!(signed_words("a-1"), "a minus 1");
        assert_eq!(signed_words("a-b+2"), "a b plus 2");
        assert_eq!(words("it's"), "its");
        assert_eq!(words(""), "");
        assert_eq!(words(" "), "space");
        assert_eq!(words("< ="), "less equal");
        assert_eq!(words("€"), "u20ac");
        assert_eq!(words("5 €"), "5");
        assert_eq!(words("año-nuevo"), "año nuevo");
    }
}
