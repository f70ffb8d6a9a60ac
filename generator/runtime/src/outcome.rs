//! What a call has done on the server's side, as far as its caller can know.
//!
//! Responsible for the four answers and for how the answers of several attempts join into one. Knows nothing of transports, bodies or operations.

use http::StatusCode;

/// What has happened on the server's side because of a call that failed.
///
/// The variants are ordered by how much the caller has to fear: joining two attempts takes the greater one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// No attempt can have reached the server.
    NotSent,
    /// Every attempt that reached the server was refused with an answer that means that nothing was done.
    Rejected,
    /// The call may have been done, or not: an answer was lost, or it does not tell.
    Unknown,
    /// The server said that it has done the call, but its answer could not be read.
    Applied,
}

impl Outcome {
    /// The outcome of several attempts of one call: of the earlier ones (`self`) and of the `later` one.
    ///
    /// A lost answer stays lost whatever a later attempt is told, unless the later one is told that the call has been applied.
    #[must_use]
    pub const fn join(self, later: Self) -> Self {
        if self as u8 >= later as u8 { self } else { later }
    }

    /// What a complete status line says, if the answer is an error or could not be read.
    ///
    /// 2xx: applied. 4xx: rejected, except for those that do not say that nothing was done: 408, 409 and the codes by which proxies log a
    /// connection that was closed on them (444, 460, 499). All others: unknown.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Applied,
            408 | 409 | 444 | 460 | 499 => Self::Unknown,
            400..=499 => Self::Rejected,
            _ => Self::Unknown,
        }
    }
}
