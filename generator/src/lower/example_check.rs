//! Examples against the types and rules they are examples of.
//!
//! An example that does not fit is the document's mistake, and would be a failing test in the client: it is reported at
//! its place and left out of the tests.

use std::ops::RangeInclusive;

use client_runtime::Number;
use client_runtime::format::Format;

use super::{Lowering, json_text};
use crate::diagnostic::Code;
use crate::ir;
use crate::pattern::Pattern;
use crate::source::{Kind, Node, Place};

/// Where an example does not fit, and why.
struct Misfit {
    place: Place,
    reason: String,
}

impl Lowering<'_, '_> {
    /// Drops every example that does not fit, with a warning.
    pub(super) fn check_examples(&mut self) {
        let places = std::mem::take(&mut self.example_places);
        let examples = std::mem::take(&mut self.examples);
        let types = self.types.iter().map(|draft| &draft.definition).collect();
        let check = Check { types, patterns: self.patterns.list() };
        let results: Vec<Result<(), Misfit>> = examples
            .iter()
            .zip(&places)
            .map(|(example, place)| check.value(self.node(*place), &example.ty, &example.rules))
            .collect();
        for (example, result) in examples.into_iter().zip(results) {
            match result {
                Ok(()) => self.examples.push(example),
                Err(Misfit { place, reason }) => {
                    self.context
                        .diagnostics
                        .report(Code::ExampleMisfit, place, format!("the example does not fit its schema: {reason}"))
                        .help("correct the example, or the schema; the client has no test for it");
                }
            }
        }
    }
}

/// What values are held against.
struct Check<'t> {
    types: Vec<&'t ir::TypeDefinition>,
    patterns: &'t [Pattern],
}

impl Check<'_> {
    /// The source layer limits the depth of a document, so the recursion is bounded.
    fn value(&self, node: Node<'_>, ty: &ir::Type, rules: &ir::Rules) -> Result<(), Misfit> {
        match ty {
            ir::Type::Named(id) => self.named(node, self.types[id.0], rules),
            ir::Type::String => self.text(node, rules),
            ir::Type::Format(format) => self.text(node, rules).and_then(|()| self.format(node, *format)),
            ir::Type::Integer(integer) => {
                self.number(node, rules)?;
                let value = node.as_number_str().and_then(|text| text.parse::<Number>().ok());
                let fits = value.is_some_and(|value| value.is_integer() && range(*integer).contains(&value));
                require(fits, node, || format!("it is no integer of {} bits", bits(*integer)))
            }
            ir::Type::Number | ir::Type::Float32 | ir::Type::Float64 => self.number(node, rules),
            ir::Type::Boolean => kind(node, Kind::Bool),
            ir::Type::Null => kind(node, Kind::Null),
            ir::Type::Any => Ok(()),
            ir::Type::Array(items) => self.array(node, items, rules),
            ir::Type::Map(values) => self.map(node, values, rules),
            ir::Type::Nullable(inner) if node.kind() != Kind::Null => self.value(node, inner, rules),
            ir::Type::Nullable(_) => Ok(()),
            ir::Type::Boxed(inner) => self.value(node, inner, rules),
        }
    }

    fn named(&self, node: Node<'_>, definition: &ir::TypeDefinition, rules: &ir::Rules) -> Result<(), Misfit> {
        match &definition.kind {
            ir::TypeKind::Object(object) => self.object(node, object),
            ir::TypeKind::Text(text) => self.text(node, &text.rules).and_then(|()| self.text(node, rules)),
            ir::TypeKind::Enumeration(enumeration) => {
                kind(node, Kind::String)?;
                let known =
                    enumeration.variants.iter().any(|variant| Some(variant.name.wire.as_str()) == node.as_str());
                require(known || !enumeration.closed, node, || "it is none of the listed values".to_owned())
            }
            ir::TypeKind::Union(_) | ir::TypeKind::Opaque(_) => Ok(()),
            ir::TypeKind::Alias(alias) => {
                self.value(node, &alias.ty, &alias.rules).and_then(|()| self.value(node, &alias.ty, rules))
            }
        }
    }

    fn object(&self, node: Node<'_>, object: &ir::Object) -> Result<(), Misfit> {
        kind(node, Kind::Object)?;
        for member in &object.members {
            match node.get(&member.name.wire) {
                None => require(!member.required, node, || format!("`{}` is missing", member.name.wire))?,
                Some(value) if value.kind() == Kind::Null && member.nullable => {}
                Some(value) => self.value(value, &member.ty, &member.rules)?,
            }
        }
        let others = node.as_object().into_iter().flatten();
        for other in others.filter(|other| !object.members.iter().any(|member| member.name.wire == other.key)) {
            match &object.additional {
                ir::Additional::Closed { .. } => {
                    return Err(Misfit {
                        place: other.node.place(),
                        reason: format!("`{}` is not declared", other.key),
                    });
                }
                ir::Additional::Kept { ty, rules, .. } => self.value(other.node, ty, rules)?,
            }
        }
        count(node, "members", (object.rules.min_properties, object.rules.max_properties))
    }

    fn array(&self, node: Node<'_>, items: &ir::Type, rules: &ir::Rules) -> Result<(), Misfit> {
        kind(node, Kind::Array)?;
        let none = ir::Rules::default();
        let item_rules = rules.items.as_deref().unwrap_or(&none);
        let mut seen = Vec::new();
        for item in node.as_array().into_iter().flatten() {
            self.value(item, items, item_rules)?;
            if rules.unique_items {
                let text = json_text::compact(item);
                require(!seen.contains(&text), item, || "it stands twice in a list without repeats".to_owned())?;
                seen.push(text);
            }
        }
        count(node, "items", (rules.min_items, rules.max_items))
    }

    fn map(&self, node: Node<'_>, values: &ir::Type, rules: &ir::Rules) -> Result<(), Misfit> {
        kind(node, Kind::Object)?;
        let none = ir::Rules::default();
        let value_rules = rules.values.as_deref().unwrap_or(&none);
        for member in node.as_object().into_iter().flatten() {
            self.value(member.node, values, value_rules)?;
        }
        count(node, "members", (rules.min_properties, rules.max_properties))
    }

    fn text(&self, node: Node<'_>, rules: &ir::Rules) -> Result<(), Misfit> {
        kind(node, Kind::String)?;
        let text = node.as_str().unwrap_or_default();
        let length = text.chars().count() as u64;
        let long = rules.min_length.is_none_or(|least| length >= least);
        require(long, node, || "it is too short".to_owned())?;
        let short = rules.max_length.is_none_or(|most| length <= most);
        require(short, node, || "it is too long".to_owned())?;
        for id in &rules.patterns {
            let pattern = &self.patterns[id.0];
            require(pattern.is_match(text) != Some(false), node, || format!("it does not match `{}`", pattern.source))?;
        }
        let listed = rules.one_of.is_empty() || rules.one_of.iter().any(|value| value == text);
        require(listed, node, || "it is none of the listed values".to_owned())
    }

    fn format(&self, node: Node<'_>, format: ir::Format) -> Result<(), Misfit> {
        let format = client_format(format);
        let fits = format.holds(node.as_str().unwrap_or_default());
        require(fits, node, || format!("it is not of the format `{}`", format.name()))
    }

    fn number(&self, node: Node<'_>, rules: &ir::Rules) -> Result<(), Misfit> {
        kind(node, Kind::Number)?;
        let Some(value) = node.as_number_str().and_then(|text| text.parse::<Number>().ok()) else { return Ok(()) };
        let bound =
            |bound: &Option<ir::Bound>| bound.as_ref().and_then(|bound| bound.to_string().parse::<Number>().ok());
        let fits = bound(&rules.minimum).is_none_or(|least| value >= least)
            && bound(&rules.maximum).is_none_or(|most| value <= most)
            && bound(&rules.exclusive_minimum).is_none_or(|least| value > least)
            && bound(&rules.exclusive_maximum).is_none_or(|most| value < most);
        require(fits, node, || "it is outside of the bounds".to_owned())?;
        let step = bound(&rules.multiple_of).is_none_or(|step| value.is_multiple_of(&step));
        require(step, node, || "it is no multiple of what `multipleOf` says".to_owned())
    }
}

