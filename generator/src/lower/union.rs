//! `anyOf`, `oneOf`, several types at one place, and bases with a discriminator: one type for several.

use super::Lowering;
use super::case::{self, Outline, Separation, separation};
use super::example_check::is_of;
use super::keyword::{demands, gives_type};
use super::merge::{Alternatives, Merged};
use super::schema::{Flat, Naming, Value};
use super::schema_data::json_type;
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, snake, variant};
use crate::parse::{Discriminator, Schema, SchemaObject, Spanned, Type};
use crate::source::Place;

/// The names that variants cannot have.
const RESERVED_VARIANTS: &[&str] = &["Unknown", "Self"];

/// What stands for the keyword where a base has a discriminator.
pub(super) const DERIVED: &str = "discriminator";

/// What a union is made of.
struct Alternative {
    name: String,
    value: Value,
    outline: Outline,
}

impl Lowering<'_, '_> {
    /// A schema with `anyOf` or `oneOf`, together with what stands beside it.
    pub(super) fn lower_unions(
        &mut self,
        original: &SchemaObject,
        mut merged: Merged,
        name: &str,
        naming: Naming,
    ) -> Value {
        // A union that only says which values are right, and not what they are, gives no type.
        let (mut shaping, checking): (Vec<_>, Vec<_>) =
            std::mem::take(&mut merged.unions).into_iter().partition(|union| shapes(union, &merged.schema));
        merged.exact &= checking.is_empty() && shaping.len() < 2;
        if shaping.is_empty() {
            return self.lower_merged(original, merged, name, naming);
        }
        let mut union = shaping.swap_remove(0);
        let null = remove_null(&mut union.schemas);
        // `null` among alternatives beside a type that excludes it: it is read all the same, and not sent.
        merged.exact &= !null || merged.nullable != Some(false);
        let mut union = self.joined(union, original);
        if let [only] = union.schemas.as_slice()
            && !demands(&merged.schema)
            && merged.schema.types.iter().all(|ty| ty.value == Type::String && self.is_list_of_texts(only))
        {
            return self.lower_only(original, only, null, merged.exact, (name, naming));
        }
        // A tag decides by itself which alternative a value is.
        let dropped = union.discriminator.is_none() && self.drop_impossible(&mut union.schemas, &merged.schema);
        let (alternatives, spread) = distributed(union.schemas, &merged.schema);
        if dropped && let [only] = alternatives.as_slice() {
            return self.lower_only(original, only, null, merged.exact && spread, (name, naming));
        }
        union.schemas = alternatives;
        self.lower_union(original, &union, null, name, naming, merged.exact && spread)
    }

    /// Drops the alternatives of other types than those that stand beside the union: no value is both. Whether there were
    /// any; where none would be left they all stay, for the shape.
    fn drop_impossible(&mut self, alternatives: &mut Vec<Schema>, beside: &SchemaObject) -> bool {
        if beside.types.is_empty() {
            return false;
        }
        let types: Vec<ir::JsonType> = beside.types.iter().map(|ty| json_type(ty.value)).collect();
        let possible: Vec<bool> = alternatives
            .iter()
            .map(|alternative| !case::disjoint(&self.outline(alternative).case.types, &types))
            .collect();
        if !possible.contains(&true) || !possible.contains(&false) {
            return false;
        }
        let mut possible = possible.into_iter();
        alternatives.retain(|_| possible.next() == Some(true));
        true
    }

