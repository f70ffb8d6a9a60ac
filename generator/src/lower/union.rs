//! `anyOf`, `oneOf`, several types at one place, and bases with a discriminator: one type for several.

use super::Lowering;
use super::case::{Outline, Separation, separation};
use super::keyword::{demands, gives_type};
use super::merge::{Alternatives, Merged};
use super::schema::{Flat, Naming, Value};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, snake, variant};
use crate::parse::{Schema, SchemaObject, Type};

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
        let union = shaping.swap_remove(0);
        let (alternatives, null) = without_null(union.schemas);
        if let [only] = alternatives.as_slice()
            && !demands(&merged.schema)
            && merged.schema.types.is_empty()
        {
            let mut value = self.lower_schema(only, name, Naming::Path);
            value.nullable |= null;
            value.unchecked |= !merged.exact;
            return self.with_name(value, original.place, Some(original), name, naming);
        }
        let (alternatives, spread) = distributed(alternatives, &merged.schema);
        let union = Alternatives { schemas: alternatives, ..union };
        self.lower_union(original, &union, null, name, naming, merged.exact && spread)
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
                let alias = ir::Alias { ty: value.ty, rules: ir::Rules::default() };
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
                outline.case.tags.push((tag, texts));
            }
            outlines.push(outline);
        }
        let names: Vec<String> = union
            .schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| self.alternative_name(schema, &outlines, index))
            .collect();
        let mut alternatives: Vec<Alternative> = Vec::new();
        for ((schema, outline), own) in union.schemas.iter().zip(outlines).zip(names) {
            let value = self.lower_schema(schema, &format!("{name} {own}"), Naming::Path);
            alternatives.push(Alternative { name: own, value, outline });
        }
        // Listed texts are looked at before any text.
        alternatives.sort_by_key(|alternative| alternative.outline.case.texts.is_none());
        alternatives
    }

    /// What an alternative is called: as the schema it refers to, its title, its tag, its type.
    fn alternative_name(&self, schema: &Schema, outlines: &[Outline], index: usize) -> String {
        let Some(object) = schema.as_object() else { return format!("variant {}", index + 1) };
        let parts = std::iter::once(object).chain(object.all_of.iter().flatten().filter_map(Schema::as_object));
        for part in parts {
            if let Some(reference) = &part.reference {
                let last = reference.value.rsplit('/').next().unwrap_or_default();
                return last.trim_end_matches(".yaml").trim_end_matches(".json").to_owned();
            }
            if let Some(title) = super::docs::text(&part.title) {
                return title;
            }
        }
        let types = &outlines[index].case.types;
        let alone = outlines.iter().filter(|other| other.case.types == *types).count() == 1;
        match (outlines[index].case.tags.first(), types.as_slice()) {
            (Some((_, texts)), _) if texts.len() == 1 => texts[0].clone(),
            (_, [only]) if alone => type_word(*only).to_owned(),
            _ => format!("variant {}", index + 1),
        }
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
        let types = schema.types.iter().filter(|ty| ty.value != Type::Null);
        let schemas = types
            .map(|ty| Schema::Object(Box::new(SchemaObject { types: vec![*ty], ..without_annotations(schema) })))
            .collect();
        let union = Alternatives { keyword: "type", place: schema.place, schemas, discriminator: None };
        let nullable = schema.types.iter().any(|ty| ty.value == Type::Null);
        self.lower_union(original, &union, nullable, name, naming, flat.exact)
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

/// The alternatives without `null`, and whether it was among them.
fn without_null(schemas: Vec<Schema>) -> (Vec<Schema>, bool) {
    let count = schemas.len();
    let values: Vec<Schema> = schemas.into_iter().filter(|schema| !is_null(schema)).collect();
    let null = values.len() < count;
    (values, null)
}

/// `type: null`, in one of the ways people write it.
fn is_null(schema: &Schema) -> bool {
    let Schema::Object(schema) = schema else { return false };
    matches!(schema.types.as_slice(), [only] if only.value == Type::Null) && schema.enumeration.is_none()
}

/// The alternatives, each together with what stands beside the union; whether that is all there.
fn distributed(alternatives: Vec<Schema>, beside: &SchemaObject) -> (Vec<Schema>, bool) {
    let rest = without_annotations(beside);
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

/// What a schema demands, without what it says for people.
fn without_annotations(schema: &SchemaObject) -> SchemaObject {
    SchemaObject {
        title: None,
        description: None,
        default: None,
        example: None,
        examples: Vec::new(),
        deprecated: None,
        read_only: None,
        write_only: None,
        external_docs: None,
        nullable: None,
        extensions: Vec::new(),
        ..schema.clone()
    }
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

fn least_separation(alternatives: &[Alternative]) -> Separation {
    let mut least = Separation::Exact;
    for (index, one) in alternatives.iter().enumerate() {
        for other in &alternatives[index + 1..] {
            least = least.min(separation(&one.outline, &other.outline));
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

fn type_word(ty: ir::JsonType) -> &'static str {
    match ty {
        ir::JsonType::Null => "null",
        ir::JsonType::Boolean => "boolean",
        ir::JsonType::Integer => "integer",
        ir::JsonType::Number => "number",
        ir::JsonType::String => "string",
        ir::JsonType::Array => "list",
        ir::JsonType::Object => "object",
    }
}
