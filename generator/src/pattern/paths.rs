//! Ways through an automaton, from its start to where it accepts.

use super::class::CharSet;
use super::table::Automaton;
use std::collections::BTreeSet;

/// The automaton as a graph whose edges are characters.
pub(super) struct Paths<'a> {
    automaton: &'a Automaton,
    /// For each class that characters have: one of the shortest in bytes and one of the longest.
    chars: Vec<(u8, char, char)>,
}

impl<'a> Paths<'a> {
    pub(super) fn new(automaton: &'a Automaton) -> Paths<'a> {
        let mut sets = vec![Vec::new(); automaton.class_count];
        for byte in 0..0x80 {
            sets[usize::from(automaton.class_of_byte(byte))].push((u32::from(byte), u32::from(byte)));
        }
        for (index, &(first, class)) in automaton.wide.iter().enumerate() {
            let end = automaton.wide.get(index + 1).map_or(0x11_0000, |&(next, _)| u32::from(next));
            sets[usize::from(class)].push((u32::from(first), end - 1));
        }
        if automaton.wide.is_empty() {
            for (first, last) in [(0x80, 0x7ff), (0x800, 0xffff), (0x1_0000, 0x10_ffff)] {
                let lead = char::from_u32(first).map_or(0, |char| char.encode_utf8(&mut [0; 4]).as_bytes()[0]);
                sets[usize::from(automaton.class_of_byte(lead))].push((first, last));
            }
        }
        let chars = (0..).zip(sets).filter_map(|(class, ranges)| {
            let set = CharSet::from_ranges(ranges);
            Some((class, short_char(&set)?, long_char(&set)?))
        });
        Paths { automaton, chars: chars.collect() }
    }

    /// A matching text of the fewest bytes.
    pub(super) fn shortest(&self) -> Option<String> {
        let mut best: Vec<Option<(usize, usize, char)>> = vec![None; self.automaton.next.len()];
        let mut waiting = BTreeSet::from([(0, usize::from(self.automaton.start))]);
        let mut done = vec![false; self.automaton.next.len()];
        while let Some((length, state)) = waiting.pop_first() {
            if self.accepts(state) {
                return Some(self.trace(state, |state| best[state].map(|(_, source, char)| (source, char))));
            }
            if std::mem::replace(&mut done[state], true) {
                continue;
            }
            for &(class, char, _) in &self.chars {
                let target = usize::from(self.automaton.next[state][usize::from(class)]);
                let length = length + char.len_utf8();
                if target != usize::from(self.automaton.start) && best[target].is_none_or(|(best, ..)| length < best) {
                    best[target] = Some((length, state, char));
                    waiting.insert((length, target));
                }
            }
        }
        None
    }

    /// The most bytes of a matching text; nothing when there is no bound.
    pub(super) fn max_bytes(&self) -> Option<usize> {
        self.longest_ends().map(|(lengths, end)| lengths[end].map_or(0, |(length, ..)| length))
    }

    /// A matching text of the most bytes; nothing when there is no bound.
    pub(super) fn longest(&self) -> Option<String> {
        let (lengths, end) = self.longest_ends()?;
        Some(self.trace(end, |state| lengths[state].and_then(|(_, step)| step)))
    }

    /// For each state on the way to acceptance the length of the longest way and its last step; and where the longest
    /// way of all ends.
    #[expect(clippy::type_complexity, reason = "private, and named by its documentation")]
    fn longest_ends(&self) -> Option<(Vec<Option<(usize, Option<(usize, char)>)>>, usize)> {
        let order = self.topological()?;
        let mut lengths = vec![None; self.automaton.next.len()];
        lengths[usize::from(self.automaton.start)] = Some((0, None));
        let live: BTreeSet<usize> = order.iter().copied().collect();
        for &state in &order {
            let Some((length, _)) = lengths[state] else {
                continue;
            };
            for (target, char) in self.steps(state) {
                let length = length + char.len_utf8();
                if live.contains(&target) && lengths[target].is_none_or(|(known, _)| known < length) {
                    lengths[target] = Some((length, Some((state, char))));
                }
            }
        }
        let end = order
            .into_iter()
            .filter(|&state| self.accepts(state))
            .max_by_key(|&state| lengths[state].map(|(length, _)| length))?;
        Some((lengths, end))
    }

    /// The states between the start and acceptance, each after those that lead to it; nothing when there is a cycle.
    fn topological(&self) -> Option<Vec<usize>> {
        let live = self.live();
        if live[usize::from(Automaton::FOUND)] {
            return None;
        }
        let mut waiting_for = vec![0_usize; live.len()];
        let mut reached = vec![false; live.len()];
        let mut stack = vec![usize::from(self.automaton.start)];
        let mut count = 0;
        while let Some(state) = stack.pop() {
            if std::mem::replace(&mut reached[state], true) {
                continue;
            }
            count += 1;
            for (target, _) in self.steps(state).filter(|&(target, _)| live[target]) {
                waiting_for[target] += 1;
                stack.push(target);
            }
        }
        let mut order = Vec::new();
        let mut ready = vec![usize::from(self.automaton.start)];
        if waiting_for[ready[0]] > 0 {
            return None;
        }
        while let Some(state) = ready.pop() {
            order.push(state);
            for (target, _) in self.steps(state).filter(|&(target, _)| live[target]) {
                waiting_for[target] -= 1;
                if waiting_for[target] == 0 {
                    ready.push(target);
                }
            }
        }
        (order.len() == count).then_some(order)
    }

    /// Whether acceptance can be reached, by state; states that the start does not lead to are not live.
    fn live(&self) -> Vec<bool> {
        let count = self.automaton.next.len();
        let mut sources = vec![Vec::new(); count];
        let mut reached = vec![false; count];
        let mut stack = vec![usize::from(self.automaton.start)];
        while let Some(state) = stack.pop() {
            if !std::mem::replace(&mut reached[state], true) {
                for (target, _) in self.steps(state) {
                    sources[target].push(state);
                    stack.push(target);
                }
            }
        }
        let mut live = vec![false; count];
        stack.extend((0..count).filter(|&state| reached[state] && self.accepts(state)));
        while let Some(state) = stack.pop() {
            if !std::mem::replace(&mut live[state], true) {
                stack.extend(&sources[state]);
            }
        }
        live
    }

    fn steps(&self, state: usize) -> impl Iterator<Item = (usize, char)> + '_ {
        let row = &self.automaton.next[state];
        self.chars.iter().map(|&(class, _, char)| (usize::from(row[usize::from(class)]), char))
    }

    fn accepts(&self, state: usize) -> bool {
        state == usize::from(Automaton::FOUND) || state >= usize::from(self.automaton.accepting)
    }

    fn trace(&self, end: usize, step: impl Fn(usize) -> Option<(usize, char)>) -> String {
        let mut chars = Vec::new();
        let mut state = end;
        while let Some((source, char)) = step(state) {
            chars.push(char);
            state = source;
        }
        chars.iter().rev().collect()
    }
}

/// A character of the set with the fewest bytes, one that is easy to read where there is one.
pub(super) fn short_char(set: &CharSet) -> Option<char> {
    let readable = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain('!'..='~').chain([' ']);
    readable.into_iter().find(|&char| set.contains(char)).or_else(|| set.ranges().next().map(|(first, _)| first))
}

/// A character of the set with the most bytes; the first, for the newest characters of Unicode are not known everywhere.
pub(super) fn long_char(set: &CharSet) -> Option<char> {
    let length = set.byte_lengths().1;
    if length == 1 {
        return short_char(set);
    }
    let begin = ['\0', '\0', '\u{80}', '\u{800}', '\u{10000}'][length];
    set.ranges().find(|&(_, last)| last >= begin).map(|(first, _)| first.max(begin))
}
