//! How programs make a value: a constructor, a builder, or a conversion.

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
            ir::Construction::Builder { name: String::new(), for_tests: only_received }
        } else {
            ir::Construction::New
        };
    }
}

/// Chooses for an operation: its required parameters and body are arguments of its constructor and of the client's method.
pub(super) fn of_operation(parameters: &[ir::Parameter], body: Option<&ir::Body>) -> ir::Construction {
    let plain = |parameter: &&ir::Parameter| parameter.required && parameter.role == ir::ParameterRole::Plain;
    let required = parameters.iter().filter(plain).count() + usize::from(body.is_some_and(|body| body.required));
    if required > MOST_ARGUMENTS {
        ir::Construction::Builder { name: String::new(), for_tests: false }
    } else {
        ir::Construction::New
    }
}

/// Marks the alternatives of unions whose type no other alternative has: a value of it becomes the union by itself.
pub(super) fn mark_convertible(types: &mut [Draft]) {
    let aliases: Vec<Option<ir::Type>> = types
        .iter()
        .map(|draft| match &draft.definition.kind {
            ir::TypeKind::Alias(alias) => Some(alias.ty.clone()),
            _ => None,
        })
        .collect();
    for (index, draft) in types.iter_mut().enumerate() {
        // Every value is converted into its own type by Rust itself.
        let own = ir::Type::Named(ir::TypeId(index));
        match &mut draft.definition.kind {
            ir::TypeKind::Union(union) => {
                let all: Vec<ir::Type> =
                    union.variants.iter().map(|variant| without_names(&variant.ty, &aliases)).collect();
                for (variant, ty) in union.variants.iter_mut().zip(&all) {
                    variant.convertible = *ty != own && is_only(ty, &all);
                }
            }
            ir::TypeKind::Opaque(opaque) => {
                let all: Vec<ir::Type> = opaque.views.iter().map(|view| without_names(&view.ty, &aliases)).collect();
                for (view, ty) in opaque.views.iter_mut().zip(&all) {
                    view.convertible = *ty != own && is_only(ty, &all);
                }
            }
            // Of several media types for one type, the first one is what a value alone means.
            ir::TypeKind::Contents(contents) => {
                let all: Vec<ir::Type> =
                    contents.variants.iter().map(|variant| without_names(&variant.payload.ty, &aliases)).collect();
                for (index, variant) in contents.variants.iter_mut().enumerate() {
                    variant.convertible = !all[..index].contains(&all[index]);
                }
            }
            ir::TypeKind::Object(_) | ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) | ir::TypeKind::Alias(_) => {
            }
        }
    }
}

/// Any JSON converts into anything, so that it tells no alternative.
fn is_only(ty: &ir::Type, all: &[ir::Type]) -> bool {
    *ty != ir::Type::Any && all.iter().filter(|other| *other == ty).count() == 1
}

/// The type that Rust sees: aliases are other names, and conversions take values out of boxes.
fn without_names(ty: &ir::Type, aliases: &[Option<ir::Type>]) -> ir::Type {
    match ty {
        ir::Type::Named(id) => match &aliases[id.0] {
            Some(alias) => without_names(alias, aliases),
            None => ty.clone(),
        },
        ir::Type::Boxed(inner) => without_names(inner, aliases),
        ir::Type::Array(inner) => ir::Type::Array(Box::new(without_names(inner, aliases))),
        ir::Type::Map(inner) => ir::Type::Map(Box::new(without_names(inner, aliases))),
        ir::Type::Nullable(inner) => ir::Type::Nullable(Box::new(without_names(inner, aliases))),
        ir::Type::String
        | ir::Type::Format(_)
        | ir::Type::Integer(_)
        | ir::Type::Number
        | ir::Type::Float32
        | ir::Type::Float64
        | ir::Type::Boolean
        | ir::Type::Null
        | ir::Type::Any
        | ir::Type::File
        | ir::Type::Content
        | ir::Type::Bytes => ty.clone(),
        ir::Type::Binary => ir::Type::String,
    }
}
