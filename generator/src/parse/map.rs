//! An ordered map from names to parsed objects.

use indexmap::IndexMap;

/// An ordered map from names to parsed objects, in document order; a word in size as long as it is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Map<T> {
    entries: Option<Box<IndexMap<String, T>>>,
}

impl<T> Map<T> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self { entries: None }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.as_ref().map_or(0, |entries| entries.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entries.as_ref()?.get(name)
    }

    /// Names and values, in document order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &T)> {
        self.entries.iter().flat_map(|entries| entries.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// Names, in document order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// Values, in document order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.iter().map(|(_, value)| value)
    }

    /// Adds an entry, or replaces the one of that name.
    pub fn insert(&mut self, name: &str, value: T) {
        self.entries.get_or_insert_default().insert(name.to_owned(), value);
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (String, T);
    type IntoIter = indexmap::map::IntoIter<String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.map(|entries| *entries).unwrap_or_default().into_iter()
    }
}
