//! What the emitted contract tests do: values just inside and just outside of each constraint of the document, and what
//! requests look like.
//!
//! For tests only: what does not hold is a panic that says so. It knows JSON, rules and places. It must not know any
//! model or operation, but for reading and checking one.

use super::checker::{self, Invalid};
use super::decode_error::{DecodeError, Problem};
use super::json::{self, Json};
use super::operation::Operation;
use super::pointer;
use super::request::{RawRequest, RequestEncoder};
use super::request_body::RequestBody;
use super::rules::{Rule, Validate};
use super::value::{Map, Value};

/// What became of a JSON text that was read as a type and checked.
type Outcome = Result<Result<(), Invalid>, DecodeError>;

/// A value of a JSON text.
///
/// # Panics
///
/// When it is none.
#[must_use]
pub fn value<T: Json>(text: &str) -> T {
    json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A valid value of a type, into which others are put, one at a time: in place of the whole, or of the member that the
/// place of the rule is in.
pub struct Contract<'o> {
    probe: Box<dyn Fn(&str) -> Outcome + 'o>,
    /// Where the value stands.
    place: &'static str,
    base: Value,
}

/// Reads and checks. All that is compiled anew for every type.
fn probe<T: Json + Validate>(text: &str) -> Outcome {
    json::from_str(text).map(|value: T| checker::validate(&value))
}

impl<'o> Contract<'o> {
    /// The contract of a type, with a valid value of it.
    ///
    /// # Panics
    ///
    /// When the value is not valid.
    pub fn of<T: Json + Validate + 'static>(base: &str) -> Self {
        Self::new(Box::new(probe::<T>), "", base)
    }

    /// The contract of a parameter, with a request, what sets the parameter in it, and a valid value.
    ///
    /// # Panics
    ///
    /// When the value is not valid.
    pub fn of_parameter<O: Operation + Clone>(
        request: &'o O,
        place: &'static str,
        set: fn(&mut O, &str),
        base: &str,
    ) -> Self {
        let probe = move |text: &str| {
            let mut changed = request.clone();
            set(&mut changed, text);
            Ok(changed.validate())
        };
        Self::new(Box::new(probe), place, base)
    }

    fn new(probe: Box<dyn Fn(&str) -> Outcome + 'o>, place: &'static str, base: &str) -> Self {
        let contract = Self { probe, place, base: parse(base) };
        contract.accept(&contract.base);
        contract
    }

    /// Without any one of its members nothing can be read.
    ///
    /// # Panics
    ///
    /// When something can.
    pub fn all_required(&self) -> &Self {
        let names: Vec<&str> = self.base.as_object().into_iter().flat_map(Map::names).collect();
        assert!(!names.is_empty(), "{} has no members", self.base);
        self.required(&names)
    }

    /// Without any one of these members nothing can be read.
    ///
    /// # Panics
    ///
    /// When something can.
    pub fn required(&self, names: &[&str]) -> &Self {
        for name in names {
            let mut value = self.base.clone();
            let Value::Object(members) = &mut value else { panic!("{value} has no members") };
            assert!(members.remove(name).is_some(), "{value} has no member {name:?}");
            match (self.probe)(&value.to_string()) {
                Err(error) if matches!(error.problem(), Problem::Missing(missing) if missing == *name) => {}
                Err(error) => panic!("without {name:?}: {error}"),
                Ok(_) => panic!("{value} can be read without {name:?}"),
            }
        }
        self
    }

    /// Texts of as many characters as the rule says, and of one less or more. The characters have two bytes, so that
    /// counting bytes would be noticed.
    ///
    /// # Panics
    ///
    /// When the first breaks a rule, or the second does not.
    pub fn length(&self, at: &str, rule: Rule) -> &Self {
        let (inside, outside) = counts(rule);
        let text = |length: usize| Value::from("é".repeat(length)).to_string();
        self.pair(at, rule, &text(inside), &text(outside))
    }

    /// Lists of as many items as the rule says, and of one less or more.
    ///
    /// # Panics
    ///
    /// When the first breaks a rule, or the second does not.
    pub fn count(&self, at: &str, rule: Rule, item: &str) -> &Self {
        let (inside, outside) = counts(rule);
        let list = |length: usize| format!("[{}]", vec![item; length].join(","));
        self.pair(at, rule, &list(inside), &list(outside))
    }

    /// A value that keeps to the rules, and one that breaks this one.
    ///
    /// # Panics
    ///
    /// When the first breaks a rule, or the second does not.
    pub fn pair(&self, at: &str, rule: Rule, inside: &str, outside: &str) -> &Self {
        self.accepted(at, inside).outside(at, rule, outside)
    }

    /// The same at several places.
    ///
    /// # Panics
    ///
    /// When the first breaks a rule at any of them, or the second does not.
    pub fn pairs(&self, places: &[&str], rule: Rule, inside: &str, outside: &str) -> &Self {
        for at in places {
            self.pair(at, rule, inside, outside);
        }
        self
    }

    /// A value that keeps to the rules.
    ///
    /// # Panics
    ///
    /// When it breaks one.
    pub fn accepted(&self, at: &str, value: &str) -> &Self {
        self.accept(&self.with(at, value));
        self
    }

    /// A value that breaks a rule at a place.
    ///
    /// # Panics
    ///
    /// When it does not.
    pub fn outside(&self, at: &str, rule: Rule, value: &str) -> &Self {
        let value = self.with(at, value);
        let invalid = match (self.probe)(&value.to_string()) {
            Err(error) => panic!("{value}: {error}"),
            Ok(Ok(())) => panic!("{value} breaks no rule; {at}: {rule}"),
            Ok(Err(invalid)) => invalid,
        };
        let at = format!("{}{at}", self.place);
        let found = invalid.violations().iter().any(|found| found.rule() == rule && found.pointer() == at);
        assert!(found, "{value}\nshould break: {at}: {rule}\nbut breaks: {invalid}");
        self
    }

    fn accept(&self, value: &Value) {
        match (self.probe)(&value.to_string()) {
            Err(error) => panic!("{value}: {error}"),
            Ok(Err(invalid)) => panic!("{value}: {invalid}"),
            Ok(Ok(())) => {}
        }
    }

    /// The valid value, with another one in place of the whole or of the member that a place is in.
    fn with(&self, at: &str, value: &str) -> Value {
        let value = parse(value);
        let Some(at) = at.strip_prefix('/') else { return value };
        let name = at.split('/').next().unwrap_or_default();
        let mut whole = self.base.clone();
        let Value::Object(members) = &mut whole else { panic!("{whole} has no members") };
        members.insert(pointer::unescape(name), value);
        whole
    }
}

