//! The smallest automaton that accepts the same texts (Hopcroft's partition refinement).

use super::dfa::Dfa;

/// Merges states that no text can tell apart. States are numbered in the order in which a walk from the start meets
/// them, so equal languages give equal automata.
pub(super) fn minimise(dfa: &Dfa) -> Dfa {
    let blocks = Refinement::new(dfa).run(dfa);
    let mut numbers: Vec<Option<u32>> = vec![None; dfa.accepting.len()];
    let mut order = vec![dfa.start];
    numbers[blocks[dfa.start as usize]] = Some(0);
    let mut minimal = Dfa { class_count: dfa.class_count, next: Vec::new(), accepting: Vec::new(), start: 0 };
    let mut at = 0;
    while let Some(&state) = order.get(at) {
        at += 1;
        minimal.accepting.push(dfa.accepting[state as usize]);
        for class in 0..dfa.class_count {
            let target = dfa.next[state as usize * dfa.class_count + class];
            let number = numbers[blocks[target as usize]].get_or_insert_with(|| {
                order.push(target);
                order.len() as u32 - 1
            });
            minimal.next.push(*number);
        }
    }
    minimal
}

struct Refinement {
    /// The states, those of a block side by side.
    states: Vec<u32>,
    /// Where each state is in `states`.
    places: Vec<usize>,
    /// The block of each state.
    blocks: Vec<usize>,
    /// Where each block begins and ends in `states`.
    bounds: Vec<(usize, usize)>,
    /// Blocks to split others by.
    waiting: Vec<usize>,
    is_waiting: Vec<bool>,
}

impl Refinement {
    fn new(dfa: &Dfa) -> Refinement {
        let count = dfa.accepting.len();
        let mut states: Vec<u32> = (0..count as u32).collect();
        states.sort_by_key(|&state| dfa.accepting[state as usize]);
        let refused = dfa.accepting.iter().filter(|accepting| !**accepting).count();
        let mut refinement = Refinement {
            places: vec![0; count],
            blocks: vec![0; count],
            bounds: Vec::new(),
            waiting: Vec::new(),
            is_waiting: Vec::new(),
            states,
        };
        for bounds in [(0, refused), (refused, count)] {
            if bounds.0 < bounds.1 {
                let block = refinement.bounds.len();
                refinement.bounds.push(bounds);
                refinement.waiting.push(block);
                refinement.is_waiting.push(true);
                for place in bounds.0..bounds.1 {
                    let state = refinement.states[place] as usize;
                    refinement.places[state] = place;
                    refinement.blocks[state] = block;
                }
            }
        }
        refinement
    }

    fn run(mut self, dfa: &Dfa) -> Vec<usize> {
        let sources = Sources::new(dfa);
        let mut moved: Vec<usize> = Vec::new();
        let mut touched: Vec<usize> = Vec::new();
        while let Some(splitter) = self.waiting.pop() {
            self.is_waiting[splitter] = false;
            let targets = self.states[self.bounds[splitter].0..self.bounds[splitter].1].to_vec();
            for class in 0..dfa.class_count {
                moved.resize(self.bounds.len(), 0);
                for &target in &targets {
                    for &source in sources.of(target, class) {
                        self.mark(source as usize, &mut moved, &mut touched);
                    }
                }
                for block in touched.drain(..) {
                    self.split(block, std::mem::take(&mut moved[block]));
                }
            }
        }
        self.blocks
    }

    /// Moves a state to the marked front of its block.
    fn mark(&mut self, state: usize, moved: &mut [usize], touched: &mut Vec<usize>) {
        let block = self.blocks[state];
        let front = self.bounds[block].0 + moved[block];
        if moved[block] == 0 {
            touched.push(block);
        }
        moved[block] += 1;
        let (place, other) = (self.places[state], self.states[front]);
        self.states.swap(place, front);
        self.places[state] = front;
        self.places[other as usize] = place;
    }

    /// Makes the marked front of a block a block of its own.
    fn split(&mut self, block: usize, marked: usize) {
        let (first, end) = self.bounds[block];
        if marked == end - first {
            return;
        }
        let fresh = self.bounds.len();
        self.bounds[block] = (first + marked, end);
        self.bounds.push((first, first + marked));
        for &state in &self.states[first..first + marked] {
            self.blocks[state as usize] = fresh;
        }
        self.is_waiting.push(false);
        let smaller = if marked <= end - first - marked { fresh } else { block };
        let chosen = if self.is_waiting[block] { fresh } else { smaller };
        self.is_waiting[chosen] = true;
        self.waiting.push(chosen);
    }
}

/// The states from which a class leads to a state.
struct Sources {
    class_count: usize,
    /// Where the sources of each state and class begin in `states`.
    starts: Vec<usize>,
    states: Vec<u32>,
}

impl Sources {
    fn new(dfa: &Dfa) -> Sources {
        let mut starts = vec![0; dfa.next.len() + 1];
        let slot = |index: usize, target: u32| target as usize * dfa.class_count + index % dfa.class_count;
        for (index, &target) in dfa.next.iter().enumerate() {
            starts[slot(index, target) + 1] += 1;
        }
        for slot in 1..starts.len() {
            starts[slot] += starts[slot - 1];
        }
        let mut states = vec![0; dfa.next.len()];
        let mut free = starts.clone();
        for (index, &target) in dfa.next.iter().enumerate() {
            let slot = slot(index, target);
            states[free[slot]] = (index / dfa.class_count) as u32;
            free[slot] += 1;
        }
        Sources { class_count: dfa.class_count, starts, states }
    }

    fn of(&self, target: u32, class: usize) -> &[u32] {
        let slot = target as usize * self.class_count + class;
        &self.states[self.starts[slot]..self.starts[slot + 1]]
    }
}
