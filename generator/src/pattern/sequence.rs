//! Finds straight lines in a pattern, before any automaton is built: some have counts no automaton could hold.

use super::class::CharSet;
use super::matcher::Matcher;
use super::runs::{Rest, Run, Runs};
use super::syntax::Node;

/// Classes of more ranges are left to a table.
const RANGE_LIMIT: usize = 24;
/// Longer lists of alternatives are left to a table.
const CHOICE_LIMIT: usize = 24;
/// Repeated sequences are written out up to so many runs, repeated characters up to so many bytes.
const COPY_LIMIT: usize = 32;

/// The straight line that the pattern is, or an answer that is simpler still.
pub(super) fn recognise(node: &Node) -> Option<Matcher> {
    let mut items = Vec::new();
    if let Node::Choice(nodes) = node {
        return contains(nodes);
    }
    flatten(node, &mut items)?;
    let anchored = matches!(items.first(), Some(Item::Start));
    let closed = matches!(items.last(), Some(Item::End));
    let mut runs = Vec::new();
    let mut ended = false;
    for item in items {
        match item {
            Item::Start if runs.is_empty() && !ended => {}
            Item::Start => return None,
            Item::End => ended = true,
            Item::Run(_) if ended => return None,
            Item::Run(run) => push(run, &mut runs),
        }
    }
    let runs = join_literals(runs);
    if runs.iter().any(|run| matches!(run, Run::Class { class, min, .. } if class.is_empty() && *min > 0)) {
        return Some(Matcher::Never);
    }
    match (anchored, closed, &runs[..]) {
        (false, false, []) | (true, false, []) | (false, true, []) => Some(Matcher::Always),
        (false, false, [Run::Literal(literal)]) => Some(Matcher::Contains(vec![literal.clone()])),
        (false, ..) => None,
        (true, ..) => plan(runs, closed),
    }
}

/// A choice of literals anywhere in the text.
fn contains(nodes: &[Node]) -> Option<Matcher> {
    let literals = nodes.iter().map(literal).collect::<Option<Vec<_>>>()?;
    let needed = literals.len() <= CHOICE_LIMIT && literals.iter().all(|literal| !literal.is_empty());
    needed.then_some(Matcher::Contains(literals))
}

#[derive(Clone)]
enum Item {
    Start,
    End,
    Run(Run),
}

/// Writes a tree out as a line; nothing when it is none.
fn flatten(node: &Node, items: &mut Vec<Item>) -> Option<()> {
    match node {
        Node::Class(class) => items.push(one(class.clone())),
        Node::Sequence(nodes) => nodes.iter().try_for_each(|node| flatten(node, items))?,
        Node::Start => items.push(Item::Start),
        Node::End => items.push(Item::End),
        Node::Choice(nodes) => items.push(flatten_choice(nodes)?),
        Node::Repeat { max: Some(0), .. } => {}
        Node::Repeat { node, min, max } => flatten_repeat(node, *min, *max, items)?,
        Node::Boundary { .. } | Node::Look { .. } | Node::Unchecked(_) => return None,
    }
    Some(())
}

fn one(class: CharSet) -> Item {
    Item::Run(Run::Class { class, min: 1, max: Some(1) })
}

fn flatten_choice(nodes: &[Node]) -> Option<Item> {
    let classes = nodes.iter().map(|node| match node {
        Node::Class(class) => Some(class),
        _ => None,
    });
    if let Some(classes) = classes.collect::<Option<Vec<_>>>() {
        return Some(one(classes.into_iter().fold(CharSet::default(), |all, class| all.union(class))));
    }
    let mut literals = nodes.iter().map(literal).collect::<Option<Vec<_>>>()?;
    // The longest first: where one begins another, and the text must end there, the longer one decides.
    literals.sort_by_key(|literal| std::cmp::Reverse(literal.len()));
    let mut unique: Vec<String> = Vec::new();
    literals.retain(|literal| {
        let is_new = !unique.contains(literal);
        unique.push(literal.clone());
        is_new
    });
    (literals.len() <= CHOICE_LIMIT).then_some(Item::Run(Run::OneOf(literals)))
}

/// The text that a part stands for when it is one text.
fn literal(node: &Node) -> Option<String> {
    let mut items = Vec::new();
    flatten(node, &mut items)?;
    let mut text = String::new();
    for item in items {
        match item {
            Item::Run(Run::Class { class, min, max }) if Some(min) == max && min as usize <= COPY_LIMIT => {
                text.extend(std::iter::repeat_n(class.as_single()?, min as usize));
            }
            _ => return None,
        }
    }
    Some(text)
}

