//! Which schemas say what a value is, and of which of them the client has bare JSON only, for those who count.

use super::Lowering;
use super::schema::Value;
use crate::ir;
use crate::parse::{Schema, SchemaObject, Type};
use crate::source::Place;

/// A schema that says what a value is, and the type it became at one place.
pub(super) struct TypedSchema {
    place: Place,
    /// Nothing where no value was made of it.
    ty: Option<ir::Type>,
    reason: &'static str,
}

impl Lowering<'_, '_> {
    /// A schema became a value.
    pub(super) fn note_typed(&mut self, schema: &Schema, value: &Value) {
        if self.context.objects.is_some()
            && let Some(reason) = schema.as_object().and_then(reason)
        {
            self.typed_schemas.push(TypedSchema { place: schema.place(), ty: Some(value.ty.clone()), reason });
        }
    }

    /// A schema of a value became no type, but for what else may stand in the same place.
    pub(super) fn note_untyped(&mut self, schema: &Schema, why: &'static str) {
        if self.context.objects.is_some() && schema.as_object().and_then(reason).is_some() {
            self.typed_schemas.push(TypedSchema { place: schema.place(), ty: None, reason: why });
        }
    }

    /// Hands over what was noted, once all types are there.
    pub(super) fn finish_typed_schemas(&mut self) {
        for TypedSchema { place, ty, reason } in std::mem::take(&mut self.typed_schemas) {
            let bare = ty.is_none_or(|ty| self.is_bare(&ty));
            self.context.note_typed_schema(place, bare.then_some(reason));
        }
    }

    /// Whether a type is JSON that nothing reads: any value, or one with rules alone.
    fn is_bare(&self, ty: &ir::Type) -> bool {
        match ty {
            ir::Type::Any => true,
            ir::Type::Nullable(inner) | ir::Type::Boxed(inner) => self.is_bare(inner),
            ir::Type::Named(id) => match &self.types[id.0].definition.kind {
                ir::TypeKind::Opaque(opaque) => opaque.views.is_empty(),
                ir::TypeKind::Alias(alias) => self.is_bare(&alias.ty),
                ir::TypeKind::Object(_)
                | ir::TypeKind::Text(_)
                | ir::TypeKind::Enumeration(_)
                | ir::TypeKind::Union(_)
                | ir::TypeKind::Contents(_) => false,
            },
            ir::Type::String
            | ir::Type::Format(_)
            | ir::Type::Integer(_)
            | ir::Type::Number
            | ir::Type::Float32
            | ir::Type::Float64
            | ir::Type::Boolean
            | ir::Type::Null
            | ir::Type::Binary
            | ir::Type::File
            | ir::Type::Content
            | ir::Type::Bytes
            | ir::Type::Array(_)
            | ir::Type::Map(_) => false,
        }
    }
}

/// Why a schema that says what a value is would be bare JSON all the same; nothing where it says nothing.
fn reason(schema: &SchemaObject) -> Option<&'static str> {
    let parts = [&schema.all_of, &schema.any_of, &schema.one_of].into_iter().flatten().flatten();
    // Anything or `null` is anything.
    let composed = parts.filter_map(Schema::as_object).any(|part| {
        let null = matches!(part.types.as_slice(), [only] if only.value == Type::Null);
        !null && (part.reference.is_some() || reason(part).is_some())
    });
    let listed = schema.enumeration.is_some() || schema.constant.is_some();
    let contents = !schema.properties.is_empty() || !schema.pattern_properties.is_empty();
    let items = schema.items.is_some() || schema.prefix_items.is_some();
    let values = schema.additional_properties.as_ref().is_some_and(|values| match values {
        Schema::Boolean(allowed) => !allowed.value,
        Schema::Object(values) => values.reference.is_some() || reason(values).is_some(),
    });
    let of_anything = schema.types.iter().all(|ty| matches!(ty.value, Type::Object | Type::Null));
    if composed {
        Some("its parts together name no type")
    } else if listed {
        Some("its values have several types")
    } else if contents || items || values {
        Some("its keywords are of several types")
    } else if !of_anything {
        Some("its type")
    } else {
        None
    }
}
