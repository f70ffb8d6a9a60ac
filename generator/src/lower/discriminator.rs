//! Discriminators: which tag stands for which schema, on a union or on the base of others.

use std::collections::{BTreeMap, HashMap};

use super::Lowering;
use super::alternative::bare_reference;
use super::merge::Alternatives;
use super::union::DERIVED;
use crate::diagnostic::Code;
use crate::parse::{Discriminator, Schema, SchemaObject, Spanned};
use crate::source::Place;

/// Schemas that a discriminator tells by their names, which their own property excludes.
#[derive(Default)]
pub(super) struct ExcludedNames {
    property: String,
    /// What the property of each can be.
    values: BTreeMap<String, Vec<String>>,
}

/// Which schemas in `components` are derived from which by `allOf`, in the order of the document.
pub(super) type Children = HashMap<Place, Vec<Place>>;

impl Lowering<'_, '_> {
    /// The tags of an alternative: the keys that `mapping` gives it and the name of the schema it refers to, else the
    /// values that its own property allows.
    pub(super) fn tags_of(&mut self, discriminator: &Discriminator, alternative: &Schema) -> Vec<String> {
        let outline = self.outline(alternative);
        let property = &discriminator.property_name.value;
        let text = outline.may_be_text(property);
        let own = outline.case.tags.into_iter().find(|(tag, _)| tag == property);
        let own = own.map(|(_, texts)| texts).unwrap_or_default();
        let place = match reference_of(alternative) {
            Some(reference) => self.resolve(&reference.value, reference.place),
            // A base among those derived from it.
            None => Some(alternative.place()).filter(|place| self.component_names.contains_key(place)),
        };
        let Some(place) = place else { return own };
        if !text {
            self.report_tag_of_no_text(discriminator, place);
            return Vec::new();
        }
        let excluded = |tag: &String| !own.is_empty() && !own.contains(tag);
        let (mut tags, key) = self.keys_of(discriminator, place);
        let name = self.implicit_tag(discriminator, place);
        match (key, name) {
            (Some(key), name) => {
                if tags.iter().all(excluded) {
                    self.report_excluded_key(property, key, &tags[0], place);
                }
                tags.extend(name.filter(|name| !excluded(name)));
                tags
            }
            (None, Some(name)) if excluded(&name) => {
                let names = self.excluded_names.entry(discriminator.place).or_default();
                names.property.clone_from(property);
                // No value could have both. An only value of its own leaves no doubt about what is meant.
                let tags = if own.len() == 1 { own.clone() } else { vec![name.clone()] };
                names.values.insert(name, own);
                tags
            }
            (None, Some(name)) => vec![name],
            (None, None) => own,
        }
    }

    fn report_excluded_key(&mut self, property: &str, key: Place, tag: &str, place: Place) {
        let target = self.component_names.get(&place).map_or("…", String::as_str);
        let message = format!("`{tag}` stands for the schema `{target}`, whose `{property}` cannot be `{tag}`");
        self.context
            .diagnostics
            .report(Code::ExcludedTag, key, message)
            .help(format!("correct the key, or what `{property}` may be; or is another property meant?"));
    }

    /// Reports the schemas whose names are no tags of theirs, those of one discriminator together: where one has such a
    /// name, mostly all have.
    pub(super) fn report_excluded_names(&mut self) {
        const MOST: usize = 3;
        for (place, ExcludedNames { property, values }) in std::mem::take(&mut self.excluded_names) {
            let names: Vec<String> = values.keys().take(MOST).map(|name| format!("`{name}`")).collect();
            let more = values.len().saturating_sub(MOST);
            let others = if more == 0 { String::new() } else { format!(" and {more} more") };
            let (schemas, pronoun) = if values.len() == 1 {
                ("the schema of this name", "it")
            } else {
                ("the schemas of these names", "them")
            };
            let message = format!(
                "{}{others} cannot be the `{property}` of {schemas}, and `mapping` has no other tag for {pronoun}",
                names.join(", ")
            );
            let tag = |(name, own): (&String, &Vec<String>)| match own.as_slice() {
                [only] => format!("`{only}: '#/components/schemas/{name}'`"),
                several => format!("which of `{}` stands for `{name}`", several.join("`, `")),
            };
            let tags: Vec<String> = values.iter().take(MOST).map(tag).collect();
            let rest = if more == 0 { "" } else { ", and so on" };
            let help = format!("say in `mapping`: {}{rest}", tags.join(", "));
            self.context.diagnostics.report(Code::ExcludedTag, place, message).help(help);
        }
    }

