//! `cargo xtask codegen --ledger`: what became of each keyword of the document, as a table or an object a line.

use std::fmt::Write;

use generator::{Ledger, LedgerCount, LedgerState};

use crate::arguments::MessageFormat;

/// Prints the ledger on standard output.
pub(crate) fn print(ledger: &Ledger, format: MessageFormat) {
    match format {
        MessageFormat::Human => crate::print(&table(ledger)),
        MessageFormat::Json => crate::print(&lines(ledger)),
        // Arguments with this and a ledger are refused.
        MessageFormat::Sarif => {}
    }
}

/// A row for each keyword, the sums, and how many schemas are bare JSON in the client.
fn table(ledger: &Ledger) -> String {
    let names: Vec<String> = ledger.counts.iter().map(|count| format!("{} {}", count.object, count.keyword)).collect();
    let sums = ledger.counts.iter().fold([0; 5], |mut sums, count| {
        sums.iter_mut().zip(count.counts).for_each(|(sum, number)| *sum += number);
        sums
    });
    let total = format!("{} keywords, {} occurrences", names.len(), ledger.occurrences.len());
    let width = names.iter().chain([&total]).map(|name| name.chars().count()).max().unwrap_or(0);
    let mut text = format!("{:width$}", "keyword");
    for state in LedgerState::ALL {
        text.push_str(&format!("  {:>10}", state.name()));
    }
    text.push('\n');
    let rows = names.iter().zip(ledger.counts.iter().map(|count| count.counts)).chain([(&total, sums)]);
    for (name, counts) in rows {
        text.push_str(&format!("{name:width$}"));
        for number in counts {
            text.push_str(&if number == 0 { format!("  {:>10}", "–") } else { format!("  {number:>10}") });
        }
        text.push('\n');
    }
    let (typed, bare) = (ledger.typed_schemas, ledger.bare_schemas.len());
    text.push_str(&format!("{bare} of {typed} schemas that say what a value is are bare JSON in the client\n"));
    text
}

/// An object a line.
fn lines(ledger: &Ledger) -> String {
    let mut text = String::new();
    for LedgerCount { object, keyword, counts } in &ledger.counts {
        let _ = write!(text, "{{\"object\":{object:?},\"keyword\":\"{}\"", escaped(keyword));
        for (state, number) in LedgerState::ALL.iter().zip(counts) {
            let _ = write!(text, ",\"{}\":{number}", state.name());
        }
        text.push_str("}\n");
    }
    text
}

/// The keyword as JSON has it: those of a document can hold anything.
fn escaped(keyword: &str) -> String {
    let mut text = String::new();
    for character in keyword.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\0'..='\u{1f}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(character));
            }
            _ => text.push(character),
        }
    }
    text
}
