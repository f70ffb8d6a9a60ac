//! Reads unions: looks at a value without reading it, and finds the alternative that it is.
//!
//! It knows what tells alternatives apart. It must not know any model or rule.
//!
//! **Cost.** Looking ahead reads the text of one value once, so nested unions read a text as often as they are nested,
//! which is limited. Alternatives that cannot be told apart are tried, one after the other; what a trial finds out about
//! unions further down is remembered ([`Choices`]).

use std::cmp::Reverse;

use super::choices::{Choices, Place};
use super::decimal::Exact;
use super::json_type::JsonType;
use super::map::Names;
use super::reader::{DecodeError, Kind, Reader};

/// What a value looks like that is read as one of the alternatives of a union. Made at compile time; what is not set
/// fits every value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Case {
    types: &'static [JsonType],
    texts: Option<&'static [&'static str]>,
    tags: &'static [Tag],
    hints: &'static [Tag],
    required: &'static [&'static str],
    members: &'static [&'static str],
    closed: bool,
}

/// A member's name, and the texts of which it holds one.
pub type Tag = (&'static str, &'static [&'static str]);

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $name(mut self, value: $type) -> Self {
            self.$name = value;
            self
        }
    )*};
}

impl Default for Case {
    fn default() -> Self {
        Self::new()
    }
}

impl Case {
    /// Fits every value.
    #[must_use]
    pub const fn new() -> Self {
        Self { types: &[], texts: None, tags: &[], hints: &[], required: &[], members: &[], closed: false }
    }

    /// If it is a string, it is one of these.
    #[must_use]
    pub const fn texts(mut self, texts: &'static [&'static str]) -> Self {
        self.texts = Some(texts);
        self
    }

    /// Its declared members are all that an object may have.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    setters! {
        /// It is of one of these types; an empty list allows all.
        types: &'static [JsonType];
        /// If it is an object, each of these members is there and holds one of these texts.
        tags: &'static [Tag];
        /// If it is an object, each of these members holds one of these texts or is missing.
        hints: &'static [Tag];
        /// If it is an object, these members are there.
        required: &'static [&'static str];
        /// The members that an object may have by its declaration. Of several cases that fit, the one with the most of
        /// these comes first.
        members: &'static [&'static str];
    }
}

/// Reads a union. `read` reads the alternative of an index into `cases`; for the index after the last it reads what the
/// document does not know. `cases` has to be a static of this union, since its address stands for it.
///
/// A value that fits no case is read as unknown. Of several cases that fit those come first that list the text, that
/// take integers only, that know all members of the value, that have the most members in common with the value; then those that stand first. The first that
/// can be read is taken.
///
/// # Errors
/// When the text is not JSON, or the only case that fits, or the first of those, cannot be read.
pub fn read_union<T>(
    reader: &mut Reader<'_>,
    cases: &'static [Case],
    read: fn(usize, &mut Reader<'_>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    match choose(reader, cases) {
        Choice::One(case) => read(case, reader),
        Choice::Several(place, candidates) => {
            for case in &candidates {
                let mut ahead = reader.fork();
                if let Ok(value) = read(*case, &mut ahead) {
                    reader.join(ahead);
                    reader.settle(place, *case);
                    return Ok(value);
                }
            }
            let first = candidates.first().copied().unwrap_or(cases.len());
            reader.remember(place, first);
            read(first, reader)
        }
    }
}

/// What the next value can be.
enum Choice {
    One(usize),
    /// Any of these, in this order.
    Several(Place, Vec<usize>),
}

impl Reader<'_> {
    fn remember(&mut self, place: Place, case: usize) {
        self.choices.get_or_insert_default().set(place, case);
    }

    /// Remembers what a value was read as, if anybody may ask again: a reader that is no fork never goes back.
    fn settle(&mut self, place: Place, case: usize) {
        if self.is_fork() {
            self.remember(place, case);
        } else {
            self.choices = None;
        }
    }
}

