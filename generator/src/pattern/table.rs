//! An automaton as a table over the bytes of a text.
//!
//! ASCII bytes have the class of their character. The first byte of a longer character has the character's class,
//! or [`Automaton::DECODE`] where that depends on the bytes after it; the bytes after it change nothing.

use super::class::Partition;
use super::dfa::Dfa;

/// Tables of more bytes are not emitted: the check would outweigh the rest of the client.
const SIZE_LIMIT: usize = 65_536;

/// A complete deterministic automaton. Its states are [`Automaton::REFUSED`], [`Automaton::FOUND`], those that do not accept, those
/// that do, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Automaton {
    /// The class of each byte, as spans (first, last, class) of the bytes whose class is not zero, in order.
    pub bytes: Vec<(u8, u8, u8)>,
    /// The first characters of spans of characters that are not ASCII, and their classes; empty when no byte is `DECODE`.
    pub wide: Vec<(char, u8)>,
    /// How many classes there are.
    pub class_count: usize,
    /// The next state of each state for each class.
    pub next: Vec<Vec<u16>>,
    /// The state before the first byte.
    pub start: u16,
    /// The first state, apart from `FOUND`, that accepts at the end of the text.
    pub accepting: u16,
}

/// What a minimal automaton comes to.
pub(super) enum Table {
    /// It accepts everything, or nothing.
    Constant(bool),
    Automaton(Automaton),
    TooLarge(String),
}

impl Automaton {
    /// The state that no text leads out of and that does not accept.
    pub const REFUSED: u16 = 0;
    /// The state that no text leads out of and that accepts.
    pub const FOUND: u16 = 1;
    /// The class of a byte that does not tell the class of its character.
    pub const DECODE: u8 = 255;

    /// Whether the automaton accepts the text.
    pub fn is_match(&self, text: &str) -> bool {
        let mut state = self.start;
        for (index, &byte) in text.as_bytes().iter().enumerate() {
            let class = match self.class_of_byte(byte) {
                Automaton::DECODE => self.class_of_char(text[index..].chars().next()),
                class => class,
            };
            state = self.next[usize::from(state)][usize::from(class)];
            if state <= Automaton::FOUND {
                break;
            }
        }
        state == Automaton::FOUND || state >= self.accepting
    }

    pub(super) fn class_of_byte(&self, byte: u8) -> u8 {
        self.bytes.iter().find(|span| (span.0..=span.1).contains(&byte)).map_or(0, |span| span.2)
    }

    pub(super) fn class_of_char(&self, char: Option<char>) -> u8 {
        let after = self.wide.partition_point(|&(first, _)| Some(first) <= char);
        self.wide[after - 1].1
    }
}

impl Table {
    pub(super) fn new(dfa: &Dfa, partition: &Partition) -> Table {
        let order = Order::new(dfa);
        if dfa.accepting.len() == 1 {
            return Table::Constant(dfa.accepting[0]);
        }
        let mut columns: Vec<Vec<u16>> = Vec::new();
        let merged: Vec<u8> =
            (0..dfa.class_count).map(|class| column_of(order.column(dfa, class), &mut columns)).collect();
        let mut classes = [0; 256];
        let mut wide: Vec<(char, u8)> = Vec::new();
        for (index, &(first, class)) in partition.spans.iter().enumerate() {
            let end = partition.spans.get(index + 1).map_or(u32::from(char::MAX) + 1, |&(first, _)| u32::from(first));
            for ascii in u32::from(first)..end.min(0x80) {
                classes[ascii as usize] = merged[usize::from(class)];
            }
            if end > 0x80 && wide.last().is_none_or(|&(_, before)| before != merged[usize::from(class)]) {
                wide.push((first.max('\u{80}'), merged[usize::from(class)]));
            }
        }
        let rest = match wide[..] {
            // Where doing it again changes nothing, the bytes of one character may do it several times.
            [(_, only)] if is_idempotent(&columns[usize::from(only)]) => only,
            _ => column_of((0..order.count).collect(), &mut columns),
        };
        classes[0x80..0xc0].fill(rest);
        classes[0xf8..].fill(rest);
        for lead in 0xc0..0xf8 {
            classes[usize::from(lead)] = lead_class(lead, &wide).unwrap_or(rest);
        }
        if !classes.contains(&Automaton::DECODE) {
            wide.clear();
        }
        let width = if order.count > 255 { 2 } else { 1 };
        let size = usize::from(order.count) * columns.len() * width;
        if size > SIZE_LIMIT {
            return Table::TooLarge(format!(
                "its table takes {size} bytes, and more than {SIZE_LIMIT} are not emitted"
            ));
        }
        Table::Automaton(Automaton {
            bytes: spans(&classes),
            wide,
            class_count: columns.len(),
            next: (0..usize::from(order.count))
                .map(|state| columns.iter().map(|column| column[state]).collect())
                .collect(),
            start: order.numbers[dfa.start as usize],
            accepting: order.accepting,
        })
    }
}

