//! Values that keep to all rules, made from types and rules alone.

use std::collections::HashMap;

use client_runtime::{Map, Number, Value, json};

use super::number::NumberPlace;
use super::text::TextPlace;
use crate::ir::{self, Type, TypeKind};
use crate::pattern::Samples;

/// Values nested deeper are not made; a type that requires itself has none.
const DEEPEST: usize = 12;

/// Longer lists and maps are not made.
pub(super) const MOST_ITEMS: u64 = 200;

/// Makes values of a client's types.
pub(super) struct Sampler<'a> {
    pub(super) api: &'a ir::Api,
    samples: Vec<Samples>,
    /// An example of each type that has one. They have been held against their schemas.
    examples: HashMap<ir::TypeId, Value>,
}

impl<'a> Sampler<'a> {
    pub(super) fn new(api: &'a ir::Api) -> Self {
        let mut examples = HashMap::new();
        for example in &api.examples {
            let mut ty = &example.ty;
            // An example of a name for a type is one of the type.
            while let (Type::Named(id), Ok(value)) = (ty, json::from_str(&example.json)) {
                examples.entry(*id).or_insert(value);
                let TypeKind::Alias(alias) = &api.types[id.0].kind else { break };
                ty = &alias.ty;
            }
        }
        let samples = api.patterns.iter().map(|definition| definition.pattern.samples()).collect();
        Self { api, samples, examples }
    }

    /// A value of a type at a place with these rules, the smaller the better.
    pub(super) fn value(&self, ty: &Type, rules: &ir::Rules, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        match ty {
            Type::Named(id) => match &self.api.types[id.0].kind {
                TypeKind::Alias(alias) => self.value(&alias.ty, rules, depth + 1),
                TypeKind::Text(_) | TypeKind::Enumeration(_) => self.text_place(ty, rules)?.valid().map(Value::from),
                TypeKind::Object(object) => self.object(*id, object, depth + 1).map(Value::Object),
                TypeKind::Union(_) | TypeKind::Opaque(_) => self.examples.get(id).cloned(),
                TypeKind::Contents(_) => None,
            },
            Type::String | Type::Binary | Type::Format(_) => self.text_place(ty, rules)?.valid().map(Value::from),
            // They have no JSON form.
            Type::File | Type::Content | Type::Bytes => None,
            Type::Integer(_) | Type::Number | Type::Float32 | Type::Float64 => {
                number(&NumberPlace::new(ty, &[rules])?.valid()?)
            }
            Type::Boolean => Some(Value::from(false)),
            Type::Null => Some(Value::Null),
            Type::Any => rules.is_empty().then(|| Value::from(true)),
            Type::Array(inner) => {
                let least = rules.min_items.unwrap_or(0);
                self.list(inner, rules, least, depth + 1).map(Value::Array)
            }
            Type::Map(inner) => self.map(inner, rules, rules.min_properties.unwrap_or(0), depth + 1).map(Value::Object),
            Type::Nullable(inner) | Type::Boxed(inner) => self.value(inner, rules, depth + 1),
        }
    }

    /// Whether a text, a number or a boolean is a valid value; of others that is not known.
    pub(super) fn keeps(&self, ty: &Type, rules: &ir::Rules, value: &Value) -> bool {
        match (ty, value) {
            (Type::Nullable(inner) | Type::Boxed(inner), _) => self.keeps(inner, rules, value),
            (Type::Named(id), Value::Number(_) | Value::Bool(_)) => match &self.api.types[id.0].kind {
                TypeKind::Alias(alias) => self.keeps(&alias.ty, rules, value),
                _ => false,
            },
            (Type::Boolean, Value::Bool(_)) => true,
            (Type::Named(_) | Type::String | Type::Binary | Type::Format(_), Value::String(text)) => {
                self.text_place(ty, rules).is_some_and(|place| place.keeps(text))
            }
            (Type::Integer(_) | Type::Number | Type::Float32 | Type::Float64, Value::Number(number)) => {
                NumberPlace::new(ty, &[rules]).is_some_and(|place| place.keeps(number.as_str()))
            }
            _ => false,
        }
    }

