//! Discriminator and XML Objects (OpenAPI 3.1.1, 4.8.25 and 4.8.26).

use crate::source::{Node, Place};

use super::reader::{Reader, parse_string};
use super::{Context, Extensions, Map, Spanned};

/// Discriminator Object: the property that tells the members of a union apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Discriminator {
    /// Where it stands.
    pub place: Place,
    /// `propertyName`, required.
    pub property_name: Spanned<String>,
    /// `mapping`: schema names or URI references by value.
    pub mapping: Map<Spanned<String>>,
    /// Members that start with `x-` (3.1).
    pub extensions: Extensions,
}

/// Reads a Discriminator Object; nothing when it has no `propertyName`.
pub fn parse_discriminator(node: Node<'_>, context: &mut Context<'_>) -> Option<Discriminator> {
    let mut reader = Reader::open(node, context, "Discriminator Object")?;
    let property_name = reader.required_string("propertyName");
    let mapping = reader.map("mapping", parse_string);
    let extensions = reader.finish();
    Some(Discriminator { place: node.place(), property_name: property_name?, mapping, extensions })
}

/// XML Object: how a property is written in XML.
#[derive(Debug, Clone, PartialEq)]
pub struct Xml {
    /// Where it stands.
    pub place: Place,
    /// `name` of the element or attribute.
    pub name: Option<Spanned<String>>,
    /// `namespace`, a URI.
    pub namespace: Option<Spanned<String>>,
    /// `prefix` of the name.
    pub prefix: Option<Spanned<String>>,
    /// `attribute`; absent means `false`.
    pub attribute: Option<Spanned<bool>>,
    /// `wrapped`; absent means `false`.
    pub wrapped: Option<Spanned<bool>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads an XML Object.
pub fn parse_xml(node: Node<'_>, context: &mut Context<'_>) -> Option<Xml> {
    let mut reader = Reader::open(node, context, "XML Object")?;
    Some(Xml {
        place: node.place(),
        name: reader.string("name"),
        namespace: reader.string("namespace"),
        prefix: reader.string("prefix"),
        attribute: reader.boolean("attribute"),
        wrapped: reader.boolean("wrapped"),
        extensions: reader.finish(),
    })
}
