//! What tells the alternatives of a union apart, by what their schemas say.

use super::Lowering;
use super::keyword::implied_type;
use super::merge::Merged;
use super::schema_data::json_type;
use crate::ir::{Case, JsonType};
use crate::parse::{Schema, SchemaObject};
use crate::source::{Kind, Place};

/// How deep unions within unions are looked into.
const DEEPEST: usize = 8;

/// How well two alternatives are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Separation {
    /// Nothing tells which one a value is.
    None,
    /// There is a better guess, but a value can be both.
    Guess,
    /// No value is both.
    Exact,
}

/// What is known of an alternative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// How a value is recognised.
    pub(super) case: Case,
    /// The types of declared members.
    members: Vec<(String, Vec<JsonType>)>,
    /// The types of the items of a list.
    items: Vec<JsonType>,
}

impl Outline {
    /// Whether a member can be a string, as far as its declaration says.
    pub(super) fn may_be_text(&self, member: &str) -> bool {
        let declared = self.members.iter().find(|(name, _)| name == member);
        declared.is_none_or(|(_, types)| types.contains(&JsonType::String))
    }
}

const ALL_TYPES: [JsonType; 6] =
    [JsonType::Null, JsonType::Boolean, JsonType::Number, JsonType::String, JsonType::Array, JsonType::Object];

impl Lowering<'_, '_> {
    /// What is known of an alternative before it is read.
    pub(super) fn outline(&mut self, schema: &Schema) -> Outline {
        self.outline_within(schema, DEEPEST)
    }

    fn outline_within(&mut self, schema: &Schema, depth: usize) -> Outline {
        let anything = Outline { case: Case { types: ALL_TYPES.to_vec(), ..Case::default() }, ..Outline::default() };
        let Schema::Object(object) = schema else { return anything };
        if depth == 0 {
            return anything;
        }
        let Some(merged) = self.merged(object) else { return anything };
        let mut outline = self.outline_of_keywords(&merged.schema, depth);
        if let Some(union) = self.outline_of_unions(&merged, depth) {
            // Both hold: the types are those of both, and either may tell.
            if outline.case.types.len() == ALL_TYPES.len() {
                outline.case.types = union.case.types;
            }
            outline.case.texts = outline.case.texts.or(union.case.texts);
            outline.case.tags.extend(union.case.tags);
            outline.case.hints.extend(union.case.hints);
            outline.case.required.extend(union.case.required);
            outline.case.members.extend(union.case.members);
            outline.case.closed &= union.case.closed;
            outline.members.extend(union.members);
            if outline.items.is_empty() {
                outline.items = union.items;
            }
        }
        outline.case.required.sort();
        outline.case.required.dedup();
        outline
    }

    fn outline_of_keywords(&mut self, schema: &SchemaObject, depth: usize) -> Outline {
        let mut types: Vec<JsonType> = schema.types.iter().map(|ty| json_type(ty.value)).collect();
        let listed = self.listed_values(schema);
        if types.is_empty() {
            types = match (&listed, implied_type(schema)) {
                (Some(values), _) => self.types_of(values),
                (None, Some(ty)) => vec![json_type(ty)],
                (None, None) if !schema.required.is_empty() => vec![JsonType::Object],
                (None, None) => ALL_TYPES.to_vec(),
            };
        }
        let mut outline = Outline { case: Case { types, ..Case::default() }, ..Outline::default() };
        outline.case.texts = listed.as_deref().and_then(|values| self.texts_of(values));
        outline.case.required = schema.required.iter().map(|name| name.value.clone()).collect();
        for (name, property) in schema.properties.iter() {
            outline.case.members.push(name.to_owned());
            let inner = self.outline_within(property, depth.min(2) - 1);
            if let Some(texts) = inner.case.texts {
                let required = outline.case.required.iter().any(|known| known == name);
                let into = if required { &mut outline.case.tags } else { &mut outline.case.hints };
                into.push((name.to_owned(), texts));
            }
            outline.members.push((name.to_owned(), inner.case.types));
        }
        let nothing = |schema: &Option<Schema>| matches!(schema, Some(Schema::Boolean(allowed)) if !allowed.value);
        outline.case.closed = nothing(&schema.additional_properties) && schema.pattern_properties.is_empty();
        if let Some(items) = &schema.items {
            outline.items = self.outline_within(items, depth - 1).case.types;
        }
        outline
    }

    /// What holds for every alternative of the unions of a schema.
    fn outline_of_unions(&mut self, merged: &Merged, depth: usize) -> Option<Outline> {
        let union = merged.unions.first()?;
        let mut joint: Option<Outline> = None;
        for alternative in &union.schemas {
            let other = self.outline_within(alternative, depth - 1);
            joint = Some(match joint {
                None => other,
                Some(joint) => join(joint, other),
            });
        }
        joint
    }

    /// The values of `enum` or `const`.
    pub(super) fn listed_values(&self, schema: &SchemaObject) -> Option<Vec<Place>> {
        schema.enumeration.clone().or_else(|| schema.constant.map(|place| vec![place]))
    }

