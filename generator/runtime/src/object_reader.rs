//! Reads JSON objects: members by their index in a list, each at most once, the others by name.
//!
//! It knows members and duplicates. It must not know any model, rule or HTTP.

use jiter::Peek;

use super::json::Json;
use super::map::Names;
use super::nullable::Patch;
use super::pointer::Source;
use super::reader::{DecodeError, Kind, Problem, Reader, plain};
use super::syntax::syntax;
use super::value::Map;

/// What [`Reader::next_member`] returns for a member that is not in the list.
pub const UNKNOWN: usize = usize::MAX;

/// An object being read: which members were met, and where it starts.
#[derive(Debug)]
pub struct ObjectReader<'j> {
    source: Source<'j>,
    start: usize,
    started: bool,
    expected: usize,
    seen: u64,
    rest: Option<Box<Rest>>,
}

/// An object could not be read; [`Reader::failure`] says why.
#[derive(Clone, Copy, Debug)]
pub struct Failed;

/// The place of a member's value while its object is read.
pub trait Slot {
    /// Reads the value into the slot.
    ///
    /// # Errors
    /// As the value's reader.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Whether `null` is a value here, and does not stand for an absent member.
    fn takes_null(&self) -> bool;
}

/// The place of the values of members that are not listed.
pub trait Others {
    /// Reads the value of the member of this name.
    ///
    /// # Errors
    /// As the value's reader, and when the member was met before.
    fn read_other(&mut self, name: Box<str>, reader: &mut Reader<'_>) -> Result<(), DecodeError>;
}

/// What most objects do not need.
#[derive(Debug, Default)]
struct Rest {
    name: Box<str>,
    seen: Vec<u64>,
    skipped: Names,
}

impl<'j> Reader<'j> {
    /// Begins an object; only JSON objects are objects.
    ///
    /// # Errors
    /// When something else starts here, or objects are nested too deep.
    #[inline(never)]
    pub fn begin_object(&mut self) -> Result<ObjectReader<'j>, DecodeError> {
        if self.peek()? != Peek::Object {
            return Err(self.unexpected(Kind::Object.name()));
        }
        self.descend()?;
        let start = self.offset();
        Ok(ObjectReader { source: self.source, start, started: false, expected: 0, seen: 0, rest: None })
    }

    /// Reads the next member's name: its index in `members`, [`UNKNOWN`] for another name, `None` at the object's end.
    ///
    /// # Errors
    /// When the text is not JSON here, or a listed member occurs twice.
    #[inline(never)]
    pub fn next_member(
        &mut self,
        object: &mut ObjectReader<'j>,
        members: &'static [&'static str],
    ) -> Result<Option<usize>, DecodeError> {
        let before = if object.started { b',' } else { b'{' };
        let name = if let Some((name, after)) = plain_name(self.source.text, self.offset(), before) {
            object.started = true;
            self.seek(after);
            name
        } else {
            // The object's end, a name with escapes, or no JSON: the tokenizer tells.
            let name = if object.started {
                self.jiter.next_key()
            } else {
                object.started = true;
                self.jiter.known_object()
            };
            match name {
                Ok(Some(name)) => name,
                Ok(None) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(None);
                }
                Err(error) => return Err(syntax(self.source, self.base, &error)),
            }
        };
        let expected = object.expected;
        let index = match members.get(expected) {
            Some(member) if *member == name => expected,
            _ => match find(members, expected, name) {
                Some(index) => index,
                None => {
                    object.rest().name = name.into();
                    return Ok(Some(UNKNOWN));
                }
            },
        };
        object.expected = index + 1;
        if object.mark(index) { Ok(Some(index)) } else { Err(self.error(Problem::Duplicate)) }
    }

    /// Reads an object: the value of each listed member into the slot at the same index, the values of the others into
    /// `others`. `required` has the indices of the members that must be there.
    ///
    /// One function for all types: what is compiled for each type is only its slots. It is not the error that comes
    /// back, but that there is one: so the caller has a single place where it leaves, and gets it there from
    /// [`failure`](Self::failure).
    ///
    /// # Errors
    /// When something else starts here, or objects are nested too deep; when a member occurs twice or a required one is
    /// missing; as the readers of the values.
    #[inline(never)]
    pub fn object(
        &mut self,
        members: &'static [&'static str],
        required: &[usize],
        slots: &mut [&mut dyn Slot],
        others: &mut dyn Others,
    ) -> Result<(), Failed> {
        self.members(members, required, slots, others).map_err(|error| {
            self.failure = Some(error);
            Failed
        })
    }

    fn members(
        &mut self,
        members: &'static [&'static str],
        required: &[usize],
        slots: &mut [&mut dyn Slot],
        others: &mut dyn Others,
    ) -> Result<(), DecodeError> {
        let mut object = self.begin_object()?;
        while let Some(member) = self.next_member(&mut object, members)? {
            let Some(slot) = slots.get_mut(member) else {
                others.read_other(object.take_name(), self)?;
                continue;
            };
            // An answer's `null` for an absent member; most values are seen not to be it by their first byte.
            if self.is_absent()? && !slot.takes_null() && !required.contains(&member) {
                self.unit()?;
            } else {
                slot.fill(self)?;
            }
        }
        match required.iter().find(|index| !object.has_met(**index)).and_then(|index| members.get(*index)) {
            None => Ok(()),
            Some(name) => Err(object.missing(name)),
        }
    }

    /// Why [`object`](Self::object) has failed.
    #[cold]
    #[inline(never)]
    pub fn failure(&mut self) -> DecodeError {
        match self.failure.take() {
            Some(error) => error,
            None => self.error(Problem::Other("a required member is missing")),
        }
    }

    /// Reads the value of a member that [`next_member`](Self::next_member) did not find in its list, and keeps it.
    ///
    /// # Errors
    /// As the value's reader, and when the member occurs twice.
    pub fn additional<T: Json>(&mut self, object: &mut ObjectReader<'j>, map: &mut Map<T>) -> Result<(), DecodeError> {
        map.read_other(object.take_name(), self)
    }

    /// Reads and drops the value of a member that [`next_member`](Self::next_member) did not find in its list.
    ///
    /// # Errors
    /// When it is not JSON, or the member occurs twice.
    #[inline(never)]
    pub fn skip_member(&mut self, object: &mut ObjectReader<'j>) -> Result<(), DecodeError> {
        let name = object.take_name();
        if object.rest().skipped.position(&name).is_some() {
            return Err(self.error(Problem::Duplicate));
        }
        object.rest().skipped.push(name);
        self.skip()
    }

    /// The string that a member of the object ahead holds; nothing is read. `None` where there is no object or no
    /// such member, or it is not a string: how unions with a tag choose their variant.
    ///
    /// # Errors
    /// When the text is not JSON up to the end of that member.
    pub fn tag(&self, name: &str) -> Result<Option<String>, DecodeError> {
        let mut ahead = self.fork();
        ahead.source = self.source;
        if ahead.kind()? != Kind::Object {
            return Ok(None);
        }
        let mut object = ahead.begin_object()?;
        while ahead.next_member(&mut object, &[])?.is_some() {
            if object.name() != name {
                ahead.skip_member(&mut object)?;
            } else if ahead.kind()? == Kind::String {
                return ahead.str().map(|text| Some(text.to_owned()));
            } else {
                return Ok(None);
            }
        }
        Ok(None)
    }
}

