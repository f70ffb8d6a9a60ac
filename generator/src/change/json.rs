//! The comparison as JSON.

use serde_json::{Value, json};

use super::{Breaks, Comparison, Heading, Verdict, next_version};

pub(super) fn render(comparison: &Comparison, heading: &Heading<'_>) -> String {
    let changes: Vec<Value> = comparison
        .changes
        .iter()
        .map(|change| {
            let breaks = match change.verdict {
                Verdict::Major(Breaks::Compile) => Some("compile"),
                Verdict::Major(Breaks::Run) => Some("run"),
                Verdict::Minor | Verdict::Patch => None,
            };
            json!({
                "item": change.item.kind.as_str(),
                "name": change.item.name,
                "kind": change.kind,
                "wire": change.wire,
                "rust": change.rust,
                "verdict": change.verdict.level().as_str(),
                "breaks": breaks,
                "reason": change.reason,
            })
        })
        .collect();
    let level = comparison.level();
    let all = json!({
        "old": heading.old,
        "new": heading.new,
        "verdict": level.map(|level| level.as_str()),
        "old_version": heading.version,
        "old_version_source": heading.version_source,
        "next_version": level.and_then(|level| next_version(heading.version, level)),
        "changes": changes,
    });
    format!("{all}\n")
}
