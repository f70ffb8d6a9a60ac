//! Base64 (RFC 4648): bytes to text and back.
//!
//! It knows both alphabets and padding. It must not know types, nor what the bytes are.

/// Which characters stand for 62 and 63.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// `+` and `/` (section 4).
    Standard,
    /// `-` and `_` (section 5).
    Url,
}

/// What a character that is in neither alphabet stands for.
const NONE: u8 = 64;

/// What each byte stands for, in either alphabet.
const VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    let mut table = [NONE; 256];
    let mut value = 0;
    while value < 64 {
        table[character(value, Alphabet::Standard) as usize] = value;
        table[character(value, Alphabet::Url) as usize] = value;
        value += 1;
    }
    table
}

/// The character for the low six bits.
const fn character(value: u8, alphabet: Alphabet) -> u8 {
    match (value & 63, alphabet) {
        (value @ 0..=25, _) => b'A' + value,
        (value @ 26..=51, _) => b'a' + value - 26,
        (value @ 52..=61, _) => b'0' + value - 52,
        (62, Alphabet::Standard) => b'+',
        (_, Alphabet::Standard) => b'/',
        (62, Alphabet::Url) => b'-',
        (_, Alphabet::Url) => b'_',
    }
}

/// The text of some bytes: with padding in the standard alphabet, without in the other.
#[must_use]
pub fn encode(bytes: &[u8], alphabet: Alphabet) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let [first, second, third] = [0, 1, 2].map(|index| chunk.get(index).copied().unwrap_or_default());
        let values = [first >> 2, first << 4 | second >> 4, second << 2 | third >> 6, third];
        for (index, value) in values.into_iter().enumerate() {
            if index <= chunk.len() {
                text.push(char::from(character(value, alphabet)));
            } else if alphabet == Alphabet::Standard {
                text.push('=');
            }
        }
    }
    text
}

/// Whether a text is base64 in this alphabet: no other character, not even a line break, and no bit set after the last
/// byte. In the standard alphabet it is padded; in the other it may be.
#[must_use]
pub fn is_base64(text: &str, alphabet: Alphabet) -> bool {
    let body = text.trim_end_matches('=');
    let padded = is_padded(text.len(), body.len());
    let others: &[char] = if alphabet == Alphabet::Standard { &['-', '_'] } else { &['+', '/'] };
    let values = body.bytes().all(|byte| value(byte) != NONE) && !body.contains(others);
    let last = body.bytes().last().map_or(0, value);
    let complete = match body.len() % 4 {
        0 => true,
        2 => last & 0b1111 == 0,
        3 => last & 0b11 == 0,
        _ => false,
    };
    values && complete && (padded || (alphabet == Alphabet::Url && text.len() == body.len()))
}

/// Whether there is as much padding as fills up the last four characters.
const fn is_padded(length: usize, body: usize) -> bool {
    length.is_multiple_of(4) && length - body <= 2
}

fn value(byte: u8) -> u8 {
    VALUES.get(usize::from(byte)).copied().unwrap_or(NONE)
}

/// The bytes of a text in any spelling that leaves no doubt: either alphabet, with or without padding, with line breaks.
/// A set bit after the last byte is refused, since it would be lost.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let body = text.trim_end_matches(['=', '\r', '\n']);
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3 + 2);
    let (mut bits, mut held, mut characters) = (0u16, 0u8, 0usize);
    for byte in body.bytes() {
        let value = match value(byte) {
            NONE if byte == b'\r' || byte == b'\n' => continue,
            NONE => return None,
            value => value,
        };
        characters += 1;
        bits = bits << 6 | u16::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            let [high, low] = (bits << (8 - held)).to_be_bytes();
            bytes.push(high);
            bits = u16::from(low) >> (8 - held);
        }
    }
    let padding = text.bytes().skip(body.len()).filter(|byte| *byte == b'=').count();
    let padded = padding == 0 || is_padded(characters + padding, characters);
    (held < 6 && bits == 0 && padded).then_some(bytes)
}