/// The class of all characters that begin with the byte; nothing when none does.
fn lead_class(lead: u8, wide: &[(char, u8)]) -> Option<u8> {
    let lead = u32::from(lead);
    let (first, last) = match lead {
        0xc2..0xe0 => ((lead & 0x1f) << 6, ((lead & 0x1f) << 6) + 0x3f),
        0xe0..0xf0 => (((lead & 0xf) << 12).max(0x800), ((lead & 0xf) << 12) + 0xfff),
        0xf0..0xf5 => (((lead & 7) << 18).max(0x1_0000), (((lead & 7) << 18) + 0x3_ffff).min(0x10_ffff)),
        _ => return None,
    };
    let mut found = None;
    for (index, &(begin, class)) in wide.iter().enumerate() {
        let end = wide.get(index + 1).map_or(0x11_0000, |&(next, _)| u32::from(next));
        if u32::from(begin) <= last && first < end {
            match found {
                None => found = Some(class),
                Some(other) if other == class => {}
                Some(_) => return Some(Automaton::DECODE),
            }
        }
    }
    found
}

/// The class of the characters that lead from each state where the column says: classes that differ in nothing are one.
fn column_of(column: Vec<u16>, columns: &mut Vec<Vec<u16>>) -> u8 {
    let known = columns.iter().position(|known| *known == column);
    let index = known.unwrap_or_else(|| {
        columns.push(column);
        columns.len() - 1
    });
    index as u8
}

fn is_idempotent(column: &[u16]) -> bool {
    column.iter().all(|&target| column[usize::from(target)] == target)
}

fn spans(classes: &[u8; 256]) -> Vec<(u8, u8, u8)> {
    let mut spans: Vec<(u8, u8, u8)> = Vec::new();
    for (byte, &class) in (0..=255).zip(classes) {
        match spans.last_mut() {
            Some(span) if span.1.checked_add(1) == Some(byte) && span.2 == class => span.1 = byte,
            _ => spans.push((byte, byte, class)),
        }
    }
    spans.retain(|span| span.2 != 0);
    spans
}

/// The numbers that the states of an automaton get.
struct Order {
    /// By state.
    numbers: Vec<u16>,
    count: u16,
    accepting: u16,
}

impl Order {
    fn new(dfa: &Dfa) -> Order {
        let mut numbers = vec![0; dfa.accepting.len()];
        let is_sink = |state: usize| dfa.row(state).iter().all(|&target| target as usize == state);
        let mut next = 2;
        let mut accepting = 2;
        for accepts in [false, true] {
            accepting = next;
            for (state, number) in numbers.iter_mut().enumerate().filter(|(state, _)| dfa.accepting[*state] == accepts)
            {
                *number = if is_sink(state) { u16::from(accepts) } else { next };
                next += u16::from(!is_sink(state));
            }
        }
        Order { numbers, count: next, accepting }
    }

    fn column(&self, dfa: &Dfa, class: usize) -> Vec<u16> {
        let mut column: Vec<u16> = (0..self.count).collect();
        for (state, &number) in self.numbers.iter().enumerate() {
            column[usize::from(number)] = self.numbers[dfa.row(state)[class] as usize];
        }
        column
    }
}