    /// The union itself. `exact` says that nothing but the alternatives has to hold.
    pub(super) fn lower_union(
        &mut self,
        original: &SchemaObject,
        union: &Alternatives,
        mut nullable: bool,
        name: &str,
        naming: Naming,
        exact: bool,
    ) -> Value {
        if let Some(mut value) = self.lower_open_enumeration(original, union, name) {
            value.nullable |= nullable;
            value.unchecked |= !exact;
            return value;
        }
        // It may contain itself, so it can be referred to before its alternatives are known.
        let early = (naming == Naming::Own).then(|| {
            let id = self.define_union(original, name);
            self.refer_to(original.place, Value { nullable, ..Value::of(ir::Type::Named(id)) });
            id
        });
        self.containers += 1;
        let mut alternatives = self.lower_alternatives(union, name);
        self.containers -= 1;
        // `null` is looked at before the union is: which alternatives it fits, and how many, is left to the schema.
        let nulls = alternatives.iter().filter(|alternative| alternative.value.nullable).count();
        let loose = alternatives.iter().any(|alternative| alternative.value.unchecked);
        let uncertain = (nulls > 0 || nullable) && (!exact || loose || nulls + usize::from(nullable) > 1);
        nullable |= nulls > 0;
        for alternative in &mut alternatives {
            alternative.value.nullable = false;
        }
        let collapsed = collapse(&alternatives).filter(|ty| early.is_none_or(|id| ty.named() != Some(id)));
        if let Some(ty) = collapsed {
            let mut value = Value { nullable, unchecked: true, ..Value::of(ty) };
            value.sensitive = alternatives.iter().any(|alternative| alternative.value.sensitive);
            if let Some(id) = early {
                let alias = ir::Alias { ty: value.ty, rules: ir::Rules::default(), builder: None };
                self.types[id.0].definition.kind = ir::TypeKind::Alias(alias);
                value.ty = ir::Type::Named(id);
            }
            return value;
        }
        let id = early.unwrap_or_else(|| self.define_union(original, name));
        let separated = least_separation(&alternatives);
        self.types[id.0].definition.kind = if separated == Separation::None {
            self.report_inseparable(original, union, &alternatives);
            ir::TypeKind::Opaque(self.opaque(original, alternatives, name))
        } else {
            let overlapping = separated == Separation::Guess;
            let unchecked = alternatives.iter().any(|alternative| alternative.value.unchecked);
            let tagged = union.discriminator.is_some() && union.keyword != DERIVED;
            let schema = (overlapping || unchecked || tagged || !exact)
                .then(|| self.schema_data(&Schema::Object(Box::new(original.clone())), name));
            keep_telling(&mut alternatives, union.discriminator.as_ref(), separated);
            if separated == Separation::Exact {
                // What is missing in a value whose alternative is known is an error at its place.
                alternatives.iter_mut().for_each(|alternative| alternative.outline.case.required.clear());
            }
            let variants = variants(alternatives);
            ir::TypeKind::Union(ir::Union { variants, unknown: "Unknown".to_owned(), overlapping, schema })
        };
        Value { nullable, unchecked: uncertain, ..Value::of(ir::Type::Named(id)) }
    }

    fn define_union(&mut self, original: &SchemaObject, name: &str) -> ir::TypeId {
        let placeholder = ir::Opaque { views: Vec::new(), schema: None, sensitive: false };
        self.define(original.place, Some(original), name, ir::TypeKind::Opaque(placeholder))
    }

    /// Any of some listed texts or any other: an enumeration whose unknown values may be sent.
    fn lower_open_enumeration(&mut self, original: &SchemaObject, union: &Alternatives, name: &str) -> Option<Value> {
        let [one, other] = union.schemas.as_slice() else { return None };
        if union.keyword != "anyOf" {
            return None;
        }
        let listed = [one, other].into_iter().find(|schema| {
            schema.as_object().is_some_and(|schema| schema.reference.is_none() && self.lists_strings(schema))
        })?;
        let rest = if std::ptr::eq(listed, one) { other } else { one };
        let plain = rest.as_object().is_some_and(|rest| {
            let string = matches!(rest.types.as_slice(), [ty] if ty.value == Type::String);
            string && !demands(rest) && rest.format.is_none() && rest.reference.is_none()
        });
        if !plain {
            return None;
        }
        let mut listed = listed.as_object()?.clone();
        listed.place = original.place;
        let value = self.lower_enumeration(&listed, name);
        if let ir::Type::Named(id) = value.ty
            && let ir::TypeKind::Enumeration(enumeration) = &mut self.types[id.0].definition.kind
        {
            enumeration.closed = false;
        }
        Some(value)
    }

    fn lower_alternatives(&mut self, union: &Alternatives, name: &str) -> Vec<Alternative> {
        let mut outlines = Vec::new();
        for schema in &union.schemas {
            let mut outline = self.outline(schema);
            let tags = union
                .discriminator
                .as_ref()
                .map(|discriminator| (discriminator.property_name.value.clone(), self.tags_of(discriminator, schema)));
            if let Some((tag, texts)) = tags.filter(|(_, texts)| !texts.is_empty()) {
                outline.case.tags.retain(|(known, _)| *known != tag);
                outline.case.hints.retain(|(known, _)| *known != tag);
                outline.case.tags.push((tag, texts));
            }
            outlines.push(outline);
        }
        let names = self.alternative_names(&union.schemas, &outlines);
        let mut alternatives: Vec<Alternative> = Vec::new();
        for ((schema, outline), own) in union.schemas.iter().zip(outlines).zip(names) {
            let suffix = if is_base(union, schema) { "base" } else { own.as_str() };
            let value = self.lower_schema(schema, &format!("{name} {suffix}"), Naming::Path);
            alternatives.push(Alternative { name: own, value, outline });
        }
        // Listed texts are looked at before any text.
        alternatives.sort_by_key(|alternative| alternative.outline.case.texts.is_none());
        alternatives
    }

