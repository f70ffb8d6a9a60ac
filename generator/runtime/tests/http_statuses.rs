//! Which statuses are successes, failures, or neither, and what is read then.

use client_runtime as runtime;
use runtime::content::Bytes;
use runtime::operation::{Decoded, Failure, NoFailure, Operation, OperationMeta};
use runtime::reader::DecodeError;
use runtime::request::RequestEncoder;
use runtime::response::RawResponse;

/// A failure that stands for every status, as `default` does.
#[derive(Debug, PartialEq)]
struct Other(i64);

impl Failure for Other {
    fn decode(response: &RawResponse) -> Option<Result<Self, DecodeError>> {
        Some(response.json().map(Self))
    }
}

/// A failure that stands for one status.
#[derive(Debug, PartialEq)]
struct Missing(i64);

impl Failure for Missing {
    fn decode(response: &RawResponse) -> Option<Result<Self, DecodeError>> {
        (response.status() == 404).then(|| response.json().map(Self))
    }
}

macro_rules! operation {
    ($name:ident, $failure:ty, $meta:expr) => {
        struct $name;

        impl Operation for $name {
            type Success = i64;
            type Failure = $failure;
            const META: OperationMeta = $meta;

            fn encode(&self, _: &mut RequestEncoder) {}

            fn decode(response: &RawResponse) -> Option<Result<i64, DecodeError>> {
                (response.status() != 299).then(|| response.json())
            }
        }
    };
}

const META: OperationMeta = OperationMeta::new("find", "GET", "/");

operation!(Usual, Missing, META);
operation!(Created, Other, META.success(&[201]));
operation!(Any, Other, META.any_success());
operation!(NoErrors, NoFailure, META);

fn read<O: Operation<Success = i64>>(status: u16, body: &'static str) -> String
where
    O::Failure: std::fmt::Debug,
{
    let status = status.try_into().unwrap();
    let response = RawResponse::new(status, http::HeaderMap::new(), Bytes::from_static(body.as_bytes()));
    match Decoded::<O>::read(&response) {
        Decoded::Success(value) => format!("success {value}"),
        Decoded::Failure(failure) => format!("{failure:?}"),
        Decoded::Unreadable(_) => "unreadable".to_owned(),
        Decoded::Undocumented => "undocumented".to_owned(),
    }
}

#[test]
fn a_documented_success_is_one() {
    assert_eq!(read::<Usual>(200, "1"), "success 1");
    assert_eq!(read::<Created>(201, "1"), "success 1");
    assert_eq!(read::<Any>(299 - 1, "1"), "success 1");
    assert_eq!(read::<Usual>(200, "x"), "unreadable");
}

#[test]
fn a_documented_failure_is_one_also_where_it_is_every_other_status() {
    assert_eq!(read::<Usual>(404, "1"), "Missing(1)");
    assert_eq!(read::<Usual>(404, "x"), "unreadable");
    assert_eq!(read::<Created>(500, "1"), "Other(1)");
    assert_eq!(read::<Created>(200, "1"), "Other(1)");
    assert_eq!(read::<Any>(304, "1"), "Other(1)");
}

#[test]
fn a_success_of_another_status_is_read_like_the_documented_ones_where_they_agree() {
    assert_eq!(read::<Usual>(202, "1"), "success 1");
    assert_eq!(read::<NoErrors>(206, "1"), "success 1");
    assert_eq!(read::<Usual>(299, "1"), "undocumented");
}

#[test]
fn another_status_is_undocumented() {
    assert_eq!(read::<Usual>(500, "1"), "undocumented");
    assert_eq!(read::<Usual>(302, "1"), "undocumented");
    assert_eq!(read::<NoErrors>(404, "1"), "undocumented");
}
