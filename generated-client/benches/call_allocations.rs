//! How often, and for how many bytes, one call asks for memory: the emitted call against the same by plain reqwest and serde.
//!
//! `cargo bench -p mono-client --bench call_allocations`.
#![allow(clippy::print_stdout, reason = "the result is printed")]

mod support;

const CALLS: u64 = 200;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() {
    let _profiler = dhat::Profiler::builder().testing().build();
    let url = support::serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (client, plain, card) = (support::client(&url), support::plain_client(), support::card());
    runtime.block_on(async {
        for _ in 0..10 {
            support::emitted(&client, &card).await;
            support::by_hand(&plain, &url, card.as_str()).await;
        }
        let before = dhat::HeapStats::get();
        for _ in 0..CALLS {
            support::emitted(&client, &card).await;
        }
        let between = dhat::HeapStats::get();
        for _ in 0..CALLS {
            support::by_hand(&plain, &url, card.as_str()).await;
        }
        let after = dhat::HeapStats::get();
        for (name, first, last) in [("emitted client", &before, &between), ("reqwest, serde", &between, &after)] {
            let blocks = (last.total_blocks - first.total_blocks) / CALLS;
            let bytes = (last.total_bytes - first.total_bytes) / CALLS;
            println!("{name}: {blocks} allocations and {bytes} bytes a call");
        }
    });
}
