//! What each regular expression is needed for: the rules of a mere name, say, are checked where the name is used, if it
//! is used anywhere.

use crate::ir;
use crate::ir::{Additional, ContentKind, Direction, PatternId, PatternUse, Payload, Rules, Schema, TypeKind};

/// Marks the patterns of all rules that the client checks, and of those that its tests alone do.
pub(super) fn mark(api: &mut ir::Api) {
    let mut checked = vec![false; api.patterns.len()];
    let mut note = |id: PatternId| checked[id.0] = true;
    api.types.iter().for_each(|definition| of_type(&definition.kind, &mut note));
    api.schemas.iter().for_each(|definition| of_schema(&definition.schema, &mut note));
    for operation in &api.operations {
        operation.plain_parameters().for_each(|parameter| of_rules(&parameter.rules, &mut note));
        operation.body.iter().for_each(|body| of_body(&body.payload, &body.rules, &mut note));
    }
    let mut tested = vec![false; api.patterns.len()];
    api.examples.iter().for_each(|example| of_rules(&example.rules, &mut |id| tested[id.0] = true));
    for (index, definition) in api.patterns.iter_mut().enumerate() {
        definition.usage = match (checked[index], tested[index]) {
            (true, _) => PatternUse::Client,
            (false, true) => PatternUse::Tests,
            (false, false) => PatternUse::None,
        };
    }
}

fn of_type(kind: &TypeKind, note: &mut dyn FnMut(PatternId)) {
    match kind {
        TypeKind::Object(object) => {
            of_rules(&object.rules, note);
            object.members.iter().for_each(|member| of_rules(&member.rules, note));
            if let Additional::Kept { rules, .. } = &object.additional {
                of_rules(rules, note);
            }
        }
        TypeKind::Text(text) => of_rules(&text.rules, note),
        // The schema alone says whether a value of overlapping variants is valid.
        TypeKind::Union(union) if union.overlapping && union.schema.is_some() => {}
        TypeKind::Union(union) => union.variants.iter().for_each(|variant| of_rules(&variant.rules, note)),
        TypeKind::Contents(contents) => {
            for variant in &contents.variants {
                match contents.direction {
                    Direction::Request => of_body(&variant.payload, &variant.rules, note),
                    Direction::Response => of_rules(&variant.rules, note),
                }
            }
        }
        // Those of a name for another type count where the name is used.
        TypeKind::Alias(_) | TypeKind::Enumeration(_) | TypeKind::Opaque(_) => {}
    }
}

fn of_body(payload: &Payload, rules: &Rules, note: &mut dyn FnMut(PatternId)) {
    match &payload.kind {
        ContentKind::Json
        | ContentKind::Form(_)
        | ContentKind::Multipart(_)
        | ContentKind::Files(_)
        | ContentKind::Text => of_rules(rules, note),
        // Not written with rules.
        ContentKind::ReceivedForm(_) | ContentKind::Bytes | ContentKind::Choice => {}
    }
}

fn of_rules(rules: &Rules, note: &mut dyn FnMut(PatternId)) {
    rules.patterns.iter().for_each(|id| note(*id));
    for nested in [&rules.items, &rules.names, &rules.values].into_iter().flatten() {
        of_rules(nested, note);
    }
}

fn of_schema(schema: &Schema, note: &mut dyn FnMut(PatternId)) {
    of_rules(&schema.rules, note);
    schema.pattern_properties.iter().for_each(|(id, _)| note(*id));
    schema.each_part(&mut |part| of_schema(part, note));
}
