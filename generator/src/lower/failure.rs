//! Documented failures: in a large client, operations of one group whose failures are the same have one type for them.
//!
//! Programs then handle them in one place, and hundreds of enums that are the same need not be compiled. Each operation
//! keeps a name of its own for the type, so that most programs go on compiling when one operation documents another
//! failure; in small clients, where little is saved, all of them do.

use std::collections::HashMap;

use super::{Lowering, feature};
use crate::ir;

impl Lowering<'_, '_> {
    /// Lets an operation's failures be those of the first one in its group that documents the same.
    pub(super) fn share_failures(&mut self) {
        if !feature::is_large(&self.operations) {
            return;
        }
        let keys: Vec<_> = self.operations.iter().map(|operation| self.failure_key(operation)).collect();
        let mut known: HashMap<String, String> = HashMap::new();
        for (operation, key) in self.operations.iter_mut().zip(keys) {
            if let ir::ErrorType::PerStatus { name, variants: _, same_as } = &mut operation.failure {
                match known.get(&key) {
                    Some(first) => *same_as = Some(first.clone()),
                    None => {
                        known.insert(key, name.clone());
                    }
                }
            }
        }
    }

    /// Everything that the type is made from: the group, statuses, names, types, documentation, and how each body is
    /// read.
    fn failure_key(&self, operation: &ir::Operation) -> String {
        let ir::ErrorType::PerStatus { name: _, mut variants, same_as: _ } = operation.failure.clone() else {
            return String::new();
        };
        let failures = operation.responses.iter().filter(|response| !response.status.is_success());
        let mut payloads: Vec<_> = failures.map(|response| response.payload.clone()).collect();
        let held = variants.iter_mut().filter_map(|variant| variant.ty.as_mut());
        for ty in held.chain(payloads.iter_mut().flatten().map(|payload| &mut payload.ty)) {
            // Schemas without a name that say the same are one type.
            if let Some(id) = ty.named_mut() {
                id.0 = self.shared_with(id.0).unwrap_or(id.0);
            }
        }
        format!("{} {variants:?} {payloads:?}", operation.tag)
    }
}