    /// The types that listed values have.
    pub(super) fn types_of(&self, values: &[Place]) -> Vec<JsonType> {
        let mut types = Vec::new();
        for place in values {
            let node = self.node(*place);
            let ty = match node.kind() {
                Kind::Null => JsonType::Null,
                Kind::Bool => JsonType::Boolean,
                Kind::Number if node.as_number().is_some_and(|number| number.to_i128().is_some()) => JsonType::Integer,
                Kind::Number => JsonType::Number,
                Kind::String => JsonType::String,
                Kind::Array => JsonType::Array,
                Kind::Object => JsonType::Object,
            };
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        types
    }

    /// The texts among listed values.
    fn texts_of(&self, values: &[Place]) -> Option<Vec<String>> {
        let texts: Vec<String> =
            values.iter().filter_map(|place| self.node(*place).as_str().map(str::to_owned)).collect();
        (!texts.is_empty()).then_some(texts)
    }
}

/// What holds for values of one or the other.
fn join(mut one: Outline, other: Outline) -> Outline {
    for ty in other.case.types {
        if !one.case.types.contains(&ty) {
            one.case.types.push(ty);
        }
    }
    one.case.texts = match (one.case.texts, other.case.texts) {
        (Some(mut texts), Some(others)) => {
            texts.extend(others);
            Some(texts)
        }
        _ => None,
    };
    one.case.tags = common(one.case.tags, &other.case.tags);
    one.case.hints = common(one.case.hints, &other.case.hints);
    one.case.required.retain(|name| other.case.required.contains(name));
    for name in other.case.members {
        if !one.case.members.contains(&name) {
            one.case.members.push(name);
        }
    }
    one.case.closed &= other.case.closed;
    one.members.extend(other.members);
    if one.items.is_empty() || other.items.is_empty() {
        one.items = Vec::new();
    } else {
        one.items.extend(other.items);
    }
    one
}

type Tag = (String, Vec<String>);

/// The members that both know, with the texts of either.
fn common(tags: Vec<Tag>, others: &[Tag]) -> Vec<Tag> {
    let mut common = Vec::new();
    for (name, mut texts) in tags {
        if let Some((_, others)) = others.iter().find(|(known, _)| *known == name) {
            texts.extend(others.iter().cloned());
            common.push((name, texts));
        }
    }
    common
}

/// Whether a member has different texts in all alternatives that can be objects.
pub(super) fn one_tag_tells(outlines: &[&Outline], name: &str) -> bool {
    let objects = outlines.iter().filter(|outline| is_of(&outline.case.types, JsonType::Object));
    let mut seen: Vec<&String> = Vec::new();
    for outline in objects {
        let Some((_, texts)) = outline.case.tags.iter().find(|(known, _)| known == name) else { return false };
        if texts.iter().any(|text| seen.contains(&text)) {
            return false;
        }
        seen.extend(texts);
    }
    true
}

/// [`separation`] if nothing were known of members that may be missing.
pub(super) fn separation_without_hints(one: &Outline, other: &Outline) -> Separation {
    let mut one = one.clone();
    one.case.hints.clear();
    separation(&one, other)
}

/// How well two alternatives are told apart.
pub(super) fn separation(one: &Outline, other: &Outline) -> Separation {
    let mut least = Separation::Exact;
    for ty in ALL_TYPES {
        if !is_of(&one.case.types, ty) || !is_of(&other.case.types, ty) {
            continue;
        }
        least = least.min(match ty {
            JsonType::Number | JsonType::Integer => numbers(one, other),
            JsonType::String => texts(one, other),
            JsonType::Array => match disjoint(&one.items, &other.items) {
                // An empty list is both.
                true => Separation::Guess,
                false => Separation::None,
            },
            JsonType::Object => objects(one, other),
            JsonType::Null | JsonType::Boolean => Separation::None,
        });
    }
    least
}

/// Whether a type is among those; an integer is a number.
fn is_of(types: &[JsonType], ty: JsonType) -> bool {
    types.contains(&ty) || (ty == JsonType::Number && types.contains(&JsonType::Integer))
}

/// Whether no value is of a type of both; nothing is known where one has none.
pub(super) fn disjoint(one: &[JsonType], other: &[JsonType]) -> bool {
    let known = !one.is_empty() && !other.is_empty();
    known && !ALL_TYPES.into_iter().any(|ty| is_of(one, ty) && is_of(other, ty))
}

/// An integer is tried before a number.
fn numbers(one: &Outline, other: &Outline) -> Separation {
    let whole = |outline: &Outline| !outline.case.types.contains(&JsonType::Number);
    if whole(one) == whole(other) { Separation::None } else { Separation::Guess }
}

fn texts(one: &Outline, other: &Outline) -> Separation {
    match (&one.case.texts, &other.case.texts) {
        (Some(one), Some(other)) if one.iter().all(|text| !other.contains(text)) => Separation::Exact,
        (Some(_), None) | (None, Some(_)) => Separation::Guess,
        _ => Separation::None,
    }
}

/// Whether a member has other texts there than here.
fn any_differs(tags: &[Tag], others: &[Tag]) -> bool {
    tags.iter().any(|(name, texts)| {
        let others = others.iter().find(|(known, _)| known == name);
        others.is_some_and(|(_, others)| texts.iter().all(|text| !others.contains(text)))
    })
}

fn objects(one: &Outline, other: &Outline) -> Separation {
    let tagged = any_differs(&one.case.tags, &other.case.tags);
    let both_require = |name: &String| one.case.required.contains(name) && other.case.required.contains(name);
    let by_type = one.members.iter().any(|(name, types)| {
        let others = other.members.iter().find(|(known, _)| known == name);
        both_require(name) && others.is_some_and(|(_, others)| disjoint(types, others))
    });
    if tagged || by_type {
        return Separation::Exact;
    }
    let requires_more =
        |one: &Outline, other: &Outline| one.case.required.iter().any(|name| !other.case.members.contains(name));
    let hinted = any_differs(&one.case.hints, &other.case.hints)
        || any_differs(&one.case.hints, &other.case.tags)
        || any_differs(&one.case.tags, &other.case.hints);
    let bare = |outline: &Outline| outline.case.closed && outline.case.members.is_empty();
    if requires_more(one, other) || requires_more(other, one) || hinted || bare(one) != bare(other) {
        Separation::Guess
    } else {
        Separation::None
    }
}
