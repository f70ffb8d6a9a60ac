//! What the verdict tables and random patterns do not show: places of errors, readings, limits, the form chosen.

use super::{Automaton, Matcher, Mode, Pattern, Rest, compile};

fn pattern(source: &str) -> Pattern {
    compile(source).unwrap_or_else(|error| panic!("{source:?}: {error}"))
}

/// Asserts the verdict on each text.
fn check(source: &str, matching: &[&str], others: &[&str]) {
    let pattern = pattern(source);
    for text in matching {
        assert_eq!(pattern.is_match(text), Some(true), "{source:?} on {text:?}");
    }
    for text in others {
        assert_eq!(pattern.is_match(text), Some(false), "{source:?} on {text:?}");
    }
}

#[test]
fn errors_have_a_place() {
    for (source, offset, message) in [
        ("ab(", 2, "`(` is not closed"),
        ("ab)", 2, "`)` closes no group"),
        ("é[a", 2, "`[` is not closed"),
        ("a**", 2, "there is nothing before `*` to repeat"),
        ("+", 0, "there is nothing before `+` to repeat"),
        ("a{1}{2}", 4, "there is nothing before `{` to repeat"),
        ("a{3,2}", 1, "the bounds of this repetition are out of order"),
        ("[z-a]", 1, "the ends of this range are out of order"),
        ("a\\", 1, "`\\` ends the pattern"),
        ("^*", 1, "an assertion cannot be repeated"),
        ("(?<=a)*", 6, "an assertion cannot be repeated"),
        ("(?i)a", 0, "flags cannot be set inside of a pattern"),
        ("(?ii:a)", 0, "flags cannot be set inside of a pattern"),
        ("(?-:a)", 0, "flags cannot be set inside of a pattern"),
        ("(?x:a)", 0, "flags cannot be set inside of a pattern"),
        ("(?i:a", 0, "`(` is not closed"),
        ("(?P<n>a)", 0, "this kind of group belongs to another dialect of regular expressions"),
        ("(?>a)", 0, "this kind of group belongs to another dialect of regular expressions"),
        ("(?", 0, "`(?` starts no known group"),
        ("(?<1>a)", 3, "a group name cannot have this character"),
        ("(?<n>a)(?<n>b)", 10, "two groups are named `n`"),
        ("(?<n>a)\\k<m>", 7, "no group is named `m`"),
        ("(?<n>a)\\k", 9, "a group name in `<` and `>` is expected here"),
    ] {
        let error = compile(source).expect_err(source);
        assert_eq!((error.offset, error.message.as_str()), (offset, message), "{source:?}");
    }
}

#[test]
fn what_only_the_u_flag_forbids_is_read_without_it() {
    for (source, offset, matching, other) in [
        ("^[\\w-.]$", 2, "-", ","),
        ("^[a-\\d]$", 2, "-", "b"),
        ("^\\@$", 1, "@", "\\@"),
        ("^\\_\\-$", 1, "_-", "\\_"),
        ("^{a}$", 1, "{a}", "a"),
        ("^a{,3}$", 2, "a{,3}", "aaa"),
        ("^x{$", 2, "x{", "x"),
        ("^]$", 1, "]", "["),
        ("^\\z$", 1, "z", ""),
        ("\\Afoo\\Z", 0, "AfooZ", "foo"),
        ("^[[:alpha:]]$", 11, "a]", "b"),
        ("^\\_\\u{3}$", 1, "_uuu", "_\u{3}"),
        ("^\\101$", 1, "A", "1"),
        ("^\\x4$", 1, "x4", "\u{4}"),
        ("^\\c$", 1, "\\c", "c"),
        ("^[\\c1]$", 2, "\u{11}", "1"),
        ("^\\p{Greek}$", 1, "p{Greek}", "α"),
        ("^(?=a)*b$", 6, "b", "a"),
        ("^\\k<a>$", 1, "k<a>", "a"),
    ] {
        let pattern = pattern(source);
        assert_eq!(pattern.mode, Mode::AnnexB, "{source:?}");
        assert_eq!(pattern.warning.as_ref().map(|warning| warning.offset), Some(offset), "{source:?}: {pattern:?}");
        check(source, &[matching], &[other]);
    }
}

