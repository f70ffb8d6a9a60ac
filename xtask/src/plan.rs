//! What writing a client would change on disk: pure comparison, no writing.

use std::collections::BTreeSet;

use generator::{BANNER_MARK, FileSet};

use crate::disk::Disk;

/// The folder that is the generator's own.
pub(crate) const OWNED: &str = "src";

/// The differences between what is on disk and what was generated.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Files that are to be written, because they are missing or differ.
    pub(crate) write: Vec<Change>,
    /// Files in the owned folder that the generator once made and makes no more.
    pub(crate) remove: Vec<String>,
    /// Files in the owned folder that it never made.
    pub(crate) foreign: Vec<String>,
}

/// A file that is to be written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The path below the crate's folder.
    pub(crate) path: String,
    /// How it differs.
    pub(crate) difference: Difference,
}

/// How a file differs from what was generated.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// It is not there.
    Missing,
    /// It is there, and the first line that differs is this one.
    Changed { line: usize, found: String, expected: String },
}

impl Plan {
    /// Whether nothing differs.
    pub(crate) fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty() && self.foreign.is_empty()
    }
}

/// Compares the files with the disk.
pub(crate) fn plan(files: &FileSet, disk: &Disk) -> Result<Plan, String> {
    let mut plan = Plan::default();
    for (path, text) in files.iter() {
        match disk.read(path)? {
            None => plan.write.push(Change { path: path.to_owned(), difference: Difference::Missing }),
            Some(found) if found == text.as_bytes() => {}
            Some(found) => {
                plan.write.push(Change { path: path.to_owned(), difference: first_difference(&found, text) })
            }
        }
    }
    let made: BTreeSet<&str> = files.iter().map(|(path, _)| path).collect();
    for path in disk.list(OWNED)? {
        if made.contains(path.as_str()) {
            continue;
        }
        let text = disk.read(&path)?.unwrap_or_default();
        if text.starts_with(BANNER_MARK.as_bytes()) {
            plan.remove.push(path);
        } else {
            plan.foreign.push(path);
        }
    }
    Ok(plan)
}

/// The first line that differs; lines are cut to a readable length.
fn first_difference(found: &[u8], expected: &str) -> Difference {
    let found = String::from_utf8_lossy(found);
    let mut left = found.split('\n');
    let mut right = expected.split('\n');
    let mut line = 1;
    loop {
        match (left.next(), right.next()) {
            (Some(a), Some(b)) if a == b => line += 1,
            (a, b) => return Difference::Changed { line, found: cut(a), expected: cut(b) },
        }
    }
}

fn cut(line: Option<&str>) -> String {
    match line {
        None => "(end of file)".to_owned(),
        Some(line) if line.chars().count() > 100 => line.chars().take(100).chain("…".chars()).collect(),
        Some(line) => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, first_difference};

    #[test]
    fn the_first_line_that_differs_is_found() {
        let changed = |line, found: &str, expected: &str| Difference::Changed {
            line,
            found: found.to_owned(),
            expected: expected.to_owned(),
        };
        assert_eq!(first_difference(b"a\nb\n", "a\nc\n"), changed(2, "b", "c"));
        assert_eq!(first_difference(b"a\n", "a\nb\n"), changed(2, "", "b"));
        assert_eq!(first_difference(b"a", "a\n"), changed(2, "(end of file)", ""));
        assert_eq!(first_difference(b"a\r\n", "a\n"), changed(1, "a\r", "a"));
    }
}
