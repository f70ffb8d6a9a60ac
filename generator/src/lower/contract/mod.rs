//! Contract tests: pairs of values at the edge of each constraint.
//!
//! The last pass: it looks at the finished client only. A pair is made where the types and rules alone say what is
//! valid; where a schema as data has a say as well, only the value that breaks the rule is tried; where nothing is known,
//! the test says so.

mod number;
mod request;
mod text;
mod value;

use client_runtime::{Value, pointer};

use crate::ir::{self, BrokenRule, Contract, Edge, Probe, RequiredMembers, Rules, Type, TypeKind};
use crate::pattern::Matcher;
use number::NumberPlace;
use value::{NONE, Sampler};

/// Longer texts are not tried.
const LONGEST: u64 = 100_000;

/// Adds the tests of all types that have constraints, and of all requests that have constraints or examples.
pub(super) fn add_contracts(api: &mut ir::Api) {
    let sampler = Sampler::new(api);
    let ids = || (0..api.types.len()).map(ir::TypeId);
    let contracts = ids().filter_map(|id| contract(&sampler, id)).collect();
    let is_missing = |id: &ir::TypeId| match &api.types[id.0].kind {
        // Values are given as JSON, in which files have no form.
        TypeKind::Object(object) if object.codec == ir::Codec::Parts => false,
        TypeKind::Object(object) => sampler.object(*id, object, 0).is_none(),
        TypeKind::Text(text) => !text.rules.is_empty() && sampler.value(&Type::Named(*id), &NONE, 0).is_none(),
        TypeKind::Enumeration(_)
        | TypeKind::Alias(_)
        | TypeKind::Union(_)
        | TypeKind::Opaque(_)
        | TypeKind::Contents(_) => false,
    };
    let missing = ids().filter(is_missing).collect();
    let requests = (0..api.operations.len()).filter_map(|index| request::contract(&sampler, index)).collect();
    (api.contracts, api.contracts_missing, api.request_contracts) = (contracts, missing, requests);
}

fn contract(sampler: &Sampler<'_>, id: ir::TypeId) -> Option<Contract> {
    let ty = Type::Named(id);
    let mut edges = Edges::new(sampler);
    let mut required = RequiredMembers::None;
    let base = match &sampler.api.types[id.0].kind {
        TypeKind::Text(text) => {
            edges.texts(&Type::String, &text.rules, &Place::whole());
            sampler.value(&ty, &NONE, 0)
        }
        TypeKind::Enumeration(enumeration) => {
            edges.enumeration(enumeration);
            enumeration.variants.first().map(|variant| Value::from(variant.name.wire.as_str()))
        }
        // Values are given as JSON, in which files have no form.
        TypeKind::Object(object) if object.codec == ir::Codec::Parts => None,
        TypeKind::Object(object) => {
            let base = sampler.object(id, object, 0);
            if let Some(base) = &base {
                edges.object(object, base.len());
                let demanded = object.members.iter().filter(|member| member.required);
                let names: Vec<String> = demanded.map(|member| member.name.wire.clone()).collect();
                required = match names.len() {
                    0 => RequiredMembers::None,
                    count if count == base.len() => RequiredMembers::All,
                    _ => RequiredMembers::Some(names),
                };
            }
            base.map(Value::Object)
        }
        // Checked where they stand, or held against a schema as data, which has tests of its own.
        TypeKind::Alias(_) | TypeKind::Union(_) | TypeKind::Opaque(_) | TypeKind::Contents(_) => None,
    };
    let Edges { found, untried, .. } = edges;
    let base = base?;
    let says = !found.is_empty() || required != RequiredMembers::None || !untried.is_empty();
    says.then(|| Contract { ty: id, base: base.to_string(), required, edges: gathered(found), untried })
}

/// The pairs, with those of one format at several places as one: documents have a great many.
fn gathered(edges: Vec<Edge>) -> Vec<Edge> {
    let mut gathered: Vec<Edge> = Vec::new();
    for edge in edges {
        let same = gathered.iter_mut().find_map(|known| match (&mut known.probe, &edge.probe) {
            (
                Probe::Everywhere { rule, inside, outside, others },
                Probe::Pair { rule: other_rule, inside: other_inside, outside: other_outside },
            ) if (&*rule, &*inside, &*outside) == (other_rule, other_inside, other_outside) => Some(others),
            _ => None,
        });
        match (same, edge) {
            (Some(others), edge) => others.push(edge.at),
            (None, Edge { at, probe: Probe::Pair { rule: rule @ BrokenRule::Format(_), inside, outside } }) => {
                gathered.push(Edge { at, probe: Probe::Everywhere { rule, inside, outside, others: Vec::new() } });
            }
            (None, edge) => gathered.push(edge),
        }
    }
    gathered
}

