//! Documented failures: in a large client, operations of one group whose failures are the same have one type for them.
//!
//! Programs then handle them in one place, and hundreds of enums that are the same need not be compiled. Each operation
//! keeps a name of its own for the type, so that most programs go on compiling when one operation documents another
//! failure; in small clients, where little is saved, all of them do.

use std::collections::HashMap;

use super::feature;
use crate::ir;

/// Lets an operation's failures be those of the first one in its group that documents the same.
pub(super) fn share(operations: &mut [ir::Operation]) {
    if !feature::is_large(operations) {
        return;
    }
    let mut known: HashMap<(usize, String), String> = HashMap::new();
    for operation in operations {
        let key = (operation.tag, key(operation));
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

/// Everything that the type is made from: statuses, names, types, documentation, and how each body is read.
fn key(operation: &ir::Operation) -> String {
    match &operation.failure {
        ir::ErrorType::Undocumented => String::new(),
        ir::ErrorType::PerStatus { name: _, variants, same_as: _ } => {
            let failures = operation.responses.iter().filter(|response| !response.status.is_success());
            let payloads: Vec<_> = failures.map(|response| &response.payload).collect();
            format!("{variants:?} {payloads:?}")
        }
    }
}
