//! The deterministic automaton of a search (subset construction over classes of characters).

use super::nfa::Nfa;
use super::thread::{Place, Previous, SetId, Threads, TooMuchWork, Verdict};
use std::collections::HashMap;

/// Automata of more states are not built: of 302 patterns of real documents the largest that could be
/// built had 195 states, and tables of that size would outweigh the client around them.
const STATE_LIMIT: usize = 10_000;

/// A complete automaton over the classes of a partition.
#[derive(Debug)]
pub(super) struct Dfa {
    pub(super) class_count: usize,
    /// The next state of each state for each class, row by row.
    pub(super) next: Vec<u32>,
    pub(super) accepting: Vec<bool>,
    pub(super) start: u32,
}

/// The first state: the pattern has been found, whatever follows.
const FOUND: u32 = 0;

impl Dfa {
    /// The automaton, or why there is none.
    pub(super) fn new(nfa: &Nfa) -> Result<Dfa, String> {
        match Dfa::explore(nfa) {
            Ok(Some(dfa)) => Ok(dfa),
            Ok(None) => Err(format!("it needs an automaton of more than {STATE_LIMIT} states")),
            Err(TooMuchWork) => Err("its automaton takes too many steps to build".to_owned()),
        }
    }

    fn explore(nfa: &Nfa) -> Result<Option<Dfa>, TooMuchWork> {
        let class_count = nfa.partition.class_count();
        let mut threads = Threads::new(nfa);
        let main = threads.with_start(Vec::new(), nfa.start);
        let behinds = nfa.behinds.iter().map(|&start| threads.with_start(Vec::new(), start)).collect();
        let mut states = vec![Stage { previous: Previous::Nothing, main, behinds }];
        let mut numbers = HashMap::from([(states[0].clone(), 1)]);
        let mut next = vec![FOUND; class_count];
        let mut accepting = vec![true];
        let mut at = 0;
        while let Some(stage) = states.get(at).cloned() {
            at += 1;
            for class in 0..class_count {
                let target = match stage.advance(nfa, &mut threads, Some(class))? {
                    None => FOUND,
                    Some(stage) => match numbers.get(&stage) {
                        Some(&number) => number,
                        None if states.len() >= STATE_LIMIT => return Ok(None),
                        None => {
                            states.push(stage.clone());
                            numbers.insert(stage, states.len() as u32);
                            states.len() as u32
                        }
                    },
                };
                next.push(target);
            }
            accepting.push(stage.advance(nfa, &mut threads, None)?.is_none());
        }
        Ok(Some(Dfa { class_count, next, accepting, start: 1 }))
    }
}

/// What the automaton is in the middle of, between two characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Stage {
    previous: Previous,
    main: SetId,
    behinds: Vec<SetId>,
}

impl Stage {
    /// The stage after the next character; nothing when the pattern has been found.
    fn advance(&self, nfa: &Nfa, threads: &mut Threads<'_>, next: Option<usize>) -> Result<Option<Stage>, TooMuchWork> {
        let mut place = Place::new(self.previous, next);
        let mut behinds = Vec::with_capacity(self.behinds.len());
        for (&set, &start) in self.behinds.iter().zip(&nfa.behinds) {
            let moved = threads.advance_behind(set, &mut place)?;
            behinds.push(threads.with_start(moved, start));
        }
        let main = match threads.advance(self.main, &mut place)? {
            Verdict::Holds => return Ok(None),
            Verdict::Fails => threads.with_start(Vec::new(), nfa.start),
            Verdict::Open(set) => threads.reopened(set, nfa.start),
        };
        let is_word = next.is_some_and(|class| nfa.is_word(class));
        let previous = if is_word { Previous::Word } else { Previous::Other };
        Ok(Some(Stage { previous, main, behinds }))
    }
}

impl Dfa {
    /// The next states of a state, by class.
    pub(super) fn row(&self, state: usize) -> &[u32] {
        &self.next[state * self.class_count..(state + 1) * self.class_count]
    }
}
