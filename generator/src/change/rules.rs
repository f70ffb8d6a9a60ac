//! Rules: what became tighter, what became looser.

use std::cmp::Ordering;

use super::entry::{Item, Verdict, code};
use super::pair::{Effect, Pair, RUN, Reach};
use super::{pattern, schema};
use crate::ir;

/// How a rule turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Some values that kept to it no longer do.
    Tighter,
    /// All values that kept to it do, and others.
    Looser,
    /// Neither could be shown: it may refuse what it took.
    Other,
    /// The same values keep to it, said in another way.
    Same,
}

/// One rule that turned.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Turned {
    words: String,
    turn: Turn,
}

impl<'a> Pair<'a> {
    /// The rules of a place.
    pub(super) fn compare_rules(&mut self, item: &Item, reach: Reach, old: &ir::Rules, new: &ir::Rules) {
        let mut turned = Vec::new();
        Comparing { old: self.old, new: self.new, turned: &mut turned }.compare("", old, new);
        for Turned { words, turn } in turned {
            self.push(item, kind(turn), words, effect(turn, reach));
        }
    }

    /// The schema that values of a place are held against, beside their type and rules.
    pub(super) fn compare_schema(
        &mut self,
        item: &Item,
        reach: Reach,
        old: Option<ir::SchemaId>,
        new: Option<ir::SchemaId>,
    ) {
        let Some(turn) = schema::turn((self.old, old), (self.new, new)) else { return };
        let words = match turn {
            Turn::Tighter => "what the schema demands beside type and rules: newly checked",
            Turn::Looser => "what the schema demands beside type and rules: no longer checked",
            Turn::Other | Turn::Same => "what the schema demands beside type and rules: changed",
        };
        self.push(item, kind(turn), words, effect(turn, reach));
    }
}

fn kind(turn: Turn) -> &'static str {
    match turn {
        Turn::Tighter => "rule-tightened",
        Turn::Looser => "rule-loosened",
        Turn::Other => "rule-changed",
        Turn::Same => "rule-respelled",
    }
}

fn effect(turn: Turn, reach: Reach) -> Effect<'static> {
    match turn {
        Turn::Tighter | Turn::Other if reach.old.request => Effect {
            rust: "values that were sent are refused before sending",
            verdict: RUN,
            reason: if turn == Turn::Tighter {
                "a request that kept to the old rule may break the new one"
            } else {
                "it is not shown that every value within the old rule is within the new one"
            },
        },
        Turn::Looser if reach.new.request => Effect {
            rust: "values that were refused are sent",
            verdict: Verdict::Minor,
            reason: "requests can hold more than before",
        },
        Turn::Same => Effect {
            rust: "none: the same values keep to it",
            verdict: Verdict::Patch,
            reason: "the same rule, said in another way",
        },
        Turn::Tighter | Turn::Looser | Turn::Other => Effect {
            rust: "only `validate()` tells the difference",
            verdict: Verdict::Patch,
            reason: "responses are kept whatever rule they break",
        },
    }
}

/// The comparison of the rules of one place and of those inside them.
struct Comparing<'c, 'a> {
    old: &'a ir::Api,
    new: &'a ir::Api,
    turned: &'c mut Vec<Turned>,
}

impl Comparing<'_, '_> {
    fn compare(&mut self, place: &str, old: &ir::Rules, new: &ir::Rules) {
        let ir::Rules {
            min_length,
            max_length,
            patterns,
            one_of,
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            min_items,
            max_items,
            unique_items,
            min_properties,
            max_properties,
            items,
            names,
            values,
        } = old;
        self.count(place, "minLength", *min_length, new.min_length, Ordering::Less);
        self.count(place, "maxLength", *max_length, new.max_length, Ordering::Greater);
        self.patterns(place, patterns, &new.patterns);
        self.one_of(place, one_of, &new.one_of);
        self.number(place, "minimum", minimum, &new.minimum, Ordering::Less);
        self.number(place, "maximum", maximum, &new.maximum, Ordering::Greater);
        self.number(place, "exclusiveMinimum", exclusive_minimum, &new.exclusive_minimum, Ordering::Less);
        self.number(place, "exclusiveMaximum", exclusive_maximum, &new.exclusive_maximum, Ordering::Greater);
        self.multiple(place, multiple_of, &new.multiple_of);
        self.count(place, "minItems", *min_items, new.min_items, Ordering::Less);
        self.count(place, "maxItems", *max_items, new.max_items, Ordering::Greater);
        self.flag(place, "uniqueItems", *unique_items, new.unique_items);
        self.count(place, "minProperties", *min_properties, new.min_properties, Ordering::Less);
        self.count(place, "maxProperties", *max_properties, new.max_properties, Ordering::Greater);
        let nested =
            [("items: ", items, &new.items), ("names: ", names, &new.names), ("values: ", values, &new.values)];
        let nothing = ir::Rules::default();
        for (inner, old, new) in nested {
            if old.is_none() && new.is_none() {
                continue;
            }
            let place = format!("{place}{inner}");
            self.compare(&place, old.as_deref().unwrap_or(&nothing), new.as_deref().unwrap_or(&nothing));
        }
    }

