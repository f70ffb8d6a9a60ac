//! Numbers at the edge of rules, by exact arithmetic on whole numbers of the smallest unit.

use crate::ir::{Bound, BrokenRule, Integer, Rules, Type};

/// Numbers of more digits are not tried.
const MOST_DECIMALS: u32 = 18;

/// A place where a number stands.
pub(super) struct NumberPlace {
    /// The rules, with their bounds in units.
    limits: Vec<(BrokenRule, i128)>,
    /// How many decimals a unit has.
    scale: u32,
    /// The type holds integers only.
    whole: bool,
    /// The least and the greatest value of the type, in units.
    range: (i128, i128),
    /// How many digits the type keeps.
    digits: usize,
}

impl NumberPlace {
    /// The place of a type that holds numbers; nothing where the bounds have too many digits.
    pub(super) fn new(ty: &Type, rules: &[&Rules]) -> Option<Self> {
        let whole = matches!(ty, Type::Integer(_));
        let mut found: Vec<(BrokenRule, &Bound)> = Vec::new();
        for rules in rules {
            found.extend(rules.minimum.iter().map(|bound| (BrokenRule::Minimum(bound.clone()), bound)));
            found.extend(rules.maximum.iter().map(|bound| (BrokenRule::Maximum(bound.clone()), bound)));
            let exclusive = rules.exclusive_minimum.iter();
            found.extend(exclusive.map(|bound| (BrokenRule::ExclusiveMinimum(bound.clone()), bound)));
            let exclusive = rules.exclusive_maximum.iter();
            found.extend(exclusive.map(|bound| (BrokenRule::ExclusiveMaximum(bound.clone()), bound)));
            found.extend(rules.multiple_of.iter().map(|bound| (BrokenRule::MultipleOf(bound.clone()), bound)));
        }
        let decimals = |bound: &Bound| match bound {
            Bound::Integer(_) => 0,
            Bound::Decimal(text) => text.split_once('.').map_or(0, |(_, fraction)| fraction.len()),
        };
        let scale = u32::try_from(found.iter().map(|(_, bound)| decimals(bound)).max().unwrap_or(0)).ok()?;
        let scale = if whole { scale } else { scale + 1 };
        if scale > MOST_DECIMALS {
            return None;
        }
        let limits: Option<Vec<_>> =
            found.into_iter().map(|(rule, bound)| Some((rule, in_units(&bound.to_string(), scale)?))).collect();
        let unit = 10_i128.pow(scale);
        let (least, greatest) = range(ty);
        let range = (least.saturating_mul(unit), greatest.saturating_mul(unit));
        Some(Self { limits: limits?, scale, whole, range, digits: digits(ty) })
    }

    /// The rules that a value of the type can break.
    pub(super) fn rules(&self) -> Vec<BrokenRule> {
        let breakable = self.limits.iter().filter(|(rule, limit)| match rule {
            BrokenRule::Minimum(_) => self.range.0 < *limit,
            BrokenRule::Maximum(_) => self.range.1 > *limit,
            BrokenRule::ExclusiveMinimum(_) => self.range.0 <= *limit,
            BrokenRule::ExclusiveMaximum(_) => self.range.1 >= *limit,
            _ => *limit > self.grain() || self.grain() % limit != 0,
        });
        breakable.map(|(rule, _)| rule.clone()).collect()
    }

    /// A number that keeps to all rules.
    pub(super) fn valid(&self) -> Option<String> {
        self.candidates().into_iter().find(|value| self.broken(*value).is_empty()).map(|value| self.text(value))
    }

    /// Whether a number keeps to all rules; not known of those with more decimals than the rules have.
    pub(super) fn keeps(&self, text: &str) -> bool {
        in_units(text, self.scale).is_some_and(|value| self.fits(value) && self.broken(value).is_empty())
    }

    /// So many different numbers that keep to all rules.
    pub(super) fn distinct(&self, count: usize) -> Option<Vec<String>> {
        let start = self.candidates().into_iter().find(|value| self.broken(*value).is_empty())?;
        let step = self.steps().max().unwrap_or(1).max(self.grain());
        for sign in [1, -1] {
            let offset = |index: usize| step.checked_mul(sign * i128::try_from(index).ok()?)?.checked_add(start);
            let all: Option<Vec<i128>> = (0..count).map(offset).collect();
            let all = all?;
            if all.iter().all(|value| self.fits(*value) && self.broken(*value).is_empty()) {
                return Some(all.into_iter().map(|value| self.text(value)).collect());
            }
        }
        None
    }

