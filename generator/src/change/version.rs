//! The version to publish.

use super::entry::Level;

/// The version after `old` for a change of this level: the smallest that Cargo does not take for compatible when the
/// change is major. Below 1.0.0 the second number takes the part of the first, and below 0.1.0 the third (the Cargo
/// book, "SemVer Compatibility").
///
/// Nothing where `old` is no plain `MAJOR.MINOR.PATCH`: a pre-release promises nothing, so any next one will do.
#[must_use]
pub fn next_version(old: &str, level: Level) -> Option<String> {
    let mut parts = old.split('.').map(|part| part.parse::<u64>().ok());
    let (major, minor, patch) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    Some(match (major, minor, level) {
        (0, 0, _) | (0, _, Level::Patch | Level::Minor) | (_, _, Level::Patch) => {
            format!("{major}.{minor}.{}", patch + 1)
        }
        (0, _, Level::Major) | (_, _, Level::Minor) => format!("{major}.{}.0", minor + 1),
        (_, _, Level::Major) => format!("{}.0.0", major + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::{Level, next_version};

    #[test]
    fn steps_are_those_of_cargo() {
        let table = [
            ("1.4.2", "2.0.0", "1.5.0", "1.4.3"),
            ("0.4.2", "0.5.0", "0.4.3", "0.4.3"),
            ("0.0.7", "0.0.8", "0.0.8", "0.0.8"),
        ];
        for (old, major, minor, patch) in table {
            for (level, new) in [(Level::Major, major), (Level::Minor, minor), (Level::Patch, patch)] {
                assert_eq!(next_version(old, level).as_deref(), Some(new), "{old} {level:?}");
            }
        }
        for odd in ["1.0.0-rc.1", "1.0", "2024-01-01", "1.2.3.4", ""] {
            assert_eq!(next_version(odd, Level::Major), None, "{odd}");
        }
    }
}