fn require(fits: bool, node: Node<'_>, reason: impl FnOnce() -> String) -> Result<(), Misfit> {
    if fits { Ok(()) } else { Err(Misfit { place: node.place(), reason: reason() }) }
}

fn kind(node: Node<'_>, expected: Kind) -> Result<(), Misfit> {
    let found = node.kind();
    require(found == expected, node, || format!("it is {}, not {}", found.with_article(), expected.with_article()))
}

fn count(node: Node<'_>, what: &str, (least, most): (Option<u64>, Option<u64>)) -> Result<(), Misfit> {
    let members = node.as_object().map_or(0, Iterator::count);
    let count = (members + node.as_array().map_or(0, Iterator::count)) as u64;
    let fits = least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most);
    require(fits, node, || format!("it has too few or too many {what}"))
}

/// The format by which the client checks.
fn client_format(format: ir::Format) -> Format {
    match format {
        ir::Format::DateTime => Format::DateTime,
        ir::Format::Date => Format::Date,
        ir::Format::Time => Format::Time,
        ir::Format::Duration => Format::Duration,
        ir::Format::Uuid => Format::Uuid,
        ir::Format::Uri => Format::Uri,
        ir::Format::UriReference => Format::UriReference,
        ir::Format::Hostname => Format::Hostname,
        ir::Format::Ipv4 => Format::Ipv4,
        ir::Format::Ipv6 => Format::Ipv6,
        ir::Format::Base64 => Format::Base64,
        ir::Format::Base64Url => Format::Base64Url,
        ir::Format::Decimal => Format::Decimal,
    }
}

/// The values of a width.
fn range(integer: ir::Integer) -> RangeInclusive<Number> {
    match integer {
        ir::Integer::I8 => i8::MIN.into()..=i8::MAX.into(),
        ir::Integer::I16 => i16::MIN.into()..=i16::MAX.into(),
        ir::Integer::I32 => i32::MIN.into()..=i32::MAX.into(),
        ir::Integer::I64 => i64::MIN.into()..=i64::MAX.into(),
        ir::Integer::I128 => i128::MIN.into()..=i128::MAX.into(),
        ir::Integer::U128 => 0.into()..=Number::from_checked(&u128::MAX.to_string()),
        ir::Integer::U8 => 0.into()..=u8::MAX.into(),
        ir::Integer::U16 => 0.into()..=u16::MAX.into(),
        ir::Integer::U32 => 0.into()..=u32::MAX.into(),
        ir::Integer::U64 => 0.into()..=u64::MAX.into(),
    }
}

fn bits(integer: ir::Integer) -> u32 {
    match integer {
        ir::Integer::I8 | ir::Integer::U8 => 8,
        ir::Integer::I16 | ir::Integer::U16 => 16,
        ir::Integer::I32 | ir::Integer::U32 => 32,
        ir::Integer::I64 | ir::Integer::U64 => 64,
        ir::Integer::I128 | ir::Integer::U128 => 128,
    }
}
