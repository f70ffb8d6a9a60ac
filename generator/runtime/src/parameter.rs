//! Parameters: how a value becomes a piece of a path, a query, a header or a cookie.
//!
//! Responsible for OpenAPI's table of styles and for percent-encoding. Works on JSON values, so it knows no types of models; does not know
//! in which order pieces are put together.

use super::checker::SchemaCheck;
use super::rules::Rules;
use super::value::Value;

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path, in place of `{name}`.
    Path,
    /// In the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl Location {
    /// The name by which messages and JSON pointers call the place.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How lists and objects are written (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `a,b`; for paths and headers.
    Simple,
    /// `.a,b`; for paths.
    Label,
    /// `;name=a,b`; for paths.
    Matrix,
    /// `name=a,b`; for queries and cookies.
    Form,
    /// `name=a%20b`; for queries.
    SpaceDelimited,
    /// `name=a%7Cb`; for queries.
    PipeDelimited,
    /// `name%5Bkey%5D=value`; for objects in queries.
    DeepObject,
}

/// What is constant about a parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    location: Location,
    name: &'static str,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    json: bool,
    sensitive: bool,
    schemes: &'static [&'static str],
    rules: Rules,
    schema: Option<&'static dyn SchemaCheck>,
}

impl Parameter {
    const fn new(location: Location, name: &'static str, style: Style) -> Self {
        Self {
            location,
            name,
            style,
            explode: matches!(style, Style::Form),
            allow_reserved: false,
            json: false,
            sensitive: false,
            schemes: &[],
            rules: Rules::NONE,
            schema: None,
        }
    }

    /// A piece of the path, in style `simple`.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(Location::Path, name, Style::Simple)
    }

    /// A member of the query, in style `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(Location::Query, name, Style::Form)
    }

    /// A header, in style `simple`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(Location::Header, name, Style::Simple)
    }

    /// A cookie, in style `form`, exploded.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(Location::Cookie, name, Style::Form)
    }

    /// Sets the style, and with it whether the parameter is exploded: only `form` is, until [`explode`](Self::explode) says otherwise.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = matches!(style, Style::Form);
        self
    }

    /// Sets whether each item of a list or member of an object is written on its own.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Lets those reserved characters stand that cannot change the meaning of the query.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// The value is written as JSON text (`content: application/json`).
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// The value is not shown anywhere.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// The value is what these security schemes ask for.
    #[must_use]
    pub const fn credential_of(mut self, schemes: &'static [&'static str]) -> Self {
        self.schemes = schemes;
        self
    }

    /// Sets what the value has to keep to.
    #[must_use]
    pub const fn rules(mut self, rules: Rules) -> Self {
        self.rules = rules;
        self
    }

    /// Sets the schema whose remaining rules the value has to keep to.
    #[must_use]
    pub const fn schema(mut self, schema: &'static dyn SchemaCheck) -> Self {
        self.schema = Some(schema);
        self
    }

    /// Where the parameter stands.
    #[must_use]
    pub const fn location(&self) -> Location {
        self.location
    }

    /// The parameter's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the value has to keep to.
    #[must_use]
    pub const fn value_rules(&self) -> &Rules {
        &self.rules
    }

    /// The schema that the value is held against besides.
    #[must_use]
    pub const fn value_schema(&self) -> Option<&'static dyn SchemaCheck> {
        self.schema
    }

    /// Whether the value is hidden.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        self.sensitive
    }

    /// The security schemes that are met where the parameter is sent.
    #[must_use]
    pub const fn schemes(&self) -> &'static [&'static str] {
        self.schemes
    }

    /// Writes a value in the parameter's style. Nothing is left of `null`, of empty lists and of empty objects.
    ///
    /// The standard does not say how lists and objects inside lists and objects are written. Here they are JSON text; in the style
    /// `deepObject` each step is a pair of brackets: `name[key][key]=value`, `name[key][]=item`, and `name[0][key]=value` for lists of them.
    ///
    /// # Errors
    ///
    /// What the value must do to have a form in this style, in words; the value is not repeated.
    pub fn encode(&self, value: &Value) -> Result<Parts, &'static str> {
        if self.style == Style::DeepObject && !self.json {
            let mut parts = Vec::new();
            self.branch(self.text(self.name), value, &mut parts);
            return Ok(Parts { style: self.style, explode: true, parts });
        }
        let tokens =
            if self.json { Tokens::One(json_text(value, self.location)) } else { tokens(value, self.location) };
        self.check(&tokens)?;
        let join = |items: Vec<String>| {
            items.join(match self.style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                _ => ",",
            })
        };
        let own = || self.text(self.name);
        let parts = match tokens {
            Tokens::None => Vec::new(),
            Tokens::One(text) => vec![(own(), self.text(&text), false)],
            Tokens::List(items) if self.explode => items.iter().map(|item| (own(), self.text(item), false)).collect(),
            Tokens::List(items) => vec![(own(), join(items.iter().map(|item| self.text(item)).collect()), false)],
            Tokens::Pairs(pairs) if self.explode => {
                pairs.iter().map(|(key, value)| (self.text(key), self.text(value), true)).collect()
            }
            Tokens::Pairs(pairs) => {
                let flat = pairs.iter().flat_map(|(key, value)| [self.text(key), self.text(value)]).collect();
                vec![(own(), join(flat), false)]
            }
        };
        Ok(Parts { style: self.style, explode: self.explode, parts })
    }

    /// The members of a query that a value in the style `deepObject` becomes, each under a name with a pair of brackets for each step.
    fn branch(&self, name: String, value: &Value, parts: &mut Vec<(String, String, bool)>) {
        match value {
            Value::Array(items) => {
                let plain = items.iter().all(|item| !matches!(item, Value::Array(_) | Value::Object(_)));
                for (at, item) in items.iter().enumerate() {
                    let step = if plain { String::new() } else { at.to_string() };
                    self.branch(format!("{name}%5B{step}%5D"), item, parts);
                }
            }
            Value::Object(members) => {
                for (key, value) in members.iter() {
                    self.branch(format!("{name}%5B{}%5D", self.text(key)), value, parts);
                }
            }
            other => {
                if let Some(text) = scalar(other, self.location) {
                    parts.push((name, self.text(&text), true));
                }
            }
        }
    }

    /// Whether several items become one text with commas between them.
    #[must_use]
    pub fn joins_by_comma(&self) -> bool {
        !self.explode && matches!(self.style, Style::Form | Style::Simple)
    }

    /// Refuses what the server would read as something else.
    fn check(&self, tokens: &Tokens) -> Result<(), &'static str> {
        if self.location == Location::Path && tokens.any(|text| text.contains(char::is_control)) {
            return Err("must not hold control characters");
        }
        if self.location == Location::Path && matches!(tokens, Tokens::None) {
            return Err("must have a value");
        }
        let (separator, reason) = match self.style {
            Style::SpaceDelimited if !self.explode => {
                (' ', "must not hold a space in an item: it separates items here")
            }
            Style::PipeDelimited if !self.explode => ('|', "must not hold a `|` in an item: it separates items here"),
            Style::Label if self.explode => ('.', "must not hold a `.` in an item: it separates items here"),
            Style::Simple if self.location == Location::Header => {
                (',', "must not hold a comma in an item: it separates items here")
            }
            _ => return Ok(()),
        };
        let one = matches!(tokens, Tokens::One(_));
        if !one && tokens.any(|text| text.contains(separator)) { Err(reason) } else { Ok(()) }
    }

    fn text(&self, text: &str) -> String {
        match self.location {
            Location::Header => text.into(),
            Location::Query if self.allow_reserved && self.explode => encode_but(text, b"-._~:/?@!$()*,;"),
            Location::Query if self.allow_reserved => encode_but(text, b"-._~:/?@!$()*;"), // the comma separates items
            _ => percent_encode(text),
        }
    }
}

