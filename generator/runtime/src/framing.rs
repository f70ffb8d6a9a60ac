//! Headers that are the transport's own business.
//!
//! Responsible for their names: nobody else may set them, so that no request can end up as two.

use http::header::HeaderName;

/// Headers by which HTTP tells where a message ends and where it goes: the transport's own business.
pub const FRAMING: &[&str] = &[
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "te",
    "trailer",
    "upgrade",
    "keep-alive",
    "expect",
    "proxy-connection",
];

/// Whether a header is the transport's own business.
#[must_use]
pub fn is_framing(name: &HeaderName) -> bool {
    FRAMING.contains(&name.as_str())
}
