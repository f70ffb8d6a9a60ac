//! Sets of characters, as sorted ranges.
//!
//! A character is a Unicode scalar value: Rust text holds nothing else, so a lone surrogate in a pattern is a
//! character that never occurs. Inside a set the surrogates are cut out of the number line, which makes the
//! characters on both sides of the gap neighbours and complements exact.

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSet {
    /// Sorted, neither overlapping nor touching, both ends included, as [`ordinal`]s.
    ranges: Vec<(u32, u32)>,
}

/// The first surrogate; the number of surrogates is [`GAP`].
const SURROGATE: u32 = 0xd800;
const GAP: u32 = 0x800;
const LAST: u32 = 0x10_ffff - GAP;

impl CharSet {
    /// Every character.
    pub fn all() -> CharSet {
        CharSet { ranges: vec![(0, LAST)] }
    }

    /// One character.
    pub fn single(char: char) -> CharSet {
        CharSet { ranges: vec![(ordinal(char), ordinal(char))] }
    }

    /// The union of ranges of code points in any order; surrogates among them are left out.
    pub fn from_ranges(ranges: impl IntoIterator<Item = (u32, u32)>) -> CharSet {
        let mut kept = Vec::new();
        for (first, last) in ranges {
            let first = match first {
                SURROGATE..0xe000 => SURROGATE,
                _ if first > 0xdfff => first - GAP,
                _ => first,
            };
            let end = match last + 1 {
                end if end <= SURROGATE => end,
                end if end <= 0xe000 => SURROGATE,
                end => end - GAP,
            };
            if first < end {
                kept.push((first, end - 1));
            }
        }
        CharSet::normal(kept)
    }

    /// `.` without the `s` flag: all but the line terminators (ECMA-262, LineTerminator).
    pub fn dot() -> CharSet {
        CharSet::from_ranges([(0x0a, 0x0a), (0x0d, 0x0d), (0x2028, 0x2029)]).complement()
    }

    /// `\d`.
    pub fn digit() -> CharSet {
        CharSet::from_ranges([(0x30, 0x39)])
    }

    /// `\w` without the `i` flag.
    pub fn word() -> CharSet {
        CharSet::from_ranges([(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)])
    }

    /// `\s`: WhiteSpace and LineTerminator of ECMA-262, so U+FEFF and the space separators, but not U+0085.
    pub fn space() -> CharSet {
        CharSet::from_ranges([
            (0x09, 0x0d),
            (0x20, 0x20),
            (0xa0, 0xa0),
            (0x1680, 0x1680),
            (0x2000, 0x200a),
            (0x2028, 0x2029),
            (0x202f, 0x202f),
            (0x205f, 0x205f),
            (0x3000, 0x3000),
            (0xfeff, 0xfeff),
        ])
    }

    /// The ranges, both ends included, in order.
    pub fn ranges(&self) -> impl Iterator<Item = (char, char)> + '_ {
        self.ranges.iter().map(|&(first, last)| (character(first), character(last)))
    }

    /// How many ranges there are.
    pub fn range_count(&self) -> usize {
        self.ranges.len()
    }

    /// Whether the set has no character.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether the set has ASCII characters only.
    pub fn is_ascii(&self) -> bool {
        self.ranges.last().is_none_or(|&(_, last)| last < 0x80)
    }

    /// The character of a set that has exactly one.
    pub fn as_single(&self) -> Option<char> {
        match self.ranges[..] {
            [(first, last)] if first == last => Some(character(first)),
            _ => None,
        }
    }

    /// Whether the character is in the set.
    pub fn contains(&self, char: char) -> bool {
        let char = ordinal(char);
        let after = self.ranges.partition_point(|&(first, _)| first <= char);
        after > 0 && char <= self.ranges[after - 1].1
    }

    /// The characters of either set.
    pub fn union(&self, other: &CharSet) -> CharSet {
        CharSet::normal(self.ranges.iter().chain(&other.ranges).copied().collect())
    }

    /// The characters that are not in the set.
    pub fn complement(&self) -> CharSet {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if next < first {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        CharSet { ranges }
    }

    /// Whether the sets have no character in common.
    pub fn is_disjoint(&self, other: &CharSet) -> bool {
        let (mut left, mut right) = (0, 0);
        while let (Some(a), Some(b)) = (self.ranges.get(left), other.ranges.get(right)) {
            if a.1 < b.0 {
                left += 1;
            } else if b.1 < a.0 {
                right += 1;
            } else {
                return false;
            }
        }
        true
    }

    /// The fewest and the most bytes of UTF-8 of a character of the set; zero for the empty set.
    pub fn byte_lengths(&self) -> (usize, usize) {
        match (self.ranges.first(), self.ranges.last()) {
            (Some(first), Some(last)) => (character(first.0).len_utf8(), character(last.1).len_utf8()),
            _ => (0, 0),
        }
    }

    fn normal(mut ranges: Vec<(u32, u32)>) -> CharSet {
        ranges.sort_unstable();
        let mut kept: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match kept.last_mut() {
                Some(before) if first <= before.1 + 1 => before.1 = before.1.max(last),
                _ => kept.push((first, last)),
            }
        }
        CharSet { ranges: kept }
    }
}

