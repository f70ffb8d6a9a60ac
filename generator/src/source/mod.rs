//! Texts and what is in them: files are loaded, read into one ordered node tree each, and every node can say where it stands.
//!
//! YAML is read by `serde_yaml`, JSON by `serde_json`, both through one visitor into the same tree. A place in a tree is a file and a
//! node number; its JSON pointer is rebuilt by walking up, and line and column are found only when a diagnostic is printed.
//!
//! This layer knows nothing of OpenAPI and reports nothing by itself: what is wrong with a text is kept as [`Problem`]s of its file.

mod file;
mod loader;
mod locate;
mod merge;
mod node;
mod number;
mod place;
mod pointer;
mod problem;
mod read;
mod sources;
mod tree;
mod uri_reference;
mod visitor;

pub use loader::{LoadError, Loader};
pub use node::{Elements, Kind, Member, Members, Node};
pub use number::Number;
pub use place::{FileId, NodeId, Place, Position, Span, Spot};
pub use pointer::{Pointer, PointerError};
pub use problem::{Problem, ProblemKind};
pub use sources::{Missing, Sources};
pub use uri_reference::{Fragment, UriReference};
