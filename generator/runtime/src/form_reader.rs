//! Forms and queries that are received: names and texts become JSON, which the codec reads.
//!
//! Responsible for the parser of the WHATWG URL standard, section 5.1, and for what the document says of each name. Works on JSON values;
//! knows no model.

use super::decode_error::{DecodeError, Problem};
use super::json::{self, Json};
use super::map::Map;
use super::pointer;
use super::response::RawResponse;
use super::value::Value;

/// A name of a form or query, and how its text is read.
#[derive(Clone, Copy, Debug)]
pub struct FormField {
    name: &'static str,
    form: Form,
    /// What stands between the items of a list; nothing where each has the name before it.
    separator: Option<char>,
}

/// How a text becomes JSON.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// It is a string.
    Text,
    /// It is JSON itself: a number, a boolean, or what the document says to be JSON.
    Json,
    /// Strings.
    Texts,
    /// JSON values.
    Jsons,
    /// `name[member]`, once for each member.
    Deep(&'static [FormField]),
}

impl FormField {
    const fn new(name: &'static str, form: Form) -> Self {
        Self { name, form, separator: None }
    }

    /// A string.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, Form::Text)
    }

    /// A number, a boolean, or JSON. An empty text stands for an absent value.
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, Form::Json)
    }

    /// A list of strings, each under the name.
    #[must_use]
    pub const fn texts(name: &'static str) -> Self {
        Self::new(name, Form::Texts)
    }

    /// A list of numbers, booleans or JSON, each under the name.
    #[must_use]
    pub const fn jsons(name: &'static str) -> Self {
        Self::new(name, Form::Jsons)
    }

    /// An object in the style `deepObject`.
    #[must_use]
    pub const fn deep(name: &'static str, members: &'static [Self]) -> Self {
        Self::new(name, Form::Deep(members))
    }

    /// The same list in one text, with this between the items.
    #[must_use]
    pub const fn separated(self, separator: char) -> Self {
        Self { separator: Some(separator), ..self }
    }

    /// The name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The items of a list; a single value is one. A comma that is part of an item is percent-encoded, so it is looked for before
    /// decoding (RFC 6570, 3.2.8); a space and `|` are found after it.
    fn items(&self, text: &[u8]) -> Option<Vec<String>> {
        match self.separator {
            None => Some(vec![decoded(text)?]),
            Some(_) if text.is_empty() => Some(Vec::new()),
            Some(',') => text.split(|byte| *byte == b',').map(decoded).collect(),
            Some(separator) => Some(decoded(text)?.split(separator).map(str::to_owned).collect()),
        }
    }
}

/// How the names of a form are read.
#[derive(Clone, Copy, Debug)]
pub struct FormReader {
    fields: &'static [FormField],
    others: FormField,
}

impl FormReader {
    /// A form of these names. Others are kept as strings, and those that come more than once as lists of them.
    #[must_use]
    pub const fn new(fields: &'static [FormField]) -> Self {
        Self { fields, others: FormField::text("") }
    }

    /// The same where other names are read like this field.
    #[must_use]
    pub const fn others(self, others: FormField) -> Self {
        Self { others, ..self }
    }

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// When the text is not UTF-8 once it is decoded, a single value comes twice, or the form is not of the type's shape.
    pub fn read<T: Json>(&self, text: &[u8]) -> Result<T, DecodeError> {
        let members = members(self.fields, Some(self.others), text)?;
        json::from_answer(&Value::Object(members).to_bytes().map_err(|error| DecodeError::other(error.problem()))?)
    }
}

impl RawResponse {
    /// Reads the body as a form, if the content type says that it is one (or says nothing).
    ///
    /// # Errors
    ///
    /// When the content type is another one, the body is compressed, no form, or of another shape. Nothing of the body is in the error.
    pub fn form<T: Json>(&self, reader: &FormReader) -> Result<T, DecodeError> {
        if self.media_type().is_some_and(|text| !matches!(text.as_str(), "application/x-www-form-urlencoded" | "")) {
            return Err(DecodeError::other("the content type is not that of a form"));
        }
        self.check_encoding()?;
        reader.read(self.body())
    }
}

