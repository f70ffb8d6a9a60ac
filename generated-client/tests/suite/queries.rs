//! The query of the listing, exactly as it is sent.

use mono_client::models::PerformedAtRange;
use mono_client::operations::ListCardBalanceOperations;
use mono_client::runtime::date_time::DateTime;

use crate::support::calls::{self, sent};
use crate::support::samples;
use crate::support::server::{Answer, Server};

fn time(text: &str) -> DateTime {
    text.parse().expect("a date-time")
}

async fn query(change: impl FnOnce(&mut ListCardBalanceOperations)) -> Option<String> {
    let mut operation = calls::listing();
    change(&mut operation);
    sent(operation).await.query
}

#[tokio::test]
async fn without_parameters_there_is_no_query() {
    assert_eq!(query(|_| {}).await, None);
}

#[tokio::test]
async fn page_number_and_page_size() {
    assert_eq!(query(|listing| listing.page_number = Some(2)).await.as_deref(), Some("page_number=2"));
    assert_eq!(query(|listing| listing.page_size = Some(500)).await.as_deref(), Some("page_size=500"));
}

#[tokio::test]
async fn a_range_of_time_is_a_deep_object() {
    let range = PerformedAtRange::new().from(time("2022-01-01T00:00:00Z")).until(time("2022-02-01T00:00:00Z"));
    assert_eq!(
        query(|listing| listing.performed_at = Some(range)).await.as_deref(),
        Some(
            "performed_at%5Bfrom%5D=2022-01-01T00%3A00%3A00Z\
             &performed_at%5Buntil%5D=2022-02-01T00%3A00%3A00Z"
        )
    );
}

#[tokio::test]
async fn a_range_may_be_open_on_either_side() {
    let from = PerformedAtRange::new().from(time("2022-01-01T00:00:00Z"));
    assert_eq!(
        query(|listing| listing.performed_at = Some(from)).await.as_deref(),
        Some("performed_at%5Bfrom%5D=2022-01-01T00%3A00%3A00Z")
    );
    let until = PerformedAtRange::new().until(time("2022-02-01T00:00:00Z"));
    assert_eq!(
        query(|listing| listing.performed_at = Some(until)).await.as_deref(),
        Some("performed_at%5Buntil%5D=2022-02-01T00%3A00%3A00Z")
    );
    assert_eq!(query(|listing| listing.performed_at = Some(PerformedAtRange::new())).await, None);
}

/// A `+` that is not encoded would be read as a blank.
#[tokio::test]
async fn a_time_keeps_its_text() {
    let range = PerformedAtRange::new().from(time("2022-01-01T00:00:00.10+05:00"));
    assert_eq!(
        query(|listing| listing.performed_at = Some(range)).await.as_deref(),
        Some("performed_at%5Bfrom%5D=2022-01-01T00%3A00%3A00.10%2B05%3A00")
    );
}

#[tokio::test]
async fn an_undocumented_bound_is_sent_too() {
    let mut range = PerformedAtRange::new();
    range.additional_properties.insert("after&", "a=b".into());
    assert_eq!(
        query(|listing| listing.performed_at = Some(range)).await.as_deref(),
        Some("performed_at%5Bafter%26%5D=a%3Db")
    );
}

#[tokio::test]
async fn setters_fill_the_query_in_the_order_of_the_document() {
    let server = Server::answering(Answer::json(200, samples::CARD_OPERATIONS)).await;
    let client = server.client();
    let call = client
        .list_card_balance_operations(calls::card_id())
        .query("sort", "[desc] & more")
        .performed_at(PerformedAtRange::new().until(time("2022-02-01T00:00:00Z")))
        .page_size(25)
        .page_number(3);
    call.send().await.expect("a success");
    assert_eq!(
        server.request().query.as_deref(),
        Some(
            "page_number=3&page_size=25&performed_at%5Buntil%5D=2022-02-01T00%3A00%3A00Z\
             &sort=%5Bdesc%5D%20%26%20more"
        )
    );
}

#[tokio::test]
async fn other_operations_send_no_query() {
    assert_eq!(sent(calls::top_up()).await.query, None);
    assert_eq!(sent(calls::ledger()).await.query, None);
    assert_eq!(sent(calls::new_card()).await.query, None);
    assert_eq!(sent(calls::new_link()).await.query, None);
}
