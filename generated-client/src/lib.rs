//! Placeholder, replaced by the first generation.