fn flatten_repeat(node: &Node, min: u32, max: Option<u32>, items: &mut Vec<Item>) -> Option<()> {
    let mut inner = Vec::new();
    flatten(node, &mut inner)?;
    if let [Item::Run(Run::Class { class, min: few, max: many })] = &inner[..] {
        let is_exact = match (few, many) {
            (1, Some(1)) => true,
            (0 | 1, None) => true,
            (few, Some(many)) => few == many && Some(min) == max,
            _ => false,
        };
        let max = match (many, max) {
            (Some(many), Some(max)) => Some(many.checked_mul(max)?),
            _ => None,
        };
        if is_exact {
            items.push(Item::Run(Run::Class { class: class.clone(), min: few.checked_mul(min)?, max }));
            return Some(());
        }
    }
    let copies = min as usize;
    if Some(min) != max || copies.checked_mul(inner.len().max(1))? > COPY_LIMIT {
        return None;
    }
    (0..copies).for_each(|_| items.extend(inner.iter().cloned()));
    Some(())
}

/// Adds a run to a line; neighbours of the same class become one.
fn push(run: Run, runs: &mut Vec<Run>) {
    if let Run::Class { class, min, max } = &run {
        if class.is_empty() && *min == 0 {
            return;
        }
        if let Some(Run::Class { class: before, min: few, max: many }) = runs.last_mut()
            && before == class
            && let Some(sum) = few.checked_add(*min)
        {
            *few = sum;
            *many = many.zip(*max).and_then(|(many, max)| many.checked_add(max));
            return;
        }
    }
    runs.push(run);
}

fn join_literals(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        let literal = match &run {
            Run::Class { class, min, max } if Some(*min) == *max && *min as usize <= COPY_LIMIT => {
                class.as_single().map(|char| std::iter::repeat_n(char, *min as usize).collect::<String>())
            }
            Run::OneOf(literals) if literals.len() == 1 => Some(literals[0].clone()),
            _ => None,
        };
        match (literal, joined.last_mut()) {
            (Some(literal), _) if literal.is_empty() => {}
            (Some(literal), Some(Run::Literal(before))) => before.push_str(&literal),
            (Some(literal), _) => joined.push(Run::Literal(literal)),
            (None, _) => joined.push(run),
        }
    }
    joined
}

/// Decides how the runs of an anchored line are taken; nothing when a run could end in several places.
fn plan(mut runs: Vec<Run>, closed: bool) -> Option<Matcher> {
    let is_plain = |run: &Run| match run {
        Run::Class { class, .. } => class.range_count() <= RANGE_LIMIT,
        Run::Literal(_) | Run::OneOf(_) => true,
    };
    if !runs.iter().all(is_plain) {
        return None;
    }
    // Where anything may follow, the least of the last run is enough.
    while !closed && let Some(Run::Class { min, max, .. }) = runs.last_mut() {
        *max = Some(*min);
        if *min > 0 {
            break;
        }
        runs.pop();
    }
    if runs.is_empty() && !closed {
        return Some(Matcher::Always);
    }
    for at in 0..runs.len() {
        let after = &runs[at + 1..];
        match &runs[at] {
            Run::OneOf(literals) if !(is_prefix_free(literals) || closed && after.is_empty()) => {
                return None;
            }
            Run::Literal(_) | Run::OneOf(_) => {}
            Run::Class { min, max, .. } if Some(*min) == *max => {}
            Run::Class { class, min, max } if closed && after.iter().all(has_one_length) => {
                let (class, min, max) = (class.clone(), *min, *max);
                let tail = runs.split_off(at + 1);
                runs.pop();
                return Some(Matcher::Runs(Runs { head: runs, rest: Rest::Filled { class, min, max, tail } }));
            }
            Run::Class { class, .. } if class.is_disjoint(&first(after)) => {}
            Run::Class { .. } => return None,
        }
    }
    Some(Matcher::Runs(Runs { head: runs, rest: if closed { Rest::Nothing } else { Rest::Any } }))
}

fn is_prefix_free(literals: &[String]) -> bool {
    literals.iter().enumerate().all(|(at, literal)| {
        literals.iter().enumerate().all(|(other, longer)| at == other || !longer.starts_with(literal.as_str()))
    })
}

fn has_one_length(run: &Run) -> bool {
    let (min, max) = run.byte_lengths();
    Some(min) == max && run.is_ascii()
}

/// The characters that can come next.
fn first(runs: &[Run]) -> CharSet {
    let mut all = CharSet::default();
    for run in runs {
        match run {
            Run::Literal(literal) => {
                return literal.chars().next().map_or(all.clone(), |char| all.union(&CharSet::single(char)));
            }
            Run::OneOf(literals) => {
                let firsts = literals.iter().filter_map(|literal| literal.chars().next());
                return firsts.fold(all, |all, char| all.union(&CharSet::single(char)));
            }
            Run::Class { class, min, .. } => {
                all = all.union(class);
                if *min > 0 {
                    return all;
                }
            }
        }
    }
    all
}