    /// Several types at one place: one alternative each.
    pub(super) fn lower_type_list(
        &mut self,
        original: &SchemaObject,
        flat: Flat<'_>,
        name: &str,
        naming: Naming,
    ) -> Value {
        let schema = flat.schema;
        let types: Vec<Spanned<Type>> = schema.types.iter().filter(|ty| ty.value != Type::Null).copied().collect();
        let one = |ty: &Spanned<Type>| SchemaObject { types: vec![*ty], ..schema.without_annotations() };
        let mut parts: Vec<SchemaObject> = types.iter().map(one).filter_map(|one| self.of_one_type(one)).collect();
        if parts.is_empty() {
            parts = types.iter().map(one).collect();
        }
        let schemas = parts.into_iter().map(|part| Schema::Object(Box::new(part))).collect();
        let union = Alternatives { keyword: "type", place: schema.place, schemas, discriminator: None };
        let nullable = schema.types.iter().any(|ty| ty.value == Type::Null);
        self.lower_union(original, &union, nullable, name, naming, flat.exact)
    }

    /// A schema of one type with the listed values of that type alone; nothing where values are listed, but none of it.
    fn of_one_type(&self, mut schema: SchemaObject) -> Option<SchemaObject> {
        let types = schema.types.clone();
        let fits = |place: &Place| types.iter().any(|ty| is_of(self.node(*place), json_type(ty.value)));
        let excluded = schema.constant.is_some_and(|place| !fits(&place));
        if let Some(values) = &mut schema.enumeration {
            values.retain(fits);
        }
        let none = schema.enumeration.as_ref().is_some_and(Vec::is_empty);
        (!excluded && !none).then_some(schema)
    }

    fn opaque(&mut self, original: &SchemaObject, alternatives: Vec<Alternative>, name: &str) -> ir::Opaque {
        let schema = Some(self.schema_data(&Schema::Object(Box::new(original.clone())), name));
        let claims: Vec<Claim> = alternatives
            .iter()
            .map(|alternative| Claim {
                wire: alternative.name.clone(),
                wanted: format!("as_{}", snake(&alternative.name).trim_end_matches('_')),
                pinned: false,
            })
            .collect();
        let names = Scope::default().assign(&claims);
        let sensitive = alternatives.iter().any(|alternative| alternative.value.sensitive);
        let views = alternatives.into_iter().zip(names);
        let views = views
            .map(|(alternative, assigned)| ir::View {
                name: ir::Name { wire: alternative.name, rust: assigned.name },
                ty: alternative.value.into_type(),
                convertible: false,
            })
            .collect();
        ir::Opaque { views, schema, sensitive }
    }

    fn report_inseparable(&mut self, original: &SchemaObject, union: &Alternatives, alternatives: &[Alternative]) {
        let pair = alternatives.iter().enumerate().find_map(|(index, one)| {
            let other = alternatives[index + 1..]
                .iter()
                .find(|other| separation(&one.outline, &other.outline) == Separation::None);
            other.map(|other| (one.name.as_str(), other.name.as_str()))
        });
        let (one, other) = pair.unwrap_or_default();
        let message = format!(
            "the alternatives `{one}` and `{other}` of `{}` are not told apart by type, constant or required member; \
             the value is kept as JSON, with a reader for each",
            union.keyword,
        );
        let diagnostic = self.context.diagnostics.report(Code::InseparableUnion, original.place, message);
        if union.place != original.place {
            diagnostic.label(union.place, "the union");
        }
        diagnostic.help("give the alternatives a `discriminator`, a constant member, or different required members");
    }
}

/// Whether a union says what its values are: an alternative has a type or contents that the schema beside it lacks.
fn shapes(union: &Alternatives, beside: &SchemaObject) -> bool {
    union.schemas.iter().any(|alternative| {
        let Schema::Object(schema) = alternative else { return false };
        if !gives_type(alternative) {
            return false;
        }
        let same_type = schema.types.iter().all(|ty| beside.types.iter().any(|known| known.value == ty.value));
        let only_required = schema.reference.is_none()
            && schema.all_of.is_none()
            && schema.any_of.is_none()
            && schema.one_of.is_none()
            && schema.additional_properties.is_none()
            && schema.items.is_none()
            && schema.enumeration.is_none()
            && schema.constant.is_none()
            && schema.pattern_properties.is_empty()
            && schema.properties.iter().all(|(name, _)| beside.properties.get(name).is_some());
        let typed_beside = !beside.types.is_empty() || !beside.properties.is_empty();
        let untyped = schema.types.is_empty();
        !(typed_beside && only_required && (untyped || same_type))
            && !(untyped && only_required && !schema.required.is_empty() && schema.properties.is_empty())
    })
}

/// Whether an alternative is the base that the others are derived from.
fn is_base(union: &Alternatives, alternative: &Schema) -> bool {
    union.keyword == DERIVED && alternative.place() == union.place
}

