//! What a backslash starts: ECMA-262, clause 22.2.1, AtomEscape and ClassEscape, and their Annex B forms.

use super::PatternError;
use super::class::CharSet;
use super::parser::Parser;
use super::property;
use super::syntax::Node;

/// What an escape stands for inside `[…]`.
pub(super) enum Escaped {
    /// A code point, perhaps a surrogate: it can end a range.
    CodePoint(u32),
    /// A set of characters.
    Set(CharSet),
}

/// Why a back reference is not checked.
const BACK_REFERENCE: &str = "it refers back to what a group has matched, which no automaton can";

impl Parser<'_> {
    /// An escape outside `[…]`; the backslash, at `start`, has been taken.
    pub(super) fn atom_escape(&mut self, start: usize) -> Result<Node, PatternError> {
        match self.peek() {
            Some('b' | 'B') => {
                let negated = self.peek() == Some('B');
                self.at += 1;
                return Ok(Node::Boundary { negated });
            }
            Some('k') if self.named => {
                self.at += 1;
                let name = self.group_name()?;
                self.refer_to_name(name, start);
                return Ok(Node::Unchecked(BACK_REFERENCE));
            }
            Some('1'..='9') => {
                let digits = self.at;
                let mut group = 0_usize;
                while let Some(digit) = self.peek().and_then(|char| char.to_digit(10)) {
                    group = group.saturating_mul(10).saturating_add(digit as usize);
                    self.at += 1;
                }
                if group <= self.group_count {
                    return Ok(Node::Unchecked(BACK_REFERENCE));
                }
                if self.is_unicode() {
                    return Err(self.error_at(start, format!("there is no group {group} to refer to")));
                }
                self.at = digits;
            }
            _ => {}
        }
        Ok(Node::Class(match self.escape(start, false)? {
            Escaped::CodePoint(code) => CharSet::from_ranges([(code, code)]),
            Escaped::Set(set) => set,
        }))
    }

    /// An escape that stands for characters; the backslash, at `start`, has been taken.
    pub(super) fn escape(&mut self, start: usize, in_class: bool) -> Result<Escaped, PatternError> {
        let Some(char) = self.peek() else {
            return Err(self.error_at(start, "`\\` ends the pattern"));
        };
        self.at += 1;
        Ok(Escaped::CodePoint(match char {
            'd' => return Ok(Escaped::Set(CharSet::digit())),
            'D' => return Ok(Escaped::Set(CharSet::digit().complement())),
            'w' => return Ok(Escaped::Set(CharSet::word())),
            'W' => return Ok(Escaped::Set(CharSet::word().complement())),
            's' => return Ok(Escaped::Set(CharSet::space())),
            'S' => return Ok(Escaped::Set(CharSet::space().complement())),
            'p' | 'P' if self.is_unicode() => {
                let set = self.property(start)?;
                return Ok(Escaped::Set(if char == 'P' { set.complement() } else { set }));
            }
            'b' if in_class => 0x08,
            '-' if in_class && self.is_unicode() => u32::from('-'),
            't' => 0x09,
            'n' => 0x0a,
            'v' => 0x0b,
            'f' => 0x0c,
            'r' => 0x0d,
            'c' => return self.control(start, in_class).map(Escaped::CodePoint),
            'x' => match self.hex_digits(2) {
                Some(code) => code,
                None if self.is_unicode() => {
                    return Err(self.error_at(start, "`\\x` needs two hexadecimal digits"));
                }
                None => u32::from('x'),
            },
            'u' => match self.unicode_escape(self.is_unicode()) {
                Some(code) => code,
                None if self.is_unicode() => {
                    return Err(
                        self.error_at(start, "`\\u` needs four hexadecimal digits or a code point in `{` and `}`")
                    );
                }
                None => u32::from('u'),
            },
            '0'..='7' => self.octal(start, char)?,
            '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => u32::from(char),
            _ if self.is_unicode() || (char == 'k' && self.named) => {
                return Err(self.error_at(start, format!("`\\{char}` is no escape")));
            }
            _ => u32::from(char),
        }))
    }

    /// `\cX`, the `c` taken.
    fn control(&mut self, start: usize, in_class: bool) -> Result<u32, PatternError> {
        match self.peek() {
            Some(letter) if letter.is_ascii_alphabetic() => {
                self.at += 1;
                Ok(u32::from(letter) % 32)
            }
            _ if self.is_unicode() => Err(self.error_at(start, "`\\c` needs a letter")),
            // Annex B.1.2, ClassControlLetter.
            Some(char) if in_class && (char.is_ascii_digit() || char == '_') => {
                self.at += 1;
                Ok(u32::from(char) % 32)
            }
            // Annex B.1.2: the backslash stands for itself and the `c` is read again.
            _ => {
                self.at -= 1;
                Ok(u32::from('\\'))
            }
        }
    }

    /// `\0`, and without the `u` flag up to three octal digits; the first has been taken.
    fn octal(&mut self, start: usize, first: char) -> Result<u32, PatternError> {
        if self.is_unicode() {
            return match (first, self.peek()) {
                ('0', next) if !next.is_some_and(|char| char.is_ascii_digit()) => Ok(0),
                _ => Err(self.error_at(start, "a backslash with digits refers to no group here")),
            };
        }
        let mut code = u32::from(first) - u32::from('0');
        while let Some(digit) = self.peek().and_then(|char| char.to_digit(8)) {
            if code * 8 + digit > 0o377 {
                break;
            }
            code = code * 8 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    /// What follows `\u`; where nothing fits, nothing is taken. Two halves of a surrogate pair are one character.
    pub(super) fn unicode_escape(&mut self, braces: bool) -> Option<u32> {
        let start = self.at;
        if braces && self.eat('{') {
            let mut code = None;
            while let Some(digit) = self.peek().and_then(|char| char.to_digit(16)) {
                code = Some(code.unwrap_or(0_u32).saturating_mul(16).saturating_add(digit));
                self.at += 1;
            }
            if code.is_some_and(|code| code <= 0x10_ffff) && self.eat('}') {
                return code;
            }
            self.at = start;
            return None;
        }
        let first = self.hex_digits(4)?;
        let after_first = self.at;
        if (0xd800..0xdc00).contains(&first)
            && self.eat('\\')
            && self.eat('u')
            && let Some(second @ 0xdc00..0xe000) = self.hex_digits(4)
        {
            return Some(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
        }
        self.at = after_first;
        Some(first)
    }

    fn hex_digits(&mut self, count: usize) -> Option<u32> {
        let mut code = 0;
        for ahead in 0..count {
            code = code * 16 + self.peek_at(ahead)?.to_digit(16)?;
        }
        self.at += count;
        Some(code)
    }

    /// `{name}` or `{name=value}`.
    fn property(&mut self, start: usize) -> Result<CharSet, PatternError> {
        if !self.eat('{') {
            return Err(self.error_at(start, "`\\p` needs a property in `{` and `}`"));
        }
        let mut text = String::new();
        loop {
            match self.peek() {
                Some('}') => break,
                Some(char) if char.is_ascii_alphanumeric() || matches!(char, '_' | '=') => text.push(char),
                _ => return Err(self.error_at(start, "the property is not closed by `}`")),
            }
            self.at += 1;
        }
        self.at += 1;
        let found = match text.split_once('=') {
            Some((name, value)) => property::characters(name, Some(value)),
            None => property::characters(&text, None),
        };
        found.ok_or_else(|| self.error_at(start, format!("`{text}` is no Unicode property of ECMA-262")))
    }
}
