//! Sets of threads: what an automaton with assertions can be in the middle of.
//!
//! A thread is a state and its duties: look-aheads it has passed and whose answer lies in the text to come. A duty is
//! itself a set of threads, which must come to accept, or must not. So a set is a formula (any thread, all its duties), it
//! can be advanced one character at a time, and equal sets get equal numbers: the subset construction goes through with
//! assertions of any kind, nested in any way.
//!
//! States are closed late, when the next character is known: `$` and `\b` need it.

use super::nfa::{ACCEPT, Nfa, State};
use std::collections::{HashMap, HashSet};

/// Steps of threads after which the construction is given up: a limit in work is a limit in time that does not
/// depend on the machine (about a tenth of a second when optimised).
const WORK_LIMIT: usize = 5_000_000;

/// The number of a set of threads.
pub(super) type SetId = u32;
/// The number of a list of duties; zero is no duty.
type Duties = u32;

/// A state that is yet to be closed, and the duties of the way there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Thread {
    pub(super) state: u32,
    pub(super) duties: Duties,
}

/// A set of threads that must come to accept, or that must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Duty {
    negated: bool,
    set: SetId,
}

/// What became of a set of threads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict {
    /// It accepts whatever follows.
    Holds,
    /// It cannot accept any more.
    Fails,
    /// It depends on what follows.
    Open(SetId),
}

/// What is known of the text before a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Previous {
    /// There is none.
    Nothing,
    /// A word character, told only where a boundary occurs.
    Word,
    /// Any other character.
    Other,
}

/// A place between two characters.
pub(super) struct Place {
    pub(super) previous: Previous,
    /// The class of the next character; none at the end.
    pub(super) next: Option<usize>,
    /// The ways in which each look-behind holds here.
    behinds: Vec<Vec<Duties>>,
    known: HashMap<SetId, Verdict>,
}

impl Place {
    pub(super) fn new(previous: Previous, next: Option<usize>) -> Place {
        Place { previous, next, behinds: Vec::new(), known: HashMap::new() }
    }
}

/// The construction was given up.
#[derive(Debug)]
pub(super) struct TooMuchWork;

/// All sets and lists of duties so far.
pub(super) struct Threads<'a> {
    nfa: &'a Nfa,
    sets: Numbered<Thread>,
    duties: Numbered<Duty>,
    work: usize,
}

