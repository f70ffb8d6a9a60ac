//! How long a call may take.
//!
//! Responsible for the limits of a call and their names. Knows nothing of how a transport enforces them.

use std::fmt;
use std::time::Duration;

/// The limits of time of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// For the connection to stand: name resolution, TCP, TLS. A transport that is made by the caller has its own.
    pub connect: Duration,
    /// For one attempt, from its begin to the last byte of the response's body.
    pub attempt: Duration,
    /// For the whole call, with all its attempts and the pauses between them.
    pub total: Duration,
    /// For the next piece of a body that is read as it comes, after [`send_bytes`](super::call::Call::send_bytes) and its like.
    pub idle: Duration,
}

impl Timeouts {
    /// 10 seconds to connect, 30 for an attempt, 90 in total, 30 for the next piece of a body.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            connect: Duration::from_secs(10),
            attempt: Duration::from_secs(30),
            total: Duration::from_secs(90),
            idle: Duration::from_secs(30),
        }
    }

    /// The same with another limit for connecting.
    #[must_use]
    pub const fn connect(mut self, limit: Duration) -> Self {
        self.connect = limit;
        self
    }

    /// The same with another limit for one attempt.
    #[must_use]
    pub const fn attempt(mut self, limit: Duration) -> Self {
        self.attempt = limit;
        self
    }

    /// The same with another limit for the whole call.
    #[must_use]
    pub const fn total(mut self, limit: Duration) -> Self {
        self.total = limit;
        self
    }

    /// The same with another limit for the next piece of a body.
    #[must_use]
    pub const fn idle(mut self, limit: Duration) -> Self {
        self.idle = limit;
        self
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self::new()
    }
}

/// Which limit of time was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutPhase {
    /// No connection stood in time; nothing was sent.
    Connect,
    /// One attempt took too long.
    Attempt,
    /// The whole call took too long.
    Total,
    /// The next piece of a body took too long.
    Idle,
}

impl fmt::Display for TimeoutPhase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Connect => "connect",
            Self::Attempt => "attempt",
            Self::Total => "total",
            Self::Idle => "idle",
        })
    }
}
