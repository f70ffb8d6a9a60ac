//! Responses by status.

use super::header::is_ignored;
use super::{Lowering, docs};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope};
use crate::parse::{Map, Method, RefOr, Response, Responses, Status, parse_response};

impl Lowering<'_, '_> {
    /// The documented responses, in the order of the document.
    pub(super) fn lower_responses(
        &mut self,
        responses: Option<&Responses>,
        method: Method,
        operation: &str,
    ) -> Vec<ir::Response> {
        let Some(Responses { place: _, entries, extensions }) = responses else { return Vec::new() };
        self.no_extensions(extensions);
        let mut lowered = Vec::new();
        for (status, response) in entries {
            let Some(mut followed) = self.follow(response, parse_response) else { continue };
            let status = lower_status(status.value);
            if let Some(reason) = without_body(method, status) {
                self.leave_out_content(response, &mut followed.object, reason);
            }
            let mut response = self.lower_response(&followed.object, status, operation);
            if followed.description.is_some() {
                response.docs.description = followed.description;
            }
            lowered.push(response);
        }
        lowered
    }

    /// A body that HTTP does not let through is not waited for: a call that was done would fail for the lack of it.
    fn leave_out_content(&mut self, written: &RefOr<Response>, response: &mut Response, reason: &str) {
        if response.content.is_empty() {
            return;
        }
        response.content = Map::new();
        let spot = match written {
            // What it refers to may be right for other operations.
            RefOr::Reference(reference) => reference.target.place.into(),
            RefOr::Object(object) => {
                self.node(object.place).get("content").map_or(object.place.into(), |content| content.key_spot())
            }
        };
        let message = format!("{reason} has no body: the `content` described for it is never read");
        let diagnostic = self.context.diagnostics.report(Code::IgnoredMember, spot, message);
        diagnostic.help("describe the response without `content`");
    }

    fn lower_response(&mut self, response: &Response, status: ir::Status, operation: &str) -> ir::Response {
        let Response { place, description, headers, content, links, extensions } = response;
        self.check_extensions(extensions, &["x-replay"]);
        let mut streams = Vec::new();
        let mut whole = Vec::new();
        for (media_type, media) in content.iter() {
            match self.lower_stream(media_type, media, status, operation) {
                Some(stream) => streams.push(stream),
                None => whole.push((media_type, media)),
            }
        }
        let owner = format!("{operation} {}", status_word(status));
        let mut contents = self.lower_media_types(&whole, ir::Direction::Response, &owner);
        let payload = match contents.len() {
            0 | 1 => contents.pop().map(|only| only.payload),
            _ => Some(self.choice(contents, ir::Direction::Response, &format!("{owner} content"), *place)),
        };
        ir::Response {
            status,
            payload,
            replay: self.flag(extensions, "x-replay"),
            docs: ir::Docs {
                description: docs::text(description),
                assumed: self.text(extensions, "x-assumed"),
                notes: self.link_notes(links),
                ..ir::Docs::default()
            },
            headers: headers.keys().filter(|name| !is_ignored(name)).map(str::to_owned).collect(),
            typed_headers: self.lower_headers(headers, operation),
            streams,
        }
    }
}

/// Why a response comes without a body, whatever is said of its content.
fn without_body(method: Method, status: ir::Status) -> Option<&'static str> {
    match status {
        ir::Status::Code(204) => Some("a response of status 204 (RFC 9110, 15.3.5)"),
        ir::Status::Code(205) => Some("a response of status 205 (RFC 9110, 15.3.6)"),
        ir::Status::Code(304) => Some("a response of status 304 (RFC 9110, 15.4.5)"),
        ir::Status::Code(100..=199) | ir::Status::Range(1) => Some("an interim response (RFC 9110, 15.2)"),
        _ if method == Method::Head => Some("a response to HEAD (RFC 9110, 9.3.2)"),
        ir::Status::Code(_) | ir::Status::Range(_) | ir::Status::Default => None,
    }
}

/// What a successful call gives: one type where the documented successes agree, else an enum by status.
pub(super) fn success_type(responses: &[ir::Response], operation: &str) -> ir::SuccessType {
    let successes: Vec<&ir::Response> = ir::successes(responses).collect();
    let mut types: Vec<Option<&ir::Type>> = Vec::new();
    for response in &successes {
        let ty = response.payload.as_ref().map(|payload| &payload.ty);
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    match types.as_slice() {
        [] | [None] => ir::SuccessType::Empty,
        [Some(ty)] => ir::SuccessType::One((*ty).clone()),
        _ => ir::SuccessType::PerStatus {
            name: crate::naming::pascal(&format!("{operation} success")),
            variants: variants(&successes),
        },
    }
}

/// The documented failures as an enum by status.
pub(super) fn failure_type(responses: &[ir::Response], operation: &str) -> ir::ErrorType {
    let failures: Vec<&ir::Response> = responses.iter().filter(|response| !response.status.is_success()).collect();
    if failures.is_empty() {
        return ir::ErrorType::Undocumented;
    }
    ir::ErrorType::PerStatus {
        name: crate::naming::pascal(&format!("{operation} error")),
        variants: variants(&failures),
        same_as: None,
    }
}

fn variants(responses: &[&ir::Response]) -> Vec<ir::ErrorVariant> {
    let claims: Vec<Claim> = responses
        .iter()
        .map(|response| Claim {
            wire: format!("{:?}", response.status),
            wanted: variant_name(response.status),
            pinned: false,
        })
        .collect();
    let names = Scope::default().assign(&claims);
    responses
        .iter()
        .zip(names)
        .map(|(response, name)| ir::ErrorVariant {
            status: response.status,
            name: name.name,
            ty: response.payload.as_ref().map(|payload| payload.ty.clone()),
            docs: response.docs.clone(),
        })
        .collect()
}

/// The name of a status: its reason phrase (RFC 9110, 15; RFC 6585), else its number.
fn variant_name(status: ir::Status) -> String {
    let code = match status {
        ir::Status::Default => return "Other".to_owned(),
        ir::Status::Range(1) => return "Informational".to_owned(),
        ir::Status::Range(2) => return "Success".to_owned(),
        ir::Status::Range(3) => return "Redirection".to_owned(),
        ir::Status::Range(4) => return "ClientError".to_owned(),
        ir::Status::Range(_) => return "ServerError".to_owned(),
        ir::Status::Code(code) => code,
    };
    REASONS
        .iter()
        .find(|(known, _)| *known == code)
        .map_or_else(|| format!("Status{code}"), |(_, name)| (*name).to_owned())
}

pub(super) fn status_word(status: ir::Status) -> String {
    match status {
        ir::Status::Code(code) => code.to_string(),
        ir::Status::Range(hundreds) => format!("{hundreds}xx"),
        ir::Status::Default => "default".to_owned(),
    }
}

pub(super) fn lower_status(status: Status) -> ir::Status {
    match status {
        Status::Code(code) => ir::Status::Code(code),
        Status::Range(hundreds) => ir::Status::Range(hundreds),
        Status::Default => ir::Status::Default,
    }
}

/// The IANA registry of status codes, as variant names.
const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "SwitchingProtocols"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "Status418"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (511, "NetworkAuthenticationRequired"),
];
