//! `allOf`, and what stands beside a reference: several schemas that all hold, as one.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::Lowering;
use crate::diagnostic::Code;
use crate::parse::{Bound, Discriminator, Map, Schema, SchemaObject, Spanned, Type};
use crate::source::Place;

/// Several schemas as one without references and compositions.
pub(super) struct Merged {
    /// The keywords of all parts; the annotations of the schema itself.
    pub(super) schema: SchemaObject,
    /// `anyOf` and `oneOf` of all parts.
    pub(super) unions: Vec<Alternatives>,
    /// `schema` and `unions` demand all that the parts demand.
    pub(super) exact: bool,
    /// The schema in `components` that declares a property, where it is another than this one.
    pub(super) owners: HashMap<String, String>,
    /// Whether every part that says a type allows `null`; nothing where none says one.
    pub(super) nullable: Option<bool>,
    /// Properties that several parts declare, each in its own way.
    pub(super) joined: HashSet<String>,
    /// What references led to.
    seen: HashSet<Place>,
    /// How many parts say which members there are.
    shapes: usize,
    /// A part that forbids members it does not declare itself.
    closed: Option<Place>,
}

/// `anyOf` or `oneOf`.
#[derive(Clone)]
pub(super) struct Alternatives {
    pub(super) keyword: &'static str,
    pub(super) place: Place,
    pub(super) schemas: Vec<Schema>,
    pub(super) discriminator: Option<Discriminator>,
}

/// The references lead back to where they began.
struct Endless;

impl Lowering<'_, '_> {
    /// The schema and everything that it says holds too; nothing where that never ends, which is reported.
    pub(super) fn merged(&mut self, schema: &SchemaObject) -> Option<Merged> {
        let mut merged = Merged {
            schema: annotations_of(schema),
            unions: Vec::new(),
            exact: true,
            owners: HashMap::new(),
            nullable: None,
            joined: HashSet::new(),
            seen: HashSet::new(),
            shapes: 0,
            closed: None,
        };
        let mut open = vec![schema.place];
        self.merge_part(&mut merged, schema, None, &mut open).ok()?;
        if let Some(place) = merged.closed.filter(|_| merged.shapes > 1) {
            merged.exact = false;
            self.context
                .diagnostics
                .report(
                    Code::ForbiddenMember,
                    place,
                    "this forbids members that other parts of the same `allOf` declare: no value can have both",
                )
                .help("`additionalProperties` sees only the properties beside it; in 3.1 `unevaluatedProperties: false` sees all");
        }
        Some(merged)
    }

    fn merge_part(
        &mut self,
        merged: &mut Merged,
        part: &SchemaObject,
        owner: Option<&str>,
        open: &mut Vec<Place>,
    ) -> Result<(), Endless> {
        if let Some(reference) = &part.reference
            && let Some(place) = self.resolve(&reference.value, reference.place)
        {
            if open.contains(&place) {
                self.report_endless(place);
                return Err(Endless);
            }
            // Demanding the same twice demands it once: without this, parts of parts would be met over and over.
            if !merged.seen.insert(place) {
                return self.merge_beside(merged, part, owner, open);
            }
            open.push(place);
            let target = self.parsed_schema(place);
            let name = self.component_names.get(&place).cloned();
            if let Some(target) = target {
                self.merge_schema(merged, &target, name.as_deref().or(owner), open)?;
            }
            open.pop();
        }
        self.merge_beside(merged, part, owner, open)
    }

    /// What stands beside a reference.
    fn merge_beside(
        &mut self,
        merged: &mut Merged,
        part: &SchemaObject,
        owner: Option<&str>,
        open: &mut Vec<Place>,
    ) -> Result<(), Endless> {
        if part.ignores_siblings {
            return Ok(());
        }
        for part in part.all_of.iter().flatten() {
            self.merge_schema(merged, part, owner, open)?;
        }
        conjoin(merged, part, owner);
        let nullable = [merged.nullable, self.allows_null(part)];
        merged.nullable = nullable.into_iter().flatten().reduce(|one, other| one && other);
        Ok(())
    }

    /// Whether the keywords of a part that speak of `null` allow it (OpenAPI 3.0.3: `nullable` adds `null` to the `type`
    /// beside it); nothing where there are none.
    fn allows_null(&self, part: &SchemaObject) -> Option<bool> {
        let listed = self.listed_values(part);
        let listed = listed.map(|values| values.iter().any(|place| self.node(*place).is_null()));
        let typed = (!part.types.is_empty()).then(|| part.types.iter().any(|ty| ty.value == Type::Null));
        let allowed = [listed, typed].into_iter().flatten().reduce(|one, other| one && other)?;
        Some(allowed || part.nullable.is_some_and(|nullable| nullable.value))
    }

