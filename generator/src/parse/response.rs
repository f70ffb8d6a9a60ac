//! Responses and Response Objects (OpenAPI 3.1.1, 4.8.16 and 4.8.17).

use crate::diagnostic::Code;
use crate::source::{Node, Place};

use super::header::parse_header;
use super::link::parse_link;
use super::media_type::parse_media_type;
use super::reader::{Reader, unknown_member, wrong_type};
use super::reference::parse_ref_or;
use super::{Context, Extensions, Header, Link, Map, MediaType, RefOr, Spanned};

/// Responses Object: the responses of an operation by status.
#[derive(Debug, Clone, PartialEq)]
pub struct Responses {
    /// Where it stands.
    pub place: Place,
    /// The responses in document order.
    pub entries: Vec<(Spanned<Status>, RefOr<Response>)>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// The statuses a response is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status: `200`.
    Code(u16),
    /// All of one class: `4XX` is 4.
    Range(u8),
    /// `default`: all others.
    Default,
}

/// Reads a Responses Object.
pub fn parse_responses(node: Node<'_>, context: &mut Context<'_>) -> Option<Responses> {
    let Some(members) = node.as_object() else {
        wrong_type(node, context, "an object (Responses Object)");
        return None;
    };
    context.note_object(node, "Responses Object");
    let mut responses = Responses { place: node.place(), entries: Vec::new(), extensions: Extensions::new() };
    for member in members {
        if member.key.starts_with("x-") {
            responses.extensions.push((member.key.to_owned(), member.node.place()));
        } else if let Some(status) = parse_status(member.key) {
            if member.key.ends_with('x') {
                let message = format!("`{}` is written `{}`", member.key, member.key.to_ascii_uppercase());
                context.diagnostics.report(Code::UnknownMember, member.node.key_spot(), message);
            }
            if let Some(response) = parse_ref_or(member.node, context, parse_response) {
                responses.entries.push((Spanned::new(status, member.node.place()), response));
            }
        } else {
            unknown_member(member.node, context, "Responses Object", ["default"]).help(
                "a response stands under a status such as `200`, under a range such as `4XX`, or under `default`",
            );
        }
    }
    if responses.entries.is_empty() && node.as_object().into_iter().flatten().all(|member| member.key.starts_with("x-"))
    {
        // OpenAPI 3.1.1, 4.8.16: the Responses Object MUST contain at least one response code.
        context.diagnostics.report(Code::MissingRequired, node.place(), "`responses` has no response");
    }
    Some(responses)
}

fn parse_status(text: &str) -> Option<Status> {
    if text == "default" {
        return Some(Status::Default);
    }
    let [class @ b'1'..=b'5', rest @ ..] = text.as_bytes() else {
        return None;
    };
    match rest {
        b"XX" | b"xx" => Some(Status::Range(class - b'0')),
        [b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Status::Code),
        _ => None,
    }
}

/// Response Object.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub place: Place,
    /// `description`, CommonMark, required.
    pub description: Option<Spanned<String>>,
    /// `headers`.
    pub headers: Map<RefOr<Header>>,
    /// `content` by media type or range.
    pub content: Map<MediaType>,
    /// `links`.
    pub links: Map<RefOr<Link>>,
    /// Members that start with `x-`.
    pub extensions: Extensions,
}

/// Reads a Response Object.
pub fn parse_response(node: Node<'_>, context: &mut Context<'_>) -> Option<Response> {
    let mut reader = Reader::open(node, context, "Response Object")?;
    Some(Response {
        place: node.place(),
        description: reader.required_string("description"),
        headers: reader.map("headers", |node, context| parse_ref_or(node, context, parse_header)),
        content: reader.map("content", parse_media_type),
        links: reader.map("links", |node, context| parse_ref_or(node, context, parse_link)),
        extensions: reader.finish(),
    })
}
