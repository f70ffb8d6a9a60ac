//! Which operations of a document are asked: all, or of a large one some groups, so that no others have to be compiled.

use generator::ir;

/// Of documents of more bytes only a part is asked: their clients take minutes and gigabytes to compile.
const LARGEST: u64 = 2_000_000;

/// A part of a document's operations.
pub(crate) struct Part {
    /// The features of the client that have them.
    pub(crate) features: Vec<String>,
    /// Whether each operation of the client is asked, in its order.
    pub(crate) asked: Vec<bool>,
}

impl Part {
    /// Groups of operations by chance until there are enough of them; all of a small document, and of a client that has
    /// no feature for each group, which is compiled as a whole.
    pub(crate) fn choose(api: &ir::Api, size: u64, seed: &str, enough: usize) -> Self {
        let Some(features) = &api.features else {
            return Self { features: Vec::new(), asked: vec![true; api.operations.len()] };
        };
        if size <= LARGEST {
            return Self { features: vec![features.all.clone()], asked: vec![true; api.operations.len()] };
        }
        let mut groups: Vec<usize> = (0..features.tags.len()).collect();
        groups.sort_by_key(|group| chance(&format!("{seed} {}", features.tags[*group])));
        let mut part = Self { features: Vec::new(), asked: vec![false; api.operations.len()] };
        for group in groups {
            if part.count() >= enough {
                break;
            }
            part.features.push(features.tags[group].clone());
            for (operation, asked) in api.operations.iter().zip(&mut part.asked) {
                *asked |= operation.tag == group;
            }
        }
        part
    }

    /// How many operations are asked.
    pub(crate) fn count(&self) -> usize {
        self.asked.iter().filter(|asked| **asked).count()
    }

    /// What an operation is called in the files that the steps exchange.
    pub(crate) fn key(operation: &ir::Operation) -> String {
        format!("{} {}", operation.method.as_str(), operation.path)
    }

    /// The operations that are not asked, a line each.
    pub(crate) fn others(&self, api: &ir::Api) -> String {
        let others = api.operations.iter().zip(&self.asked).filter(|(_, asked)| !**asked);
        others.map(|(operation, _)| Self::key(operation) + "\n").collect()
    }
}

/// A number that is the same for a text wherever the command is run (FNV-1a).
fn chance(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