impl<'a> Threads<'a> {
    pub(super) fn new(nfa: &'a Nfa) -> Threads<'a> {
        let mut duties = Numbered::default();
        duties.number(Vec::new());
        Threads { nfa, sets: Numbered::default(), duties, work: 0 }
    }

    /// The set of these threads and of one that begins at `start`.
    pub(super) fn with_start(&mut self, mut threads: Vec<Thread>, start: u32) -> SetId {
        threads.push(Thread { state: start, duties: 0 });
        self.set(threads)
    }

    /// The set with one more thread that begins at `start`.
    pub(super) fn reopened(&mut self, set: SetId, start: u32) -> SetId {
        let threads = self.sets.items[set as usize].clone();
        self.with_start(threads, start)
    }

    /// Moves a set over the next character, or to its end.
    pub(super) fn advance(&mut self, set: SetId, place: &mut Place) -> Result<Verdict, TooMuchWork> {
        if let Some(&verdict) = place.known.get(&set) {
            return Ok(verdict);
        }
        let closed = self.close(set, place)?;
        let mut moved = Vec::new();
        let mut verdict = Verdict::Fails;
        for thread in closed {
            let Some(state) = self.target(thread.state, place.next, true) else {
                continue;
            };
            match self.advance_duties(thread.duties, place)? {
                Some(0) if state == ACCEPT => {
                    verdict = Verdict::Holds;
                    break;
                }
                Some(duties) => moved.push(Thread { state, duties }),
                None => {}
            }
        }
        if matches!(verdict, Verdict::Fails) && !moved.is_empty() {
            verdict = Verdict::Open(self.set(moved));
        }
        place.known.insert(set, verdict);
        Ok(verdict)
    }

    /// Moves a look-behind over the next character, and notes in the place whether it holds there. To be called for
    /// inner look-behinds first. Returns the threads that go on.
    pub(super) fn advance_behind(&mut self, set: SetId, place: &mut Place) -> Result<Vec<Thread>, TooMuchWork> {
        let closed = self.close(set, place)?;
        let mut ways = Vec::new();
        let mut moved = Vec::new();
        for thread in closed {
            if thread.state == ACCEPT {
                ways.push(thread.duties);
            } else if let Some(state) = self.target(thread.state, place.next, false)
                && let Some(duties) = self.advance_duties(thread.duties, place)?
            {
                moved.push(Thread { state, duties });
            }
        }
        if ways.contains(&0) {
            ways = vec![0];
        }
        place.behinds.push(ways);
        Ok(moved)
    }

    fn target(&self, state: u32, next: Option<usize>, keeps_accept: bool) -> Option<u32> {
        match (&self.nfa.states[state as usize], next) {
            (State::Accept, _) => keeps_accept.then_some(ACCEPT),
            (State::Char { set, next }, Some(class)) => self.nfa.partition.members[*set][class].then_some(*next),
            _ => None,
        }
    }

    /// All that is reached without a character. Duties that are met on the way begin at this place.
    fn close(&mut self, set: SetId, place: &Place) -> Result<Vec<Thread>, TooMuchWork> {
        let mut seen: HashSet<Thread> = HashSet::new();
        let mut closed = Vec::new();
        let mut waiting = self.sets.items[set as usize].clone();
        let nfa = self.nfa;
        while let Some(thread) = waiting.pop() {
            if !seen.insert(thread) {
                continue;
            }
            self.work += 1;
            if self.work > WORK_LIMIT {
                return Err(TooMuchWork);
            }
            let mut go = |state: u32, duties: Duties| waiting.push(Thread { state, duties });
            match &nfa.states[thread.state as usize] {
                State::Accept | State::Char { .. } => closed.push(thread),
                State::Split(targets) => targets.iter().rev().for_each(|&target| go(target, thread.duties)),
                State::Start { next } if place.previous == Previous::Nothing => go(*next, thread.duties),
                State::End { next } if place.next.is_none() => go(*next, thread.duties),
                State::Start { .. } | State::End { .. } => {}
                State::Boundary { negated, next } => {
                    let is_word = place.next.is_some_and(|class| nfa.is_word(class));
                    if (is_word != (place.previous == Previous::Word)) != *negated {
                        go(*next, thread.duties);
                    }
                }
                State::Ahead { negated, body, next } => {
                    let set = self.set(vec![Thread { state: *body, duties: 0 }]);
                    if let Some(duties) = self.with_duty(thread.duties, Duty { negated: *negated, set }) {
                        go(*next, duties);
                    }
                }
                State::Behind { negated, index, next } => {
                    let ways = match negated {
                        false => self.any_of(thread.duties, &place.behinds[*index]),
                        true => self.none_of(thread.duties, &place.behinds[*index])?,
                    };
                    ways.into_iter().for_each(|duties| go(*next, duties));
                }
            }
        }
        Ok(closed)
    }

    /// The duties of a thread for which a look-behind must hold, one list for each way in which it does.
    fn any_of(&mut self, duties: Duties, ways: &[Duties]) -> Vec<Duties> {
        ways.iter()
            .filter_map(|&way| {
                let more = self.duties.items[way as usize].clone();
                more.into_iter().try_fold(duties, |duties, duty| self.with_duty(duties, duty))
            })
            .collect()
    }

    /// The same for a look-behind that must not hold: of each way one duty must be broken.
    fn none_of(&mut self, duties: Duties, ways: &[Duties]) -> Result<Vec<Duties>, TooMuchWork> {
        let mut lists = vec![duties];
        for &way in ways {
            let broken = self.duties.items[way as usize].clone();
            let mut longer = Vec::new();
            for &list in &lists {
                for duty in &broken {
                    longer.extend(self.with_duty(list, Duty { negated: !duty.negated, set: duty.set }));
                    self.work += 1;
                }
            }
            if self.work > WORK_LIMIT {
                return Err(TooMuchWork);
            }
            lists = longer;
        }
        Ok(lists)
    }

    /// The duties after the next character; nothing when one is broken.
    fn advance_duties(&mut self, duties: Duties, place: &mut Place) -> Result<Option<Duties>, TooMuchWork> {
        if duties == 0 {
            return Ok(Some(0));
        }
        let mut open = Vec::new();
        for duty in self.duties.items[duties as usize].clone() {
            match (self.advance(duty.set, place)?, duty.negated) {
                (Verdict::Holds, false) | (Verdict::Fails, true) => {}
                (Verdict::Holds, true) | (Verdict::Fails, false) => return Ok(None),
                (Verdict::Open(set), negated) => open.push(Duty { negated, set }),
            }
        }
        Ok(self.normal(open))
    }

    fn with_duty(&mut self, duties: Duties, duty: Duty) -> Option<Duties> {
        let mut list = self.duties.items[duties as usize].clone();
        list.push(duty);
        self.normal(list)
    }

    /// The number of a list of duties; nothing when they contradict each other. That none of several sets may accept
    /// is that their union may not.
    fn normal(&mut self, mut list: Vec<Duty>) -> Option<Duties> {
        let mut forbidden: Vec<SetId> = list.iter().filter(|duty| duty.negated).map(|duty| duty.set).collect();
        forbidden.sort_unstable();
        forbidden.dedup();
        list.retain(|duty| !duty.negated);
        if list.iter().any(|duty| forbidden.contains(&duty.set)) {
            return None;
        }
        let set = match forbidden[..] {
            [] => None,
            [set] => Some(set),
            _ => {
                let threads = forbidden.iter().flat_map(|&set| self.sets.items[set as usize].clone()).collect();
                Some(self.set(threads))
            }
        };
        list.extend(set.map(|set| Duty { negated: true, set }));
        list.sort_unstable();
        list.dedup();
        Some(self.duties.number(list))
    }

    /// The number of a set. A thread that asks for more than another in the same state adds nothing and is left out.
    fn set(&mut self, mut threads: Vec<Thread>) -> SetId {
        threads.sort_unstable();
        threads.dedup();
        if threads.iter().any(|thread| thread.duties != 0) {
            let all = threads.clone();
            self.work += all.len() * all.len() / 8;
            threads.retain(|thread| {
                !all.iter().any(|other| {
                    other.state == thread.state
                        && other.duties != thread.duties
                        && self.asks_less(other.duties, thread.duties)
                })
            });
        }
        self.sets.number(threads)
    }

    fn asks_less(&self, less: Duties, more: Duties) -> bool {
        let more = &self.duties.items[more as usize];
        self.duties.items[less as usize].iter().all(|duty| {
            more.contains(duty)
                || duty.negated
                    && more.iter().any(|other| {
                        let wider = &self.sets.items[other.set as usize];
                        other.negated && self.sets.items[duty.set as usize].iter().all(|thread| wider.contains(thread))
                    })
        })
    }
}

/// Values numbered in the order in which they come.
struct Numbered<T> {
    items: Vec<Vec<T>>,
    numbers: HashMap<Vec<T>, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Numbered { items: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Numbered<T> {
    fn number(&mut self, item: Vec<T>) -> u32 {
        if let Some(&number) = self.numbers.get(&item) {
            return number;
        }
        let number = self.items.len() as u32;
        self.items.push(item.clone());
        self.numbers.insert(item, number);
        number
    }
}