#[test]
fn what_other_engines_read_differently() {
    check("^\\w$", &["a", "_", "0"], &["é", "٣", "ß"]);
    check("^\\d$", &["0"], &["٣"]);
    check("a\\b", &["aé", "a"], &["ab"]);
    check("^\\s$", &["\u{feff}", "\u{a0}", "\u{2028}", "\t"], &["\u{85}", "\u{200b}"]);
    check("^.$", &["\u{85}", "😀", "é"], &["\n", "\r", "\u{2028}", "\u{2029}", ""]);
    check("^[a[]$", &["a", "["], &["]"]);
    check("^[a&&b]$", &["&", "a", "b"], &["c"]);
    check("^[+--]$", &["+", ",", "-"], &["a", "."]);
    check("^[^]$", &["\n", "a"], &["", "ab"]);
    check("^[]$", &[], &["", "a", "]"]);
    check("^\\cC\\cc$", &["\u{3}\u{3}"], &["Cc"]);
    check("^\\0$", &["\0"], &["0"]);
    check("^[\\b]$", &["\u{8}"], &["b"]);
    check("^\\uD83D\\uDE00$", &["😀"], &["\u{fffd}"]);
    check("^[\\uD83D\\uDE00-\\u{1F602}]{2}$", &["😀😂"], &["😀"]);
    check("^\\uD83D$", &[], &["😀", "\u{fffd}", ""]);
    check("^\\u{41}\\x42\\u0043\\/$", &["ABC/"], &["ABC"]);
    check("^(?<n>a)|(?<n>b)$", &["ax", "b"], &["c"]);
    check("^a$", &["a"], &["a\n", "\na", "b\na\nb"]);
    check("^(?:a(?![\\s\\S]))$", &["a"], &["ab"]);
    check("^(\\w{1,64}\\.){1,127}$", &["a.", "a.b."], &["", "a", "."]);
    check("^(?:(?=.*\\d)(?!.*__)\\w)+$", &["a1", "a_1"], &["a", "1a", "a__1"]);
    check("^\\p{Script=Greek}\\P{Lu}[\\p{Nd}\\p{L}]$", &["αa٣", "Ωδx"], &["aaa", "αA1", "αa-"]);
}

#[test]
fn what_is_too_large_or_not_regular_is_not_checked() {
    for (source, reason) in [
        ("^(a+)\\1$", "refers back"),
        ("(?<n>a|b)\\k<n>", "refers back"),
        ("^(?i:a)$", "flags for a group"),
        ("^(?ms-i:a|b)+$", "flags for a group"),
        ("^(?-i:a)$", "flags for a group"),
        (".*a.{200}", "more than 10000 states"),
        ("^.*a.{200}$", "more than 10000 states"),
        ("^.{1,100000}a+$", "more than 20000 states"),
        ("(?:(?:){60000}){60000}", "more than 20000 states"),
        ("^(?:(?:(?:a|aa){1,500}b){1,500})*$", "more than 20000 states"),
        ("^(?:a?){4000000000}b$", "more than 20000 states"),
    ] {
        let Matcher::Unchecked { reason: found } = pattern(source).matcher else { panic!("{source:?} is checked") };
        assert!(found.contains(reason), "{source:?}: {found}");
        assert_eq!(pattern(source).is_match("a"), None);
    }
    // The repetition is at an open end, so one `a` decides.
    check("(a|aa){1,500}", &["a", "xa"], &["", "x"]);
}

#[test]
fn long_straight_lines_need_no_automaton() {
    let any = pattern("^.{0,100000}$");
    assert!(matches!(&any.matcher, Matcher::Runs(runs) if runs.head.is_empty()), "{any:?}");
    assert_eq!((any.min_bytes, any.max_bytes), (0, Some(400_000)));
    check("^.{0,100000}$", &["", &"é".repeat(100_000)], &[&"a".repeat(100_001), "\n"]);
    assert!(matches!(pattern("^[a-z]{1,4000000000}-x{70000}$").matcher, Matcher::Runs(_)));
    assert!(matches!(pattern("^[\\s\\S]{1,4000000000}").matcher, Matcher::Runs(_)));
}

#[test]
fn straight_lines_are_recognised() {
    for source in [
        "^[A-Za-z]{2,6}_[\\w-]{22}$",
        "^[A-Za-z]{2,7}_[\\w-]{22}$",
        "^\\+[1-9]\\d{1,14}$",
        "^[A-Z]{2}$",
        "^(?:SM|MM)[0-9a-f]{32}$",
        "^\\d+\\.\\d+\\.\\d+$",
        "^[^/]+/[^/]+$",
        "^(?:a|b|[c-f])(?:x{2}){3}$",
    ] {
        assert!(matches!(pattern(source).matcher, Matcher::Runs(_)), "{source:?}: {:?}", pattern(source).matcher);
    }
    for source in ["^[a-z]+[a-z0-9]+$", "^(a|ab)c$", "^[a-z]*[é-ü]?[a-z]$", "^(?:ab)+$", "^a$b", "a^b"] {
        assert!(!matches!(pattern(source).matcher, Matcher::Runs(_)), "{source:?}: {:?}", pattern(source).matcher);
    }
    let Matcher::Runs(runs) = pattern("^[A-Za-z]{2,6}_[\\w-]{22}$").matcher else { panic!("a straight line") };
    assert!(runs.head.is_empty() && matches!(runs.rest, Rest::Filled { min: 2, max: Some(6), .. }), "{runs:?}");
}

