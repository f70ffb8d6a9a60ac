//! Specification Extensions (OpenAPI 3.1.1, 4.9): members whose name starts with `x-`.

use crate::source::Place;

/// The extensions of an object in document order: name, and the place of the value.
pub type Extensions = Vec<(String, Place)>;

/// Every extension the generator understands, with the things it may stand on (`spec/README.md` has the table).
pub const EXTENSIONS: &[&str] = &[
    "x-allow",
    "x-assumed",
    "x-enum-descriptions",
    "x-environment",
    "x-idempotency-key",
    "x-pagination",
    "x-replay",
    "x-request-id",
    "x-retry",
    "x-rust-name",
    "x-sensitive",
];
