//! Final names: types, modules, operations, tests. The last step, so that no name depends on the order of the document.

use std::collections::HashMap;

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir;
use crate::naming::{Assigned, Claim, Collision, Scope, module, pascal, snake};
use crate::source::{Place, Spot};

/// Methods that a client has anyway.
const RESERVED_METHODS: &[&str] =
    &["builder", "call", "raw", "core", "mode", "shared", "clone", "fmt", "server", "new"];

impl Lowering<'_, '_> {
    /// Gives everything with a public name its final one.
    pub(super) fn assign_names(&mut self) {
        self.assign_type_names();
        self.assign_operation_names();
        self.assign_webhook_names();
        self.finish_tags();
        self.assign_test_names();
    }

    fn assign_type_names(&mut self) {
        let claims: Vec<Claim> = self
            .types
            .iter()
            .map(|draft| Claim {
                wire: draft.definition.name.wire.clone(),
                wanted: draft.pinned.clone().unwrap_or_else(|| draft.definition.name.rust.clone()),
                pinned: draft.pinned.is_some(),
            })
            .collect();
        let places: Vec<Place> = self.types.iter().map(|draft| draft.place).collect();
        let mut scope = Scope::default();
        let assigned = self.assign_types(&mut scope, &claims);
        for (index, assigned) in assigned.iter().enumerate() {
            self.report_collision(assigned, &claims, places[index], |other| places.get(other).copied());
        }
        let modules: Vec<Claim> = claims
            .iter()
            .zip(&assigned)
            .map(|(claim, assigned)| Claim { wire: claim.wire.clone(), wanted: module(&assigned.name), pinned: false })
            .collect();
        let modules = Scope::default().assign(&modules);
        for ((draft, assigned), module) in self.types.iter_mut().zip(assigned).zip(modules) {
            draft.definition.name.rust = assigned.name;
            draft.definition.module = module.name;
        }
        for draft in &mut self.types {
            let ir::TypeKind::Object(object) = &mut draft.definition.kind else { continue };
            if let ir::Construction::Builder { name, .. } = &mut object.construction {
                let wanted = format!("{}Builder", draft.definition.name.rust);
                *name = scope.claim(&format!("{} builder", draft.definition.name.wire), &wanted).name;
            }
        }
        self.name_shared_builders(&mut scope);
    }

    /// A place whose type is that of another place has a name for its builder too.
    fn name_shared_builders(&mut self, scope: &mut Scope) {
        for index in 0..self.types.len() {
            let Some(original) = self.shared_with(index) else { continue };
            let ir::TypeKind::Object(object) = &self.types[original].definition.kind else { continue };
            let ir::Construction::Builder { name: original, for_tests } = object.construction.clone() else { continue };
            let ir::TypeDefinition { name, kind, .. } = &mut self.types[index].definition;
            if let ir::TypeKind::Alias(alias) = kind {
                let claimed = scope.claim(&format!("{} builder", name.wire), &format!("{}Builder", name.rust));
                alias.builder = Some(ir::AliasBuilder { name: claimed.name, original, for_tests });
            }
        }
    }

    /// Names that the document gives come before those that are made from where a schema stands.
    fn assign_types(&self, scope: &mut Scope, claims: &[Claim]) -> Vec<Assigned> {
        let given =
            |index: &usize| claims[*index].pinned || self.component_names.contains_key(&self.types[*index].place);
        let (first, rest): (Vec<usize>, Vec<usize>) = (0..claims.len()).partition(given);
        let mut result: Vec<Option<Assigned>> = vec![None; claims.len()];
        for indexes in [&first, &rest] {
            let wishes: Vec<Claim> = indexes.iter().map(|index| claims[*index].clone()).collect();
            for (index, mut assigned) in indexes.iter().zip(scope.assign(&wishes)) {
                assigned.collision = assigned.collision.map(|collision| match collision {
                    Collision::With(other) => Collision::With(indexes[other]),
                    Collision::Reserved => {
                        let other = first.iter().find(|other| claims[**other].wanted == claims[*index].wanted);
                        other.map_or(Collision::Reserved, |other| Collision::With(*other))
                    }
                });
                result[*index] = Some(assigned);
            }
        }
        result.into_iter().flatten().collect()
    }

