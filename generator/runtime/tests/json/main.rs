//! The JSON half of the runtime, used as emitted code uses it.

mod bridge;
mod codec;
mod conversions;
mod decimals;
mod durations;
mod encodings;
mod formats;
mod hostile;
mod hosts;
#[allow(unreachable_pub)] // what the macros emit
mod model;
mod numbers;
mod rules;
#[allow(dead_code, unreachable_pub, unused_imports)]
mod runtime;
mod texts;

/// A small generator of numbers, the same ones in every run.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }
}