    /// What is known of a place for texts; nothing where the type holds no texts.
    pub(super) fn text_place<'p>(&'p self, ty: &'p Type, rules: &'p ir::Rules) -> Option<TextPlace<'p>> {
        let place = |rules, format, known| TextPlace {
            rules,
            format,
            known,
            listed: false,
            patterns: &self.api.patterns,
            samples: &self.samples,
        };
        match ty {
            Type::String | Type::Binary => Some(place(vec![rules], None, Vec::new())),
            Type::Format(format) => Some(place(vec![rules], Some(*format), Vec::new())),
            Type::Named(id) => match &self.api.types[id.0].kind {
                TypeKind::Text(text) => {
                    let example = self.examples.get(id).and_then(Value::as_str).map(str::to_owned);
                    Some(place(vec![&text.rules, rules], None, example.into_iter().collect()))
                }
                // A value that is not listed need not be accepted, so none is tried.
                TypeKind::Enumeration(enumeration) => {
                    let listed = enumeration.variants.iter().map(|variant| variant.name.wire.clone()).collect();
                    Some(TextPlace { listed: true, ..place(vec![rules], None, listed) })
                }
                TypeKind::Alias(alias) => self.text_place(&alias.ty, rules),
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Opaque(_) | TypeKind::Contents(_) => None,
            },
            _ => None,
        }
    }

    /// A list of so many items. They are all the same unless they must not be.
    pub(super) fn list(&self, inner: &Type, rules: &ir::Rules, count: u64, depth: usize) -> Option<Vec<Value>> {
        let count = usize::try_from(count).ok().filter(|count| *count as u64 <= MOST_ITEMS)?;
        let items = rules.items.as_deref().unwrap_or(&NONE);
        match count {
            0 => Some(Vec::new()),
            _ if rules.unique_items && count > 1 => self.distinct(inner, items, count),
            _ => Some(vec![self.value(inner, items, depth)?; count]),
        }
    }

    /// So many different values.
    fn distinct(&self, ty: &Type, rules: &ir::Rules, count: usize) -> Option<Vec<Value>> {
        match ty {
            Type::Named(id) => match &self.api.types[id.0].kind {
                TypeKind::Alias(alias) => self.distinct(&alias.ty, rules, count),
                TypeKind::Enumeration(enumeration) => {
                    let listed = enumeration.variants.iter().map(|variant| Value::from(variant.name.wire.as_str()));
                    let found: Vec<Value> = listed.take(count).collect();
                    (rules.is_empty() && found.len() == count).then_some(found)
                }
                TypeKind::Text(_) => self.distinct_texts(ty, rules, count),
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Opaque(_) | TypeKind::Contents(_) => None,
            },
            Type::String | Type::Binary | Type::Format(_) => self.distinct_texts(ty, rules, count),
            Type::Integer(_) | Type::Number => {
                NumberPlace::new(ty, &[rules])?.distinct(count)?.iter().map(|text| number(text)).collect()
            }
            _ => None,
        }
    }

    fn distinct_texts(&self, ty: &Type, rules: &ir::Rules, count: usize) -> Option<Vec<Value>> {
        Some(self.text_place(ty, rules)?.distinct(count)?.into_iter().map(Value::from).collect())
    }

    /// A map of so many members.
    pub(super) fn map(&self, inner: &Type, rules: &ir::Rules, count: u64, depth: usize) -> Option<Map<Value>> {
        let count = usize::try_from(count).ok().filter(|count| *count as u64 <= MOST_ITEMS)?;
        let mut map = Map::new();
        if count > 0 {
            let names = self.text_place(&Type::String, rules.names.as_deref().unwrap_or(&NONE))?.distinct(count)?;
            let value = self.value(inner, rules.values.as_deref().unwrap_or(&NONE), depth)?;
            for name in names {
                map.insert(name, value.clone());
            }
        }
        Some(map)
    }

    /// An object with its required members and as many others as it must have; or an example, where the types do not
    /// say all that is demanded.
    pub(super) fn object(&self, id: ir::TypeId, object: &ir::Object, depth: usize) -> Option<Map<Value>> {
        let least = object.rules.min_properties.unwrap_or(0);
        let made = if object.schema.is_some() { None } else { self.object_of(object, least, depth) };
        made.or_else(|| self.examples.get(&id).and_then(Value::as_object).cloned())
    }

    /// An object of the required members, and of others until there are so many.
    pub(super) fn object_of(&self, object: &ir::Object, count: u64, depth: usize) -> Option<Map<Value>> {
        let count = usize::try_from(count).ok().filter(|count| *count as u64 <= MOST_ITEMS)?;
        let mut map = Map::new();
        for member in object.members.iter().filter(|member| member.required) {
            map.insert(member.name.wire.as_str(), self.member(member, depth)?);
        }
        for member in object.members.iter().filter(|member| !member.required) {
            if map.len() < count
                && let Some(value) = self.member(member, depth)
            {
                map.insert(member.name.wire.as_str(), value);
            }
        }
        if let ir::Additional::Kept { ty, rules, .. } = &object.additional {
            let mut name = unlisted(object);
            while map.len() < count {
                map.insert(name.as_str(), self.value(ty, rules, depth)?);
                name.push('_');
            }
        }
        (map.len() >= count).then_some(map)
    }

    /// A value of a member; nothing where its type and rules do not say all that is demanded.
    fn member(&self, member: &ir::Member, depth: usize) -> Option<Value> {
        if member.schema.is_some() {
            return None;
        }
        match &member.constant {
            Some(ir::Constant::Boolean(value)) => Some(Value::from(*value)),
            // An enumeration of this one value.
            Some(ir::Constant::Variant(_)) | None => self.value(&member.ty, &member.rules, depth),
        }
    }
}

/// No rules.
pub(super) static NONE: ir::Rules = ir::Rules {
    min_length: None,
    max_length: None,
    patterns: Vec::new(),
    one_of: Vec::new(),
    minimum: None,
    maximum: None,
    exclusive_minimum: None,
    exclusive_maximum: None,
    multiple_of: None,
    min_items: None,
    max_items: None,
    unique_items: false,
    min_properties: None,
    max_properties: None,
    items: None,
    names: None,
    values: None,
};

/// The name of a member that the object does not declare.
pub(super) fn unlisted(object: &ir::Object) -> String {
    let mut name = "unlisted".to_owned();
    while object.members.iter().any(|member| member.name.wire == name) {
        name.push('_');
    }
    name
}

/// The number of a JSON text.
pub(super) fn number(text: &str) -> Option<Value> {
    text.parse::<Number>().ok().map(Value::from)
}
