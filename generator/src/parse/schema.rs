//! Schema Object (OpenAPI 3.0.4, 4.7.24; OpenAPI 3.1.1, 4.8.24, which is JSON Schema 2020-12).

use crate::source::{Number, Place};

use super::{Discriminator, Extensions, ExternalDocumentation, Map, Spanned, Xml};

/// A schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Schema {
    /// `true` allows everything, `false` nothing.
    Boolean(Spanned<bool>),
    /// An object with keywords.
    Object(Box<SchemaObject>),
}

impl Schema {
    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Boolean(value) => value.place,
            Self::Object(object) => object.place,
        }
    }

    /// The keywords, unless it is a boolean schema.
    #[must_use]
    pub fn as_object(&self) -> Option<&SchemaObject> {
        match self {
            Self::Boolean(_) => None,
            Self::Object(object) => Some(object),
        }
    }
}

/// The types of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// `null` (3.1)
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// A bound of a number. 3.0's boolean `exclusiveMinimum` and 3.1's numeric one both become this;
/// of two bounds on one side the tighter one is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Where the number stands.
    pub place: Place,
    /// The number, exactly as written.
    pub value: Number,
    /// Whether the number itself is outside.
    pub exclusive: bool,
}

/// A schema with all keywords of both versions, each `None` or empty when absent.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaObject {
    /// Where it stands.
    pub place: Place,

    /// `$ref`: a URI reference. In 3.0 the standard ignores what stands beside it; it is kept here all the same, and reported.
    pub reference: Option<Spanned<String>>,
    /// Whether the standard ignores everything beside `$ref`: in 3.0, when there is a `$ref`.
    pub ignores_siblings: bool,
    /// `$dynamicRef` (3.1).
    pub dynamic_reference: Option<Spanned<String>>,
    /// `$schema` (3.1): the dialect.
    pub dialect: Option<Spanned<String>>,
    /// `$id` (3.1): the base URI.
    pub id: Option<Spanned<String>>,
    /// `$anchor` (3.1).
    pub anchor: Option<Spanned<String>>,
    /// `$dynamicAnchor` (3.1).
    pub dynamic_anchor: Option<Spanned<String>>,
    /// `$vocabulary` (3.1): only meaningful in meta-schemas.
    pub vocabulary: Option<Place>,
    /// `$comment` (3.1).
    pub comment: Option<Spanned<String>>,
    /// `$defs` (3.1).
    pub definitions: Map<Schema>,

    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `default`: what the server assumes when the value is absent; any value.
    pub default: Option<Place>,
    /// `example`: any value.
    pub example: Option<Place>,
    /// `examples` (3.1): any values.
    pub examples: Vec<Place>,
    /// `deprecated`; absent means `false`.
    pub deprecated: Option<Spanned<bool>>,
    /// `readOnly`; absent means `false`.
    pub read_only: Option<Spanned<bool>>,
    /// `writeOnly`; absent means `false`.
    pub write_only: Option<Spanned<bool>>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocumentation>,

    /// `type`: a name, or a list of names (3.1). Empty when absent.
    pub types: Vec<Spanned<Type>>,
    /// `nullable` (3.0), as said; in 3.1 it is reported and kept.
    pub nullable: Option<Spanned<bool>>,
    /// `format`.
    pub format: Option<Spanned<String>>,
    /// `enum`: any values.
    pub enumeration: Option<Vec<Place>>,
    /// `const` (3.1): any value.
    pub constant: Option<Place>,

    /// `multipleOf`.
    pub multiple_of: Option<Spanned<Number>>,
    /// `minimum` and `exclusiveMinimum`.
    pub minimum: Option<Bound>,
    /// `maximum` and `exclusiveMaximum`.
    pub maximum: Option<Bound>,

    /// `minLength`, in code points.
    pub min_length: Option<Spanned<u64>>,
    /// `maxLength`, in code points.
    pub max_length: Option<Spanned<u64>>,
    /// `pattern`: an ECMA-262 regular expression, not anchored.
    pub pattern: Option<Spanned<String>>,
    /// `contentEncoding` (3.1).
    pub content_encoding: Option<Spanned<String>>,
    /// `contentMediaType` (3.1).
    pub content_media_type: Option<Spanned<String>>,
    /// `contentSchema` (3.1).
    pub content_schema: Option<Schema>,

    /// `items`.
    pub items: Option<Schema>,
    /// `prefixItems` (3.1).
    pub prefix_items: Option<Vec<Schema>>,
    /// `contains` (3.1).
    pub contains: Option<Schema>,
    /// `minContains` (3.1).
    pub min_contains: Option<Spanned<u64>>,
    /// `maxContains` (3.1).
    pub max_contains: Option<Spanned<u64>>,
    /// `minItems`.
    pub min_items: Option<Spanned<u64>>,
    /// `maxItems`.
    pub max_items: Option<Spanned<u64>>,
    /// `uniqueItems`; absent means `false`.
    pub unique_items: Option<Spanned<bool>>,
    /// `unevaluatedItems` (3.1).
    pub unevaluated_items: Option<Schema>,

    /// `properties`.
    pub properties: Map<Schema>,
    /// `patternProperties` (3.1), by ECMA-262 regular expression.
    pub pattern_properties: Map<Schema>,
    /// `additionalProperties`.
    pub additional_properties: Option<Schema>,
    /// `propertyNames` (3.1).
    pub property_names: Option<Schema>,
    /// `unevaluatedProperties` (3.1).
    pub unevaluated_properties: Option<Schema>,
    /// `required`: names of properties.
    pub required: Vec<Spanned<String>>,
    /// `minProperties`.
    pub min_properties: Option<Spanned<u64>>,
    /// `maxProperties`.
    pub max_properties: Option<Spanned<u64>>,
    /// `dependentRequired` (3.1): names of properties by name of property.
    pub dependent_required: Map<Vec<Spanned<String>>>,
    /// `dependentSchemas` (3.1) by name of property.
    pub dependent_schemas: Map<Schema>,

    /// `allOf`.
    pub all_of: Option<Vec<Schema>>,
    /// `anyOf`.
    pub any_of: Option<Vec<Schema>>,
    /// `oneOf`.
    pub one_of: Option<Vec<Schema>>,
    /// `not`.
    pub not: Option<Schema>,
    /// `if` (3.1).
    pub condition: Option<Schema>,
    /// `then` (3.1).
    pub consequence: Option<Schema>,
    /// `else` (3.1).
    pub alternative: Option<Schema>,

    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// `xml`.
    pub xml: Option<Xml>,

    /// Members that start with `x-`.
    pub extensions: Extensions,
    /// Members the standard does not know, without those that start with `x-`. In 3.1 they are annotations (JSON Schema 2020-12, Core, 6.5).
    pub unknown: Extensions,
}

