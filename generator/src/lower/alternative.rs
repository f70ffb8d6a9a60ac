//! The alternatives of a union before they are lowered: what is said twice, what only lists texts, what each is called.

use std::collections::HashSet;

use super::Lowering;
use super::case::Outline;
use super::merge::Alternatives;
use super::schema::{Naming, Value};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::pascal;
use crate::parse::{Schema, SchemaObject, Spanned, Type};
use crate::source::{Kind, Place};

/// The extensions that say something of one schema, so that it is not made one with others.
const OWN_EXTENSIONS: [&str; 4] = ["x-sensitive", "x-rust-name", "x-enum-descriptions", "x-assumed"];

impl Lowering<'_, '_> {
    /// The alternatives, each once, and those that only list texts as one list: `oneOf` with a schema for each value is
    /// how many documents describe the values of an enumeration.
    pub(super) fn joined(&mut self, mut union: Alternatives, whole: &SchemaObject) -> Alternatives {
        if union.discriminator.is_some() {
            self.drop_itself(&mut union.schemas, whole);
        }
        let mut known: HashSet<String> = HashSet::new();
        let mut repeated: Vec<Spanned<String>> = Vec::new();
        union.schemas.retain(|schema| {
            let Some(reference) = bare_reference(schema) else { return true };
            let new = known.insert(reference.value.clone());
            if !new {
                repeated.push(reference.clone());
            }
            // Of several that are the same, one says as much; `oneOf` refuses what fits two.
            new || union.keyword != "anyOf"
        });
        if union.keyword == "oneOf" {
            self.report_repeated(&repeated);
        }
        let lists: Vec<bool> = union.schemas.iter().map(|schema| self.is_list_of_texts(schema)).collect();
        if !lists.contains(&true) {
            return union;
        }
        let mut values: Vec<Place> = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        for schema in union.schemas.iter().zip(&lists).filter(|(_, list)| **list).filter_map(|(s, _)| s.as_object()) {
            let listed = self.listed_values(schema).unwrap_or_default();
            if let [only] = listed.as_slice() {
                let docs = self.schema_docs(schema);
                self.value_docs.insert(*only, docs);
            }
            for place in listed {
                let text = self.node(place).as_str().unwrap_or_default().to_owned();
                if !texts.contains(&text) {
                    texts.push(text);
                    values.push(place);
                } else if union.keyword != "anyOf" {
                    return union;
                }
            }
        }
        let first = lists.iter().position(|list| *list).unwrap_or_default();
        let everything = !lists.contains(&false);
        let place = if everything { whole.place } else { union.schemas[first].place() };
        let types = vec![Spanned { value: Type::String, place }];
        let joined = SchemaObject { types, enumeration: Some(values), ..SchemaObject::empty(place) };
        let mut index = 0;
        union.schemas.retain(|_| {
            index += 1;
            !lists[index - 1]
        });
        union.schemas.insert(first.min(union.schemas.len()), Schema::Object(Box::new(joined)));
        union
    }

    /// Drops a union from its own alternatives: a value with that tag would be read as itself forever. Without a tag the
    /// alternatives are not told apart, and nothing is read as the union.
    fn drop_itself(&mut self, schemas: &mut Vec<Schema>, whole: &SchemaObject) {
        schemas.retain(|schema| {
            let Some(reference) = bare_reference(schema) else { return true };
            if self.resolve(&reference.value, reference.place) != Some(whole.place) {
                return true;
            }
            self.context
                .diagnostics
                .report(Code::EndlessSchema, reference.place, "an alternative of this union is the union itself")
                .help("remove it, or refer to what was meant");
            false
        });
    }

    /// What fits an alternative that `oneOf` has twice fits two, and is refused.
    fn report_repeated(&mut self, repeated: &[Spanned<String>]) {
        for reference in repeated {
            let message =
                format!("`{}` stands twice in `oneOf`: no value fits exactly one of the two", reference.value);
            self.context
                .diagnostics
                .report(Code::InseparableUnion, reference.place, message)
                .help("remove one of them, or correct the reference");
        }
    }

    /// Whether a schema lists texts in place and demands nothing else.
    pub(super) fn is_list_of_texts(&self, schema: &Schema) -> bool {
        let Some(schema) = schema.as_object() else { return false };
        let Some(values) = self.listed_values(schema) else { return false };
        let plain =
            SchemaObject { types: Vec::new(), enumeration: None, constant: None, ..schema.without_annotations() };
        let own = schema.extensions.iter().any(|(name, _)| OWN_EXTENSIONS.contains(&name.as_str()));
        schema.types.iter().all(|ty| ty.value == Type::String)
            && schema.nullable.is_none()
            && !own
            && plain == SchemaObject::empty(schema.place)
            && values.iter().all(|place| self.node(*place).kind() == Kind::String)
    }

