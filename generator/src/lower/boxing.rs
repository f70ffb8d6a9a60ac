//! Types that contain themselves are put on the heap, on the cycle only.

use super::Draft;
use crate::ir;

/// Boxes every member that closes a cycle of values held in place.
pub(super) fn box_cycles(types: &mut [Draft]) {
    let edges: Vec<Vec<usize>> = types.iter().map(|draft| held_in_place(&draft.definition.kind)).collect();
    let components = components(&edges);
    for (index, draft) in types.iter_mut().enumerate() {
        let held: Vec<&mut ir::Type> = match &mut draft.definition.kind {
            ir::TypeKind::Object(object) => object.members.iter_mut().map(|member| &mut member.ty).collect(),
            ir::TypeKind::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
            ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) | ir::TypeKind::Opaque(_) | ir::TypeKind::Alias(_) => {
                continue;
            }
        };
        for ty in held {
            // Two ends of an edge in one component lie on a common cycle, and so does an edge back to the same type.
            if in_place(ty).is_some_and(|target| components[target] == components[index]) {
                *ty = ir::Type::Boxed(Box::new(ty.clone()));
            }
        }
    }
}

/// Boxes large variants of unions, so that a value of a small one takes no more than it needs.
pub(super) fn box_large_variants(types: &mut [Draft]) {
    let sizes: Vec<usize> = types.iter().map(|draft| own_size(&draft.definition.kind)).collect();
    for draft in types {
        let ir::TypeKind::Union(union) = &mut draft.definition.kind else { continue };
        for variant in &mut union.variants {
            let large = in_place(&variant.ty).is_some_and(|target| sizes[target] > LARGE);
            if large {
                variant.ty = ir::Type::Boxed(Box::new(variant.ty.clone()));
            }
        }
    }
}

/// More bytes than that are large, for a variant beside others.
const LARGE: usize = 128;

/// About how many bytes a value of this kind takes in place; what it holds in place counts as one word list.
fn own_size(kind: &ir::TypeKind) -> usize {
    const WORDS: usize = 24;
    match kind {
        ir::TypeKind::Object(object) => WORDS * (object.members.len() + 1),
        ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) | ir::TypeKind::Opaque(_) | ir::TypeKind::Alias(_) => {
            WORDS
        }
        ir::TypeKind::Union(_) => LARGE,
    }
}

/// The types that a value of this kind holds without a heap in between.
fn held_in_place(kind: &ir::TypeKind) -> Vec<usize> {
    match kind {
        ir::TypeKind::Object(object) => object.members.iter().filter_map(|member| in_place(&member.ty)).collect(),
        ir::TypeKind::Alias(alias) => in_place(&alias.ty).into_iter().collect(),
        ir::TypeKind::Union(union) => union.variants.iter().filter_map(|variant| in_place(&variant.ty)).collect(),
        ir::TypeKind::Opaque(_) => Vec::new(),
        ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) => Vec::new(),
    }
}

/// Lists, maps and boxes hold their values on the heap.
fn in_place(ty: &ir::Type) -> Option<usize> {
    match ty {
        ir::Type::Named(id) => Some(id.0),
        ir::Type::Nullable(inner) => in_place(inner),
        _ => None,
    }
}

/// Strongly connected components, by Kosaraju's two passes without recursion: equal numbers lie on a common cycle.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = vec![false; edges.len()];
    for root in 0..edges.len() {
        if seen[root] {
            continue;
        }
        seen[root] = true;
        let mut stack = vec![(root, 0)];
        while let Some((node, next)) = stack.pop() {
            match edges[node].get(next) {
                Some(&target) => {
                    stack.push((node, next + 1));
                    if !std::mem::replace(&mut seen[target], true) {
                        stack.push((target, 0));
                    }
                }
                None => order.push(node),
            }
        }
    }
    let mut reversed = vec![Vec::new(); edges.len()];
    for (node, targets) in edges.iter().enumerate() {
        for &target in targets {
            reversed[target].push(node);
        }
    }
    let mut component = vec![usize::MAX; edges.len()];
    let mut count = 0;
    for &root in order.iter().rev() {
        if component[root] != usize::MAX {
            continue;
        }
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if component[node] == usize::MAX {
                component[node] = count;
                open.extend(&reversed[node]);
            }
        }
        count += 1;
    }
    component
}
