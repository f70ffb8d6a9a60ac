//! Bodies of requests, before they are sent: a content, or parts that a boundary will keep apart.
//!
//! Responsible for writing parts (RFC 7578) so that nothing in them can be taken for another part. Knows no model.

use http::{HeaderName, HeaderValue};

use super::content::{Bytes, Content};
use super::parameter::percent_encode;

/// The body of a request. A boundary is chosen when it is sent.
#[derive(Clone)]
pub enum RequestBody {
    /// One content.
    Whole(Content),
    /// The parts of a multipart body.
    Parts(Vec<Part>),
}

/// A part of a body.
#[derive(Clone)]
pub struct Part {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) media_type: Option<HeaderValue>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) content: Content,
}

impl RequestBody {
    /// All bytes, if they are one content, and in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<Bytes> {
        match self {
            Self::Whole(content) => content.bytes(),
            Self::Parts(_) => None,
        }
    }

    /// The content to send, and the boundary in it. `random` gives numbers from 0 to 1.
    pub fn content(&self, random: &mut dyn FnMut() -> f64) -> (Content, Option<String>) {
        let parts = match self {
            Self::Whole(content) => return (content.clone(), None),
            Self::Parts(parts) => parts,
        };
        let heads: Vec<String> = parts.iter().map(Part::head).collect();
        let taken = |boundary: &str| {
            heads.iter().any(|head| head.contains(boundary)) || parts.iter().any(|part| part.content.holds(boundary))
        };
        let mut boundary = (0..4).fold(String::from("part-"), |text, _| format!("{text}{:08x}", word(random())));
        let mut count = 0_u32;
        while taken(&boundary) {
            // Without randomness the same boundary would come again; the parts are finite, so the count ends.
            count += 1;
            boundary = format!("part-{:08x}-{count}", word(random()));
        }
        let mut contents = Vec::new();
        for (head, part) in heads.into_iter().zip(parts) {
            contents.push(Content::new(format!("--{boundary}\r\n{head}\r\n")));
            contents.push(part.content.clone());
            contents.push(Content::new("\r\n"));
        }
        contents.push(Content::new(format!("--{boundary}--\r\n")));
        (Content::chain(contents), Some(boundary))
    }
}

/// 32 bits of a number from 0 to 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float keeps to the bounds")]
fn word(number: f64) -> u32 {
    (number * f64::from(u32::MAX)) as u32
}

impl Part {
    /// A part without a file name; its media type is plain text unless it is said.
    #[must_use]
    pub fn new(name: String, media_type: Option<HeaderValue>, content: Content) -> Self {
        Self { name, file_name: None, media_type, headers: Vec::new(), content }
    }

    /// The headers, each on its line.
    fn head(&self) -> String {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escaped(&self.name));
        if let Some(name) = &self.file_name {
            head.push_str(&format!("; filename=\"{}\"", escaped(name)));
        }
        head.push_str("\r\n");
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        if let Some(media_type) = &self.media_type {
            head.push_str(&format!("Content-Type: {}\r\n", text(media_type)));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {}\r\n", text(value)));
        }
        head
    }
}

/// A name between quotes, as browsers write it (WHATWG HTML, "multipart/form-data encoding algorithm"): what would end the
/// quotes or the line is percent-encoded, all else stands.
fn escaped(name: &str) -> String {
    name.replace('\n', "%0A").replace('\r', "%0D").replace('"', "%22")
}

/// A text as a name or value of a form (WHATWG URL, "application/x-www-form-urlencoded percent-encode set").
#[must_use]
pub fn form_encode(text: &str) -> String {
    as_form(&percent_encode(text))
}

/// The same for a text that is percent-encoded: the same bytes, as forms write them.
#[must_use]
pub fn as_form(encoded: &str) -> String {
    encoded.replace("%20", "+").replace("%2A", "*").replace('~', "%7E")
}
