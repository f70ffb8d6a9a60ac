//! Coded, collected, located messages, and how they are printed.
//!
//! Nothing here knows OpenAPI: a diagnostic is a [`Code`], a message, and labels at places of the sources.
//!
//! A document can allow a warning in place: an object with `x-allow: [{code: W0201, reason: "…"}]` drops the warnings of that code at
//! itself and below. Errors cannot be allowed, and neither can anything without a reason.

mod allow;
mod code;
mod collector;
mod human;
mod json;
mod report;
mod sarif;
mod suggestion;

pub use code::Code;
pub use collector::{Diagnostic, Diagnostics, Label, Severity};
pub use report::{Colour, Counts, Entry, Report, ReportOptions, WarningLevel};
pub use suggestion::closest;