/// A place in a value.
struct Place<'p> {
    /// Its JSON pointer.
    at: String,
    /// Makes, of a value for the place, the value that is put into the valid one.
    wrap: &'p dyn Fn(Value) -> Value,
    /// Nothing is wrapped.
    direct: bool,
}

impl Place<'_> {
    fn whole() -> Self {
        Self { at: String::new(), wrap: &|value| value, direct: true }
    }

    fn member(name: &str) -> Self {
        Self { at: joined("", name), ..Self::whole() }
    }
}

/// Collects the pairs of one type.
struct Edges<'s, 'a> {
    sampler: &'s Sampler<'a>,
    /// A schema as data has a say in what is valid, so that only the valid value itself is known to be.
    base_only: bool,
    found: Vec<Edge>,
    untried: Vec<String>,
}

impl<'s, 'a> Edges<'s, 'a> {
    fn new(sampler: &'s Sampler<'a>) -> Self {
        Self { sampler, base_only: false, found: Vec::new(), untried: Vec::new() }
    }

    fn push(&mut self, at: &str, probe: Probe) {
        self.found.push(Edge { at: at.to_owned(), probe });
    }

    /// A pair, or what is known of it.
    fn pair(&mut self, place: &Place<'_>, rule: BrokenRule, inside: Option<Value>, outside: Option<Value>) {
        let text = |value: Value| (place.wrap)(value).to_string();
        let (inside, outside) = (inside.map(text).filter(|_| !self.base_only), outside.map(text));
        match (inside, outside) {
            (Some(inside), Some(outside)) => self.push(&place.at, Probe::Pair { rule, inside, outside }),
            (None, Some(outside)) => self.push(&place.at, Probe::Outside { rule, outside }),
            (_, None) => self.untried(&place.at, rule.keyword(), "no value that breaks it is known"),
        }
    }

    fn untried(&mut self, at: &str, keyword: &str, why: &str) {
        self.untried.push(format!("`{keyword}` at `{at}`: {why}"));
    }

    fn enumeration(&mut self, enumeration: &ir::Enumeration) {
        let listed: Vec<String> = enumeration.variants.iter().map(|variant| variant.name.wire.clone()).collect();
        let mut unlisted = "unlisted".to_owned();
        while listed.contains(&unlisted) {
            unlisted.push('_');
        }
        let value = Value::from(unlisted).to_string();
        let probe = if enumeration.closed {
            Probe::Outside { rule: BrokenRule::OneOf(listed), outside: value }
        } else {
            Probe::Accepted { value }
        };
        self.push("", probe);
    }

    fn object(&mut self, object: &ir::Object, members: usize) {
        let full = object.rules.max_properties.is_some_and(|most| members as u64 >= most);
        let known = object.schema.is_none() && !full;
        for member in &object.members {
            self.base_only = !known || member.schema.is_some();
            self.place(&member.ty, &member.rules, &Place::member(&member.name.wire));
        }
        self.base_only = !known;
        let other = Place::member(&value::unlisted(object));
        match &object.additional {
            ir::Additional::Closed { .. } => {
                self.push(&other.at, Probe::Outside { rule: BrokenRule::Undeclared, outside: "true".to_owned() });
            }
            ir::Additional::Kept { ty, rules, .. } => self.place(ty, rules, &other),
        }
        self.base_only = object.schema.is_some();
        let made = |count: u64| self.sampler.object_of(object, count, 0).filter(|map| map.len() as u64 == count);
        let made = |count: u64| made(count).map(Value::Object);
        // The required members alone may be enough.
        let required = object.members.iter().filter(|member| member.required).count() as u64;
        if let Some(least) = object.rules.min_properties.filter(|least| *least > required) {
            self.pair(&Place::whole(), BrokenRule::MinProperties(least), made(least), made(least - 1));
        }
        if let Some(most) = object.rules.max_properties {
            let next = most.checked_add(1).and_then(made);
            self.pair(&Place::whole(), BrokenRule::MaxProperties(most), made(most), next);
        }
    }

