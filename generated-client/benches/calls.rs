//! Requests a second over one kept connection of loopback: the emitted call against the same by plain reqwest and serde.
//!
//! `cargo bench -p mono-client --bench calls` prints the ratio (1 is as fast; the aim is 0.95 at least). Both take turns in short rounds,
//! and the median of the rounds counts, so that what else the machine does hits both.
#![allow(clippy::print_stdout, reason = "the result is printed")]

mod support;

use std::time::Instant;

const ROUNDS: usize = 41;
const CALLS: u32 = 400;

fn main() {
    let url = support::serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (client, plain, card) = (support::client(&url), support::plain_client(), support::card());
    let (mut emitted, mut by_hand, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    runtime.block_on(async {
        for round in 0..=ROUNDS {
            let begin = Instant::now();
            for _ in 0..CALLS {
                support::emitted(&client, &card).await;
            }
            let ours = f64::from(CALLS) / begin.elapsed().as_secs_f64();
            let begin = Instant::now();
            for _ in 0..CALLS {
                support::by_hand(&plain, &url, card.as_str()).await;
            }
            let theirs = f64::from(CALLS) / begin.elapsed().as_secs_f64();
            // The first round connects, and fills caches.
            if round > 0 {
                emitted.push(ours);
                by_hand.push(theirs);
                ratios.push(ours / theirs);
            }
        }
    });
    println!("emitted client: {:.0} requests a second", median(&mut emitted));
    println!("reqwest, serde: {:.0} requests a second", median(&mut by_hand));
    println!("ratio: {:.3} (median of {ROUNDS} rounds of {CALLS} calls each)", median(&mut ratios));
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