/// All characters divided into classes: the characters of a class are in the same of the given sets.
#[derive(Clone, Debug)]
pub(super) struct Partition {
    /// The first character of each span and its class, in order, starting at U+0000.
    pub(super) spans: Vec<(char, u16)>,
    /// For every set: whether it holds each class.
    pub(super) members: Vec<Vec<bool>>,
}

impl Partition {
    /// The coarsest division, or nothing when it has more than `limit` classes. Classes are numbered in the order of
    /// their first characters.
    pub(super) fn new(sets: &[CharSet], limit: usize) -> Option<Partition> {
        let mut edges: Vec<(u32, usize)> = Vec::new();
        for (index, set) in sets.iter().enumerate() {
            for &(first, last) in &set.ranges {
                edges.push((first, index));
                edges.push((last + 1, index));
            }
        }
        edges.sort_unstable();
        let mut inside = vec![false; sets.len()];
        let mut known: std::collections::HashMap<Vec<bool>, u16> = std::collections::HashMap::new();
        let mut partition = Partition { spans: Vec::new(), members: vec![Vec::new(); sets.len()] };
        let (mut at, mut edge) = (0, 0);
        while at <= LAST {
            while let Some(&(_, set)) = edges.get(edge).filter(|edge| edge.0 == at) {
                inside[set] = !inside[set];
                edge += 1;
            }
            let next = known.len();
            let class = *known.entry(inside.clone()).or_insert(next as u16);
            if usize::from(class) == next {
                if next == limit {
                    return None;
                }
                for (members, &inside) in partition.members.iter_mut().zip(&inside) {
                    members.push(inside);
                }
            }
            if partition.spans.last().is_none_or(|&(_, before)| before != class) {
                partition.spans.push((character(at), class));
            }
            at = edges.get(edge).map_or(LAST + 1, |edge| edge.0);
        }
        Some(partition)
    }

    /// How many classes there are.
    pub(super) fn class_count(&self) -> usize {
        usize::from(self.spans.iter().map(|&(_, class)| class).max().unwrap_or(0)) + 1
    }
}

/// The place of a character on the number line without surrogates.
fn ordinal(char: char) -> u32 {
    let code = u32::from(char);
    if code < SURROGATE { code } else { code - GAP }
}

fn character(ordinal: u32) -> char {
    let code = if ordinal < SURROGATE { ordinal } else { ordinal + GAP };
    char::from_u32(code).expect("an ordinal up to LAST names a scalar value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surrogates_are_no_characters() {
        let set = CharSet::from_ranges([(0xd7ff, 0xd900), (0xdc00, 0xe000)]);
        assert_eq!(set.ranges().collect::<Vec<_>>(), [('\u{d7ff}', '\u{e000}')]);
        assert!(CharSet::from_ranges([(0xd800, 0xdfff)]).is_empty());
        assert_eq!(set.complement().complement(), set);
        assert_eq!(CharSet::from_ranges([(0, 0x10_ffff)]), CharSet::all());
    }

    #[test]
    fn a_partition_separates_what_a_set_separates() {
        let sets = [CharSet::digit(), CharSet::word()];
        let partition = Partition::new(&sets, 10).unwrap();
        assert_eq!(partition.class_count(), 3);
        assert_eq!(partition.members, [[false, true, false], [false, true, true]]);
        assert!(Partition::new(&sets, 2).is_none());
    }
}
