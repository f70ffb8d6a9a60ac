//! JSON pointers (RFC 6901): written, taken apart, and found again for an offset of a JSON text.
//!
//! Readers keep no path while they read: the rare error looks its place up here. It must not know types or rules.

use jiter::Jiter;

use super::decode_error::{DecodeError, Problem};

/// Names longer than this many characters are cut in the pointers of errors.
pub const LONGEST_NAME: usize = 100;

/// Appends `/` and the name, escaped; a very long name is cut.
pub fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    for (count, character) in name.chars().enumerate() {
        if count == LONGEST_NAME {
            pointer.push('…');
            break;
        }
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The name one token of a pointer stands for.
#[must_use]
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// A text being read, and whether its errors look up their pointers. `Debug` does not show the text.
#[derive(Clone, Copy)]
pub struct Source<'j> {
    /// The whole text.
    pub text: &'j str,
    /// Whether errors have pointers: looking one up costs a walk over the text.
    pub located: bool,
}

impl Source<'_> {
    /// An error at a byte of the text.
    #[cold]
    #[inline(never)]
    pub fn error(self, at: usize, problem: Problem) -> DecodeError {
        let pointer = if self.located { locate(self.text.as_bytes(), at) } else { String::new() };
        DecodeError::new(pointer, at, problem)
    }
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} bytes", self.text.len())
    }
}

enum Level {
    Array(usize),
    Object { name: (usize, usize), value: bool },
}

/// The pointer of the place at byte `at` of a JSON text, of which everything before `at` is well-formed.
#[cold]
#[inline(never)]
#[must_use]
pub fn locate(data: &[u8], at: usize) -> String {
    let mut levels: Vec<Level> = Vec::new();
    let mut index = 0;
    while index < at {
        let Some(byte) = data.get(index) else { break };
        match (byte, levels.last_mut()) {
            (b'{', _) => levels.push(Level::Object { name: (0, 0), value: false }),
            (b'[', _) => levels.push(Level::Array(0)),
            (b'}' | b']', _) => {
                levels.pop();
            }
            (b',', Some(Level::Array(items))) => *items += 1,
            (b',', Some(Level::Object { value, .. })) => *value = false,
            (b':', Some(Level::Object { value, .. })) => *value = true,
            (b'"', level) => {
                let end = string_end(data, index);
                if let Some(Level::Object { name, value: false }) = level {
                    *name = (index, end);
                }
                index = end;
                continue;
            }
            _ => {}
        }
        index += 1;
    }
    let mut pointer = String::new();
    for level in &levels {
        match level {
            Level::Array(items) => {
                pointer.push('/');
                pointer.push_str(&items.to_string());
            }
            Level::Object { name: (start, end), value: true } => {
                let mut name = Jiter::new(data.get(*start..*end).unwrap_or_default());
                push(&mut pointer, name.next_str().unwrap_or_default());
            }
            Level::Object { value: false, .. } => {}
        }
    }
    pointer
}

/// The index after the string that starts at `start`.
fn string_end(data: &[u8], start: usize) -> usize {
    let mut index = start + 1;
    while let Some(byte) = data.get(index) {
        match byte {
            b'"' => return index + 1,
            b'\\' => index += 2,
            _ => index += 1,
        }
    }
    index
}
