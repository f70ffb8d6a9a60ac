//! Constraint keywords into rules.

use super::Lowering;
use super::schema::Value;
use crate::ir;
use crate::parse::{Bound, SchemaObject};
use crate::source::Number;

impl Lowering<'_, '_> {
    /// Length and pattern.
    pub(super) fn string_rules(&mut self, rules: &mut ir::Rules, schema: &SchemaObject) {
        let longest = |a: Option<u64>, b: Option<u64>| a.max(b);
        let shortest = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        rules.min_length = longest(rules.min_length, schema.min_length.as_ref().map(|count| count.value));
        rules.max_length = shortest(rules.max_length, schema.max_length.as_ref().map(|count| count.value));
        if let Some(pattern) = &schema.pattern
            && let Some(id) = self.pattern(pattern)
            && !rules.patterns.contains(&id)
        {
            rules.patterns.push(id);
        }
    }

    /// Bounds and step.
    pub(super) fn number_rules(&mut self, rules: &mut ir::Rules, schema: &SchemaObject) {
        for (bound, inclusive, exclusive) in [
            (&schema.minimum, &mut rules.minimum, &mut rules.exclusive_minimum),
            (&schema.maximum, &mut rules.maximum, &mut rules.exclusive_maximum),
        ] {
            if let Some(Bound { place, value, exclusive: excluded }) = bound {
                let target = if *excluded { exclusive } else { inclusive };
                *target = lower_bound(value);
                if target.is_none() {
                    self.unsupported(*place, "a bound of so many digits is not checked");
                }
            }
        }
        if let Some(step) = &schema.multiple_of {
            rules.multiple_of = lower_bound(&step.value);
            if rules.multiple_of.is_none() {
                self.unsupported(step.place, "a step of so many digits is not checked");
            }
        }
    }

    /// Rules that stand beside a reference or in a part of an intersection: they hold at this place only, in addition to
    /// what the type demands. What would take the place of another rule is left to the schema.
    pub(super) fn add_rules(&mut self, value: &mut Value, schema: &SchemaObject) {
        let mut added = ir::Rules::default();
        self.string_rules(&mut added, schema);
        self.number_rules(&mut added, schema);
        added.min_items = schema.min_items.as_ref().map(|count| count.value);
        added.max_items = schema.max_items.as_ref().map(|count| count.value);
        added.min_properties = schema.min_properties.as_ref().map(|count| count.value);
        added.max_properties = schema.max_properties.as_ref().map(|count| count.value);
        added.unique_items = schema.unique_items.as_ref().is_some_and(|unique| unique.value);
        if added.is_empty() {
            return;
        }
        // Structs, unions and values without a type do not know the rules of their place.
        let knows_rules = match &value.ty {
            ir::Type::Named(id) => matches!(
                self.types[id.0].definition.kind,
                ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) | ir::TypeKind::Alias(_)
            ),
            ty => *ty != ir::Type::Any,
        };
        let known = value.rules.clone();
        let rules = &mut value.rules;
        macro_rules! add {
            ($($rule:ident)*) => {$(
                if added.$rule.is_some() {
                    value.unchecked |= known.$rule.is_some();
                    rules.$rule = added.$rule.or(rules.$rule.take());
                }
            )*};
        }
        add!(min_length max_length minimum maximum exclusive_minimum exclusive_maximum multiple_of min_items max_items
            min_properties max_properties);
        rules.patterns.extend(added.patterns.into_iter().filter(|id| !known.patterns.contains(id)));
        rules.unique_items |= added.unique_items;
        value.unchecked |= !knows_rules;
    }
}

/// A number of the document as a bound, exactly; nothing where it is too long to be written out.
pub(super) fn lower_bound(number: &Number) -> Option<ir::Bound> {
    match number.to_i128() {
        Some(integer) => Some(ir::Bound::Integer(integer)),
        None => written_out(number.as_str()).map(ir::Bound::Decimal),
    }
}

/// A number without an exponent: `1e-3` becomes `0.001`.
fn written_out(text: &str) -> Option<String> {
    /// The bounds of `f64` have 309 digits; nobody means more.
    const MOST_DIGITS: usize = 400;
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return Some(text.to_owned()) };
    let exponent: i32 =
        exponent.parse().ok().filter(|exponent: &i32| exponent.unsigned_abs() as usize <= MOST_DIGITS)?;
    let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    // Where the point comes to stand, counted from the first digit.
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let written = if point <= 0 {
        format!("0.{}{all}", "0".repeat(point.unsigned_abs() as usize))
    } else if let Some((before, after)) =
        usize::try_from(point).ok().filter(|point| *point < all.len()).map(|point| all.split_at(point))
    {
        format!("{before}.{after}")
    } else {
        format!("{all}{}", "0".repeat(usize::try_from(point).ok()? - all.len()))
    };
    let zeros = written.len() - written.trim_start_matches('0').len();
    let keep =
        if written[zeros..].starts_with('.') || zeros == written.len() { zeros.saturating_sub(1) } else { zeros };
    Some(format!("{sign}{}", &written[keep..]))
}

#[cfg(test)]
mod tests {
    use super::written_out;

    #[test]
    fn exponents_are_written_out_exactly() {
        for (text, expected) in [
            ("0.01", "0.01"),
            ("1e-08", "0.00000001"),
            ("1.5e3", "1500"),
            ("12.345e1", "123.45"),
            ("-2.5E-1", "-0.25"),
            ("1e2", "100"),
            ("0.05e1", "0.5"),
            ("0e5", "0"),
        ] {
            assert_eq!(written_out(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(written_out("1.7976931348623157e308").map(|text| text.len()), Some(309));
        assert_eq!(written_out("1e100000"), None);
    }
}
