//! Texts at the edge of rules: which are tried, and which rules each breaks.

use super::super::string::client_format;
use crate::ir::{BrokenRule, Format, PatternDefinition, Rules};
use crate::pattern::Samples;

/// Longer texts are not written into a test.
const LONGEST: u64 = 1000;

/// A place where a text stands.
pub(super) struct TextPlace<'p> {
    /// All rules that hold there.
    pub(super) rules: Vec<&'p Rules>,
    /// The format of its type.
    pub(super) format: Option<Format>,
    /// Texts that the document gives: examples, values of an enumeration.
    pub(super) known: Vec<String>,
    /// No others are tried as valid ones: those of an enumeration.
    pub(super) listed: bool,
    /// The patterns of the client.
    pub(super) patterns: &'p [PatternDefinition],
    /// Texts at the edge of each.
    pub(super) samples: &'p [Samples],
}

impl TextPlace<'_> {
    /// A text that keeps to all rules.
    pub(super) fn valid(&self) -> Option<String> {
        self.candidates().into_iter().find(|text| self.keeps(text))
    }

    /// Whether a text keeps to all rules, and is one that the document lists where it lists any.
    pub(super) fn keeps(&self, text: &str) -> bool {
        self.broken(text).is_empty() && (!self.listed || self.known.iter().any(|known| known == text))
    }

    /// So many different texts that keep to all rules.
    pub(super) fn distinct(&self, count: usize) -> Option<Vec<String>> {
        let least = self.rules.iter().filter_map(|rules| rules.min_length).max().unwrap_or(0);
        let width = usize::try_from(least.max(2)).ok().filter(|width| *width as u64 <= LONGEST)?;
        let mut found: Vec<String> = Vec::new();
        let counted = (0..count).map(|index| format!("{index:a>width$}"));
        for text in self.candidates().into_iter().chain(counted) {
            if found.len() < count && !found.contains(&text) && self.keeps(&text) {
                found.push(text);
            }
        }
        (found.len() == count).then_some(found)
    }

    /// Whether lengths are all that is asked for, so that any character does.
    pub(super) fn is_plain(&self) -> bool {
        self.format.is_none() && self.rules.iter().all(|rules| rules.patterns.is_empty() && rules.one_of.is_empty())
    }

    /// Whether a text can have this length.
    pub(super) fn allows_length(&self, length: u64) -> bool {
        self.rules.iter().all(|rules| {
            rules.min_length.is_none_or(|least| length >= least) && rules.max_length.is_none_or(|most| length <= most)
        })
    }

    /// A text that keeps to all rules and one that breaks this one, both as close to its edge as is known, the second
    /// with as few other rules broken as is known.
    pub(super) fn pair(&self, rule: &BrokenRule) -> (Option<String>, Option<String>) {
        let distance = |text: &String| match rule {
            BrokenRule::MinLength(limit) | BrokenRule::MaxLength(limit) => length(text).abs_diff(*limit),
            _ => 0,
        };
        let judged: Vec<(String, Vec<BrokenRule>)> = self
            .candidates()
            .into_iter()
            .map(|text| {
                let broken = self.broken(&text);
                (text, broken)
            })
            .collect();
        let inside = judged.iter().filter(|(text, _)| self.keeps(text)).min_by_key(|(text, _)| distance(text));
        let outside = judged
            .iter()
            .filter(|(_, broken)| broken.contains(rule))
            .min_by_key(|(text, broken)| (broken.len(), distance(text)));
        let text = |found: Option<&(String, Vec<BrokenRule>)>| found.map(|(text, _)| text.clone());
        (text(inside), text(outside))
    }

    /// What is tried, in order of preference.
    fn candidates(&self) -> Vec<String> {
        let patterns = || self.rules.iter().flat_map(|rules| &rules.patterns).map(|id| &self.samples[id.0]);
        let mut found: Vec<String> = self.rules.iter().flat_map(|rules| rules.one_of.clone()).collect();
        found.extend(self.format.iter().flat_map(|format| examples(*format)).map(|text| (*text).to_owned()));
        found.extend(patterns().flat_map(|samples| samples.shortest.clone()));
        found.extend(patterns().flat_map(|samples| samples.longest.clone()));
        found.extend(self.known.iter().filter(|text| length(text) <= LONGEST).cloned());
        found.extend(patterns().flat_map(|samples| samples.misses.clone()));
        found.extend(self.format.iter().flat_map(|format| mistakes(*format)).map(|text| (*text).to_owned()));
        if self.rules.iter().any(|rules| !rules.one_of.is_empty()) {
            found.push(self.unlisted());
        }
        let limits = self.rules.iter().flat_map(|rules| [rules.min_length, rules.max_length]).flatten();
        let mut lengths: Vec<u64> = vec![1];
        lengths.extend(limits.flat_map(|limit| [limit, limit.saturating_sub(1), limit.saturating_add(1)]));
        lengths.retain(|length| *length <= LONGEST);
        // A longer text that matches can be cut, and a shorter one be drawn out.
        for length in lengths.iter().filter_map(|length| usize::try_from(*length).ok()) {
            found.extend(
                patterns().flat_map(|samples| &samples.longest).map(|text| text.chars().take(length).collect()),
            );
            let drawn =
                |text: &String| text.chars().chain(text.chars().last().into_iter().cycle()).take(length).collect();
            found.extend(patterns().flat_map(|samples| &samples.shortest).map(drawn));
        }
        for unit in ["a", "0", "A"] {
            found.extend(lengths.iter().filter_map(|length| usize::try_from(*length).ok()).map(|n| unit.repeat(n)));
        }
        found
    }

    /// A text that no enumeration here lists.
    pub(super) fn unlisted(&self) -> String {
        let mut text = "unlisted".to_owned();
        while self.known.contains(&text) || self.rules.iter().any(|rules| rules.one_of.contains(&text)) {
            text.push('_');
        }
        text
    }

    /// The rules that a text breaks, as the client reports them.
    fn broken(&self, text: &str) -> Vec<BrokenRule> {
        let mut broken = Vec::new();
        for rules in &self.rules {
            let length = length(text);
            broken.extend(rules.min_length.filter(|least| length < *least).map(BrokenRule::MinLength));
            broken.extend(rules.max_length.filter(|most| length > *most).map(BrokenRule::MaxLength));
            let missed = |id: &&crate::ir::PatternId| self.patterns[id.0].pattern.is_match(text) == Some(false);
            broken.extend(rules.patterns.iter().filter(missed).map(|id| BrokenRule::Pattern(*id)));
            if !rules.one_of.is_empty() && !rules.one_of.iter().any(|listed| listed == text) {
                broken.push(BrokenRule::OneOf(rules.one_of.clone()));
            }
        }
        let other = |format: &Format| !client_format(*format).holds(text);
        broken.extend(self.format.filter(other).map(format_rule));
        broken
    }
}

