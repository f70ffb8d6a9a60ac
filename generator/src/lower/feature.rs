//! A Cargo feature per group of operations, where there are so many that compiling them all is felt.

use crate::ir;
use crate::manifest;
use crate::naming::{Claim, Scope};

/// A client with more operations than this is large. A judgement: clients of the public documents below it are
/// checked in a few seconds, and features are one more thing for their users to know.
const MOST_OPERATIONS: usize = 100;

/// Whether a client is one whose cost in compiling is felt.
pub(super) fn is_large(operations: &[ir::Operation]) -> bool {
    operations.len() > MOST_OPERATIONS
}

/// The features of a client; none where it is small, or has one group only.
pub(super) fn features(api: &ir::Api) -> Option<ir::Features> {
    if !is_large(&api.operations) || api.tags.len() < 2 {
        return None;
    }
    let reserved = manifest::features();
    let wanted = |name: String| if reserved.contains(&name) { format!("{name}-operations") } else { name };
    let claims: Vec<Claim> = api
        .tags
        .iter()
        .map(|tag| Claim {
            wire: tag.name.wire.clone(),
            wanted: wanted(tag.name.rust.replace('_', "-")),
            pinned: false,
        })
        .collect();
    let names = Scope::with_reserved(reserved.iter().map(String::as_str)).assign(&claims);
    let mut needs =
        Needs { api, types: vec![Need::default(); api.types.len()], schemas: vec![Need::default(); api.schemas.len()] };
    for operation in &api.operations {
        operation.each_type(&mut |ty| needs.mark_type(ty, Some(operation.tag)));
        operation.schemas().for_each(|id| needs.mark_schema(id, Some(operation.tag)));
    }
    let mut webhooks = Vec::new();
    for webhook in &api.webhooks {
        let tag = webhook.callback.as_ref().map(|callback| api.operations[callback.operation].tag);
        webhook.each_type(&mut |ty| needs.mark_type(ty, tag));
        webhooks.push(tag.map_or(ir::Needed::Always, |tag| ir::Needed::By { tags: vec![tag], whole: false }));
    }
    let orphans: Vec<usize> = (0..api.types.len()).filter(|index| !needs.types[*index].is_needed()).collect();
    for schema in orphans.iter().flat_map(|index| api.types[*index].kind.schemas()) {
        needs.mark_orphan(schema);
    }
    Some(ir::Features {
        all: manifest::ALL_OPERATIONS.to_owned(),
        tags: names.into_iter().map(|name| name.name).collect(),
        types: needs.types.into_iter().map(Need::finish).collect(),
        schemas: needs.schemas.into_iter().map(Need::finish).collect(),
        webhooks,
    })
}

/// Who needs a type.
#[derive(Clone, Default)]
struct Need {
    always: bool,
    /// By a type that nobody needs, and which is compiled with the feature of all groups.
    orphan: bool,
    tags: Vec<usize>,
}

impl Need {
    /// Notes one more; gives whether that was known.
    fn note(&mut self, tag: Option<usize>) -> bool {
        match tag {
            None => std::mem::replace(&mut self.always, true),
            Some(tag) if self.tags.contains(&tag) => true,
            Some(tag) => {
                self.tags.push(tag);
                false
            }
        }
    }

    fn is_needed(&self) -> bool {
        self.always || !self.tags.is_empty()
    }

    fn finish(mut self) -> ir::Needed {
        self.tags.sort_unstable();
        match (self.always, self.tags.is_empty()) {
            (true, _) => ir::Needed::Always,
            (false, true) => ir::Needed::ByNone,
            (false, false) => ir::Needed::By { tags: self.tags, whole: self.orphan },
        }
    }
}

/// Who needs what.
struct Needs<'a> {
    api: &'a ir::Api,
    types: Vec<Need>,
    schemas: Vec<Need>,
}

impl Needs<'_> {
    /// Marks a type and all that it is made of.
    fn mark_type(&mut self, start: &ir::Type, tag: Option<usize>) {
        let mut open: Vec<ir::TypeId> = start.named().into_iter().collect();
        while let Some(id) = open.pop() {
            if self.types[id.0].note(tag) {
                continue;
            }
            let kind = &self.api.types[id.0].kind;
            kind.each_type(&mut |ty| open.extend(ty.named()));
            kind.schemas().into_iter().for_each(|id| self.mark_schema(id, tag));
        }
    }

    /// Marks a schema and all that it refers to.
    fn mark_schema(&mut self, start: ir::SchemaId, tag: Option<usize>) {
        let mut open = vec![start];
        while let Some(id) = open.pop() {
            if !self.schemas[id.0].note(tag) {
                let mut schema = self.api.schemas[id.0].schema.clone();
                schema.each_reference(&mut |id| open.push(*id));
            }
        }
    }

    /// Marks a schema of a type that nobody needs.
    fn mark_orphan(&mut self, start: ir::SchemaId) {
        let mut open = vec![start];
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut self.schemas[id.0].orphan, true) {
                let mut schema = self.api.schemas[id.0].schema.clone();
                schema.each_reference(&mut |id| open.push(*id));
            }
        }
    }
}