    /// Tags are texts, and a member of another type holds none of them. Such alternatives are told apart as if there were
    /// no discriminator.
    fn report_tag_of_no_text(&mut self, discriminator: &Discriminator, place: Place) {
        let property = &discriminator.property_name.value;
        let target = self.component_names.get(&place).map_or("…", String::as_str);
        let message = format!("`{property}` of the schema `{target}` cannot be a text, so that it is no tag");
        self.context
            .diagnostics
            .report(Code::ExcludedTag, discriminator.place, message)
            .help(format!("make `{property}` a string; the alternatives are told apart without it"));
    }

    /// The keys that `mapping` has for a schema, and where the first of them stands.
    fn keys_of(&mut self, discriminator: &Discriminator, place: Place) -> (Vec<String>, Option<Place>) {
        let mut tags = Vec::new();
        let mut key = None;
        for (tag, target) in discriminator.mapping.iter() {
            if self.mapped_place(target) == Some(place) {
                tags.push(tag.to_owned());
                key = key.or(Some(target.place));
            }
        }
        (tags, key)
    }

    /// The name of a schema in `components`, which stands for it unless `mapping` has an entry for that text, whatever
    /// other keys it has (OpenAPI 3.1.1, 4.8.25, "Options for Mapping Values to Schemas").
    fn implicit_tag(&self, discriminator: &Discriminator, place: Place) -> Option<String> {
        self.component_names.get(&place).filter(|name| discriminator.mapping.get(name).is_none()).cloned()
    }