/// The rule that a format is.
pub(super) fn format_rule(format: Format) -> BrokenRule {
    BrokenRule::Format(client_format(format).name())
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

/// Texts of a format.
fn examples(format: Format) -> &'static [&'static str] {
    match format {
        Format::DateTime => &["2024-02-29T12:30:00Z", "2024-02-29T12:30:00.123-05:00"],
        Format::Date => &["2024-02-29"],
        Format::Time => &["12:30:00Z", "12:30:00.123-05:00"],
        Format::Duration => &["P1D", "P1Y2M3DT4H5M6S"],
        Format::Uuid => &["f81d4fae-7dec-41d0-a765-00a0c91e6bf6"],
        Format::Uri => &["https://example.com", "https://example.com/path?query#fragment"],
        Format::UriReference => &["/path", "https://example.com/path"],
        Format::Hostname => &["example.com"],
        Format::Ipv4 => &["192.0.2.1"],
        Format::Ipv6 => &["2001:db8::1"],
        Format::Base64 => &["YQ==", "YWJj", "YWJjYWJjYWJjYWJjYWJjYWJj"],
        Format::Base64Url => &["YQ", "YWJj", "YWJjYWJjYWJjYWJjYWJjYWJj"],
        Format::Decimal => &["1", "0.50", "100.25"],
    }
}

/// Texts that are nearly of a format.
fn mistakes(format: Format) -> &'static [&'static str] {
    match format {
        Format::DateTime => &["2023-02-29T12:30:00Z", "2024-02-29"],
        Format::Date => &["2023-02-29"],
        Format::Time => &["24:00:00Z"],
        Format::Duration => &["1D"],
        Format::Uuid => &["f81d4fae-7dec-41d0-a765-00a0c91e6bf"],
        Format::Uri => &["//example.com"],
        Format::UriReference => &["a b"],
        Format::Hostname => &["-example.com"],
        Format::Ipv4 => &["192.0.2.256"],
        Format::Ipv6 => &["2001:db8::1::1"],
        Format::Base64 => &["YQ=", "YWJ"],
        Format::Base64Url => &["Y", "YW+j"],
        Format::Decimal => &["1e3"],
    }
}
