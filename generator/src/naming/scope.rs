//! Names that live side by side, and what happens when two wire names want the same one.

use std::collections::{BTreeMap, BTreeSet};

use super::digest::digest;

/// One wish for a name in a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The wire name, which makes the suffix when the wish cannot be met.
    pub wire: String,
    /// The wanted Rust name.
    pub wanted: String,
    /// The name was written in the document (`x-rust-name`) and is not up for change.
    pub pinned: bool,
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The Rust name, unique in its scope.
    pub name: String,
    /// Set where the wanted name went to another claimant.
    pub collision: Option<Collision>,
}

/// Why a claim did not get the name it wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Collision {
    /// The claim of this index has it.
    With(usize),
    /// The name is taken by something that is not up for change.
    Reserved,
}

/// A set of names that must differ.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which some names are taken already.
    pub fn with_reserved<'a>(reserved: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: reserved.into_iter().map(str::to_owned).collect() }
    }

    /// Gives every claimant a name of its own.
    ///
    /// A pinned claim gets its name. Among several that want one name, the one whose wire name already is the Rust
    /// spelling keeps it; where none is, the one with the least wire name does. Every other gets a suffix made from its
    /// wire name. The result does not depend on the order of the claims.
    pub fn assign(&mut self, claims: &[Claim]) -> Vec<Assigned> {
        let mut result: Vec<Option<Assigned>> = vec![None; claims.len()];
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, claim) in claims.iter().enumerate() {
            groups.entry(&claim.wanted).or_default().push(index);
        }
        let mut losers = Vec::new();
        for (wanted, mut members) in groups {
            members.sort_by_key(|&index| {
                let claim = &claims[index];
                (!claim.pinned, claim.wire != claim.wanted, &claim.wire)
            });
            let free = self.taken.insert(wanted.to_owned());
            let winner = members[0];
            for (position, &index) in members.iter().enumerate() {
                if free && position == 0 {
                    result[index] = Some(Assigned { name: wanted.to_owned(), collision: None });
                } else {
                    losers.push((index, if free { Collision::With(winner) } else { Collision::Reserved }));
                }
            }
        }
        losers.sort_by_key(|(index, _)| (&claims[*index].wire, &claims[*index].wanted));
        for (index, collision) in losers {
            let name = self.claim_suffixed(&claims[index]);
            result[index] = Some(Assigned { name, collision: Some(collision) });
        }
        result.into_iter().flatten().collect()
    }

    /// Takes one name, adding a suffix where it is not free.
    pub fn claim(&mut self, wire: &str, wanted: &str) -> Assigned {
        let claim = Claim { wire: wire.to_owned(), wanted: wanted.to_owned(), pinned: false };
        self.assign(std::slice::from_ref(&claim)).remove(0)
    }

    /// The wanted name with a suffix from the characters of the wire name, which no other wire name shares.
    fn claim_suffixed(&mut self, claim: &Claim) -> String {
        // A keyword has an underscore behind it already; rustc calls two in a row no snake case.
        let joined = claim.wanted.starts_with(char::is_uppercase) || claim.wanted.ends_with('_');
        let separator = if joined { "" } else { "_" };
        let digest = format!("{:08x}", digest(claim.wire.as_bytes()));
        let mut candidates = vec![format!("{}{separator}{}", claim.wanted, &digest[..4])];
        candidates.push(format!("{}{separator}{digest}", claim.wanted));
        for candidate in candidates {
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
        // Two claims with the same wire name: only a number can tell them apart.
        let mut number = 2_u32;
        loop {
            let candidate = format!("{}{separator}{digest}_{number}", claim.wanted);
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Collision, Scope};

    fn claim(wire: &str, wanted: &str) -> Claim {
        Claim { wire: wire.into(), wanted: wanted.into(), pinned: false }
    }

    #[test]
    fn the_one_that_already_is_the_rust_spelling_keeps_it() {
        let claims = [claim("fooBar", "foo_bar"), claim("foo_bar", "foo_bar")];
        let names = Scope::default().assign(&claims);
        assert_eq!(names[1].name, "foo_bar");
        assert_eq!(names[0].collision, Some(Collision::With(1)));
        assert!(names[0].name.starts_with("foo_bar_"), "{}", names[0].name);
    }

    #[test]
    fn order_does_not_matter() {
        let mut claims = vec![claim("a-b", "AB"), claim("a b", "AB"), claim("a.b", "AB"), claim("c", "C")];
        let mut forward: Vec<_> = Scope::default().assign(&claims).into_iter().map(|a| a.name).collect();
        claims.reverse();
        let mut backward: Vec<_> = Scope::default().assign(&claims).into_iter().map(|a| a.name).collect();
        backward.reverse();
        assert_eq!(forward, backward);
        forward.sort();
        forward.dedup();
        assert_eq!(forward.len(), 4);
    }

    #[test]
    fn a_suffix_behind_a_keyword_stays_snake_case() {
        let names = Scope::default().assign(&[claim("Self", "self_"), claim("self", "self_")]);
        assert_eq!((names[0].name.as_str(), names[1].name.as_str()), ("self_", "self_645b"));
    }

    #[test]
    fn a_pinned_name_wins_and_a_reserved_one_is_never_given() {
        let pinned = Claim { wire: "z".into(), wanted: "foo".into(), pinned: true };
        let names = Scope::default().assign(&[claim("foo", "foo"), pinned]);
        assert_eq!(names[1].name, "foo");
        let names = Scope::with_reserved(["new"]).assign(&[claim("new", "new")]);
        assert_eq!(names[0].collision, Some(Collision::Reserved));
        assert_ne!(names[0].name, "new");
    }
}
