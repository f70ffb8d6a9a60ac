//! `x-allow`: warnings that a document accepts, with a reason, at a place and below.

use crate::source::{Node, Place, Sources};

use super::{Code, Diagnostic, Diagnostics, Severity, closest};

const KEY: &str = "x-allow";

/// What the documents of a run allow.
#[derive(Debug)]
pub(super) struct Allowed {
    list: Vec<(Place, Code)>,
}

impl Allowed {
    /// Reads all `x-allow`; reports those that allow nothing.
    pub(super) fn read(sources: &Sources<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut allowed = Self { list: Vec::new() };
        for file in sources.files() {
            for member in sources.members_named(file, KEY) {
                let Some(object) = member.parent() else {
                    continue;
                };
                match member.as_array() {
                    Some(elements) => {
                        for element in elements {
                            if let Some(code) = read_element(element, diagnostics) {
                                allowed.list.push((object.place(), code));
                            }
                        }
                    }
                    None => bad(member, diagnostics, "`x-allow` must be a list of objects with `code` and `reason`"),
                }
            }
        }
        allowed
    }

    /// Whether a diagnostic is allowed where it stands.
    pub(super) fn allows(&self, diagnostic: &Diagnostic, sources: &Sources<'_>) -> bool {
        let Some(place) = diagnostic.spot.place() else {
            return false;
        };
        self.list.iter().any(|&(outer, code)| code == diagnostic.code && sources.contains(outer, place))
    }
}

fn read_element(element: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Code> {
    let Some(id) = element.get("code").and_then(Node::as_str) else {
        bad(element, diagnostics, "an element of `x-allow` needs a `code`");
        return None;
    };
    let Some(code) = Code::from_id(id) else {
        let diagnostic = diagnostics.report(Code::BadAllow, element.place(), format!("there is no code `{id}`"));
        if let Some(near) = closest(id, Code::ALL.iter().map(|code| code.id())) {
            diagnostic.help(format!("did you mean `{near}`?"));
        }
        return None;
    };
    if code.severity() == Severity::Error {
        bad(element, diagnostics, &format!("`{id}` is an error, which cannot be allowed"));
        return None;
    }
    let reason = element.get("reason").and_then(Node::as_str);
    if reason.is_none_or(|reason| reason.trim().is_empty()) {
        bad(element, diagnostics, &format!("`{id}` is not allowed here, because there is no `reason`"));
        return None;
    }
    Some(code)
}

fn bad(node: Node<'_>, diagnostics: &mut Diagnostics, message: &str) {
    diagnostics
        .report(Code::BadAllow, node.place(), message)
        .help("write `x-allow: [{code: W0201, reason: why this is fine}]`");
}
