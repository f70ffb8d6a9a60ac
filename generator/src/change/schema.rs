//! Schemas that values are held against as JSON.

use std::collections::HashMap;

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

/// What a schema demands, and after it all that it refers to, in the order in which it does: the names of schemas
/// demand nothing, and neither does their order in the document.
pub(super) fn demands(api: &ir::Api, start: ir::SchemaId) -> Vec<String> {
    let mut known = vec![start];
    let mut texts = Vec::new();
    while let Some(id) = known.get(texts.len()) {
        let mut schema = api.schemas[id.0].schema.clone();
        schema.each_reference(&mut |reference| {
            let number = known.iter().position(|known| known == reference).unwrap_or_else(|| {
                known.push(*reference);
                known.len() - 1
            });
            *reference = ir::SchemaId(number);
        });
        texts.push(spelled(api, &format!("{schema:?}"), None, &HashMap::new()));
    }
    texts
}
