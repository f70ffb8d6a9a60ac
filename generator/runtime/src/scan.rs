//! Finds the bytes that matter in the text of a JSON string, eight at a time.
//!
//! It knows which bytes end a plain stretch of a string. It must not know who reads or writes.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;

/// How many bytes come before the first one that a JSON string cannot hold as it is: a quote, a backslash or a control
/// character. `None` if there is no such byte.
#[must_use]
#[inline]
pub fn plain_length(bytes: &[u8]) -> Option<usize> {
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let found = marks(u64::from_le_bytes(*chunk));
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    // The rest together with what is before it, if that makes eight bytes, else two halves that may overlap.
    let word = match (bytes.last_chunk::<8>(), rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(last), ..) => u64::from_le_bytes(*last),
        (None, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        _ => 0,
    };
    if word != 0 && marks(word) == 0 {
        return None;
    }
    let found = rest.iter().position(|byte| matches!(byte, 0..0x20 | b'"' | b'\\'));
    found.map(|index| chunks.len() * 8 + index)
}

/// The high bit of each byte that is a quote, a backslash or a control character. Zero is exact, and so is the lowest
/// bit found; a borrow can only disturb those above it.
const fn marks(word: u64) -> u64 {
    let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
    control | zeros(word ^ (ONES * 0x22)) | zeros(word ^ (ONES * 0x5C))
}

const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}
