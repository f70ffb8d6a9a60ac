//! The bounds of numbers: `minimum`, `maximum` and their exclusive kin, which changed from 3.0 to 3.1.

use std::cmp::Ordering;

use crate::diagnostic::Code;
use crate::source::{Member, Node, Number};

use super::reader::{parse_number, wrong_type};
use super::{Bound, Context, SchemaObject, Spanned, Version};

/// The four keywords as they were said.
#[derive(Debug, Default)]
pub(super) struct Bounds<'a> {
    minimum: Side<'a>,
    maximum: Side<'a>,
}

#[derive(Debug, Default)]
struct Side<'a> {
    inclusive: Option<Spanned<Number>>,
    exclusive: Option<Node<'a>>,
}

impl<'a> Bounds<'a> {
    /// Takes a keyword, if it is one of the four.
    pub(super) fn read(&mut self, member: Member<'a>, context: &mut Context<'_>) -> bool {
        match member.key {
            "minimum" => self.minimum.inclusive = parse_number(member.node, context),
            "maximum" => self.maximum.inclusive = parse_number(member.node, context),
            "exclusiveMinimum" => self.minimum.exclusive = Some(member.node),
            "exclusiveMaximum" => self.maximum.exclusive = Some(member.node),
            _ => return false,
        }
        true
    }

    /// Settles what the keywords mean together.
    pub(super) fn finish(self, schema: &mut SchemaObject, context: &mut Context<'_>) {
        schema.minimum = self.minimum.finish("minimum", Ordering::Greater, context);
        schema.maximum = self.maximum.finish("maximum", Ordering::Less, context);
    }
}

impl Side<'_> {
    /// The one bound this side has. `tighter` is how the tighter of two numbers compares to the other.
    fn finish(self, inclusive_name: &str, tighter: Ordering, context: &mut Context<'_>) -> Option<Bound> {
        let inclusive =
            self.inclusive.map(|number| Bound { place: number.place, value: number.value, exclusive: false });
        let Some(node) = self.exclusive else {
            return inclusive;
        };
        if let Some(exclusive) = node.as_bool() {
            other_version(node, context, Version::V3_1, "a boolean");
            if inclusive.is_none() {
                let key = node.key().unwrap_or_default();
                let message = format!("`{key}` has no effect without `{inclusive_name}`");
                context.diagnostics.report(Code::IgnoredMember, node.key_spot(), message);
            }
            return inclusive.map(|bound| Bound { exclusive, ..bound });
        }
        let Some(value) = node.as_number() else {
            let expected = match context.version {
                Version::V3_0 => "`true` or `false`",
                Version::V3_1 => "a number",
            };
            wrong_type(node, context, expected);
            context.note_left_out(node);
            return inclusive;
        };
        other_version(node, context, Version::V3_0, "a number");
        let exclusive = Bound { place: node.place(), value, exclusive: true };
        match inclusive {
            Some(inclusive) if inclusive.value.compare(&exclusive.value) == tighter => Some(inclusive),
            _ => Some(exclusive),
        }
    }
}

/// Reports the form of the other version.
fn other_version(node: Node<'_>, context: &mut Context<'_>, wrong: Version, form: &str) {
    if context.version != wrong {
        return;
    }
    let right = match wrong {
        Version::V3_0 => Version::V3_1,
        Version::V3_1 => Version::V3_0,
    };
    let key = node.key().unwrap_or_default();
    let message = format!("`{key}` with {form} belongs to {}, and this document is {}", right.name(), wrong.number());
    context.diagnostics.report(Code::OtherVersion, node.place(), message);
}
