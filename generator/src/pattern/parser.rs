//! Reads a pattern by the grammar of ECMA-262, clause 22.2.1, and of its Annex B.1.2.
//!
//! The main loop, quantifiers and groups are here, escapes in [`super::escape`], `[…]` in [`super::bracket`].

use super::class::CharSet;
use super::syntax::{Direction, Node};
use super::{Mode, PatternError};
use icu_properties::CodePointSetData;
use icu_properties::props::{IdContinue, IdStart};

/// Groups deeper than this are refused: the parser and what follows walk the tree by recursion.
const DEPTH_LIMIT: usize = 200;

/// Reads the whole pattern in the given mode.
pub(super) fn parse(source: &str, mode: Mode) -> Result<Node, PatternError> {
    let chars: Vec<(usize, char)> = source.char_indices().collect();
    let (group_count, named) = count_groups(&chars);
    let mut parser = Parser {
        chars: &chars,
        end: source.len(),
        at: 0,
        mode,
        group_count,
        named: named || mode == Mode::Unicode,
        depth: 0,
        choices: 0,
        place: Vec::new(),
        names: Vec::new(),
        references: Vec::new(),
    };
    let node = parser.disjunction()?;
    if parser.peek().is_some() {
        return Err(parser.error_here("`)` closes no group"));
    }
    for (name, offset) in &parser.references {
        if !parser.names.iter().any(|group| group.name == *name) {
            return Err(PatternError { offset: *offset, message: format!("no group is named `{name}`"), help: None });
        }
    }
    Ok(node)
}

/// The state of one reading.
pub(super) struct Parser<'a> {
    chars: &'a [(usize, char)],
    end: usize,
    pub(super) at: usize,
    pub(super) mode: Mode,
    /// Capturing groups in the whole pattern: decides what `\1` is.
    pub(super) group_count: usize,
    /// Whether `\k` must be followed by a name.
    pub(super) named: bool,
    depth: usize,
    choices: usize,
    /// The alternatives around the current place: number of the choice and of the alternative in it.
    place: Vec<(usize, usize)>,
    names: Vec<NamedGroup>,
    references: Vec<(String, usize)>,
}

/// What a group is for.
enum GroupKind {
    /// It groups.
    Plain,
    /// An assertion, and whether it is negated.
    Look(Direction, bool),
    /// It is read with other flags.
    Flags,
}

