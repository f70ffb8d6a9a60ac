//! Example Object (OpenAPI 3.1.1, 4.8.19).

use crate::source::{Node, Place};

use super::reader::{Reader, parse_any};
use super::{Context, Extensions, Spanned};

/// Example Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Where it stands.
    pub place: Place,
    /// `summary`.
    pub summary: Option<Spanned<String>>,
    /// `description`, CommonMark.
    pub description: Option<Spanned<String>>,
    /// `value`: any value.
    pub value: Option<Place>,
    /// `externalValue`: where the value is to be had.
    pub external_value: Option<Spanned<String>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads an Example Object.
pub fn parse_example(node: Node<'_>, context: &mut Context<'_>) -> Option<Example> {
    let mut reader = Reader::open(node, context, "Example Object")?;
    reader.at_most_one(["value", "externalValue"]);
    Some(Example {
        place: node.place(),
        summary: reader.string("summary"),
        description: reader.string("description"),
        value: reader.object("value", parse_any),
        external_value: reader.string("externalValue"),
        extensions: reader.finish(),
    })
}
