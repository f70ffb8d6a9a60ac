//! Lists by cursor: where they end, and what each request bears.

use std::sync::Arc;

use client_runtime as runtime;
use runtime::memory::InMemory;
use runtime::operation::{NoFailure, Operation, OperationMeta};
use runtime::pages::{End, number_after};
use runtime::parameter::Parameter;
use runtime::reader::DecodeError;
use runtime::request::RequestEncoder;
use runtime::response::RawResponse;
use runtime::transport::Transport;
use runtime::{Client, Map, Paged, TestClock, Value};

/// A search that is a POST with a key, as it would be emitted.
#[derive(Clone, Default)]
struct Search {
    after: Option<String>,
}

impl Operation for Search {
    type Success = Map<Value>;
    type Failure = NoFailure;
    const META: OperationMeta = OperationMeta::new("search", "POST", "/search").idempotency_key("idempotency-key");

    fn encode(&self, request: &mut RequestEncoder) {
        request.parameter(&const { Parameter::query("after") }, &self.after);
    }

    fn decode(response: &RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        Some(response.json())
    }
}

impl Paged for Search {
    type Item = Value;
    type Position = String;

    fn position(&self) -> Option<String> {
        self.after.clone()
    }

    fn turn_to(&mut self, position: String) {
        self.after = Some(position);
    }

    fn next(&self, page: &Map<Value>) -> Option<String> {
        runtime::pages::same_text(page.get("next")?)
    }

    fn items(page: &Map<Value>) -> Option<&[Value]> {
        page.get("items")?.as_array()
    }

    fn into_items(page: Map<Value>) -> Option<Vec<Value>> {
        Some(page.get("items")?.as_array()?.to_vec())
    }
}

fn serving(pages: &[&str]) -> (Arc<InMemory>, Client) {
    let memory = Arc::new(InMemory::new());
    for page in pages {
        memory.answer_json::<Search>(200, &runtime::json::from_str::<Value>(page).unwrap());
    }
    let transport: Arc<dyn Transport> = Arc::clone(&memory) as _;
    let client = Client::builder("https://x.invalid").transport(transport).clock(Arc::new(TestClock::new()));
    (memory, client.build().unwrap())
}

/// How many items come, how many requests were sent, why it ended.
async fn walked(pages: &[&str]) -> (usize, usize, Option<End>) {
    let (memory, client) = serving(pages);
    let mut items = client.call(Search::default()).items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.unwrap();
        count += 1;
    }
    (count, memory.requests().len(), items.end())
}

#[tokio::test]
async fn a_list_ends_where_no_page_follows() {
    let last = Some(End::LastPage);
    assert_eq!(walked(&[r#"{"items":[1,2],"next":"a"}"#, r#"{"items":[3]}"#]).await, (3, 2, last));
    assert_eq!(walked(&[r#"{"items":[1],"next":null}"#]).await, (1, 1, last));
    assert_eq!(walked(&[r#"{"items":[1],"next":""}"#]).await, (1, 1, last), "an empty text is no cursor");
    assert_eq!(walked(&[r#"{"next":"a"}"#, r#"{"items":[1]}"#]).await, (1, 2, last), "a page without items has a next");
}

#[tokio::test]
async fn a_list_that_would_never_end_ends() {
    let repeated = Some(End::RepeatedPage);
    let pages = [r#"{"items":[1],"next":"a"}"#, r#"{"items":[2],"next":"a"}"#, r#"{"items":[3],"next":"b"}"#];
    assert_eq!(walked(&pages).await, (2, 2, repeated), "the same cursor");
    let pages = [r#"{"items":[1],"next":"a"}"#, r#"{"items":[2],"next":"b"}"#, r#"{"items":[3],"next":"a"}"#];
    assert_eq!(walked(&pages).await, (3, 3, repeated), "a circle");
    let pages = [r#"{"items":[1],"next":"a"}"#, r#"{"items":[1],"next":"b"}"#, r#"{"items":[1],"next":"c"}"#];
    assert_eq!(walked(&pages).await, (1, 2, repeated), "the same items");
    let pages = [r#"{"items":[],"next":"a"}"#, r#"{"items":[],"next":"b"}"#, r#"{"items":[1]}"#];
    assert_eq!(walked(&pages).await, (1, 3, Some(End::LastPage)), "empty pages are no repetition");
}

#[tokio::test]
async fn each_page_is_a_request_of_its_own() {
    let (memory, client) = serving(&[r#"{"items":[1],"next":"a b"}"#, r#"{"items":[2]}"#]);
    let call = client.call(Search { after: Some("begin".into()) });
    let key = call.key().unwrap().clone();
    let mut pages = call.pages();
    assert_eq!(pages.position().as_deref(), Some("begin"));
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.idempotency_key(), Some(&key));
    assert_eq!(pages.position().as_deref(), Some("a b"));
    let second = pages.next().await.unwrap().unwrap();
    assert!(second.idempotency_key().is_some() && second.idempotency_key() != Some(&key), "another key");
    let queries: Vec<_> = memory.requests().iter().map(|request| request.uri().query().unwrap().to_owned()).collect();
    assert_eq!(queries, ["after=begin", "after=a%20b"]);
}

#[test]
fn numbers_are_counted_up_to_the_last() {
    assert_eq!(number_after(1, 1, Some(3), 0), Some(2));
    assert_eq!(number_after(3, 1, Some(3), 9), None);
    assert_eq!(number_after(2, 0, Some(3), 9), None, "the first is 0");
    assert_eq!(number_after(1, 1, Some(0), 9), None);
    assert_eq!(number_after(1, 1, Some(-7), 9), None);
    assert_eq!(number_after(7, 1, None, 1), Some(8));
    assert_eq!(number_after(7, 1, None, 0), None);
    assert_eq!(number_after(127_i8, 1, None, 1), None, "there is no such number");
    assert_eq!(number_after(i64::MAX, 1, Some(i128::MAX), 1), None);
}

#[test]
fn pages_items_and_streams_can_cross_threads() {
    fn is_send<T: Send>(_: &T) {}
    let (_, client) = serving(&[]);
    is_send(&client.call(Search::default()).pages());
    let mut items = client.call(Search::default()).items();
    is_send(&items);
    is_send(&items.next());
    is_send(&client.call(Search::default()).send_bytes());
    is_send::<Option<runtime::ByteStream>>(&None);
}
