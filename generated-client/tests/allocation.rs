//! An ID within its pattern never touches the heap: parsing, cloning, comparing, dropping.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hash;

use mono_client::models::{AccountId, CardId};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

#[test]
fn an_id_within_its_pattern_is_kept_in_place() {
    let _profiler = dhat::Profiler::builder().testing().build();
    let mut hasher = DefaultHasher::new();
    let before = dhat::HeapStats::get();
    let shortest: CardId = "ab_0123456789abcdefghij-_".parse().expect("an ID of 25 characters");
    let longest: CardId = "abcdefg_0123456789abcdefghij-_".parse().expect("an ID of 30 characters");
    let account: AccountId = "lacc_5tgliBmzjZ6mpQPRbQjfKj".parse().expect("an account");
    assert_ne!(shortest, longest.clone());
    assert!(shortest < longest);
    account.hash(&mut hasher);
    assert!("not an ID".parse::<CardId>().is_err());
    drop((shortest, longest, account));
    let after = dhat::HeapStats::get();
    dhat::assert_eq!(after.total_blocks, before.total_blocks);

    // The measurement itself works: a text that a response brings may be longer, and is kept on the heap.
    let long: CardId = mono_client::runtime::json::from_str(r#""a text far longer than any ID may be""#).expect("text");
    let heap = dhat::HeapStats::get();
    dhat::assert!(heap.total_blocks > after.total_blocks);
    assert!(long.as_str().len() > 30);
}
