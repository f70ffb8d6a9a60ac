//! Responses that are read as they come: server-sent events and lines of JSON.

use super::Lowering;
use super::response::status_word;
use crate::ir;
use crate::parse::MediaType;

impl Lowering<'_, '_> {
    /// What a success of this media type can be read as while it comes. Its schema speaks of one value: of an event's
    /// data, or of a line.
    pub(super) fn lower_stream(
        &mut self,
        media_type: &str,
        media: &MediaType,
        status: ir::Status,
        operation: &str,
    ) -> Option<ir::Streaming> {
        let kind = kind(media_type).filter(|_| status.is_success())?;
        let word = match kind {
            ir::StreamKind::Events => "event",
            ir::StreamKind::Lines => "line",
        };
        let owner = format!("{operation} {} {word}", status_word(status));
        // Examples show the whole body, which is neither an event's data nor a line.
        let ty = self.lower_media_type(media, &owner).into_type();
        let text = match kind {
            ir::StreamKind::Events => media.schema.is_none() || ty == ir::Type::String,
            ir::StreamKind::Lines => false,
        };
        Some(ir::Streaming { kind, media_type: media_type.to_owned(), ty: (!text).then_some(ty) })
    }
}

/// What an operation's documentation says of its streams.
pub(super) fn notes(responses: &[ir::Response]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for stream in responses.iter().flat_map(|response| &response.streams) {
        let (media_type, method, what) = match stream.kind {
            ir::StreamKind::Events => (&stream.media_type, "send_events", "server-sent events"),
            ir::StreamKind::Lines => (&stream.media_type, "send_lines", "one JSON value a line"),
        };
        let note = format!("The call's `{method}()` asks for `{media_type}` and gives it as it comes: {what}.");
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

fn kind(media_type: &str) -> Option<ir::StreamKind> {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "text/event-stream" => Some(ir::StreamKind::Events),
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines" => Some(ir::StreamKind::Lines),
        _ => None,
    }
}
