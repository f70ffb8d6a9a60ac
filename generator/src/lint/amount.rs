//! Amounts of money in requests.

use super::Linter;
use super::reach::{Site, words};
use crate::diagnostic::Code;
use crate::parse::{Schema, Type};

/// Words for money. What only may be money, such as `total` or `value`, is left out: a lint that cries wolf is switched off.
const MONEY: [&str; 16] = [
    "amount", "amounts", "balance", "balances", "cents", "cost", "costs", "fee", "fees", "payment", "price", "prices",
    "refund", "salary", "tax", "taxes",
];

/// Last words that make it something else: `price_count` counts.
const OTHER: [&str; 14] = [
    "at",
    "basis",
    "bps",
    "count",
    "day",
    "days",
    "decimals",
    "id",
    "index",
    "percent",
    "percentage",
    "precision",
    "rate",
    "scale",
];

impl Linter<'_, '_> {
    /// Reports a number that is an amount by its name, is sent, and has no bound on one side.
    pub(super) fn lint_amount(&mut self, site: &Site<'_>, schema: &Schema) {
        if !site.request || !is_money(site.name) {
            return;
        }
        let shape = self.shape(schema);
        let is_number = shape.types.iter().any(|ty| matches!(ty, Type::Integer | Type::Number));
        if !is_number || shape.listed || (shape.lower && shape.upper) {
            return;
        }
        let missing = match (shape.lower, shape.upper) {
            (false, false) => "neither `minimum` nor `maximum`",
            (true, _) => "no `maximum`",
            (false, true) => "no `minimum`",
        };
        let place = shape.place.unwrap_or(site.place);
        self.context
            .diagnostics
            .report(Code::UnboundedAmount, place, format!("`{}` looks like an amount of money and has {missing}", site.name))
            .help("bound it, so that a slip is refused before it is sent, or allow this with the reason why there is no bound");
    }
}

/// Whether a name is that of an amount.
fn is_money(name: &str) -> bool {
    let words = words(name);
    words.iter().any(|word| MONEY.contains(&word.as_str()))
        && words.last().is_some_and(|last| !OTHER.contains(&last.as_str()))
}

#[cfg(test)]
mod tests {
    use super::is_money;

    #[test]
    fn amounts_are_told_by_their_names() {
        for name in ["amount", "unitAmount", "application_fee_amount", "balance", "Price", "amount-captured", "tax_1"] {
            assert!(is_money(name), "{name}");
        }
        for name in ["total_pages", "amounting", "price_id", "fee_percent", "feeCount", "value", "", "costar"] {
            assert!(!is_money(name), "{name}");
        }
    }
}
