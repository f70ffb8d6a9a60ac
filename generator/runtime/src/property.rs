//! How the members of an object are spelled in forms.
//!
//! Responsible for the defaults of OpenAPI 3.1.1, 4.8.15 (Encoding Object), and for what it says by `style`, for which the table of
//! parameters is used. Works on JSON values; knows neither models nor bodies.

use super::json;
use super::parameter::Parameter;
use super::request_body::{as_form, form_encode};
use super::value::Value;

/// What the document says of a member of a form.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    name: &'static str,
    spelling: Spelling,
}

#[derive(Clone, Copy, Debug)]
enum Spelling {
    /// Like this parameter of a query.
    Styled(&'static Parameter),
    /// As content of one of these media types or ranges.
    Typed(&'static [&'static str]),
}

impl Property {
    /// Whether several items become one text with commas between them.
    #[must_use]
    pub fn joins_by_comma(&self) -> bool {
        matches!(self.spelling, Spelling::Styled(parameter) if parameter.joins_by_comma())
    }

    /// A member that is spelled like this parameter of a query.
    #[must_use]
    pub const fn styled(parameter: &'static Parameter) -> Self {
        Self { name: parameter.name(), spelling: Spelling::Styled(parameter) }
    }

    /// A member whose content is of one of these media types or ranges.
    #[must_use]
    pub const fn typed(name: &'static str, media_types: &'static [&'static str]) -> Self {
        Self { name, spelling: Spelling::Typed(media_types) }
    }

    /// The media types or ranges that the document names.
    #[must_use]
    pub const fn media_types(&self) -> &'static [&'static str] {
        match self.spelling {
            Spelling::Typed(media_types) => media_types,
            Spelling::Styled(_) => &[],
        }
    }
}

/// A name and a text of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub(super) name: String,
    pub(super) text: String,
    /// The text is JSON.
    pub(super) json: bool,
    /// Name and text are percent-encoded.
    pub(super) encoded: bool,
}

impl Field {
    fn plain(name: &str, text: String) -> Self {
        Self { name: name.into(), text, json: false, encoded: false }
    }

    fn json(name: &str, value: &Value) -> Result<Self, &'static str> {
        let text = json::to_string(value).map_err(|_| "must not be nested so deep")?;
        Ok(Self { name: name.into(), text, json: true, encoded: false })
    }
}

/// What is said of a member.
#[must_use]
pub fn find<'p>(properties: &'p [Property], name: &str) -> Option<&'p Property> {
    properties.iter().find(|property| property.name == name)
}

/// Spells one member. Nothing is left of `null` and of empty lists.
///
/// # Errors
///
/// What the value must do to have a form.
pub fn spell(
    property: Option<&Property>,
    name: &str,
    value: &Value,
    fields: &mut Vec<Field>,
) -> Result<(), &'static str> {
    let media_types = match property.map(|property| property.spelling) {
        Some(Spelling::Styled(parameter)) => {
            let pairs = parameter.encode(value)?.into_pairs();
            fields.extend(pairs.map(|(name, text)| Field { name, text, json: false, encoded: true }));
            return Ok(());
        }
        Some(Spelling::Typed(media_types)) => media_types,
        None => &[],
    };
    let said = media_types.first();
    let (whole, form) = (said.is_some_and(|said| is_json(said)), said.is_some_and(|said| is_form(said)));
    match value {
        Value::Null => {}
        value if whole => fields.push(Field::json(name, value)?),
        Value::Array(items) => {
            for item in items {
                spell_item(name, item, form, fields)?;
            }
        }
        value => spell_item(name, value, form, fields)?,
    }
    Ok(())
}

fn spell_item(name: &str, value: &Value, form: bool, fields: &mut Vec<Field>) -> Result<(), &'static str> {
    match (scalar(value), value) {
        (Some(text), _) => fields.push(Field::plain(name, text)),
        (None, Value::Null) => {}
        (None, Value::Object(members)) if form => {
            let mut inner = Vec::new();
            for (name, value) in members {
                spell(None, name, value, &mut inner)?;
            }
            fields.push(Field::plain(name, write_form(&inner)));
        }
        (None, value) => fields.push(Field::json(name, value)?),
    }
    Ok(())
}

/// Writes fields as a form.
#[must_use]
pub fn write_form(fields: &[Field]) -> String {
    let mut text = String::new();
    for field in fields {
        if !text.is_empty() {
            text.push('&');
        }
        let write = |piece: &str| if field.encoded { as_form(piece) } else { form_encode(piece) };
        text.push_str(&write(&field.name));
        text.push('=');
        text.push_str(&write(&field.text));
    }
    text
}

/// The text of a text, number or boolean.
#[must_use]
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Whether a media type is JSON (RFC 6839, section 3.1).
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// The media type in lower case and without parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