impl ObjectReader<'_> {
    /// The name of the member that [`Reader::next_member`] did not find in its list, until its value is read.
    #[must_use]
    pub fn name(&self) -> &str {
        self.rest.as_ref().map_or("", |rest| &rest.name)
    }

    /// The error for a required member that is missing.
    #[cold]
    #[inline(never)]
    pub fn missing(&self, name: &'static str) -> DecodeError {
        self.error(Problem::Missing(name))
    }

    /// An error about the whole object.
    #[cold]
    #[inline(never)]
    pub fn error(&self, problem: Problem) -> DecodeError {
        self.source.error(self.start, problem)
    }

    /// Whether a listed member was met.
    fn has_met(&self, index: usize) -> bool {
        let seen = match index / 64 {
            0 => Some(&self.seen),
            word => self.rest.as_ref().and_then(|rest| rest.seen.get(word - 1)),
        };
        seen.is_some_and(|seen| seen & 1u64 << (index % 64) != 0)
    }

    /// Notes that a listed member was met; `false` if it was before.
    fn mark(&mut self, index: usize) -> bool {
        let bit = 1u64 << (index % 64);
        let seen = match index / 64 {
            0 => &mut self.seen,
            word => {
                let words = &mut self.rest().seen;
                if words.len() < word {
                    words.resize(word, 0);
                }
                &mut words[word - 1]
            }
        };
        let new = *seen & bit == 0;
        *seen |= bit;
        new
    }

    /// The name of the member that [`Reader::next_member`] did not find in its list, taken from here.
    pub fn take_name(&mut self) -> Box<str> {
        self.rest.as_mut().map(|rest| std::mem::take(&mut rest.name)).unwrap_or_default()
    }

    #[cold]
    #[inline(never)]
    fn rest(&mut self) -> &mut Rest {
        self.rest.get_or_insert_default()
    }
}

/// A member, required or optional, that knows no `null` of its own.
impl<T: Json> Slot for Option<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        match T::read(reader) {
            Ok(value) => {
                *self = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn takes_null(&self) -> bool {
        T::KNOWS_NULL
    }
}

impl<T: Json> Slot for Patch<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        match Self::read(reader) {
            Ok(value) => {
                *self = value;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn takes_null(&self) -> bool {
        true
    }
}

impl<T: Json> Others for Map<T> {
    fn read_other(&mut self, name: Box<str>, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        if self.contains(&name) {
            return Err(reader.error(Problem::Duplicate));
        }
        let value = T::read(reader)?;
        self.insert(name, value);
        Ok(())
    }
}

/// The name that comes next and the place after its colon, if it needs no decoding.
fn plain_name(text: &str, at: usize, before: u8) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let at = skip_blank(bytes, at);
    if bytes.get(at) != Some(&before) {
        return None;
    }
    let quote = skip_blank(bytes, at + 1);
    if bytes.get(quote) != Some(&b'"') {
        return None;
    }
    let (name, after) = plain(text, quote + 1)?;
    let colon = skip_blank(bytes, after);
    (bytes.get(colon) == Some(&b':')).then_some((name, colon + 1))
}

fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

/// The member's index; members mostly come in the order of the list, so the search starts after the last one found.
fn find(members: &[&str], from: usize, name: &str) -> Option<usize> {
    let (before, after) = members.split_at(from.min(members.len()));
    let found = after.iter().position(|member| *member == name).map(|index| index + before.len());
    found.or_else(|| before.iter().position(|member| *member == name))
}