    /// The rules of a place, and of the places inside of it that have no test of their own.
    fn place(&mut self, ty: &Type, rules: &Rules, place: &Place<'_>) {
        match ty {
            Type::Named(id) => match &self.sampler.api.types[id.0].kind {
                TypeKind::Alias(alias) => self.place(&alias.ty, rules, place),
                TypeKind::Text(_) | TypeKind::Enumeration(_) => self.texts(ty, rules, place),
                // These do not know the rules of their place.
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Opaque(_) | TypeKind::Contents(_) => {}
            },
            Type::String | Type::Binary | Type::Format(_) => self.texts(ty, rules, place),
            Type::Integer(_) | Type::Number | Type::Float32 | Type::Float64 => self.numbers(ty, rules, place),
            Type::Boolean | Type::Null | Type::File | Type::Content | Type::Bytes => {}
            Type::Any => {
                if !rules.is_empty() {
                    self.untried(&place.at, "rules", "they hold for values of one type, and any is allowed");
                }
            }
            Type::Array(inner) => self.list(inner, rules, place),
            Type::Map(inner) => self.map(inner, rules, place),
            Type::Nullable(inner) | Type::Boxed(inner) => self.place(inner, rules, place),
        }
    }

    fn texts(&mut self, ty: &Type, rules: &Rules, place: &Place<'_>) {
        let sampler = self.sampler;
        let Some(texts) = sampler.text_place(ty, rules) else { return };
        let mut targets = Vec::new();
        targets.extend(rules.min_length.filter(|least| *least > 0).map(BrokenRule::MinLength));
        targets.extend(rules.max_length.map(BrokenRule::MaxLength));
        // Every text matches some patterns.
        let breakable = |id: &&ir::PatternId| sampler.api.patterns[id.0].pattern.matcher != Matcher::Always;
        targets.extend(rules.patterns.iter().filter(breakable).map(|id| BrokenRule::Pattern(*id)));
        targets.extend((!rules.one_of.is_empty()).then(|| BrokenRule::OneOf(rules.one_of.clone())));
        targets.extend(texts.format.map(text::format_rule));
        let plain = texts.is_plain() && place.direct && !self.base_only && texts.known.is_empty();
        for rule in targets {
            match rule {
                BrokenRule::MinLength(limit) | BrokenRule::MaxLength(limit)
                    if plain && limit <= LONGEST && texts.allows_length(limit) =>
                {
                    self.push(&place.at, Probe::Length { rule });
                }
                rule => {
                    let (inside, outside) = texts.pair(&rule);
                    self.pair(place, rule, inside.map(Value::from), outside.map(Value::from));
                }
            }
        }
    }

    fn numbers(&mut self, ty: &Type, rules: &Rules, place: &Place<'_>) {
        let Some(numbers) = NumberPlace::new(ty, &[rules]) else {
            return self.untried(&place.at, "rules", "the bounds have too many digits");
        };
        for rule in numbers.rules() {
            let (inside, outside) = numbers.pair(&rule);
            let value = |text: Option<String>| text.and_then(|text| value::number(&text));
            self.pair(place, rule, value(inside), value(outside));
        }
    }

