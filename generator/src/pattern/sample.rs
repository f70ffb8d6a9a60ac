//! Texts at the edge of a pattern, to test what was emitted for it.

use super::Pattern;
use super::matcher::Matcher;
use super::paths::{Paths, long_char, short_char};
use super::runs::{Rest, Run, Runs};

/// Longer texts are no samples.
const SIZE_LIMIT: usize = 4096;

/// Texts at the edge of a pattern. Empty for an unchecked pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    /// A matching text of the fewest bytes.
    pub shortest: Option<String>,
    /// A matching text of the most bytes, where there is a bound that is not huge.
    pub longest: Option<String>,
    /// Texts that do not match and are one character away from one of the others.
    pub misses: Vec<String>,
}

impl Samples {
    pub(super) fn of(pattern: &Pattern) -> Samples {
        let (shortest, longest) = match &pattern.matcher {
            Matcher::Always => (Some(String::new()), None),
            Matcher::Never | Matcher::Unchecked { .. } => (None, None),
            Matcher::Contains(literals) => (literals.iter().min_by_key(|literal| literal.len()).cloned(), None),
            Matcher::Runs(runs) => {
                (of_runs(runs, pattern.min_bytes, false), of_runs(runs, pattern.max_bytes.unwrap_or(usize::MAX), true))
            }
            Matcher::Automaton(automaton) => {
                let paths = Paths::new(automaton);
                (paths.shortest(), paths.longest())
            }
        };
        let fits = |text: &String| text.len() <= SIZE_LIMIT;
        let (shortest, longest) = (shortest.filter(fits), longest.filter(fits));
        let mut misses = Vec::new();
        for text in shortest.iter().chain(&longest) {
            for kind in neighbours(text) {
                let miss = kind.into_iter().find(|text| pattern.is_match(text) == Some(false));
                misses.extend(miss.filter(|miss| !misses.contains(miss)));
            }
        }
        Samples { shortest, longest, misses }
    }
}

/// The shortest text of a line, or the longest.
fn of_runs(runs: &Runs, size: usize, longest: bool) -> Option<String> {
    if size > SIZE_LIMIT {
        return None;
    }
    let mut text = String::new();
    for run in &runs.head {
        push(run, longest, &mut text)?;
    }
    if let Rest::Filled { class, min, max, tail } = &runs.rest {
        push(&Run::Class { class: class.clone(), min: *min, max: *max }, longest, &mut text)?;
        for run in tail {
            push(run, longest, &mut text)?;
        }
    }
    Some(text)
}

fn push(run: &Run, longest: bool, text: &mut String) -> Option<()> {
    match run {
        Run::Literal(literal) => text.push_str(literal),
        Run::OneOf(literals) if longest => text.push_str(literals.iter().max_by_key(|literal| literal.len())?),
        Run::OneOf(literals) => text.push_str(literals.iter().min_by_key(|literal| literal.len())?),
        Run::Class { class, max, .. } if longest => {
            text.extend(std::iter::repeat_n(long_char(class)?, (*max)? as usize))
        }
        Run::Class { class, min, .. } => text.extend(std::iter::repeat_n(short_char(class)?, *min as usize)),
    }
    Some(())
}

/// Texts one character away, by kind: without the last, without the first, with one more, with another one.
fn neighbours(text: &str) -> Vec<Vec<String>> {
    const OTHERS: [char; 8] = ['a', 'A', '0', '-', '!', ' ', 'é', '\n'];
    let chars: Vec<char> = text.chars().collect();
    let mut kinds = Vec::new();
    if let (Some(first), Some(last)) = (chars.first(), chars.last()) {
        kinds.push(vec![text[..text.len() - last.len_utf8()].to_owned()]);
        kinds.push(vec![text[first.len_utf8()..].to_owned()]);
        kinds.push(vec![format!("{text}{last}")]);
    }
    kinds.push(OTHERS.iter().map(|other| format!("{text}{other}")).collect());
    kinds.push(vec![format!("{text}\n")]);
    let mut places = vec![0, chars.len() / 2, chars.len().saturating_sub(1)];
    places.dedup();
    for place in places.into_iter().filter(|&place| place < chars.len()) {
        let replaced = OTHERS.iter().filter(|&&other| other != chars[place]).map(|&other| {
            let mut chars = chars.clone();
            chars[place] = other;
            chars.into_iter().collect()
        });
        kinds.push(replaced.collect());
    }
    kinds
}