    /// A union of one: the alternative itself. Where it has no name of its own, it takes that of the whole.
    pub(super) fn lower_only(
        &mut self,
        original: &SchemaObject,
        only: &Schema,
        null: bool,
        exact: bool,
        (name, naming): (&str, Naming),
    ) -> Value {
        let mut value = match only.as_object().filter(|only| only.reference.is_none()) {
            Some(only) => {
                let extensions = original.extensions.iter().chain(&only.extensions).cloned().collect();
                let schema = SchemaObject {
                    title: original.title.clone().or_else(|| only.title.clone()),
                    description: original.description.clone().or_else(|| only.description.clone()),
                    example: original.example.or(only.example),
                    examples: original.examples.iter().chain(&only.examples).copied().collect(),
                    deprecated: original.deprecated.or(only.deprecated),
                    external_docs: original.external_docs.clone().or_else(|| only.external_docs.clone()),
                    extensions,
                    ..only.clone()
                };
                self.lower_schema(&Schema::Object(Box::new(schema)), name, naming)
            }
            None => {
                let value = self.lower_schema(only, name, Naming::Path);
                self.with_name(value, original.place, Some(original), name, naming)
            }
        };
        value.nullable |= null;
        value.unchecked |= !exact;
        value
    }

    /// What the alternatives are called, each otherwise.
    pub(super) fn alternative_names(&mut self, schemas: &[Schema], outlines: &[Outline]) -> Vec<String> {
        let mut wanted: Vec<String> = Vec::new();
        for (index, schema) in schemas.iter().enumerate() {
            // The base of the others is in place among them.
            let named = self.component_names.get(&schema.place()).cloned();
            wanted.push(named.unwrap_or_else(|| alternative_name(schema, outlines, index)));
        }
        for (schema, name) in schemas.iter().zip(&wanted) {
            self.note_title(schema, name);
        }
        let mut names: Vec<String> = Vec::new();
        for (index, name) in wanted.iter().enumerate() {
            let same = |other: &String| pascal(other) == pascal(name);
            if wanted.iter().filter(|other| same(other)).count() < 2 {
                names.push(name.clone());
                continue;
            }
            let own = own_member(outlines, index).map(|member| format!("{name} {member}"));
            let count = wanted[..index].iter().filter(|other| same(other)).count() + 1;
            names.push(match own {
                Some(own) => own,
                None if count == 1 => name.clone(),
                None => format!("{name} {count}"),
            });
        }
        names
    }
}

impl Lowering<'_, '_> {
    /// A title that names an alternative is more than documentation.
    fn note_title(&mut self, schema: &Schema, name: &str) {
        let Some(object) = schema.as_object() else { return };
        let parts = std::iter::once(object).chain(object.all_of.iter().flatten().filter_map(Schema::as_object));
        let titles = parts.filter_map(|part| part.title.as_ref());
        titles.filter(|title| title.value.trim() == name).for_each(|title| self.context.note_use(title.place));
    }
}

/// As the schema it refers to, its title, its tag, its type, or the member that only it requires.
fn alternative_name(schema: &Schema, outlines: &[Outline], index: usize) -> String {
    let Some(object) = schema.as_object() else { return format!("variant {}", index + 1) };
    let parts = std::iter::once(object).chain(object.all_of.iter().flatten().filter_map(Schema::as_object));
    for part in parts {
        if let Some(reference) = &part.reference {
            let last = reference.value.rsplit('/').next().unwrap_or_default();
            return last.trim_end_matches(".yaml").trim_end_matches(".yml").trim_end_matches(".json").to_owned();
        }
        if let Some(title) = super::docs::text(&part.title) {
            return title;
        }
    }
    let types = &outlines[index].case.types;
    let alone = outlines.iter().filter(|other| other.case.types == *types).count() == 1;
    match (outlines[index].case.tags.first(), types.as_slice()) {
        (Some((_, texts)), _) if texts.len() == 1 => return texts[0].clone(),
        (_, [only]) if alone => return type_word(*only).to_owned(),
        _ => {}
    }
    own_member(outlines, index).unwrap_or_else(|| format!("variant {}", index + 1))
}

/// A member that one alternative requires and that no other knows.
fn own_member(outlines: &[Outline], index: usize) -> Option<String> {
    let knows =
        |other: &Outline, name: &String| other.case.members.contains(name) || other.case.required.contains(name);
    let known = |name: &String| outlines.iter().enumerate().any(|(at, other)| at != index && knows(other, name));
    outlines[index].case.required.iter().find(|name| !known(name)).cloned()
}

/// A schema that is nothing but a reference.
pub(super) fn bare_reference(schema: &Schema) -> Option<&Spanned<String>> {
    let schema = schema.as_object()?;
    let bare = SchemaObject { reference: None, ignores_siblings: false, ..schema.without_annotations() };
    (schema.ignores_siblings || bare == SchemaObject::empty(schema.place))
        .then_some(schema.reference.as_ref())
        .flatten()
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
