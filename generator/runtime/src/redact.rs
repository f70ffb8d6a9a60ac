//! What stands for a sensitive value where values are shown.
//!
//! It knows one word. It must not know any value.

use std::fmt;

/// Stands for a sensitive value in `Debug` and `Display`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Redacted;

/// How a sensitive value is shown.
pub const REDACTED: &str = "[redacted]";

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(REDACTED)
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(REDACTED)
    }
}
