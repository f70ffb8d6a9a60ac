//! Whether one pattern takes all that another takes.

use crate::pattern::{self, Matcher, Pattern};

use super::rules::Turn;

/// How a pattern turned.
pub(super) fn turn(old: &Pattern, new: &Pattern) -> Turn {
    match (takes_all_of(new, old), takes_all_of(old, new)) {
        (Some(true), Some(true)) => Turn::Same,
        (Some(true), _) => Turn::Looser,
        (_, Some(true)) => Turn::Tighter,
        (_, _) => Turn::Other,
    }
}

/// Whether `wide` takes every text that `narrow` takes: no text has both `narrow` and not `wide`. Nothing where that
/// cannot be found out.
fn takes_all_of(wide: &Pattern, narrow: &Pattern) -> Option<bool> {
    // Read by another grammar, the same characters could mean something else once they stand in one pattern.
    if wide.mode != narrow.mode {
        return None;
    }
    let unchecked = |pattern: &Pattern| matches!(pattern.matcher, Matcher::Unchecked { .. });
    if unchecked(wide) || unchecked(narrow) {
        return None;
    }
    let apart = format!("^(?=[^]*(?:{}))(?![^]*(?:{}))", narrow.source, wide.source);
    let apart = pattern::compile(&apart).ok().filter(|apart| apart.mode == wide.mode)?;
    match apart.matcher {
        Matcher::Never => Some(true),
        Matcher::Unchecked { .. } => None,
        Matcher::Always | Matcher::Contains(_) | Matcher::Runs(_) | Matcher::Automaton(_) => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::{Turn, turn};
    use crate::pattern::compile;

    fn turned(old: &str, new: &str) -> Turn {
        turn(&compile(old).unwrap(), &compile(new).unwrap())
    }

    #[test]
    fn inclusion_is_found() {
        assert_eq!(turned("^[a-z]{2,6}_[0-9]{4}$", "^[a-z]{2,7}_[0-9]{4}$"), Turn::Looser);
        assert_eq!(turned("^[a-z]{2,7}_[0-9]{4}$", "^[a-z]{2,6}_[0-9]{4}$"), Turn::Tighter);
        assert_eq!(turned("^[a-z]+$", "^[0-9]+$"), Turn::Other);
        assert_eq!(turned("^[0-9]$", "^\\d$"), Turn::Same);
        assert_eq!(turned("abc", "^abc$"), Turn::Tighter);
        assert_eq!(turned("^a|b$", "^(?:a|b)$"), Turn::Tighter);
        assert_eq!(turned("^(a)\\1$", "^aa$"), Turn::Other);
    }
}
