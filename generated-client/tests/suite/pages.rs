//! The bounds of page number and page size.

use mono_client::runtime::rules::{Bound, Rule};

use crate::support::calls::{self, assert_refused, refused, sent};

#[tokio::test]
async fn the_first_page_is_1() {
    for number in [1, 2, i64::MAX] {
        let mut listing = calls::listing();
        listing.page_number = Some(number);
        assert_eq!(sent(listing).await.query, Some(format!("page_number={number}")));
    }
    for number in [0, -1, i64::MIN] {
        let mut listing = calls::listing();
        listing.page_number = Some(number);
        assert_refused(listing, "/query/page_number", Rule::Minimum(Bound::integer(1))).await;
    }
}

#[tokio::test]
async fn a_page_holds_10_to_500() {
    for size in [10, 11, 499, 500] {
        let mut listing = calls::listing();
        listing.page_size = Some(size);
        assert_eq!(sent(listing).await.query, Some(format!("page_size={size}")));
    }
    for (size, rule) in [
        (9, Rule::Minimum(Bound::integer(10))),
        (0, Rule::Minimum(Bound::integer(10))),
        (i64::MIN, Rule::Minimum(Bound::integer(10))),
        (501, Rule::Maximum(Bound::integer(500))),
        (i64::MAX, Rule::Maximum(Bound::integer(500))),
    ] {
        let mut listing = calls::listing();
        listing.page_size = Some(size);
        assert_refused(listing, "/query/page_size", rule).await;
    }
}

#[tokio::test]
async fn the_error_says_operation_place_and_rule() {
    let client = calls::idle_client();
    let error = client
        .list_card_balance_operations(calls::card_id())
        .page_number(0)
        .page_size(501)
        .send()
        .await
        .expect_err("both are out of bounds");
    assert_eq!(
        error.to_string(),
        "invalid request: list_card_balance_operations: /query/page_number: must be at least 1 (and 1 more)"
    );
    let mut listing = calls::listing();
    listing.page_number = Some(0);
    listing.page_size = Some(501);
    assert_eq!(
        refused(listing).await,
        [
            ("/query/page_number".to_owned(), Rule::Minimum(Bound::integer(1))),
            ("/query/page_size".to_owned(), Rule::Maximum(Bound::integer(500))),
        ]
    );
}
