//! Reference Object (OpenAPI 3.1.1, 4.8.23).

use crate::diagnostic::Code;
use crate::source::{Node, Place};

use super::reader::Reader;
use super::{Body, Callback, Context, Extensions, Header, Link, Parameter, Spanned};

/// A reference, not followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Where it stands.
    pub place: Place,
    /// `$ref`: a URI reference.
    pub target: Spanned<String>,
    /// `summary` (3.1): overrides that of the target.
    pub summary: Option<Spanned<String>>,
    /// `description` (3.1): overrides that of the target.
    pub description: Option<Spanned<String>>,
    /// Members that start with `x-`. The standard gives them no meaning here.
    pub extensions: Extensions,
}

/// An object, or a reference to one.
#[derive(Debug, Clone, PartialEq)]
pub enum RefOr<T> {
    /// A reference.
    Reference(Reference),
    /// The object itself.
    Object(T),
}

/// An object that knows where it stands.
pub trait Placed {
    /// Where it stands.
    fn place(&self) -> Place;
}

macro_rules! placed {
    ($($object:ty),*) => {
        $(impl Placed for $object {
            fn place(&self) -> Place {
                self.place
            }
        })*
    };
}

placed!(Body, Callback, Header, Link, Parameter);

impl<T: Placed> RefOr<T> {
    /// Where the object or the reference to it stands.
    pub fn place(&self) -> Place {
        match self {
            Self::Reference(reference) => reference.place,
            Self::Object(object) => object.place(),
        }
    }
}

/// Reads a node that may be a reference: everything with a member `$ref` is one.
pub fn parse_ref_or<T>(
    node: Node<'_>,
    context: &mut Context<'_>,
    parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
) -> Option<RefOr<T>> {
    if node.get("$ref").is_none() {
        return parse(node, context).map(RefOr::Object);
    }
    let mut reader = Reader::open(node, context, "Reference Object")?;
    let target = reader.string("$ref");
    let summary = reader.newer().string("summary");
    let description = reader.newer().string("description");
    for member in node.as_object().into_iter().flatten() {
        if !["$ref", "summary", "description"].contains(&member.key) && !member.key.starts_with("x-") {
            // OpenAPI 3.1.1, 4.8.23: any properties added SHALL be ignored.
            let message = format!("`{}` beside `$ref` has no effect", member.key);
            reader.context.diagnostics.report(Code::IgnoredSibling, member.node.key_spot(), message);
        }
    }
    let extensions = reader.extensions();
    Some(RefOr::Reference(Reference { place: node.place(), target: target?, summary, description, extensions }))
}
