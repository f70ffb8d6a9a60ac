//! Reads the keywords of a Schema Object.
//!
//! The keywords are read in the order of the document, each by a match on its name, since there are some sixty and most schemas have
//! three. The functions here are the groups of JSON Schema 2020-12's vocabularies.

use crate::diagnostic::Code;
use crate::source::{Kind, Member, Node};

use super::discriminator::{parse_discriminator, parse_xml};
use super::operation::parse_external_documentation;
use super::reader::{
    belongs_to_newer, parse_any, parse_boolean, parse_count, parse_list, parse_map, parse_number, parse_string,
    parse_word, unknown_member, wrong_type, wrong_value,
};
use super::schema_bound::Bounds;
use super::{Context, Schema, SchemaObject, Spanned, Type, Version};

/// Reads a Schema Object.
pub fn parse_schema(node: Node<'_>, context: &mut Context<'_>) -> Option<Schema> {
    if let Some(value) = node.as_bool() {
        // OpenAPI 3.0.4, 4.7.24.1: `additionalProperties` can be boolean or object.
        if context.version == Version::V3_0 && node.key() != Some("additionalProperties") {
            context
                .diagnostics
                .report(
                    Code::OtherVersion,
                    node.place(),
                    "a boolean as a schema belongs to OpenAPI 3.1, and this document is 3.0",
                )
                .help(if value { "write `{}`" } else { "write `not: {}`" });
        }
        return Some(Schema::Boolean(Spanned::new(value, node.place())));
    }
    let Some(members) = node.as_object() else {
        wrong_type(node, context, "a schema");
        context.note_left_out(node);
        return None;
    };
    context.note_object(node, "Schema Object");
    context.note_vocabulary("Schema Object", KEYWORDS);
    let mut schema = Box::new(SchemaObject::empty(node.place()));
    let mut bounds = Bounds::default();
    for member in members {
        let known = frequent(&mut schema, member, context)
            || bounds.read(member, context)
            || assertion(&mut schema, member, context)
            || applicator(&mut schema, member, context)
            || identifier(&mut schema, member, context)
            || annotation(&mut schema, member, context);
        if known {
            continue;
        }
        let entry = (member.key.to_owned(), member.node.place());
        if member.key.starts_with("x-") {
            schema.extensions.push(entry);
        } else {
            let diagnostic = unknown_member(member.node, context, "Schema Object", KEYWORDS.iter().copied());
            if let Some((_, help)) = FORMER.iter().find(|(key, _)| *key == member.key) {
                diagnostic.help(*help);
            }
            schema.unknown.push(entry);
        }
    }
    bounds.finish(&mut schema, context);
    check(node, &mut schema, context);
    Some(Schema::Object(schema))
}

/// The keywords nearly every schema has.
fn frequent(schema: &mut SchemaObject, member: Member<'_>, context: &mut Context<'_>) -> bool {
    let node = member.node;
    match member.key {
        "$ref" => schema.reference = parse_string(node, context),
        "type" => schema.types = parse_types(node, context),
        "description" => schema.description = parse_string(node, context),
        "title" => schema.title = parse_string(node, context),
        "format" => schema.format = parse_string(node, context),
        "properties" => schema.properties = parse_map(node, context, parse_schema),
        "items" if node.as_array().is_some() => read_tuple(schema, node, context),
        "items" => schema.items = parse_schema(node, context),
        "required" => schema.required = parse_required(node, context),
        "enum" => schema.enumeration = parse_list(node, context, parse_any),
        "nullable" => schema.nullable = parse_nullable(node, context),
        "example" => schema.example = Some(node.place()),
        "default" => schema.default = Some(node.place()),
        "allOf" => schema.all_of = parse_members(node, context),
        "anyOf" => schema.any_of = parse_members(node, context),
        "oneOf" => schema.one_of = parse_members(node, context),
        "additionalProperties" => schema.additional_properties = parse_schema(node, context),
        _ => return false,
    }
    true
}

/// What is said of strings, arrays and objects (JSON Schema 2020-12, Validation, 6), but for the numbers.
fn assertion(schema: &mut SchemaObject, member: Member<'_>, context: &mut Context<'_>) -> bool {
    let node = member.node;
    match member.key {
        "minLength" => schema.min_length = parse_count(node, context),
        "maxLength" => schema.max_length = parse_count(node, context),
        "pattern" => schema.pattern = parse_string(node, context),
        "minItems" => schema.min_items = parse_count(node, context),
        "maxItems" => schema.max_items = parse_count(node, context),
        "uniqueItems" => schema.unique_items = parse_boolean(node, context),
        "minProperties" => schema.min_properties = parse_count(node, context),
        "maxProperties" => schema.max_properties = parse_count(node, context),
        "const" | "minContains" | "maxContains" | "dependentRequired" | "contentEncoding" | "contentMediaType"
        | "contentSchema" => {
            belongs_to_newer(node, context, "Schema Object");
            match member.key {
                "const" => schema.constant = Some(node.place()),
                "minContains" => schema.min_contains = parse_count(node, context),
                "maxContains" => schema.max_contains = parse_count(node, context),
                "dependentRequired" => {
                    schema.dependent_required =
                        parse_map(node, context, |node, context| parse_list(node, context, parse_string));
                }
                "contentEncoding" => schema.content_encoding = parse_string(node, context),
                "contentMediaType" => schema.content_media_type = parse_string(node, context),
                _ => schema.content_schema = parse_schema(node, context),
            }
        }
        _ => return false,
    }
    true
}

