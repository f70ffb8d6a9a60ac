//! Coded, collected, located messages, and how they are printed.
//!
//! Nothing here knows OpenAPI: a diagnostic is a [`Code`], a message, and labels at places of the sources.

mod code;
mod collector;
mod report;
mod suggestion;

pub use code::Code;
pub use collector::{Diagnostic, Diagnostics, Label, Severity};
pub use report::{Colour, Counts, Entry, Report, ReportOptions, WarningLevel};
pub use suggestion::closest;
