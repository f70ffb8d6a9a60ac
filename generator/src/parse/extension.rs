//! Specification Extensions (OpenAPI 3.1.1, 4.9): members whose name starts with `x-`.

use crate::source::Place;

/// The extensions of an object in document order: name, and the place of the value.
pub type Extensions = Vec<(String, Place)>;