/// What holds other schemas (JSON Schema 2020-12, Core, 10 and 11), but for the frequent ones.
fn applicator(schema: &mut SchemaObject, member: Member<'_>, context: &mut Context<'_>) -> bool {
    let node = member.node;
    let place = match member.key {
        "not" => {
            schema.not = parse_schema(node, context);
            return true;
        }
        "prefixItems" => {
            belongs_to_newer(node, context, "Schema Object");
            schema.prefix_items = parse_members(node, context);
            return true;
        }
        "patternProperties" | "dependentSchemas" => {
            belongs_to_newer(node, context, "Schema Object");
            let schemas = parse_map(node, context, parse_schema);
            if member.key == "patternProperties" {
                schema.pattern_properties = schemas;
            } else {
                schema.dependent_schemas = schemas;
            }
            return true;
        }
        "if" => &mut schema.condition,
        "then" => &mut schema.consequence,
        "else" => &mut schema.alternative,
        "contains" => &mut schema.contains,
        "propertyNames" => &mut schema.property_names,
        "unevaluatedItems" => &mut schema.unevaluated_items,
        "unevaluatedProperties" => &mut schema.unevaluated_properties,
        _ => return false,
    };
    belongs_to_newer(node, context, "Schema Object");
    *place = parse_schema(node, context);
    true
}

/// What names schemas and points at them (JSON Schema 2020-12, Core, 8).
fn identifier(schema: &mut SchemaObject, member: Member<'_>, context: &mut Context<'_>) -> bool {
    let node = member.node;
    let place = match member.key {
        "$defs" => {
            belongs_to_newer(node, context, "Schema Object");
            schema.definitions = parse_map(node, context, parse_schema);
            return true;
        }
        "$vocabulary" => {
            belongs_to_newer(node, context, "Schema Object");
            schema.vocabulary = Some(node.place());
            return true;
        }
        "$dynamicRef" => &mut schema.dynamic_reference,
        "$schema" => &mut schema.dialect,
        "$id" => &mut schema.id,
        "$anchor" => &mut schema.anchor,
        "$dynamicAnchor" => &mut schema.dynamic_anchor,
        "$comment" => &mut schema.comment,
        _ => return false,
    };
    belongs_to_newer(node, context, "Schema Object");
    *place = parse_string(node, context);
    true
}

/// What validates nothing (JSON Schema 2020-12, Validation, 9), and OpenAPI's own vocabulary.
fn annotation(schema: &mut SchemaObject, member: Member<'_>, context: &mut Context<'_>) -> bool {
    let node = member.node;
    match member.key {
        "examples" => {
            belongs_to_newer(node, context, "Schema Object");
            schema.examples = parse_list(node, context, parse_any).unwrap_or_default();
        }
        "deprecated" => schema.deprecated = parse_boolean(node, context),
        "readOnly" => schema.read_only = parse_boolean(node, context),
        "writeOnly" => schema.write_only = parse_boolean(node, context),
        "externalDocs" => schema.external_docs = parse_external_documentation(node, context),
        "discriminator" => schema.discriminator = parse_discriminator(node, context),
        "xml" => schema.xml = parse_xml(node, context),
        "multipleOf" => schema.multiple_of = parse_multiple(node, context),
        _ => return false,
    }
    true
}

/// Keywords of earlier drafts of JSON Schema, and what they have become.
const FORMER: &[(&str, &str)] = &[
    ("id", "JSON Schema 2020-12 has `$id`"),
    ("definitions", "JSON Schema 2020-12 has `$defs`"),
    ("dependencies", "JSON Schema 2020-12 has `dependentRequired` and `dependentSchemas`"),
    ("additionalItems", "JSON Schema 2020-12 has `items` beside `prefixItems`"),
    ("$recursiveRef", "JSON Schema 2020-12 has `$dynamicRef`"),
    ("$recursiveAnchor", "JSON Schema 2020-12 has `$dynamicAnchor`"),
];

/// The keywords, for suggestions.
const KEYWORDS: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

const TYPES: &[(&str, Type)] = &[
    ("string", Type::String),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("boolean", Type::Boolean),
    ("object", Type::Object),
    ("array", Type::Array),
    ("null", Type::Null),
];

