//! Info, Contact and License Objects (OpenAPI 3.1.1, 4.8.2 to 4.8.4).

use crate::source::{Node, Place};

use super::reader::Reader;
use super::{Context, Extensions, Spanned};

/// Info Object: what the API is.
#[derive(Debug, Clone, PartialEq)]
pub struct Info {
    /// Where it stands.
    pub place: Place,
    /// `title`, required.
    pub title: Option<Spanned<String>>,
    /// `summary` (3.1).
    pub summary: Option<Spanned<String>>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `termsOfService`, a URI.
    pub terms_of_service: Option<Spanned<String>>,
    /// `contact`.
    pub contact: Option<Contact>,
    /// `license`.
    pub license: Option<License>,
    /// `version` of the document, required.
    pub version: Option<Spanned<String>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads an Info Object.
pub fn parse_info(node: Node<'_>, context: &mut Context<'_>) -> Option<Info> {
    let mut reader = Reader::open(node, context, "Info Object")?;
    Some(Info {
        place: node.place(),
        title: reader.required_string("title"),
        summary: reader.newer().string("summary"),
        description: reader.string("description"),
        terms_of_service: reader.string("termsOfService"),
        contact: reader.object("contact", parse_contact),
        license: reader.object("license", parse_license),
        version: reader.required_string("version"),
        extensions: reader.finish(),
    })
}

/// Contact Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Where it stands.
    pub place: Place,
    /// `name`.
    pub name: Option<Spanned<String>>,
    /// `url`.
    pub url: Option<Spanned<String>>,
    /// `email`.
    pub email: Option<Spanned<String>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

fn parse_contact(node: Node<'_>, context: &mut Context<'_>) -> Option<Contact> {
    let mut reader = Reader::open(node, context, "Contact Object")?;
    Some(Contact {
        place: node.place(),
        name: reader.string("name"),
        url: reader.string("url"),
        email: reader.string("email"),
        extensions: reader.finish(),
    })
}

/// License Object.
#[derive(Debug, Clone, PartialEq)]
pub struct License {
    /// Where it stands.
    pub place: Place,
    /// `name`, required.
    pub name: Option<Spanned<String>>,
    /// `identifier`, an SPDX expression (3.1).
    pub identifier: Option<Spanned<String>>,
    /// `url`.
    pub url: Option<Spanned<String>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

fn parse_license(node: Node<'_>, context: &mut Context<'_>) -> Option<License> {
    let mut reader = Reader::open(node, context, "License Object")?;
    reader.at_most_one(["identifier", "url"]);
    Some(License {
        place: node.place(),
        name: reader.required_string("name"),
        identifier: reader.newer().string("identifier"),
        url: reader.string("url"),
        extensions: reader.finish(),
    })
}
