//! `[…]`: ECMA-262, clause 22.2.1, CharacterClass, and Annex B.1.2 for ranges with a class at one end.

use super::PatternError;
use super::class::CharSet;
use super::escape::Escaped;
use super::parser::Parser;

impl Parser<'_> {
    /// The set; the `[`, at `start`, has been taken.
    pub(super) fn bracket(&mut self, start: usize) -> Result<CharSet, PatternError> {
        let negated = self.eat('^');
        let mut ranges = Vec::new();
        let mut union = CharSet::default();
        while !self.eat(']') {
            let first_at = self.at;
            let first = self.bracket_atom(start)?;
            let is_range = self.peek() == Some('-') && self.peek_at(1).is_some_and(|char| char != ']');
            if !is_range {
                add(first, &mut ranges, &mut union);
                continue;
            }
            self.at += 1;
            let last = self.bracket_atom(start)?;
            match (first, last) {
                (Escaped::CodePoint(first), Escaped::CodePoint(last)) if first <= last => ranges.push((first, last)),
                (Escaped::CodePoint(_), Escaped::CodePoint(_)) => {
                    return Err(self.error_at(first_at, "the ends of this range are out of order"));
                }
                _ if self.is_unicode() => {
                    return Err(
                        self.error_at(first_at, "a class such as `\\w` cannot be an end of a range: write `\\-`")
                    );
                }
                (first, last) => {
                    ranges.push((u32::from('-'), u32::from('-')));
                    add(first, &mut ranges, &mut union);
                    add(last, &mut ranges, &mut union);
                }
            }
        }
        let set = union.union(&CharSet::from_ranges(ranges));
        Ok(if negated { set.complement() } else { set })
    }

    fn bracket_atom(&mut self, start: usize) -> Result<Escaped, PatternError> {
        let at = self.at;
        let Some(char) = self.peek() else {
            return Err(self.error_at(start, "`[` is not closed"));
        };
        self.at += 1;
        match char {
            '\\' => self.escape(at, true),
            _ => Ok(Escaped::CodePoint(u32::from(char))),
        }
    }
}

fn add(item: Escaped, ranges: &mut Vec<(u32, u32)>, union: &mut CharSet) {
    match item {
        Escaped::CodePoint(code) => ranges.push((code, code)),
        Escaped::Set(set) => *union = union.union(&set),
    }
}
