//! When a call is tried again, and how long to wait before.
//!
//! Responsible for the number of attempts, the pauses between them, and the brake that keeps many clients from burying a server that is
//! down. Does not know which requests may be repeated.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often a call is tried, and how long the pauses are: exponential, with full jitter.
///
/// Before retry `n` a call waits for a random part of `base` × 2ⁿ⁻¹, at most of `cap`; if the server asks for a longer pause by
/// `Retry-After`, for that one, at most `retry_after_cap`. Nothing is waited for that would end after the call's total time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How many requests one call sends at the most. 0 is the same as 1. The one that follows an expired access token is not counted.
    pub max_attempts: u32,
    /// The longest first pause.
    pub base: Duration,
    /// The longest pause, unless the server asks for more.
    pub cap: Duration,
    /// The longest pause that the server can ask for.
    pub retry_after_cap: Duration,
}

impl RetryPolicy {
    /// 3 attempts, pauses of up to 1 and 2 seconds, 20 at the most; 60 seconds for `Retry-After`.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            max_attempts: 3,
            base: Duration::from_secs(1),
            cap: Duration::from_secs(20),
            retry_after_cap: Duration::from_secs(60),
        }
    }

    /// One attempt.
    #[must_use]
    pub const fn never() -> Self {
        Self::new().max_attempts(1)
    }

    /// The same with another number of attempts.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The same with another longest first pause.
    #[must_use]
    pub const fn base(mut self, pause: Duration) -> Self {
        self.base = pause;
        self
    }

    /// The same with another longest pause.
    #[must_use]
    pub const fn cap(mut self, pause: Duration) -> Self {
        self.cap = pause;
        self
    }

    /// The same with another longest pause for `Retry-After`.
    #[must_use]
    pub const fn retry_after_cap(mut self, pause: Duration) -> Self {
        self.retry_after_cap = pause;
        self
    }

    /// The pause before a retry: the first one is number 1. `random` is from 0 to 1.
    #[must_use]
    pub fn pause(&self, retry: u32, random: f64, asked: Option<Duration>) -> Duration {
        let factor = 1_u32.checked_shl(retry.saturating_sub(1)).unwrap_or(u32::MAX);
        let longest = self.base.saturating_mul(factor).min(self.cap);
        let part = if random.is_finite() { random.clamp(0.0, 1.0) } else { 1.0 };
        let own = Duration::try_from_secs_f64(longest.as_secs_f64() * part).unwrap_or(longest);
        asked.map_or(own, |asked| own.max(asked.min(self.retry_after_cap)))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// How many tokens a client has for retries, unless it is built with another number.
pub const RETRY_QUOTA: u32 = 500;

/// What a retry costs, and what its success gives back.
pub const RETRY_COST: u32 = 5;

/// What a call gives back that succeeds at once: by this a bucket fills again after a storm.
pub const FIRST_SUCCESS: u32 = 1;

/// The tokens that all calls of a client share. When most calls fail there are soon none left, and calls fail without a retry.
#[derive(Debug)]
pub struct TokenBucket {
    capacity: u32,
    left: AtomicU32,
}

impl TokenBucket {
    /// A full bucket.
    #[must_use]
    pub const fn new(capacity: u32) -> Self {
        Self { capacity, left: AtomicU32::new(capacity) }
    }

    /// How many tokens there are.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.left.load(Ordering::Relaxed)
    }

    /// Takes as many tokens as a retry costs; false if there are not so many.
    pub fn take(&self) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(RETRY_COST)).is_ok()
    }

    /// Gives tokens back. There are never more than at the begin.
    pub fn give(&self, tokens: u32) {
        let more = |left: u32| Some(left.saturating_add(tokens).min(self.capacity));
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}