/// A request that was made of an operation.
pub struct Sent(RawRequest);

impl Sent {
    /// The request of an operation, which keeps to all rules.
    ///
    /// # Panics
    ///
    /// When it does not.
    pub fn of<O: Operation>(operation: &O) -> Self {
        let mut request = RequestEncoder::new(const { &O::META });
        operation.encode(&mut request);
        Self(request.finish().unwrap_or_else(|fault| panic!("the request cannot be sent: {fault:?}")))
    }

    /// Goes to this path by this method.
    ///
    /// # Panics
    ///
    /// When it goes elsewhere.
    pub fn goes_to(&self, method: &str, path: &str) -> &Self {
        assert_eq!((self.0.method.as_str(), self.0.path.as_str()), (method, path));
        self
    }

    /// Has this member in its query.
    ///
    /// # Panics
    ///
    /// When it has not.
    pub fn query(&self, name: &str, value: &str) -> &Self {
        let found = self.0.query.iter().any(|pair| pair.name == name && pair.value == value);
        assert!(found, "no {name}={value} in the query {:?}", self.0.query_text(false));
        self
    }

    /// Has this header.
    ///
    /// # Panics
    ///
    /// When it has not.
    pub fn header(&self, name: &str, value: &str) -> &Self {
        let found = self.0.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        assert_eq!(found.as_deref(), Some(value), "the header {name}");
        self
    }

    /// Has a body that is the same JSON.
    ///
    /// # Panics
    ///
    /// When it is not.
    pub fn body(&self, text: &str) -> &Self {
        let body =
            self.0.body.as_ref().and_then(RequestBody::bytes).unwrap_or_else(|| panic!("there is no body in memory"));
        let sent: Value = json::from_slice(&body).unwrap_or_else(|error| panic!("the body is no JSON: {error}"));
        assert!(sent == parse(text), "the body is {sent}");
        self
    }
}

/// The length that a rule names, and the next one that breaks it.
fn counts(rule: Rule) -> (usize, usize) {
    let (limit, next): (u64, fn(u64) -> u64) = match rule {
        Rule::MinLength(limit) | Rule::MinItems(limit) => (limit, |limit| limit.saturating_sub(1)),
        Rule::MaxLength(limit) | Rule::MaxItems(limit) => (limit, |limit| limit.saturating_add(1)),
        other => panic!("{other} counts nothing"),
    };
    let size = |length: u64| usize::try_from(length).expect("what is counted fits into memory");
    (size(limit), size(next(limit)))
}

fn parse(text: &str) -> Value {
    json::from_str(text).unwrap_or_else(|error| panic!("{text:?} is no JSON: {error}"))
}
