//! Run-time support of generated clients.

pub mod pattern;