fn choose(reader: &mut Reader<'_>, cases: &'static [Case]) -> Choice {
    let unknown = Choice::One(cases.len());
    // What is wrong with the text is found again when it is read as unknown.
    let Ok(kind) = reader.kind() else { return unknown };
    let place = (reader.offset(), cases.as_ptr().addr());
    if let Some(case) = reader.choices.as_ref().and_then(|choices| choices.get(place)) {
        return Choice::One(case);
    }
    let fitting = match kind {
        Kind::Null | Kind::Bool | Kind::Array => Ok(of_type(cases, kind, false)),
        Kind::Number => numbers(reader, cases),
        Kind::String => strings(reader, cases),
        Kind::Object => objects(reader, cases),
    };
    let case = match fitting.as_deref() {
        Err(_) | Ok([]) => cases.len(),
        Ok([one]) => *one,
        Ok(_) => {
            // Made before the forks are, so that they share it.
            reader.choices.get_or_insert_with(Choices::default);
            return Choice::Several(place, fitting.unwrap_or_default());
        }
    };
    if reader.is_fork() {
        reader.remember(place, case);
    }
    Choice::One(case)
}

/// The cases that allow a kind of value, in order.
fn of_type(cases: &[Case], kind: Kind, integer: bool) -> Vec<usize> {
    let fits = |case: &Case| case.types.is_empty() || case.types.iter().any(|ty| ty.holds(kind, integer));
    cases.iter().enumerate().filter(|(_, case)| fits(case)).map(|(index, _)| index).collect()
}

fn numbers(reader: &Reader<'_>, cases: &[Case]) -> Result<Vec<usize>, DecodeError> {
    let integer = Exact::new(reader.fork().number()?).is_integer();
    let mut fitting = of_type(cases, Kind::Number, integer);
    fitting.sort_by_key(|index| cases[*index].types != [JsonType::Integer]);
    Ok(fitting)
}

fn strings(reader: &Reader<'_>, cases: &[Case]) -> Result<Vec<usize>, DecodeError> {
    let mut fitting = of_type(cases, Kind::String, false);
    if fitting.iter().any(|index| cases[*index].texts.is_some()) {
        let mut ahead = reader.fork();
        let text = ahead.str()?;
        fitting.retain(|index| cases[*index].texts.is_none_or(|texts| texts.contains(&text)));
        fitting.sort_by_key(|index| cases[*index].texts.is_none());
    }
    Ok(fitting)
}

fn objects(reader: &Reader<'_>, cases: &[Case]) -> Result<Vec<usize>, DecodeError> {
    let mut fitting = of_type(cases, Kind::Object, false);
    let plain = |case: &Case| case.tags.is_empty() && case.hints.is_empty() && case.required.is_empty();
    if fitting.is_empty() || (fitting.len() == 1 && plain(&cases[fitting[0]])) {
        return Ok(fitting);
    }
    let has_all = |names: &Names, case: &Case| case.required.iter().all(|name| names.position(name).is_some());
    let mut names = Names::default();
    let mut ahead = reader.fork();
    let mut object = ahead.begin_object()?;
    while ahead.next_member(&mut object, &[])?.is_some() {
        let name = object.take_name();
        let tag = |index: usize| {
            let Case { tags, hints, .. } = &cases[index];
            tags.iter().chain(*hints).find(|(tag, _)| **tag == *name)
        };
        if fitting.iter().any(|index| tag(*index).is_some()) {
            let mut value = ahead.fork();
            let text = if value.kind()? == Kind::String { Some(value.str()?) } else { None };
            fitting.retain(|index| tag(*index).is_none_or(|(_, texts)| text.is_some_and(|text| texts.contains(&text))));
        }
        if names.position(&name).is_none() {
            names.push(name);
        }
        match fitting.as_slice() {
            [] => return Ok(fitting),
            [one] if has_tags(&names, &cases[*one]) && has_all(&names, &cases[*one]) => return Ok(fitting),
            _ => ahead.pass()?,
        }
    }
    fitting.retain(|index| has_tags(&names, &cases[*index]) && has_all(&names, &cases[*index]));
    let common = |case: &Case| case.members.iter().filter(|name| names.position(name).is_some()).count();
    // An object with members that a closed case does not know is rather one of the others.
    let strange = |case: &Case, common: usize| case.closed && common < names.count();
    fitting.sort_by_cached_key(|index| {
        let (case, common) = (&cases[*index], common(&cases[*index]));
        (strange(case, common), Reverse(common))
    });
    Ok(fitting)
}

fn has_tags(names: &Names, case: &Case) -> bool {
    case.tags.iter().all(|(name, _)| names.position(name).is_some())
}
