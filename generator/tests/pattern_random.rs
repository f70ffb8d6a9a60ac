//! Random patterns on random texts, judged as by `regress` with the `u` flag.

use generator::pattern::{Matcher, compile};

/// A small generator of pseudo-random numbers (xorshift), so that every run tries the same patterns.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

const CHARS: [&str; 12] = ["a", "b", "c", "_", "-", "1", "A", "é", "😀", "\n", "\u{2028}", " "];

fn text(random: &mut Random) -> String {
    // Mostly a few characters, so that texts often match.
    let few = random.below(3) > 0;
    let chars = if few { &CHARS[..3] } else { &CHARS[..] };
    (0..random.below(9)).map(|_| random.pick(chars)).collect()
}

fn pattern(random: &mut Random) -> String {
    let mut source = String::new();
    let anchors = random.below(4);
    if anchors & 1 == 1 {
        source.push('^');
    }
    disjunction(random, 3, &mut source);
    if anchors & 2 == 2 {
        source.push('$');
    }
    source
}

fn disjunction(random: &mut Random, depth: usize, source: &mut String) {
    for alternative in 0..=random.below(8) / 6 {
        if alternative > 0 {
            source.push('|');
        }
        for _ in 0..random.below(4) {
            term(random, depth, source);
        }
    }
}

fn term(random: &mut Random, depth: usize, source: &mut String) {
    let mut is_group = false;
    match random.below(if depth == 0 { 10 } else { 16 }) {
        0..=3 => source.push_str(random.pick(&["a", "b", "c", "a", "b", "-", "_", "é", "😀", "1"])),
        4 => source.push_str(random.pick(&[".", "\\w", "\\d", "\\s", "\\W", "\\D", "\\S", "[^]", "\\p{L}", "\\P{Lu}"])),
        5..=7 => class(random, source),
        8 => return source.push_str(random.pick(&["^", "$", "\\b", "\\B"])),
        9 => source.push_str(random.pick(&["ab", "bc", "aa"])),
        10..=13 => {
            is_group = true;
            source.push_str(random.pick(&["(", "(?:", "(?:"]));
            disjunction(random, depth - 1, source);
            source.push(')');
        }
        _ => {
            source.push_str(random.pick(&["(?=", "(?!", "(?<=", "(?<!"]));
            disjunction(random, depth - 1, source);
            return source.push(')');
        }
    }
    match random.below(12) {
        0 => source.push('*'),
        1 => source.push('+'),
        2 => source.push('?'),
        3 => source.push_str(random.pick(&["{2}", "{1,2}", "{0,2}", "{2,}", "{1,3}", "{0}"])),
        // `regress` does not come back from some lazy repetitions of what can be empty.
        4 if !is_group => source.push_str(random.pick(&["+?", "{1,2}?", "{2,}?"])),
        _ => {}
    }
}

fn class(random: &mut Random, source: &mut String) {
    source.push_str(random.pick(&["[", "[", "[^"]));
    for _ in 0..random.below(4) {
        source.push_str(random.pick(&[
            "a",
            "b",
            "a-b",
            "b-c",
            "\\w",
            "\\d",
            "\\-",
            "é",
            "😀-😂",
            "\\s",
            "_",
            "\\n",
            "a-z",
        ]));
    }
    source.push(']');
}

#[test]
fn random_patterns_are_judged_as_by_regress() {
    let mut random = Random(0x5eed_0f9a_77e1_2500);
    let (mut verdicts, mut matches, mut unchecked) = (0, 0, 0);
    for _ in 0..PATTERNS {
        let source = pattern(&mut random);
        let regex = regress::Regex::with_flags(&source, "u").unwrap_or_else(|error| panic!("{source:?}: {error}"));
        let pattern = compile(&source).unwrap_or_else(|error| panic!("{source:?}: {error}"));
        assert_eq!(pattern.warning, None, "{source:?}");
        if let Matcher::Unchecked { .. } = pattern.matcher {
            unchecked += 1;
            continue;
        }
        let samples = pattern.samples();
        let own = samples.shortest.into_iter().chain(samples.longest).chain(samples.misses);
        let texts: Vec<String> = own.chain((0..25).map(|_| text(&mut random))).collect();
        for text in texts {
            let expected = regex.find(&text).is_some();
            assert_eq!(pattern.is_match(&text), Some(expected), "{source:?} on {text:?}");
            if expected {
                assert!(pattern.min_bytes <= text.len(), "{source:?} on {text:?}: {}", pattern.min_bytes);
                assert!(pattern.max_bytes.is_none_or(|max| text.len() <= max), "{source:?} on {text:?}");
            }
            verdicts += 1;
            matches += usize::from(expected);
        }
    }
    assert!(unchecked * 50 < PATTERNS, "{unchecked} unchecked");
    assert!(matches * 10 > verdicts && matches * 10 < verdicts * 9, "{matches} of {verdicts} match");
}

const PATTERNS: usize = 4000;
