//! Lists page by page: pages, items, the last page, pages that repeat, errors, going on later.

use std::sync::Arc;

use mono_client::models::{CardBalanceOperation, CardBalanceOperationPage};
use mono_client::operations::ListCardBalanceOperations;
use mono_client::runtime::pages::End;
use mono_client::runtime::{InMemory, TestClock, Transport};
use mono_client::{Client, ClientBuilder};
use serde_json::json;

use crate::support::calls::{self, parsed, read};
use crate::support::samples;

fn builder(memory: &Arc<InMemory>) -> ClientBuilder {
    let transport: Arc<dyn Transport> = Arc::clone(memory) as _;
    Client::builder("https://sandbox.invalid").bearer_token("t").transport(transport).clock(Arc::new(TestClock::new()))
}

/// A page of operations of these IDs.
fn page(ids: &[&str], number: i64, total: Option<i64>) -> CardBalanceOperationPage {
    let mut tree = parsed(samples::CARD_OPERATIONS);
    let operation = tree["balance_operations"][0].clone();
    let operations = ids.iter().map(|id| {
        let mut operation = operation.clone();
        operation["id"] = json!(id);
        operation
    });
    tree["balance_operations"] = operations.collect();
    tree["pagination"]["page_number"] = json!(number);
    match total {
        Some(total) => tree["pagination"]["total_pages"] = json!(total),
        None => drop(tree.as_object_mut().expect("an object").remove("pagination")),
    }
    read(&tree.to_string())
}

/// A server of these pages, and its client.
fn serving(pages: &[CardBalanceOperationPage]) -> (Arc<InMemory>, Client) {
    let memory = Arc::new(InMemory::new());
    for page in pages {
        memory.succeed::<ListCardBalanceOperations>(200, page);
    }
    let client = builder(&memory).build().expect("a client");
    (memory, client)
}

fn queries(memory: &InMemory) -> Vec<String> {
    memory.requests().iter().map(|request| request.uri().query().unwrap_or_default().to_owned()).collect()
}

fn ids(operations: Option<&Vec<CardBalanceOperation>>) -> Vec<String> {
    let ids = operations.into_iter().flatten().map(|operation| operation.id.as_ref().expect("an ID").to_string());
    ids.collect()
}

#[tokio::test]
async fn all_items_come_one_request_a_page() {
    let pages = [page(&["a", "b"], 1, Some(3)), page(&[], 2, Some(3)), page(&["c"], 3, Some(3))];
    let (memory, client) = serving(&pages);
    let mut items = client.list_card_balance_operations(calls::card_id()).page_size(10).items();
    assert_eq!(memory.requests().len(), 0, "nothing is asked for before it is needed");
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        let item = item.expect("a success");
        found.push((item.id.expect("an ID").to_string(), items.position(), items.given(), memory.requests().len()));
    }
    let expected = [("a", None, 1, 1), ("b", Some(2), 0, 1), ("c", None, 0, 3)];
    assert_eq!(found, expected.map(|(id, position, given, sent)| (id.to_owned(), position, given, sent)));
    assert_eq!(queries(&memory), ["page_size=10", "page_number=2&page_size=10", "page_number=3&page_size=10"]);
    assert_eq!((items.end(), items.position()), (Some(End::LastPage), None));
    assert!(items.next().await.is_none() && memory.requests().len() == 3, "the end is the end");
}

#[tokio::test]
async fn without_a_total_the_empty_page_is_the_last() {
    let (memory, client) = serving(&[page(&["a"], 1, None), page(&["b"], 2, None), page(&[], 3, None)]);
    let mut pages = client.list_card_balance_operations(calls::card_id()).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.expect("a success");
        assert_eq!((page.status().as_u16(), page.attempts()), (200, 1));
        sizes.push(ids(page.balance_operations.as_ref()).len());
    }
    assert_eq!((sizes, memory.requests().len(), pages.end()), (vec![1, 1, 0], 3, Some(End::LastPage)));
}