    fn push(&mut self, place: &str, keyword: &str, old: Option<String>, new: Option<String>, turn: Turn) {
        let spell = |value: Option<String>| value.map_or("none".to_owned(), |value| code(&value));
        let words = format!("{place}`{keyword}` {} → {}", spell(old), spell(new));
        self.turned.push(Turned { words, turn });
    }

    /// A count that is looser when the new one compares to the old one as `looser` says.
    fn count(&mut self, place: &str, keyword: &str, old: Option<u64>, new: Option<u64>, looser: Ordering) {
        let Some(turn) = turn(old, new, looser, |new, old| Some(new.cmp(old))) else { return };
        self.push(place, keyword, old.map(|old| old.to_string()), new.map(|new| new.to_string()), turn);
    }

    fn number(
        &mut self,
        place: &str,
        keyword: &str,
        old: &Option<ir::Bound>,
        new: &Option<ir::Bound>,
        looser: Ordering,
    ) {
        let Some(turn) = turn(old.as_ref(), new.as_ref(), looser, |new, old| order(new, old)) else { return };
        let spell = |bound: &Option<ir::Bound>| bound.as_ref().map(ir::Bound::to_string);
        self.push(place, keyword, spell(old), spell(new), turn);
    }

    fn multiple(&mut self, place: &str, old: &Option<ir::Bound>, new: &Option<ir::Bound>) {
        let turn = match (old, new) {
            (old, new) if old == new => return,
            (None, _) => Turn::Tighter,
            (_, None) => Turn::Looser,
            (Some(ir::Bound::Integer(old)), Some(ir::Bound::Integer(new))) if *old > 0 && *new > 0 => {
                if new % old == 0 {
                    Turn::Tighter
                } else if old % new == 0 {
                    Turn::Looser
                } else {
                    Turn::Other
                }
            }
            (Some(_), Some(_)) => Turn::Other,
        };
        let spell = |bound: &Option<ir::Bound>| bound.as_ref().map(ir::Bound::to_string);
        self.push(place, "multipleOf", spell(old), spell(new), turn);
    }

    fn flag(&mut self, place: &str, keyword: &str, old: bool, new: bool) {
        if old != new {
            let turn = if new { Turn::Tighter } else { Turn::Looser };
            self.push(place, keyword, Some(old.to_string()), Some(new.to_string()), turn);
        }
    }

    fn one_of(&mut self, place: &str, old: &[String], new: &[String]) {
        let within = |a: &[String], b: &[String]| a.iter().all(|value| b.contains(value));
        // An empty list stands for no rule.
        let turn = match (old.is_empty(), new.is_empty()) {
            (true, true) => return,
            (true, false) => Turn::Tighter,
            (false, true) => Turn::Looser,
            (false, false) => match (within(old, new), within(new, old)) {
                (true, true) => return,
                (true, false) => Turn::Looser,
                (false, true) => Turn::Tighter,
                (false, false) => Turn::Other,
            },
        };
        let spell = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
        self.push(place, "enum", spell(old), spell(new), turn);
    }

    fn patterns(&mut self, place: &str, old: &[ir::PatternId], new: &[ir::PatternId]) {
        let was: Vec<_> = old.iter().map(|id| &self.old.patterns[id.0].pattern).collect();
        let is: Vec<_> = new.iter().map(|id| &self.new.patterns[id.0].pattern).collect();
        let gone: Vec<_> = was.iter().filter(|was| is.iter().all(|is| is.source != was.source)).collect();
        let come: Vec<_> = is.iter().filter(|is| was.iter().all(|was| is.source != was.source)).collect();
        let turn = match (gone.as_slice(), come.as_slice()) {
            ([], []) => return,
            ([], _) => Turn::Tighter,
            (_, []) => Turn::Looser,
            ([was], [is]) => pattern::turn(was, is),
            (_, _) => Turn::Other,
        };
        let spell = |patterns: &[&&crate::pattern::Pattern]| {
            let texts: Vec<&str> = patterns.iter().map(|pattern| pattern.source.as_str()).collect();
            (!texts.is_empty()).then(|| texts.join(" and "))
        };
        let (old, new) = (spell(&gone), spell(&come));
        self.push(place, "pattern", old, new, turn);
    }
}

fn turn<T: PartialEq>(
    old: Option<T>,
    new: Option<T>,
    looser: Ordering,
    compare: impl Fn(&T, &T) -> Option<Ordering>,
) -> Option<Turn> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(Turn::Tighter),
        (Some(_), None) => Some(Turn::Looser),
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => Some(match compare(&new, &old) {
            Some(order) if order == looser => Turn::Looser,
            Some(order) if order == looser.reverse() => Turn::Tighter,
            Some(_) | None => Turn::Other,
        }),
    }
}

/// The order of two bounds, where binary floating point can tell it.
fn order(a: &ir::Bound, b: &ir::Bound) -> Option<Ordering> {
    if let (ir::Bound::Integer(a), ir::Bound::Integer(b)) = (a, b) {
        return Some(a.cmp(b));
    }
    let number = |bound: &ir::Bound| bound.to_string().parse::<f64>().ok();
    let order = number(a)?.partial_cmp(&number(b)?)?;
    (order != Ordering::Equal).then_some(order)
}
