//! Time and chance, as a client sees them.
//!
//! Responsible for the one trait by which calls learn the time, wait, and throw dice, so that a test can stand in for all three; and for
//! waiting without asking for any executor. Knows nothing of calls.

use std::collections::BTreeMap;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::transport::BoxFuture;

/// What a client knows of time and chance.
pub trait Clock: Send + Sync {
    /// The time since a begin that stays the same. It never goes back; it stands still where there is no clock.
    fn elapsed(&self) -> Duration;

    /// The time of day, where there is one.
    fn time_of_day(&self) -> Option<SystemTime>;

    /// A number from 0 to 1, evenly distributed.
    fn random(&self) -> f64;

    /// Waits. `None` where waiting is impossible: then nothing is retried that would need a pause.
    fn sleep(&self, pause: Duration) -> Option<BoxFuture<'_, ()>>;
}

/// Whether the target has a clock at all: asking for the time is a panic where it has none.
const HAS_CLOCK: bool = cfg!(not(all(target_arch = "wasm32", target_os = "unknown")));

/// The time of day, where there is a clock.
#[must_use]
pub fn now() -> Option<SystemTime> {
    HAS_CLOCK.then(SystemTime::now)
}

/// The machine's own clock and randomness.
///
/// One thread, started with the first pause, wakes all sleepers of the process: pauses work on every executor, and on none.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock(Option<Instant>);

impl SystemClock {
    /// Begins now.
    #[must_use]
    pub fn new() -> Self {
        Self(HAS_CLOCK.then(Instant::now))
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        self.0.map_or(Duration::ZERO, |begin| begin.elapsed())
    }

    fn time_of_day(&self) -> Option<SystemTime> {
        now()
    }

    /// 1, the longest pause, where the operating system has no randomness to give.
    fn random(&self) -> f64 {
        let mut bytes = [0_u8; 4];
        if getrandom::fill(&mut bytes).is_err() {
            return 1.0;
        }
        f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
    }

    fn sleep(&self, pause: Duration) -> Option<BoxFuture<'_, ()>> {
        let until = self.0.and_then(|_| Instant::now().checked_add(pause))?;
        let timer = timer()?;
        Some(Box::pin(Sleep { timer, place: (until, timer.count.fetch_add(1, Ordering::Relaxed)) }))
    }
}

/// Who sleeps until when. The number tells sleepers of the same moment apart.
#[derive(Default)]
struct Timer {
    sleepers: Mutex<BTreeMap<(Instant, u64), Waker>>,
    changed: Condvar,
    count: AtomicU64,
}

/// The process's timer; `None` where no thread can be started.
fn timer() -> Option<&'static Timer> {
    static TIMER: OnceLock<Option<&'static Timer>> = OnceLock::new();
    *TIMER.get_or_init(|| {
        static SHARED: OnceLock<Timer> = OnceLock::new();
        let timer = SHARED.get_or_init(Timer::default);
        thread::Builder::new().name("client-pauses".into()).spawn(|| timer.run()).ok().map(|_| timer)
    })
}

impl Timer {
    fn sleepers(&self) -> MutexGuard<'_, BTreeMap<(Instant, u64), Waker>> {
        self.sleepers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut sleepers = self.sleepers();
        loop {
            let now = Instant::now();
            let Some(first) = sleepers.first_entry() else {
                sleepers = self.changed.wait(sleepers).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let until = first.key().0;
            if until <= now {
                let waker = first.remove();
                drop(sleepers); // whatever is woken may want to sleep again
                let _ = catch_unwind(AssertUnwindSafe(|| waker.wake())); // one executor's panic must not stop all others
                sleepers = self.sleepers();
            } else {
                let wait = self.changed.wait_timeout(sleepers, until - now);
                sleepers = wait.unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }
}

/// One pause.
struct Sleep {
    timer: &'static Timer,
    place: (Instant, u64),
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.place.0 {
            return Poll::Ready(());
        }
        self.timer.sleepers().insert(self.place, context.waker().clone());
        self.timer.changed.notify_one();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.timer.sleepers().remove(&self.place);
    }
}
