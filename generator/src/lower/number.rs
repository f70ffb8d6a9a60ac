//! Integers and numbers.

use client_runtime::Number;

use super::Lowering;
use super::rules::lower_bound;
use super::schema::Value;
use crate::diagnostic::Code;
use crate::ir;
use crate::parse::{SchemaObject, Type};

impl Lowering<'_, '_> {
    /// An integer or a number; bounds never change the type, but for those that 64 bits cannot hold.
    pub(super) fn lower_number(&mut self, schema: &SchemaObject, ty: Type) -> Value {
        let mut rules = ir::Rules::default();
        self.number_rules(&mut rules, schema);
        let format = schema.format.as_ref().map(|format| format.value.as_str());
        let ty = if ty == Type::Integer {
            ir::Type::Integer(integer(format, &rules))
        } else {
            match format {
                Some("float") => ir::Type::Float32,
                Some("double") => ir::Type::Float64,
                // The registry of formats lets these stand beside `number` too.
                other => integer_format(other).map_or(ir::Type::Number, ir::Type::Integer),
            }
        };
        let mut value = Value::of(ty);
        value.rules = rules;
        value
    }

    /// Reports bounds that leave no value; whether they leave any.
    pub(super) fn check_ranges(&mut self, schema: &SchemaObject) -> bool {
        let mut any = true;
        if let (Some(minimum), Some(maximum)) = (&schema.minimum, &schema.maximum) {
            let order = minimum.value.compare(&maximum.value);
            let touching = order.is_eq() && (minimum.exclusive || maximum.exclusive);
            if order.is_gt() || touching {
                any = false;
                let message = if touching {
                    "the bounds are equal, and one of them is excluded"
                } else {
                    "`minimum` is greater than `maximum`"
                };
                self.context
                    .diagnostics
                    .report(Code::EmptyRange, maximum.place, message)
                    .note("the upper bound")
                    .label(minimum.place, "the lower bound")
                    .help("swap them, or remove one");
            }
        }
        let counts = [
            ("minLength", &schema.min_length, "maxLength", &schema.max_length),
            ("minItems", &schema.min_items, "maxItems", &schema.max_items),
            ("minProperties", &schema.min_properties, "maxProperties", &schema.max_properties),
        ];
        for (lower, minimum, upper, maximum) in counts {
            if let (Some(minimum), Some(maximum)) = (minimum, maximum)
                && minimum.value > maximum.value
            {
                any = false;
                self.context
                    .diagnostics
                    .report(Code::EmptyRange, maximum.place, format!("`{lower}` is greater than `{upper}`"))
                    .note("the upper bound")
                    .label(minimum.place, "the lower bound")
                    .help("swap them, or remove one");
            }
        }
        any
    }
}

/// The width: what the format says, else 64 bits, else what the bounds need.
fn integer(format: Option<&str>, rules: &ir::Rules) -> ir::Integer {
    if let Some(width) = integer_format(format) {
        return width;
    }
    let least = width(&rules.minimum).max(width(&rules.exclusive_minimum));
    let most = width(&rules.maximum).max(width(&rules.exclusive_maximum));
    let positive = [&rules.minimum, &rules.exclusive_minimum].into_iter().flatten().any(|bound| match bound {
        ir::Bound::Integer(value) => *value >= 0,
        ir::Bound::Decimal(text) => !text.starts_with('-'),
    });
    match least.max(most) {
        Width::I64 => ir::Integer::I64,
        Width::Wider if positive => ir::Integer::U128,
        Width::I128 | Width::Wider => ir::Integer::I128,
    }
}

/// Whether a schema has a bound that 64 bits cannot hold.
pub(super) fn exceeds_64_bits(schema: &SchemaObject) -> bool {
    let bounds = [&schema.minimum, &schema.maximum].into_iter().flatten();
    bounds.into_iter().any(|bound| width(&lower_bound(&bound.value)) != Width::I64)
}

/// What holds a bound.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    I64,
    I128,
    Wider,
}

fn width(bound: &Option<ir::Bound>) -> Width {
    match bound {
        None => Width::I64,
        Some(ir::Bound::Integer(value)) if i64::try_from(*value).is_ok() => Width::I64,
        Some(ir::Bound::Integer(_)) => Width::I128,
        // Not an integer of 128 bits with a sign: beyond them, or a fraction.
        Some(ir::Bound::Decimal(text)) => match text.trim_start_matches('-').split('.').next() {
            Some(whole) if whole.len() > 38 => Width::Wider,
            _ => Width::I64,
        },
    }
}

/// The least and the greatest integer of a format: another one cannot be read.
pub(super) fn format_range(format: &str) -> Option<(i128, i128)> {
    Some(match integer_format(Some(format))? {
        ir::Integer::I8 => (i8::MIN.into(), i8::MAX.into()),
        ir::Integer::I16 => (i16::MIN.into(), i16::MAX.into()),
        ir::Integer::I32 => (i32::MIN.into(), i32::MAX.into()),
        ir::Integer::I64 => (i64::MIN.into(), i64::MAX.into()),
        ir::Integer::U8 => (0, u8::MAX.into()),
        ir::Integer::U16 => (0, u16::MAX.into()),
        ir::Integer::U32 => (0, u32::MAX.into()),
        ir::Integer::U64 => (0, u64::MAX.into()),
        // No format says these.
        ir::Integer::I128 | ir::Integer::U128 => return None,
    })
}

/// Whether the type that an integer gets without a format can hold a value.
pub(super) fn holds(rules: &ir::Rules, value: &Number) -> bool {
    match integer(None, rules) {
        ir::Integer::U128 => value.as_u128().is_some(),
        ir::Integer::I128 => value.as_i128().is_some(),
        _ => value.as_i64().is_some(),
    }
}

/// Whether a format decides the Rust type of a type.
pub(super) fn format_counts(format: &str, ty: Type) -> bool {
    match ty {
        Type::Integer => integer_format(Some(format)).is_some(),
        Type::Number => matches!(format, "float" | "double") || integer_format(Some(format)).is_some(),
        Type::Null | Type::Boolean | Type::String | Type::Array | Type::Object => false,
    }
}

/// The width that a format says.
fn integer_format(format: Option<&str>) -> Option<ir::Integer> {
    match format? {
        "int8" => Some(ir::Integer::I8),
        "int16" => Some(ir::Integer::I16),
        "int32" => Some(ir::Integer::I32),
        "int64" => Some(ir::Integer::I64),
        "uint8" => Some(ir::Integer::U8),
        "uint16" => Some(ir::Integer::U16),
        "uint32" => Some(ir::Integer::U32),
        "uint64" => Some(ir::Integer::U64),
        _ => None,
    }
}
