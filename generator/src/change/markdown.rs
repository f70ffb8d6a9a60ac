//! The comparison as Markdown (GitHub Flavored).

use super::{Breaks, Change, Comparison, Level, Verdict, next_version};

/// What stands above the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'h> {
    /// How the old document is called.
    pub old: &'h str,
    /// How the new document is called.
    pub new: &'h str,
    /// The version that was published of the old client.
    pub version: &'h str,
    /// Where that version stands.
    pub version_source: &'h str,
}

pub(super) fn render(comparison: &Comparison, heading: &Heading<'_>) -> String {
    let Heading { old, new, version, version_source } = heading;
    let Some(level) = comparison.level() else {
        return format!("## The client does not change\n\n`{old}` → `{new}`\n");
    };
    let mut text = format!("## The client changes: {}\n\n`{old}` → `{new}`: ", level.as_str());
    let counts = [Level::Major, Level::Minor, Level::Patch].map(|level| (level, comparison.count(level)));
    let counted = counts.iter().filter(|(_, count)| *count > 0);
    let words: Vec<String> = counted.map(|(level, count)| format!("{count} {}", level.as_str())).collect();
    text.push_str(&format!("{}.\n\n", words.join(", ")));
    text.push_str(&match next_version(version, level) {
        Some(next) => format!("Publish as **{next}**: {version_source} has {version}.\n"),
        None => format!(
            "Publish as you see fit: {version_source} has {version}, which is no plain release, so it promises nothing.\n"
        ),
    });
    for (level, count) in counts {
        if count == 0 {
            continue;
        }
        let title = match level {
            Level::Major => "Major: programs break",
            Level::Minor => "Minor: programs can do more, or meet something new",
            Level::Patch => "Patch",
        };
        // What nobody has to act on is folded.
        let folded = level == Level::Patch && comparison.level() != Some(Level::Patch);
        if folded {
            text.push_str(&format!("\n<details><summary>{title} ({count})</summary>\n\n"));
        } else {
            text.push_str(&format!("\n### {title}\n\n"));
        }
        text.push_str("| what | on the wire | in Rust | why |\n|---|---|---|---|\n");
        let changes = comparison.changes.iter().filter(|change| change.verdict.level() == level);
        changes.for_each(|change| push_row(&mut text, change));
        if folded {
            text.push_str("\n</details>\n");
        }
    }
    text
}

fn push_row(text: &mut String, change: &Change) {
    let Change { item, kind: _, wire, rust, verdict, reason } = change;
    let mark = match verdict {
        Verdict::Major(Breaks::Run) => "**still compiles**: ",
        Verdict::Major(Breaks::Compile) | Verdict::Minor | Verdict::Patch => "",
    };
    let cells = [item.to_string(), wire.clone(), rust.clone(), format!("{mark}{reason}")];
    text.push_str(&format!("| {} |\n", cells.map(|cell| cell_text(&cell)).join(" | ")));
}

/// A text that ends neither the cell nor the line. Within code a bar is escaped as well (GFM, 4.10).
fn cell_text(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
