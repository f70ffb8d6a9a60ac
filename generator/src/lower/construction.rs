//! How programs make a value: a constructor, or a builder.

use super::Draft;
use crate::ir;

/// The most required members that are constructor arguments; more are hard to keep apart at the call.
const MOST_ARGUMENTS: usize = 6;

/// Chooses for every object. Types that only responses have get a builder, so that a member the server adds as
/// required breaks no program.
pub(super) fn choose(types: &mut [Draft]) {
    for draft in types {
        let usage = draft.definition.usage;
        let ir::TypeKind::Object(object) = &mut draft.definition.kind else { continue };
        let required = object.members.iter().filter(|member| member.required && member.constant.is_none()).count();
        let only_received = usage.response && !usage.request;
        object.construction = if only_received || required > MOST_ARGUMENTS {
            ir::Construction::Builder { name: String::new() }
        } else {
            ir::Construction::New
        };
    }
}