    /// A number that keeps to all rules and one that breaks this one, both as close to its edge as can be, the second
    /// with as few other rules broken as can be.
    pub(super) fn pair(&self, rule: &BrokenRule) -> (Option<String>, Option<String>) {
        let Some(limit) = self.limits.iter().find(|(known, _)| known == rule).map(|(_, limit)| *limit) else {
            return (None, None);
        };
        let distance = |value: &i128| match rule {
            BrokenRule::MultipleOf(_) => value.unsigned_abs(),
            _ => value.abs_diff(limit),
        };
        let candidates = self.candidates();
        let inside = candidates.iter().copied().filter(|value| self.broken(*value).is_empty()).min_by_key(distance);
        let outside = candidates
            .iter()
            .copied()
            .filter(|value| self.broken(*value).contains(rule))
            .min_by_key(|value| (self.broken(*value).len(), distance(value)));
        (inside.map(|value| self.text(value)), outside.map(|value| self.text(value)))
    }

    /// The distance between neighbouring values that are tried.
    fn grain(&self) -> i128 {
        if self.whole { 10_i128.pow(self.scale) } else { 1 }
    }

    fn steps(&self) -> impl Iterator<Item = i128> {
        self.limits.iter().filter(|(rule, _)| matches!(rule, BrokenRule::MultipleOf(_))).map(|(_, step)| *step)
    }

    /// What is tried: zero and one, each bound, the multiples next to it, and their neighbours.
    fn candidates(&self) -> Vec<i128> {
        let grain = self.grain();
        let one = 10_i128.pow(self.scale);
        let mut bases = vec![0, one];
        for (_, limit) in &self.limits {
            let below = limit.div_euclid(grain).saturating_mul(grain);
            bases.extend([below, below.saturating_add(grain)]);
            for step in self.steps().filter(|step| *step > 0) {
                let below = limit.div_euclid(step).saturating_mul(step);
                bases.extend([below, below.saturating_add(step), below.saturating_sub(step)]);
            }
        }
        let mut found = Vec::new();
        for base in bases {
            for value in [base, base.saturating_sub(grain), base.saturating_add(grain)] {
                if !found.contains(&value) && self.fits(value) {
                    found.push(value);
                }
            }
        }
        found
    }

    /// Whether the type holds the value exactly.
    fn fits(&self, value: i128) -> bool {
        let in_range = (self.range.0..=self.range.1).contains(&value);
        in_range
            && value % self.grain() == 0
            && self.text(value).chars().filter(char::is_ascii_digit).count() <= self.digits
    }

    fn broken(&self, value: i128) -> Vec<BrokenRule> {
        let broken = self.limits.iter().filter(|(rule, limit)| match rule {
            BrokenRule::Minimum(_) => value < *limit,
            BrokenRule::Maximum(_) => value > *limit,
            BrokenRule::ExclusiveMinimum(_) => value <= *limit,
            BrokenRule::ExclusiveMaximum(_) => value >= *limit,
            BrokenRule::MultipleOf(_) => *limit != 0 && value % limit != 0,
            _ => false,
        });
        broken.map(|(rule, _)| rule.clone()).collect()
    }

    /// A number of units as JSON text.
    fn text(&self, value: i128) -> String {
        let unit = 10_u128.pow(self.scale);
        let (whole, fraction) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
        let sign = if value < 0 { "-" } else { "" };
        let width = self.scale as usize;
        let text = if fraction == 0 { format!("{whole}") } else { format!("{whole}.{fraction:0>width$}") };
        let text = if fraction == 0 { &text } else { text.trim_end_matches('0') };
        format!("{sign}{text}")
    }
}

/// A number in units of so many decimals.
fn in_units(text: &str, scale: u32) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let missing = (scale as usize).checked_sub(fraction.len())?;
    let value: i128 = format!("{whole}{fraction}{}", "0".repeat(missing)).parse().ok()?;
    Some(sign * value)
}

/// The values of a type; of those without limits, as far as it is safe to calculate.
fn range(ty: &Type) -> (i128, i128) {
    match ty {
        Type::Integer(Integer::I8) => (i8::MIN.into(), i8::MAX.into()),
        Type::Integer(Integer::I16) => (i16::MIN.into(), i16::MAX.into()),
        Type::Integer(Integer::I32) => (i32::MIN.into(), i32::MAX.into()),
        Type::Integer(Integer::I64) => (i64::MIN.into(), i64::MAX.into()),
        Type::Integer(Integer::U8) => (0, u8::MAX.into()),
        Type::Integer(Integer::U16) => (0, u16::MAX.into()),
        Type::Integer(Integer::U32) => (0, u32::MAX.into()),
        Type::Integer(Integer::U64) => (0, u64::MAX.into()),
        Type::Integer(Integer::U128) => (0, i128::MAX / 2),
        _ => (i128::MIN / 2, i128::MAX / 2),
    }
}

/// How many decimal digits a type keeps whatever they are.
fn digits(ty: &Type) -> usize {
    match ty {
        Type::Float32 => 6,
        Type::Float64 => 15,
        _ => usize::MAX,
    }
}
