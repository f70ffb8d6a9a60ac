//! Counts the keywords of the files that were read.

use std::collections::{BTreeMap, HashSet};

use super::table::state_of;
use super::{BareSchema, Ledger, LedgerCount, LedgerState, Occurrence};
use crate::diagnostic::{Code, Diagnostics};
use crate::lint;
use crate::parse::{Context, EXTENSIONS, Objects};
use crate::source::{Node, Place};

/// Objects whose members are named by the author: only extensions in them, and what was refused, are keywords.
const NAMED: [&str; 3] = ["Callback Object", "Paths Object", "Responses Object"];

/// Counts, after everything was read and lowered; nothing where the reader did not take notes.
pub(crate) fn count(document: Place, context: &mut Context<'_>) -> Option<Ledger> {
    let objects = context.objects.take()?;
    // Looking for what leads to components may meet files that nothing else has opened; that is no problem of the document.
    let mut diagnostics = Diagnostics::new();
    let mut apart =
        Context { sources: context.sources, diagnostics: &mut diagnostics, version: context.version, objects: None };
    let unused = lint::unused_components(document, &mut apart).into_iter();
    // Schemas become types whether anything uses them or not.
    let is_schema = |place: &Place| {
        let section = context.sources.node(*place).parent();
        section.and_then(Node::key) == Some("schemas")
    };
    let unused: HashSet<Place> = unused.filter(|place| !is_schema(place)).collect();
    let diagnostics = context.diagnostics.list().iter();
    let refused =
        diagnostics.filter(|diagnostic| refuses(diagnostic.code)).filter_map(|diagnostic| diagnostic.spot.place());
    let mut count = Count {
        // A member of a kind that was read all the same is not refused as a whole: a status in the wrong case,
        // a body of which one thing only cannot be said.
        refused: refused
            .filter(|place| !matches!(objects.kind(*place), Some("Response Object" | "Request Body Object")))
            .map(|place| whole(context.sources.node(place), &objects))
            .collect(),
        unused,
        objects: &objects,
        occurrences: Vec::new(),
    };
    for file in context.sources.files() {
        if let Some(root) = context.sources.root(file) {
            count.visit(root, None);
        }
    }
    let occurrences = count.occurrences;
    let vocabulary = objects.vocabulary().iter();
    let bare = objects.typed_schemas().iter().filter_map(|(place, reason)| Some((*place, (*reason)?)));
    let mut bare_schemas: Vec<_> = bare.map(|(place, reason)| BareSchema { place, reason }).collect();
    bare_schemas.sort_by_key(|schema| schema.place);
    Some(Ledger {
        typed_schemas: objects.typed_schemas().len(),
        bare_schemas,
        counts: sums(&occurrences, context),
        occurrences,
        vocabulary: vocabulary.map(|(object, known)| (*object, known.iter().copied().collect())).collect(),
    })
}

/// A parameter that cannot be sent is pointed at by its name, and left out as a whole.
fn whole(node: Node<'_>, objects: &Objects) -> Place {
    let parent = node.parent().map(Node::place).filter(|parent| objects.kind(*parent) == Some("Parameter Object"));
    parent.filter(|_| node.key() == Some("name")).unwrap_or(node.place())
}

/// Whether a diagnostic says that what stands at its place is not acted on.
fn refuses(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownMember
            | Code::IgnoredMember
            | Code::IgnoredSibling
            | Code::Unsupported
            | Code::UnresolvedReference
            | Code::RemoteReference
            | Code::EndlessSchema
            | Code::UnusedPathParameter
            | Code::IgnoredHeader
            | Code::BadExtension
            | Code::MisplacedExtension
    )
}

struct Count<'o> {
    refused: HashSet<Place>,
    unused: HashSet<Place>,
    objects: &'o Objects,
    occurrences: Vec<Occurrence>,
}

impl Count<'_> {
    /// Looks at a node and what it holds; `fate` is that of a node around it which nothing is made of.
    fn visit(&mut self, node: Node<'_>, fate: Option<LedgerState>) {
        let fate = fate.or_else(|| self.fate(node.place()));
        let kind = self.objects.kind(node.place());
        for member in node.as_object().into_iter().flatten() {
            let before = self.occurrences.len();
            if let Some(object) = kind {
                self.member(object, member.key, member.node.place(), fate);
            }
            let own = self.occurrences.len();
            self.visit(member.node, fate);
            // An extension that references lead into has a meaning all the same.
            if own > before && self.occurrences.len() > own && fate.is_none() && member.key.starts_with("x-") {
                self.occurrences[before].state = LedgerState::Generated;
            }
        }
        for element in node.as_array().into_iter().flatten() {
            self.visit(element, fate);
        }
    }

    fn fate(&self, place: Place) -> Option<LedgerState> {
        if self.refused.contains(&place) || self.objects.is_left_out(place) {
            return Some(LedgerState::Refused);
        }
        self.unused.contains(&place).then_some(LedgerState::Unused)
    }

    fn member(&mut self, object: &'static str, keyword: &str, place: Place, fate: Option<LedgerState>) {
        let fate = fate.or_else(|| self.fate(place));
        let extension = keyword.starts_with("x-");
        if NAMED.contains(&object) && !extension && !self.refused.contains(&place) {
            return;
        }
        let state = match fate {
            Some(fate) => fate,
            None if extension && !EXTENSIONS.contains(&keyword) => LedgerState::Unused,
            None if self.objects.is_used(place) => LedgerState::Generated,
            None if self.objects.is_documentation(place) => LedgerState::Documented,
            None => state_of(object, keyword),
        };
        self.occurrences.push(Occurrence { object, place, state });
    }
}

fn sums(occurrences: &[Occurrence], context: &Context<'_>) -> Vec<LedgerCount> {
    let mut sums: BTreeMap<(&'static str, &str), [usize; 5]> = BTreeMap::new();
    for occurrence in occurrences {
        let keyword = context.sources.node(occurrence.place).key().unwrap_or_default();
        let counts = sums.entry((occurrence.object, keyword)).or_default();
        counts[occurrence.state as usize] += 1;
    }
    let sums = sums.into_iter();
    sums.map(|((object, keyword), counts)| LedgerCount { object, keyword: keyword.to_owned(), counts }).collect()
}
