//! Words, case, keywords and collisions: the only place that makes a Rust name.
//!
//! Knows nothing of OpenAPI and nothing of tokens. `lower` calls it; `emit` reads the names it made.
//!
//! **Invariant:** the names of a scope do not depend on the order in which they are asked for
//! (`Scope::assign` takes all claimants at once).

mod digest;
mod identifier;
mod scope;
mod word;

pub use identifier::{constant, is_identifier, module, pascal, setter_name, snake, variant, variants};
pub use scope::{Assigned, Claim, Collision, Scope};