#[test]
fn lengths_are_exact() {
    for (source, bounds) in [
        ("^[A-Za-z]{2,6}_[\\w-]{22}$", (25, Some(29))),
        ("^(?:ab|c){2,3}$", (2, Some(6))),
        ("^(?:é|a)[^]$", (2, Some(6))),
        ("^a*$", (0, None)),
        ("^abc", (3, None)),
        ("(?:abc|de)x", (3, None)),
        ("abc|de", (2, None)),
        ("^(?=.{3,5}$)[a-z]*$", (3, Some(5))),
        ("", (0, None)),
        ("^[]$", (0, None)),
        ("(a)\\1", (0, None)),
    ] {
        assert_eq!((pattern(source).min_bytes, pattern(source).max_bytes), bounds, "{source:?}");
    }
}

#[test]
fn samples_are_at_the_edge() {
    let samples = pattern("^[A-Z]{2,3}-\\d$").samples();
    assert_eq!(samples.shortest.as_deref(), Some("AA-0"));
    assert_eq!(samples.longest.as_deref(), Some("AAA-0"));
    assert_eq!(samples.misses[..3], ["AA-", "A-0", "AA-00"]);
    for source in ["^(?:ab|cde)x?$", "^é.{1,3}$", "\\bfoo\\b", "^(?=.{3,5}$)[a-z]*-[a-z]*$", "^$"] {
        let pattern = pattern(source);
        let samples = pattern.samples();
        let shortest = samples.shortest.expect(source);
        assert_eq!((pattern.is_match(&shortest), shortest.len()), (Some(true), pattern.min_bytes), "{source:?}");
        assert_eq!(samples.longest.as_ref().map(String::len), pattern.max_bytes, "{source:?}");
        assert!(samples.longest.is_none_or(|text| pattern.is_match(&text) == Some(true)), "{source:?}");
        assert!(!samples.misses.is_empty(), "{source:?}");
        assert!(samples.misses.iter().all(|text| pattern.is_match(text) == Some(false)), "{source:?}");
    }
}

#[test]
fn equal_languages_have_equal_tables() {
    let table = |source: &str| match pattern(source).matcher {
        Matcher::Automaton(automaton) => automaton,
        other => panic!("{source:?}: {other:?}"),
    };
    assert_eq!(table("^(?:a|b)*(?:ba)+$"), table("^[ab]*ba$|^(?:[ab]*ba)+$"));
    let Automaton { next, class_count, wide, .. } = table("^(?:ab)+$");
    assert_eq!((next.len(), class_count, wide.len()), (5, 3, 0));
}

#[test]
fn no_input_panics() {
    let deep = |open: &str, close: &str| open.repeat(100_000) + "a" + &close.repeat(100_000);
    for (open, close) in [("(", ")"), ("(?:", ")*"), ("(?=", ")"), ("(?<!", ")")] {
        let error = compile(&deep(open, close)).expect_err("groups are nested too deeply");
        assert_eq!(error.message, "groups are nested more than 200 deep");
        let fits = open.repeat(200) + "a" + &close.repeat(200);
        compile(&fits).unwrap_or_else(|error| panic!("{open}: {error}"));
    }
    // Each level doubles what is in it.
    for (open, close) in [("(?:", "){2}"), ("(?:a?", "){2}"), ("(?:a|", "){0,2}b"), ("(?:", "|a){2}")] {
        let _ = compile(&format!("^{}{}$", open.repeat(199), close.repeat(199)));
    }
    for source in [
        "\\",
        "[\\",
        "[a-",
        "(?<",
        "\\u{",
        "\\u{110000}",
        "\\p{",
        "\\k<",
        "a{99999999999999999999}",
        "[^\\",
        "\\uD83D\\u",
        "é\\",
    ] {
        let _ = compile(source);
    }
    let parts =
        ["(", ")", "[", "]", "{1", "}", "\\", "?", "<", "=", "!", "-", "^", "$", "|", "*", "u", "k", "é", "0", "c"];
    for first in parts {
        for second in parts {
            for third in parts {
                let _ = compile(&[first, second, third, "a"].concat());
            }
        }
    }
}
