//! Checks of a text against a pattern of the API description.
//!
//! Each pattern was compiled when the client was generated, most into plain code. The others are tables, and this
//! module walks them: one step for each byte, no allocation, nothing to set up.

use std::fmt;

/// A pattern and the check that stands for it.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// The pattern as the API description has it, a regular expression of ECMA-262.
    pub source: &'static str,
    /// Whether the pattern occurs in a text.
    pub matches: fn(&str) -> bool,
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Pattern").field(&self.source).finish()
    }
}

/// A deterministic automaton over the bytes of a text. `State` is `u8`, or `u16` where there are more than 255 states.
pub struct Automaton<const CLASSES: usize, State: 'static = u8> {
    /// The class of each byte, made by [`classes`]. The first byte of a character that is not ASCII has the class of
    /// the character, or [`DECODE`] where more bytes decide; the bytes after it have a class that changes nothing.
    pub classes: [u8; 256],
    /// The first characters of spans of characters that are not ASCII, in order, with their classes. Empty where no
    /// byte has the class [`DECODE`].
    pub wide: &'static [(char, u8)],
    /// The next state of each state for each class.
    pub next: &'static [[State; CLASSES]],
    /// The state before the first byte.
    pub start: State,
    /// The first of the states that accept at the end of the text.
    pub accepting: State,
}

/// The class of a byte that does not tell the class of its character.
pub const DECODE: u8 = 255;

/// The last of the states that decide at once: in state 0 nothing matches any more, in state 1 anything does.
const DECIDED: u16 = 1;

impl<const CLASSES: usize, State: Copy + Into<u16>> Automaton<CLASSES, State> {
    /// Whether the automaton accepts the text.
    pub fn matches(&self, text: &str) -> bool {
        let mut state: u16 = self.start.into();
        for (index, &byte) in text.as_bytes().iter().enumerate() {
            let class = match self.classes[usize::from(byte)] {
                DECODE => self.class_at(text, index),
                class => class,
            };
            state = self.next[usize::from(state)][usize::from(class)].into();
            if state <= DECIDED {
                return state == DECIDED;
            }
        }
        state >= self.accepting.into()
    }

    /// The class of the character that begins at this byte.
    #[cold]
    fn class_at(&self, text: &str, index: usize) -> u8 {
        let char = text[index..].chars().next();
        let after = self.wide.partition_point(|&(first, _)| Some(first) <= char);
        self.wide[after - 1].1
    }
}

/// Whether all bytes are members of a class. Looks at each of them, which is faster than to stop at the first that
/// is not: texts that are checked are short, and there is nothing to predict.
#[inline]
pub fn all(bytes: &[u8], members: &[bool; 256]) -> bool {
    bytes.iter().fold(true, |all, &byte| all & members[usize::from(byte)])
}

/// The members of a class of bytes, from ranges of bytes: the first, the last.
pub const fn members(ranges: &[(u8, u8)]) -> [bool; 256] {
    let mut members = [false; 256];
    let mut index = 0;
    while index < ranges.len() {
        let mut byte = ranges[index].0 as usize;
        while byte <= ranges[index].1 as usize {
            members[byte] = true;
            byte += 1;
        }
        index += 1;
    }
    members
}

/// The classes of all bytes, from spans of bytes: the first, the last, the class. The class of other bytes is 0.
pub const fn classes(spans: &[(u8, u8, u8)]) -> [u8; 256] {
    let mut classes = [0; 256];
    let mut index = 0;
    while index < spans.len() {
        let (first, last, class) = spans[index];
        let mut byte = first as usize;
        while byte <= last as usize {
            classes[byte] = class;
            byte += 1;
        }
        index += 1;
    }
    classes
}

/// Rows of states that do not fit a byte, from rows of bytes: two for each state, the low one first.
pub const fn rows<const BYTES: usize, const CLASSES: usize, const STATES: usize>(
    bytes: &[[u8; BYTES]; STATES],
) -> [[u16; CLASSES]; STATES] {
    let mut rows = [[0; CLASSES]; STATES];
    let mut state = 0;
    while state < STATES {
        let mut class = 0;
        while class < CLASSES {
            rows[state][class] = u16::from_le_bytes([bytes[state][2 * class], bytes[state][2 * class + 1]]);
            class += 1;
        }
        state += 1;
    }
    rows
}

/// Spans of characters that are not ASCII, from the first characters of the spans and their classes.
pub const fn spans<const COUNT: usize>(firsts: &str, classes: &[u8; COUNT]) -> [(char, u8); COUNT] {
    let bytes = firsts.as_bytes();
    let mut spans = [('\0', 0); COUNT];
    let mut at = 0;
    let mut span = 0;
    while span < COUNT {
        let lead = bytes[at];
        let (mut code, length) = match lead {
            0xf0.. => (lead as u32 & 0x07, 4),
            0xe0.. => (lead as u32 & 0x0f, 3),
            _ => (lead as u32 & 0x1f, 2),
        };
        let end = at + length;
        at += 1;
        while at < end {
            code = code << 6 | bytes[at] as u32 & 0x3f;
            at += 1;
        }
        spans[span] = (char::from_u32(code).expect("text is UTF-8"), classes[span]);
        span += 1;
    }
    spans
}