    fn assign_operation_names(&mut self) {
        self.report_duplicate_operations();
        let methods: Vec<Claim> = self.operation_claims(|operation| snake(&operation.name.wire));
        let names = Scope::with_reserved(RESERVED_METHODS.iter().copied()).assign(&methods);
        let places: Vec<Place> = self.operation_places.iter().map(|places| places.name).collect();
        for (index, assigned) in names.iter().enumerate() {
            // One `operationId` twice has been reported as that.
            let same = matches!(assigned.collision, Some(Collision::With(other)) if methods[other].wire == methods[index].wire);
            if !same {
                self.report_collision(assigned, &methods, places[index], |other| places.get(other).copied());
            }
        }
        let types: Vec<Claim> = names
            .iter()
            .zip(&self.operations)
            .map(|(name, operation)| Claim {
                wire: operation.name.wire.clone(),
                wanted: pascal(&name.name),
                pinned: false,
            })
            .collect();
        let mut scope = Scope::default();
        let types = scope.assign(&types);
        let modules: Vec<Claim> = names
            .iter()
            .zip(&self.operations)
            .map(|(name, operation)| Claim {
                wire: operation.name.wire.clone(),
                wanted: module(&name.name),
                pinned: false,
            })
            .collect();
        let modules = Scope::default().assign(&modules);
        for (((operation, name), ty), module) in self.operations.iter_mut().zip(names).zip(types).zip(modules) {
            operation.name.rust = name.name;
            operation.type_name = ty.name;
            operation.module = module.name;
            if let ir::Construction::Builder { name, .. } = &mut operation.construction {
                let wanted = format!("{}Builder", operation.type_name);
                *name = scope.claim(&format!("{} builder", operation.name.wire), &wanted).name;
            }
            if let ir::SuccessType::PerStatus { name, .. } = &mut operation.success {
                *name = scope
                    .claim(&format!("{} success", operation.name.wire), &format!("{}Success", operation.type_name))
                    .name;
            }
            if let ir::ErrorType::PerStatus { name, .. } = &mut operation.failure {
                *name = scope
                    .claim(&format!("{} error", operation.name.wire), &format!("{}Error", operation.type_name))
                    .name;
            }
        }
    }

    fn operation_claims(&self, wanted: impl Fn(&ir::Operation) -> String) -> Vec<Claim> {
        self.operations
            .iter()
            .zip(&self.operation_places)
            .map(|(operation, places)| Claim {
                wire: operation.name.wire.clone(),
                wanted: places.pinned.clone().unwrap_or_else(|| wanted(operation)),
                pinned: places.pinned.is_some(),
            })
            .collect()
    }

    /// Two operations with one `operationId` (OpenAPI 3.1.1, Operation Object: it is unique in the document).
    fn report_duplicate_operations(&mut self) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (index, operation) in self.operations.iter().enumerate() {
            let first = *seen.entry(&operation.name.wire).or_insert(index);
            if first != index {
                let (this, first) = (&self.operation_places[index], &self.operation_places[first]);
                // One operation that two paths lead to: it is they that differ.
                let (this, first): (Spot, Spot) = if this.name == first.name {
                    (this.origin.key(), first.origin.key())
                } else {
                    (this.name.into(), first.name.into())
                };
                let message = format!("the `operationId` `{}` is used twice", operation.name.wire);
                self.context
                    .diagnostics
                    .report(Code::DuplicateOperationId, this, message)
                    .label(first, "first used here")
                    .help("give each operation a name of its own");
            }
        }
    }

    fn assign_test_names(&mut self) {
        let claims: Vec<Claim> = self
            .examples
            .iter()
            .map(|example| Claim {
                wire: format!("{} {:?}", example.pointer, example.ty),
                wanted: test_name(&example.pointer),
                pinned: false,
            })
            .collect();
        for (example, assigned) in self.examples.iter_mut().zip(Scope::default().assign(&claims)) {
            example.name = assigned.name;
        }
    }

    /// Warns of a claim that did not get the name it wanted, and says where the other one is.
    pub(super) fn report_collision(
        &mut self,
        assigned: &Assigned,
        claims: &[Claim],
        place: Place,
        place_of: impl Fn(usize) -> Option<Place>,
    ) -> Option<&mut Diagnostic> {
        let Collision::With(other) = assigned.collision.as_ref()? else {
            // What the emitted code needs for itself is no fault of the document, and not worth a warning.
            return None;
        };
        let message =
            format!("two names become `{}` in Rust; this one is called `{}`", claims[*other].wanted, assigned.name);
        let diagnostic = self.context.diagnostics.report(Code::NameCollision, place, message);
        diagnostic.help("choose a name with `x-rust-name`");
        if let Some(other) = place_of(*other) {
            diagnostic.label(other, "the other one");
        }
        Some(diagnostic)
    }
}

/// The test of an example is named by where the example stands, without the words every pointer has.
fn test_name(pointer: &str) -> String {
    let words: Vec<&str> = pointer
        .trim_start_matches('#')
        .split('/')
        .filter(|word| {
            !matches!(
                *word,
                "" | "components" | "schemas" | "paths" | "content" | "application~1json" | "value" | "examples"
            )
        })
        .collect();
    snake(&words.join(" ").replace("~1", " ").replace("~0", " "))
}
