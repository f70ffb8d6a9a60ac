//! Lists that come page by page.
//!
//! Responsible for asking for one page after the other, for noticing the last one and those that repeat, and for handing out the items one
//! by one. Where a page's items are and which page comes next is said by the operation.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::task::{Context, Poll};

#[cfg(feature = "blocking")]
use super::blocking::{self, Blocking};
use super::call::{self, Call};
use super::client::Async;
use super::error::Error;
use super::exchange::Exchange;
use super::execute;
use super::json::{self, Json};
use super::operation::{NoFailure, Operation};
use super::response::Response;
use super::transport::BoxFuture;

/// An operation that gives a list page by page.
pub trait Paged: Operation {
    /// What the list holds.
    type Item: Json;
    /// What says which page is meant: its number, or a cursor.
    type Position: Json + Clone;

    /// The page that is asked for, if the operation says it.
    fn position(&self) -> Option<Self::Position>;

    /// Asks for another page.
    fn turn_to(&mut self, position: Self::Position);

    /// The page after the one that is asked for, whose answer is given.
    fn next(&self, page: &Self::Success) -> Option<Self::Position>;

    /// The items of a page; `None` where it has no list.
    fn items(page: &Self::Success) -> Option<&[Self::Item]>;

    /// The items of a page, without the page.
    fn into_items(page: Self::Success) -> Option<Vec<Self::Item>>;
}

/// The number after that of a page of `items` items. The last page is the `total`-th, counted from `first`; without a total it is the first
/// one that is empty.
#[must_use]
pub fn number_after<T>(page: T, first: T, total: Option<i128>, items: usize) -> Option<T>
where
    T: Into<i128> + TryFrom<i128>,
{
    let (page, first): (i128, i128) = (page.into(), first.into());
    let last = match total {
        Some(total) => page >= first.saturating_add(total).saturating_sub(1),
        None => items == 0,
    };
    if last { None } else { T::try_from(page.checked_add(1)?).ok() }
}

/// The same text as a value of another type of strings.
#[must_use]
pub fn same_text<T: Json>(text: &impl Json) -> Option<T> {
    json::from_answer(&json::to_vec(text).ok()?).ok()
}

/// Why there are no more pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum End {
    /// The last page has been given.
    LastPage,
    /// The server named a page that has been given before, or gave the items of the page before again: it would never end. That page is
    /// not given.
    RepeatedPage,
    /// A page could not be had. [`Pages::resume`] asks for it again.
    Failed,
}

/// The pages of a list, one request each, sent when the page is asked for.
///
/// After an error there are no more pages, until [`resume`](Self::resume); retries of a single request are those of every call. A list can
/// be continued later, or by another program, from [`position`](Self::position): it is the value of the parameter that says the page.
pub struct Pages<'c, C, O: Paged> {
    call: Call<'c, C, O>,
    end: Option<End>,
    /// The positions asked for so far, as hashes of their JSON.
    known: HashSet<u64>,
    /// The items of the page before, as a hash of their JSON.
    before: Option<u64>,
    pending: Option<BoxFuture<'c, Result<Exchange, Error<NoFailure>>>>,
}

/// Nothing in here is pinned.
impl<C, O: Paged> Unpin for Pages<'_, C, O> {}

/// A page, or why there is none.
pub type PageResult<O> = Result<Response<<O as Operation>::Success>, Error<<O as Operation>::Failure>>;

impl<'c, C, O: Paged> Pages<'c, C, O> {
    /// The pages from the one on that the call asks for.
    #[must_use]
    pub fn new(call: Call<'c, C, O>) -> Self {
        let known = call.operation().position().and_then(|position| hash(&position));
        Self { call, end: None, known: known.into_iter().collect(), before: None, pending: None }
    }

    /// The page that comes next: after an error the one that failed, `None` where the list begins or has ended.
    #[must_use]
    pub fn position(&self) -> Option<O::Position> {
        match self.end {
            None | Some(End::Failed) => self.call.operation().position(),
            Some(End::LastPage | End::RepeatedPage) => None,
        }
    }

    /// Why there are no more pages, once there are none.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// After an error: the next page is the one that failed.
    pub fn resume(&mut self) {
        if self.end == Some(End::Failed) {
            self.end = None;
        }
    }

    /// The items of these pages, one by one.
    #[must_use]
    pub fn items(self) -> Items<'c, C, O> {
        Items { current: None, given: 0, items: Vec::new().into_iter(), pages: self }
    }

    /// What has come of the request for a page; `None` if the page repeats the one before.
    fn arrived(&mut self, exchange: Result<Exchange, Error<NoFailure>>) -> Option<PageResult<O>> {
        let strict = self.call.client().core().strict;
        let page = match exchange.map_err(Error::widen).and_then(|exchange| call::finish::<O>(exchange, strict)) {
            Ok(page) => page,
            Err(error) => {
                self.end = Some(End::Failed);
                return Some(Err(error));
            }
        };
        let items = O::items(&page).filter(|items| !items.is_empty()).and_then(hash_all);
        if items.is_some() && items == self.before {
            self.end = Some(End::RepeatedPage);
            return None;
        }
        self.before = items;
        let next = self.call.operation().next(&page);
        match next.and_then(|next| hash(&next).map(|hash| (next, hash))) {
            None => self.end = Some(End::LastPage),
            Some((_, hash)) if !self.known.insert(hash) => self.end = Some(End::RepeatedPage),
            Some((next, _)) => {
                self.call.operation_mut().turn_to(next);
                self.call.renew_key(); // it is another request
            }
        }
        Some(Ok(page))
    }
}

