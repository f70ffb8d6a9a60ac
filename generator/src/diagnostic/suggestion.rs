//! "Did you mean …?"

/// The candidate nearest to `word`, if one is near enough to be a slip: a few letters changed, added, left out or swapped, or another
/// case.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let allowed = match word.len() {
        0..=2 => return None,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Longer words are cut, so that a hostile key costs nothing.
const LONGEST: usize = 64;

/// The number of letters to change, add, leave out or swap (optimal string alignment), upper and lower case being equal.
fn distance(word: &[char], candidate: &str) -> usize {
    let candidate: Vec<char> = candidate.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=candidate.len()).collect();
    for (row, &letter) in word.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, &other) in candidate.iter().enumerate() {
            let mut cost =
                (last[column] + usize::from(letter != other)).min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && letter == candidate[column - 1] && word[row - 1] == other {
                cost = cost.min(before[column - 1] + 1);
            }
            current.push(cost);
        }
        before = std::mem::replace(&mut last, current);
    }
    last[candidate.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let known = ["description", "properties", "required", "type", "minLength", "maxLength", "in"];
        for (word, meant) in [
            ("desciption", "description"),
            ("propertis", "properties"),
            ("reqiured", "required"),
            ("tpye", "type"),
            ("minlength", "minLength"),
            ("maxLenght", "maxLength"),
            ("Type", "type"),
        ] {
            assert_eq!(closest(word, known), Some(meant), "{word}");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        let known = ["description", "type", "in", "not"];
        for word in ["", "i", "of", "name", "foo", "summary", &"x".repeat(100_000)] {
            assert_eq!(closest(word, known), None, "{word:.20}");
        }
    }
}
