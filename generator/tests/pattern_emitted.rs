//! The emitted checks themselves: written to a file, compiled by rustc, run.
//!
//! The verdicts are those of `regress` and, where `OPENAPI_ORACLES` names the folder of the verdict tables, of an
//! ECMAScript engine on 25,248 strings.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use generator::emit_matcher;
use generator::pattern::{Matcher, compile};
use quote::{format_ident, quote};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

/// At least one pattern for every branch of the emitter.
const PATTERNS: [&str; 83] = [
    "",
    "^",
    "$",
    "^$",
    "a",
    "^a",
    "a$",
    "^a$",
    "^abc$",
    "^abc",
    "abc|d",
    "^(abc|d)$",
    "^(abc|d)",
    "^(a|ab)$",
    "[^]*",
    "[]",
    "^[a-z]$",
    "^[a-z]{3}$",
    "^[a-z]{3}",
    "^[a-z]*$",
    "^[a-z]+$",
    "^[a-z]{2,}$",
    "^[a-z]{0,3}$",
    "^[a-z]{2,3}$",
    "^a{40}$",
    "^[A-Za-z]{2,6}_[\\w-]{22}$",
    "^[A-Za-z]{2,3}_[\\w-]{2}$",
    "^\\+[1-9]\\d{1,14}$",
    "^[a-z]{1,3}[a-z0-9]{2}$",
    "^[a-z]*ab$",
    "^a*ab$",
    "^x[a-z]*y.$",
    "^(ab|cd)[0-9]{3}$",
    "^x(ab|cd)[0-9]{3}$",
    "^(ab|cde)[0-9]{3}$",
    "^[0-9]*(ab|cd)$",
    "^[0-9](ab|cd)$",
    "^\\d+\\.\\d+\\.\\d+$",
    "^\\d{1,3}(?:\\.)\\d{0,3}\\.\\d{2,}$",
    "^\\d*-\\d*",
    "^\\d+-[a-f]{3}",
    "^\\d+-[a-f]",
    "^\\d+-(a|b)x",
    "^\\d+-(ab|cde)",
    "^a*b[cd]e*f",
    "^.{0,100000}$",
    "^.$",
    "^.*$",
    "^.+$",
    "^.{2}$",
    "^.{2,}$",
    "^.{2,4}$",
    "^[^/]+/[^/]{2}$",
    "^[^/]+/[^/]",
    "^[^/]+/[^/]{2}",
    "^[^/]{1,2}/",
    "^[^/?]+/x",
    "^.*/$|^.*[?]$",
    "^[^/]+/é?$",
    "^[^/]+/[é-ü]*-$",
    "^.*ab$",
    "^.+a[0-9]{2}$",
    "^é.{1,2}é$",
    "^[^a]b",
    "^[^a]{2}b",
    "^ü[a-z]+ü$",
    "^ü{3}",
    "^[^a-z]*[a-z]{2}$",
    "(a|b)*c",
    "^(a|bc)*$",
    "^\\s+$",
    "^\\p{L}+$",
    "^[\\p{Lu}\\p{Nd}]x|^\\p{Script=Greek}y",
    "^(?=.*[A-Z])(?=.*\\d).{4,8}$",
    "\\bfoo\\b",
    "^(?:(?!foo).)*$",
    "(?<=\\$)\\d+(?!\\.)",
    "^[à-ÿ😀-😏]{2}(a|b😀)+$",
    "(\\w{1,64}\\.){1,9}x$",
    "^[^\\u0000-\\u007f\\u2028]+(?:a|bc)$",
    "^(?=.*[A-Z])(?=.*\\d)(?=.*[a-z]).{8,64}$",
    "^(?:[a-c]d?e{3}|f[gh]i|jk|lm|no|pq|rs|tu|vw|xy|z0|12|34|56|78|9é){1,40}$",
    "^(?:[a-c]d?e{3}|f[gh]i|jk|lm|no|pq|rs|tu|vw|xy|z0|12|34|56|78|9é){1,4}$",
];