    fn merge_schema(
        &mut self,
        merged: &mut Merged,
        part: &Schema,
        owner: Option<&str>,
        open: &mut Vec<Place>,
    ) -> Result<(), Endless> {
        match part {
            Schema::Boolean(allowed) => {
                merged.exact &= allowed.value;
                Ok(())
            }
            Schema::Object(part) => self.merge_part(merged, part, owner, open),
        }
    }
}

/// What a schema says for people, without what it demands.
fn annotations_of(schema: &SchemaObject) -> SchemaObject {
    SchemaObject {
        title: schema.title.clone(),
        description: schema.description.clone(),
        default: schema.default,
        example: schema.example,
        examples: schema.examples.clone(),
        deprecated: schema.deprecated,
        read_only: schema.read_only,
        write_only: schema.write_only,
        external_docs: schema.external_docs.clone(),
        nullable: schema.nullable,
        extensions: schema.extensions.clone(),
        ..SchemaObject::empty(schema.place)
    }
}

/// Adds what a part demands by its own keywords.
fn conjoin(merged: &mut Merged, part: &SchemaObject, owner: Option<&str>) {
    let SchemaObject {
        place,
        // Followed by the caller.
        reference: _,
        ignores_siblings: _,
        all_of: _,
        // Reported where they stand.
        dynamic_reference: _,
        dialect: _,
        id: _,
        anchor: _,
        dynamic_anchor: _,
        vocabulary: _,
        comment: _,
        definitions: _,
        // The outermost schema speaks for the value.
        title: _,
        description: _,
        default: _,
        example: _,
        examples: _,
        deprecated: _,
        read_only: _,
        write_only: _,
        external_docs: _,
        nullable: _,
        content_encoding,
        content_media_type,
        content_schema,
        xml: _,
        extensions: _,
        unknown: _,
        types,
        format,
        enumeration,
        constant,
        multiple_of,
        minimum,
        maximum,
        min_length,
        max_length,
        pattern,
        items,
        prefix_items,
        contains,
        min_contains,
        max_contains,
        min_items,
        max_items,
        unique_items,
        unevaluated_items,
        properties,
        pattern_properties,
        additional_properties,
        property_names,
        unevaluated_properties,
        required,
        min_properties,
        max_properties,
        dependent_required,
        dependent_schemas,
        any_of,
        one_of,
        not,
        condition,
        consequence,
        alternative,
        discriminator,
    } = part;
    let first = |exact: &mut bool, there: bool, same: bool| *exact &= !there || same;
    let into = &mut merged.schema;
    let exact = &mut merged.exact;

    conjoin_types(&mut into.types, types, exact);
    // The first stays where two cannot be one; the difference is left to the check of the value's JSON.
    macro_rules! keep_first {
        ($($member:ident)*) => {$(
            if $member.is_some() {
                first(exact, into.$member.is_some(), into.$member == *$member);
                if into.$member.is_none() {
                    into.$member.clone_from($member);
                }
            }
        )*};
    }
    keep_first!(format enumeration constant multiple_of pattern contains property_names unevaluated_items
        unevaluated_properties not min_contains max_contains content_encoding content_media_type content_schema);
    conjoin_bound(&mut into.minimum, minimum, Ordering::Greater);
    conjoin_bound(&mut into.maximum, maximum, Ordering::Less);
    for (into, count) in [
        (&mut into.min_length, min_length),
        (&mut into.min_items, min_items),
        (&mut into.min_properties, min_properties),
    ] {
        conjoin_count(into, count, Ordering::Greater);
    }
    for (into, count) in [
        (&mut into.max_length, max_length),
        (&mut into.max_items, max_items),
        (&mut into.max_properties, max_properties),
    ] {
        conjoin_count(into, count, Ordering::Less);
    }
    if unique_items.as_ref().is_some_and(|unique| unique.value) {
        into.unique_items.clone_from(unique_items);
    }

    // `items` sees the `prefixItems` beside it, so that lists of several parts are only one where none has any.
    let lists = into.items.is_some() || into.prefix_items.is_some();
    if lists && (prefix_items.is_some() || (items.is_some() && into.prefix_items.is_some())) {
        *exact = false;
        into.items = None;
        if into.prefix_items.is_none() {
            into.prefix_items.clone_from(prefix_items);
        }
    } else {
        into.items = both(into.items.take(), items.as_ref(), *place);
        if into.prefix_items.is_none() {
            into.prefix_items.clone_from(prefix_items);
        }
    }

    let names_members = !properties.is_empty() || !pattern_properties.is_empty() || additional_properties.is_some();
    if names_members {
        merged.shapes += 1;
        // `additionalProperties` sees the properties beside it only.
        let sees = |schema: &Option<Schema>| schema.as_ref().is_some_and(|schema| !allows_all(schema));
        if merged.shapes > 1 && (sees(additional_properties) || sees(&into.additional_properties)) {
            *exact = false;
        }
        if matches!(additional_properties, Some(Schema::Boolean(allowed)) if !allowed.value) && merged.closed.is_none()
        {
            merged.closed = additional_properties.as_ref().map(Schema::place);
        }
        if additional_properties.is_some() {
            into.additional_properties = match into.additional_properties.take() {
                Some(Schema::Boolean(other)) if !other.value => Some(Schema::Boolean(other)),
                other => both(other, additional_properties.as_ref(), *place),
            };
        }
    }
    for (name, property) in properties.iter() {
        match into.properties.get(name) {
            None => {
                into.properties.insert(name, property.clone());
                if let Some(owner) = owner {
                    merged.owners.insert(name.to_owned(), owner.to_owned());
                }
            }
            Some(known) if known == property => {}
            Some(known) => {
                if let Some(joint) = both(Some(known.clone()), Some(property), property.place()) {
                    merged.joined.insert(name.to_owned());
                    merged.owners.remove(name);
                    into.properties.insert(name, joint);
                }
            }
        }
    }
    conjoin_map(&mut into.pattern_properties, pattern_properties, exact);
    conjoin_map(&mut into.dependent_schemas, dependent_schemas, exact);
    conjoin_map(&mut into.dependent_required, dependent_required, exact);
    for name in required {
        if !into.required.iter().any(|known| known.value == name.value) {
            into.required.push(name.clone());
        }
    }
    if condition.is_some() {
        *exact &= into.condition.is_none();
        into.condition.clone_from(condition);
        into.consequence.clone_from(consequence);
        into.alternative.clone_from(alternative);
    }
    for (keyword, schemas) in [("anyOf", any_of), ("oneOf", one_of)] {
        if let Some(schemas) = schemas {
            let discriminator = discriminator.clone();
            merged.unions.push(Alternatives { keyword, place: *place, schemas: schemas.clone(), discriminator });
        }
    }
}

