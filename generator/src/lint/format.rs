//! Formats that no standard knows.

use super::Linter;
use crate::diagnostic::{Code, closest};
use crate::parse::SchemaObject;

/// The formats of JSON Schema 2020-12 (Validation, 7.3) and those of the OpenAPI Format Registry.
const KNOWN: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "duration",
    "email",
    "float",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-decimal",
    "sf-integer",
    "sf-string",
    "sf-token",
    "time",
    "time-local",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unixtime",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

impl Linter<'_, '_> {
    /// Reports a format that nobody knows: the value is then taken as if it had none.
    pub(super) fn lint_format(&mut self, object: &SchemaObject) {
        let Some(format) = object.format.as_ref().filter(|format| !KNOWN.contains(&format.as_str())) else { return };
        let message = format!("the format `{}` is in no standard, and has no effect", format.value);
        let diagnostic = self.context.diagnostics.report(Code::UnknownFormat, format.place, message);
        match closest(format.as_str(), KNOWN.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("say it in the description, or by a `pattern`"),
        };
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_in_order_and_has_no_repeats() {
        assert!(super::KNOWN.is_sorted_by(|a, b| a < b));
    }
}