impl SchemaObject {
    /// What it demands, without what it says for people.
    #[must_use]
    pub fn without_annotations(&self) -> Self {
        Self {
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
            ..self.clone()
        }
    }

    /// A schema without keywords, which allows everything.
    #[must_use]
    pub fn empty(place: Place) -> Self {
        Self {
            place,
            reference: None,
            ignores_siblings: false,
            dynamic_reference: None,
            dialect: None,
            id: None,
            anchor: None,
            dynamic_anchor: None,
            vocabulary: None,
            comment: None,
            definitions: Map::new(),
            title: None,
            description: None,
            default: None,
            example: None,
            examples: Vec::new(),
            deprecated: None,
            read_only: None,
            write_only: None,
            external_docs: None,
            types: Vec::new(),
            nullable: None,
            format: None,
            enumeration: None,
            constant: None,
            multiple_of: None,
            minimum: None,
            maximum: None,
            min_length: None,
            max_length: None,
            pattern: None,
            content_encoding: None,
            content_media_type: None,
            content_schema: None,
            items: None,
            prefix_items: None,
            contains: None,
            min_contains: None,
            max_contains: None,
            min_items: None,
            max_items: None,
            unique_items: None,
            unevaluated_items: None,
            properties: Map::new(),
            pattern_properties: Map::new(),
            additional_properties: None,
            property_names: None,
            unevaluated_properties: None,
            required: Vec::new(),
            min_properties: None,
            max_properties: None,
            dependent_required: Map::new(),
            dependent_schemas: Map::new(),
            all_of: None,
            any_of: None,
            one_of: None,
            not: None,
            condition: None,
            consequence: None,
            alternative: None,
            discriminator: None,
            xml: None,
            extensions: Vec::new(),
            unknown: Vec::new(),
        }
    }
}