/// A position as a number; `None` for an empty text and for null, by which servers say that nothing follows.
fn hash(position: &impl Json) -> Option<u64> {
    let text = json::to_vec(position).ok()?;
    if text == b"\"\"" || text == b"null" {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Some(hasher.finish())
}

fn hash_all<T: Json>(items: &[T]) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for item in items {
        json::to_vec(item).ok()?.hash(&mut hasher);
    }
    Some(hasher.finish())
}

impl<O: Paged> Pages<'_, Async, O> {
    /// The next page, or why there is none; `None` after the last one. It may be cancelled: the request goes on with the next call.
    pub async fn next(&mut self) -> Option<PageResult<O>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<PageResult<O>>> {
        if self.end.is_some() {
            return Poll::Ready(None);
        }
        let mut pending = match self.pending.take() {
            Some(pending) => pending,
            None => match self.call.parts() {
                (client, Ok(request), sending) => {
                    Box::pin(execute::execute(client.core(), client.mode().transport(), request, sending))
                }
                (_, Err(error), _) => return Poll::Ready(self.arrived(Err(error))),
            },
        };
        match pending.as_mut().poll(context) {
            Poll::Ready(exchange) => Poll::Ready(self.arrived(exchange)),
            Poll::Pending => {
                self.pending = Some(pending);
                Poll::Pending
            }
        }
    }
}

#[cfg(feature = "stream")]
impl<O: Paged> futures_core::Stream for Pages<'_, Async, O> {
    type Item = PageResult<O>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

#[cfg(feature = "blocking")]
impl<O: Paged> Iterator for Pages<'_, Blocking, O> {
    type Item = PageResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.end.is_some() {
            return None;
        }
        let (client, request, sending) = self.call.parts();
        self.arrived(blocking::exchange(client, request, sending))
    }
}

/// An item, or why there is none.
pub type ItemResult<O> = Result<<O as Paged>::Item, Error<<O as Operation>::Failure>>;

/// The items of a list, page by page. A page is asked for when the items of the one before have been given.
///
/// Errors are as for [`Pages`]. To continue a list later: begin at [`position`](Self::position), and skip [`given`](Self::given) items.
pub struct Items<'c, C, O: Paged> {
    pages: Pages<'c, C, O>,
    /// The page whose items are given, once there is one.
    current: Option<Option<O::Position>>,
    given: usize,
    items: std::vec::IntoIter<O::Item>,
}

/// Nothing in here is pinned.
impl<C, O: Paged> Unpin for Items<'_, C, O> {}

impl<C, O: Paged> Items<'_, C, O> {
    /// The page whose items are being given: `None` for the first one, if the call does not say which it is, and after the end.
    #[must_use]
    pub fn position(&self) -> Option<O::Position> {
        match &self.current {
            Some(current) if self.items.len() > 0 => current.clone(),
            _ => self.pages.position(),
        }
    }

    /// How many items of the page at [`position`](Self::position) have been given.
    #[must_use]
    pub fn given(&self) -> usize {
        if self.items.len() > 0 { self.given } else { 0 }
    }

    /// Why there are no more items, once no more pages come.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.pages.end()
    }

    /// After an error: the next page is the one that failed.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    fn take(&mut self) -> Option<O::Item> {
        let item = self.items.next();
        self.given += usize::from(item.is_some());
        item
    }

    /// Begins with the items of a page.
    fn open(&mut self, position: Option<O::Position>, page: Response<O::Success>) {
        self.items = O::into_items(page.into_inner()).unwrap_or_default().into_iter();
        (self.current, self.given) = (Some(position), 0);
    }
}

impl<O: Paged> Items<'_, Async, O> {
    /// The next item, or why there is none; `None` after the last one. It may be cancelled: nothing is lost.
    pub async fn next(&mut self) -> Option<ItemResult<O>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        loop {
            if let Some(item) = self.take() {
                return Poll::Ready(Some(Ok(item)));
            }
            let position = self.pages.position();
            match self.pages.poll_page(context) {
                Poll::Ready(Some(Ok(page))) => self.open(position, page),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

#[cfg(feature = "stream")]
impl<O: Paged> futures_core::Stream for Items<'_, Async, O> {
    type Item = ItemResult<O>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

#[cfg(feature = "blocking")]
impl<O: Paged> Iterator for Items<'_, Blocking, O> {
    type Item = ItemResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.take() {
                return Some(Ok(item));
            }
            let position = self.pages.position();
            match self.pages.next()? {
                Ok(page) => self.open(position, page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<'c, C, O: Paged> Call<'c, C, O> {
    /// The pages of the list from the one on that this call asks for: for `next`, a `Stream` (feature `stream`), or an iterator where calls
    /// block.
    #[must_use]
    pub fn pages(self) -> Pages<'c, C, O> {
        Pages::new(self)
    }

    /// The items of the list, of all pages from the one on that this call asks for.
    #[must_use]
    pub fn items(self) -> Items<'c, C, O> {
        self.pages().items()
    }
}

impl<C, O: Paged> fmt::Debug for Pages<'_, C, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("call", &self.call).field("end", &self.end).finish_non_exhaustive()
    }
}

impl<C, O: Paged> fmt::Debug for Items<'_, C, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("pages", &self.pages)
            .field("given", &self.given())
            .finish_non_exhaustive()
    }
}
