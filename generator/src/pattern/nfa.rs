//! The nondeterministic automaton of a pattern (Thompson's construction).

use super::class::{CharSet, Partition};
use super::syntax::{Direction, Node};

/// An automaton of more states is not built. Real patterns have a few hundred; counted repetitions such as
/// `.{1,100000}` between other things would cost megabytes for one check.
const STATE_LIMIT: usize = 20_000;

/// Classes of characters are emitted as bytes, and one value is reserved.
const CLASS_LIMIT: usize = 250;

/// The states of the pattern and of all its assertions in one arena.
#[derive(Debug)]
pub(super) struct Nfa {
    pub(super) states: Vec<State>,
    pub(super) partition: Partition,
    /// Where the pattern begins.
    pub(super) start: u32,
    /// Where each look-behind begins, inner ones before those around them.
    pub(super) behinds: Vec<u32>,
    /// The index of the set of word characters, where a word boundary occurs: then the automaton must know the
    /// previous character's kind.
    word: Option<usize>,
}

/// Where every body ends.
pub(super) const ACCEPT: u32 = 0;

#[derive(Clone, Debug)]
pub(super) enum State {
    Accept,
    /// One character of the set of this index.
    Char {
        set: usize,
        next: u32,
    },
    Split(Vec<u32>),
    Start {
        next: u32,
    },
    End {
        next: u32,
    },
    Boundary {
        negated: bool,
        next: u32,
    },
    Ahead {
        negated: bool,
        body: u32,
        next: u32,
    },
    /// The look-behind of this index.
    Behind {
        negated: bool,
        index: usize,
        next: u32,
    },
}

impl Nfa {
    /// The automaton, or why there is none.
    pub(super) fn new(node: &Node) -> Result<Nfa, String> {
        let mut builder = Builder {
            states: vec![State::Accept],
            sets: Vec::new(),
            behinds: Vec::new(),
            bodies: Vec::new(),
            has_boundary: false,
        };
        let start = builder.add(node, ACCEPT)?;
        let word = builder.has_boundary.then(|| builder.set(&CharSet::word()));
        let Some(partition) = Partition::new(&builder.sets, CLASS_LIMIT) else {
            return Err(format!("it tells more than {CLASS_LIMIT} classes of characters apart"));
        };
        Ok(Nfa { states: builder.states, partition, start, behinds: builder.behinds, word })
    }

    /// Whether a class is one of word characters; not told where no boundary asks for it.
    pub(super) fn is_word(&self, class: usize) -> bool {
        self.word.is_some_and(|word| self.partition.members[word][class])
    }
}

struct Builder<'n> {
    states: Vec<State>,
    sets: Vec<CharSet>,
    behinds: Vec<u32>,
    /// The bodies of assertions so far: copies of an assertion share one, which keeps sets of open questions small.
    bodies: Vec<(&'n Node, u32)>,
    has_boundary: bool,
}

impl<'n> Builder<'n> {
    fn push(&mut self, state: State) -> Result<u32, String> {
        if self.states.len() >= STATE_LIMIT {
            return Err(format!("its repetitions need an automaton of more than {STATE_LIMIT} states"));
        }
        self.states.push(state);
        Ok(self.states.len() as u32 - 1)
    }

    /// Adds the part before `next`; returns where it begins.
    fn add(&mut self, node: &'n Node, next: u32) -> Result<u32, String> {
        match node {
            Node::Class(set) => {
                let set = self.set(set);
                self.push(State::Char { set, next })
            }
            Node::Sequence(nodes) => nodes.iter().rev().try_fold(next, |next, node| self.add(node, next)),
            Node::Choice(nodes) => {
                let starts = nodes.iter().map(|node| self.add(node, next)).collect::<Result<_, _>>()?;
                self.push(State::Split(starts))
            }
            Node::Repeat { node, min, max } => self.add_repeat(node, *min, *max, next),
            Node::Start => self.push(State::Start { next }),
            Node::End => self.push(State::End { next }),
            Node::Boundary { negated } => {
                self.has_boundary = true;
                self.push(State::Boundary { negated: *negated, next })
            }
            Node::Look { direction, negated, node } => {
                let body = self.add_body(node)?;
                match direction {
                    Direction::Ahead => self.push(State::Ahead { negated: *negated, body, next }),
                    Direction::Behind => {
                        let known = self.behinds.iter().position(|&behind| behind == body);
                        let index = known.unwrap_or(self.behinds.len());
                        if known.is_none() {
                            self.behinds.push(body);
                        }
                        self.push(State::Behind { negated: *negated, index, next })
                    }
                }
            }
            Node::Unchecked(reason) => Err((*reason).to_owned()),
        }
    }

    fn set(&mut self, set: &CharSet) -> usize {
        if let Some(index) = self.sets.iter().position(|known| known == set) {
            return index;
        }
        self.sets.push(set.clone());
        self.sets.len() - 1
    }

    fn add_body(&mut self, node: &'n Node) -> Result<u32, String> {
        if let Some(&(_, body)) = self.bodies.iter().find(|(known, _)| *known == node) {
            return Ok(body);
        }
        let body = self.add(node, ACCEPT)?;
        self.bodies.push((node, body));
        Ok(body)
    }

    /// Optional copies jump straight to the end, so that the closure of a state stays small.
    fn add_repeat(&mut self, node: &'n Node, min: u32, max: Option<u32>, end: u32) -> Result<u32, String> {
        let mut next = end;
        match max {
            None => {
                let again = self.push(State::Split(Vec::new()))?;
                let body = self.add(node, again)?;
                self.states[again as usize] = State::Split(vec![body, end]);
                next = again;
            }
            Some(max) => {
                for _ in min..max {
                    let body = self.add_copy(node, next)?;
                    next = self.push(State::Split(vec![body, end]))?;
                }
            }
        }
        for _ in 0..min {
            next = self.add_copy(node, next)?;
        }
        Ok(next)
    }

    /// A copy that adds no state would let a huge count run on without reaching the limit.
    fn add_copy(&mut self, node: &'n Node, next: u32) -> Result<u32, String> {
        let before = self.states.len();
        let start = self.add(node, next)?;
        if self.states.len() == before { self.push(State::Split(vec![start])) } else { Ok(start) }
    }
}