#[tokio::test]
async fn a_server_that_ignores_the_number_is_noticed() {
    let same = page(&["a", "b"], 1, Some(1000));
    let (memory, client) = serving(&[same.clone(), same.clone(), same]);
    let mut pages = client.list_card_balance_operations(calls::card_id()).pages();
    assert!(pages.next().await.is_some_and(|page| page.is_ok()));
    assert!(pages.next().await.is_none(), "the page that repeats is not given");
    assert_eq!((pages.end(), memory.requests().len()), (Some(End::RepeatedPage), 2));
}

#[tokio::test]
async fn an_error_is_the_end_until_it_is_resumed() {
    let memory = Arc::new(InMemory::new());
    memory.succeed::<ListCardBalanceOperations>(200, &page(&["a"], 4, Some(6)));
    memory.answer_empty::<ListCardBalanceOperations>(503); // tried again
    memory.succeed::<ListCardBalanceOperations>(200, &page(&["b"], 5, Some(6)));
    memory.answer_empty::<ListCardBalanceOperations>(418);
    memory.succeed::<ListCardBalanceOperations>(200, &page(&["c"], 6, Some(6)));
    let client = builder(&memory).build().expect("a client");
    let mut pages = client.list_card_balance_operations(calls::card_id()).page_number(4).pages();
    assert_eq!(pages.position(), Some(4));
    assert_eq!(pages.next().await.expect("a page").expect("a success").attempts(), 1);
    assert_eq!(pages.next().await.expect("a page").expect("a success").attempts(), 2);
    assert_eq!(pages.position(), Some(6));
    let error = pages.next().await.expect("an error").expect_err("a teapot");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(418));
    assert!(pages.next().await.is_none());
    assert_eq!((pages.end(), pages.position()), (Some(End::Failed), Some(6)));
    pages.resume();
    let last = pages.next().await.expect("a page").expect("a success");
    assert_eq!(ids(last.balance_operations.as_ref()), ["c"]);
    assert!(pages.next().await.is_none());
    pages.resume();
    assert_eq!((pages.end(), pages.next().await.is_none()), (Some(End::LastPage), true), "nothing is resumed there");
    let asked = ["page_number=4", "page_number=5", "page_number=5", "page_number=6", "page_number=6"];
    assert_eq!(queries(&memory), asked);
}

#[tokio::test]
async fn a_request_that_breaks_a_rule_is_an_error() {
    let (memory, client) = serving(&[]);
    let mut items = client.list_card_balance_operations(calls::card_id()).page_number(0).items();
    assert!(items.next().await.is_some_and(|item| item.is_err()));
    assert!(items.next().await.is_none());
    assert_eq!(memory.requests().len(), 0);
}

/// What a `Stream` is to the crates that work with streams.
#[cfg(feature = "stream")]
#[tokio::test]
async fn pages_and_items_are_streams() {
    use std::pin::pin;

    async fn collected<S: futures_core::Stream>(stream: S) -> Vec<S::Item> {
        let (mut stream, mut found) = (pin!(stream), Vec::new());
        while let Some(item) = std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await {
            found.push(item);
        }
        found
    }
    let served = [page(&["a"], 1, Some(2)), page(&["b", "c"], 2, Some(2))];
    let (_, client) = serving(&served);
    assert_eq!(collected(client.list_card_balance_operations(calls::card_id()).pages()).await.len(), 2);
    let (_, client) = serving(&served);
    assert_eq!(collected(client.list_card_balance_operations(calls::card_id()).items()).await.len(), 3);
}

#[cfg(feature = "blocking")]
#[test]
fn where_calls_block_they_are_iterators() {
    let memory = Arc::new(InMemory::new());
    memory.succeed::<ListCardBalanceOperations>(200, &page(&["a", "b"], 1, Some(2)));
    memory.answer_empty::<ListCardBalanceOperations>(418);
    memory.succeed::<ListCardBalanceOperations>(200, &page(&["c"], 2, Some(2)));
    let client = builder(&memory).build_blocking().expect("a client");
    let mut items = client.list_card_balance_operations(calls::card_id()).items();
    let found: Vec<bool> = items.by_ref().map(|item| item.is_ok()).collect();
    assert_eq!(found, [true, true, false]);
    items.resume();
    assert_eq!(items.by_ref().filter_map(Result::ok).count(), 1);
    assert_eq!(items.end(), Some(End::LastPage));
}
