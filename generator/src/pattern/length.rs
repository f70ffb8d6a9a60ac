//! How long matching texts are.

use super::matcher::Matcher;
use super::paths::Paths;
use super::runs::{Rest, Runs, class_byte_lengths};

/// The fewest and the most bytes of a matching text.
pub(super) fn of(matcher: &Matcher) -> (usize, Option<usize>) {
    match matcher {
        Matcher::Always | Matcher::Never | Matcher::Unchecked { .. } => (0, None),
        Matcher::Contains(literals) => (literals.iter().map(String::len).min().unwrap_or(0), None),
        Matcher::Runs(runs) => of_runs(runs),
        Matcher::Automaton(automaton) => {
            let paths = Paths::new(automaton);
            (paths.shortest().map_or(0, |text| text.len()), paths.max_bytes())
        }
    }
}

fn of_runs(runs: &Runs) -> (usize, Option<usize>) {
    let mut sum = (0_usize, Some(0_usize));
    let mut add = |(min, max): (usize, Option<usize>)| {
        sum = (sum.0.saturating_add(min), sum.1.zip(max).map(|(sum, max)| sum.saturating_add(max)));
    };
    runs.head.iter().for_each(|run| add(run.byte_lengths()));
    match &runs.rest {
        Rest::Any => add((0, None)),
        Rest::Nothing => {}
        Rest::Filled { class, min, max, tail } => {
            add(class_byte_lengths(class, *min, *max));
            tail.iter().for_each(|run| add(run.byte_lengths()));
        }
    }
    sum
}