struct NamedGroup {
    name: String,
    place: Vec<(usize, usize)>,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|&(_, char)| char)
    }

    pub(super) fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    pub(super) fn is_unicode(&self) -> bool {
        self.mode == Mode::Unicode
    }

    pub(super) fn error_here(&self, message: impl Into<String>) -> PatternError {
        self.error_at(self.at, message)
    }

    /// An error at the place of a character given by its index.
    pub(super) fn error_at(&self, at: usize, message: impl Into<String>) -> PatternError {
        let offset = self.chars.get(at).map_or(self.end, |&(offset, _)| offset);
        PatternError { offset, message: message.into(), help: None }
    }

    fn disjunction(&mut self) -> Result<Node, PatternError> {
        let choice = self.choices;
        self.choices += 1;
        let mut alternatives = Vec::new();
        loop {
            self.place.push((choice, alternatives.len()));
            let alternative = self.alternative();
            self.place.pop();
            alternatives.push(alternative?);
            if !self.eat('|') {
                break;
            }
        }
        Ok(match alternatives.len() {
            1 => alternatives.remove(0),
            _ => Node::Choice(alternatives),
        })
    }

    fn alternative(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while self.peek().is_some_and(|char| char != '|' && char != ')') {
            nodes.push(self.term()?);
        }
        Ok(match nodes.len() {
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn term(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        let node = self.atom()?;
        let quantifier_at = self.at;
        let Some((min, max)) = self.quantifier()? else {
            return Ok(node);
        };
        if !self.is_repeatable(start) {
            return Err(self.error_at(quantifier_at, "an assertion cannot be repeated"));
        }
        if max.is_some_and(|max| max < min) {
            return Err(self.error_at(quantifier_at, "the bounds of this repetition are out of order"));
        }
        Ok(Node::Repeat { node: Box::new(node), min, max })
    }

    /// Whether what starts here is more than an assertion. Told by the text, for a group around an assertion may be
    /// repeated.
    fn is_repeatable(&self, start: usize) -> bool {
        let mut text = self.chars[start..].iter().map(|&(_, char)| char);
        match (text.next(), text.next(), text.next(), text.next()) {
            (Some('^' | '$'), ..) | (Some('\\'), Some('b' | 'B'), ..) => false,
            // Annex B.1.2, QuantifiableAssertion: a look-ahead may be repeated without the `u` flag.
            (Some('('), Some('?'), Some('=' | '!'), _) => !self.is_unicode(),
            (Some('('), Some('?'), Some('<'), Some('=' | '!')) => false,
            _ => true,
        }
    }

    fn atom(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        let Some(char) = self.peek() else {
            return Ok(Node::empty());
        };
        self.at += 1;
        match char {
            '^' => Ok(Node::Start),
            '$' => Ok(Node::End),
            '.' => Ok(Node::Class(CharSet::dot())),
            '(' => self.group(start),
            '[' => self.bracket(start).map(Node::Class),
            '\\' => self.atom_escape(start),
            '*' | '+' | '?' => Err(self.error_at(start, format!("there is nothing before `{char}` to repeat"))),
            '{' => {
                self.at = start;
                let is_quantifier = self.quantifier()?.is_some();
                self.at = start + 1;
                match (is_quantifier, self.is_unicode()) {
                    (true, _) => Err(self.error_at(start, "there is nothing before `{` to repeat")),
                    (false, true) => Err(self.error_at(start, "`{` starts no repetition: write `\\{`")),
                    (false, false) => Ok(Node::Class(CharSet::single('{'))),
                }
            }
            ']' | '}' if self.is_unicode() => {
                Err(self.error_at(start, format!("`{char}` closes nothing: write `\\{char}`")))
            }
            _ => Ok(Node::Class(CharSet::single(char))),
        }
    }

    /// `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, each with an optional `?`; where none is here, nothing is taken.
    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, PatternError> {
        let start = self.at;
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.at += 1;
                let bounds = self.braces();
                let Some(bounds) = bounds.filter(|_| self.peek() == Some('}')) else {
                    self.at = start;
                    return Ok(None);
                };
                bounds
            }
            _ => return Ok(None),
        };
        self.at += 1;
        self.eat('?');
        Ok(Some(bounds))
    }

    fn braces(&mut self) -> Option<(u32, Option<u32>)> {
        let min = self.number()?;
        if !self.eat(',') {
            return Some((min, Some(min)));
        }
        Some((min, if self.peek() == Some('}') { None } else { Some(self.number()?) }))
    }

    /// A decimal number; one too large to count to is cut to the largest that can be.
    fn number(&mut self) -> Option<u32> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|char| char.to_digit(10)) {
            number = Some(number.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
            self.at += 1;
        }
        number
    }

    fn group(&mut self, start: usize) -> Result<Node, PatternError> {
        let mut kind = GroupKind::Plain;
        if self.eat('?') {
            kind = self.group_kind(start)?;
        }
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(self.error_at(start, format!("groups are nested more than {DEPTH_LIMIT} deep")));
        }
        let node = self.disjunction()?;
        self.depth -= 1;
        if !self.eat(')') {
            return Err(self.error_at(start, "`(` is not closed"));
        }
        Ok(match kind {
            GroupKind::Plain => node,
            GroupKind::Look(direction, negated) => Node::Look { direction, negated, node: Box::new(node) },
            GroupKind::Flags => {
                Node::Unchecked("flags for a group, which ECMAScript has since 2025, are not supported")
            }
        })
    }

    /// What follows `(?`.
    fn group_kind(&mut self, start: usize) -> Result<GroupKind, PatternError> {
        let (kind, length) = match (self.peek(), self.peek_at(1)) {
            (Some(':'), _) => (GroupKind::Plain, 1),
            (Some('='), _) => (GroupKind::Look(Direction::Ahead, false), 1),
            (Some('!'), _) => (GroupKind::Look(Direction::Ahead, true), 1),
            (Some('<'), Some('=')) => (GroupKind::Look(Direction::Behind, false), 2),
            (Some('<'), Some('!')) => (GroupKind::Look(Direction::Behind, true), 2),
            (Some('<'), _) => {
                let name_at = self.at + 1;
                let name = self.group_name()?;
                let place = self.place.clone();
                // One name may be used twice where no match can pass both groups (ECMA-262, MightBothParticipate).
                let clashes = |other: &NamedGroup| {
                    other.name == name
                        && !other
                            .place
                            .iter()
                            .any(|(choice, branch)| place.iter().any(|(here, taken)| here == choice && taken != branch))
                };
                if self.names.iter().any(clashes) {
                    return Err(self.error_at(name_at, format!("two groups are named `{name}`")));
                }
                self.names.push(NamedGroup { name, place });
                (GroupKind::Plain, 0)
            }
            (Some('P' | '\'' | '#' | '>' | '|'), _) => {
                return Err(
                    self.error_at(start, "this kind of group belongs to another dialect of regular expressions")
                );
            }
            (Some('i' | 'm' | 's' | 'x' | 'u' | 'U' | '-' | '^'), _) => match self.flags() {
                Some(length) => (GroupKind::Flags, length),
                None => {
                    let error = self.error_at(start, "flags cannot be set inside of a pattern");
                    let help = "say what the flag does: `[aA]` is a letter in either case, `[\\s\\S]` any character";
                    return Err(PatternError { help: Some(help), ..error });
                }
            },
            _ => return Err(self.error_at(start, "`(?` starts no known group")),
        };
        self.at += length;
        Ok(kind)
    }

    /// How long the flags for a group are, `i-ms:` (ECMA-262, 2025, Atom); nothing where they are none.
    fn flags(&self) -> Option<usize> {
        let mut seen = String::new();
        for length in 0.. {
            match self.peek_at(length)? {
                ':' if seen != "-" => return Some(length + 1),
                flag @ ('i' | 'm' | 's' | '-') if !seen.contains(flag) => seen.push(flag),
                _ => return None,
            }
        }
        None
    }

    /// `<name>`.
    pub(super) fn group_name(&mut self) -> Result<String, PatternError> {
        let start = self.at;
        if !self.eat('<') {
            return Err(self.error_at(start, "a group name in `<` and `>` is expected here"));
        }
        let mut name = String::new();
        loop {
            let at = self.at;
            let Some(char) = self.peek() else {
                return Err(self.error_at(start, "the group name is not closed by `>`"));
            };
            self.at += 1;
            let char = match char {
                '>' if !name.is_empty() => return Ok(name),
                '\\' if self.eat('u') => self.unicode_escape(true).and_then(char::from_u32),
                _ => Some(char),
            };
            let fits = |char: &char| match name.is_empty() {
                true => matches!(char, '$' | '_') || CodePointSetData::new::<IdStart>().contains(*char),
                false => {
                    matches!(char, '$' | '\u{200c}' | '\u{200d}')
                        || CodePointSetData::new::<IdContinue>().contains(*char)
                }
            };
            match char.filter(fits) {
                Some(char) => name.push(char),
                None => return Err(self.error_at(at, "a group name cannot have this character")),
            }
        }
    }

    pub(super) fn refer_to_name(&mut self, name: String, at: usize) {
        let offset = self.error_at(at, "").offset;
        self.references.push((name, offset));
    }
}

/// The number of capturing groups, and whether any has a name.
fn count_groups(chars: &[(usize, char)]) -> (usize, bool) {
    let (mut count, mut named, mut in_class, mut at) = (0, false, false, 0);
    let char_at = |at: usize| chars.get(at).map(|&(_, char)| char);
    while let Some(char) = char_at(at) {
        match char {
            '\\' => at += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class && char_at(at + 1) != Some('?') => count += 1,
            '(' if !in_class && char_at(at + 2) == Some('<') && !matches!(char_at(at + 3), Some('=' | '!')) => {
                count += 1;
                named = true;
            }
            _ => {}
        }
        at += 1;
    }
    (count, named)
}