#[test]
fn emitted_checks_judge_as_an_ecmascript_engine() {
    let mut cases: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    // Around the number of states that fits a byte, without a state that accepts at the end only.
    let numbered = (247..=256).map(|count| format!("^(?:a|aa)b{{{count}}}"));
    for source in PATTERNS.map(str::to_owned).into_iter().chain(numbered) {
        let source = source.as_str();
        let flags = if compile(source).expect(source).warning.is_some() { "" } else { "u" };
        let regex = regress::Regex::with_flags(source, flags).expect(source);
        let verdicts = strings(source).into_iter().map(|text| {
            let verdict = regex.find(&text).is_some();
            (text, verdict)
        });
        cases.entry(source.to_owned()).or_default().extend(verdicts);
    }
    assert!(cases.keys().all(|source| is_checked(source)), "own patterns are all checked");
    read_oracle(&mut cases);
    let all = cases.len();
    cases.retain(|source, _| is_checked(source));
    eprintln!("{} patterns are not checked", all - cases.len());
    let (functions, names): (Vec<_>, Vec<_>) = cases
        .keys()
        .enumerate()
        .map(|(index, source)| {
            let name = format!("matches_{index}");
            let pattern = compile(source).expect(source);
            (emit_matcher(&name, &pattern), format_ident!("{name}"))
        })
        .unzip();
    let count = names.len();
    let file = quote! {
        //! All patterns, and the reader of the cases.
        mod runtime {
            pub mod pattern;
        }
        static CHECKS: [runtime::pattern::Pattern; #count] =
            [#(runtime::pattern::Pattern { source: stringify!(#names), matches: #names }),*];
        fn main() {
            let cases = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
            let mut wrong = 0;
            for line in cases.lines() {
                let mut fields = line.split(' ');
                let check = &CHECKS[fields.next().unwrap().parse::<usize>().unwrap()];
                let verdict: bool = fields.next().unwrap().parse().unwrap();
                let codes = fields.map(|code| char::from_u32(code.parse().unwrap()).unwrap());
                let text: String = codes.collect();
                if (check.matches)(&text) != verdict {
                    println!("{check:?} on {text:?}: {verdict} expected");
                    wrong += 1;
                }
            }
            assert_eq!(wrong, 0);
        }
        #(#functions)*
    };
    let output = run(&prettyplease::unparse(&syn_file(file)), &lines(&cases));
    assert!(output.is_empty(), "{output}\n{:#?}", cases.keys().enumerate().collect::<Vec<_>>());
}

fn is_checked(source: &str) -> bool {
    let pattern = compile(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    !matches!(pattern.matcher, Matcher::Unchecked { .. })
}

fn syn_file(tokens: proc_macro2::TokenStream) -> syn::File {
    syn::parse2(tokens).expect("emitted tokens are Rust")
}

/// Texts near the edge of a pattern, and some that have nothing to do with it.
fn strings(source: &str) -> Vec<String> {
    let samples = compile(source).expect(source).samples();
    let mut texts: Vec<String> = samples.shortest.into_iter().chain(samples.longest).chain(samples.misses).collect();
    for text in texts.clone() {
        texts.push(format!("{text}{text}"));
        texts.push(format!("é{text}"));
        texts.push(format!("{text}\u{2028}"));
        texts.push(text.to_uppercase());
    }
    let others = [
        "",
        "a",
        "b",
        "ab",
        "abc",
        "d",
        "foo",
        "a foo b",
        "1.2.3",
        "12-a",
        "12-abc",
        "/ab/",
        "é",
        "😀😀b😀",
        "αy",
        "Αy",
    ];
    texts.extend(others.map(str::to_owned));
    texts.extend(
        ["a/\u{e9}", "x/ée-", "üaü", "$12", "$12.", "   \u{feff}", "\u{85}", "ab_cd", "\u{2029}ab", "ab\n"]
            .map(str::to_owned),
    );
    texts
}

fn read_oracle(cases: &mut BTreeMap<String, Vec<(String, bool)>>) {
    let Some(folder) = std::env::var_os("OPENAPI_ORACLES") else {
        eprintln!(
            "SKIPPED: `OPENAPI_ORACLES` does not name the folder of the verdict tables, so only own patterns are run"
        );
        return;
    };
    let path = PathBuf::from(folder).join("ecma-regex/cases.jsonl");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        let case: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let field = |name: &str| case[name].as_str().expect("a field is text").to_owned();
        let verdict = case["match"].as_bool().expect("a verdict is a truth value");
        cases.entry(field("pattern")).or_default().push((field("string"), verdict));
    }
}

/// The number of the pattern, the verdict, the code points.
fn lines(cases: &BTreeMap<String, Vec<(String, bool)>>) -> String {
    let mut lines = String::new();
    for (index, cases) in cases.values().enumerate() {
        for (text, verdict) in cases {
            lines.push_str(&format!("{index} {verdict}"));
            text.chars().for_each(|char| lines.push_str(&format!(" {}", u32::from(char))));
            lines.push('\n');
        }
    }
    eprintln!("{} patterns, {} strings", cases.len(), lines.lines().count());
    lines
}

/// Compiles the program, without warnings, and runs it; returns what went wrong.
fn run(program: &str, cases: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pattern_emitted");
    std::fs::create_dir_all(folder.join("runtime")).expect("the folder can be made");
    let support = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src/pattern.rs");
    std::fs::copy(support, folder.join("runtime/pattern.rs")).expect("the run-time file can be copied");
    std::fs::write(folder.join("main.rs"), program).expect("the program can be written");
    std::fs::write(folder.join("cases.txt"), cases).expect("the cases can be written");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiled = Command::new(rustc)
        .current_dir(&folder)
        .args(["--edition", "2024", "-D", "warnings", "-A", "dead_code", "-F", "unsafe_code", "-o", "main", "main.rs"])
        .output()
        .expect("rustc can be run");
    if !compiled.status.success() {
        return String::from_utf8_lossy(&compiled.stderr).into_owned();
    }
    let ran = Command::new(folder.join("main")).arg(folder.join("cases.txt")).output().expect("the program can be run");
    String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr)
}
