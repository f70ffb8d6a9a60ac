//! Diagnostics for programs: one JSON object a line.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::source::{Position, Sources, Spot};

use super::{Diagnostic, Severity};

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources<'_>) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let line = serde_json::to_string(&Line { diagnostic, sources });
        text.push_str(&line.expect("strings and numbers can be written as JSON"));
        text.push('\n');
    }
    text
}

struct Line<'a> {
    diagnostic: &'a Diagnostic,
    sources: &'a Sources<'a>,
}

/// Where a spot is, as far as it is known.
struct Location {
    start: Option<Position>,
    end: Option<Position>,
    pointer: Option<String>,
}

impl Location {
    fn new(spot: Spot, sources: &Sources<'_>) -> Self {
        let span = sources.span(spot);
        let position = |offset| sources.position(spot.file(), offset);
        Self {
            start: span.map(|span| position(span.start)),
            end: span.map(|span| position(span.end)),
            pointer: spot.place().map(|place| sources.pointer(place).as_str().to_owned()),
        }
    }

    fn write<S: SerializeStruct>(&self, fields: &mut S) -> Result<(), S::Error> {
        fields.serialize_field("line", &self.start.map(|start| start.line))?;
        fields.serialize_field("column", &self.start.map(|start| start.column))?;
        fields.serialize_field("end_line", &self.end.map(|end| end.line))?;
        fields.serialize_field("end_column", &self.end.map(|end| end.column))?;
        fields.serialize_field("pointer", &self.pointer)
    }
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { diagnostic, sources } = self;
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let labels: Vec<_> =
            diagnostic.labels.iter().map(|label| LabelLine { spot: label.spot, text: &label.text, sources }).collect();
        let mut fields = serializer.serialize_struct("Diagnostic", 12)?;
        fields.serialize_field("code", diagnostic.code.id())?;
        fields.serialize_field("severity", severity)?;
        fields.serialize_field("message", &diagnostic.message)?;
        fields.serialize_field("file", sources.path(diagnostic.spot.file()))?;
        Location::new(diagnostic.spot, sources).write(&mut fields)?;
        fields.serialize_field("note", &diagnostic.note)?;
        fields.serialize_field("labels", &labels)?;
        fields.serialize_field("help", &diagnostic.help)?;
        fields.end()
    }
}

struct LabelLine<'a> {
    spot: Spot,
    text: &'a str,
    sources: &'a Sources<'a>,
}

impl Serialize for LabelLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Label", 7)?;
        fields.serialize_field("file", self.sources.path(self.spot.file()))?;
        Location::new(self.spot, self.sources).write(&mut fields)?;
        fields.serialize_field("text", self.text)?;
        fields.end()
    }
}
