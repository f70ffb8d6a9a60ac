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
            ir::TypeKind::Text(_)
            | ir::TypeKind::Enumeration(_)
            | ir::TypeKind::Opaque(_)
            | ir::TypeKind::Alias(_)
            // Nothing holds a body, so that it is on no cycle.
            | ir::TypeKind::Contents(_) => continue,
        };
        for ty in held {
            // Two ends of an edge in one component lie on a common cycle, and so does an edge back to the same type.
            if in_place(ty).is_some_and(|target| components[target] == components[index]) {
                *ty = ir::Type::Boxed(Box::new(ty.clone()));
            }
        }
    }
}

/// Boxes large variants of unions and of what calls give by status, so that a value of a small one takes no more than it
/// needs. Cycles are boxed already.
pub(super) fn box_large_variants(types: &mut [Draft], operations: &mut [ir::Operation]) {
    let mut sizes = Sizes { known: vec![None; types.len()] };
    for index in 0..types.len() {
        sizes.of_definition(types, index, DEEPEST);
    }
    for index in 0..types.len() {
        let mut large = Vec::new();
        let enumeration = matches!(types[index].definition.kind, ir::TypeKind::Union(_) | ir::TypeKind::Contents(_));
        if enumeration {
            types[index].definition.kind.each_type(&mut |ty| large.push(sizes.of(types, ty, DEEPEST) > LARGE));
        }
        let mut large = large.into_iter();
        if enumeration {
            types[index].definition.kind.each_type_mut(&mut |ty| {
                if large.next() == Some(true) {
                    *ty = ir::Type::Boxed(Box::new(ty.clone()));
                }
            });
        }
    }
    for operation in operations {
        if let ir::SuccessType::PerStatus { variants, .. } = &mut operation.success {
            sizes.box_large(types, variants);
        }
        if let ir::ErrorType::PerStatus { variants, .. } = &mut operation.failure {
            sizes.box_large(types, variants);
        }
    }
}

/// More bytes than that are large, for a variant beside others.
const LARGE: usize = 128;
/// Objects within objects within each other so deep are large by that alone.
const DEEPEST: usize = 64;
/// About as many bytes as what is on the heap takes in place, or a short text.
const WORDS: usize = 32;

/// About how many bytes values take in place.
struct Sizes {
    known: Vec<Option<usize>>,
}

impl Sizes {
    fn of_definition(&mut self, types: &[Draft], index: usize, depth: usize) -> usize {
        if let Some(size) = self.known[index] {
            return size;
        }
        if depth == 0 {
            return LARGE + 1;
        }
        let size = match &types[index].definition.kind {
            ir::TypeKind::Object(object) => {
                object.members.iter().map(|member| self.of(types, &member.ty, depth - 1)).sum::<usize>() + WORDS
            }
            ir::TypeKind::Alias(alias) => self.of(types, &alias.ty, depth - 1),
            ir::TypeKind::Union(_) | ir::TypeKind::Contents(_) => LARGE,
            ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) | ir::TypeKind::Opaque(_) => WORDS,
        };
        self.known[index] = Some(size);
        size
    }

    fn of(&mut self, types: &[Draft], ty: &ir::Type, depth: usize) -> usize {
        in_place(ty).map_or(WORDS, |index| self.of_definition(types, index, depth))
    }

    /// Variants that all hold one type are all of one size.
    fn box_large(&mut self, types: &[Draft], variants: &mut [ir::ErrorVariant]) {
        if variants.iter().all(|variant| variant.ty == variants[0].ty) {
            return;
        }
        for ty in variants.iter_mut().filter_map(|variant| variant.ty.as_mut()) {
            if self.of(types, ty, DEEPEST) > LARGE {
                *ty = ir::Type::Boxed(Box::new(ty.clone()));
            }
        }
    }
}

/// The types that a value of this kind holds without a heap in between.
fn held_in_place(kind: &ir::TypeKind) -> Vec<usize> {
    match kind {
        ir::TypeKind::Object(object) => object.members.iter().filter_map(|member| in_place(&member.ty)).collect(),
        ir::TypeKind::Alias(alias) => in_place(&alias.ty).into_iter().collect(),
        ir::TypeKind::Union(union) => union.variants.iter().filter_map(|variant| in_place(&variant.ty)).collect(),
        ir::TypeKind::Opaque(_) | ir::TypeKind::Contents(_) => Vec::new(),
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