/// What a form holds, as JSON. Names that nothing is said of are left out, unless it is said how to read them.
pub(super) fn members(fields: &[FormField], others: Option<FormField>, text: &[u8]) -> Result<Map<Value>, DecodeError> {
    let mut members = Map::new();
    for pair in text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let (name, text) = match pair.iter().position(|byte| *byte == b'=') {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &b""[..]),
        };
        let name = decoded(name).ok_or_else(|| DecodeError::other("a name is not UTF-8"))?;
        put(&mut members, fields, others, &name, text).map_err(|problem| {
            let mut place = String::new();
            pointer::push(&mut place, &name);
            DecodeError::new(place, 0, problem)
        })?;
    }
    Ok(members)
}

/// Puts one text where it belongs.
fn put(
    members: &mut Map<Value>,
    fields: &[FormField],
    others: Option<FormField>,
    name: &str,
    text: &[u8],
) -> Result<(), Problem> {
    if let Some(field) = fields.iter().find(|field| field.name == name) {
        return put_field(members, field, name, text);
    }
    if let Some((outer, inner)) = name.split_once('[')
        && let Some((inner, rest)) = inner.split_once(']')
        && let Some(Form::Deep(fields)) = fields.iter().find(|field| field.name == outer).map(|field| field.form)
    {
        if !members.contains(outer) {
            members.insert(outer, Value::Object(Map::new()));
        }
        let Some(Value::Object(object)) = members.get_mut(outer) else { return Err(Problem::Duplicate) };
        return put(object, fields, others, &format!("{inner}{rest}"), text);
    }
    match (others, members.get_mut(name)) {
        (None, _) => Ok(()),
        (Some(others), None) => put_field(members, &others, name, text),
        // What is single by its type is refused there.
        (Some(others), Some(known)) => {
            let mut again = Map::new();
            put_field(&mut again, &others, name, text)?;
            let mut items = match std::mem::take(known) {
                Value::Array(items) => items,
                single => vec![single],
            };
            match again.remove(name) {
                Some(Value::Array(more)) => items.extend(more),
                more => items.extend(more),
            }
            *known = Value::Array(items);
            Ok(())
        }
    }
}

fn put_field(members: &mut Map<Value>, field: &FormField, name: &str, text: &[u8]) -> Result<(), Problem> {
    let items = field.items(text).ok_or(Problem::Other("the text is not UTF-8"))?;
    let list = matches!(field.form, Form::Texts | Form::Jsons);
    if list && !members.contains(name) {
        members.insert(name, Value::Array(Vec::new()));
    }
    for item in items {
        let value = match field.form {
            Form::Text | Form::Texts => Value::String(item),
            Form::Json | Form::Jsons if item.trim().is_empty() => continue,
            Form::Json | Form::Jsons => json::from_str(&item).map_err(|error| error.problem())?,
            Form::Deep(_) => return Err(Problem::Other("the object has its members in brackets")),
        };
        match members.get_mut(name) {
            Some(Value::Array(items)) if list => items.push(value),
            Some(_) => return Err(Problem::Duplicate),
            None => drop(members.insert(name, value)),
        }
    }
    Ok(())
}

/// The text of a name or value. A `%` that begins no byte stands for itself.
fn decoded(text: &[u8]) -> Option<String> {
    let digit = |at: usize| text.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += 1;
        bytes.push(match (byte, digit(at), digit(at + 1)) {
            (b'+', _, _) => b' ',
            (b'%', Some(high), Some(low)) => {
                at += 2;
                u8::try_from(high * 16 + low).unwrap_or(b'%')
            }
            (other, _, _) => *other,
        });
    }
    String::from_utf8(bytes).ok()
}