    fn list(&mut self, inner: &Type, rules: &Rules, place: &Place<'_>) {
        let sampler = self.sampler;
        let items = rules.items.as_deref().unwrap_or(&NONE);
        let item = sampler.value(inner, items, 0);
        let fits = |count: u64| {
            rules.min_items.is_none_or(|least| count >= least) && rules.max_items.is_none_or(|most| count <= most)
        };
        let limits = [
            rules.min_items.filter(|least| *least > 0).map(|least| (BrokenRule::MinItems(least), least, least - 1)),
            rules.max_items.map(|most| (BrokenRule::MaxItems(most), most, most.saturating_add(1))),
        ];
        for (rule, limit, next) in limits.into_iter().flatten() {
            match &item {
                Some(item)
                    if place.direct && !self.base_only && !rules.unique_items && fits(limit) && limit <= LONGEST =>
                {
                    self.push(&place.at, Probe::Count { rule, item: item.to_string() });
                }
                _ => {
                    let made = |count: u64| sampler.list(inner, rules, count, 0).map(Value::Array);
                    self.pair(place, rule, made(limit).filter(|_| fits(limit)), made(next));
                }
            }
        }
        // A list that is as short as may be, with something in it.
        let count = rules.min_items.unwrap_or(0).max(1);
        let filled = sampler.list(inner, rules, count, 0).filter(|_| fits(count));
        if rules.unique_items {
            let twice = item.clone().map(|item| Value::Array(vec![item.clone(), item]));
            self.pair(place, BrokenRule::UniqueItems, filled.clone().map(Value::Array), twice);
        }
        let Some(filled) = filled else { return self.nothing_inside(inner, items, place) };
        let wrap = |item: Value| {
            let mut items = filled.clone();
            if let Some(first) = items.first_mut() {
                *first = item;
            }
            (place.wrap)(Value::Array(items))
        };
        let unknown = self.base_only;
        // Another first item may be equal to one of the others.
        self.base_only |= rules.unique_items && count > 1;
        self.place(inner, items, &Place { at: joined(&place.at, "0"), wrap: &wrap, direct: false });
        self.base_only = unknown;
    }

    fn map(&mut self, inner: &Type, rules: &Rules, place: &Place<'_>) {
        let sampler = self.sampler;
        let made = |count: u64| sampler.map(inner, rules, count, 0).map(Value::Object);
        let fits = |count: u64| {
            rules.min_properties.is_none_or(|least| count >= least)
                && rules.max_properties.is_none_or(|most| count <= most)
        };
        if let Some(least) = rules.min_properties.filter(|least| *least > 0) {
            self.pair(place, BrokenRule::MinProperties(least), made(least).filter(|_| fits(least)), made(least - 1));
        }
        if let Some(most) = rules.max_properties {
            let inside = made(most).filter(|_| fits(most));
            self.pair(place, BrokenRule::MaxProperties(most), inside, most.checked_add(1).and_then(made));
        }
        let values = rules.values.as_deref().unwrap_or(&NONE);
        let count = rules.min_properties.unwrap_or(0).max(1);
        let filled = sampler.map(inner, rules, count, 0).filter(|_| fits(count));
        let Some(filled) = filled else { return self.nothing_inside(inner, values, place) };
        let Some(name) = filled.names().next().map(str::to_owned) else { return };
        let wrap = |value: Value| {
            let mut members = filled.clone();
            members.insert(name.as_str(), value);
            (place.wrap)(Value::Object(members))
        };
        self.place(inner, values, &Place { at: joined(&place.at, &name), wrap: &wrap, direct: false });
        if let Some(names) = rules.names.as_deref() {
            self.names(names, &filled, &name, place);
        }
    }

    /// `propertyNames`: the place of a name is that of its member.
    fn names(&mut self, names: &Rules, filled: &client_runtime::Map<Value>, name: &str, place: &Place<'_>) {
        let sampler = self.sampler;
        let Some(texts) = sampler.text_place(&Type::String, names) else { return };
        let value = filled.get(name).cloned().unwrap_or(Value::Null);
        let mut targets = Vec::new();
        targets.extend(names.min_length.filter(|least| *least > 0).map(BrokenRule::MinLength));
        targets.extend(names.max_length.map(BrokenRule::MaxLength));
        targets.extend(names.patterns.iter().map(|id| BrokenRule::Pattern(*id)));
        for rule in targets {
            let (_, Some(outside)) = texts.pair(&rule) else {
                self.untried(&place.at, rule.keyword(), "no name that breaks it is known");
                continue;
            };
            let mut members = filled.clone();
            members.insert(outside.as_str(), value.clone());
            let text = (place.wrap)(Value::Object(members)).to_string();
            self.push(&joined(&place.at, &outside), Probe::Outside { rule, outside: text });
        }
    }

    /// Says so where there are rules inside of a list or map that could not be filled.
    fn nothing_inside(&mut self, inner: &Type, rules: &Rules, place: &Place<'_>) {
        if !rules.is_empty() || matches!(inner, Type::Format(_)) {
            self.untried(&place.at, "rules of what is inside", "no valid value is known");
        }
    }
}

/// A JSON pointer and one more name.
fn joined(pointer: &str, name: &str) -> String {
    let mut joined = pointer.to_owned();
    pointer::push(&mut joined, name);
    joined
}