    /// Where a value of `mapping` leads: the name of a schema, or a reference. A text that could be both is a name.
    fn mapped_place(&mut self, target: &Spanned<String>) -> Option<Place> {
        let named =
            self.component_names.iter().find(|(place, name)| **name == target.value && place.file == target.place.file);
        if let Some((place, _)) = named {
            return Some(*place);
        }
        if target.value.contains(['#', '/', '.']) {
            return self.resolve(&target.value, target.place);
        }
        let near = crate::diagnostic::closest(&target.value, self.component_names.values().map(String::as_str));
        let message = format!("`{}` names no schema in `components`", target.value);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a schema, or write a reference such as `#/components/schemas/…`".to_owned(),
        };
        self.context.diagnostics.report(Code::UnresolvedReference, target.place, message).help(help);
        None
    }

    /// A schema with a discriminator and those derived from it, as the alternatives of a union; nothing where none are
    /// derived. The name of the base stands for itself as any other (OpenAPI 3.1.1, 4.8.25), unless its property or
    /// `mapping` says otherwise.
    pub(super) fn derived(&mut self, schema: &SchemaObject) -> Option<Alternatives> {
        let discriminator = schema.discriminator.as_ref()?;
        if schema.one_of.is_some() || schema.any_of.is_some() || !self.component_names.contains_key(&schema.place) {
            return None;
        }
        let mut places = Vec::new();
        self.collect_children(schema.place, &mut places);
        for target in discriminator.mapping.values() {
            if let Some(place) = self.mapped_place(target)
                && place != schema.place
                && !places.contains(&place)
                && !self.is_name_for(place, schema.place)
            {
                places.push(place);
            }
        }
        if places.is_empty() {
            return None;
        }
        let mut schemas: Vec<Schema> =
            places.iter().map(|place| self.reference_to(*place, discriminator.place)).collect();
        let base = alone(schema);
        if self.tags_base(discriminator, &base) {
            schemas.push(base);
        }
        Some(Alternatives {
            keyword: DERIVED,
            place: schema.place,
            schemas,
            discriminator: Some(discriminator.clone()),
        })
    }

    /// Whether a tag stands for a base itself.
    fn tags_base(&mut self, discriminator: &Discriminator, base: &Schema) -> bool {
        let outline = self.outline(base);
        let property = &discriminator.property_name.value;
        let known = outline.case.tags.iter().chain(&outline.case.hints).find(|(tag, _)| tag == property);
        let allowed = |tag: &String| known.is_none_or(|(_, texts)| texts.contains(tag));
        if !outline.may_be_text(property) {
            return false;
        }
        let (keys, _) = self.keys_of(discriminator, base.place());
        keys.iter().any(allowed) || self.implicit_tag(discriminator, base.place()).as_ref().is_some_and(allowed)
    }

    /// Whether a schema is nothing but a reference to another: as an alternative of that it would be made of itself.
    fn is_name_for(&mut self, place: Place, other: Place) -> bool {
        let Some(schema) = self.parsed_schema(place) else { return false };
        let target = bare_reference(&schema).and_then(|reference| self.resolve(&reference.value, reference.place));
        target == Some(other)
    }

    fn collect_children(&self, parent: Place, places: &mut Vec<Place>) {
        for child in self.children.get(&parent).into_iter().flatten() {
            if !places.contains(child) {
                places.push(*child);
                self.collect_children(*child, places);
            }
        }
    }

    /// Whether a schema is an alternative of one of its bases.
    pub(super) fn is_derived(&mut self, schema: &SchemaObject) -> bool {
        if !self.component_names.contains_key(&schema.place) {
            return false;
        }
        schema.all_of.iter().flatten().filter_map(Schema::as_object).any(|part| {
            let Some(reference) = &part.reference else { return false };
            let base = self.resolve(&reference.value, reference.place).and_then(|place| self.parsed_schema(place));
            base.is_some_and(|base| base.as_object().is_some_and(|base| base.discriminator.is_some()))
        })
    }

    /// A schema that refers to a place.
    fn reference_to(&self, place: Place, from: Place) -> Schema {
        let target = format!("#{}", self.context.sources.pointer(place).as_str().replace('%', "%25"));
        Schema::Object(Box::new(SchemaObject {
            reference: Some(Spanned { value: target, place }),
            ..SchemaObject::empty(from)
        }))
    }

    /// Notes which components are derived from which.
    pub(super) fn find_children(&mut self, places: &[Place]) {
        for place in places {
            let Some(schema) = self.parsed_schema(*place) else { continue };
            let Some(schema) = schema.as_object() else { continue };
            for part in schema.all_of.iter().flatten().filter_map(Schema::as_object) {
                if let Some(reference) = &part.reference
                    && let Some(parent) = self.resolve(&reference.value, reference.place)
                {
                    self.children.entry(parent).or_default().push(*place);
                }
            }
        }
    }
}

/// The reference that an alternative is, alone or together with what stands beside the union: what joins the two has the
/// place of the alternative.
fn reference_of(alternative: &Schema) -> Option<&Spanned<String>> {
    let object = alternative.as_object()?;
    let joined = object.all_of.iter().flatten().next().filter(|first| first.place() == object.place);
    joined.and_then(Schema::as_object).unwrap_or(object).reference.as_ref()
}

/// A base as one of its own alternatives, without what is said of all of them: the name, and the examples.
fn alone(base: &SchemaObject) -> Schema {
    let extensions = base.extensions.iter().filter(|(name, _)| name != "x-rust-name").cloned().collect();
    Schema::Object(Box::new(SchemaObject {
        discriminator: None,
        title: None,
        example: None,
        examples: Vec::new(),
        default: None,
        extensions,
        ..base.clone()
    }))
}