/// Whether a schema demands nothing.
pub(super) fn allows_all(schema: &Schema) -> bool {
    match schema {
        Schema::Boolean(allowed) => allowed.value,
        Schema::Object(object) => **object == SchemaObject::empty(object.place),
    }
}

/// One schema that demands both.
fn both(one: Option<Schema>, other: Option<&Schema>, place: Place) -> Option<Schema> {
    match (one, other) {
        (Some(one), Some(other)) if one == *other => Some(one),
        (Some(one), Some(other)) => {
            let all_of = Some(vec![one, other.clone()]);
            Some(Schema::Object(Box::new(SchemaObject { all_of, ..SchemaObject::empty(place) })))
        }
        (one, other) => one.or_else(|| other.cloned()),
    }
}

fn conjoin_types(into: &mut Vec<Spanned<Type>>, types: &[Spanned<Type>], exact: &mut bool) {
    if types.is_empty() {
        return;
    }
    if into.is_empty() {
        into.extend_from_slice(types);
        return;
    }
    let has = |types: &[Spanned<Type>], ty: Type| types.iter().any(|known| known.value == ty);
    let mut common: Vec<Spanned<Type>> = Vec::new();
    for ty in into.iter().chain(types) {
        // An integer is a number.
        let within =
            |types: &[Spanned<Type>]| has(types, ty.value) || (ty.value == Type::Integer && has(types, Type::Number));
        if within(into) && within(types) && !has(&common, ty.value) {
            common.push(*ty);
        }
    }
    if has(&common, Type::Number) {
        common.retain(|ty| ty.value != Type::Integer);
    }
    if common.is_empty() {
        // Nothing is of both types; the first one stays for the shape.
        *exact = false;
    } else {
        *into = common;
    }
}

/// The tighter of two bounds; of equal ones that which excludes the number itself.
fn conjoin_bound(into: &mut Option<Bound>, bound: &Option<Bound>, tighter: Ordering) {
    let Some(bound) = bound else { return };
    let replace = into.as_ref().is_none_or(|known| {
        let order = bound.value.compare(&known.value);
        order == tighter || (order.is_eq() && bound.exclusive)
    });
    if replace {
        *into = Some(bound.clone());
    }
}

fn conjoin_count(into: &mut Option<Spanned<u64>>, count: &Option<Spanned<u64>>, tighter: Ordering) {
    let Some(count) = count else { return };
    if into.as_ref().is_none_or(|known| count.value.cmp(&known.value) == tighter) {
        *into = Some(*count);
    }
}

fn conjoin_map<T: Clone + PartialEq>(into: &mut Map<T>, map: &Map<T>, exact: &mut bool) {
    for (name, value) in map.iter() {
        match into.get(name) {
            None => into.insert(name, value.clone()),
            Some(known) => *exact &= known == value,
        }
    }
}
