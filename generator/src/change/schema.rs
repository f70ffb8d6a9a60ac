//! Schemas that values are held against as JSON.

use std::collections::{BTreeMap, HashMap};

use super::names::spelled;
use super::rules::Turn;
use crate::ir;

/// How what a schema demands turned; nothing where it demands the same.
pub(super) fn turn(old: (&ir::Api, Option<ir::SchemaId>), new: (&ir::Api, Option<ir::SchemaId>)) -> Option<Turn> {
    match (old.1, new.1) {
        (None, None) => None,
        (None, Some(_)) => Some(Turn::Tighter),
        (Some(_), None) => Some(Turn::Looser),
        (Some(was), Some(is)) => (demands(old.0, was) != demands(new.0, is)).then_some(Turn::Other),
    }
}

/// What a schema demands, and all that it refers to.
fn demands(api: &ir::Api, start: ir::SchemaId) -> BTreeMap<usize, String> {
    let mut found = BTreeMap::new();
    let mut numbers = HashMap::new();
    let mut open = vec![start];
    // Numbered in the order of discovery, so that neither names nor places in the list matter.
    while let Some(id) = open.pop() {
        let number = numbers.len();
        if numbers.contains_key(&id) {
            continue;
        }
        numbers.insert(id, number);
        let mut schema = api.schemas[id.0].schema.clone();
        let mut references = Vec::new();
        schema.each_reference(&mut |reference| references.push(*reference));
        open.extend(references);
        found.insert(number, spelled(api, &format!("{schema:?}"), None, &HashMap::new()));
    }
    found
}
