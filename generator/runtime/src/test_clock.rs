//! A clock for tests: pauses cost no time, and are kept.
//!
//! Responsible for standing in for time and chance where a test has to know both. Knows nothing of calls.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::clock::Clock;
use super::transport::BoxFuture;

/// A clock that stands still but for the pauses that are made, which pass at once. (So does the patience of a call that waits for an
/// access token which another call is asking for.)
#[derive(Debug, Default)]
pub struct TestClock(Mutex<State>);

#[derive(Debug)]
struct State {
    elapsed: Duration,
    random: f64,
    pauses: Vec<Duration>,
}

impl Default for State {
    fn default() -> Self {
        Self { elapsed: Duration::ZERO, random: 1.0, pauses: Vec::new() }
    }
}

impl TestClock {
    /// A clock at 1970-01-01, whose dice always show 1: pauses are as long as they can be.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what the dice show from now on: 0 to 1.
    pub fn set_random(&self, random: f64) {
        self.state().random = random;
    }

    /// Lets time pass.
    pub fn advance(&self, time: Duration) {
        let mut state = self.state();
        state.elapsed = state.elapsed.saturating_add(time);
    }

    /// The pauses that were made so far.
    #[must_use]
    pub fn pauses(&self) -> Vec<Duration> {
        self.state().pauses.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for TestClock {
    fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    fn time_of_day(&self) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(self.elapsed())
    }

    fn random(&self) -> f64 {
        self.state().random
    }

    fn sleep(&self, pause: Duration) -> Option<BoxFuture<'_, ()>> {
        Some(Box::pin(async move {
            self.advance(pause);
            self.state().pauses.push(pause);
        }))
    }
}
