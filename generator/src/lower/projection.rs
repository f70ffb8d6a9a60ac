//! `readOnly` and `writeOnly`: one type where request and response agree, two where they differ.

use std::collections::HashMap;

use super::{Lowering, usage};
use crate::ir;
use crate::naming;

/// The type that stands in requests for each one that differs there.
type Requests = HashMap<usize, ir::TypeId>;

impl Lowering<'_, '_> {
    /// Gives every type that requests and responses share, and that differs in them, a second one for requests; then
    /// drops from each the members that do not occur in it.
    pub(super) fn split_directions(&mut self) {
        let differs = self.differing();
        if !differs.contains(&true) {
            return;
        }
        let mut requests = Requests::new();
        for (index, differs) in differs.into_iter().enumerate() {
            let usage = self.types[index].definition.usage;
            if differs && usage.request && usage.response {
                let mut draft = self.types[index].clone();
                let name = &mut draft.definition.name;
                name.rust = naming::pascal(&format!("{} request", name.rust));
                draft.pinned = draft.pinned.map(|pinned| format!("{pinned}Request"));
                draft.definition.examples.clear();
                requests.insert(index, ir::TypeId(self.types.len()));
                self.types.push(draft);
            }
        }
        let copies: Vec<usize> = requests.values().map(|id| id.0).collect();
        for index in 0..self.types.len() {
            let usage = self.types[index].definition.usage;
            let copy = copies.contains(&index);
            // What stands in requests alone has no second type, and holds those of the types that have one.
            let in_requests = copy || (usage.request && !usage.response);
            if in_requests {
                redirect(&mut self.types[index].definition.kind, &requests);
            }
            let ir::TypeKind::Object(object) = &mut self.types[index].definition.kind else { continue };
            if in_requests {
                object.members.retain(|member| member.access != ir::Access::ReadOnly);
            } else if usage.response {
                object.members.retain(|member| member.access != ir::Access::WriteOnly);
            }
        }
        for operation in &mut self.operations {
            operation.parameters.iter_mut().for_each(|parameter| redirect_type(&mut parameter.ty, &requests));
            operation.body.iter_mut().for_each(|body| redirect_type(&mut body.payload.ty, &requests));
        }
        let answers = self.webhooks.iter_mut().flat_map(|webhook| &mut webhook.answers);
        answers.flat_map(|answer| &mut answer.payloads).for_each(|payload| redirect_type(&mut payload.ty, &requests));
        for (example, place) in self.examples.iter_mut().zip(&self.example_places) {
            if self.request_examples.contains(place) {
                redirect_type(&mut example.ty, &requests);
            }
        }
        for draft in &mut self.types {
            draft.definition.usage = ir::Usage::default();
        }
        usage::mark(&mut self.types, &self.operations, &self.webhooks);
    }

    /// Which types have a member of one direction, or hold a type that has.
    fn differing(&self) -> Vec<bool> {
        let mut differs = vec![false; self.types.len()];
        for (index, draft) in self.types.iter().enumerate() {
            if let ir::TypeKind::Object(object) = &draft.definition.kind {
                differs[index] = object.members.iter().any(|member| member.access != ir::Access::Both);
            }
        }
        loop {
            let mut changed = false;
            for index in (0..self.types.len()).rev() {
                if differs[index] {
                    continue;
                }
                let mut holds = false;
                self.types[index].definition.kind.each_type(&mut |ty| {
                    holds |= ty.named().is_some_and(|id| differs[id.0]);
                });
                differs[index] = holds;
                changed |= holds;
            }
            if !changed {
                return differs;
            }
        }
    }
}

fn redirect(kind: &mut ir::TypeKind, requests: &Requests) {
    kind.each_type_mut(&mut |ty| redirect_type(ty, requests));
}

fn redirect_type(ty: &mut ir::Type, requests: &Requests) {
    if let Some(id) = ty.named_mut() {
        *id = requests.get(&id.0).copied().unwrap_or(*id);
    }
}
