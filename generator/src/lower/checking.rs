//! Where there is something to check: a rule at the place, or a type some value of which breaks a rule.

use super::Draft;
use crate::ir;

/// Marks types and members, until nothing changes any more (types may be recursive). Later types first: most types refer
/// to those that come after them, so that one round is nearly always enough.
pub(super) fn mark(types: &mut [Draft]) {
    let mut checked = vec![false; types.len()];
    loop {
        let mut changed = false;
        for (index, draft) in types.iter_mut().enumerate().rev() {
            let now = match &mut draft.definition.kind {
                ir::TypeKind::Object(object) => mark_object(object, &checked),
                ir::TypeKind::Text(text) => !text.rules.is_empty(),
                ir::TypeKind::Enumeration(enumeration) => enumeration.closed,
                ir::TypeKind::Union(union) => mark_union(union, &checked),
                ir::TypeKind::Opaque(opaque) => opaque.schema.is_some(),
                ir::TypeKind::Alias(alias) => is_checked(&alias.ty, &checked),
                // A request's is checked while it is written, with the rules of each variant.
                ir::TypeKind::Contents(contents) => {
                    contents.variants.iter().any(|variant| is_checked(&variant.payload.ty, &checked))
                }
            };
            changed |= now != checked[index];
            checked[index] = now;
            draft.definition.checked = now;
        }
        if !changed {
            return;
        }
    }
}

/// A value of none of the alternatives is invalid, so there is always something to check.
fn mark_union(union: &mut ir::Union, checked: &[bool]) -> bool {
    for variant in &mut union.variants {
        variant.checked = !variant.rules.is_empty() || is_checked(&variant.ty, checked);
    }
    true
}

fn mark_object(object: &mut ir::Object, checked: &[bool]) -> bool {
    let mut any = !object.rules.is_empty() || object.schema.is_some();
    for member in &mut object.members {
        member.checked = !member.rules.is_empty() || member.schema.is_some() || is_checked(&member.ty, checked);
        any |= member.checked;
    }
    match &mut object.additional {
        // Members that were received and are not allowed are reported.
        ir::Additional::Closed { .. } => any = true,
        ir::Additional::Kept { ty, rules, checked: kept, .. } => {
            *kept = !rules.is_empty() || is_checked(ty, checked);
            any |= *kept;
        }
    }
    any
}

fn is_checked(ty: &ir::Type, checked: &[bool]) -> bool {
    match ty {
        ir::Type::Named(id) => checked[id.0],
        // A format is a rule; a float may be infinite, which JSON cannot say.
        ir::Type::Format(_) | ir::Type::Float32 | ir::Type::Float64 => true,
        ir::Type::Array(inner) | ir::Type::Map(inner) | ir::Type::Nullable(inner) | ir::Type::Boxed(inner) => {
            is_checked(inner, checked)
        }
        ir::Type::String
        | ir::Type::Integer(_)
        | ir::Type::Number
        | ir::Type::Boolean
        | ir::Type::Null
        | ir::Type::Any
        | ir::Type::Binary
        | ir::Type::File
        | ir::Type::Content
        | ir::Type::Bytes => false,
    }
}