/// A value in a parameter's style: names, values, and whether the name is a member's.
#[derive(Clone, Debug)]
pub struct Parts {
    style: Style,
    explode: bool,
    parts: Vec<(String, String, bool)>,
}

impl Parts {
    /// Whether nothing is to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// As one text, for paths and headers.
    #[must_use]
    pub fn into_text(self) -> String {
        let (first, between) = match (self.style, self.explode) {
            (Style::Label, _) => (".", "."),
            (Style::Matrix, _) => (";", ";"),
            _ => ("", ","),
        };
        let mut text = String::new();
        for (at, (name, value, member)) in self.parts.iter().enumerate() {
            text.push_str(if at == 0 { first } else { between });
            let matrix = self.style == Style::Matrix;
            if matrix || *member {
                text.push_str(name);
                if !(matrix && value.is_empty()) {
                    text.push('=');
                }
            }
            text.push_str(value);
        }
        text
    }

    /// As names and values, for queries and cookies.
    pub fn into_pairs(self) -> impl Iterator<Item = (String, String)> {
        self.parts.into_iter().map(|(name, value, _)| (name, value))
    }
}

enum Tokens {
    None,
    One(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Tokens {
    fn any(&self, test: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::None => false,
            Self::One(text) => test(text),
            Self::List(items) => items.iter().any(|item| test(item)),
            Self::Pairs(pairs) => pairs.iter().any(|(key, value)| test(key) || test(value)),
        }
    }
}

fn tokens(value: &Value, location: Location) -> Tokens {
    match value {
        Value::Null => Tokens::None,
        Value::Array(items) => {
            let texts: Vec<_> = items.iter().filter_map(|item| scalar(item, location)).collect();
            if texts.is_empty() { Tokens::None } else { Tokens::List(texts) }
        }
        Value::Object(members) => {
            let pair = |(name, value): (&str, &Value)| Some((name.to_owned(), scalar(value, location)?));
            let pairs: Vec<_> = members.iter().filter_map(pair).collect();
            if pairs.is_empty() { Tokens::None } else { Tokens::Pairs(pairs) }
        }
        other => scalar(other, location).map_or(Tokens::None, Tokens::One),
    }
}

/// The text of a value that stands for itself; nothing for `null`.
fn scalar(value: &Value, location: Location) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.as_str().to_owned()),
        Value::Array(_) | Value::Object(_) => Some(json_text(value, location)),
    }
}

/// JSON text; for headers with all that is not ASCII escaped.
fn json_text(value: &Value, location: Location) -> String {
    let text = super::json::to_string(value).unwrap_or_default();
    if location != Location::Header || text.is_ascii() {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}

/// Percent-encodes all but RFC 3986's unreserved characters.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    encode_but(text, b"-._~")
}

/// Percent-encodes what cannot stand in the fixed text of a path template; what is encoded already stays.
#[must_use]
pub fn encode_template(text: &str) -> String {
    encode_but(text, b"-._~!$&'()*+,;=:@/%")
}

fn encode_but(text: &str, kept: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
            encoded.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    encoded
}
