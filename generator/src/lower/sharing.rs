//! Schemas without a name that say the same at several places: one type for all of them.
//!
//! The first in the order of the document keeps its definition; at every other place its name stands for that of the
//! place, so that programs name the place they mean and need not know which places agree. Schemas with a name are types
//! of their own whatever they say: two kinds of ID differ by intent.
//!
//! **Invariant:** but for which other type it is, the type of a place does not depend on other places. So this comes
//! after the passes that look at who uses a type, and what they decided has to be equal too: what is sent, received or
//! both, the members of each direction, files, and boxes on cycles.

use std::collections::HashMap;

use super::{Draft, Lowering};
use crate::ir;

/// All that has to be equal: what stands in it of types and schemas stands for those of the same content. What a place
/// says to people of the type as a whole, and its examples, are kept with its name.
#[derive(PartialEq, Eq, Hash)]
struct Content {
    deprecated: bool,
    kind: ir::TypeKind,
    usage: ir::Usage,
}

impl Lowering<'_, '_> {
    /// Gives types of the same content without names of their own one definition.
    pub(super) fn share_types(&mut self) {
        let alike = Alike::find(self);
        for (copy, original) in alike.originals().into_iter().enumerate() {
            if copy == original {
                continue;
            }
            let ty = ir::Type::Named(ir::TypeId(original));
            let alias = ir::Alias { ty, rules: ir::Rules::default(), builder: None };
            let usage = self.types[copy].definition.usage;
            self.types[copy].definition.kind = ir::TypeKind::Alias(alias);
            let shared = &mut self.types[original].definition.usage;
            shared.request |= usage.request;
            shared.response |= usage.response;
        }
    }

    /// The type that stands for another place's, if this is only a name for it.
    pub(super) fn shared_with(&self, index: usize) -> Option<usize> {
        match &self.types[index].definition.kind {
            ir::TypeKind::Alias(alias) if self.is_anonymous(&self.types[index]) => alias.ty.named().map(|id| id.0),
            _ => None,
        }
    }

    /// Whether a type is named by where its schema stands: no reference leads there, and nobody chose the name.
    fn is_anonymous(&self, draft: &Draft) -> bool {
        draft.pinned.is_none() && !self.states.contains_key(&draft.place)
    }
}

/// Which types have the same content.
struct Alike {
    /// Of each type one of the same content, the same one for all of these.
    representatives: Vec<usize>,
}

impl Alike {
    /// Compares each type once, after those it holds. Those that hold themselves are like no other.
    fn find(lowering: &Lowering<'_, '_>) -> Self {
        let schemas = alike_schemas(lowering.schema_data.list());
        let types = &lowering.types;
        let anonymous: Vec<bool> = types.iter().map(|draft| lowering.is_anonymous(draft)).collect();
        let mut alike = Self { representatives: (0..types.len()).collect() };
        let mut known: HashMap<Content, usize> = HashMap::new();
        for index in held_first(types, &anonymous) {
            let definition = &types[index].definition;
            if is_shareable(&definition.kind) {
                let content = alike.content(definition, &schemas);
                alike.representatives[index] = *known.entry(content).or_insert(index);
            }
        }
        alike
    }

    fn content(&self, definition: &ir::TypeDefinition, schemas: &[ir::SchemaId]) -> Content {
        let mut kind = definition.kind.clone();
        kind.each_type_mut(&mut |ty| {
            if let Some(id) = ty.named_mut() {
                id.0 = self.representatives[id.0];
            }
        });
        kind.each_schema_mut(&mut |id| *id = schemas[id.0]);
        Content { deprecated: definition.docs.deprecated, usage: relevant_usage(definition), kind }
    }

    /// Of each type the first of the same content.
    fn originals(self) -> Vec<usize> {
        let mut first: HashMap<usize, usize> = HashMap::new();
        let types = self.representatives.into_iter().enumerate();
        types.map(|(index, representative)| *first.entry(representative).or_insert(index)).collect()
    }
}

/// The enums by media type belong to bodies, and names for types are no types.
fn is_shareable(kind: &ir::TypeKind) -> bool {
    match kind {
        ir::TypeKind::Object(_)
        | ir::TypeKind::Text(_)
        | ir::TypeKind::Enumeration(_)
        | ir::TypeKind::Union(_)
        | ir::TypeKind::Opaque(_) => true,
        ir::TypeKind::Alias(_) | ir::TypeKind::Contents(_) => false,
    }
}

/// Where the type occurs, as far as its definition depends on that: how an object is made does.
fn relevant_usage(definition: &ir::TypeDefinition) -> ir::Usage {
    match &definition.kind {
        ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) => ir::Usage::default(),
        ir::TypeKind::Object(_)
        | ir::TypeKind::Union(_)
        | ir::TypeKind::Opaque(_)
        | ir::TypeKind::Alias(_)
        | ir::TypeKind::Contents(_) => definition.usage,
    }
}

/// The types that are marked, each after those among them that it holds; on a cycle the order is any.
fn held_first(types: &[Draft], marked: &[bool]) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = vec![false; types.len()];
    // The first visit of a type puts those that it holds before itself, the second one finishes it.
    let mut open: Vec<(usize, bool)> = (0..types.len()).rev().map(|index| (index, false)).collect();
    while let Some((index, finished)) = open.pop() {
        if finished {
            order.push(index);
        } else if marked[index] && !std::mem::replace(&mut seen[index], true) {
            open.push((index, true));
            types[index].definition.kind.each_type(&mut |ty| open.extend(ty.named().map(|id| (id.0, false))));
        }
    }
    order
}

/// Of each schema as data the first one that demands the same; what they refer to has to be the same schema.
fn alike_schemas(schemas: &[ir::SchemaDefinition]) -> Vec<ir::SchemaId> {
    let mut first: HashMap<&ir::Schema, ir::SchemaId> = HashMap::new();
    let schemas = schemas.iter().enumerate();
    schemas.map(|(index, definition)| *first.entry(&definition.schema).or_insert(ir::SchemaId(index))).collect()
}