/// Removes `null` from alternatives; whether it was among them.
fn remove_null(schemas: &mut Vec<Schema>) -> bool {
    let count = schemas.len();
    schemas.retain(|schema| !is_null(schema));
    schemas.len() < count
}

/// `type: null`, in one of the ways people write it.
fn is_null(schema: &Schema) -> bool {
    let Schema::Object(schema) = schema else { return false };
    matches!(schema.types.as_slice(), [only] if only.value == Type::Null) && schema.enumeration.is_none()
}

/// The alternatives, each together with what stands beside the union; whether that is all there.
fn distributed(alternatives: Vec<Schema>, beside: &SchemaObject) -> (Vec<Schema>, bool) {
    let rest = beside.without_annotations();
    if rest == SchemaObject::empty(beside.place) {
        return (alternatives, true);
    }
    // A bare type beside alternatives that say it too.
    let bare = SchemaObject { types: Vec::new(), ..rest.clone() } == SchemaObject::empty(beside.place);
    let said = |schema: &Schema| {
        schema.as_object().is_some_and(|schema| schema.reference.is_some() || !schema.types.is_empty())
    };
    if bare && alternatives.iter().all(said) {
        return (alternatives, false);
    }
    let joint = alternatives
        .into_iter()
        .map(|alternative| {
            let place = alternative.place();
            let all_of = Some(vec![alternative, Schema::Object(Box::new(rest.clone()))]);
            Schema::Object(Box::new(SchemaObject { all_of, ..SchemaObject::empty(place) }))
        })
        .collect();
    (joint, true)
}

/// Alternatives that are one type on the Rust side: the rules of each are left to the schema.
fn collapse(alternatives: &[Alternative]) -> Option<ir::Type> {
    let types: Vec<&ir::Type> = alternatives.iter().map(|alternative| &alternative.value.ty).collect();
    let (first, others) = types.split_first()?;
    if others.iter().all(|ty| ty == first) {
        return Some((*first).clone());
    }
    let strings =
        alternatives.iter().all(|alternative| alternative.outline.case.types.as_slice() == [ir::JsonType::String]);
    if strings && least_separation(alternatives) == Separation::None {
        return Some(ir::Type::String);
    }
    let numeric = types
        .iter()
        .all(|ty| matches!(ty, ir::Type::Integer(_) | ir::Type::Number | ir::Type::Float32 | ir::Type::Float64));
    numeric.then_some(ir::Type::Number)
}

/// Keeps the tags that are needed: a value that says something unknown elsewhere stays what it is.
fn keep_telling(alternatives: &mut [Alternative], discriminator: Option<&Discriminator>, separated: Separation) {
    let outlines: Vec<&Outline> = alternatives.iter().map(|alternative| &alternative.outline).collect();
    let hinted = separated == Separation::Guess && least(&outlines, case::separation_without_hints) == Separation::None;
    let names = discriminator.map(|discriminator| &discriminator.property_name.value);
    let names =
        names.into_iter().chain(outlines.iter().flat_map(|outline| outline.case.tags.iter().map(|(name, _)| name)));
    let only = names.into_iter().find(|name| case::one_tag_tells(&outlines, name)).cloned();
    for alternative in alternatives {
        let case = &mut alternative.outline.case;
        if let Some(only) = &only {
            case.tags.retain(|(name, _)| name == only);
        }
        if !hinted {
            case.hints.clear();
        }
    }
}

fn least_separation(alternatives: &[Alternative]) -> Separation {
    least(&alternatives.iter().map(|alternative| &alternative.outline).collect::<Vec<_>>(), separation)
}

/// How well the two are told apart that are told apart least.
fn least(outlines: &[&Outline], separation: fn(&Outline, &Outline) -> Separation) -> Separation {
    let mut least = Separation::Exact;
    for (index, one) in outlines.iter().enumerate() {
        for other in &outlines[index + 1..] {
            least = least.min(separation(one, other));
        }
    }
    least
}

fn variants(alternatives: Vec<Alternative>) -> Vec<ir::UnionVariant> {
    let claims: Vec<Claim> = alternatives
        .iter()
        .map(|alternative| Claim { wire: alternative.name.clone(), wanted: variant(&alternative.name), pinned: false })
        .collect();
    let names = Scope::with_reserved(RESERVED_VARIANTS.iter().copied()).assign(&claims);
    let variants = alternatives.into_iter().zip(names);
    variants
        .map(|(alternative, assigned)| ir::UnionVariant {
            name: ir::Name { wire: alternative.name, rust: assigned.name },
            rules: alternative.value.rules.clone(),
            checked: false,
            sensitive: alternative.value.sensitive,
            docs: alternative.value.docs.clone(),
            case: alternative.outline.case,
            ty: alternative.value.into_type(),
            convertible: false,
        })
        .collect()
}
