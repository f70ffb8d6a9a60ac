//! Parameters of queries that are received, as the document types them.
//!
//! Responsible for reading one of them. Knows no webhook.

use std::fmt;
use std::marker::PhantomData;

use super::decode_error::DecodeError;
use super::form_reader::{FormField, members};
use super::json::{self, Json};

/// A documented parameter of a query, and the type of its value. Webhooks have theirs as constants.
pub struct Query<T> {
    field: FormField,
    value: PhantomData<fn() -> T>,
}

impl<T> Query<T> {
    /// A parameter that is read like this field of a form.
    #[must_use]
    pub const fn new(field: FormField) -> Self {
        Self { field, value: PhantomData }
    }

    /// The parameter's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.field.name()
    }
}

impl<T: Json> Query<T> {
    /// The value, if the parameter is there. The query is what follows the `?` of the request, as it came. Rules of the document are not
    /// checked.
    ///
    /// # Errors
    ///
    /// When it is not of its type, or a single value comes twice.
    pub fn read(&self, query: &str) -> Result<Option<T>, DecodeError> {
        let mut members = members(&[self.field], None, query.as_bytes())?;
        let Some(value) = members.remove(self.name()) else { return Ok(None) };
        let text = value.to_bytes().map_err(|error| DecodeError::other(error.problem()))?;
        json::from_answer(&text).map(Some)
    }
}

impl<T> fmt::Debug for Query<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Query").field(&self.name()).finish()
    }
}