fn parse_type(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<Type>> {
    if node.kind() == Kind::Null && means_null_type(node) {
        wrong_type(node, context, "a string").help("put it in quotes: `\"null\"`");
        return Some(Spanned::new(Type::Null, node.place()));
    }
    parse_word(node, context, TYPES)
}

/// Whether `null` without quotes, which is no text in YAML, is meant as the type: in a list of types, and where the schema
/// says nothing else. Beside other keywords it is what some programs write for a member that is absent.
fn means_null_type(node: Node<'_>) -> bool {
    let Some(key) = node.key() else { return true };
    let mut members = node.parent().and_then(|schema| schema.as_object()).into_iter().flatten();
    members.all(|member| member.key == key || matches!(member.key, "title" | "description" | "$comment"))
}

fn parse_types(node: Node<'_>, context: &mut Context<'_>) -> Vec<Spanned<Type>> {
    if node.as_array().is_none() {
        let ty = parse_type(node, context);
        if context.version == Version::V3_0 && ty.is_some_and(|ty| ty.value == Type::Null) {
            context
                .diagnostics
                .report(
                    Code::OtherVersion,
                    node.place(),
                    "the type `null` belongs to OpenAPI 3.1, and this document is 3.0",
                )
                .help("write `nullable: true` beside the other type");
        }
        return ty.into_iter().collect();
    }
    if context.version == Version::V3_0 {
        context
            .diagnostics
            .report(
                Code::OtherVersion,
                node.place(),
                "a list of types belongs to OpenAPI 3.1, and this document is 3.0",
            )
            .help("write one type, and `nullable: true` if `null` is allowed, or `anyOf`");
    }
    let mut types: Vec<Spanned<Type>> = Vec::new();
    for ty in parse_list(node, context, parse_type).unwrap_or_default() {
        if types.iter().all(|other| other.value != ty.value) {
            types.push(ty);
        }
    }
    types
}

fn parse_nullable(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<bool>> {
    if context.version == Version::V3_1 {
        context
            .diagnostics
            .report(Code::OtherVersion, node.key_spot(), "`nullable` belongs to OpenAPI 3.0, and this document is 3.1")
            .help("add `\"null\"` to the list in `type`");
    }
    parse_boolean(node, context)
}

/// `allOf`, `anyOf`, `oneOf`, `prefixItems`: at least one schema (JSON Schema 2020-12, Core, 10.2.1).
fn parse_members(node: Node<'_>, context: &mut Context<'_>) -> Option<Vec<Schema>> {
    let schemas = parse_list(node, context, parse_schema)?;
    if node.element(0).is_none() {
        wrong_value(node, context, "a list of at least one schema");
        context.note_left_out(node);
        return None;
    }
    Some(schemas)
}

/// A list of schemas in `items`, as drafts before 2020-12 had it: it is reported and read as `prefixItems`.
fn read_tuple(schema: &mut SchemaObject, node: Node<'_>, context: &mut Context<'_>) {
    wrong_type(node, context, "a schema")
        .help("it is read as `prefixItems` of OpenAPI 3.1, which has a schema for each position");
    if schema.prefix_items.is_none() {
        schema.prefix_items = parse_members(node, context);
    }
}

fn parse_required(node: Node<'_>, context: &mut Context<'_>) -> Vec<Spanned<String>> {
    if node.as_bool().is_some() {
        wrong_type(node, context, "a list of names")
            .help("name the property in `required` of the object that holds it");
        context.note_left_out(node);
        return Vec::new();
    }
    parse_list(node, context, parse_string).unwrap_or_default()
}

fn parse_multiple(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<crate::source::Number>> {
    let number = parse_number(node, context)?;
    if number.value.is_zero() || number.value.is_negative() {
        wrong_value(node, context, "a number above zero");
        context.note_left_out(node);
        return None;
    }
    Some(number)
}

/// What can only be said of the schema as a whole.
fn check(node: Node<'_>, schema: &mut SchemaObject, context: &mut Context<'_>) {
    if schema.enumeration.as_ref().is_some_and(Vec::is_empty)
        && let Some(list) = node.get("enum")
    {
        wrong_value(list, context, "a list of at least one value");
        context.note_left_out(list);
        schema.enumeration = None;
    }
    if context.version != Version::V3_0 {
        return;
    }
    if schema.reference.is_some() {
        schema.ignores_siblings = true;
        for member in node.as_object().into_iter().flatten() {
            if !HARMLESS_SIBLINGS.contains(&member.key) && !member.key.starts_with("x-") {
                let message = format!("`{}` beside `$ref` has no effect in OpenAPI 3.0", member.key);
                let help = format!("put the reference into `allOf`, beside `{}`", member.key);
                context.diagnostics.report(Code::IgnoredSibling, member.node.key_spot(), message).help(help);
            }
        }
    } else if schema.items.is_none()
        && node.get("items").is_none()
        && let Some(array) = schema.types.iter().find(|ty| ty.value == Type::Array)
    {
        // OpenAPI 3.0.4, 4.7.24.1: `items` MUST be present if the `type` is `"array"`.
        context
            .diagnostics
            .report(Code::MissingRequired, array.place, "`items` is missing beside `type: array`")
            .help("write `items: {}` if the elements may be anything");
    }
}

/// What may stand beside a `$ref` in 3.0 without anybody expecting an effect on the values.
const HARMLESS_SIBLINGS: &[&str] =
    &["$ref", "description", "title", "summary", "example", "examples", "externalDocs", "deprecated", "xml"];
