//! An ordered map from names to values, as JSON objects are: no name twice, the order of insertion kept.
//!
//! It knows names and how to find them. It must not know what the values are.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;

use super::decode_error::DecodeError;
use super::json::Json;
use super::reader::Reader;
use super::writer::Writer;

/// From this many names on they are found by hash. The hash is keyed, so a hostile text cannot make it slow.
const INDEXED_FROM: usize = 16;

/// Names without duplicates, each with its position. Not generic, so that it is compiled once.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<Box<str>>,
    index: Option<Box<Index>>,
}

/// An open hash table of positions, at most half full; `u32::MAX` is an empty slot.
#[derive(Clone, Debug)]
struct Index {
    state: RandomState,
    slots: Vec<u32>,
}

impl Index {
    fn build(names: &[Box<str>]) -> Self {
        let size = (names.len() * 4).next_power_of_two();
        let mut index = Self { state: RandomState::new(), slots: vec![u32::MAX; size] };
        for (position, name) in names.iter().enumerate() {
            let slot = index.slot(names, name);
            index.set(slot, position);
        }
        index
    }

    fn set(&mut self, slot: usize, position: usize) {
        if let Some(place) = self.slots.get_mut(slot) {
            *place = u32::try_from(position).unwrap_or(u32::MAX);
        }
    }

    /// The slot that holds the name, or the empty one where it belongs.
    fn slot(&self, names: &[Box<str>], name: &str) -> usize {
        let mask = self.slots.len() - 1;
        // Truncation is meant: the low bits are as good as any.
        let mut slot = self.state.hash_one(name) as usize & mask;
        loop {
            match self.slots.get(slot).and_then(|position| names.get(*position as usize)) {
                Some(found) if **found != *name => slot = (slot + 1) & mask,
                _ => return slot,
            }
        }
    }
}

impl Names {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// Where a name is.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        match &self.index {
            None => self.names.iter().position(|known| **known == *name),
            Some(index) => {
                let position = *index.slots.get(index.slot(&self.names, name))? as usize;
                (position < self.names.len()).then_some(position)
            }
        }
    }

    /// Appends a name that is not there yet.
    pub fn push(&mut self, name: Box<str>) {
        if let Some(index) = &mut self.index {
            let slot = index.slot(&self.names, &name);
            index.set(slot, self.names.len());
        }
        self.names.push(name);
        let crowded = self.index.as_ref().is_some_and(|index| index.slots.len() < self.names.len() * 2);
        if crowded || (self.index.is_none() && self.names.len() >= INDEXED_FROM) {
            self.index = Some(Box::new(Index::build(&self.names)));
        }
    }

    fn remove(&mut self, position: usize) -> Box<str> {
        self.index = None;
        let name = self.names.remove(position);
        if self.names.len() >= INDEXED_FROM {
            self.index = Some(Box::new(Index::build(&self.names)));
        }
        name
    }
}

/// A map from names to values that keeps the order of insertion.
///
/// Equal maps hold equal values under equal names, in any order. `Debug` shows the names only: values may be secret.
#[derive(Clone)]
pub struct Map<T> {
    entries: Option<Box<Entries<T>>>,
}

#[derive(Clone)]
struct Entries<T> {
    names: Names,
    values: Vec<T>,
}

impl<T> Map<T> {
    /// An empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: None }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values_slice().len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is an entry of this name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.values_slice().get(self.position(name)?)
    }

    /// The value of a name, to change it.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let position = self.position(name)?;
        self.entries.as_mut()?.values.get_mut(position)
    }

    /// Sets the value of a name and returns the one it replaces.
    pub fn insert(&mut self, name: impl Into<Box<str>>, value: T) -> Option<T> {
        let name = name.into();
        if let Some(old) = self.get_mut(&name) {
            return Some(std::mem::replace(old, value));
        }
        let empty = || Box::new(Entries { names: Names::default(), values: Vec::new() });
        let entries = self.entries.get_or_insert_with(empty);
        entries.names.push(name);
        entries.values.push(value);
        None
    }

    /// Removes an entry and returns its value. The order of the others stays.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let position = self.position(name)?;
        let entries = self.entries.as_mut()?;
        entries.names.remove(position);
        Some(entries.values.remove(position))
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { names: self.names_slice().iter(), values: self.values_slice().iter() }
    }

    /// The names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names_slice().iter().map(|name| &**name)
    }

    /// The values in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.values_slice().iter()
    }

    /// Where the entry of a name stands among the others.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.entries.as_ref()?.names.position(name)
    }

    fn names_slice(&self) -> &[Box<str>] {
        self.entries.as_ref().map_or(&[], |entries| &entries.names.names)
    }

    fn values_slice(&self) -> &[T] {
        self.entries.as_ref().map_or(&[], |entries| &entries.values)
    }
}

/// The entries of a [`Map`] in order.
pub struct Iter<'m, T> {
    names: std::slice::Iter<'m, Box<str>>,
    values: std::slice::Iter<'m, T>,
}

/// The entries of a [`Map`] in order, owned.
pub struct IntoIter<T> {
    names: std::vec::IntoIter<Box<str>>,
    values: std::vec::IntoIter<T>,
}

impl<'m, T> Iterator for Iter<'m, T> {
    type Item = (&'m str, &'m T);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.names.next()?, self.values.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.names.size_hint()
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<T> Iterator for IntoIter<T> {
    type Item = (Box<str>, T);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.names.next()?, self.values.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.names.size_hint()
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}

impl<T: Json> Json for Map<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut map = Self::new();
        let mut object = reader.begin_object()?;
        while reader.next_member(&mut object, &[])?.is_some() {
            reader.additional(&mut object, &mut map)?;
        }
        Ok(map)
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.additional(self);
        writer.end_object();
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> PartialEq for Map<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<T: Eq> Eq for Map<T> {}

impl<T> fmt::Debug for Map<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = format_args!("…");
        formatter.debug_map().entries(self.names().map(|name| (name, &hidden))).finish()
    }
}

impl<'m, T> IntoIterator for &'m Map<T> {
    type Item = (&'m str, &'m T);
    type IntoIter = Iter<'m, T>;

    fn into_iter(self) -> Iter<'m, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (Box<str>, T);
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        let (names, values) = match self.entries {
            Some(entries) => (entries.names.names, entries.values),
            None => (Vec::new(), Vec::new()),
        };
        IntoIter { names: names.into_iter(), values: values.into_iter() }
    }
}

/// Of entries with the same name the last one stays.
impl<T, N: Into<Box<str>>> FromIterator<(N, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<T, N: Into<Box<str>>> Extend<(N, T)> for Map<T> {
    fn extend<I: IntoIterator<Item = (N, T)>>(&mut self, entries: I) {
        for (name, value) in entries {
            self.insert(name, value);
        }
    }
}

impl<T, N: Into<Box<str>>, const LENGTH: usize> From<[(N, T); LENGTH]> for Map<T> {
    fn from(entries: [(N, T); LENGTH]) -> Self {
        entries.into_iter().collect()
    }
}
